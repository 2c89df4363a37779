import { createHash } from "node:crypto";
import { ProblemError } from "../../errors.ts";

/** Names a state of something that several may change: another one after each change. @param content plain data */
export function revisionOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
}

/**
 * Else the form of whoever opened it earlier would take back what somebody else decided meanwhile.
 * @param what it is, as in "Somebody else changed … since you opened it."
 * @throws ProblemError `conflict`
 */
export function refuseStale(given: string, now: string, what: string): void {
  if (given === now) return;
  throw new ProblemError("conflict", `Somebody else changed ${what} since you opened it.`, {
    ...{ field: "revision", remedy: "Open it again and repeat your change." },
  });
}
