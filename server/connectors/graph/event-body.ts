/** Our fields as the body of a Graph request: only the fields given, so nothing else can change. */
import {
  type Appointment,
  type When,
  appointmentSchema,
} from "../../resources/appointment/appointment.ts";
import { isSeries } from "../../resources/appointment/recurrence.ts";
import type { Fields } from "../../sync/model.ts";
import { ConnectorError } from "../connector.ts";
import { keyProperty, stampProperty, transactionIdOf } from "./properties.ts";
import { recurrenceProperty } from "./recurrence.ts";
import { graphZone, timesOf } from "./time.ts";

export type EventBody = Readonly<Record<string, unknown>>;

const writable = appointmentSchema.partial();

/**
 * The properties of an event that hold `fields`. Attendees are left out: Graph mails everybody who is
 * added, and there is no silent way; record links and type are not Outlook's to hold.
 * @param home the mailbox's IANA zone, in which whole days are written.
 * @throws ConnectorError `rejected`, naming the field, for a value that is no appointment field.
 */
export function eventProperties(fields: Fields, home: string): EventBody {
  const parsed = writable.safeParse(fields);
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? "");
    throw new ConnectorError(
      "rejected",
      "microsoft",
      `The field ${field} has a value that an appointment cannot hold.`,
      { field },
    );
  }
  const { subject, when, place, body, showAs, sensitivity, importance, reminder, categories } =
    parsed.data;
  return {
    ...(subject !== undefined && { subject }),
    ...(when !== undefined && whenProperties(when, home)),
    ...(place !== undefined && { location: { displayName: place ?? "" } }),
    ...(body !== undefined && { body: bodyProperty(body) }),
    ...(showAs !== undefined && { showAs }),
    ...(sensitivity !== undefined && { sensitivity }),
    ...(importance !== undefined && { importance }),
    ...(reminder !== undefined && reminderProperties(reminder)),
    ...(categories !== undefined && { categories }),
  };
}

function whenProperties(when: When, home: string): EventBody {
  const times = timesOf(when, home);
  if (!isSeries(when)) return times;
  // Whole days are written at midnight of the mailbox's zone, and so are their dates.
  const zone = when.allDay ? (times.start.timeZone ?? "UTC") : graphZone(when.zone);
  return { ...times, recurrence: recurrenceProperty(when, zone) };
}

function bodyProperty(body: Appointment["body"]): EventBody {
  return { contentType: body?.format ?? "text", content: body?.content ?? "" };
}

function reminderProperties(reminder: number | null): EventBody {
  if (reminder === null) return { isReminderOn: false };
  return { isReminderOn: true, reminderMinutesBeforeStart: reminder };
}

/** The body of `POST …/events`: the same key always gives the same body. */
export function createBody(key: string, fields: Fields, home: string): EventBody {
  return {
    ...eventProperties(fields, home),
    transactionId: transactionIdOf(key),
    singleValueExtendedProperties: [{ id: keyProperty, value: key }],
  };
}

/**
 * The body of `PATCH …/events/{id}`; the stamp lands with the fields or not at all.
 * @param series whether the event may be a series by now: a time without recurrence ends it.
 */
export function updateBody(
  stamp: string,
  fields: Fields,
  { home, series }: { readonly home: string; readonly series: boolean },
): EventBody {
  const properties = eventProperties(fields, home);
  const ends = series && "start" in properties && !("recurrence" in properties);
  return {
    ...properties,
    ...(ends && { recurrence: null }),
    singleValueExtendedProperties: [{ id: stampProperty, value: stamp }],
  };
}
