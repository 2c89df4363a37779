import { z } from "zod";
import { mendingSchema } from "../doctor.ts";
import { audienceSchema } from "./application.ts";

const featureSchema = z.strictObject({
  feature: z.string(),
  /** Graph's delegated permissions that it needs. */
  required: z.array(z.string()),
  /** Those of them that Microsoft does not grant us for the reader. */
  missing: z.array(z.string()),
  /** Of everybody at the first sign-in, or only of whoever switches the feature on. */
  askedOf: z.enum(["everybody", "chosen"]),
});

export const tenantSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  domains: z.array(z.string()),
  /** Named by the server's configuration, and to be changed there only. */
  fixed: z.boolean(),
  /** People of it who use the product. */
  people: z.number().int(),
  /** Whether people are acted for by the application's own permissions instead of by each one's consent. */
  asApplication: z.boolean(),
  /** When its administrator's consent came back here last, and with whom; `null`: not through us. */
  consent: z
    .strictObject({
      ...{ at: z.string(), by: z.string() },
      /** Whether a person's token has held since then what the registration lists. */
      proved: z.boolean(),
    })
    .nullable(),
});
export type TenantView = z.infer<typeof tenantSchema>;

const tenantsSchema = z.strictObject({
  tenants: z.array(tenantSchema),
  clientId: z.string(),
  /** Whose people may sign in by the registration: one company's, or any's; `null`: nobody told. */
  audience: audienceSchema.nullable(),
  features: z.array(featureSchema),
});
export type TenantsView = z.infer<typeof tenantsSchema>;

const idParameter = "/api/service/tenants/:tenantId";
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "This must be a mail domain such as contoso.com.");

export const proofSchema = z.strictObject({
  /** A token could be acquired that shows what was asked. */
  proved: z.boolean(),
  /** Why not; `null`: it is proved, or nobody can tell yet. */
  problem: z.string().nullable(),
  /** Who mends the problem and how. */
  mending: mendingSchema.nullable(),
});

export const consentProofSchema = proofSchema.extend({
  /** That somebody agreed is kept: proved at once, or by the first of the company who signs in. */
  recorded: z.boolean(),
});

export const tenantRoutes = {
  tenants: {
    method: "GET",
    path: "/api/service/tenants",
    summary: "The companies that are let in, and the permissions there are",
    access: "auditor",
    response: tenantsSchema,
  },
  saveTenant: {
    method: "PUT",
    path: idParameter,
    summary: "Let a company in, or change its name and mail domains",
    access: "administrator",
    reach: "installation",
    body: z.strictObject({
      /** It is one more, which is not let in yet. */
      isNew: z.boolean(),
      name: z.string().trim().min(1, "Enter a name.").max(200),
      domains: z.array(domain).max(50),
    }),
    response: tenantsSchema,
  },
  removeTenant: {
    method: "POST",
    path: `${idParameter}/remove`,
    summary: "Shut a company out; nobody of it may use the product then",
    access: "administrator",
    reach: "installation",
    response: tenantsSchema,
  },
  consentLink: {
    method: "POST",
    path: `${idParameter}/consent`,
    summary: "Where an administrator of the company agrees for everybody in it",
    access: "administrator",
    response: z.strictObject({ url: z.string() }),
  },
  checkTenant: {
    method: "POST",
    path: `${idParameter}/check`,
    summary: "Whether the application is in the company's directory and proves itself there",
    access: "administrator",
    response: proofSchema,
  },
  consented: {
    method: "POST",
    path: "/api/service/consent",
    summary: "What Microsoft's consent page answered, proved by acquiring a token of a person",
    // Whoever was sent the link needs no role here, and may tell it of his own company.
    access: "identity",
    body: z.strictObject({
      state: z.string().min(1).max(4000),
      /** As the page said; it proves nothing. */
      error: z.string().max(4000).optional(),
    }),
    response: consentProofSchema,
  },
} as const;
