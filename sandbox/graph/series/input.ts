/** A recurrence as an app sends it, held against the rules of `recurrencePattern` and `recurrenceRange`. */
import { z } from "zod";
import { invalidValue } from "../errors.ts";
import { choice } from "../events/choice.ts";
import type { Moment } from "../model.ts";
import { ianaOf } from "../zones.ts";
import { wallIn } from "./occurrences.ts";
import {
  type Pattern,
  type Range,
  type Recurrence,
  datesOf,
  dayOf,
  noDate,
  patternTypes,
  rangeTypes,
  weekIndexes,
  weekdays,
} from "./pattern.ts";

const whole = z.int().nullish();
const weekday = choice(...weekdays);
const date = z
  .string()
  .refine(
    (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(dayOf(text)),
    "a date such as 2026-11-17 expected",
  )
  .nullish();

export const recurrenceInput = z.strictObject({
  pattern: z
    .strictObject({
      type: choice(...patternTypes).nullish(),
      interval: whole,
      month: whole,
      dayOfMonth: whole,
      daysOfWeek: z.array(weekday).nullish(),
      firstDayOfWeek: weekday.nullish(),
      index: choice(...weekIndexes).nullish(),
    })
    .nullish(),
  range: z
    .strictObject({
      type: choice(...rangeTypes).nullish(),
      startDate: date,
      endDate: date,
      recurrenceTimeZone: z.string().nullish(),
      numberOfOccurrences: whole,
    })
    .nullish(),
});

export type RecurrenceInput = z.infer<typeof recurrenceInput>;

type PatternInput = NonNullable<RecurrenceInput["pattern"]>;
type RangeInput = NonNullable<RecurrenceInput["range"]>;

const wrong = (what: string) => invalidValue(`Event.Recurrence.${what}`);

function readPattern(given: PatternInput): Pattern {
  const { type } = given;
  if (!type) throw wrong("Pattern.Type is required.");
  const interval = given.interval ?? 0;
  if (interval < 1) throw wrong("Pattern.Interval must be a number of 1 or more.");
  const isAbsolute = type === "absoluteMonthly" || type === "absoluteYearly";
  const isYearly = type === "absoluteYearly" || type === "relativeYearly";
  const named = type === "weekly" || type === "relativeMonthly" || type === "relativeYearly";
  const dayOfMonth = isAbsolute ? (given.dayOfMonth ?? 0) : 0;
  if (isAbsolute && (dayOfMonth < 1 || dayOfMonth > 31)) {
    throw wrong(`Pattern.DayOfMonth must be from 1 to 31 for the type '${type}'.`);
  }
  const month = isYearly ? (given.month ?? 0) : 0;
  if (isYearly && (month < 1 || month > 12)) {
    throw wrong(`Pattern.Month must be from 1 to 12 for the type '${type}'.`);
  }
  const asked = named ? (given.daysOfWeek ?? []) : [];
  if (named && asked.length === 0) {
    throw wrong(`Pattern.DaysOfWeek is required for the type '${type}'.`);
  }
  return {
    ...{ type, interval, month, dayOfMonth },
    daysOfWeek: weekdays.filter((day) => asked.includes(day)),
    firstDayOfWeek: given.firstDayOfWeek ?? "sunday",
    index: given.index ?? "first",
  };
}

/** What the series is to begin with. */
export interface Beginning {
  readonly start: Moment;
  readonly isAllDay: boolean;
}

function readRange(given: RangeInput, { start, isAllDay }: Beginning): Range {
  const { type, startDate } = given;
  if (!type) throw wrong("Range.Type is required.");
  if (!startDate) throw wrong("Range.StartDate is required.");
  const asked = given.recurrenceTimeZone ?? "";
  const zone = asked === "" ? start.zone : asked;
  if (ianaOf(zone) === undefined) throw wrong(`Range.RecurrenceTimeZone '${zone}' is not known.`);
  const inZone = wallIn(zone, start, isAllDay).date;
  if (startDate !== inZone && startDate !== start.local.slice(0, 10)) {
    throw wrong(`Range.StartDate '${startDate}' must be the date of Event.Start, '${inZone}'.`);
  }
  const count = type === "numbered" ? (given.numberOfOccurrences ?? 0) : 0;
  if (type === "numbered" && count < 1) {
    throw wrong("Range.NumberOfOccurrences must be 1 or more for the type 'numbered'.");
  }
  const endDate = type === "endDate" ? given.endDate : noDate;
  if (!endDate || (type === "endDate" && endDate < inZone)) {
    throw wrong("Range.EndDate must not be before Range.StartDate for the type 'endDate'.");
  }
  return {
    ...{ type, startDate: inZone, endDate },
    ...{ recurrenceTimeZone: zone, numberOfOccurrences: count },
  };
}

/** The recurrence in the form Graph keeps. Throws 400 `ErrorPropertyValidationFailure`. */
export function readRecurrence(given: RecurrenceInput, begins: Beginning): Recurrence {
  if (!given.pattern) throw wrong("Pattern is required.");
  if (!given.range) throw wrong("Range is required.");
  const recurrence = {
    pattern: readPattern(given.pattern),
    range: readRange(given.range, begins),
  };
  requireOccurrence(recurrence);
  return recurrence;
}

const farAhead = "4500-01-01";

/** Throws 400 for a series that never happens. */
export function requireOccurrence(recurrence: Recurrence): void {
  for (const _ of datesOf(recurrence, farAhead)) return;
  throw wrong("Range ends before the pattern occurs for the first time.");
}
