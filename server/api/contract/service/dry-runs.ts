import { z } from "zod";
import { planCsvSchema, planEntrySchema, planKindSchema } from "../plan.ts";
import { sideSchema } from "../account.ts";

/** Whose mailboxes: without any id all within reach, else those of a tenant or of a company of an ERP. */
const whoseSchema = z
  .strictObject({
    tenantId: z.string().min(1).max(100).optional(),
    connectionId: z.string().min(1).max(200).optional(),
    companyId: z.string().min(1).max(200).optional(),
  })
  .refine(
    ({ connectionId, companyId }) => (connectionId === undefined) === (companyId === undefined),
    { message: "A company is named by its connection and its id.", path: ["companyId"] },
  )
  .refine(({ tenantId, companyId }) => tenantId === undefined || companyId === undefined, {
    message: "Name a tenant or a company, one of the two.",
    path: ["tenantId"],
  });

const startSchema = z.strictObject({
  /** E.g. `calendar`. */
  job: z.string().max(100),
  whose: whoseSchema,
  /** As if both sides were listed completely, as a full refresh does. */
  anew: z.boolean(),
  /** Also people whose calendar is off, as if it were on; they are shown and never carried out. */
  alsoOff: z.boolean(),
});
export type DryRunRequest = z.input<typeof startSchema>;

const countsSchema = z.array(
  z.strictObject({ kind: planKindSchema, side: sideSchema.nullable(), count: z.number().int() }),
);

export const rowStateSchema = z.enum([
  "waiting",
  "off",
  /** Nothing would happen. */
  "quiet",
  "planned",
  "failed",
  /** It was to be carried out and was another plan by then: the one that is shown now. */
  "changed",
  "agreed",
]);
export type DryRunRowState = z.infer<typeof rowStateSchema>;

const summarySchema = z.strictObject({
  dryRunId: z.string(),
  name: z.string(),
  /** Who had it made. */
  by: z.string(),
  startedAt: z.string(),
  anew: z.boolean(),
  alsoOff: z.boolean(),
  /** `looking` and `doing` are under way. */
  phase: z.enum(["looking", "looked", "doing", "done"]),
  /** Somebody ended it before all were looked at, or carried out. */
  stopped: z.boolean(),
  mailboxes: z.number().int(),
  /** Mailboxes that were looked at, or tried to be carried out, in the phase that is shown. */
  progress: z.strictObject({ done: z.number().int(), of: z.number().int() }),
  /** Mailboxes whose plan could be carried out now. */
  toDo: z.number().int(),
  states: z.array(z.strictObject({ state: rowStateSchema, count: z.number().int() })),
  /** Over all mailboxes. */
  counts: countsSchema,
  /** Of that, what could be carried out now. */
  toDoCounts: countsSchema,
  /** Whether the reader may stop it and carry it out. */
  mayAct: z.boolean(),
  /** Equal where the same is shown: given back with what is to be carried out. */
  fingerprint: z.string(),
  /** Rules that were tried and are saved with it; `null`: everybody is tried as he is. */
  rules: z
    .strictObject({
      /** Whether all were looked at, so that they can be saved by it. */
      ready: z.boolean(),
      /** How many people have other rules since they were saved; `null`: they were not. */
      saved: z.number().int().nullable(),
      /** Why they were not, where that is nothing that changed in a mailbox. */
      problem: z.string().nullable(),
    })
    .nullable(),
});
export { summarySchema as dryRunSummarySchema };
export type DryRunSummary = z.infer<typeof summarySchema>;

const rowSchema = z.strictObject({
  tenantId: z.string(),
  mailboxId: z.string(),
  name: z.string(),
  address: z.string(),
  state: rowStateSchema,
  /** Its calendar is off: it was tried as if it were on. */
  off: z.boolean(),
  problem: z.string().nullable(),
  counts: countsSchema,
  total: z.number().int(),
  /** Appointments in Outlook that get categories of ours or lose them; not among the entries. */
  marked: z.number().int(),
  /** Whether its entries are kept; of very large dry runs the figures alone are. */
  kept: z.boolean(),
});
export type DryRunRow = z.infer<typeof rowSchema>;

const one = "/api/service/dry-runs/:dryRunId";

export const dryRunRoutes = {
  dryRuns: {
    method: "GET",
    path: "/api/service/dry-runs",
    summary: "The dry runs of many mailboxes that are kept, newest first",
    access: "auditor",
    response: z.strictObject({
      dryRuns: z.array(summarySchema),
      tenants: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    }),
  },
  startDryRun: {
    method: "POST",
    path: "/api/service/dry-runs",
    summary:
      "Look at what the next runs of many mailboxes would do, one after the other; nothing is written",
    access: "administrator",
    body: startSchema,
    response: summarySchema,
  },
  dryRun: {
    method: "GET",
    path: one,
    summary: "How far a dry run is, what it comes to, and a page of its mailboxes",
    access: "auditor",
    query: z.strictObject({
      /** Part of a name or an address, in any case. */
      text: z.string().max(200).default(""),
      state: rowStateSchema.optional(),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.strictObject({
      summary: summarySchema,
      matching: z.number().int(),
      rows: z.array(rowSchema),
    }),
  },
  dryRunPlan: {
    method: "GET",
    path: `${one}/mailboxes/:tenantId/:mailboxId`,
    summary: "What the run of one of its mailboxes would do, item by item",
    access: "auditor",
    query: z.strictObject({
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.strictObject({
      row: rowSchema,
      entries: z.array(planEntrySchema),
      /** The first entries that came and that went since it was first shown; `null`: it did not change, or nobody can tell. */
      since: z
        .strictObject({ appeared: z.array(planEntrySchema), vanished: z.array(planEntrySchema) })
        .nullable(),
    }),
  },
  dryRunCsv: {
    method: "GET",
    path: `${one}/csv`,
    summary: "All of it as a table",
    access: "auditor",
    streams: true,
    response: planCsvSchema,
  },
  actOnDryRun: {
    method: "POST",
    path: `${one}/act`,
    summary:
      "Stop a dry run, or have the plan of each of its mailboxes carried out; of rules that were tried: save them, if everybody's plan still is what was shown",
    access: "administrator",
    body: z.discriminatedUnion("act", [
      z.strictObject({ act: z.literal("stop") }),
      z.strictObject({
        act: z.literal("carry-out"),
        /** Of what the caller was shown: where something else is shown by now nothing is done. */
        fingerprint: z.string().max(200),
      }),
    ]),
    response: summarySchema,
  },
} as const;
