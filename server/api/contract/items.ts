import { z } from "zod";
import { sideSchema } from "./account.ts";
import { twinSchema } from "./plan.ts";
import { handValueSchema, type HandValue } from "./by-hand.ts";

export const recordSchema = z.strictObject({
  type: z.string(),
  /** The type's name in the caller's language. */
  typeName: z.string(),
  id: z.string(),
  name: z.string(),
  detail: z.string().nullable(),
  webUrl: z.string().nullable(),
});
export type RecordView = z.infer<typeof recordSchema>;

/** What the pane tells about the open item: ids as Outlook gives them, and the people on it. */
export const itemQuerySchema = z.strictObject({
  /** REST id (`convertToRestId`); any id format that Graph can translate. */
  restId: z.string().min(1).max(2000),
  /** Addresses of organizer and attendees: finds what could be related. */
  addresses: z.array(z.string().max(320)).max(500),
});
export type ItemQuery = z.infer<typeof itemQuerySchema>;

export const itemStateSchema = z.enum([
  "not-synced",
  "waiting",
  "in-sync",
  "needs-decision",
  /** The ERP does not let its document be changed, and Outlook's was edited since (`notTaken`). */
  "not-taken",
  "failed",
  "outside-window",
  "private",
  "not-organizer",
  "unsupported",
]);
export type ItemState = z.infer<typeof itemStateSchema>;

/** A value as people read it: already formatted where it is a time or a list. */
export const shownValueSchema = z.string().nullable();

/** Who made a value, where its side tells, and when (ISO 8601 UTC). */
const authorSchema = z.strictObject({ by: z.string().nullable(), at: z.string().nullable() });

export const conflictSchema = z.strictObject({
  field: z.string(),
  authors: z.strictObject({ microsoft: authorSchema, erp: authorSchema }),
  /** The two values as an editor shows them; `null` where one can only be kept. */
  draft: z.strictObject({ microsoft: handValueSchema, erp: handValueSchema }).nullable(),
  microsoft: shownValueSchema,
  erp: shownValueSchema,
  /**
   * Days with guests that were cancelled in the ERP, with who is told where that is kept; `null`: it is
   * about anything else.
   */
  days: z
    .array(
      z.strictObject({
        when: z.string(),
        guests: z.array(z.strictObject({ address: z.string(), name: z.string() })),
      }),
    )
    .nullable(),
  /** Fingerprints of what is shown: an answer is only valid for that. */
  microsoftFingerprint: z.string(),
  erpFingerprint: z.string(),
});
export type ConflictView = z.infer<typeof conflictSchema>;

export const historyEntrySchema = z.strictObject({
  id: z.string(),
  at: z.string(),
  kind: z.string(),
  side: sideSchema.nullable(),
  origin: z.enum(["microsoft", "erp", "person", "engine"]),
  subject: z.string(),
  changes: z.array(
    z.strictObject({ field: z.string(), from: shownValueSchema, to: shownValueSchema }),
  ),
  because: z.string(),
  linkId: z.string().nullable(),
  /** The run that wrote it: its changes can be taken back together. */
  runId: z.string().nullable(),
  /** Whether it can be asked to be taken back. */
  undoable: z.boolean(),
  /** Where days of a series are told of together: when the one takes place that it is about. */
  day: z.string().optional(),
});
export type HistoryView = z.infer<typeof historyEntrySchema>;

/** Stands for the time that is shown; handed back, it says which time a person agreed to. */
export const whenFingerprintSchema = z.string().min(1).max(2_000);

/** Sending a meeting that was made in the ERP to those who take part in it; nobody is mailed before. */
export const invitationsSchema = z.strictObject({
  state: z.enum(["offered", "sending"]),
  guests: z.array(z.strictObject({ address: z.string(), name: z.string() })),
  whenFingerprint: z.string(),
  /** Others were invited before: they are not mailed again. */
  more: z.boolean(),
  /** Whether it can become a Teams meeting with it. */
  canBeOnline: z.boolean(),
});
export type Invitations = z.infer<typeof invitationsSchema>;

export const sendingSchema = z.strictObject({
  /** The addresses of all that were shown: others are never mailed. */
  guests: z.array(z.string().min(1).max(320)).min(1).max(500),
  whenFingerprint: whenFingerprintSchema,
  /** Also make it a Teams meeting. */
  online: z.boolean(),
});
export type Sending = z.infer<typeof sendingSchema>;

const answerSchema = z.enum(["none", "accepted", "tentative", "declined"]);

/** What the people of a meeting said. */
export const answersSchema = z.strictObject({
  /** The mailbox's owner; `null` where he organizes it. */
  own: answerSchema.nullable(),
  /** Everybody else who is invited. */
  others: z.array(
    z.strictObject({
      address: z.string(),
      name: z.string(),
      kind: z.enum(["required", "optional", "resource"]),
      /** `null`: not known here, because only the organizer is told. */
      response: answerSchema.nullable(),
    }),
  ),
});
export type AnswersView = z.infer<typeof answersSchema>;

