/**
 * Wall-clock times of the mailbox's zone, as text: `2026-11-24T09:00`. Graph is asked to answer in
 * that zone, so the window never converts what it shows; only office.js wants instants.
 */
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Wall time as if it were UTC: for arithmetic only, never an instant. */
const asUtc = (wall: string): number => Date.parse(`${minutePart(wall)}Z`);
const fromUtc = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

/** `2026-11-24T09:00:00.0000000` -> `2026-11-24T09:00`; a bare date gets midnight. */
export function minutePart(dateTime: string): string {
  return dateTime.length > 10 ? dateTime.slice(0, 16) : `${dateTime}T00:00`;
}

/** `2026-11-24T09:00` -> `2026-11-24` */
export function dayPart(wall: string): string {
  return wall.slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayPart(fromUtc(asUtc(`${dayPart(day)}T00:00`) + days * dayMs));
}

export function addMinutes(wall: string, minutes: number): string {
  return fromUtc(asUtc(wall) + minutes * minuteMs);
}

export function minutesBetween(earlier: string, later: string): number {
  return (asUtc(later) - asUtc(earlier)) / minuteMs;
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: string): number {
  return new Date(asUtc(`${dayPart(day)}T00:00`)).getUTCDay();
}

/** The wall time that a clock in `zone` shows at an instant. */
export function wallTimeAt(epochMs: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return parts.format(epochMs).replace(" ", "T");
}

/**
 * The instant at which a clock in `zone` shows `wall`. A time skipped in spring lands after the gap,
 * a time that occurs twice in autumn is its first occurrence.
 */
export function instantOf(wall: string, zone: string): number {
  const wanted = asUtc(wall);
  const offsetAt = (epochMs: number): number => asUtc(wallTimeAt(epochMs, zone)) - epochMs;
  const before = wanted - offsetAt(wanted - dayMs);
  if (asUtc(wallTimeAt(before, zone)) === wanted) return before;
  const after = wanted - offsetAt(wanted + dayMs);
  return asUtc(wallTimeAt(after, zone)) === wanted ? after : before;
}
