/**
 * What the offline Graph holds, as plain JSON, so that a snapshot is a copy and a restart loses
 * nothing.
 *
 * - *mailbox*: one person's calendars, events, categories and settings.
 * - *version*: the mailbox's change counter when an item last changed; change keys and delta follow it.
 * - *key*: the immutable id of an event; `restId` is the one that changes when the event moves.
 * - *copy*: the attendee's own event of somebody else's meeting; it shares the `iCalUId`.
 * - *series*: a master with its recurrence. Its occurrences are reckoned when somebody looks; only what
 *   differs from the master is kept, as an *exception*, by the *date* on which it was to happen.
 */
import type { Recurrence } from "./series/pattern.ts";

export interface Moment {
  /** Milliseconds since the epoch; what windows and filters look at. */
  readonly utc: number;
  /** Wall time as it was sent, `2026-11-20T09:00:00.0000000`. */
  readonly local: string;
  /** The zone it was sent in, Windows or IANA name. */
  readonly zone: string;
}

export interface Person {
  readonly name: string;
  readonly address: string;
}

export type Response =
  "none" | "organizer" | "tentativelyAccepted" | "accepted" | "declined" | "notResponded";

export interface ResponseStatus {
  readonly response: Response;
  readonly time: string;
}

export interface Attendee {
  readonly type: "required" | "optional" | "resource";
  readonly status: ResponseStatus;
  readonly emailAddress: Person;
}

/** A location as Graph shows it; members beyond the name are kept as they were sent. */
export type Location = Readonly<Record<string, unknown>>;

