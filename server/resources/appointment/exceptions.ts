import type { Fields } from "../../sync/model.ts";
import type { Exception, When } from "./appointment.ts";
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
  const key = ({ on, field }: Exception): string => `${on} ${field}`;
  const differing = told.filter(
    (one) =>
      happens.get(one.on) === true &&
      (one.field === "gone" || (!gone.has(one.on) && differs(one, series, when))),
  );
  const once = new Map(differing.map((one) => [key(one), one]));
  return [...once.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

function differs({ on, field, value }: Exception, series: Fields, when: SeriesWhen): boolean {
  const print = appointmentSchemaRules.fields[field]?.fingerprint;
  const own = field === "when" ? occurrenceOn(when, on) : series[field];
  return print !== undefined && own !== undefined && print(value) !== print(own);
}
