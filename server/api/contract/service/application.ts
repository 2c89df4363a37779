import { z } from "zod";

/** What is wrong with an application as it was entered; the same list as the proof's (a test holds them together). */
export const applicationMistakeSchema = z.enum([
  "client-id-shape",
  "tenant-id-shape",
  "secret-is-id",
  "certificate-unreadable",
  "key-unreadable",
  "key-of-another",
  "certificate-ended",
  "client-unknown",
  "tenant-missing",
  "not-in-directory",
  "secret-wrong",
  "secret-ended",
  "certificate-not-uploaded",
  "public-client",
  "blocked",
  "unreachable",
  "refused",
]);
export type ApplicationMistakeCode = z.infer<typeof applicationMistakeSchema>;

export const audienceSchema = z.enum(["one", "any"]);
export type AudienceView = z.infer<typeof audienceSchema>;

const fileSchema = z.strictObject({ name: z.string(), text: z.string() });

const applicationSchema = z.strictObject({
  /** `null`: none is entered, and nobody can sign in. */
  application: z
    .strictObject({
      clientId: z.string(),
      /** The directory that it is registered in; `null`: the configuration does not say. */
      tenantId: z.string().nullable(),
      /** Whose people may sign in by it: that directory's, or any's; `null`: nobody told. */
      audience: audienceSchema.nullable(),
      /** `null`: it cannot be opened any more and must be entered anew. */
      credential: z.enum(["secret", "certificate"]).nullable(),
      /** When that ends (ISO 8601 UTC); `null`: nobody told. */
      expires: z.string().nullable(),
      /** Named by the server's configuration, and to be changed there only. */
      fixed: z.boolean(),
    })
    .nullable(),
  /** The one of Microsoft's clouds that this server belongs to, as its configuration says. */
  cloud: z.strictObject({
    /** The sign-in service. */
    authority: z.string(),
    graph: z.string(),
    /** Where an application is registered there. */
    pages: z.string(),
    /** What the Azure command line calls it. */
    azureName: z.string(),
  }),
  /** What the registration must hold, as it is typed into Entra's pages. */
  registration: z.strictObject({
    name: z.string(),
    /** Where sign-in returns to, of the platform "Single-page application". */
    redirectUris: z.array(z.string()),
    /** The scope of our API, below the identifier that Entra proposes. */
    scope: z.string(),
    /** Delegated permissions of Microsoft Graph. */
    permissions: z.array(z.string()),
    appRoles: z.array(z.string()),
    /** Makes a certificate to upload, and its key, in a shell with OpenSSL. */
    certificateCommand: z.string(),
  }),
  /** The same, by whose people it is for, as a file and a script for the Azure command line. */
  files: z.strictObject({ one: z.array(fileSchema), any: z.array(fileSchema) }),
});
export type ApplicationView = z.infer<typeof applicationSchema>;

const credentialSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("secret"),
    secret: z.string().trim().min(1, "Enter the secret's value.").max(500),
    /** The day on which it ends, as 2027-05-31; left out: nobody is warned before. */
    expires: z.iso.date().optional(),
  }),
  z.strictObject({
    kind: z.literal("certificate"),
    certificate: z.string().trim().min(1, "Enter the certificate.").max(20_000),
    key: z.string().trim().min(1, "Enter the certificate's key.").max(20_000),
  }),
]);

const enteredSchema = z.strictObject({
  clientId: z.string().trim().min(1, "Enter the application's id.").max(100),
  tenantId: z.string().trim().min(1, "Enter the directory's id.").max(100),
  /** Left out: as it is known. */
  audience: audienceSchema.optional(),
  credential: credentialSchema,
});
export type EnteredApplicationBody = z.input<typeof enteredSchema>;

const savedSchema = z.strictObject({
  /** Entra gave a token by it, and it is kept; otherwise nothing was kept. */
  proved: z.boolean(),
  problem: z
    .strictObject({
      mistake: applicationMistakeSchema,
      field: z.enum(["clientId", "tenantId", "secret", "certificate", "key"]).nullable(),
      /** Entra's number, for whoever searches for it. */
      aadsts: z.number().int().nullable(),
    })
    .nullable(),
});
export type SavedApplication = z.infer<typeof savedSchema>;

/** Before anybody can sign in: for whoever shows the console's token. */
export const firstRoutes = {
  firstApplication: {
    method: "GET",
    path: "/api/first/application",
    summary:
      "What the application's registration in Entra must hold, for who holds the console's token",
    access: "console",
    response: applicationSchema,
  },
  enterApplication: {
    method: "POST",
    path: "/api/first/application",
    summary: "Enter the application's registration, proved by a token before it is kept",
    access: "console",
    body: enteredSchema,
    response: savedSchema,
  },
} as const;

export const applicationRoutes = {
  application: {
    method: "GET",
    path: "/api/service/application",
    summary: "The application's registration in Entra",
    access: "auditor",
    reach: "installation",
    response: applicationSchema,
  },
  saveApplication: {
    method: "PUT",
    path: "/api/service/application",
    summary:
      "Enter another secret, certificate or registration, proved by a token before it is kept",
    access: "administrator",
    reach: "installation",
    body: enteredSchema,
    response: savedSchema,
  },
} as const;
