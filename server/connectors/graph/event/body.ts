/** Our fields as the body of a Graph request: only the fields given, so nothing else can change. */
import {
  type Appointment,
  type Invitee,
  type When,
  appointmentSchema,
} from "../../../resources/appointment/appointment.ts";
import { isSeries } from "../../../resources/appointment/recurrence.ts";
import { plainText, words } from "../../../resources/appointment/body-text.ts";

import type { Fields } from "../../../sync/model.ts";
import { ConnectorError } from "../../port/connector-error.ts";
import type { Sending } from "../../port/facets.ts";
import { htmlIn, onlineOf } from "./fields.ts";
import { eventSchema, type GraphEvent } from "./schema.ts";
import { balanced } from "./html-balance.ts";
import { htmlOfText } from "./html-prose.ts";
import { readMarked, writeMarked } from "./marked-body.ts";
import { splitOwn } from "./own-properties.ts";
import { keyProperty, stampProperty, transactionIdOf } from "./properties.ts";
import { recurrenceProperty } from "./recurrence.ts";
import { graphZone, timesOf } from "./time.ts";

export type EventBody = Readonly<Record<string, unknown>>;

const writable = appointmentSchema.partial();

/**
 * The properties of an event that hold `fields`. Attendees are left out: Graph mails everybody who is
 * added, and there is no silent way; record links and type are not Outlook's to hold. Of the body it
 * is given the whole: `withOurPart` puts it together.
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

/**
 * Fields as they are written to this event: text goes to where it belongs in its body, and who is to be
 * invited becomes lines of it. Whatever else stands there stays.
 * @param event as Graph holds it now; the write must be based on this version
 * @throws ConnectorError `rejected` where that cannot be done without harm
 */
export function withOurPart(event: GraphEvent, fields: Fields): Fields {
  if (!("body" in fields) && !("toInvite" in fields)) return fields;
  const { toInvite, body, ...rest } = fields;
  const wanted = writable.pick({ toInvite: true, body: true }).safeParse({
    ...(toInvite !== undefined && { toInvite }),
    ...(body !== undefined && { body }),
  });
  if (!wanted.success) return fields;
  const html = htmlIn(event);
  const online = onlineOf(event);
  const { body: text, toInvite: people } = wanted.data;
  const marked = readMarked(html, online);
  const isMarked = online !== null || marked?.said !== html || marked.people !== null;
  if (!isMarked && (people ?? []).length === 0) {
    return body === undefined ? rest : { ...rest, body };
  }
  const content = writeMarked(html, online, {
    ...(text !== undefined && { said: fragmentOf(text) }),
    ...(people !== undefined && { people: inviteeLines(people) }),
  });
  if (content !== null) return { ...rest, body: { format: "html", content } };
  throw new ConnectorError(
    "rejected",
    "microsoft",
    "The text cannot be put into this event's body without harm to what else stands there. Take the lines in square brackets, by which Sync to ERP marks its part, out of the text or out of the body.",
    { field: "body" },
  );
}

/** Text as a piece of HTML that can stand anywhere in a body. */
function fragmentOf(body: Appointment["body"]): string {
  if (body === null) return "";
  if (body.format === "text") return htmlOfText(body.content);
  const inside = /<body\b[^>]*>([\s\S]*?)<\/body\s*>/i.exec(body.content)?.[1] ?? body.content;
  const piece = inside.replace(/<!--[\s\S]*?-->|<(style|script|head)\b[\s\S]*?<\/\1\s*>/gi, "");
  return balanced(piece) === piece ? piece : htmlOfText(plainText(body));
}

function inviteeLines(people: readonly Invitee[]): string {
  return people
    .map(({ name, address }) => (name === address ? address : `${name} <${address}>`))
    .map((line) => `<div>${htmlOfText(line)}</div>`)
    .join("");
}

/**
 * The body of the `PATCH` that adds guests to a meeting which was sent: attendees and nothing else, for
 * then Exchange mails those alone who are added (facts.md 3.1). Who was there stays as Graph has him.
 */
export function addedBody({ attendees }: GraphEvent, { guests }: Sending): EventBody {
  return { attendees: [...(attendees ?? []), ...guests.map(attendeeProperty)] };
}

function attendeeProperty({ address, name, kind }: Sending["guests"][number]) {
  return { type: kind, emailAddress: { address, name } };
}

/**
 * The body of the `PATCH` that sends a meeting. Guests get a body without the lines that named them. As
 * an online meeting it has the text that stood there in the part that is the ERP's, beside which Teams
 * then puts its own.
 */
export function sentBody(event: GraphEvent, { guests, online, stamp }: Sending): EventBody {
  const html = htmlIn(event);
  const before = onlineOf(event);
  const marked = readMarked(html, before);
  const becomesOnline = online && before === null;
  const said = { format: "html", content: marked?.said ?? "" } as const;
  const alone = becomesOnline && words(said) !== "";
  const content = alone
    ? writeMarked("", { joinUrl: null }, { said: fragmentOf(said) })
    : writeMarked(html, before, { people: "" });
  return {
    attendees: guests.map(attendeeProperty),
    ...(content !== null && content !== html && { body: { contentType: "html", content } }),
    ...(becomesOnline && { isOnlineMeeting: true, onlineMeetingProvider: "teamsForBusiness" }),
    singleValueExtendedProperties: [{ id: stampProperty, value: stamp }],
  };
}

const nothingYet = eventSchema.parse({ id: "new", attendees: [] });

/** The body of `POST …/events`: the same key always gives the same body. */
export function createBody(key: string, fields: Fields, home: string): EventBody {
  const { plain: ours, properties } = splitOwn(fields);
  const { toInvite, ...plain } = ours;
  const marked = Array.isArray(toInvite) && toInvite.length > 0;
  return {
    ...eventProperties(marked ? withOurPart(nothingYet, ours) : plain, home),
    transactionId: transactionIdOf(key),
    singleValueExtendedProperties: [{ id: keyProperty, value: key }, ...properties],
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
  const { plain, properties: own } = splitOwn(fields);
  const properties = eventProperties(plain, home);
  const ends = series && "start" in properties && !("recurrence" in properties);
  return {
    ...properties,
    ...(ends && { recurrence: null }),
    singleValueExtendedProperties: [{ id: stampProperty, value: stamp }, ...own],
  };
}
