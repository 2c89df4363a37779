import { z } from "zod";
import { firstRoutes } from "./service/application.ts";
import { serviceRoutes } from "./service/routes.ts";
import {
  connectionTestSchema,
  parkedSchema,
  profileSchema,
  publicConfigSchema,
  setupOptionsSchema,
  setupRequestSchema,
  statusSchema,
} from "./account.ts";
import { explainedItemSchema } from "./explain.ts";
import {
  addMailboxSchema,
  furtherActSchema,
  furtherPlanSchema,
  furtherRulesSchema,
  furtherSetupSchema,
  mailboxesSchema,
} from "./mailboxes.ts";
import { undoPreviewSchema, undoRequestSchema, undoTargetSchema } from "./undo.ts";
import { advanceViewSchema } from "./advance.ts";
import { unsavedPreviewSchema } from "./preview.ts";
import { newRecordSchema, recordFormsSchema } from "./records.ts";
import { newContactSchema, peopleRequestSchema, peopleSchema } from "./people.ts";
import {
  conflictAnswerSchema,
  endingDecisionSchema,
  historyEntrySchema,
  itemChoiceSchema,
  itemQuerySchema,
  itemReleaseSchema,
  itemViewSchema,
  openedActivitySchema,
  sendingSchema,
  previewSchema,
  recordGroupsSchema,
  recordSchema,
  waitingItemsSchema,
} from "./items.ts";
import {
  carryOutSchema,
  pairDecisionsSchema,
  planCsvSchema,
  planPageSchema,
  planQuerySchema,
  planRequestSchema,
  planSchema,
} from "./plan.ts";

/** What is asked for only of whoever uses it. */
export type NeededFeature = "categoryColors" | "sharedMailboxes" | "mail";

/**
 * Every route once: the server mounts and validates from this table, `/api/openapi.json` is printed
 * from it, and the add-in's client has one typed function per entry.
 */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Express spelling; parameters are strings. */
  readonly path: string;
  readonly summary: string;
  /**
   * Who may ask. `console`: whoever shows the token that the server printed, before anybody can sign
   * in. `identity`: whoever shows a token of the add-in, also where nothing else of him works yet.
   * `person`: he, with his mailbox. `auditor` and `administrator`: who may look, and who may change,
   * each within his realm.
   */
  readonly access: "public" | "console" | "identity" | "person" | "auditor" | "administrator";
  /** It concerns everybody here: who looks after one tenant alone may not. */
  readonly reach?: "installation";
  /**
   * May be asked for a further mailbox of the person (header `X-Mailbox`): about what was read there,
   * or about how it is doing, which is told also while he has no rights to it.
   */
  readonly mailbox?: "contents" | "state";
  /**
   * A feature with permissions of its own: whoever asks must have agreed to them. Where not every use
   * needs it, what is asked for says so.
   */
  readonly needs?: NeededFeature | ((body: never) => NeededFeature | null);
  /** The answer is sent in pieces, as JSON or as such a file: it may be larger than memory. */
  readonly streams?: true | "text/csv";
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
}

const setAsideSchema = z.strictObject({ items: z.array(parkedSchema) });
const recordsQuery = z.strictObject({
  addresses: z.string().max(20_000).optional(),
  text: z.string().max(200).default(""),
  /** Ids of record types, with commas; all where nothing is said. */
  types: z.string().max(500).optional(),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});

