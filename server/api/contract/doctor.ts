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

export const findingSchema = z.strictObject({
  check: z.enum(checks),
  state: z.enum(["ok", "warning", "failed"]),
  /** What was found, in a sentence. */
  says: z.string(),
  /** Who has to act; `nobody`: it passes by itself. `null` where all is well. */
  fixedBy: z.enum(["person", "administrator", "operator", "nobody"]).nullable(),
  /** What he does. */
  remedy: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const doctorSchema = z.strictObject({ findings: z.array(findingSchema) });
