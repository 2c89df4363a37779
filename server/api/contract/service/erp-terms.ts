import { z } from "zod";

const reason = z.string().trim().max(200).default("");
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "This must be a time like 22:00.");
const zone = z.string().max(100).refine(isZone, "This must be a time zone like Europe/Berlin.");

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const windowSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("weekly"),
      /** On which it begins, 1 Monday to 7 Sunday. */
      days: z.array(z.number().int().min(1).max(7)).min(1, "Choose a day.").max(7),
      from: clock,
      /** Not after `from`: on the day after. */
      to: clock,
      zone,
      reason,
    })
    .refine(({ from, to }) => from !== to, {
      path: ["to"],
      message: "This must differ from its start.",
    }),
  z
    .strictObject({
      kind: z.literal("once"),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      reason,
    })
    .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
      path: ["to"],
      message: "This must be after its start.",
    }),
]);
export type WindowView = z.infer<typeof windowSchema>;

const most = (max: number) =>
  z.number().int().min(1, "This must be 1 or more.").max(max).optional();

/** What is left out is not limited. */
const limitsSchema = z.strictObject({
  atOnce: most(100),
  perMinute: most(100_000),
  perDay: most(100_000_000),
});

const pauseSchema = z.strictObject({
  kind: z.enum(["maintenance", "quota"]),
  /** ISO 8601 UTC. */
  until: z.string(),
  /** What people are told; may be empty. */
  reason: z.string(),
});

const termsSchema = z.strictObject({
  limits: limitsSchema,
  windows: z.array(windowSchema),
  /** Why nothing is sent to it now; `null`: requests go. */
  pause: pauseSchema.nullable(),
  /** Changes with every change: to be given back with the next one. */
  revision: z.string(),
  /** Whether the reader may change it. */
  isOwn: z.boolean(),
});
export type ErpTermsView = z.infer<typeof termsSchema>;

const path = "/api/service/connections/:connectionId/terms";

export const erpTermsRoutes = {
  erpTerms: {
    method: "GET",
    path,
    summary: "How much an ERP is asked at most, and when nothing is sent to it",
    access: "auditor",
    response: termsSchema,
  },
  saveErpTerms: {
    method: "PUT",
    path,
    summary: "Limit the requests to an ERP, and name the times of its maintenance",
    access: "administrator",
    body: z.strictObject({
      limits: limitsSchema,
      windows: z.array(windowSchema).max(50),
      revision: z.string().max(200),
    }),
    response: termsSchema,
  },
} as const;
