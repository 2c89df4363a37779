import { DateTime } from "luxon";
import { z } from "zod";
import { elements, type Fields, type Value } from "../../sync/model.ts";
import { attendeeSchema, exceptionSchema, whenSchema, type Exception } from "./appointment.ts";
import { isSeries, occurrenceOn } from "./recurrence.ts";

/**
 * The day of its series that an occurrence is, by the calendar of the series' zone; `null`: nobody knows.
 * @param series the fields of the series; empty where they are not known: then the occurrence's zone counts
 * @param original when its series has it, ISO 8601 UTC; `null`: it stands where it was
 * @param occurrence its own fields
 */
export function dayIn(series: Fields, original: string | null, occurrence: Fields): string | null {
  const own = whenSchema.safeParse(occurrence["when"]).data;
  const when = whenSchema.safeParse(series["when"]).data ?? own;
  if (when === undefined || own === undefined) return null;
  if (when.allDay) return (original ?? own.start).slice(0, 10);
  const day = DateTime.fromISO(original ?? own.start, { zone: when.zone });
  return day.isValid ? day.toFormat("yyyy-MM-dd") : null;
}

/** What a day has for itself. */
export function deviationsOn({ exceptions }: Fields, on: string): readonly Exception[] {
  return elements(exceptions).flatMap((one) => {
    const read = exceptionSchema.safeParse(one);
    return read.success && read.data.on === on ? [read.data] : [];
  });
}

/** The fields of a series as they are on one of its days, but for its time: with whoever takes part in that one. */
export function fieldsOn(series: Fields, on: string): Fields {
  // One that cannot be read is a guest all the same: he would be told where the day is removed.
  const invited = elements(series["attendees"]);
  const guests = new Map(
    invited.map((one) => [attendeeSchema.safeParse(one).data?.address ?? JSON.stringify(one), one]),
  );
  const own: Record<string, Value> = {};
  for (const one of deviationsOn(series, on)) {
    if (one.field === "attendees") {
      if (one.value === null) guests.delete(one.who);
      else guests.set(one.who, one.value);
    } else if (one.field !== "gone") own[one.field] = one.value;
  }
  return {
    ...series,
    ...own,
    ...(("attendees" in series || guests.size > 0) && { attendees: [...guests.values()] }),
  };
}

/** Who is told when a day of a series is cancelled, in the order of their addresses, and when it is. */
export const dayWithGuestsSchema = z.object({
  on: z.string(),
  when: whenSchema.nullable(),
  guests: z.array(z.object({ address: z.string(), name: z.string() })),
});
export type DayWithGuests = z.infer<typeof dayWithGuestsSchema>;

/** Whom a day of a series is with. */
export function guestsOn(series: Fields, on: string): DayWithGuests {
  const whole = whenSchema.safeParse(series["when"]).data;
  const moved = deviationsOn(series, on).find(({ field }) => field === "when")?.value;
  const plain = whole !== undefined && isSeries(whole) ? occurrenceOn(whole, on) : null;
  const guests = elements(fieldsOn(series, on)["attendees"]).flatMap((one) => {
    const { address, name } = attendeeSchema.safeParse(one).data ?? {};
    return address === undefined || name === undefined ? [] : [{ address, name }];
  });
  return {
    on,
    when: whenSchema.safeParse(moved).data ?? plain,
    guests: guests.toSorted((a, b) => a.address.localeCompare(b.address)),
  };
}
