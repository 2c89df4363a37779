/**
 * A recurrence as Graph spells it (resources/recurrencePattern, resources/recurrenceRange), and ours.
 */
import { z } from "zod";
import { firstDate, type SeriesWhen } from "../../../resources/appointment/recurrence.ts";
import {
  type Pattern,
  type Recurrence,
  recurrenceSchema,
  type Weekday,
} from "../../../resources/appointment/recurrence-shape.ts";

const text = z.string().nullish();
const whole = z.number().nullish();

export const graphRecurrence = z.looseObject({
  pattern: z.looseObject({
    type: z.string(),
    interval: whole,
    month: whole,
    dayOfMonth: whole,
    daysOfWeek: z.array(z.string()).nullish(),
    firstDayOfWeek: text,
    index: text,
  }),
  range: z.looseObject({
    type: z.string(),
    startDate: text,
    endDate: text,
    recurrenceTimeZone: text,
    numberOfOccurrences: whole,
  }),
});
export type GraphRecurrence = z.infer<typeof graphRecurrence>;

/** @returns `null` for a pattern of a kind that we do not know. */
export function recurrenceOf({ pattern, range }: GraphRecurrence): Recurrence | null {
  const parsed = recurrenceSchema.safeParse({ pattern: patternOf(pattern), ends: endsOf(range) });
  return parsed.success ? parsed.data : null;
}

function patternOf(pattern: GraphRecurrence["pattern"]): unknown {
  const { type, interval, month, dayOfMonth } = pattern;
  const weekdays = pattern.daysOfWeek ?? [];
  const nth = pattern.index ?? "first";
  switch (type) {
    case "daily":
      return { every: "day", interval };
    case "weekly":
      return { every: "week", interval, weekdays, weekStart: pattern.firstDayOfWeek ?? "sunday" };
    case "absoluteMonthly":
      return { every: "month", interval, dayOfMonth };
    case "relativeMonthly":
      return { every: "month-weekday", interval, nth, weekdays };
    case "absoluteYearly":
      return { every: "year", interval, month, dayOfMonth };
    case "relativeYearly":
      return { every: "year-weekday", interval, month, nth, weekdays };
    default:
      return null;
  }
}

function endsOf(range: GraphRecurrence["range"]): unknown {
  switch (range.type) {
    case "endDate":
      return { kind: "until", day: range.endDate };
    case "numbered":
      return { kind: "count", count: range.numberOfOccurrences };
    case "noEnd":
      return { kind: "never" };
    default:
      return null;
  }
}

/**
 * The recurrence to write with the times of the same event.
 * @param zone as Graph names it: the one that start and end are written in.
 */
export function recurrenceProperty(when: SeriesWhen, zone: string): GraphRecurrence {
  const { pattern, ends } = when.recurrence;
  return {
    pattern: patternProperty(pattern),
    range: {
      startDate: firstDate(when),
      recurrenceTimeZone: zone,
      ...(ends.kind === "never" && { type: "noEnd" }),
      ...(ends.kind === "until" && { type: "endDate", endDate: ends.day }),
      ...(ends.kind === "count" && { type: "numbered", numberOfOccurrences: ends.count }),
    } as GraphRecurrence["range"],
  };
}

function patternProperty(pattern: Pattern): GraphRecurrence["pattern"] {
  const { interval } = pattern;
  switch (pattern.every) {
    case "day":
      return { type: "daily", interval };
    case "week":
      return {
        type: "weekly",
        interval,
        daysOfWeek: [...pattern.weekdays],
        firstDayOfWeek: pattern.weekStart,
      };
    case "month":
      return { type: "absoluteMonthly", interval, dayOfMonth: pattern.dayOfMonth };
    case "month-weekday":
      return { type: "relativeMonthly", interval, ...nthOf(pattern) };
    case "year":
      return {
        type: "absoluteYearly",
        interval,
        month: pattern.month,
        dayOfMonth: pattern.dayOfMonth,
      };
    case "year-weekday":
      return { type: "relativeYearly", interval, month: pattern.month, ...nthOf(pattern) };
  }
}

function nthOf(pattern: { readonly nth: string; readonly weekdays: readonly Weekday[] }) {
  return { index: pattern.nth, daysOfWeek: [...pattern.weekdays] };
}

/** The zone whose clock a series keeps, as Graph names it; `null` for a single event. */
export function zoneNameOf(recurrence: GraphRecurrence | null | undefined): string | null {
  return recurrence?.range.recurrenceTimeZone ?? null;
}
