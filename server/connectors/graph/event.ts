/** A Graph event read as an item in our fields. Pure; what we write is in `event-body.ts`. */
import {
  type Appointment,
  type AppointmentField,
  type Attendee,
  appointmentSchema,
} from "../../resources/appointment/appointment.ts";
import type { Fields } from "../../sync/model.ts";
import { ConnectorError, type Found, type Item, type ItemDetails } from "../connector.ts";
import { type GraphEvent, eventSchema } from "./event-schema.ts";
import {
  advanceProperty,
  fieldOf,
  keyProperty,
  paneProperty,
  stampProperty,
  transactionIdOf,
} from "./properties.ts";
import { whenOf } from "./time.ts";

/** The fields that Outlook holds; record links and activity type it cannot. */
export const outlookFields = [
  "subject",
  "when",
  "place",
  "body",
  "attendees",
  "showAs",
  "sensitivity",
  "importance",
  "reminder",
  "categories",
] as const satisfies readonly AppointmentField[];

/**
 * Reads an event as Graph gave it.
 * @param home the mailbox's IANA zone, for events that name none we know.
 * @returns `missing` for a cancelled meeting: it stays in the calendar as "Canceled: …" until the
 *   person removes it, but the meeting is over (rule 12 of design.md). `error` (`rejected`, naming
 *   our field) for an event that cannot be understood: it must not harm its neighbours.
 */
export function readEvent(raw: unknown, home: string): Found {
  const parsed = eventSchema.safeParse(raw);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String) ?? [];
    return { kind: "error", error: malformed(path.join("."), fieldOf(path[0] ?? "")) };
  }
  const event = parsed.data;
  if (event.isCancelled === true) return { kind: "missing" };
  const version = versionOf(event);
  if (version === null) return { kind: "error", error: malformed("@odata.etag") };
  const when =
    event.start && event.end
      ? whenOf({ ...event, start: event.start, end: event.end }, home)
      : null;
  if (when === null) {
    return { kind: "error", error: malformed("start, end or isAllDay", "when") };
  }
  const item: Item = {
    id: event.id,
    version,
    fields: { ...fieldsOf(event), when },
    readOnly: readOnlyOf(event),
    modifiedAt: modifiedAtOf(event),
    stamp: extendedProperty(event, stampProperty),
    key: keyOf(event),
    details: detailsOf(event),
  };
  return { kind: "found", item };
}

function malformed(property: string, field?: AppointmentField): ConnectorError {
  const what = property === "" ? "The event" : `The event's property ${property}`;
  return new ConnectorError(
    "rejected",
    "microsoft",
    `${what} is missing or has a form that we do not know. Open the event in Outlook and save it again.`,
    field === undefined ? {} : { field },
  );
}

function versionOf(event: GraphEvent): string | null {
  const etag = event["@odata.etag"];
  if (etag) return etag;
  return event.changeKey ? `W/"${event.changeKey}"` : null;
}

function modifiedAtOf({ lastModifiedDateTime }: GraphEvent): string | null {
  return instantOf(lastModifiedDateTime);
}

