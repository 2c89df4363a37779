import { z } from "zod";

/** An instant: ISO 8601 UTC with seconds and `Z`, e.g. `2026-11-24T09:00:00Z`. */
export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
/** A calendar day, e.g. `2026-11-24`. */
export const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

export const weekdays = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;
export type Weekday = (typeof weekdays)[number];

const interval = z.number().int().min(1).max(999);
const someWeekdays = z.array(z.enum(weekdays)).min(1).max(7);
const nth = z.enum(["first", "second", "third", "fourth", "last"]);
/** In a month that is shorter its last day stands for it. */
const dayOfMonth = z.number().int().min(1).max(31);
const month = z.number().int().min(1).max(12);

/** How often a series happens. The day of its `start` is the first candidate. */
export const patternSchema = z.discriminatedUnion("every", [
  z.strictObject({ every: z.literal("day"), interval }),
  z.strictObject({
    every: z.literal("week"),
    interval,
    weekdays: someWeekdays,
    /** Decides which days belong to one week where not every week counts. */
    weekStart: z.enum(weekdays),
  }),
  z.strictObject({ every: z.literal("month"), interval, dayOfMonth }),
  /** The nth of all days of the month that `weekdays` names. */
  z.strictObject({ every: z.literal("month-weekday"), interval, nth, weekdays: someWeekdays }),
  z.strictObject({ every: z.literal("year"), interval, month, dayOfMonth }),
  z.strictObject({
    every: z.literal("year-weekday"),
    interval,
    month,
    nth,
    weekdays: someWeekdays,
  }),
]);
export type Pattern = z.infer<typeof patternSchema>;

export const endsSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("never") }),
  /** The last occurrence is on this day or before. */
  z.strictObject({ kind: z.literal("until"), day }),
  z.strictObject({ kind: z.literal("count"), count: z.number().int().min(1).max(9_999) }),
]);

export const recurrenceSchema = z.strictObject({ pattern: patternSchema, ends: endsSchema });
export type Recurrence = z.infer<typeof recurrenceSchema>;
