/** An event as Graph shows it to one reader: his zone, his kind of ids, the members he asked for. */
import { hosts } from "../../hosts.ts";
import type { Call, MailboxCall } from "../call.ts";
import { changeKey, occurrenceICalUId } from "../ids.ts";
import type { Location, Mailbox, StoredEvent } from "../model.ts";
import { type Expansion, type Resource, expansions, pick, selected } from "../odata/query.ts";
import { typeOf } from "../series/occurrences.ts";
import type { Recurrence } from "../series/pattern.ts";
import { ianaOf, instant, showMoment } from "../zones.ts";
import { preview, toText } from "./body.ts";
import { isMasked } from "../sharing.ts";
import { hasAttachments, showAttachment } from "./attachment-view.ts";
import { showExtension, showsExtension } from "./extension-names.ts";

export const eventType = "microsoft.graph.event";

const noLocation: Location = {
  displayName: "",
  locationType: "default",
  uniqueIdType: "unknown",
  address: {},
  coordinates: {},
};

export const eventId = (event: StoredEvent, call: Pick<Call, "prefer">) =>
  call.prefer.immutableIds ? event.key : event.restId;

/** All of a series is one item of the mailbox, with one version. */
const eventChangeKey = ({ key, occurrence, version }: StoredEvent) =>
  changeKey(occurrence?.masterKey ?? key, version);

export const eventETag = (event: StoredEvent) => `W/"${eventChangeKey(event)}"`;

/** What only an occurrence has, or has differently. */
function occurrenceMembers({ occurrence, iCalUId }: StoredEvent, call: Call): Resource {
  if (occurrence === null) return { iCalUId, seriesMasterId: null, occurrenceId: null };
  const { masterKey, masterRestId, date, originalStart } = occurrence;
  const masterId = call.prefer.immutableIds ? masterKey : masterRestId;
  const isShared = call.switches.icaluid === "shared";
  return {
    iCalUId: isShared ? iCalUId : occurrenceICalUId(iCalUId, date),
    seriesMasterId: masterId,
    occurrenceId: `OID.${masterId}.${date}`,
    originalStart: instant(originalStart),
  };
}

/** Other programs write zones of their own making into events (quirk `tz`). */
const shownZone = (zone: string, call: Call) =>
  call.switches.tz === "custom" && ianaOf(zone) !== "UTC" ? "tzone://Microsoft/Custom" : zone;

/** A series is in such a zone as well; the days that it falls on stay those of its true one. */
function shownRecurrence({ series }: StoredEvent, call: Call): Recurrence | null {
  if (series === null) return null;
  const { pattern, range } = series.recurrence;
  const recurrenceTimeZone = shownZone(range.recurrenceTimeZone, call);
  return { pattern, range: { ...range, recurrenceTimeZone } };
}

/** Opens the event in the sandbox's window, which answers where the request came in. */
function webLinkOf(id: string, { base, owner }: MailboxCall): string {
  const isLocal = base.includes("/graph/");
  const window = isLocal
    ? base.replace(/\/graph\/.*/, "/outlook/")
    : `https://${hosts.outlook}/outlook/`;
  const query = new URLSearchParams({ itemid: id, exvsurl: "1", path: "/calendar/item" });
  // The window has no sign-in of its own that would say whose mailbox is meant.
  query.set("user", owner.address);
  return `${window}?${query.toString()}`;
}

/** What stands in place of a private event's details for whoever may not see them; words of Outlook's own. */
const maskedMembers: Resource = {
  ...{ subject: "Private Appointment", bodyPreview: "", categories: [], attendees: [] },
  body: { contentType: "html", content: "" },
  ...{ location: noLocation, locations: [], hasAttachments: false, importance: "normal" },
  ...{ isReminderOn: false, reminderMinutesBeforeStart: 0, transactionId: null },
  ...{ isOnlineMeeting: false, onlineMeetingProvider: "unknown", onlineMeeting: null },
};

/** The event before `$select`, as far as the caller may see it. */
export function showEvent(event: StoredEvent, call: MailboxCall): Resource {
  const whole = showWhole(event, call);
  return isMasked(call, event) ? { ...whole, ...maskedMembers } : whole;
}

function showWhole(event: StoredEvent, call: MailboxCall): Resource {
  const id = eventId(event, call);
  const zone = call.prefer.timeZone;
  const content = call.prefer.textBody ? toText(event.body) : event.body;
  return {
    "@odata.etag": eventETag(event),
    id,
    createdDateTime: instant(event.createdAt),
    lastModifiedDateTime: instant(event.modifiedAt),
    changeKey: eventChangeKey(event),
    categories: event.categories,
    transactionId: event.transactionId,
    originalStartTimeZone: shownZone(event.start.zone, call),
    originalEndTimeZone: shownZone(event.end.zone, call),
    ...occurrenceMembers(event, call),
    reminderMinutesBeforeStart: event.reminderMinutesBeforeStart,
    isReminderOn: event.isReminderOn,
    hasAttachments: hasAttachments(event),
    subject: event.subject,
    bodyPreview: preview(event.body),
    importance: event.importance,
    sensitivity: event.sensitivity,
    isAllDay: event.isAllDay,
    isCancelled: event.isCancelled,
    isOrganizer: event.isOrganizer,
    responseRequested: event.responseRequested,
    showAs: event.showAs,
    type: typeOf(event),
    webLink: webLinkOf(id, call),
    onlineMeetingUrl: null,
    isOnlineMeeting: event.isOnlineMeeting,
    onlineMeetingProvider: event.onlineMeetingProvider,
    allowNewTimeProposals: event.allowNewTimeProposals,
    isDraft: false,
    hideAttendees: event.hideAttendees,
    responseStatus: event.responseStatus,
    body: { contentType: call.prefer.textBody ? "text" : "html", content },
    start: showMoment(event.start, zone, event.isAllDay),
    end: showMoment(event.end, zone, event.isAllDay),
    location: event.locations[0] ?? noLocation,
    locations: event.locations,
    recurrence: shownRecurrence(event, call),
    attendees: event.attendees,
    organizer: { emailAddress: event.organizer },
    onlineMeeting: event.joinUrl === null ? null : { joinUrl: event.joinUrl },
  };
}

