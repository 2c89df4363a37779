import type { ErpTime } from "./time.ts";

/**
 * What the demo ERP keeps: one plain JSON document.
 *
 * installation  one customer's ERP, reached with one API key; it sees its own companies only
 * record        anything an activity can concern: customer, contact, lead, opportunity, project ...
 * activity      an appointment as the ERP knows it
 * feed          every change of an activity, in order: what other systems read to keep up
 */
export interface ErpData {
  readonly format: 1;
  /** Moves with every reset, so that cursors of an older life are refused. */
  epoch: number;
  nextNumber: number;
  companies: Company[];
  locations: Location[];
  users: ErpUser[];
  activityTypes: ActivityType[];
  records: ErpRecord[];
  activities: Activity[];
  /** External references ever used: a pair stays burnt after its activity was deleted. */
  references: Reference[];
  feed: FeedEntry[];
  nextSeq: number;
  webhooks: Webhook[];
  /** Rights that keys of systems lack; absent: none. */
  withheld?: string[];
  /** How this ERP keeps times; absent: any instant, each with its zone. */
  time?: ErpTime;
}

export interface Installation {
  readonly tenantId: string;
  readonly name: string;
  readonly apiKey: string;
}

export interface Company {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly timeZone: string;
}

export interface Location {
  readonly id: string;
  readonly company: string;
  readonly name: string;
}

export interface ErpUser {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly email: string;
  readonly companies: readonly string[];
  readonly defaultCompany: string;
  readonly defaultLocation: string | null;
  /** IANA. */
  readonly timeZone: string;
  readonly administrator: boolean;
}

export interface ActivityType {
  readonly id: string;
  readonly company: string;
  readonly name: string;
}

export const recordTypes = [
  "customer",
  "contact",
  "lead",
  "opportunity",
  "project",
  "order",
  "case",
] as const;
export type RecordType = (typeof recordTypes)[number];

export interface ErpRecord {
  readonly type: RecordType;
  readonly id: string;
  readonly company: string;
  readonly number: string;
  readonly name: string;
  /** City, amount, stage: what tells two alike records apart. */
  readonly detail: string | null;
  readonly emails: readonly { readonly kind: "work" | "private" | "other"; address: string }[];
  readonly domain: string | null;
  /** The customer it belongs to. */
  readonly customer: string | null;
  /** Made by a form: what it said, by field. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** Of another system that made it: the same reference makes no second one. */
  readonly reference?: Omit<Reference, "activity">;
}

export interface RecordLink {
  readonly type: RecordType;
  readonly id: string;
}

export const participantKinds = ["required", "optional", "resource"] as const;
export const responses = ["none", "accepted", "tentative", "declined"] as const;
export const showAsValues = ["free", "tentative", "busy", "oof", "workingElsewhere"] as const;
export const importances = ["low", "normal", "high"] as const;
export const statuses = ["open", "done", "cancelled"] as const;
export const notesFormats = ["text", "html"] as const;

export const frequencies = ["daily", "weekly", "monthly", "yearly"] as const;
export const dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const weekPositions = ["first", "second", "third", "fourth", "last"] as const;

/** How an activity repeats; its start is the first time it takes place. */
export interface Recurrence {
  readonly frequency: (typeof frequencies)[number];
  readonly interval: number;
  /** Weekly, and monthly or yearly with a position. */
  readonly days: readonly (typeof dayNames)[number][];
  readonly weekStart: (typeof dayNames)[number];
  /** Monthly and yearly without a position; the last day of a shorter month. */
  readonly dayOfMonth: number | null;
  /** Yearly: 1 to 12. */
  readonly month: number | null;
  readonly position: (typeof weekPositions)[number] | null;
  /** A date; neither this nor `count`: for ever. */
  readonly until: string | null;
  readonly count: number | null;
}

/** Somebody who takes part in one occurrence otherwise than in the others. */
export interface OccurrenceParticipant extends Participant {
  /** He does not take part in this one. */
  readonly absent?: true | undefined;
}

/** What one occurrence has for itself; a field that is absent is as in the activity. */
export interface OccurrenceChange {
  /** On which it was to take place, by the activity's zone. */
  readonly date: string;
  readonly cancelled?: true | undefined;
  readonly subject?: string | undefined;
  readonly allDay?: boolean | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly place?: string | undefined;
  readonly notes?: string | undefined;
  readonly notesFormat?: (typeof notesFormats)[number] | undefined;
  readonly showAs?: (typeof showAsValues)[number] | undefined;
  readonly private?: boolean | undefined;
  readonly importance?: (typeof importances)[number] | undefined;
  /** `null`: no reminder. */
  readonly reminderMinutes?: number | null | undefined;
  /** By address: who is added, left out, or says something else; all others are as in the activity. */
  readonly participants?: readonly OccurrenceParticipant[] | undefined;
}

export interface Participant {
  /** `null` for a person outside the company. */
  readonly user: string | null;
  readonly address: string;
  readonly name: string;
  readonly kind: (typeof participantKinds)[number];
  readonly response: (typeof responses)[number];
}

export type CustomValue = string | number | boolean | null;
/** By field that this ERP's administrators added (`custom-fields.ts`). */
export type CustomValues = Readonly<Record<string, CustomValue>>;

/** The part of an activity that its users write. */
export interface ActivityFields {
  readonly company: string;
  readonly location: string | null;
  readonly owner: string;
  readonly participants: readonly Participant[];
  readonly type: string | null;
  readonly subject: string;
  readonly allDay: boolean;
  /** UTC instant (`2026-11-23T09:00:00Z`), or a date where `allDay`. */
  readonly start: string;
  /** As `start`; of an all-day activity the day after the last. */
  readonly end: string;
  /** IANA. */
  readonly timeZone: string;
  /** `null` (or absent in books kept by an older version): takes place once. */
  readonly recurrence: Recurrence | null;
  readonly occurrences: readonly OccurrenceChange[];
  readonly place: string;
  readonly notes: string;
  readonly notesFormat: (typeof notesFormats)[number];
  readonly showAs: (typeof showAsValues)[number];
  readonly private: boolean;
  readonly importance: (typeof importances)[number];
  readonly reminderMinutes: number | null;
  readonly records: readonly RecordLink[];
  readonly status: (typeof statuses)[number];
  /** Posted: nothing but `released` itself may change any more. */
  readonly released: boolean;
  readonly onlineMeetingUrl: string | null;
  /** Absent in books kept by an older version. */
  readonly custom?: CustomValues;
  /** Operation id of another system, stored by the same write that it names. */
  readonly stamp: string | null;
}

export interface Activity extends ActivityFields {
  readonly id: string;
  readonly externalId: string | null;
  readonly externalSystem: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly changedBy: { readonly user: string; readonly via: "page" | "api" };
  /** Deleted activities stay as tombstones and answer 404. */
  readonly deleted: boolean;
}

export interface Reference {
  readonly tenantId: string;
  readonly externalSystem: string;
  readonly externalId: string;
  readonly activity: string;
}

export interface FeedEntry {
  readonly seq: number;
  readonly tenantId: string;
  readonly id: string;
  readonly owner: string;
  /** User ids before and after the change: who was taken off it must hear of it too. */
  readonly participants: readonly string[];
  readonly deleted: boolean;
  readonly version: number;
}

export interface Webhook {
  readonly id: string;
  readonly tenantId: string;
  readonly url: string;
  readonly secret: string;
}