const takenOutSchema = z.strictObject({
  /** The day of a series that they were taken out of; `null`: the whole of it. */
  day: z.string().nullable(),
  guests: z.array(z.strictObject({ address: z.string(), name: z.string() })),
});
export type TakenOutView = z.infer<typeof takenOutSchema>;

/** A meeting whose activity was deleted in the ERP: its organizer says whether it is to take place. */
export const endingSchema = z.strictObject({
  state: z.enum(["asked", "cancelling"]),
  /** Who is told when it is cancelled. */
  guests: z.array(z.strictObject({ address: z.string(), name: z.string() })),
  whenFingerprint: z.string(),
});
export type Ending = z.infer<typeof endingSchema>;

export const endingDecisionSchema = z.discriminatedUnion("decision", [
  z.strictObject({
    decision: z.literal("cancel"),
    /** The addresses of all that were shown: nothing is cancelled where others would be told. */
    guests: z.array(z.string().min(1).max(320)).min(1).max(500),
    whenFingerprint: whenFingerprintSchema,
  }),
  z.strictObject({ decision: z.literal("keep") }),
]);
export type EndingDecision = z.infer<typeof endingDecisionSchema>;

/** One day of a series that is synchronized as a whole, as its person may look at it by itself. */
export const dayViewSchema = z.strictObject({
  /** Our handle for the day: asked for by it, the series is told together with it. */
  itemId: z.string(),
  /** As its series has it. */
  on: z.iso.date(),
  subject: z.string(),
  when: shownValueSchema,
  /** What it has for itself on either side, as people read it; `null`: there it is as its series. */
  differs: z.array(
    z.strictObject({ field: z.string(), microsoft: shownValueSchema, erp: shownValueSchema }),
  ),
  answers: answersSchema.nullable(),
  history: z.array(historyEntrySchema),
});
export type DayView = z.infer<typeof dayViewSchema>;

/** Several that look alike, or may go on with one series, the item among them: its person tells. */
export const doubtSchema = z.strictObject({
  /** Empty where it is private. */
  subject: z.string(),
  twins: z.array(twinSchema),
  /** The series that was cut and may go on with one of them; `null`: they look alike. */
  first: twinSchema.nullable(),
});
export type DoubtView = z.infer<typeof doubtSchema>;

/** The days of a series of which the ERP holds single days, together. */
export const daysViewSchema = z.strictObject({
  /** How many of them the ERP holds. */
  inErp: z.number().int(),
  /** The day of the first and of the last of those; `null`: it holds none. */
  span: z.strictObject({ first: z.iso.date(), last: z.iso.date() }).nullable(),
  /** How many stand how, of those that are synchronized; `asked` wait for their person. */
  inSync: z.number().int(),
  waiting: z.number().int(),
  asked: z.number().int(),
  setAside: z.number().int(),
  /** The first of those that need a person, in the order in which they take place. */
  needing: z.array(
    z.strictObject({
      /** Our handle for the day: it is asked for by it, and answered where it is shown. */
      itemId: z.string(),
      when: shownValueSchema,
      state: z.enum(["needs-decision", "not-taken", "failed"]),
      /** What both sides changed, or the ERP does not take. */
      fields: z.array(z.string()),
    }),
  ),
});
export type DaysView = z.infer<typeof daysViewSchema>;

export const itemViewSchema = z.strictObject({
  /** Our handle for this item in the other routes. */
  itemId: z.string(),
  linkId: z.string().nullable(),
  state: itemStateSchema,
  on: z.boolean(),
  syncedAt: z.string().nullable(),
  /** Why, and a stable code, where the state is `failed`, in doubt, or `waiting` for a cause. */
  reason: z
    .strictObject({
      code: z.string(),
      text: z.string(),
      /** Which side refused the item itself; `null`: it waits with the whole mailbox. */
      side: sideSchema.nullable(),
    })
    .nullable(),
  subject: z.string(),
  organizer: z.boolean(),
  private: z.boolean(),
  /**
   * `occurrence`: one of a series that is synchronized as a whole; all else is told of the series. `days`
   * and `single-day`: a series of which the ERP holds single days, and one of them.
   */
  series: z.enum(["single", "series", "occurrence", "days", "single-day"]),
  /** Of a `single-day`: our handle for all days of its series. */
  seriesItemId: z.string().optional(),
  /** Of a `single-day`: when it takes place. */
  when: shownValueSchema.optional(),
  /** Of `days`: how they stand. */
  days: daysViewSchema.optional(),
  /** Of an occurrence: the day itself; `null` also where nobody can tell which one it is. */
  day: dayViewSchema.nullable(),
  /** Whose calendar owns the activity that this copy of a meeting shares; `null`: this one. */
  sharedWith: z.string().nullable(),
  /** `null`: nobody is invited. */
  answers: answersSchema.nullable(),
  records: z.array(recordSchema),
  activityType: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  activityTypes: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Fields of the ERP's own that have a place in Outlook, as the ERP holds them. */
  mapped: z.array(z.strictObject({ name: z.string(), value: shownValueSchema })),
  conflicts: z.array(conflictSchema),
  /** `null`: it stands in no doubt. While it does it cannot be switched on. */
  doubt: doubtSchema.nullable(),
  /** Fields whose edit in Outlook the ERP does not take. */
  notTaken: z.array(z.string()),
  /** Guests whom somebody took out in the ERP: they stay invited until their organizer takes them out. */
  takenOut: z.array(takenOutSchema),
  invitations: invitationsSchema.nullable(),
  ending: endingSchema.nullable(),
  erp: z.strictObject({ id: z.string(), webUrl: z.string().nullable() }).nullable(),
  history: z.array(historyEntrySchema),
});
export type ItemView = z.infer<typeof itemViewSchema>;

