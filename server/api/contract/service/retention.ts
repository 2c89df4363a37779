import { z } from "zod";

const days = (min: number, max: number) =>
  z
    .number()
    .int("This must be whole days.")
    .min(min, `This must be ${min} days or more.`)
    .max(max, `This must be ${max} days or less.`);

const limits = {
  logDays: days(7, 3650),
  undoDays: days(1, 30),
  quarantineDays: days(7, 3650),
  invitationDays: days(7, 3650),
};

/** In days; `null`: as long as there is room. */
export const retentionSchema = z.strictObject({
  logDays: limits.logDays.nullable(),
  undoDays: limits.undoDays,
  quarantineDays: limits.quarantineDays.nullable(),
  invitationDays: limits.invitationDays.nullable(),
});
export type RetentionView = z.infer<typeof retentionSchema>;

/** What one level says; what is left out is as the level above has it. */
const saidSchema = z.strictObject({
  logDays: limits.logDays.optional(),
  undoDays: limits.undoDays.optional(),
  quarantineDays: limits.quarantineDays.optional(),
  invitationDays: limits.invitationDays.optional(),
});
export type SaidRetentionView = z.infer<typeof saidSchema>;

const sweptSchema = z.strictObject({
  lines: z.number().int(),
  undos: z.number().int(),
  setAside: z.number().int(),
  invitations: z.number().int(),
});

const levelSchema = z.strictObject({
  /** `null`: everybody here. */
  tenantId: z.string().nullable(),
  name: z.string(),
  said: saidSchema,
  /** Changes with what is said: to be given back with the next change. */
  revision: z.string(),
  /** What holds, with what is said above. */
  holds: retentionSchema,
  /** For how many days the outbox keeps what became of a mail, decided under Mail; `null`: each company its own. */
  mailDays: z.number().int().nullable(),
  /** What was forgotten until now; `null`: nobody looked yet. */
  swept: sweptSchema.extend({ since: z.string(), last: z.string() }).nullable(),
  /** Whether the reader may change it. */
  isOwn: z.boolean(),
});
export type RetentionLevel = z.infer<typeof levelSchema>;

const levelsSchema = z.strictObject({ levels: z.array(levelSchema) });

const bodySchema = z.strictObject({ tenantId: z.string().max(100).nullable(), said: saidSchema });

export const retentionRoutes = {
  retention: {
    method: "GET",
    path: "/api/service/retention",
    summary: "How long things are kept that nothing needs any more, and what was forgotten",
    access: "auditor",
    response: levelsSchema,
  },
  saveRetention: {
    method: "PUT",
    path: "/api/service/retention",
    summary: "Decide how long; the shortest of what the levels say holds",
    access: "administrator",
    body: bodySchema.extend({ revision: z.string().max(200) }),
    response: levelsSchema,
  },
  tryRetention: {
    method: "POST",
    path: "/api/service/retention/trial",
    summary: "What would be forgotten if it were decided so; nothing is",
    access: "administrator",
    body: bodySchema,
    response: sweptSchema.extend({
      /** It was counted in so many of those whom it concerns. */
      looked: z.number().int(),
      mailboxes: z.number().int(),
    }),
  },
} as const;
