import { z } from "zod";

const count = z.number().int();

/** What becomes of what we left in the two systems. */
export const clearingSchema = z.strictObject({
  /** Our categories on items in Outlook. */
  marks: z.enum(["leave", "remove"]),
  /** Appointments that we made in Outlook of activities. */
  outlookCopies: z.enum(["keep", "remove"]),
  /** Activities that we made in the ERP of appointments. */
  erpCopies: z.enum(["keep", "remove"]),
});
export type ClearingView = z.infer<typeof clearingSchema>;

const tallySchema = z.strictObject({ removed: count, left: count });
export const clearedSchema = z.strictObject({
  marks: tallySchema,
  outlookCopies: tallySchema,
  erpCopies: tallySchema,
});

/** It goes on by itself then; `null`: it is at it, or waits for somebody. */
export const waitSchema = z.strictObject({ until: z.string(), reason: z.string() }).nullable();

const progressSchema = z.strictObject({
  state: z.enum(["running", "stopped", "done"]),
  at: z.string(),
  /** `null`: whoever runs the server. */
  by: z.string().nullable(),
  endedAt: z.string().nullable(),
  choices: clearingSchema,
  mailboxes: count,
  gone: count,
  cleared: clearedSchema,
  wait: waitSchema,
  /** Something nobody foresaw stopped it: the kind of the error, as the server's log tells it. */
  problem: z.strictObject({ at: z.string(), kind: z.string() }).nullable(),
  /** Those that could not be cleared, and why; the first hundred. */
  held: z.array(
    z.strictObject({
      mailboxId: z.string(),
      name: z.string(),
      code: z.string(),
      reason: z.string(),
      /** When it is tried again by itself; `null`: only somebody's act helps. */
      again: z.string().nullable(),
    }),
  ),
  /** If the company came back: how many mailboxes are still there, and go on as they did before. */
  goOn: count,
});
export type LeavingProgress = z.infer<typeof progressSchema>;

export const companySchema = z.strictObject({
  tenantId: z.string(),
  name: z.string(),
  /** Named by the server's configuration. */
  fixed: z.boolean(),
  mailboxes: count,
  /** Items that are in sync, as the mailboxes' last runs counted them. */
  linked: count,
  /** `null`: it does not leave. */
  progress: progressSchema.nullable(),
});
export type LeavingCompany = z.infer<typeof companySchema>;

const companiesSchema = z.strictObject({ companies: z.array(companySchema) });

/** Of one mailbox, what would go and what may stay. */
const stakeSchema = z.strictObject({
  mailboxId: z.string(),
  name: z.string(),
  address: z.string(),
  links: count,
  /** Items with categories of ours. */
  marks: count,
  outlookCopies: count,
  erpCopies: count,
  subscriptions: count,
  tokens: z.boolean(),
  /** Why it cannot be looked into; `null`: it can. */
  refused: z.string().nullable(),
});
export type LeavingStake = z.infer<typeof stakeSchema>;

const previewSchema = z.strictObject({
  company: companySchema,
  total: count,
  stakes: z.array(stakeSchema),
  /** Of the company itself: outbox, claims of shared meetings, settings. */
  documents: count,
  /** Roles that were given here to people of it; they stay until somebody takes them back. */
  roles: count,
  /** ERPs that no other company uses: they are left. */
  connections: z.array(z.strictObject({ id: z.string(), name: z.string(), fixed: z.boolean() })),
});

const numberIn = (min: number, max: number, usual: number) =>
  z.coerce.number().int().min(min).max(max).default(usual);

const leftConnectionSchema = z.strictObject({
  id: z.string(),
  connection: z.enum(["removed", "fixed"]),
  webhook: z.enum(["removed", "left", "none"]),
});

/** Of what is no mailbox's. */
export const leftRestSchema = z.strictObject({
  documents: count,
  digest: z.string(),
  connections: z.array(leftConnectionSchema),
});

export const leftCompanySchema = z.strictObject({
  tenantId: z.string(),
  name: z.string(),
  begunAt: z.string(),
  endedAt: z.string(),
  /** `null`: whoever runs the server. */
  begunBy: z.string().nullable(),
  choices: clearingSchema,
  mailboxes: z.array(
    z.strictObject({
      mailboxId: z.string(),
      at: z.string(),
      /** `null`: nothing was cleared in it. */
      cleared: clearedSchema.nullable(),
      documents: count,
      logLines: count,
      /** SHA-256 of what was removed, hexadecimal. */
      digest: z.string(),
      isGone: z.boolean(),
    }),
  ),
  company: leftRestSchema.omit({ connections: true }),
  connections: leftRestSchema.shape.connections,
});

const proofSchema = leftCompanySchema.extend({
  product: z.string(),
  /** Digest of the newest line of the audit trail, which holds all of the lines before it. */
  trail: z.string(),
});

const one = "/api/service/leaving/:tenantId";

export const leavingRoutes = {
  leaving: {
    method: "GET",
    path: "/api/service/leaving",
    summary: "The companies, and how far those are that leave",
    access: "auditor",
    response: companiesSchema,
  },
  leavingPreview: {
    method: "GET",
    path: one,
    summary: "What would go and what would stay if a company left, mailbox by mailbox",
    access: "auditor",
    query: z.strictObject({
      limit: numberIn(1, 100, 50),
      offset: numberIn(0, 1_000_000, 0),
    }),
    response: previewSchema,
  },
  beginLeaving: {
    method: "POST",
    path: one,
    summary: "End the syncing of a company and remove all that is kept of it, in the background",
    access: "administrator",
    body: clearingSchema.extend({
      /** Its name, as whoever asks has read it. */
      confirm: z.string().min(1).max(320),
    }),
    response: companiesSchema,
  },
  actOnLeaving: {
    method: "POST",
    path: `${one}/act`,
    summary: "Stop it after the mailbox in hand, go on with it, or let the company come back",
    access: "administrator",
    body: z.strictObject({ act: z.enum(["stop", "continue", "leave-behind", "come-back"]) }),
    response: companiesSchema,
  },
  leavingProof: {
    method: "GET",
    path: `${one}/proof`,
    summary: "What was removed of a company that left, mailbox by mailbox",
    access: "auditor",
    response: proofSchema,
  },
} as const;
