import { DateTime } from "luxon";
import { whenSchema } from "../../resources/appointment/appointment.ts";
import type { TimeKeeping } from "../../resources/appointment/kept-time.ts";
import type { Fields } from "../../sync/model.ts";

/** Fields as a system stores them that keeps what one clock shows, and nothing of zones. */
export function clocked(fields: Fields, { clock }: TimeKeeping): Fields {
  const when = whenSchema.safeParse(fields["when"]).data;
  if (clock === undefined || when === undefined || when.allDay) return fields;
  const read = (instant: string): string => {
    const shown = DateTime.fromISO(instant, { zone: clock }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
    return DateTime.fromISO(shown, { zone: clock }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
  };
  return {
    ...fields,
    when: { ...when, start: read(when.start), end: read(when.end), zone: clock },
  };
}

/** Whether it has a time of day at midnight, which such a system takes for a whole day. */
export function isMidnightRefused(fields: Fields, { clock, midnight }: TimeKeeping): boolean {
  const when = whenSchema.safeParse(fields["when"]).data;
  if (midnight !== "refused" || when === undefined || when.allDay) return false;
  return [when.start, when.end].some((instant) => {
    const shown = DateTime.fromISO(instant, { zone: clock ?? when.zone });
    return shown.toFormat("HH:mm:ss") === "00:00:00";
  });
}
