/** What the occurrences of a series have for themselves, as Graph tells it with the master. Pure. */
import { DateTime } from "luxon";
import {
  type Exception,
  type OwnField,
  type When,
  exceptionSchema,
} from "../../../resources/appointment/appointment.ts";
import {
  attendeesIn,
  guestsOfDay,
  trueExceptions,
} from "../../../resources/appointment/exceptions.ts";
import { isSeries } from "../../../resources/appointment/recurrence.ts";
import type { Fields } from "../../../sync/model.ts";
import { type GraphEvent, eventSchema } from "./schema.ts";
import { type Owner, eventWhen, fieldsOf } from "./fields.ts";

/** What an occurrence may have for itself, beside its time and its guests. */
const ownFields = [
  ...(["subject", "place", "body", "showAs", "sensitivity", "importance", "reminder"] as const),
  ...(["categories", "response"] as const),
] satisfies OwnField[];

/**
 * The exceptions of a series; none of a single event or an occurrence.
 * @param fields of the master itself
 * @returns `null` where Graph was not asked for them: a list tells nothing of exceptions.
 */
export function readExceptions(
  master: GraphEvent,
  fields: Fields & { readonly when: When },
  owner: Owner,
): readonly Exception[] | null | "malformed" {
  const { when } = fields;
  if (!isSeries(when)) return [];
  // Both are asked for at once; Graph leaves an empty collection of exceptions out.
  if (!master.cancelledOccurrences) return null;
  // Somebody else's day that is gone was left: whoever ends one leaves it there, marked as cancelled.
  const isCopy = master.isOrganizer === false;
  const told: unknown[] = master.cancelledOccurrences.map((id) =>
    isCopy ? leftOn(dateOfOccurrenceId(id)) : goneOn(dateOfOccurrenceId(id)),
  );
  for (const raw of master.exceptionOccurrences ?? []) {
    const event = eventSchema.safeParse(raw).data;
    const on = event === undefined ? null : occurrenceDate(event, when.zone);
    if (event === undefined || on === null) return "malformed";
    const own: Fields = { ...fieldsOf(event, owner), when: eventWhen(event, owner.timeZone) };
    if (event.isCancelled === true) told.push(goneOn(on));
    else {
      const present = [...ownFields, "when" as const].filter((field) => own[field] !== undefined);
      told.push(...present.map((field) => ({ on, field, value: own[field] })));
      if (own["attendees"] !== undefined) {
        told.push(...guestsOfDay(on, attendeesIn(own), attendeesIn(fields)));
      }
    }
  }
  const exceptions = exceptionSchema.array().safeParse(told);
  return exceptions.success ? trueExceptions(exceptions.data, fields) : "malformed";
}

const goneOn = (on: string | null) => ({ on, field: "gone", value: true });
const leftOn = (on: string | null) => ({ on, field: "response", value: "declined" });

/** The day on which an occurrence was to happen, by the calendar of the series' zone. */
export function occurrenceDate(event: GraphEvent, zone: string): string | null {
  const named = dateOfOccurrenceId(event.occurrenceId ?? "");
  if (named !== null) return named;
  const original = DateTime.fromISO(event.originalStart ?? "", { zone });
  return original.isValid ? original.toFormat("yyyy-MM-dd") : null;
}

/** `OID.{master}.{date}` */
function dateOfOccurrenceId(id: string): string | null {
  return /\.(\d{4}-\d\d-\d\d)$/.exec(id)?.[1] ?? null;
}
