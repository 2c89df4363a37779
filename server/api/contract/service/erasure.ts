import { z } from "zod";
import { clearedSchema, clearingSchema } from "./leaving.ts";

/** All that is held about a person, and what stays where after it was erased. */
export const holdingsSchema = z.strictObject({
  name: z.string(),
  address: z.string(),
  /** By kind, of every file and copy of his mailbox. */
  documents: z.record(z.string(), z.number().int()),
  logLines: z.number().int(),
  /** Meetings of the tenant that his mailbox claimed. */
  claims: z.number().int(),
  /** In the outbox of the tenant, to him or about him. */
  mails: z.number().int(),
  role: z.enum(["administrator", "auditor"]).nullable(),
  /** Subscriptions at Microsoft 365. */
  subscriptions: z.number().int(),
  tokens: z.boolean(),
  /** What stays: lines of the trail, items with categories of ours, items on both sides. */
  trail: z.number().int(),
  marked: z.number().int(),
  items: z.strictObject({ microsoft: z.number().int(), erp: z.number().int() }),
  /** Those of them that we made, of what stands on the other side. */
  copies: z.strictObject({ microsoft: z.number().int(), erp: z.number().int() }),
  /** Further mailboxes that he synchronizes; each is erased by itself. */
  further: z.array(z.strictObject({ mailboxId: z.string(), name: z.string() })),
});
export type HoldingsView = z.infer<typeof holdingsSchema>;

export const erasureSchema = clearingSchema.extend({
  /** His address, or the id where none is known, as whoever asks has read it. */
  confirm: z.string().min(1).max(320),
});

export const proofOfErasureSchema = z.strictObject({
  tenantId: z.string(),
  mailboxId: z.string(),
  at: z.string(),
  documents: z.number().int(),
  logLines: z.number().int(),
  claims: z.number().int(),
  mails: z.number().int(),
  subscriptions: z.number().int(),
  cleared: clearedSchema,
  /** SHA-256 of all that was removed, hexadecimal. */
  digest: z.string(),
  isGone: z.boolean(),
});
export type ProofOfErasure = z.infer<typeof proofOfErasureSchema>;

const one = "/api/service/users/:tenantId/:mailboxId";
/** As it comes: a large mailbox is never whole in memory. */
const exportSchema = z.looseObject({ product: z.string(), exportedAt: z.string() });

export const erasureRoutes = {
  holdings: {
    method: "GET",
    path: `${one}/erasure`,
    summary: "What is held about a person and what would stay after it was erased",
    access: "administrator",
    response: holdingsSchema,
  },
  eraseUser: {
    method: "POST",
    path: `${one}/erasure`,
    summary: "Erase everything that is held about a person; it cannot be taken back",
    access: "administrator",
    body: erasureSchema,
    response: proofOfErasureSchema,
  },
  exportUser: {
    method: "GET",
    path: `${one}/export`,
    summary: "All that is held about a person, as one file; what he keeps private is left out",
    access: "administrator",
    streams: true,
    response: exportSchema,
  },
  exportMine: {
    method: "GET",
    path: "/api/profile/export",
    summary: "All that is held about me, as one file",
    access: "person",
    streams: true,
    response: exportSchema,
  },
} as const;