export const routes = {
  config: {
    method: "GET",
    path: "/api/config",
    summary: "Public configuration, by mail domain where one is given",
    access: "public",
    query: z.strictObject({ domain: z.string().max(255).optional() }),
    response: publicConfigSchema,
  },
  profile: {
    method: "GET",
    path: "/api/profile",
    summary: "Who I am on both sides, how I am doing, what I chose",
    access: "person",
    response: profileSchema,
  },
  status: {
    method: "GET",
    path: "/api/status",
    summary: "State and figures of my mailbox",
    access: "person",
    response: statusSchema,
  },
  testConnection: {
    method: "POST",
    path: "/api/profile/test",
    summary: "Read my Graph profile and my ERP user and show both",
    access: "person",
    response: connectionTestSchema,
  },
  setupOptions: {
    method: "GET",
    path: "/api/setup",
    summary: "What Setup offers and proposes",
    access: "person",
    response: setupOptionsSchema,
  },
  allowColors: {
    method: "POST",
    path: "/api/setup/colors",
    summary: "Give the categories that show what is in the ERP their colours in my Outlook",
    access: "person",
    needs: "categoryColors",
    response: z.strictObject({}),
  },
  saveSetup: {
    method: "PUT",
    path: "/api/setup",
    summary: "Save Setup; switching the calendar on starts a silent first sync",
    access: "person",
    body: setupRequestSchema,
    response: profileSchema,
  },
  syncNow: {
    method: "POST",
    path: "/api/sync",
    summary: "Synchronize the mailbox now",
    access: "person",
    mailbox: "state",
    response: statusSchema,
  },
  stopSync: {
    method: "POST",
    path: "/api/sync/stop",
    summary: "Stop the sync on its way after the step in hand, and start no other",
    access: "person",
    /** `pause`: to go on later; `off`: the calendar is switched off, as in Setup. */
    body: z.strictObject({ how: z.enum(["pause", "off"]) }),
    response: statusSchema,
  },
  continueSync: {
    method: "POST",
    path: "/api/sync/continue",
    summary: "Go on with the sync where it was stopped",
    access: "person",
    response: statusSchema,
  },
  refresh: {
    method: "POST",
    path: "/api/sync/refresh",
    summary: "List both sides of my mailbox completely and compare everything once more",
    access: "person",
    response: statusSchema,
  },
  log: {
    method: "GET",
    path: "/api/log",
    summary: "Newest lines of my log, both directions",
    access: "person",
    mailbox: "contents",
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: z.string().max(200).optional(),
    }),
    response: z.strictObject({ entries: z.array(historyEntrySchema) }),
  },
  setAside: {
    method: "GET",
    path: "/api/set-aside",
    summary: "My items that could not be synchronized, each with its reason",
    access: "person",
    mailbox: "contents",
    response: setAsideSchema,
  },
  retrySetAside: {
    method: "POST",
    path: "/api/set-aside/retry",
    summary: "Try one of them again now",
    access: "person",
    mailbox: "contents",
    body: z.strictObject({ key: z.string().min(1).max(500) }),
    response: setAsideSchema,
  },
  makePlan: {
    method: "POST",
    path: "/api/plans",
    summary: "Dry run: what the next run would do, also with another Setup; nothing is written",
    access: "person",
    body: planRequestSchema,
    response: planSchema,
  },
  planEntries: {
    method: "GET",
    path: "/api/plans/:planId/entries",
    summary: "A page of a plan",
    access: "person",
    query: planQuerySchema,
    response: planPageSchema,
  },
  planCsv: {
    method: "GET",
    path: "/api/plans/:planId/csv",
    summary: "A plan as a table, complete",
    access: "person",
    response: planCsvSchema,
  },
  carryOutPlan: {
    method: "POST",
    path: "/api/plans/:planId/carry-out",
    summary: "Save what was tried and do exactly this, or answer what changed since",
    access: "person",
    response: carryOutSchema,
  },
  decidePairs: {
    method: "POST",
    path: "/api/plans/:planId/pairs",
    summary: "Tell which of the items that look alike belong together",
    access: "person",
    body: pairDecisionsSchema,
    response: z.strictObject({ decided: z.number().int() }),
  },
  findItem: {
    method: "POST",
    path: "/api/items/find",
    summary: "The item that is open in Outlook",
    access: "person",
    mailbox: "contents",
    body: itemQuerySchema,
    response: itemViewSchema,
  },
  item: {
    method: "GET",
    path: "/api/items/:itemId",
    summary: "An item by our handle",
    access: "person",
    mailbox: "contents",
    response: itemViewSchema,
  },
  sendInvitations: {
    method: "POST",
    path: "/api/items/:itemId/invitations",
    summary: "Invite those who take part in a meeting of mine by the ERP; they are mailed",
    access: "person",
    mailbox: "contents",
    body: sendingSchema,
    response: itemViewSchema,
  },
  endMeeting: {
    method: "POST",
    path: "/api/items/:itemId/ending",
    summary:
      "Cancel a meeting of mine whose activity was deleted, which tells its guests, or keep it",
    access: "person",
    mailbox: "contents",
    body: endingDecisionSchema,
    response: itemViewSchema,
  },
  decideDoubt: {
    method: "POST",
    path: "/api/items/:itemId/doubt",
    summary: "Tell which of those that look like this item belong together",
    access: "person",
    mailbox: "contents",
    body: pairDecisionsSchema,
    response: itemViewSchema,
  },
  openActivity: {
    method: "GET",
    path: "/api/activities/:activityId/outlook",
    summary: "Where the appointment of an activity of the ERP opens in my Outlook",
    access: "person",
    mailbox: "contents",
    response: openedActivitySchema,
  },
  chooseItem: {
    method: "PUT",
    path: "/api/items/:itemId/choice",
    summary: "Switch synchronization of this item on, or change its records and type",
    access: "person",
    mailbox: "contents",
    body: itemChoiceSchema,
    response: itemViewSchema,
  },
  releaseItem: {
    method: "POST",
    path: "/api/items/:itemId/release",
    summary: "Switch synchronization of this item off",
    access: "person",
    mailbox: "contents",
    body: itemReleaseSchema,
    response: itemViewSchema,
  },
  syncItem: {
    method: "POST",
    path: "/api/items/:itemId/sync",
    summary: "Synchronize now, and take a parked item out of quarantine",
    access: "person",
    mailbox: "contents",
    response: itemViewSchema,
  },
  answerConflict: {
    method: "POST",
    path: "/api/items/:itemId/answer",
    summary: "Decide a conflict: keep mine, keep the ERP's, or a value of one's own",
    access: "person",
    mailbox: "contents",
    body: conflictAnswerSchema,
    response: itemViewSchema,
  },
  waitingItems: {
    method: "GET",
    path: "/api/waiting",
    summary: "My items that wait for my decision, with both values",
    access: "person",
    mailbox: "contents",
    response: waitingItemsSchema,
  },
  explainItem: {
    method: "GET",
    path: "/api/items/:itemId/explanation",
    summary: "What is known of an item, by our handle or its link, and all that happened to it",
    access: "person",
    mailbox: "contents",
    response: explainedItemSchema,
  },
  previewItem: {
    method: "POST",
    path: "/api/items/:itemId/preview",
    summary: "What would be written where, with this choice",
    access: "person",
    mailbox: "contents",
    body: itemChoiceSchema,
    response: previewSchema,
  },
  previewUnsaved: {
    method: "POST",
    path: "/api/advance/preview",
    summary: "The same for an appointment that Outlook has not saved, as its form holds it now",
    access: "person",
    mailbox: "contents",
    body: unsavedPreviewSchema,
    response: previewSchema,
  },
  itemRecords: {
    method: "GET",
    path: "/api/items/:itemId/records",
    summary: "Linked, related and found ERP records",
    access: "person",
    mailbox: "contents",
    query: recordsQuery,
    response: recordGroupsSchema,
  },
  previewUndo: {
    method: "POST",
    path: "/api/undo/preview",
    summary: "What taking a change or a whole run back would restore, and what stays and why",
    access: "person",
    mailbox: "contents",
    body: undoTargetSchema,
    response: undoPreviewSchema,
  },
  undo: {
    method: "POST",
    path: "/api/undo",
    summary: "Take a change or a whole run back, on both sides",
    access: "person",
    mailbox: "contents",
    body: undoRequestSchema,
    response: z.strictObject({
      /** How many changes the next run is asked to take back. */
      asked: z.number().int(),
    }),
  },
  records: {
    method: "GET",
    path: "/api/records",
    summary: "Related and found ERP records for an appointment that is not saved yet",
    access: "person",
    mailbox: "contents",
    query: recordsQuery,
    response: recordGroupsSchema,
  },
  advance: {
    method: "GET",
    path: "/api/advance/:key",
    summary: "What was chosen for an appointment that is not saved yet",
    access: "person",
    mailbox: "contents",
    response: advanceViewSchema,
  },
  makeAdvance: {
    method: "PUT",
    path: "/api/advance/:key",
    summary: "Have it linked when it is saved, or change what it will concern",
    access: "person",
    mailbox: "contents",
    body: itemChoiceSchema,
    response: advanceViewSchema,
  },
  withdrawAdvance: {
    method: "POST",
    path: "/api/advance/:key/withdraw",
    summary: "Do not link it when it is saved",
    access: "person",
    mailbox: "contents",
    response: advanceViewSchema,
  },
  people: {
    method: "POST",
    path: "/api/people",
    summary: "Whom the ERP knows of the people on an appointment",
    access: "person",
    mailbox: "contents",
    body: peopleRequestSchema,
    response: peopleSchema,
  },
  createContact: {
    method: "POST",
    path: "/api/people/contact",
    summary: "Make a contact in the ERP; the one that is there, where it knows the address",
    access: "person",
    mailbox: "contents",
    body: newContactSchema,
    response: recordSchema,
  },
  mailboxes: {
    method: "GET",
    path: "/api/mailboxes",
    summary:
      "Mailboxes and calendars of others that I synchronize, and those in my list that I could",
    access: "person",
    response: mailboxesSchema,
  },
  addMailbox: {
    method: "POST",
    path: "/api/mailboxes",
    summary: "Synchronize a team mailbox, or somebody else's calendar, that is shared with me",
    access: "person",
    needs: "sharedMailboxes",
    body: addMailboxSchema,
    response: mailboxesSchema,
  },
  giveUpMailbox: {
    method: "DELETE",
    path: "/api/mailboxes/:mailboxId",
    summary: "Give such a mailbox up; both sides keep what they have, and others may take it",
    access: "person",
    response: mailboxesSchema,
  },
  furtherSetup: {
    method: "GET",
    path: "/api/mailboxes/:mailboxId/setup",
    summary: "How such a mailbox is kept, how it is doing, and what I may choose for it",
    access: "person",
    response: furtherSetupSchema,
  },
  saveFurtherSetup: {
    method: "PUT",
    path: "/api/mailboxes/:mailboxId/setup",
    summary: "Save what I choose for such a mailbox; its next run decides by it",
    access: "person",
    body: furtherRulesSchema,
    response: furtherSetupSchema,
  },
  planFurther: {
    method: "POST",
    path: "/api/mailboxes/:mailboxId/plan",
    summary: "Dry run of such a mailbox: what its next run would do; nothing is written",
    access: "person",
    body: furtherPlanSchema,
    response: planSchema,
  },
  actOnFurther: {
    method: "POST",
    path: "/api/mailboxes/:mailboxId/act",
    summary:
      "Pause the sync of such a mailbox after the step in hand, go on with it, or list it anew",
    access: "person",
    body: furtherActSchema,
    response: furtherSetupSchema,
  },
  ...serviceRoutes,
  ...firstRoutes,
  recordForms: {
    method: "GET",
    path: "/api/record-forms",
    summary: "Which records I can make in the ERP from an appointment, each with its form",
    access: "person",
    mailbox: "contents",
    response: recordFormsSchema,
  },
  createRecord: {
    method: "POST",
    path: "/api/records",
    summary: "Make a record in the ERP by its form, once per key",
    access: "person",
    mailbox: "contents",
    body: newRecordSchema,
    response: recordSchema,
  },
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof routes;
export type ServiceRouteName = keyof typeof serviceRoutes;
/** Of the time before anybody can sign in. */
export type FirstRouteName = keyof typeof firstRoutes;

/**
 * `GET /api/events` (bearer token, `text/event-stream`, read through `fetch`): each `data:` line is
 * one of these. It says that something moved; the views fetch what they show.
 */
export const liveEventSchema = z.discriminatedUnion("kind", [
  // `moved`: something did within the last half minute, and what the page shows may be older.
  z.strictObject({ kind: z.literal("hello"), moved: z.boolean() }),
  z.strictObject({ kind: z.literal("run"), running: z.boolean() }),
  z.strictObject({ kind: z.literal("item"), itemId: z.string() }),
  z.strictObject({ kind: z.literal("status") }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
