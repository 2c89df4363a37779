import type { Exception, When } from "../../server/resources/appointment/appointment.ts";
import { trueExceptions } from "../../server/resources/appointment/exceptions.ts";
import { datesOf, happensOn, isSeries } from "../../server/resources/appointment/recurrence.ts";
import type { Item } from "../../server/connectors/port/item.ts";
import type { Fields, Flow, Link, Value } from "../../server/sync/model.ts";
import { meant, seriesDays } from "./meant.ts";

/** Any day after the last of them. */
export const later = "2100-01-01";

/** Every day from `when` on. */
export function daily(when: Value): Value {
  const recurrence = {
    pattern: { every: "day", interval: 1 },
    ends: { kind: "count", count: seriesDays },
  };
  return { ...(when as object), recurrence };
}

export function isMaster({ when }: Fields): boolean {
  return when !== null && typeof when === "object" && "recurrence" in when;
}

/** The day on which a series takes place for the nth time, cancelled or not. */
export function dayOf({ when }: Fields, nth: number): string {
  const series = when as When;
  const all = isSeries(series) ? [...datesOf(series, later)] : [];
  return all[nth % Math.max(1, all.length)] ?? "";
}

/** Whether a series takes place on a day, cancelled or not. */
export function hasDay({ when }: Fields, on: string): boolean {
  const series = when as When;
  return isSeries(series) && happensOn(series, on);
}

export function exceptionsOf({ exceptions = [] }: Fields): readonly Exception[] {
  return exceptions as readonly Exception[];
}

/** What a person typed for single days. */
export function ownTexts(exceptions: Value | undefined): readonly Value[] {
  return Array.isArray(exceptions) ? exceptions.map((one: Exception) => one.value) : [];
}

/**
 * What a side holds of a series after a change: what its days really have for themselves.
 * @param sweeps whether moving the series takes from its days what they had
 */
export function settleSeries(before: Fields, after: Fields, sweeps: boolean): Fields {
  const { when } = after;
  if (!isMaster(after)) return after;
  const isMoved = JSON.stringify(before["when"]) !== JSON.stringify(when);
  const told = isMoved && sweeps ? [] : exceptionsOf(after);
  // A field that was never written is empty, as on every real side.
  const exceptions = trueExceptions(told, { place: null, ...after, when: when as When });
  return { ...after, exceptions: exceptions };
}

/**
 * What single days have for themselves, as text; elements go the way of the field they are about, as far
 * as the other side has that day. Who takes part in a day and what he says is compared by itself, and
 * what its person is asked about is otherwise on both sides, and nothing else of the series is.
 */
export function daysOf(
  { fields }: Item,
  other: Item,
  { waiting }: Pick<Link, "waiting">,
  flow: (field: string) => Flow,
): string {
  const asked = new Set(
    waiting
      .filter(({ field }) => field === "exceptions")
      .flatMap((one) => [one.microsoft, one.erp])
      .flatMap((exceptions) => exceptionsOf({ exceptions }))
      .map(({ on, field }) => `${on} ${field}`),
  );
  const gone = new Set(
    exceptionsOf(other.fields).flatMap(({ on, field }) => (field === "gone" ? [on] : [])),
  );
  const isThere = (on: string): boolean =>
    hasDay(other.fields, on) && (flow("when") === "both" || !gone.has(on));
  return exceptionsOf(fields)
    .filter(({ field }) => field !== "attendees" && field !== "response")
    .filter(({ on, field }) => !asked.has(`${on} ${field}`))
    .filter(({ on, field }) => flow(field === "gone" ? "when" : field) === "both" && isThere(on))
    .map(({ on, field, value }) => `${on} ${field} ${meant(value)}`)
    .sort()
    .join(", ");
}
