import { z } from "zod";

const days = z.array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]));
export type DemoDay = z.infer<typeof days>[number];

const recurrenceSchema = z.object({
  frequency: z.enum(["daily", "weekly", "monthly", "yearly"]),
  interval: z.number(),
  days,
  weekStart: days.element,
  dayOfMonth: z.number().nullable(),
  month: z.number().nullable(),
  position: z.enum(["first", "second", "third", "fourth", "last"]).nullable(),
  until: z.string().nullable(),
  count: z.number().nullable(),
});
export type DemoRecurrence = z.infer<typeof recurrenceSchema>;

const notesFormat = z.enum(["text", "html"]);
const showAs = z.enum(["free", "tentative", "busy", "oof", "workingElsewhere"]);
const importance = z.enum(["low", "normal", "high"]);

const participant = z.object({
  user: z.string().nullable(),
  address: z.string(),
  name: z.string(),
  kind: z.enum(["required", "optional", "resource"]),
  response: z.enum(["none", "accepted", "tentative", "declined"]),
});
/** Who takes part in one occurrence otherwise; `absent`: he does not. */
const participantOfDay = participant.extend({ absent: z.literal(true).exactOptional() });
export type DemoParticipant = z.infer<typeof participantOfDay>;

const occurrenceSchema = z.object({
  date: z.string(),
  cancelled: z.literal(true).exactOptional(),
  subject: z.string().exactOptional(),
  allDay: z.boolean().exactOptional(),
  start: z.string().exactOptional(),
  end: z.string().exactOptional(),
  place: z.string().exactOptional(),
  notes: z.string().exactOptional(),
  notesFormat: notesFormat.exactOptional(),
  showAs: showAs.exactOptional(),
  private: z.boolean().exactOptional(),
  importance: importance.exactOptional(),
  reminderMinutes: z.number().nullable().exactOptional(),
  participants: z.array(participantOfDay).exactOptional(),
});
export type DemoOccurrence = z.infer<typeof occurrenceSchema>;

/** What the demo ERP answers, as far as this connector reads it. Unknown fields are ignored. */
export const activitySchema = z.object({
  id: z.string(),
  owner: z.string(),
  ownerEmail: z.string().nullable(),
  participants: z.array(participant),
  type: z.string().nullable(),
  subject: z.string(),
  allDay: z.boolean(),
  start: z.string(),
  end: z.string(),
  timeZone: z.string(),
  recurrence: recurrenceSchema.nullable().default(null),
  occurrences: z.array(occurrenceSchema).default([]),
  place: z.string(),
  notes: z.string(),
  notesFormat,
  onlineMeetingUrl: z.string().nullable().default(null),
  showAs,
  private: z.boolean(),
  importance,
  reminderMinutes: z.number().nullable(),
  records: z.array(z.object({ type: z.string(), id: z.string() })),
  custom: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .default({}),
  status: z.enum(["open", "done", "cancelled"]),
  released: z.boolean(),
  stamp: z.string().nullable(),
  externalId: z.string().nullable(),
  externalSystem: z.string().nullable(),
  version: z.number().int(),
  changedAt: z.string(),
  changedBy: z.object({ name: z.string().nullable() }),
  path: z.string(),
});
export type DemoActivity = z.infer<typeof activitySchema>;

/** A page of activities: read one by one, so that a malformed one harms no other. */
export const activityPage = z.object({ activities: z.array(z.unknown()), more: z.boolean() });

/** What can be told of any activity, however malformed. */
export const activityId = z.object({ id: z.string() });

export const changesPage = z.object({
  changes: z.array(
    z.object({
      id: z.string(),
      owner: z.string(),
      participants: z.array(z.string()),
      deleted: z.boolean(),
    }),
  ),
  cursor: z.string(),
  more: z.boolean(),
});

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  defaultCompany: z.string().nullable(),
  defaultLocation: z.string().nullable(),
  timeZone: z.string().nullable(),
  administrator: z.boolean(),
  companyNames: z.array(z.string()),
});

export const statusAnswer = z.object({
  product: z.string(),
  version: z.string(),
  user: userSchema.nullable(),
  rights: z.array(z.object({ right: z.string(), granted: z.boolean() })).default([]),
});
export const usersAnswer = z.object({ users: z.array(userSchema) });

const named = z.object({ id: z.string(), name: z.string() });
export const companiesAnswer = z.object({
  companies: z.array(named.extend({ locations: z.array(named) })),
});
export const typesAnswer = z.object({ activityTypes: z.array(named) });

export const recordSchema = z.object({
  type: z.string(),
  id: z.string(),
  number: z.string(),
  name: z.string(),
  detail: z.string().nullable(),
  path: z.string(),
});
export const recordsAnswer = z.object({
  records: z.array(recordSchema),
  more: z.boolean().default(false),
});

export const peopleAnswer = z.object({
  people: z.array(z.object({ email: z.string(), record: recordSchema })),
});

const label = z.object({ en: z.string(), de: z.string() });
export const customFieldsAnswer = z.object({
  fields: z.array(
    z.object({
      id: z.string(),
      label,
      type: z.enum(["text", "number", "date", "yesNo", "choice"]),
      readOnly: z.boolean(),
      maxLength: z.number().exactOptional(),
      options: z.array(z.object({ value: z.string(), label })).exactOptional(),
    }),
  ),
});
export const recordTypesAnswer = z.object({
  recordTypes: z.array(
    z.object({
      type: z.string(),
      fields: z.array(
        z.object({
          name: z.string(),
          label,
          kind: z.enum(["text", "notes", "email", "date", "amount", "choice", "record"]),
          required: z.boolean(),
          maxLength: z.number().exactOptional(),
          options: z.array(z.object({ value: z.string(), label })).exactOptional(),
          recordType: z.string().exactOptional(),
        }),
      ),
    }),
  ),
});

export const webhooksAnswer = z.object({
  webhooks: z.array(z.object({ id: z.string(), url: z.string() })),
});

export const errorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.string().optional(),
    /** 409: the activity that the external reference made. */
    id: z.string().optional(),
    deleted: z.boolean().optional(),
  }),
});
