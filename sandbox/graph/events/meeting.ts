/**
 * What Exchange does beyond the organizer's own event: copies in the attendees' mailboxes, answers on
 * their way back, and the mails that go with both.
 */
import { iCalUId, occurrenceICalUId } from "../ids.ts";
import type { Attendee, Mailbox, Person, Response, StoredEvent } from "../model.ts";
import {
  type World,
  addEvent,
  nextSource,
  removeEvent,
  sendMail,
  touchEvent,
  userByAddress,
} from "../world.ts";
import { hasOccurrence, isMaster, occurrenceOn } from "../series/occurrences.ts";
import { instant } from "../zones.ts";

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** A fresh `iCalUId` for an event of this mailbox. */
export const newICalUId = (world: World, mailbox: Mailbox) => iCalUId(nextSource(world, mailbox));

/** Everybody but the organizer himself. */
export const invited = (event: StoredEvent): readonly Attendee[] =>
  event.attendees.filter(
    ({ emailAddress }) => !same(emailAddress.address, event.organizer.address),
  );

function mailboxByAddress(world: World, address: string): Mailbox | undefined {
  const user = userByAddress(address);
  return user && world.state.mailboxes[user.id];
}

function eventByICalUId(mailbox: Mailbox, id: string): StoredEvent | undefined {
  return Object.values(mailbox.events).find((event) => event.iCalUId === id);
}

/** The same meeting, or the same occurrence of it, in another mailbox. */
function counterpart(mailbox: Mailbox, event: StoredEvent): StoredEvent | undefined {
  const { occurrence, iCalUId: id } = event;
  if (occurrence === null) return eventByICalUId(mailbox, id);
  // Who was asked to one occurrence only has it as an event by itself.
  const alone = eventByICalUId(mailbox, occurrenceICalUId(id, occurrence.date));
  const series = eventByICalUId(mailbox, id);
  if (alone || !series || !isMaster(series) || !hasOccurrence(series, occurrence.date)) {
    return alone;
  }
  return structuredClone(occurrenceOn(series, occurrence.date));
}

/** What an organizer's update overwrites in a copy; the rest belongs to the attendee. */
function sharedContent(event: StoredEvent) {
  return {
    subject: event.subject,
    body: event.body,
    start: event.start,
    end: event.end,
    isAllDay: event.isAllDay,
    locations: event.locations,
    attendees: event.attendees,
    importance: event.importance,
    sensitivity: event.sensitivity,
    responseRequested: event.responseRequested,
    allowNewTimeProposals: event.allowNewTimeProposals,
    hideAttendees: event.hideAttendees,
    isOnlineMeeting: event.isOnlineMeeting,
    onlineMeetingProvider: event.onlineMeetingProvider,
    joinUrl: event.joinUrl,
    attachments: event.attachments,
  };
}

/** When an event takes place, as text. */
const rhythm = ({ series, start, end }: StoredEvent): string =>
  JSON.stringify([series?.recurrence, start.utc, end.utc]);

const unanswered = { response: "none", time: "0001-01-01T00:00:00Z" } as const;

/** Who said yes to another time has to be asked again: Exchange forgets what was said. */
export function forgetAnswersIfMoved(event: StoredEvent, before: StoredEvent): void {
  if (!event.isOrganizer || rhythm(event) === rhythm(before)) return;
  event.attendees = event.attendees.map((attendee) => ({ ...attendee, status: unanswered }));
}

/** What the copy of somebody says who has not answered yet. */
const asked = {
  showAs: "tentative",
  responseStatus: { response: "notResponded", time: unanswered.time },
} as const;

function deliverCopy(world: World, event: StoredEvent, attendee: Attendee): void {
  const mailbox = mailboxByAddress(world, attendee.emailAddress.address);
  if (mailbox === undefined) return;
  const copy = counterpart(mailbox, event);
  if (copy) {
    // An attendee keeps his own exceptions, and his answer, while the meeting stays where it was.
    const stays = rhythm(copy) === rhythm(event);
    if (!stays && copy.occurrence === null) copy.series = structuredClone(event.series);
    if (!stays) Object.assign(copy, asked);
    Object.assign(copy, structuredClone(sharedContent(event)));
    touchEvent(world, mailbox, copy);
    return;
  }
  const { occurrence } = event;
  addEvent(world, mailbox, {
    ...structuredClone(event),
    occurrence: null,
    iCalUId: occurrence ? occurrenceICalUId(event.iCalUId, occurrence.date) : event.iCalUId,
    calendarId: mailbox.calendars.find(({ isDefault }) => isDefault)?.id ?? "",
    transactionId: null,
    isOrganizer: false,
    categories: [],
    ...asked,
    extensions: {},
    ...{ extendedProperties: {}, extendedLists: {}, snoozedTo: null },
  });
}

/** Sends an invitation or update, and nothing more. */
export function mailAttendees(
  world: World,
  event: StoredEvent,
  attendees: readonly Attendee[],
  kind: "invitation" | "update",
): void {
  sendMail(world, {
    kind,
    from: event.organizer.address,
    to: attendees.map(({ emailAddress }) => emailAddress.address),
    subject: event.subject,
    iCalUId: event.iCalUId,
    comment: "",
  });
}

