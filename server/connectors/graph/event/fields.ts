/** A Graph event's properties as our fields. Pure; the item around them is made in `event/event.ts`. */
import {
  type Answer,
  type Appointment,
  type AppointmentField,
  type Attendee,
  type Invitee,
  type When,
  appointmentSchema,
} from "../../../resources/appointment/appointment.ts";
import { plainText } from "../../../resources/appointment/body-text.ts";

import type { Fields } from "../../../sync/model.ts";
import type { Actor } from "../../port/item.ts";
import { htmlOfText } from "./html-prose.ts";
import { type Online, readMarked } from "./marked-body.ts";
import type { GraphEvent } from "./schema.ts";
import { recurrenceOf, zoneNameOf } from "./recurrence.ts";
import { ianaZone, whenOf } from "./time.ts";

/** When the event takes place; `null` where that cannot be understood. */
export function eventWhen(event: GraphEvent, home: string): When | null {
  const { start, end, recurrence } = event;
  const when = start && end ? whenOf({ ...event, start, end }, home) : null;
  if (when === null || !recurrence) return when;
  const known = recurrenceOf(recurrence);
  // A series' dates and clock are those of its own zone, whatever its first occurrence was typed in.
  // Where that has no known name, `keepsClock` tells whether another's may stand for it.
  const zone = ianaZone(zoneNameOf(recurrence), home) ?? when.zone;
  return known === null ? null : { ...when, zone, recurrence: known };
}

/** Whose mailbox an event is read from. */
export type Owner = Pick<Actor, "address" | "timeZone" | "series">;

/** A property that is absent leaves its field out: "not told" is something else than "empty". */
export function fieldsOf(event: GraphEvent, { address }: Owner): Fields {
  const fields: { -readonly [F in AppointmentField]?: Appointment[F] } = {};
  if (event.subject !== undefined) fields.subject = event.subject ?? "";
  if (event.location !== undefined) fields.place = placeOf(event.location);
  if (event.body !== undefined) Object.assign(fields, saidIn(event));
  if (event.onlineMeeting !== undefined || event.onlineMeetingUrl !== undefined) {
    fields.joinLink = onlineOf(event)?.joinUrl ?? null;
  }
  if (event.attendees !== undefined) fields.attendees = peopleOf(event, address);
  const organizer = event.organizer?.emailAddress?.address;
  if (organizer) fields.owner = organizer.toLowerCase();
  if (event.responseStatus !== undefined && event.isOrganizer === false) {
    fields.response = answerOf(event.responseStatus);
  }
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

/**
 * What the body says: the ERP's part of it where one is marked, and who is to be invited. Neither is
 * told where the marks are damaged: nobody can say then what belongs to whom.
 */
function saidIn(event: GraphEvent): Pick<Partial<Appointment>, "body" | "toInvite"> {
  const html = htmlIn(event);
  const marked = readMarked(html, onlineOf(event));
  if (marked === null) return {};
  const { said, people } = marked;
  const toInvite = isUnsent(event) ? { toInvite: people === null ? [] : inviteesIn(people) } : {};
  if (said === "") return { body: null, ...toInvite };
  const isText = said === html && event.body?.contentType?.toLowerCase() === "text";
  const body = isText
    ? { format: "text" as const, content: event.body?.content ?? "" }
    : { format: "html" as const, content: said };
  return { body, ...toInvite };
}

/** The body as HTML, whatever Graph was asked for. */
export function htmlIn({ body }: GraphEvent): string {
  const content = body?.content ?? "";
  return body?.contentType?.toLowerCase() === "text" ? htmlOfText(content) : content;
}

export function onlineOf(event: GraphEvent): Online {
  const told = event.onlineMeeting?.joinUrl ?? event.onlineMeetingUrl ?? "";
  const joinUrl = told === "" ? null : told;
  return (event.isOnlineMeeting ?? joinUrl !== null) ? { joinUrl } : null;
}

/**
 * An event that its owner may still send to people. One day of a series is sent with the series; where
 * somebody was invited already, lines in the body would be mailed to him.
 */
function isUnsent({ isOrganizer, attendees, type }: GraphEvent): boolean {
  const isPart = type === "occurrence" || type === "exception";
  return isOrganizer !== false && !isPart && attendees?.length === 0;
}

/** Lines as `inviteeLines` writes them, or as a person left them. */
function inviteesIn(html: string): Invitee[] {
  return plainText({ format: "html", content: html })
    .split("\n")
    .flatMap((line) => {
      const found = /[^\s<>;,()]+@[^\s<>;,()]+/.exec(line);
      if (found === null) return [];
      const [address] = found;
      const name = line
        .slice(0, found.index)
        .replace(/[<(\s]+$/, "")
        .trim();
      return [{ address: address.toLowerCase(), name: name === "" ? address : name }];
    });
}

/** Outlook counts back from the start, and a whole day may remind after its midnight: read as 0. */
function reminderOf(event: GraphEvent): number | null {
  if (event.isReminderOn !== true) return null;
  return Math.max(0, Math.round(event.reminderMinutesBeforeStart ?? 0));
}

/**
 * Whom a meeting is with, as far as it is not the mailbox's owner alone: in an attendee's copy whoever
 * organizes it takes part as well, and Graph does not name him among the attendees.
 */
function peopleOf({ attendees, organizer, isOrganizer }: GraphEvent, owner: string): Attendee[] {
  const people = attendeesOf(attendees ?? [], { owner, isCopy: isOrganizer === false });
  const address = organizer?.emailAddress?.address?.toLowerCase();
  if (isOrganizer !== false || !address) return people;
  if (people.some((one) => one.address === address)) return people;
  const name = organizer?.emailAddress?.name ?? address;
  return [{ address, name, kind: "required", response: "accepted" }, ...people];
}

/**
 * What the mailbox's owner said himself is a field of its own. What the others said only the organizer
 * hears: an attendee's copy tells of it what was known when it was last sent out.
 */
function attendeesOf(
  attendees: NonNullable<GraphEvent["attendees"]>,
  { owner, isCopy }: { readonly owner: string; readonly isCopy: boolean },
): Attendee[] {
  return attendees.flatMap(({ emailAddress, type, status }) => {
    // Without an address there is nobody to recognise: typed names that Outlook never resolved.
    if (!emailAddress?.address) return [];
    const address = emailAddress.address.toLowerCase();
    const kind = type === "optional" || type === "resource" ? type : "required";
    const untold = address === owner || (isCopy && status?.response !== "organizer");
    const response = untold ? "none" : (answerOf(status) ?? "none");
    return [{ address, name: emailAddress.name ?? address, kind, response }];
  });
}

/** `null`: nothing yet. */
function answerOf(status: GraphEvent["responseStatus"]): Answer | null {
  return responses[status?.response ?? ""] ?? null;
}

const responses: Readonly<Record<string, Answer>> = {
  organizer: "accepted",
  accepted: "accepted",
  tentativelyAccepted: "tentative",
  declined: "declined",
};
