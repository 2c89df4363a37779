/**
 * Which series goes on with another one. "This and following" is no act that a side tells of: a series
 * loses its end, and a second one begins where it was cut. Pure.
 */
import { elements, type Fields, type Value } from "../../sync/model.ts";
import { whenSchema, type When } from "./appointment.ts";
import {
  datesOf,
  firstDate,
  isSeries,
  occurrenceOn,
  patternFacts,
  type SeriesWhen,
} from "./recurrence.ts";
import { ruleOf } from "./schema.ts";

/** Calendars show no further: a series that ends in the year 9999 ends as little as one without an end. */
const yearsShown = 30;
const farAhead = ({ start }: When): string => `${Number(start.slice(0, 4)) + yearsShown}-12-31`;

/**
 * Whether a series lost days at its end and is otherwise when it was. One that became a single
 * appointment is left with its first day.
 */
export function isCutShort(before: Value | undefined, now: Value | undefined): boolean {
  // Most of what is read has not changed its time.
  if (JSON.stringify(before) === JSON.stringify(now)) return false;
  const [was, is] = [whenOf(before), whenOf(now)];
  return was !== null && is !== null && isSeries(was) && daysCutOff(was, is).length > 0;
}

/** How surely one series goes on with another; `doubtful`: only its person can tell. */
export type Fit = "plain" | "doubtful";

/** So many of the days that were cut off may lie before one that goes on after a gap. */
export const gapMax = 4;

/**
 * Whether `next` goes on with a series that was cut short. It is of the same organizer and begins in the
 * place of the first day that was cut off. For the rest it is judged by what stayed and what changed:
 * whoever splits a series does so to change something, and leaves most of it as it was. Where only one
 * thing stayed, or a few days lie between the two, that is doubtful; what merely comes next is another
 * series.
 * @param cut the time of the series before it was cut
 * @param left the series as it is since
 * @returns `null` where it is another one
 */
export function fitOf(cut: Value, left: Fields, next: Fields): Fit | null {
  const [was, is, then] = [cut, left["when"], next["when"]].map(whenOf);
  if (was == null || is == null || then == null || !isSeries(was) || !isSeries(then)) return null;
  if (means("owner", left) !== means("owner", next)) return null;
  const [begins] = datesOf(then, farAhead(then));
  const lost = daysCutOff(was, is);
  const [first, second] = lost;
  const last = lastDate(is);
  if (begins === undefined || first === undefined || last === null || begins <= last) return null;
  const { isNamed, isAlike, telling } = likeness(left, next, keepsTimes(was, then, begins));
  if (begins <= first || begins < (second ?? "")) {
    if (isAlike) return "plain";
    return telling > 0 ? "doubtful" : null;
  }
  const isNear = begins <= (lost.at(-1) ?? "");
  return isNear && (isNamed || isAlike) ? "doubtful" : null;
}

/** So many of subject, times, place, people and text somebody changes at once. */
const changesMax = 2;

interface Likeness {
  readonly isNamed: boolean;
  readonly isAlike: boolean;
  /** How many of subject, times, people and text stayed, where they say something. */
  readonly telling: number;
}

/**
 * Each by itself may happen to be alike; two of subject, times, people and text are not where little else
 * changed. A place says little: many meet in the same room.
 */
function likeness(left: Fields, next: Fields, keepsTimes: boolean): Likeness {
  const place = means("place", left) === means("place", next);
  const body = means("body", left) === means("body", next);
  const people = namesOf(left) === namesOf(next);
  const subject = means("subject", left) === means("subject", next);
  const isNamed = subject && means("subject", left) !== "";
  const telling = [
    isNamed,
    keepsTimes,
    people && namesOf(left) !== "",
    body && means("body", left) !== "",
  ].filter(Boolean).length;
  const changed = [subject, keepsTimes, place, people, body].filter((stayed) => !stayed).length;
  // As it was in all but its times, or in its times whatever became of the rest.
  const isItself = isNamed && (keepsTimes || (place && body && people));
  return { isNamed, telling, isAlike: isItself || (telling >= 2 && changed <= changesMax) };
}

/** The first days that a series lost at its end; none where it lost none, or changed otherwise. */
function daysCutOff(before: SeriesWhen, now: When): readonly string[] {
  const [one, other] = [before, now].map(({ allDay, start, end }) => `${allDay} ${start} ${end}`);
  const isSame = one === other && (!isSeries(now) || samePattern(before, now));
  const last = isSame ? lastDate(now) : null;
  if (last === null) return [];
  const lost: string[] = [];
  for (const date of datesOf(before, farAhead(before))) {
    if (date > last) lost.push(date);
    if (lost.length > gapMax) break;
  }
  return lost;
}

/** The last day of a series, `yyyy-MM-dd`; `null` where it does not end. */
export function lastDate(when: When): string | null {
  if (!isSeries(when)) return firstDate(when);
  if (when.recurrence.ends.kind === "never") return null;
  let last: string | null = null;
  for (const date of datesOf(when, farAhead(when))) last = date;
  return last;
}

function samePattern(one: SeriesWhen, other: SeriesWhen): boolean {
  const [facts, others] = [one, other].map(({ recurrence }) => patternFacts(recurrence.pattern));
  return JSON.stringify(facts) === JSON.stringify(others);
}

function keepsTimes(before: SeriesWhen, next: SeriesWhen, date: string): boolean {
  const [was, is] = [occurrenceOn(before, date), occurrenceOn(next, date)];
  return samePattern(before, next) && was.start === is.start && was.end === is.end;
}

/** Who takes part, by address; what they said to the one they were not asked of the other. */
function namesOf({ attendees }: Fields): string {
  const who = ruleOf("attendees")?.elementKey ?? ((one: Value) => JSON.stringify(one));
  return elements(attendees).map(who).sort().join();
}

/** What a field says; a side that does not hold it says nothing. */
function means(field: string, fields: Fields): string {
  return ruleOf(field)?.fingerprint(fields[field] ?? null) ?? "";
}

/** When something takes place; `null` where that cannot be read. */
export function whenOf(value: Value | undefined): When | null {
  return whenSchema.safeParse(value).data ?? null;
}
