import { z } from "zod";

/** What `doctor` looks at. */
export const checks = [
  "server",
  "configuration",
  "store",
  "disk",
  "keys",
  "clock",
  "sign-in",
  "credential",
  "graph",
  "public-address",
  "notifications",
  "erp",
  "mail",
  "mailboxes",
] as const;

/** Who has to act. `erp`: whoever administers the ERP; `nobody`: it passes by itself. */
export const fixedBySchema = z.enum(["person", "administrator", "operator", "erp", "nobody"]);
export type FixedBy = z.infer<typeof fixedBySchema>;

/** What mends what was found to fail. */
export const mendingSchema = z.strictObject({
  fixedBy: fixedBySchema,
  /** What he does; `null`: what is said of the failure says it already. */
  remedy: z.string().nullable(),
});
export type Mending = z.infer<typeof mendingSchema>;

export const findingSchema = z.strictObject({
  check: z.enum(checks),
  state: z.enum(["ok", "warning", "failed"]),
  /** What was found, in a sentence. */
  says: z.string(),
  /** `null` where all is well. */
  fixedBy: fixedBySchema.nullable(),
  /** What he does. */
  remedy: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const doctorSchema = z.strictObject({ findings: z.array(findingSchema) });