function instantOf(text: string | null | undefined): string | null {
  const instant = new Date(text ?? "");
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

/** A property that is absent leaves its field out: "not told" is something else than "empty". */
function fieldsOf(event: GraphEvent): Fields {
  const fields: { -readonly [F in AppointmentField]?: Appointment[F] } = {};
  if (event.subject !== undefined) fields.subject = event.subject ?? "";
  if (event.location !== undefined) fields.place = placeOf(event.location);
  if (event.body !== undefined) fields.body = bodyOf(event.body);
  if (event.attendees !== undefined) fields.attendees = attendeesOf(event.attendees ?? []);
  if (event.showAs !== undefined) fields.showAs = oneOf("showAs", event.showAs, "busy");
  if (event.sensitivity !== undefined) {
    // Outlook knows four, of which `personal` and `confidential` are as private as `private`.
    fields.sensitivity = (event.sensitivity ?? "normal") === "normal" ? "normal" : "private";
  }
  if (event.importance !== undefined) {
    fields.importance = oneOf("importance", event.importance, "normal");
  }
  if (event.isReminderOn !== undefined) fields.reminder = reminderOf(event);
  if (event.categories !== undefined) fields.categories = [...(event.categories ?? [])];
  return fields;
}

function placeOf(location: GraphEvent["location"]): string | null {
  const name = location?.displayName?.trim() ?? "";
  return name === "" ? null : name;
}

/** Graph's enumerations grow: a value of tomorrow reads as `otherwise`. */
function oneOf<F extends "showAs" | "importance">(
  field: F,
  value: string | null,
  otherwise: Appointment[F],
): Appointment[F] {
  const parsed = appointmentSchema.shape[field].safeParse(value);
  return parsed.success ? (parsed.data as Appointment[F]) : otherwise;
}

function bodyOf(body: GraphEvent["body"]): Appointment["body"] {
  if (!body?.content) return null;
  const format = body.contentType?.toLowerCase() === "text" ? "text" : "html";
  return { format, content: body.content };
}

/** Outlook counts back from the start, and a whole day may remind after its midnight: read as 0. */
function reminderOf(event: GraphEvent): number | null {
  if (event.isReminderOn !== true) return null;
  return Math.max(0, Math.round(event.reminderMinutesBeforeStart ?? 0));
}

function attendeesOf(attendees: NonNullable<GraphEvent["attendees"]>): Attendee[] {
  return attendees.flatMap(({ emailAddress, type, status }) => {
    // Without an address there is nobody to recognise: typed names that Outlook never resolved.
    if (!emailAddress?.address) return [];
    const address = emailAddress.address.toLowerCase();
    const kind = type === "optional" || type === "resource" ? type : "required";
    const response = responses[status?.response ?? "none"] ?? "none";
    return [{ address, name: emailAddress.name ?? address, kind, response }];
  });
}

const responses: Readonly<Record<string, Attendee["response"]>> = {
  organizer: "accepted",
  accepted: "accepted",
  tentativelyAccepted: "tentative",
  declined: "declined",
};

function readOnlyOf(event: GraphEvent): Readonly<Record<string, string>> {
  const refuse = (fields: readonly string[], reason: string) =>
    Object.fromEntries(fields.map((field) => [field, reason]));
  // A series needs its recurrence and exceptions kept whole, which nobody here can do yet.
  if (seriesOf(event) !== "single") return refuse(outlookFields, "series");
  const online =
    event.isOnlineMeeting ?? Boolean(event.onlineMeeting?.joinUrl ?? event.onlineMeetingUrl);
  return {
    // The body holds the join information; a body written without it ends the online meeting.
    ...(online ? refuse(["body"], "online-meeting") : {}),
    // What an attendee changes in his copy is overwritten by the organizer's next update.
    ...(event.isOrganizer === false
      ? refuse(["subject", "when", "place", "body"], "not-organizer")
      : {}),
  };
}

function seriesOf({ type }: GraphEvent): NonNullable<ItemDetails["series"]> {
  if (type === "seriesMaster") return "master";
  return type === "occurrence" || type === "exception" ? "occurrence" : "single";
}

function detailsOf(event: GraphEvent): ItemDetails {
  const createdAt = instantOf(event.createdDateTime);
  const advanceKey = advanceKeyOf(event);
  return {
    webUrl: event.webLink ?? null,
    ...(event.iCalUId ? { iCalUId: event.iCalUId } : {}),
    ...(typeof event.isOrganizer === "boolean" ? { organizer: event.isOrganizer } : {}),
    series: seriesOf(event),
    ...(createdAt === null ? {} : { createdAt }),
    ...(advanceKey === null ? {} : { advanceKey }),
  };
}

/** What the pane left in the item's custom properties; anybody could have written there. */
function advanceKeyOf(event: GraphEvent): string | null {
  try {
    const properties: unknown = JSON.parse(extendedProperty(event, paneProperty) ?? "null");
    const key = (properties as Readonly<Record<string, unknown>> | null)?.[advanceProperty];
    return typeof key === "string" ? key : null;
  } catch {
    return null;
  }
}

type Marked = Pick<GraphEvent, "transactionId" | "singleValueExtendedProperties">;

function extendedProperty(event: Marked, wanted: string): string | null {
  // The GUID inside the id comes back in whatever case Exchange prefers.
  const found = event.singleValueExtendedProperties?.find(
    ({ id }) => id.toLowerCase() === wanted.toLowerCase(),
  );
  return found?.value ?? null;
}

/** A copy that a person made carries the key property, but not the transaction that we created with. */
export function keyOf(event: Marked): string | null {
  const key = extendedProperty(event, keyProperty);
  return key !== null && event.transactionId === transactionIdOf(key) ? key : null;
}
