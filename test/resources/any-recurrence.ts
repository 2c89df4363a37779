import fc from "fast-check";
import { type Recurrence, weekdays } from "../../server/resources/appointment/recurrence-shape.ts";

const weekday = fc.constantFrom(...weekdays);
const someWeekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 });
const interval = fc.integer({ min: 1, max: 5 });
const nth = fc.constantFrom("first", "second", "third", "fourth", "last" as const);
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });

/** Every kind of pattern. */
export const anyPattern: fc.Arbitrary<Recurrence["pattern"]> = fc.oneof(
  fc.record({ every: fc.constant("day" as const), interval }),
  fc.record({
    every: fc.constant("week" as const),
    interval,
    weekdays: someWeekdays,
    weekStart: weekday,
  }),
  fc.record({ every: fc.constant("month" as const), interval, dayOfMonth }),
  fc.record({
    every: fc.constant("month-weekday" as const),
    interval,
    nth,
    weekdays: someWeekdays,
  }),
  fc.record({ every: fc.constant("year" as const), interval, month, dayOfMonth }),
  fc.record({
    every: fc.constant("year-weekday" as const),
    interval,
    month,
    nth,
    weekdays: someWeekdays,
  }),
);

/** Days of five years. */
export const anyDay = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 86_400_000, max: Date.UTC(2028, 11, 31) / 86_400_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
