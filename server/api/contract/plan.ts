import { z } from "zod";
import { profileSchema, setupRequestSchema, sideSchema } from "./account.ts";

/** What a run would do with one item, or why it would not. */
export const planKindSchema = z.enum([
  "create",
  "update",
  "delete",
  /** Two items that both sides have already are recognised as one; neither is written. */
  "link",
  /** The two are no longer kept the same; what is there stays. */
  "unlink",
  /** Both sides changed a field, and its person is asked. */
  "conflict",
  /** Several look alike on both sides, or a series was cut: a person tells which belong together. */
  "doubt",
  /** The brake holds it until an administrator agrees. */
  "held",
  /** Set aside with its reason; the others proceed. */
  "refused",
]);
export type PlanKind = z.infer<typeof planKindSchema>;

const shownSchema = z.string().nullable();

export const twinSchema = z.strictObject({
  side: sideSchema,
  id: z.string(),
  subject: z.string(),
  when: shownSchema,
  place: shownSchema,
  /** Nothing of it is told. */
  private: z.boolean(),
  /** Opens it in its own system. */
  webUrl: z.string().nullable(),
});
export type TwinView = z.infer<typeof twinSchema>;

export const planEntrySchema = z.strictObject({
  kind: planKindSchema,
  /** The side written to; of what is set aside, where it stands; `null`: nothing is written. */
  side: sideSchema.nullable(),
  /** The items concerned, by side; absent where there is none yet. */
  ids: z.strictObject({ microsoft: z.string().optional(), erp: z.string().optional() }),
  /** Empty where the item is private or was never read. */
  subject: z.string(),
  when: shownSchema,
  /** As people read them; of a body only that it changes; empty where the item is private. */
  changes: z.array(z.strictObject({ field: z.string(), from: shownSchema, to: shownSchema })),
  /** A sentence in the caller's language. */
  reason: z.string(),
  /** The rule that decided, as the engine spells it. */
  rule: z.string(),
  /** Of a doubt: all that look alike, or all that may go on with `first`. */
  twins: z.array(twinSchema),
  /** Of a doubt about a series that was cut: that series; `null`: it is about what looks alike. */
  first: twinSchema.nullable(),
});
export type PlanEntryView = z.infer<typeof planEntrySchema>;

const countSchema = z.strictObject({
  kind: planKindSchema,
  side: sideSchema.nullable(),
  count: z.number().int(),
});

/** What the next run would do, without its entries: they are asked for page by page. */
export const planSchema = z.strictObject({
  /** Our handle; the plan is kept until another is made, or room is needed. */
  id: z.string(),
  /** ISO 8601 UTC. */
  madeAt: z.string(),
  total: z.number().int(),
  counts: z.array(countSchema),
  /** Appointments in Outlook that get categories of ours or lose them; not among the entries. */
  marked: z.number().int(),
  /** Doubtful pairs with all that look alike, however many entries there are. */
  doubts: z.array(planEntrySchema),
});
export type PlanView = z.infer<typeof planSchema>;

/** What is to be tried; without Setup, what the next run does as things stand. */
export const planRequestSchema = z.strictObject({ setup: setupRequestSchema.nullable() });

export const planQuerySchema = z.strictObject({
  kind: planKindSchema.optional(),
  side: sideSchema.optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const planPageSchema = z.strictObject({
  entries: z.array(planEntrySchema),
  /** How many there are of the kind and side that was asked for. */
  total: z.number().int(),
});
export type PlanPage = z.infer<typeof planPageSchema>;

export const planCsvSchema = z.strictObject({ name: z.string(), csv: z.string() });

export const carryOutSchema = z.discriminatedUnion("kind", [
  /** It is saved and decided, and is being written. */
  z.strictObject({ kind: z.literal("done"), profile: profileSchema }),
  /** Nothing was saved and nothing was written: this is the plan by now. */
  z.strictObject({
    kind: z.literal("changed"),
    plan: planSchema,
    /** The first entries that came, and that are no longer, since it was shown. */
    appeared: z.array(planEntrySchema),
    vanished: z.array(planEntrySchema),
  }),
]);
export type CarryOutView = z.infer<typeof carryOutSchema>;

/** Which of those that look alike belong together, which have no twin, and what goes on with a series. */
export const pairDecisionsSchema = z.strictObject({
  pairs: z
    .array(z.strictObject({ microsoftId: z.string().min(1), erpId: z.string().min(1) }))
    .max(100),
  apart: z.array(z.string().min(1)).max(200),
  /** Of series that were cut, which one goes on with each; `null`: none does. */
  goesOn: z
    .array(z.strictObject({ seriesId: z.string().min(1), nextId: z.string().min(1).nullable() }))
    .max(100)
    .optional(),
});
export type PairDecisions = z.infer<typeof pairDecisionsSchema>;

export const planRoutes = {
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
} as const;
