/** Creating, changing and deleting events. */
import type { MailboxCall, Reply } from "../call.ts";
import { GraphError, conflict, invalidValue } from "../errors.ts";
import type { Attendee, StoredEvent } from "../model.ts";
import { applyRecurrence, requireBetweenNeighbours } from "../series/change.ts";
import { isMaster } from "../series/occurrences.ts";
import {
  type World,
  addEvent,
  churnAfterWrite,
  findEvent,
  happens,
  lookUp,
  madeBy,
  removeEvent,
  touchEvent,
} from "../world.ts";
import { momentAt } from "../zones.ts";
import { calendarOf, requireWritable } from "../calendars.ts";
import { applyInput } from "./apply.ts";
import { type EventInput, readEventInput } from "./input.ts";
import {
  cancelFor,
  forgetAnswersIfMoved,
  invited,
  mailAttendees,
  newICalUId,
  notifyAttendees,
} from "./meeting.ts";
import { calendarLinks, eventContext, eventETag, eventId, showEvent } from "./project.ts";

function single(call: MailboxCall, event: StoredEvent, status: 200 | 201): Reply {
  return {
    status,
    headers: {
      etag: eventETag(event),
      ...(status === 201 && {
        location: `${call.base}/users('${call.owner.id}')/events('${eventId(event, call)}')`,
      }),
    },
    body: {
      "@odata.context": eventContext(call, "/$entity"),
      ...showEvent(event, call),
      ...calendarLinks(call, event),
    },
  };
}

const duplicate = () =>
  new GraphError(
    409,
    "ErrorDuplicateTransactionId",
    "Your request can't be completed. An event with the same transaction id already exists.",
  );

/**
 * What a repeated `transactionId` leads to: the first event, a refusal, or nothing special. The exact
 * answer of the real service is not documented, hence the switches.
 */
function earlier(world: World, call: MailboxCall, transactionId: string): StoredEvent | undefined {
  const made = madeBy(call.mailbox, transactionId);
  const living = made?.deleted === false ? made.event : undefined;
  if (living && world.switches.transactionIdRepeat === "conflict") throw duplicate();
  if (living) return living;
  if (made && world.switches.transactionIdAfterDelete === "conflict") throw duplicate();
  return undefined;
}

export function createEvent(call: MailboxCall, world: World): Reply {
  const calendar = calendarOf(call);
  requireWritable(call, calendar.id);
  const input = readEventInput(call);
  const known = input.transactionId ? earlier(world, call, input.transactionId) : undefined;
  if (known) return single(call, known, 201);
  if (!input.start || !input.end) {
    throw invalidValue(`Event.${input.start ? "End" : "Start"} is required.`);
  }
  const { mailbox, owner } = call;
  const draft: StoredEvent = {
    ...blank(call, calendar.id),
    iCalUId: newICalUId(world, mailbox),
    organizer: { name: owner.name, address: owner.address },
    transactionId: input.transactionId ?? null,
  };
  applyInput(draft, input);
  applyRecurrence(draft, draft, input, world.switches);
  const event = addEvent(world, mailbox, draft);
  notifyAttendees(world, event, invited(event), "invitation");
  const reply = single(call, event, 201);
  churnAfterWrite(world, mailbox, event);
  return reply;
}

/** An empty event; ids and versions are given when it is added. */
function blank(call: MailboxCall, calendarId: string): StoredEvent {
  const now = momentAt(call.now, "UTC");
  return {
    ...{ key: "", restId: "", version: 0, told: 0, arrived: 0 },
    ...{ createdAt: 0, modifiedAt: 0, iCalUId: "" },
    calendarId,
    transactionId: null,
    ...{ series: null, occurrence: null },
    organizer: { name: "", address: "" },
    isOrganizer: true,
    subject: "",
    body: "",
    ...{ start: now, end: now, isAllDay: false },
    ...{ locations: [], attendees: [], categories: [] },
    importance: "normal",
    sensitivity: "normal",
    showAs: "busy",
    isReminderOn: true,
    reminderMinutesBeforeStart: 15,
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isCancelled: false,
    responseStatus: { response: "organizer", time: "0001-01-01T00:00:00Z" },
    isOnlineMeeting: false,
    onlineMeetingProvider: "unknown",
    joinUrl: null,
    extensions: {},
    ...{ extendedProperties: {}, extendedLists: {}, attachments: [], snoozedTo: null },
  };
}

