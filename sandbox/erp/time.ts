import { DateTime } from "luxon";
import { refused } from "./errors.ts";

/** How an installation keeps times; absent: any instant, each activity with its zone. */
export interface ErpTime {
  /** IANA: times are kept as this clock shows them, and no activity has a zone of its own. */
  readonly clock?: string;
  /** A time of day at midnight stands for whole days: refused unless both are. */
  readonly midnight?: "refused";
}

interface Timed {
  readonly allDay: boolean;
  readonly start: string;
  readonly end: string;
}

/**
 * What is left of an activity's times, as they were stored.
 * @param zone of the activity
 * @throws ErpError 422 where either of them is at midnight and the installation refuses that
 */
export function kept<T extends Timed>(time: ErpTime | undefined, given: T, zone: string): T {
  if (time === undefined || given.allDay) return given;
  const { clock, midnight } = time;
  const shown = (instant: string): string =>
    DateTime.fromISO(instant, { zone: clock ?? zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
  const isZero = (instant: string): boolean => shown(instant).endsWith("T00:00:00");
  if (midnight === "refused" && isZero(given.start) !== isZero(given.end)) {
    const field = isZero(given.start) ? "start" : "end";
    throw refused(field, "Start time and end time must both be zero, or neither.");
  }
  if (clock === undefined) return given;
  // The clock alone is stored: of an hour that it shows twice nobody knows which one it was.
  const read = (instant: string): string =>
    DateTime.fromISO(shown(instant), { zone: clock }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
  return { ...given, start: read(given.start), end: read(given.end) };
}
