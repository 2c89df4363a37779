import { z } from "zod";

export const roleSchema = z.enum(["administrator", "auditor"]);
export const reachSchema = z.enum(["tenant", "installation"]);
const someReach = z.enum(["none", "tenant", "installation"]);

/** Entra's object ids. */
const whomSchema = z.strictObject({ tenantId: z.guid(), userId: z.guid() });

/** What a person may do here, which his mailbox has nothing to do with. */
export const meSchema = z.strictObject({
  name: z.string(),
  address: z.string(),
  tenantId: z.string(),
  userId: z.string(),
  /** How far he may change things: not at all, for the people of his tenant, or for everything here. */
  administers: someReach,
  /** How far he may look. */
  audits: someReach,
  /** Nobody administers the installation yet: the token that the console printed may be entered. */
  awaitsAdministrator: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

export const administratorSchema = whomSchema.extend({
  name: z.string(),
  address: z.string(),
  role: roleSchema,
  reach: reachSchema,
  /** Who said so; empty: he entered the console's token himself. */
  by: z.string(),
  at: z.string(),
});
export type AdministratorView = z.infer<typeof administratorSchema>;

/** A role that somebody gets when he signs in by this address for the first time. */
const promisedSchema = z.strictObject({
  ...{ tenantId: z.guid(), address: z.string(), role: roleSchema, reach: reachSchema },
  ...{ by: z.string(), at: z.string() },
  /** Who has not come by then is named once more. */
  until: z.string(),
});
export type PromisedView = z.infer<typeof promisedSchema>;

const addressSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, "This must be a mail address such as ada@contoso.com.");

const administratorsSchema = z.strictObject({
  appointed: z.array(administratorSchema),
  promised: z.array(promisedSchema),
  /** People of the reader's realm who use the product and could be appointed. */
  people: z.array(whomSchema.extend({ name: z.string(), address: z.string() })),
});
export type AdministratorsView = z.infer<typeof administratorsSchema>;

export const administratorRoutes = {
  me: {
    method: "GET",
    path: "/api/me",
    summary: "Who I am here and what I may administer",
    access: "identity",
    response: meSchema,
  },
  enterToken: {
    method: "POST",
    path: "/api/administrators/token",
    summary: "Become an administrator of the installation by the token of its console",
    access: "identity",
    body: z.strictObject({ token: z.string().trim().min(1, "Enter the token.").max(100) }),
    response: meSchema,
  },
  administrators: {
    method: "GET",
    path: "/api/service/administrators",
    summary: "Who was appointed to administer or to audit",
    access: "auditor",
    response: administratorsSchema,
  },
  appoint: {
    method: "PUT",
    path: "/api/service/administrators",
    summary: "Let somebody administer or audit, or change what he may",
    access: "administrator",
    body: whomSchema.extend({ role: roleSchema, reach: reachSchema }),
    response: administratorsSchema,
  },
  promiseRole: {
    method: "PUT",
    path: "/api/service/administrators/promised",
    summary: "Let somebody administer or audit who has not come yet, from his first sign-in on",
    access: "administrator",
    body: z.strictObject({ address: addressSchema, role: roleSchema, reach: reachSchema }),
    response: administratorsSchema,
  },
  withdrawPromise: {
    method: "POST",
    path: "/api/service/administrators/promised/withdraw",
    summary: "Take a role back that nobody has come for",
    access: "administrator",
    body: z.strictObject({ tenantId: z.guid(), address: addressSchema }),
    response: administratorsSchema,
  },
  dismiss: {
    method: "POST",
    path: "/api/service/administrators/dismiss",
    summary: "Take a role back that was given here",
    access: "administrator",
    body: whomSchema,
    response: administratorsSchema,
  },
} as const;
