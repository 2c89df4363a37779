/**
 * The part of a Graph event that we read, checked at the edge. Nothing is required but the id: delta
 * gives bare occurrences, and the real service leaves out what it likes. Unknown properties pass.
 */
import { z } from "zod";
import { graphRecurrence } from "./recurrence.ts";

const text = z.string().nullish();
const flag = z.boolean().nullish();
const graphTime = z.looseObject({ dateTime: z.string(), timeZone: text });

const mailAddress = z.looseObject({ name: text, address: text }).nullish();
const attendee = z.looseObject({
  type: text,
  status: z.looseObject({ response: text }).nullish(),
  emailAddress: mailAddress,
});

export const eventSchema = z.looseObject({
  id: z.string().min(1),
  "@odata.etag": text,
  "@removed": z.looseObject({ reason: text }).optional(),
  changeKey: text,
  createdDateTime: text,
  lastModifiedDateTime: text,
  transactionId: text,
  type: text,
  subject: text,
  start: graphTime.nullish(),
  end: graphTime.nullish(),
  isAllDay: flag,
  originalStartTimeZone: text,
  location: z.looseObject({ displayName: text }).nullish(),
  body: z.looseObject({ contentType: text, content: text }).nullish(),
  attendees: z.array(attendee).nullish(),
  organizer: z.looseObject({ emailAddress: mailAddress }).nullish(),
  responseStatus: z.looseObject({ response: text }).nullish(),
  responseRequested: flag,
  showAs: text,
  sensitivity: text,
  importance: text,
  isReminderOn: flag,
  reminderMinutesBeforeStart: z.number().nullish(),
  categories: z.array(z.string()).nullish(),
  isCancelled: flag,
  isOrganizer: flag,
  isOnlineMeeting: flag,
  onlineMeeting: z.looseObject({ joinUrl: text }).nullish(),
  onlineMeetingUrl: text,
  webLink: text,
  iCalUId: text,
  recurrence: graphRecurrence.nullish(),
  seriesMasterId: text,
  originalStart: text,
  occurrenceId: text,
  cancelledOccurrences: z.array(z.string()).nullish(),
  /** Read one by one, so that a malformed one is named as such. */
  exceptionOccurrences: z.array(z.unknown()).nullish(),
  singleValueExtendedProperties: z.array(z.looseObject({ id: z.string(), value: text })).nullish(),
});
export type GraphEvent = z.infer<typeof eventSchema>;

/** The properties that are read, by the names that `$select` has for them. */
export const readProperties: readonly string[] = Object.keys(eventSchema.shape).filter(
  (name) => !name.startsWith("@") && name !== "singleValueExtendedProperties",
);
