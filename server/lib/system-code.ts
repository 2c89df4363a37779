/** What the operating system calls a failure (`ENOENT`); asked by shape, because errors also come from other realms. */
export function systemCode(error: unknown): string | undefined {
  return typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string"
    ? error.code
    : undefined;
}
