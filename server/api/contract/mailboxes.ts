import { z } from "zod";
import {
  calendarJobSchema,
  calendarRulesSchema,
  decidedSchema,
  healthSchema,
  statusSchema,
} from "./account.ts";
import { planSchema } from "./plan.ts";

/**
 * Names the mailbox that a request is about where it is not the person's own: its Entra id. Only routes
 * with `Route.mailbox` take it.
 */
export const mailboxHeader = "X-Mailbox";

/** A further mailbox that the person synchronizes: a team's, or a colleague's calendar. */
const furtherSchema = z.strictObject({
  mailboxId: z.string(),
  name: z.string(),
  address: z.string(),
  /** What is written there is never changed: the person may only read it. */
  readOnly: z.boolean(),
  outlookItems: calendarJobSchema.shape.outlookItems,
  health: healthSchema,
  /** Why, where something is wrong. */
  reason: z.string().nullable(),
  running: z.boolean(),
  lastSyncAt: z.string().nullable(),
  nextSyncAt: z.string().nullable(),
  linked: z.number().int(),
});
export type FurtherMailbox = z.infer<typeof furtherSchema>;

/** Somebody else's calendar in the person's own list. */
const offeredSchema = z.strictObject({
  calendarId: z.string(),
  name: z.string(),
  color: z.string().nullable(),
  owner: z.strictObject({ name: z.string(), address: z.string() }),
  canEdit: z.boolean(),
  /** `owner`: he synchronizes it himself; `taken`: the person named by `by` does. */
  standing: z.enum(["free", "added", "owner", "taken"]),
  by: z.string().nullable(),
});
export type OfferedCalendar = z.infer<typeof offeredSchema>;

export const mailboxesSchema = z.strictObject({
  mailboxes: z.array(furtherSchema),
  offered: z.array(offeredSchema),
});
export type Mailboxes = z.infer<typeof mailboxesSchema>;

/**
 * What a person says of a further mailbox of his; what he leaves out the levels above decide. All other
 * rules are fixed, for they guard those who share it with him.
 */
export const furtherRulesSchema = z.strictObject({
  /** `null`: as the levels above say. */
  outlookItems: calendarJobSchema.shape.outlookItems.nullable(),
  /** Nothing is written to it. */
  onlyToErp: z.boolean(),
  rules: calendarRulesSchema
    .pick({
      ...{ precedence: true, afterDeleteInOutlook: true, afterDeleteInErp: true },
      ...{ daysBack: true, daysForward: true },
    })
    .partial(),
});
export type FurtherRules = z.infer<typeof furtherRulesSchema>;

/** A further mailbox as its person sets it up, and how it is doing. */
export const furtherSetupSchema = z.strictObject({
  mailbox: furtherSchema,
  own: furtherRulesSchema,
  /** What the levels above say, by setting; `direction` among them. */
  above: z.record(z.string(), decidedSchema),
  /** Whether the ERP can keep an activity as cancelled instead of deleting it. */
  erpCancels: z.boolean(),
  /** What was read there is closed to him while his rights are lost: it is not to be asked for. */
  closed: z.boolean(),
  status: statusSchema,
});
export type FurtherSetupView = z.infer<typeof furtherSetupSchema>;

export const furtherPlanSchema = z.strictObject({
  /** What is to be tried; `null`: what the next run does as things stand. */
  rules: furtherRulesSchema.nullable(),
});

export const furtherActSchema = z.strictObject({ act: z.enum(["pause", "continue", "refresh"]) });
export type FurtherAct = z.infer<typeof furtherActSchema>["act"];

/** By its address, or a calendar of the person's own list: one of the two. */
export const addMailboxSchema = z
  .strictObject({
    address: z
      .string()
      .trim()
      .toLowerCase()
      .max(320)
      .includes("@", "This must be a mail address such as team@contoso.com.")
      .optional(),
    calendarId: z.string().min(1).max(400).optional(),
    outlookItems: calendarJobSchema.shape.outlookItems,
  })
  .refine(({ address, calendarId }) => (address === undefined) !== (calendarId === undefined), {
    path: ["address"],
    message: "Name a mail address or a calendar of your list, one of the two.",
  });
export type AddMailbox = z.input<typeof addMailboxSchema>;

export const mailboxRoutes = {
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
} as const;