/** Where a person finds the appointment of an activity in his own Outlook. */
export const openedActivitySchema = z.strictObject({ webUrl: z.url({ protocol: /^https$/ }) });
export type OpenedActivity = z.infer<typeof openedActivitySchema>;

/** Switching on, or changing what the item concerns. */
export const itemChoiceSchema = z.strictObject({
  records: z.array(z.strictObject({ type: z.string().min(1), id: z.string().min(1) })).max(50),
  activityTypeId: z.string().min(1).nullable(),
});
export type ItemChoice = z.infer<typeof itemChoiceSchema>;

export const itemReleaseSchema = z.strictObject({ removeErpCopy: z.boolean() });

export const conflictAnswerSchema = z.strictObject({
  field: z.string().min(1),
  /** Either the side whose value is kept, or a value of one's own, as `handSchemas` has the field. */
  keep: sideSchema.optional(),
  value: z.unknown().optional(),
  microsoftFingerprint: z.string(),
  erpFingerprint: z.string(),
});
/** What is sent: `keep` or `value`. */
export type ConflictAnswer = Omit<z.infer<typeof conflictAnswerSchema>, "keep" | "value"> &
  ({ readonly keep: z.infer<typeof sideSchema> } | { readonly value: HandValue });

/** An item that waits for its person, with all that he needs to decide. */
export const waitingItemSchema = z.strictObject({
  /** Our handle for the item in the other routes. */
  itemId: z.string(),
  linkId: z.string(),
  /** Empty where the item is private. */
  subject: z.string(),
  when: shownValueSchema,
  conflicts: z.array(conflictSchema),
  /** Fields whose edit in Outlook the ERP does not take, as its activity is released. */
  notTaken: z.array(z.string()),
  /** Opens that activity, for whoever may open it again; `null`: nothing leads there. */
  erpWebUrl: z.string().nullable(),
  ending: endingSchema.nullable(),
});
export type WaitingItem = z.infer<typeof waitingItemSchema>;

/** A further mailbox of the person where there is something to look at, and how much. */
export const elsewhereSchema = z.strictObject({
  mailboxId: z.string(),
  name: z.string(),
  /** Items that wait for his decision, that were set aside, and deletions that the brake holds. */
  waiting: z.number().int(),
  setAside: z.number().int(),
  held: z.number().int(),
});
export type Elsewhere = z.infer<typeof elsewhereSchema>;

/** The first of them, the next to take place first. */
export const waitingItemsSchema = z.strictObject({
  total: z.number().int(),
  items: z.array(waitingItemSchema),
  /** Empty where a further mailbox is asked about. */
  elsewhere: z.array(elsewhereSchema),
});
export type WaitingItems = z.infer<typeof waitingItemsSchema>;

/** What would be written where, before anything is. */
export const previewSchema = z.strictObject({
  writes: z.array(
    z.strictObject({
      side: sideSchema,
      kind: z.enum(["create", "update", "delete"]),
      fields: z.array(
        z.strictObject({ field: z.string(), from: shownValueSchema, to: shownValueSchema }),
      ),
    }),
  ),
  conflicts: z.array(conflictSchema),
  /**
   * Whose calendar has the meeting's activity already, so that this one joins it and makes none; empty
   * where its name is not known, or where it is just being made. `null`: nobody's.
   */
  sharedWith: z.string().nullable(),
  /** Fields that an appointment which is not saved tells nothing of. */
  untold: z.array(z.string()),
});
export type Preview = z.infer<typeof previewSchema>;

export const recordGroupsSchema = z.strictObject({
  /** Already linked. */
  inContextOf: z.array(recordSchema),
  /** Found from the people of the item, best first. */
  couldBeRelatedTo: z.array(recordSchema),
  /** Found by the words typed. */
  found: z.array(recordSchema),
  more: z.boolean(),
});
export type RecordGroups = z.infer<typeof recordGroupsSchema>;
