import { z } from "zod";

/** Where somebody who was invited stands. */
export const invitationStates = ["waiting", "failed", "invited", "came"] as const;

const language = z.enum(["en", "de"]);
const tenantId = z.guid().optional();
const address = z.string().trim().toLowerCase().min(3, "Name an address.").max(320);
const words = z
  .string()
  .trim()
  .max(1000, "Write 1,000 characters at most.")
  // Plain text of some lines: nothing that a mail program could take for something else.
  .regex(/^[\n -~\u0080-\uFFFF]*$/, "Use plain text.");

/** Why somebody is not invited. */
export const leftOutReasons = ["not-an-address", "other-domain", "invited", "uses"] as const;
const leftOutSchema = z.strictObject({
  /** As it was pasted. */
  text: z.string(),
  why: z.enum(leftOutReasons),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

const addresseeSchema = z.strictObject({ address: z.string().max(320), name: z.string().max(200) });

const invitationsSchema = z.strictObject({
  tenantId: z.string(),
  /** Companies that the reader may choose from. */
  tenants: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Mail domains of the company: nobody else is invited. */
  domains: z.array(z.string()),
  /** Whether a way for mail is set up; without it invitations wait. */
  canSend: z.boolean(),
  /** Whether the ERP tells who is in it. */
  hasErpPeople: z.boolean(),
  counts: z.record(z.enum(invitationStates), z.number().int()),
  total: z.number().int(),
  invitations: z.array(
    addresseeSchema.extend({
      state: z.enum(invitationStates),
      /** Newest mail, and how many there were. */
      at: z.string(),
      times: z.number().int(),
      by: z.string(),
      /** Who an administrator said he will be in the ERP, by its name there; `null`: his address tells. */
      erpUser: z.string().nullable(),
      /** Why the mail was not sent, in the mail server's words. */
      problem: z.string().nullable(),
    }),
  ),
});
export type InvitationsView = z.infer<typeof invitationsSchema>;

export const invitationRoutes = {
  invitations: {
    method: "GET",
    path: "/api/service/invitations",
    summary: "Who was invited, and who has come",
    access: "auditor",
    query: z.strictObject({
      tenantId,
      state: z.enum(invitationStates).optional(),
      /** Part of an address or a name. */
      text: z.string().max(200).default(""),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: invitationsSchema,
  },
  erpPeople: {
    method: "GET",
    path: "/api/service/invitations/erp",
    summary: "People of the ERP who have an address and were neither invited nor use the product",
    access: "administrator",
    query: z.strictObject({ tenantId }),
    response: z.strictObject({ people: z.array(addresseeSchema) }),
  },
  checkInvitations: {
    method: "POST",
    path: "/api/service/invitations/check",
    summary: "Whom a pasted text names, and who of them is not to be invited",
    access: "administrator",
    body: z.strictObject({ tenantId, text: z.string().max(60_000, "Paste less at once.") }),
    response: z.strictObject({
      people: z.array(addresseeSchema),
      leftOut: z.array(leftOutSchema),
    }),
  },
  previewInvitation: {
    method: "POST",
    path: "/api/service/invitations/preview",
    summary: "The mail, as it would be sent",
    access: "administrator",
    body: z.strictObject({ tenantId, language, words }),
    response: z.strictObject({
      from: z.string(),
      subject: z.string(),
      text: z.string(),
    }),
  },
  invite: {
    method: "POST",
    path: "/api/service/invitations",
    summary: "Invite people by mail, nobody twice unless that is asked for",
    access: "administrator",
    body: z.strictObject({
      tenantId,
      people: z.array(addresseeSchema).min(1, "Name somebody.").max(500, "Invite 500 at once."),
      language,
      words,
      /** Also those who were invited already. */
      again: z.boolean(),
    }),
    response: z.strictObject({
      invited: z.number().int(),
      leftOut: z.array(leftOutSchema),
    }),
  },
  exportInvitation: {
    method: "GET",
    path: "/api/service/invitations/export",
    summary: "All that is held about somebody who was invited, as one file",
    access: "administrator",
    streams: true,
    query: z.strictObject({ tenantId, address }),
    response: z.looseObject({ product: z.string(), exportedAt: z.string() }),
  },
  eraseInvitation: {
    method: "POST",
    path: "/api/service/invitations/erase",
    summary: "Erase that somebody was invited who has not come; no older backup brings it back",
    access: "administrator",
    body: z.strictObject({ tenantId, address }),
    response: z.strictObject({
      /** Mails to him that went with it. */
      mails: z.number().int(),
    }),
  },
} as const;