/** Sends an invitation or update to `attendees`, and brings their copies up to date. */
export function notifyAttendees(
  world: World,
  event: StoredEvent,
  attendees: readonly Attendee[],
  kind: "invitation" | "update",
): void {
  mailAttendees(world, event, attendees, kind);
  for (const attendee of attendees) deliverCopy(world, event, attendee);
}

/** Tells `attendees` that the meeting is off; their copies stay, marked as cancelled, until they remove them. */
export function cancelFor(
  world: World,
  event: StoredEvent,
  attendees: readonly Attendee[],
  comment: string,
): void {
  sendMail(world, {
    kind: "cancellation",
    from: event.organizer.address,
    to: attendees.map(({ emailAddress }) => emailAddress.address),
    subject: `Canceled: ${event.subject}`,
    iCalUId: event.iCalUId,
    comment,
  });
  for (const { emailAddress } of attendees) {
    const mailbox = mailboxByAddress(world, emailAddress.address);
    const copy = mailbox && counterpart(mailbox, event);
    if (!mailbox || !copy) continue;
    copy.isCancelled = true;
    copy.showAs = "free";
    copy.subject = `Canceled: ${event.subject}`;
    touchEvent(world, mailbox, copy);
  }
}

const showAsOf = { accepted: "busy", tentativelyAccepted: "tentative", declined: "free" } as const;

/** Records an attendee's answer in his copy and, when he sends it, in the organizer's event. */
export function respond(
  world: World,
  mailbox: Mailbox,
  copy: StoredEvent,
  attendee: Person,
  response: "accepted" | "tentativelyAccepted" | "declined",
  answer: { send: boolean; comment: string },
): void {
  const status = { response, time: instant(world.clock.now()) };
  copy.responseStatus = status;
  copy.showAs = showAsOf[response];
  copy.attendees = withStatus(copy.attendees, attendee, status);
  // A meeting that was declined goes to Deleted Items, and says there that it was.
  if (response === "declined") removeEvent(world, mailbox, copy);
  else touchEvent(world, mailbox, copy);
  if (!answer.send) return;
  sendMail(world, {
    kind: "response",
    from: attendee.address,
    to: [copy.organizer.address],
    subject: copy.subject,
    iCalUId: copy.iCalUId,
    comment: answer.comment,
  });
  const organizerMailbox = mailboxByAddress(world, copy.organizer.address);
  const meeting = organizerMailbox && meetingOf(organizerMailbox, copy);
  if (organizerMailbox && meeting?.isOrganizer) {
    meeting.attendees = withStatus(meeting.attendees, attendee, status);
    touchEvent(world, organizerMailbox, meeting);
  }
}

/** The organizer's own, which somebody with a single occurrence knows by that one's id. */
function meetingOf(mailbox: Mailbox, copy: StoredEvent): StoredEvent | undefined {
  const own = counterpart(mailbox, copy);
  if (own) return own;
  return Object.values(mailbox.events)
    .filter(isMaster)
    .flatMap((master) => Object.keys(master.series.exceptions).map((date) => ({ master, date })))
    .filter(({ master, date }) => occurrenceICalUId(master.iCalUId, date) === copy.iCalUId)
    .map(({ master, date }) => structuredClone(occurrenceOn(master, date)))[0];
}

function withStatus(
  attendees: readonly Attendee[],
  person: Person,
  status: { response: Response; time: string },
): Attendee[] {
  return attendees.map((attendee) =>
    same(attendee.emailAddress.address, person.address) ? { ...attendee, status } : attendee,
  );
}

/** Asks more people to a meeting, on the wish of anybody who has it. */
export function forward(
  world: World,
  mailbox: Mailbox,
  event: StoredEvent,
  people: readonly Person[],
  comment: string,
): void {
  const organizerMailbox = event.isOrganizer
    ? mailbox
    : mailboxByAddress(world, event.organizer.address);
  const meeting = event.isOrganizer
    ? event
    : organizerMailbox && meetingOf(organizerMailbox, event);
  const known = new Set(
    event.attendees.map(({ emailAddress }) => emailAddress.address.toLowerCase()),
  );
  const added = people
    .filter(({ address }) => !known.has(address.toLowerCase()))
    .map((person): Attendee => ({
      type: "required",
      status: unanswered,
      emailAddress: person,
    }));
  if (added.length === 0) return;
  if (organizerMailbox && meeting) {
    meeting.attendees = [...meeting.attendees, ...added];
    touchEvent(world, organizerMailbox, meeting);
  }
  sendMail(world, {
    kind: "invitation",
    from: event.organizer.address,
    to: added.map(({ emailAddress }) => emailAddress.address),
    subject: `FW: ${event.subject}`,
    ...{ iCalUId: event.iCalUId, comment },
  });
  for (const attendee of added) deliverCopy(world, meeting ?? event, attendee);
}
