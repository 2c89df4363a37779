import { z } from "zod";
import { healthSchema } from "./account.ts";

/**
 * What an operator may ask of the running server, at an address that answers on this machine only.
 * The command line is its client.
 */

/** `operator.json` in the data folder: where the door is, and the key to it. Only its owner reads it. */
export const operatorFileSchema = z.strictObject({
  format: z.literal(1),
  url: z.string(),
  token: z.string(),
  pid: z.number().int(),
});
export type OperatorFile = z.infer<typeof operatorFileSchema>;
export const operatorFileName = "operator.json";

const mailboxSchema = z.strictObject({
  tenantId: z.string(),
  mailboxId: z.string(),
  /** Empty where the store refuses the mailbox: nobody knows it then. */
  address: z.string(),
});

export const operatorStatusSchema = z.strictObject({
  version: z.string(),
  /** Whether mailboxes are synchronized; `false` where the command line opened the folder itself. */
  running: z.boolean(),
  pid: z.number().int(),
  startedAt: z.string(),
  connections: z.array(
    z.strictObject({
      id: z.string(),
      /** Whether its change feed was read the last time it was tried. */
      feedHealthy: z.boolean(),
    }),
  ),
  mailboxes: z.strictObject({
    total: z.number().int(),
    byHealth: z.partialRecord(z.union([healthSchema, z.literal("refused")]), z.number().int()),
    linked: z.number().int(),
    waiting: z.number().int(),
    quarantined: z.number().int(),
  }),
  /** The first mailboxes that somebody must look at. */
  attention: z.array(
    mailboxSchema.extend({
      health: z.union([healthSchema, z.literal("refused")]),
      reason: z.string().nullable(),
      since: z.string().nullable(),
      quarantined: z.number().int(),
    }),
  ),
});
export type OperatorStatus = z.infer<typeof operatorStatusSchema>;

export const heldMailboxSchema = mailboxSchema.extend({
  side: z.enum(["microsoft", "erp"]),
  deletions: z.number().int(),
  linked: z.number().int(),
  at: z.string(),
});
export type HeldMailbox = z.infer<typeof heldMailboxSchema>;

interface OperatorRoute {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
}

/** Routes that take and give JSON. */
export const operatorRoutes = {
  status: {
    method: "GET",
    path: "/operator/status",
    summary: "How the server and its mailboxes are doing",
    response: operatorStatusSchema,
  },
  brakes: {
    method: "GET",
    path: "/operator/brakes",
    summary: "Mailboxes whose deletions are held back until somebody agrees",
    response: z.strictObject({ held: z.array(heldMailboxSchema) }),
  },
} as const satisfies Record<string, OperatorRoute>;
export type OperatorRouteName = keyof typeof operatorRoutes;

/**
 * Asked before the key is shown: the server proves that it holds it too, so that whoever else
 * listens at that address after a crash gets neither key nor data. The only open route.
 */
export const proofPath = "/operator/proof";
export const proofRequestSchema = z.strictObject({ nonce: z.string().min(16).max(100) });
export const proofSchema = z.strictObject({ proof: z.string() });
