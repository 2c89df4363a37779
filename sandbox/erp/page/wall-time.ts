/** Wall clock times of a zone, as `<input type="datetime-local">` has them: `2026-11-23T10:00`. */

function wallMs(instantMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(instantMs);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "00";
  return Date.parse(
    `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}Z`,
  );
}

/** The wall time in `zone` of a UTC instant. */
export function wallTime(instant: string, zone: string): string {
  return new Date(wallMs(Date.parse(instant), zone)).toISOString().slice(0, 16);
}

/** The UTC instant of a wall time in `zone`; of a time that a clock change skips, the one after it. */
export function instantOf(wall: string, zone: string): string {
  const wanted = Date.parse(`${wall}Z`);
  // Twice: the first guess may lie on the other side of a clock change.
  const once = wanted - (wallMs(wanted, zone) - wanted);
  const twice = once - (wallMs(once, zone) - wanted);
  return new Date(twice).toISOString().replace(".000Z", "Z");
}

/** A date some days later or earlier. */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
