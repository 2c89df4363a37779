import { z } from "zod";
import { sideSchema } from "../account.ts";

/** Every kind of line, as they are stored. */
export const logKinds = [
  ...(["created", "updated", "deleted", "linked", "unlinked", "conflict", "answered"] as const),
  ...(["failed", "recovered", "undone", "not-undone", "invited", "not-invited"] as const),
  ...(["still-invited", "cancelled", "not-cancelled", "run", "state"] as const),
] as const;

export const logOutcomeSchema = z.enum(["done", "conflict", "failed"]);

const logLineSchema = z.strictObject({
  /** Unique in its mailbox. */
  id: z.string(),
  at: z.string(),
  tenantId: z.string(),
  mailboxId: z.string(),
  name: z.string(),
  address: z.string(),
  /** What is synchronized by it. */
  resource: z.string(),
  kind: z.enum(logKinds),
  /** The side written to. */
  side: sideSchema.nullable(),
  origin: z.enum(["microsoft", "erp", "person", "engine"]),
  outcome: logOutcomeSchema,
  /** Stable, where there is one: of a failure, or of a state. */
  code: z.string().nullable(),
  /** Empty where its item is private, or what people write is not for the reader. */
  subject: z.string(),
  /** The fields that it changed, never their values. */
  fields: z.array(z.string()),
  because: z.string(),
  linkId: z.string().nullable(),
  runId: z.string().nullable(),
  /** Ids of the requests that it may have been done for; none: it was done by itself. */
  requests: z.array(z.string()),
});
export type LogLineView = z.infer<typeof logLineSchema>;

const instant = z.iso.datetime({
  message: "This must be a time in UTC, like 2026-11-28T16:00:00Z.",
});

/** What is looked for; the same for a page, for what comes and for a file. */
const asked = {
  /** Part of a name or an address, or an id. */
  person: z.string().max(200).default(""),
  tenantId: z.string().max(100).optional(),
  kind: z.enum(logKinds).optional(),
  side: sideSchema.optional(),
  outcome: logOutcomeSchema.optional(),
  code: z.string().max(60).optional(),
  resource: z.enum(["appointment"]).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** The id of a request, as a failure tells it and people quote it. */
  request: z.string().max(100).optional(),
  /** Part of what a line tells: a subject the reader may know, a reason, an id of an item or a run. */
  text: z.string().max(200).default(""),
};
export const logFilterSchema = z.strictObject(asked);
export type LogQuery = z.output<typeof logFilterSchema>;

/** A request that was not answered as it was meant to be. */
const failedRequestSchema = z.strictObject({
  id: z.string(),
  at: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number().int(),
  /** Of the problem that was answered. */
  code: z.string(),
  /** Name of who asked; `null`: he did not prove it. */
  by: z.string().nullable(),
});
export type FailedRequestView = z.infer<typeof failedRequestSchema>;

const limit = z.coerce.number().int().min(1).max(200).default(50);

export const logPageSchema = z.strictObject({
  entries: z.array(logLineSchema),
  /** To be given as `before` for what lies behind; `null`: nothing does. */
  next: z.string().nullable(),
  /** To be given as `after` for what comes from now on. */
  tail: z.string(),
  /** `whole`: as far back as the logs reach. `recent`: of so many people the newest lines alone. */
  depth: z.enum(["whole", "recent"]),
  /** How far back was looked; `null`: to the beginning. */
  lookedTo: z.string().nullable(),
  tenants: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** The request that is asked about, where it failed since the server started and not long ago. */
  request: failedRequestSchema.nullable(),
});
export type LogPageView = z.infer<typeof logPageSchema>;

export const logPageQuerySchema = z.strictObject({
  ...asked,
  limit,
  before: z.string().max(6000).optional(),
});
export type LogPageQuery = z.output<typeof logPageQuerySchema>;

export const logTailQuerySchema = z.strictObject({ ...asked, after: z.string().min(1).max(200) });
export type LogTailQuery = z.output<typeof logTailQuerySchema>;

export const logTailSchema = z.strictObject({
  entries: z.array(logLineSchema),
  tail: z.string(),
  /** Too much came, or the server started anew: ask for the newest page again. */
  missed: z.boolean(),
});
export type LogTailView = z.infer<typeof logTailSchema>;

export const logRoutes = {
  serviceLog: {
    method: "GET",
    path: "/api/service/log",
    summary: "The lines of everybody's log, newest first, as far as the reader may look",
    access: "auditor",
    query: logPageQuerySchema,
    response: logPageSchema,
  },
  logTail: {
    method: "GET",
    path: "/api/service/log/tail",
    summary: "The lines that came since",
    access: "auditor",
    query: logTailQuerySchema,
    response: logTailSchema,
  },
  logCsv: {
    method: "GET",
    path: "/api/service/log/csv",
    summary: "All such lines as a table",
    access: "auditor",
    streams: "text/csv",
    query: logFilterSchema,
    response: z.string(),
  },
} as const;
