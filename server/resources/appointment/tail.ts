/**
 * The days that a split takes from a series, and those of its continuation that come in their place:
 * what is known where each day is an item of its own. Pure.
 */
import { DateTime } from "luxon";
import type { Fields } from "../../sync/model.ts";
import { fitOf, gapMax, lastDate, whenOf, type Fit } from "./continuation.ts";
import { datesOf, happensOn, isSeries, type SeriesWhen } from "./recurrence.ts";

/** A series that ends, and may have ended later before. */
export interface CutSeries {
  /** When it took place before: as now, and on. How far is not known of it any more, nor does it matter. */
  readonly before: SeriesWhen;
  /** The day that is its last one now, `yyyy-MM-dd`. */
  readonly last: string;
  readonly left: Fields;
}

/** What is known of a series that may have been cut; `null`: it does not end, so that it was not. */
export function asCut(left: Fields): CutSeries | null {
  const now = whenOf(left["when"]);
  if (now === null || !isSeries(now)) return null;
  const last = lastDate(now);
  if (last === null) return null;
  return { before: endlessly(now), last, left };
}

function endlessly(when: SeriesWhen): SeriesWhen {
  const { pattern } = when.recurrence;
  return { ...when, recurrence: { pattern, ends: { kind: "never" } } };
}

/** Whether a day, by the instant at which its series had it, lies behind the end of that series. */
export function liesBehind({ before, last }: CutSeries, day: string): boolean {
  return dateIn(before, day) > last;
}

/**
 * Whether a day, by the instant at which its series had it, is one that the series would have as it repeats
 * now, did it never end: then it was deleted or cut off, and not moved to another one. What repeats no more
 * has none.
 */
export function keepsDay({ when }: Fields, day: string): boolean {
  const now = whenOf(when);
  if (now === null || !isSeries(now)) return false;
  const endless = endlessly(now);
  return happensOn(endless, dateIn(endless, day));
}

/** Whether a series whose first day this is may go on with one: it is among the first that went. */
export function beginsThere({ before, last }: CutSeries, day: string): boolean {
  const date = dateIn(before, day);
  if (date <= last) return false;
  let gone = 0;
  // By the calendar of its own zone it may begin a day earlier.
  for (const one of datesOf(before, date)) if (one > last && one < date) gone++;
  return gone <= gapMax + 1;
}

/** Whether `next` goes on with the series from where it was cut (rule 25); `null`: it does not. */
export function fits({ before, left }: CutSeries, next: Fields): Fit | null {
  return fitOf(before, left, next);
}

/** Patterns are compared so far beyond the last day of interest, in days: one may happen once a year. */
const aheadDays = 366;
const dayMs = 86_400_000;
const numberOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

/**
 * By each day that was cut off, the day of `next` that comes in its place. Both series are laid on each
 * other so that the first day of the one is the first that went, after a gap the one that would have been
 * next; two days belong together where each is the nearest to the other. Of a series that takes place less
 * often, some days have nothing in their place.
 * @param lost and `coming`: instants at which their series have these days
 */
export function daysInPlace(
  { before, last }: CutSeries,
  next: Fields,
  lost: readonly string[],
  coming: readonly string[],
): ReadonlyMap<string, string> {
  const then = whenOf(next["when"]);
  if (then === null || !isSeries(then)) return new Map();
  const dated = lost.map((day) => [day, numberOf(dateIn(before, day))] as const);
  const farthest = Math.max(...dated.map(([, date]) => date)) + aheadDays;
  const until = new Date(farthest * dayMs).toISOString().slice(0, 10);
  const gone = [...datesOf(before, until)].filter((date) => date > last).map(numberOf);
  const after = [...datesOf(then, until)].map(numberOf);
  const [begins = 0] = after;
  const laterDays = begins - (gone.findLast((date) => date <= begins) ?? gone[0] ?? 0);
  const expected = gone.map((date) => date + laterDays);
  const byDate = new Map(coming.map((day) => [numberOf(dateIn(then, day)), day]));
  const pairs = new Map<string, string>();
  for (const [day, date] of dated) {
    const place = nearest(after, date + laterDays);
    const isMutual = place !== null && nearest(expected, place) === date + laterDays;
    const other = isMutual ? byDate.get(place) : undefined;
    if (other !== undefined) pairs.set(day, other);
  }
  return pairs;
}

/** `null` where two are as near, or none is there. */
function nearest(all: readonly number[], to: number): number | null {
  let found: number | null = null;
  let isTie = false;
  for (const one of all) {
    const [away, before] = [Math.abs(one - to), Math.abs((found ?? Infinity) - to)];
    if (away < before) [found, isTie] = [one, false];
    else if (away === before) isTie = true;
  }
  return isTie ? null : found;
}

/** All-day items begin at midnight, of their zone or of Greenwich: the nearest one is meant. */
const halfDay = { hours: 12 };

/** The date of an instant by the calendar of the series. */
function dateIn({ allDay, zone }: SeriesWhen, instant: string): string {
  const time = DateTime.fromISO(instant, { zone: allDay ? "utc" : zone });
  return (allDay ? time.plus(halfDay) : time).toFormat("yyyy-MM-dd");
}
