/**
 * Questions that nobody has answered on a live tenant, and quirks that come and go: one table of every
 * choice, the usual one first. A test or `POST /sandbox/graph/switches` chooses; the product must
 * survive every choice. Which quirk of the real service a switch shows stands in `quirks.ts`.
 */
import { eventChances, eventChoices, eventTimes } from "./event-switches.ts";

export const choices = {
  ...eventChoices,
  /** What a POST with a known `transactionId` answers: the first event again (201), or 409. */
  transactionIdRepeat: ["original", "conflict"],
  /** The same after that event was deleted: a new event, or 409. */
  transactionIdAfterDelete: ["new", "conflict"],
  ifMatch: ["honoured", "ignored"],
  /** Whether a PATCH of nothing but extended properties mails the attendees. */
  extendedPropertyMails: [false, true],
  /** Whether a deleted event still answers GET by its immutable id, from Deleted Items. */
  deletedItemsAnswer: [false, true],
  /** Whether a 429 says when to come back. */
  retryAfter: ["given", "absent"],
  /** The words of a mailbox's 429: Outlook's own, or those of the page about throttling. */
  throttledBody: ["ApplicationThrottled", "TooManyRequests"],
  /** When answers are too slow, and for how long notifications then wait; the documents differ. */
  slowEndpoint: ["tenSeconds", "hundredAnswers", "threeSeconds"],
  /** Whether `missed` follows what was dropped for slowness or given up after four hours. */
  lostNotifications: ["silent", "announced"],
  /** Whether the endpoint's token expires after an hour, with `reauthorizationRequired` before that. */
  endpointToken: ["lasting", "hourly"],
  /** Whether one action is told several times, as `created` and `updated` or twice as `updated`. */
  notificationBursts: [false, true],
  /** Whether a subscription to all events tells of every calendar, or of the default one only. */
  subscriptionCalendars: ["all", "default"],
  /** Whether a subscription to the events of one calendar is granted, which is documented nowhere. */
  calendarSubscriptions: ["granted", "refused"],
  /** What a calendar answers that its owner does not share with who asks: as if it were not there, or denied. */
  notShared: ["missing", "denied"],
  /** What a private event shows to whom its owner gave no right to see those: its time, or all of it. */
  privateOfOthers: ["masked", "whole"],
  /** For how long a subscription to Outlook may be asked: 10,080 minutes, or 4,230 as older pages say. */
  subscriptionLife: ["sevenDays", "threeDays"],
  /** Whether a new password ends access tokens at once, with a claims challenge, or only refresh tokens. */
  continuousAccess: [false, true],
} as const satisfies Record<string, readonly [string | boolean, ...(string | boolean)[]]>;

export type Switches = {
  -readonly [Name in keyof typeof choices]: (typeof choices)[Name][number];
} & Record<(typeof eventChances)[number] | (typeof eventTimes)[number], number>;

export const defaultSwitches = Object.fromEntries([
  ...Object.entries(choices).map(([name, [usual]]) => [name, usual]),
  ...[...eventChances, ...eventTimes].map((name) => [name, 0]),
]) as unknown as Switches;
