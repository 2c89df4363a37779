import { z } from "zod";
import { sideSchema } from "./account.ts";
import { historyEntrySchema } from "./items.ts";

/** What one side held when it was last looked at. */
const sightSchema = z.strictObject({
  id: z.string().nullable(),
  seen: z.enum(["there", "gone", "never"]),
  version: z.string().nullable(),
  modifiedAt: z.string().nullable(),
  /** As that side names people; `null` where it does not tell. */
  modifiedBy: z.string().nullable(),
});

/** Why an item that is not linked was not taken up, as `server/engine/run/gate.ts` tells them apart. */
export const whyNotSchema = z.enum([
  ...(["series", "day", "calendar", "guest", "private", "window"] as const),
  ...(["off", "in-doubt", "chosen", "category", "closed", "due"] as const),
]);
export type WhyNot = z.infer<typeof whyNotSchema>;

export const explainedItemSchema = z.strictObject({
  /** `null`: nobody linked it, and `whyNot` tells why. */
  linkId: z.string().nullable(),
  whyNot: whyNotSchema.nullable(),
  /** Empty where the item is private. */
  subject: z.string(),
  private: z.boolean(),
  /** Switched on by its person, let in by a gate, or switched off; `null`: it is not linked. */
  choice: z.enum(["on", "gate", "off"]).nullable(),
  syncedAt: z.string().nullable(),
  microsoft: sightSchema,
  erp: sightSchema,
  /** Field by field, as people read it; empty where the item is private. */
  fields: z.array(
    z.strictObject({
      field: z.string(),
      microsoft: z.string().nullable(),
      erp: z.string().nullable(),
      /** What each side held when both last agreed, as that side spells it. */
      agreed: z.strictObject({ microsoft: z.string().nullable(), erp: z.string().nullable() }),
      /** Sides whose value is another one than was agreed on. */
      changedSince: z.array(sideSchema),
    }),
  ),
  /** Writes whose outcome is not known yet. `mark`: the key or stamp by which they are found again. */
  underWay: z.array(
    z.strictObject({
      kind: z.enum(["create", "update", "delete"]),
      side: sideSchema,
      mark: z.string(),
    }),
  ),
  /** The next run decides about it again. */
  dirty: z.boolean(),
  /** Fields in conflict that wait for the person. */
  waiting: z.array(z.string()),
  parked: z
    .strictObject({ code: z.string(), reason: z.string(), nextTryAt: z.string().nullable() })
    .nullable(),
  /** Oldest first. */
  log: z.array(historyEntrySchema.extend({ runId: z.string().nullable() })),
});
export type ExplainedItem = z.infer<typeof explainedItemSchema>;
