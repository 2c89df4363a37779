import { z } from "zod";
import {
  dayNames,
  frequencies,
  importances,
  notesFormats,
  participantKinds,
  recordTypes,
  responses,
  showAsValues,
  statuses,
  weekPositions,
} from "./model.ts";
import { isZone } from "./zone.ts";

/** The shapes that the ERP's API accepts; unknown fields are refused by name. */
const when = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: "must be an instant such as 2026-11-23T09:00:00Z or a date such as 2026-11-23",
});

const zone = z.string().refine(isZone, "must be an IANA time zone such as Europe/Berlin");

/** A link that the page shows: never `javascript:` and the like. */
const webAddress = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

const participant = z.strictObject({
  user: z.string().nullish(),
  address: z.email("must be a mail address").nullish(),
  name: z.string().max(254).nullish(),
  kind: z.enum(participantKinds).optional(),
  response: z.enum(responses).optional(),
});

const recurrence = z.strictObject({
  frequency: z.enum(frequencies),
  interval: z.number().int().min(1).max(99),
  days: z.array(z.enum(dayNames)).max(7).default([]),
  weekStart: z.enum(dayNames).default("mon"),
  dayOfMonth: z.number().int().min(1).max(31).nullable().default(null),
  month: z.number().int().min(1).max(12).nullable().default(null),
  position: z.enum(weekPositions).nullable().default(null),
  until: z.iso.date().nullable().default(null),
  count: z.number().int().min(1).max(999).nullable().default(null),
});

const occurrence = z.strictObject({
  date: z.iso.date(),
  cancelled: z.literal(true).optional(),
  subject: z.string().optional(),
  allDay: z.boolean().optional(),
  start: when.optional(),
  end: when.optional(),
  place: z.string().optional(),
  notes: z.string().optional(),
  notesFormat: z.enum(notesFormats).optional(),
  showAs: z.enum(showAsValues).optional(),
  private: z.boolean().optional(),
  importance: z.enum(importances).optional(),
  reminderMinutes: z.number().int().min(0).max(40_320).nullable().optional(),
  participants: z
    .array(participant.extend({ absent: z.literal(true).optional() }))
    .max(500)
    .optional(),
});

const writable = z.strictObject({
  company: z.string(),
  location: z.string().nullable(),
  owner: z.string(),
  /** Instead of `owner`: the user of the company with this address; where there is none, nobody new. */
  ownerEmail: z.string().max(320),
  participants: z.array(participant).max(500),
  /** What the acting user himself says, who must be one of the participants. */
  response: z.enum(responses),
  /** The same of single occurrences alone. */
  responses: z.array(z.strictObject({ date: z.iso.date(), response: z.enum(responses) })).max(1000),
  type: z.string().nullable(),
  subject: z.string(),
  allDay: z.boolean(),
  start: when,
  end: when,
  timeZone: zone,
  recurrence: recurrence.nullable(),
  occurrences: z.array(occurrence).max(1000),
  place: z.string(),
  notes: z.string(),
  notesFormat: z.enum(notesFormats),
  showAs: z.enum(showAsValues),
  private: z.boolean(),
  importance: z.enum(importances),
  reminderMinutes: z.number().int().min(0).max(40_320).nullable(),
  records: z.array(z.strictObject({ type: z.enum(recordTypes), id: z.string() })).max(100),
  status: z.enum(statuses),
  released: z.boolean(),
  onlineMeetingUrl: webAddress.nullable(),
  /** Those that are named alone change; what each may hold its own definition says. */
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  stamp: z.string().max(200).nullable(),
});

export const activityPatch = writable.partial();
export type ActivityPatch = z.infer<typeof activityPatch>;

export const newActivity = writable.partial().extend({
  subject: z.string(),
  start: when,
  end: when,
  externalId: z.string().min(1).max(200).optional(),
  externalSystem: z.string().min(1).max(50).optional(),
});
export type NewActivity = z.infer<typeof newActivity>;

export const newContact = z.strictObject({
  company: z.string().optional(),
  name: z.string().min(1).max(254),
  email: z.email("must be a mail address"),
  customer: z.string().nullish(),
});
export type NewContact = z.infer<typeof newContact>;

export const newRecord = z.strictObject({
  company: z.string().optional(),
  externalSystem: z.string().min(1).max(50).optional(),
  externalId: z.string().min(1).max(200).optional(),
  /** By field of the type (`GET /record-types`), which says what is right. */
  values: z.record(z.string(), z.unknown()),
});
export type NewRecord = z.infer<typeof newRecord>;

export const newWebhook = z.strictObject({
  url: z.url("must be an absolute address"),
  secret: z.string().min(16, "must have 16 characters or more"),
});

const list = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ""));
const limit = (most: number) => z.coerce.number().int().min(1).max(most);
const offset = z.coerce.number().int().min(0).default(0);

export const activityQuery = z.strictObject({
  ids: list.optional(),
  externalSystem: z.string().optional(),
  externalId: z.string().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** The id of the last activity read: the page after it. */
  after: z.string().optional(),
  limit: limit(500).default(100),
});

export const changesQuery = z.strictObject({
  since: z.string().optional(),
  limit: limit(1000).default(200),
});

export const searchQuery = z.strictObject({
  q: z.string().default(""),
  types: list.pipe(z.array(z.enum(recordTypes))).optional(),
  limit: limit(100).default(20),
  offset,
});

export const relatedQuery = z.strictObject({
  emails: list.default([]),
  domains: list.default([]),
  limit: limit(100).default(20),
});

export const peopleQuery = z.strictObject({ emails: list.default([]) });

export const usersQuery = z.strictObject({
  email: z.string().optional(),
  id: z.string().optional(),
});
