import type { Fields } from "../../sync/model.ts";
import { attendeeSchema, type Attendee, type Exception, type When } from "./appointment.ts";
import { happensOn, isSeries, occurrenceOn, type SeriesWhen } from "./recurrence.ts";
import { appointmentSchemaRules } from "./schema.ts";

/**
 * What really sets occurrences apart from their series, in a fixed order. Left out is what a server
 * tells beyond that: values that are the series' own, days on which it does not happen, and whatever
 * else a deleted occurrence had.
 * @param series the fields of the series itself
 */
export function trueExceptions(
  told: readonly Exception[],
  series: Fields & { readonly when: When },
): readonly Exception[] {
  const { when } = series;
  if (!isSeries(when)) return [];
  const gone = new Set(told.filter(({ field }) => field === "gone").map(({ on }) => on));
  const happens = new Map(
    [...new Set(told.map(({ on }) => on))].map((on) => [on, happensOn(when, on)]),
  );
  const key = (one: Exception): string =>
    `${one.on} ${one.field}${one.field === "attendees" ? ` ${one.who}` : ""}`;
  const differing = told.filter(
    (one) =>
      happens.get(one.on) === true &&
      (one.field === "gone" || (!gone.has(one.on) && differs(one, series, when))),
  );
  const once = new Map(differing.map((one) => [key(one), one]));
  return [...once.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/**
 * Who takes part in one occurrence otherwise than in the series; who does all the same is among them.
 * @param people of that day, all of them
 * @param ofSeries those of the series
 */
export function guestsOfDay(
  on: string,
  people: readonly Attendee[],
  ofSeries: readonly Attendee[],
): readonly Exception[] {
  const there = new Map(people.map((one) => [one.address, one]));
  const all = new Set([...there.keys(), ...ofSeries.map(({ address }) => address)]);
  return [...all].map((who) => ({ on, field: "attendees", who, value: there.get(who) ?? null }));
}

export function attendeesIn(fields: Fields): readonly Attendee[] {
  return attendeeSchema.array().safeParse(fields["attendees"]).data ?? [];
}

function differs(exception: Exception, series: Fields, when: SeriesWhen): boolean {
  const { on, field, value } = exception;
  const print = appointmentSchemaRules.fields[field]?.fingerprint;
  if (field === "attendees") {
    const own = attendeesIn(series).find(({ address }) => address === exception.who);
    return print?.(own === undefined ? [] : [own]) !== print?.(value === null ? [] : [value]);
  }
  const own = field === "when" ? occurrenceOn(when, on) : series[field];
  return print !== undefined && own !== undefined && print(value) !== print(own);
}
