import { z } from "zod";

const holderSchema = z.strictObject({ mailboxId: z.string(), name: z.string() });

const erpUserSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Empty where the ERP tells none. */
  address: z.string(),
  /** Who else is this user, or is to be once he finishes Setup, as far as the caller may see him. */
  holders: z.array(holderSchema),
});
export type ErpUserView = z.infer<typeof erpUserSchema>;

/** Who somebody is in the ERP, how that was found, and what an administrator can do about it. */
const identitySchema = z.strictObject({
  /** Name of the ERP; `null`: none is connected for his company. */
  connection: z.string().nullable(),
  way: z.enum(["address", "hand"]),
  /** `null`: the ERP knows nobody so (any more), or did not answer. */
  user: erpUserSchema.nullable(),
  /** The id he is synchronized under; `null` before he finished Setup. */
  syncedAs: z.string().nullable(),
  /** When it was chosen by hand. */
  since: z.string().nullable(),
  /** Who his address says he is: where that is not asked, or nobody, `null`. */
  byAddress: erpUserSchema.nullable(),
  /** Whether the ERP serves nobody beyond the caller's reach: only then he may choose. */
  isOwn: z.boolean(),
  /** Whether the ERP lists its users; else an id must be typed. */
  lists: z.boolean(),
  /** Why the ERP could not be asked; `null`: it could. */
  problem: z.string().nullable(),
});
export type IdentityView = z.infer<typeof identitySchema>;

const invited = "/api/service/invitations";
/** Of whom a company invited; `tenantId` absent: the asker's own. */
const ofInvited = {
  tenantId: z.guid().optional(),
  address: z.string().trim().toLowerCase().min(3, "Name an address.").max(320),
};
const one = "/api/service/users/:tenantId/:mailboxId";
const erpUserId = z.string().trim().min(1, "Name a user of the ERP.").max(200);

const foundSchema = z.strictObject({ users: z.array(erpUserSchema), more: z.boolean() });
/** Mailboxes of others who are this user too, as it was shown: nobody else may be. */
const beside = z.array(z.string().max(320)).max(100).default([]);

export const identityRoutes = {
  identity: {
    method: "GET",
    path: `${one}/identity`,
    summary: "Who somebody is in the ERP, and how that was found",
    access: "auditor",
    response: identitySchema,
  },
  erpUsers: {
    method: "GET",
    path: `${one}/erp-users`,
    summary: "Users of somebody's ERP by a part of their name, address or id",
    access: "administrator",
    query: z.strictObject({ text: z.string().max(200).default("") }),
    response: foundSchema,
  },
  setIdentity: {
    method: "PUT",
    path: `${one}/identity`,
    summary: "Choose who somebody is in the ERP, or leave it to his mail address again",
    access: "administrator",
    body: z.strictObject({
      /** `null`: his mail address tells. */
      erpUserId: erpUserId.nullable(),
      beside,
    }),
    response: identitySchema,
  },
  invitedIdentity: {
    method: "GET",
    path: `${invited}/identity`,
    summary: "Who somebody who was invited will be in the ERP, and how that was found",
    access: "auditor",
    query: z.strictObject(ofInvited),
    response: identitySchema,
  },
  invitedErpUsers: {
    method: "GET",
    path: `${invited}/erp-users`,
    summary: "Users of the ERP of somebody who was invited, by a part of their name, address or id",
    access: "administrator",
    query: z.strictObject({ ...ofInvited, text: z.string().max(200).default("") }),
    response: foundSchema,
  },
  setInvitedIdentity: {
    method: "PUT",
    path: `${invited}/identity`,
    summary: "Choose who somebody who was invited will be in the ERP, or leave it to his address",
    access: "administrator",
    body: z.strictObject({ ...ofInvited, erpUserId: erpUserId.nullable(), beside }),
    response: identitySchema,
  },
} as const;
