/**
 * When the occurrences of a series take place. Pure. The clock of the series' zone stays the same over
 * a change to or from summer time; a day of the month that a month does not have is its last.
 *
 * A date is `yyyy-MM-dd`; inside it is reckoned as a *day*, the number of days since 1 January 1970.
 */
import { DateTime, IANAZone } from "luxon";
import type { When } from "./appointment.ts";
import { weekdays, type Pattern, type Recurrence, type Weekday } from "./recurrence-shape.ts";

/** A `when` that has a recurrence. */
export type SeriesWhen = When & { readonly recurrence: Recurrence };

export function isSeries(when: When): when is SeriesWhen {
  return when.recurrence !== undefined;
}

const dayMs = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** 0 is Sunday; 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** The day on which a series first may happen, by the calendar of its zone. */
export function firstDate(when: When): string {
  return when.allDay ? when.start : wall(when.start, when.zone).toFormat("yyyy-MM-dd");
}

/** No pattern is empty for so many units in a row. */
const idleUnitsMax = 500;

/**
 * The dates on which a series happens, in order, up to and with `until`, cancelled ones included.
 * @param until the last date of interest, for a series need not end.
 */
export function* datesOf(when: SeriesWhen, until: string): Generator<string> {
  const { pattern, ends } = when.recurrence;
  const first = dayOf(firstDate(when));
  const last = Math.min(dayOf(until), ends.kind === "until" ? dayOf(ends.day) : Infinity);
  const most = ends.kind === "count" ? ends.count : Infinity;
  let count = 0;
  let idle = 0;
  for (let unit = 0; count < most && idle < idleUnitsMax; unit += pattern.interval) {
    idle++;
    for (const day of daysOfUnit(pattern, first, unit)) {
      if (day < first) continue;
      if (day > last || count >= most) return;
      count++;
      idle = 0;
      yield dateOf(day);
    }
    if (startOfUnit(pattern, first, unit) > last) return;
  }
}

/** Whether the series was to happen on this date. */
export function happensOn(when: SeriesWhen, date: string): boolean {
  for (const one of datesOf(when, date)) if (one === date) return true;
  return false;
}

/** When the occurrence of `date` takes place as long as nobody changed it. */
export function occurrenceOn(when: SeriesWhen, date: string): When {
  const { zone, start, end } = when;
  if (when.allDay) {
    const length = dayOf(end) - dayOf(start);
    return { allDay: true, start: date, end: dateOf(dayOf(date) + length), zone };
  }
  const [from, to] = [wall(start, zone), wall(end, zone)];
  const nights = dayOf(to.toFormat("yyyy-MM-dd")) - dayOf(from.toFormat("yyyy-MM-dd"));
  const at = (on: string, like: DateTime) =>
    DateTime.fromISO(`${on}T${like.toFormat("HH:mm:ss")}`, { zone });
  const begins = at(date, from);
  const ends = at(dateOf(dayOf(date) + nights), to);
  // Where the clock skips the hour it begins in, that may put it behind its end: it keeps its length.
  const early = ends < begins ? begins.plus(to.diff(from)) : ends;
  const spell = (time: DateTime) => time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
  return { allDay: false, start: spell(begins), end: spell(early), zone };
}

/** Whether the series happens between two ISO 8601 UTC instants (or may, where it never ends). */
export function happensBetween(when: SeriesWhen, from: string, to: string): boolean {
  if (when.start.slice(0, 10) >= to.slice(0, 10)) return false;
  const earliest = from.slice(0, 10);
  for (const date of datesOf(when, to.slice(0, 10))) if (date >= earliest) return true;
  return false;
}

/** What a recurrence means, as text: what does not matter to it is left out. */
export function recurrencePrint({ recurrence, zone, start, allDay }: SeriesWhen): string {
  const { pattern, ends } = recurrence;
  const end = ends.kind === "never" ? "" : ends.kind === "until" ? ends.day : `${ends.count}x`;
  const clock = allDay ? "" : zonePrint(zone, Number(start.slice(0, 4)));
  return [...patternFacts(pattern), end, clock].join(" ");
}