export interface Attachment {
  readonly id: string;
  readonly kind: "fileAttachment" | "itemAttachment" | "referenceAttachment";
  readonly name: string;
  readonly contentType: string | null;
  readonly contentId: string | null;
  /** Base64, of a file. */
  readonly contentBytes: string | null;
  readonly size: number;
  readonly isInline: boolean;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** One occurrence of a series that is not as its master says. */
export interface Exception {
  /** The members that differ. */
  readonly changes: Partial<StoredEvent>;
  readonly told: number;
  readonly modifiedAt: number;
}

export interface Series {
  recurrence: Recurrence;
  /** Dates of the occurrences that were deleted. */
  cancelled: readonly string[];
  /** By date. */
  exceptions: Readonly<Record<string, Exception>>;
}

/** What makes an event an occurrence: whose, and which. */
export interface Occurrence {
  readonly masterKey: string;
  readonly masterRestId: string;
  readonly date: string;
  /** When it was to begin, milliseconds since the epoch. */
  readonly originalStart: number;
  isException: boolean;
}

export interface StoredEvent {
  readonly key: string;
  restId: string;
  calendarId: string;
  version: number;
  /** The version of the last change that delta tells of; not every change is one. */
  told: number;
  /** The version at which it was moved here, 0 for never. */
  arrived: number;
  readonly createdAt: number;
  modifiedAt: number;
  readonly iCalUId: string;
  readonly transactionId: string | null;
  /** Of a series master, else `null`. */
  series: Series | null;
  /** Of an occurrence, which is never kept as such, else `null`. */
  readonly occurrence: Occurrence | null;
  readonly organizer: Person;
  readonly isOrganizer: boolean;
  subject: string;
  /** Always HTML, as Exchange keeps it. */
  body: string;
  start: Moment;
  end: Moment;
  isAllDay: boolean;
  locations: readonly Location[];
  attendees: readonly Attendee[];
  categories: readonly string[];
  importance: "low" | "normal" | "high";
  sensitivity: "normal" | "personal" | "private" | "confidential";
  showAs: "free" | "tentative" | "busy" | "oof" | "workingElsewhere" | "unknown";
  isReminderOn: boolean;
  reminderMinutesBeforeStart: number;
  responseRequested: boolean;
  allowNewTimeProposals: boolean;
  hideAttendees: boolean;
  isCancelled: boolean;
  responseStatus: ResponseStatus;
  isOnlineMeeting: boolean;
  onlineMeetingProvider: "unknown" | "teamsForBusiness" | "skypeForBusiness" | "skypeForConsumer";
  joinUrl: string | null;
  /** Open extensions by name. */
  extensions: Record<string, Record<string, unknown>>;
  /** Single-value extended properties by id. */
  extendedProperties: Record<string, string>;
  /** Multi-value extended properties by id. */
  extendedLists: Record<string, readonly string[]>;
  attachments: readonly Attachment[];
  /** When the reminder comes again, milliseconds since the epoch; `null` where nobody put it off. */
  snoozedTo: number | null;
}

export interface Calendar {
  readonly id: string;
  name: string;
  color: string;
  version: number;
  readonly isDefault: boolean;
  /** One that the person may only read, such as the holidays of a country. */
  readonly isReadOnly?: boolean;
  /** By user id, what its owner lets others do with it. */
  sharedWith?: Readonly<Record<string, "none" | "read" | "write" | "delegate">>;
}

/** Somebody else's calendar in a person's list, under an id of its own. */
export interface CalendarFromOthers {
  readonly id: string;
  readonly ownerId: string;
  readonly calendarId: string;
}

export interface CalendarGroup {
  readonly id: string;
  name: string;
  readonly classId: string;
  version: number;
  readonly isDefault: boolean;
}

/** Something that left a calendar: deleted, or moved to another one. */
export interface Removal {
  readonly key: string;
  readonly restId: string;
  readonly calendarId: string;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** An occurrence that went by itself. */
  readonly isOccurrence: boolean;
}

export interface Category {
  readonly id: string;
  readonly displayName: string;
  color: string;
}

export interface Mailbox {
  readonly userId: string;
  version: number;
  /** Counts every id ever made here, so that none is made twice. */
  made: number;
  calendars: Calendar[];
  calendarGroups: CalendarGroup[];
  /** What others share with its owner. */
  fromOthers: CalendarFromOthers[];
  /** User ids of those who were given the whole mailbox. */
  fullAccess: string[];
  /** By key. */
  events: Record<string, StoredEvent>;
  /** Keys by `restId`. */
  keys: Record<string, string>;
  removals: Removal[];
  deletedItems: Record<string, StoredEvent>;
  categories: Category[];
  settings: Record<string, unknown>;
  /** Days since the epoch on which Exchange last touched events for nothing. */
  churnedOn: number;
}

/** A mail that Exchange would have sent. Tests read it to show that nobody was written to. */
export interface Mail {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: "invitation" | "update" | "cancellation" | "response";
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly iCalUId: string;
  readonly comment: string;
}

/** A mail as it was given to `sendMail`. */
export interface GraphMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Subscription {
  readonly id: string;
  readonly tenantId: string;
  /** The mailbox it watches. */
  readonly userId: string;
  readonly appId: string;
  /** The person, or the app itself with application permission. */
  readonly creatorId: string;
  readonly resource: string;
  /** The one calendar that it watches; absent or `null`: all of the mailbox. */
  readonly calendarId?: string | null;
  /** What kind of item `resource` holds. */
  readonly watches: "event" | "message" | "contact";
  readonly changeType: string;
  readonly clientState: string | null;
  notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly latestSupportedTlsVersion: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** When the token was given that opens the endpoint: at creation, renewal and reauthorization. */
  authorizedAt: number;
  /** Whether it was asked to reauthorize since. */
  challenged: boolean;
  readonly immutableIds: boolean;
}

/** A notification on its way. */
export interface Pending {
  readonly subscriptionId: string;
  readonly url: string;
  readonly notification: Readonly<Record<string, unknown>>;
  readonly firstAt: number;
  attempts: number;
  /** Milliseconds since the epoch. */
  nextAt: number;
}

export interface GraphState {
  readonly format: 1;
  seed: number;
  /** Grows with every reset and whenever tokens are made to expire: older delta tokens answer 410. */
  generation: number;
  mailboxes: Record<string, Mailbox>;
  /** User ids of people whose mailbox is not in the cloud, or who have no licence. */
  withoutMailbox: string[];
  mails: Mail[];
  subscriptions: Subscription[];
  pending: Pending[];
  /** How often chance was asked. */
  rolls: number;
}
