/**
 * The dates on which a series happens. Pure, and without time of day or zone: those are put on in
 * `occurrences.ts`.
 *
 * A date is `yyyy-MM-dd`; inside it is reckoned as a *day*, the number of days since 1 January 1970.
 */
export const weekdays = [
  ...(["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const),
];
export type Weekday = (typeof weekdays)[number];

export const weekIndexes = ["first", "second", "third", "fourth", "last"] as const;
export type WeekIndex = (typeof weekIndexes)[number];

export const patternTypes = [
  ...(["daily", "weekly", "absoluteMonthly", "relativeMonthly"] as const),
  ...(["absoluteYearly", "relativeYearly"] as const),
];

/** As Graph shows it: members that the type does not use are there with nothing in them. */
export interface Pattern {
  readonly type: (typeof patternTypes)[number];
  readonly interval: number;
  /** 1 to 12, or 0. */
  readonly month: number;
  /** 1 to 31, or 0. In a shorter month the last day stands for it. */
  readonly dayOfMonth: number;
  readonly daysOfWeek: readonly Weekday[];
  readonly firstDayOfWeek: Weekday;
  /** Counted among all days that `daysOfWeek` allows. */
  readonly index: WeekIndex;
}

export const rangeTypes = ["endDate", "noEnd", "numbered"] as const;

/** The end of what has none, as Graph writes it. */
export const noDate = "0001-01-01";

export interface Range {
  readonly type: (typeof rangeTypes)[number];
  readonly startDate: string;
  readonly endDate: string;
  /** The zone whose calendar the dates are of, and whose clock the occurrences keep. */
  readonly recurrenceTimeZone: string;
  readonly numberOfOccurrences: number;
}

export interface Recurrence {
  readonly pattern: Pattern;
  readonly range: Range;
}

const dayMs = 86_400_000;

export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** A month by its number since the year 0, so that months add up like numbers. */
interface Month {
  readonly first: number;
  readonly length: number;
}

function monthAt(number: number): Month {
  const at = (month: number) => Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  const first = at(number) / dayMs;
  return { first, length: at(number + 1) / dayMs - first };
}

function monthNumberOf(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

const isAmong = (days: readonly Weekday[], day: number) =>
  days.some((name) => weekdays[weekdayOf(day)] === name);

/** The day of a month that `daysOfWeek` and `index` name; `undefined` where the month has none. */
function relativeDay({ daysOfWeek, index }: Pattern, month: Month): number | undefined {
  const fitting = Array.from({ length: month.length }, (_, offset) => month.first + offset).filter(
    (day) => isAmong(daysOfWeek, day),
  );
  return fitting.at(index === "last" ? -1 : weekIndexes.indexOf(index));
}

const absoluteDay = ({ dayOfMonth }: Pattern, month: Month) =>
  month.first + Math.min(dayOfMonth, month.length) - 1;

/** Days of the `turn`-th unit (day, week, month or year) that the pattern looks at, in order. */
function daysOfTurn(pattern: Pattern, start: number, turn: number): number[] {
  const units = turn * pattern.interval;
  if (pattern.type === "daily") return [start + units];
  if (pattern.type === "weekly") {
    const sinceWeekBegan = (weekdayOf(start) - weekdays.indexOf(pattern.firstDayOfWeek) + 7) % 7;
    const week = start - sinceWeekBegan + units * 7;
    return Array.from({ length: 7 }, (_, offset) => week + offset).filter((day) =>
      isAmong(pattern.daysOfWeek, day),
    );
  }
  const yearly = pattern.type === "absoluteYearly" || pattern.type === "relativeYearly";
  const begin = monthNumberOf(start);
  const number = yearly ? begin - (begin % 12) + pattern.month - 1 + units * 12 : begin + units;
  const month = monthAt(number);
  const isRelative = pattern.type === "relativeMonthly" || pattern.type === "relativeYearly";
  const day = isRelative ? relativeDay(pattern, month) : absoluteDay(pattern, month);
  return day === undefined ? [] : [day];
}

/** No pattern is empty for so many units in a row: the longest wait is a fifth Monday's. */
const idleTurnsMax = 500;

/** The dates of a series in order, up to and with `until`. */
export function* datesOf({ pattern, range }: Recurrence, until: string): Generator<string> {
  const start = dayOf(range.startDate);
  const last = Math.min(
    dayOf(until),
    range.type === "endDate" ? dayOf(range.endDate) : Number.POSITIVE_INFINITY,
  );
  const most = range.type === "numbered" ? range.numberOfOccurrences : Number.POSITIVE_INFINITY;
  let count = 0;
  for (let turn = 0, idle = 0; count < most && idle < idleTurnsMax; turn += 1, idle += 1) {
    for (const day of daysOfTurn(pattern, start, turn)) {
      if (day < start) continue;
      if (day > last || count >= most) return;
      count += 1;
      idle = 0;
      yield dateOf(day);
    }
  }
}

/** Whether the series happens on this date. */
export function happensOn(recurrence: Recurrence, date: string): boolean {
  for (const found of datesOf(recurrence, date)) if (found === date) return true;
  return false;
}
