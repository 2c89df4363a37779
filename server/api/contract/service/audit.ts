import { z } from "zod";

export const auditEntrySchema = z.strictObject({
  id: z.string(),
  at: z.string(),
  /** `operator`: whoever runs the machine; `server`: nobody. */
  actor: z.strictObject({ kind: z.enum(["person", "operator", "server"]), name: z.string() }),
  /** Stable; the reader's words are chosen by it. */
  act: z.string(),
  outcome: z.enum(["done", "refused", "failed"]),
  tenantId: z.string().nullable(),
  about: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  requestId: z.string().nullable(),
});
export type AuditLine = z.infer<typeof auditEntrySchema>;

export const auditRoutes = {
  audit: {
    method: "GET",
    path: "/api/service/audit",
    summary: "The trail of administrative acts, newest first",
    access: "auditor",
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      before: z.string().max(200).optional(),
      act: z.string().max(100).optional(),
      text: z.string().max(200).default(""),
    }),
    response: z.strictObject({
      entries: z.array(auditEntrySchema),
      /** To be given as `before` for what may lie behind. */
      next: z.string().nullable(),
    }),
  },
  verifyAudit: {
    method: "POST",
    path: "/api/service/audit/verify",
    summary: "Whether a line of the trail was changed or taken out",
    access: "auditor",
    response: z.strictObject({
      lines: z.number().int(),
      brokenAt: z.strictObject({ id: z.string(), at: z.string() }).nullable(),
      /** Digest of the newest line, to be noted down elsewhere. */
      head: z.string(),
    }),
  },
} as const;