/**
 * Throws 412 when `If-Match` names another version; without it, too, where two writes met inside the
 * service (quirk `conflict-412`).
 */
function requireMatch(call: MailboxCall, world: World, event: StoredEvent): void {
  const wanted = call.headers["if-match"];
  if (wanted === undefined && happens(world, world.switches["conflict-412"])) throw conflict();
  if (wanted === undefined || wanted === "*" || world.switches.ifMatch === "ignored") return;
  if (wanted !== eventETag(event)) throw conflict();
}

/** Members whose change concerns nobody else. */
const personal = new Set<keyof EventInput>([
  ...(["categories", "showAs", "isReminderOn", "reminderMinutesBeforeStart"] as const),
  ...(["extensions", "transactionId"] as const),
]);

const addressOf = (attendee: Attendee) => attendee.emailAddress.address.toLowerCase();

/** Whom an organizer's change concerns: everybody, or only those added when nothing else changed. */
function tellAttendees(
  world: World,
  event: StoredEvent,
  before: readonly Attendee[],
  input: EventInput,
): void {
  const stamps = ["singleValueExtendedProperties", "multiValueExtendedProperties"];
  const stamped = world.switches.extendedPropertyMails ? [] : stamps;
  const changed = Object.keys(input).filter(
    (name) => !personal.has(name as keyof EventInput) && !stamped.includes(name),
  );
  if (!event.isOrganizer || changed.length === 0) return;
  const were = new Set(before.map(addressOf));
  const are = new Set(event.attendees.map(addressOf));
  const added = invited(event).filter((attendee) => !were.has(addressOf(attendee)));
  const stayed = invited(event).filter((attendee) => were.has(addressOf(attendee)));
  const removed = before.filter((attendee) => !are.has(addressOf(attendee)));
  notifyAttendees(world, event, added, "invitation");
  if (changed.some((name) => name !== "attendees")) {
    notifyAttendees(world, event, stayed, "update");
    // Exceptions are told of one by one (quirk `recurrence-update`).
    Object.keys(event.series?.exceptions ?? {}).forEach(() => {
      mailAttendees(world, event, stayed, "update");
    });
  }
  cancelFor(world, event, removed, "");
}

export function updateEvent(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  requireWritable(call, event.calendarId);
  const input = readEventInput(call);
  requireMatch(call, world, event);
  if (input.transactionId !== undefined && input.transactionId !== event.transactionId) {
    throw invalidValue("Event.TransactionId cannot be changed.");
  }
  const draft = structuredClone(event);
  applyInput(draft, input);
  applyRecurrence(draft, event, input, world.switches);
  const master = event.occurrence && lookUp(call.mailbox, event.occurrence.masterKey);
  if (master && isMaster(master)) requireBetweenNeighbours(master, draft);
  const before = event.attendees;
  forgetAnswersIfMoved(draft, event);
  Object.assign(event, draft);
  touchEvent(world, call.mailbox, event);
  tellAttendees(world, event, before, input);
  const reply = single(call, event, 200);
  churnAfterWrite(world, call.mailbox, event);
  return reply;
}

/** Gone for good, past Deleted Items. */
export function purgeEvent(call: MailboxCall, world: World): Reply {
  const reply = deleteEvent(call, world);
  const { events, deletedItems } = call.mailbox;
  const id = call.params["event"] ?? "";
  call.mailbox.deletedItems = Object.fromEntries(
    Object.entries(deletedItems).filter(
      ([key, { restId }]) => key in events || (key !== id && restId !== id),
    ),
  );
  return reply;
}

/** Deleting as organizer cancels the meeting, with mails; as attendee it removes only the own copy. */
export function deleteEvent(call: MailboxCall, world: World): Reply {
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  requireWritable(call, event.calendarId);
  requireMatch(call, world, event);
  removeEvent(world, call.mailbox, event);
  if (event.isOrganizer) cancelFor(world, event, invited(event), "");
  return { status: 204 };
}
