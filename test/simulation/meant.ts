/** So many days has every series of a story, until somebody shortens it. */
export const seriesDays = 6;

/** What a person means by a text or a time, however a side spells it. */
export function meant(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value.replace(/\s+/g, "").toLowerCase();
  if (typeof value === "object" && "start" in value) {
    return `${toMinute(String(value.start))}${lengthOf(value)}`;
  }
  return JSON.stringify(value);
}

/** Whoever cuts a series changes when it takes place, though not when it begins. */
function lengthOf(when: object): string {
  const { recurrence } = when as { recurrence?: { ends: { count?: number } } };
  const { count = seriesDays } = recurrence?.ends ?? {};
  return count === seriesDays ? "" : ` ${count} times`;
}

/** People type minutes: a second beside one is how an ERP writes a midnight that it refuses. */
function toMinute(instant: string): string {
  const seconds = instant.slice(17, 19);
  if (seconds !== "01" && seconds !== "59") return instant;
  const ms = Math.round(Date.parse(instant) / 60_000) * 60_000;
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