/** Every member of an event that `$select` may name. */
const selectable = [
  ...["id", "createdDateTime", "lastModifiedDateTime", "changeKey", "categories", "transactionId"],
  ...["originalStartTimeZone", "originalEndTimeZone", "originalStart", "iCalUId", "subject"],
  ...["reminderMinutesBeforeStart", "isReminderOn", "hasAttachments", "bodyPreview", "importance"],
  ...[
    "sensitivity",
    "isAllDay",
    "isCancelled",
    "isOrganizer",
    "responseRequested",
    "showAs",
    "type",
  ],
  ...["seriesMasterId", "webLink", "onlineMeetingUrl", "isOnlineMeeting", "onlineMeetingProvider"],
  ...[
    "allowNewTimeProposals",
    "occurrenceId",
    "isDraft",
    "hideAttendees",
    "responseStatus",
    "body",
  ],
  ...["start", "end", "location", "locations", "recurrence", "attendees", "organizer"],
  ...["onlineMeeting", "cancelledOccurrences", "exceptionOccurrences"],
  ...["singleValueExtendedProperties", "multiValueExtendedProperties", "extensions"],
];

const expandable = [
  ...["singleValueExtendedProperties", "multiValueExtendedProperties", "extensions"],
  ...["attachments", "exceptionOccurrences"],
];

/** Graph answers an expanded member only where something is there. */
function expanded(event: StoredEvent, { name, ids }: Expansion): Resource {
  // Only a GET of the master itself shows them (`read.ts`).
  if (name === "exceptionOccurrences") return {};
  if (name === "extensions") {
    const shown = Object.keys(event.extensions)
      .filter((extension) => showsExtension(extension, ids))
      .map((extension) => showExtension(event, extension));
    return shown.length === 0 && ids !== undefined ? {} : { extensions: shown };
  }
  if (name === "attachments") return { attachments: event.attachments.map(showAttachment) };
  const isSingle = name === "singleValueExtendedProperties";
  const kept: Readonly<Record<string, unknown>> = isSingle
    ? event.extendedProperties
    : event.extendedLists;
  const values = Object.entries(kept)
    .filter(([id]) => ids === undefined || ids.includes(id))
    .map(([id, value]) => ({ id, value }));
  return values.length === 0 ? {} : { [name]: values };
}

/** A function that shows events the way this call asks for. Throws 400 for options that Graph refuses. */
export function eventView(call: MailboxCall): (event: StoredEvent) => Resource {
  const asked = selected(call, eventType, selectable);
  // The two correspond, and the real service shows both to who asks for the first.
  const names = asked?.includes("location") ? [...asked, "locations"] : asked;
  const expand = expansions(call, eventType, expandable);
  return (event) => {
    const members = isMasked(call, event)
      ? []
      : expand.map((expansion) => expanded(event, expansion));
    return Object.assign({}, pick(showEvent(event, call), names), ...members) as Resource;
  };
}

/** What a list of events is filtered and ordered by: the event in full, stored instants for times. */
export function filterableEvent(event: StoredEvent, call: MailboxCall): Resource {
  const dated = (utc: number) => ({ dateTime: instant(utc) });
  return {
    ...showEvent(event, call),
    start: dated(event.start.utc),
    end: dated(event.end.utc),
    singleValueExtendedProperties: Object.entries(event.extendedProperties).map(([id, value]) => ({
      id,
      value,
    })),
    extensions: Object.keys(event.extensions).flatMap((name) => [
      { id: name },
      { id: showExtension(event, name)["id"] },
    ]),
  };
}

const contextOf = (call: MailboxCall) => `${call.base}/$metadata#users('${call.owner.id}')`;

export const eventContext = (call: MailboxCall, suffix: string) =>
  `${contextOf(call)}/events${suffix}`;

/** Links from an event to its calendar, which Graph adds to a single event. */
export function calendarLinks(call: MailboxCall, event: StoredEvent): Resource {
  const link = `${call.base}/users('${call.owner.id}')/calendars('${event.calendarId}')`;
  return {
    "calendar@odata.associationLink": `${link}/$ref`,
    "calendar@odata.navigationLink": link,
  };
}

/** Single events and series masters of a calendar. */
export function eventsOf(mailbox: Mailbox, calendarId: string): StoredEvent[] {
  return Object.values(mailbox.events).filter((event) => event.calendarId === calendarId);
}
