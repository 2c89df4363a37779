/**
 * Whether the clock that a series keeps is known. Its days are reckoned from a zone, and Graph may name
 * one that no table has (`tzone://Microsoft/Custom`): a zone of somebody's own making, of which neither
 * the offset nor the rules of summer time are told. Pure.
 */
import {
  datesOf,
  firstDate,
  happensOn,
  isSeries,
  occurrenceOn,
  type SeriesWhen,
} from "../../../resources/appointment/recurrence.ts";
import { occurrenceDate } from "./exceptions.ts";
import { type Owner, eventWhen } from "./fields.ts";
import { zoneNameOf } from "./recurrence.ts";
import { type GraphEvent, eventSchema } from "./schema.ts";
import { ianaZone, whenOf } from "./time.ts";

/**
 * The time of a series by a clock that may not be its own, where its occurrences would tell.
 * @param raw as Graph gave it
 * @returns `null` where nothing has to be asked: no series, a known clock, or one that is wrong for sure
 */
export function doubtedWhen(raw: unknown, owner: Owner): SeriesWhen | null {
  const event = eventSchema.safeParse(raw).data;
  if (event === undefined || event.isCancelled === true || owner.series === "occurrences") {
    return null;
  }
  const when = eventWhen(event, owner.timeZone);
  if (when === null || !isSeries(when)) return null;
  return hasNamedZone(event) || when.allDay || !beginsAsTold(event, when) ? null : when;
}

/**
 * Whether a series takes place when we reckon. Where its zone has no known name, `when` is by another
 * clock. That both show the same date at the start says little: the hours differ unseen, and a custom
 * zone may know no summer time where ours does. So every day that Graph tells has to be one of ours, to
 * the minute; a winter and a summer of them leave no rule to differ. Whole days have no hours.
 * @param when the event's, by the clock that is in question
 * @param days occurrences of a year and more, as Graph tells them; empty: nobody asked
 */
export function keepsClock(
  event: GraphEvent,
  when: SeriesWhen,
  days: readonly GraphEvent[],
): boolean {
  if (hasNamedZone(event)) return true;
  if (!beginsAsTold(event, when)) return false;
  if (when.allDay) return true;
  const told = days.map((day) => plainDay(day, when.zone));
  const last = told
    .map((day) => day?.date ?? "")
    .reduce((one, other) => (one > other ? one : other), "");
  if (last === "") return false;
  const dates = new Set(datesOf(when, last));
  return told.every(
    (day) =>
      day !== null && dates.has(day.date) && occurrenceOn(when, day.date).start === day.start,
  );
}

/** A series that names no zone is in the event's, as one that is written without it. */
function hasNamedZone({ recurrence, originalStartTimeZone }: GraphEvent): boolean {
  const name = zoneNameOf(recurrence) ?? "";
  return ianaZone(name === "" ? originalStartTimeZone : name, "UTC") !== null;
}

/** Graph accompanies a series with the date of its start in the zone of the series. */
function beginsAsTold({ recurrence }: GraphEvent, when: SeriesWhen): boolean {
  const date = recurrence?.range.startDate;
  return date === firstDate(when) && happensOn(when, date);
}

/** When an occurrence was to take place, whatever became of it; `null` where it does not tell. */
function plainDay(
  day: GraphEvent,
  zone: string,
): { readonly date: string; readonly start: string } | null {
  const { start: now, end, originalStart, type } = day;
  const isPlain = type === "occurrence" && now;
  const start =
    originalStart ??
    (isPlain ? whenOf({ ...day, start: now, end: end ?? now }, zone)?.start : null);
  const ms = Date.parse(start ?? "");
  if (Number.isNaN(ms)) return null;
  const instant = new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
  const date = occurrenceDate({ ...day, originalStart: instant }, zone);
  return date === null ? null : { date, start: instant };
}
