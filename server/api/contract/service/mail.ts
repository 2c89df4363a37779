import { z } from "zod";

const address = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, "This must be a mail address such as sync@contoso.com.");
/** A name or an address, no URL: letters of any script, since names may be written so. */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[\p{L}\p{N}.:-]*$/u, "This must be the name of a server, without https:// and port.");
/** One line: a header must not grow by it. */
const line = z
  .string()
  .trim()
  .max(100)
  .regex(/^[^\p{Cc}]*$/u, "This must be one line.");

const transportSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("graph"),
    /** `person`: as the administrator who saves it. */
    as: z.enum(["application", "person"]),
  }),
  z.strictObject({
    kind: z.literal("smtp"),
    host,
    port: z.int().min(1).max(65_535),
    security: z.enum(["starttls", "tls", "none"]),
    signIn: z.enum(["none", "password", "oauth"]),
    user: line,
  }),
]);

export const mailSettingsSchema = z.strictObject({
  transport: transportSchema,
  sender: z.union([z.literal(""), address]),
  senderName: line,
  footer: z.string().max(1_000),
  historyDays: z.int().min(1).max(365),
  alertsTo: z.array(address).max(20),
  language: z.enum(["en", "de"]),
  erpDownMinutes: z.int().min(5).max(1_440),
});
export type MailSettingsView = z.infer<typeof mailSettingsSchema>;

/** `null`: the tenant itself; else a company of its ERP. */
const level = z.string().min(1).max(200).nullable();
const password = z.string().min(1).max(1_000);

/** An empty tenant is the asker's own. */
const ofTenant = { tenantId: z.guid().optional() };
/** Everybody here stands above the tenants: whoever administers the installation decides it. */
const ofLevel = { tenantId: z.union([z.guid(), z.literal("everybody")]).optional() };

const setupSchema = z.strictObject({
  /** `null`: everybody here. */
  tenantId: z.string().nullable(),
  /** Tenants that the reader may look at. */
  tenants: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Whether he may look at what is decided for everybody here. */
  looksAtAll: z.boolean(),
  /** What holds where this level decides nothing, and which level above says so. */
  above: mailSettingsSchema,
  aboveIs: z.enum(["nothing", "operator", "installation", "tenant"]),
  /** `null`: this level uses the setting above. */
  own: mailSettingsSchema.nullable(),
  /** A password is kept; it is never shown. */
  hasPassword: z.boolean(),
  /** Changes with every change of this level: to be given back with the next one. */
  revision: z.string(),
  /** Companies that can decide for themselves, and whether they do. */
  companies: z.array(z.strictObject({ id: z.string(), name: z.string(), decides: z.boolean() })),
  /** Of the application's registration, for the commands that let it into a mailbox of Exchange. */
  clientId: z.string(),
  /** Where a test mail goes to. */
  testTo: z.string(),
});
export type MailSetup = z.infer<typeof setupSchema>;

const problemSchema = z.strictObject({
  /** Stable; the reader's words are chosen by it. */
  code: z.string(),
  /** The setting that is most likely wrong. */
  field: z.string().nullable(),
  /** What the other side said. */
  reason: z.string(),
});
export type MailProblemView = z.infer<typeof problemSchema>;

const mailSchema = z.strictObject({
  id: z.string(),
  to: z.string(),
  /** What it tells, in the reader's language. */
  subject: z.string(),
  state: z.enum(["waiting", "sending", "sent", "failed", "discarded"]),
  madeAt: z.string(),
  changedAt: z.string(),
  nextTryAt: z.string(),
  attempts: z.number().int(),
  uncertain: z.boolean(),
  problem: problemSchema.nullable(),
});
export type OutboxMail = z.infer<typeof mailSchema>;

const outboxSchema = z.strictObject({
  mails: z.array(mailSchema),
  total: z.number().int(),
});

const mailId = z.string().min(1).max(100);

const outboxQuery = z.strictObject({
  ...ofTenant,
  state: z.enum(["all", "open", "sent"]).default("all"),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Only who lets his own mailbox send is asked for that. */
function needsMail({ settings }: { readonly settings: MailSettingsView | null }): "mail" | null {
  const transport = settings?.transport;
  return transport?.kind === "graph" && transport.as === "person" ? "mail" : null;
}

export const mailRoutes = {
  mailSetup: {
    method: "GET",
    path: "/api/service/mail",
    summary: "How mail is sent, for everybody here, a tenant or a company of its ERP",
    access: "auditor",
    query: z.strictObject({ ...ofLevel, companyId: z.string().min(1).max(200).optional() }),
    response: setupSchema,
  },
  saveMail: {
    method: "PUT",
    path: "/api/service/mail",
    summary: "Decide how mail is sent, or use the setting above",
    access: "administrator",
    needs: needsMail,
    body: z.strictObject({
      ...ofLevel,
      companyId: level,
      settings: mailSettingsSchema.nullable(),
      /** Left out: the one that is kept stays, where it was meant for this user and server. */
      password: password.optional(),
      revision: z.string().max(200),
    }),
    response: setupSchema,
  },
  testMail: {
    method: "POST",
    path: "/api/service/mail/test",
    summary: "Send a mail to myself by settings that need not be saved",
    access: "administrator",
    needs: needsMail,
    body: z.strictObject({
      ...ofLevel,
      companyId: level,
      /** `null`: by what holds. */
      settings: mailSettingsSchema.nullable(),
      password: password.optional(),
    }),
    response: z.strictObject({ to: z.string(), problem: problemSchema.nullable() }),
  },
  outbox: {
    method: "GET",
    path: "/api/service/mail/outbox",
    summary: "Mails that are to be sent and that were sent, newest first",
    access: "auditor",
    query: outboxQuery,
    response: outboxSchema,
  },
  retryMail: {
    method: "POST",
    path: "/api/service/mail/outbox/retry",
    summary: "Try a mail again now",
    access: "administrator",
    body: z.strictObject({ ...ofTenant, mailId }),
    response: mailSchema,
  },
  discardMail: {
    method: "POST",
    path: "/api/service/mail/outbox/discard",
    summary: "Do not send a mail any more",
    access: "administrator",
    body: z.strictObject({
      ...ofTenant,
      mailId,
      reason: z.string().trim().min(1, "Say why.").max(300),
    }),
    response: mailSchema,
  },
} as const;