/** How often a series happens, as texts that are equal where it is as often. */
export function patternFacts(pattern: Pattern): readonly string[] {
  const { every, interval, ...rest } = pattern;
  const facts: Record<string, unknown> = { ...rest };
  if ("weekdays" in pattern) facts["weekdays"] = [...pattern.weekdays].sort();
  // Which days make up a week shows only where weeks are left out.
  if (every === "week" && (interval === 1 || pattern.weekdays.length === 1)) {
    delete facts["weekStart"];
  }
  const names = Object.keys(facts).sort();
  return [`every ${interval} ${every}`, ...names.map((name) => `${name}=${String(facts[name])}`)];
}

/** Whether the clocks of two zones show the same from a year on. */
export function keepSameClock(one: string, other: string, year: number): boolean {
  return zonePrint(one, year) === zonePrint(other, year);
}

const zonePrints = new Map<string, string>();
/** Names come from outside: whoever makes them up must not fill the memory. */
const zonePrintsMax = 5_000;
/** Two zones that agree so often agree for good: laws change them for everybody. */
const yearsCompared = 2;

/**
 * What a zone's clock does from a year on, as text: Vienna and Berlin are two names of one clock, and
 * Windows knows only one of them.
 */
function zonePrint(zone: string, year: number): string {
  const key = `${zone} ${year}`;
  const known = zonePrints.get(key);
  if (known !== undefined) return known;
  const rules = IANAZone.create(zone);
  const offsets: number[] = [];
  for (let week = 0; week < 53 * yearsCompared; week++) {
    offsets.push(rules.offset(Date.UTC(year, 0, 4 + 7 * week)));
  }
  const changes = offsets.flatMap((offset, at) =>
    offset === offsets[at - 1] ? [] : [`${at}:${offset}`],
  );
  const print = changes.join(",");
  if (zonePrints.size >= zonePrintsMax) zonePrints.clear();
  zonePrints.set(key, print);
  return print;
}

function wall(instant: string, zone: string): DateTime {
  return DateTime.fromISO(instant, { zone });
}

/** A month by its number since the year 0, so that months add up like numbers. */
function monthAt(number: number): { readonly first: number; readonly length: number } {
  const at = (month: number): number =>
    Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / dayMs;
  const first = at(number);
  return { first, length: at(number + 1) - first };
}

function monthNumberOf(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The month that the unit-th month or year looks at. */
function monthOfUnit(pattern: Pattern, first: number, unit: number): number {
  const begin = monthNumberOf(first);
  if (pattern.every !== "year" && pattern.every !== "year-weekday") return begin + unit;
  return begin - (begin % 12) + pattern.month - 1 + unit * 12;
}

function startOfUnit(pattern: Pattern, first: number, unit: number): number {
  if (pattern.every === "day") return first + unit;
  if (pattern.every === "week") return weekOf(pattern.weekStart, first) + unit * 7;
  return monthAt(monthOfUnit(pattern, first, unit)).first;
}

/** The first day of the week that `day` lies in. */
function weekOf(weekStart: Weekday, day: number): number {
  return day - ((weekdayOf(day) - weekdays.indexOf(weekStart) + 7) % 7);
}

const isAmong = (days: readonly Weekday[], day: number): boolean =>
  days.some((name) => weekdays[weekdayOf(day)] === name);

/** The days on which the pattern happens in its unit-th day, week, month or year, in order. */
function daysOfUnit(pattern: Pattern, first: number, unit: number): readonly number[] {
  const start = startOfUnit(pattern, first, unit);
  switch (pattern.every) {
    case "day":
      return [start];
    case "week":
      return Array.from({ length: 7 }, (_, at) => start + at).filter((day) =>
        isAmong(pattern.weekdays, day),
      );
    case "month":
    case "year": {
      const { length } = monthAt(monthOfUnit(pattern, first, unit));
      return [start + Math.min(pattern.dayOfMonth, length) - 1];
    }
    case "month-weekday":
    case "year-weekday": {
      const { length } = monthAt(monthOfUnit(pattern, first, unit));
      const days = Array.from({ length }, (_, at) => start + at).filter((day) =>
        isAmong(pattern.weekdays, day),
      );
      const place = ["first", "second", "third", "fourth"].indexOf(pattern.nth);
      const day = days.at(place);
      return day === undefined ? [] : [day];
    }
  }
}
