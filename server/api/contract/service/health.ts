import { z } from "zod";
import { doctorSchema, fixedBySchema } from "../doctor.ts";

/** What is looked at, in the order in which it is listed among equals. */
export const healthPartSchema = z.enum([
  ...(["microsoft", "sign-in", "erp", "credential", "consent", "brake", "push"] as const),
  ...(["queue", "aside", "endpoint", "mailboxes", "outbox", "alerts"] as const),
]);

export const healthFindingSchema = z.strictObject({
  part: healthPartSchema,
  /** Of which ERP, company or person; empty: of all. */
  name: z.string(),
  state: z.enum(["ok", "warning", "failed"]),
  /** Stable within its part; the reader's words are chosen by both. */
  code: z.string(),
  /** How many it concerns; `null`: it is not counted. */
  count: z.number().int().nullable(),
  /** Since when it is so, or when it ends, ISO 8601 UTC. */
  at: z.string().nullable(),
  fixedBy: fixedBySchema,
  /** The panel where something can be done about it. */
  panel: z.enum(["erps", "microsoft", "users", "queue", "mail"]).nullable(),
  /** What of that panel: the id of a company; `null`: all of it. */
  about: z.string().nullable(),
});
export type HealthFinding = z.infer<typeof healthFindingSchema>;

const counts = z.record(z.string(), z.number().int());

export const figuresStepSchema = z.strictObject({
  /** When it begins, ISO 8601 UTC. */
  from: z.string(),
  /** By the side that was written. */
  changes: z.strictObject({ erp: z.number().int(), microsoft: z.number().int() }),
  /** Half, and all but a twentieth, of the changes were visible within so many ms. */
  latency: z.strictObject({ p50: z.number(), p95: z.number() }).nullable(),
  /** By code. */
  failures: counts,
  /** By the system that asked us to slow down. */
  throttled: counts,
});
export type FiguresStepView = z.infer<typeof figuresStepSchema>;

export const spanSchema = z.enum(["hour", "day", "week"]);

export const healthRoutes = {
  health: {
    method: "GET",
    path: "/api/service/health",
    summary: "How each part is doing, what to do about it and who does it; the worst first",
    access: "auditor",
    response: z.strictObject({ findings: z.array(healthFindingSchema) }),
  },
  examine: {
    method: "GET",
    path: "/api/service/doctor",
    summary: "Ask every system and tell what must be right, what is not, and who mends it how",
    access: "auditor",
    response: doctorSchema.extend({
      /** When this was found out, ISO 8601 UTC: within the last minute. */
      lookedAt: z.string(),
    }),
  },
  figures: {
    method: "GET",
    path: "/api/service/figures",
    summary: "Changes, latency, failures and throttling in steps of time, the oldest first",
    access: "auditor",
    query: z.strictObject({ span: spanSchema.default("day") }),
    response: z.strictObject({
      stepMs: z.number().int(),
      /** Whether throttling is told of: it concerns all tenants at once. */
      ofSystems: z.boolean(),
      steps: z.array(figuresStepSchema),
    }),
  },
} as const;
