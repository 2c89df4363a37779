import { z } from "zod";

/** The steps from a server that knows nobody to people who synchronize, in their order. */
export const startSteps = [
  ...(["application", "company", "erp", "companies", "rules", "mail", "dry-run"] as const),
  "people",
] as const;

const startSchema = z.strictObject({
  steps: z.array(
    z.strictObject({
      step: z.enum(startSteps),
      /** `optional`: it works without. */
      state: z.enum(["done", "open", "optional"]),
      /** What there is, as numbers or names: how many companies, ERPs, people. */
      count: z.number().int().nullable(),
      /** What it found, such as the companies of the ERP; the first of them. */
      names: z.array(z.string()),
    }),
  ),
  /** Where people begin. */
  portal: z.string(),
});
export type StartView = z.infer<typeof startSchema>;

export const startRoutes = {
  start: {
    method: "GET",
    path: "/api/service/start",
    summary: "How far the installation is set up",
    access: "auditor",
    reach: "installation",
    response: startSchema,
  },
  startFiles: {
    method: "GET",
    path: "/api/service/start/files",
    summary: "The manifest for this server",
    access: "auditor",
    reach: "installation",
    response: z.strictObject({
      files: z.array(z.strictObject({ name: z.string(), text: z.string() })),
    }),
  },
} as const;
