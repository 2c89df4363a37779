/**
 * The part of a Graph event that we read, checked at the edge. Nothing is required but the id: delta
 * gives bare occurrences, and the real service leaves out what it likes. Unknown properties pass.
 */
import { z } from "zod";

const text = z.string().nullish();
const flag = z.boolean().nullish();
const graphTime = z.looseObject({ dateTime: z.string(), timeZone: text });

const attendee = z.looseObject({
  type: text,
  status: z.looseObject({ response: text }).nullish(),
  emailAddress: z.looseObject({ name: text, address: text }).nullish(),
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
  singleValueExtendedProperties: z.array(z.looseObject({ id: z.string(), value: text })).nullish(),
});
export type GraphEvent = z.infer<typeof eventSchema>;
