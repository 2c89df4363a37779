/** What a person means by a text, however a side spells it. */
export function meant(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value.replace(/\s+/g, "").toLowerCase();
  if (typeof value === "object" && "start" in value) return String(value.start);
  return JSON.stringify(value);
}
