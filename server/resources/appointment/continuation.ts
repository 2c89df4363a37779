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

/**
 * Whether `next` goes on with a series that was cut short: of the same organizer and subject, it begins
 * in the place of the first day that was cut off, and whoever split it changed either its times or what
 * it is, not both. What merely resembles it is another series.
 * @param cut the time of the series before it was cut
 * @param left the series as it is since
 */
export function goesOnWith(cut: Value, left: Fields, next: Fields): boolean {
  const [was, is, then] = [cut, left["when"], next["when"]].map(whenOf);
  if (was == null || is == null || then == null || !isSeries(was) || !isSeries(then)) return false;
  const alike = (field: string): boolean => means(field, left) === means(field, next);
  if (means("subject", left) === "" || !alike("subject") || !alike("owner")) return false;
  const [begins] = datesOf(then, farAhead(then));
  const [first, second] = daysCutOff(was, is);
  if (begins === undefined || first === undefined) return false;
  const last = lastDate(is);
  if (last === null || begins <= last || (begins > first && !(begins < (second ?? ""))))
    return false;
  return (
    keepsTimes(was, then, begins) || (alike("place") && alike("body") && sameGuests(left, next))
  );
}

/** The first two days that a series lost at its end; none where it lost none, or changed otherwise. */
function daysCutOff(before: SeriesWhen, now: When): readonly string[] {
  const [one, other] = [before, now].map(({ allDay, start, end }) => `${allDay} ${start} ${end}`);
  const isSame = one === other && (!isSeries(now) || samePattern(before, now));
  const last = isSame ? lastDate(now) : null;
  if (last === null) return [];
  const lost: string[] = [];
  for (const date of datesOf(before, farAhead(before))) {
    if (date > last) lost.push(date);
    if (lost.length === 2) break;
  }
  return lost;
}

/** The last day of a series that ends. */
function lastDate(when: When): string | null {
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

/** The same people; what they said to the one they were not asked of the other. */
function sameGuests(one: Fields, other: Fields): boolean {
  const who = ruleOf("attendees")?.elementKey ?? ((one: Value) => JSON.stringify(one));
  const [here, there] = [one, other].map(({ attendees }) =>
    elements(attendees).map(who).sort().join(),
  );
  return here === there;
}

/** What a field says; a side that does not hold it says nothing. */
function means(field: string, fields: Fields): string {
  return ruleOf(field)?.fingerprint(fields[field] ?? null) ?? "";
}

function whenOf(value: Value | undefined): When | null {
  return whenSchema.safeParse(value).data ?? null;
}
