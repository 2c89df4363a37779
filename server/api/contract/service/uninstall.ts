import { z } from "zod";
import {
  clearingSchema,
  companySchema,
  leftCompanySchema,
  leftRestSchema,
  waitSchema,
} from "./leaving.ts";

const count = z.number().int();

/** How far the end of the whole installation is. */
export const uninstallSchema = z.strictObject({
  /** Of the installation: what has to be typed to end it. */
  name: z.string(),
  /** `in`: nobody began it. */
  state: z.enum(["in", "running", "stopped", "done"]),
  at: z.string().nullable(),
  /** Who began it; `null`: whoever runs the server, or nobody. */
  by: z.string().nullable(),
  endedAt: z.string().nullable(),
  choices: clearingSchema.nullable(),
  /** Of what is no company's. */
  wait: waitSchema,
  companies: z.array(companySchema),
});
export type UninstallView = z.infer<typeof uninstallSchema>;

/** What would go and what would stay, of everybody. */
export const uninstallPreviewSchema = z.strictObject({
  name: z.string(),
  companies: z.array(
    z.strictObject({ name: z.string(), fixed: z.boolean(), mailboxes: count, linked: count }),
  ),
  mailboxes: count,
  /** Of them, those that cannot be looked into: they are not in what follows. */
  refused: count,
  links: count,
  /** In Outlook: items with categories of ours, and appointments that we made. */
  marks: count,
  outlookCopies: count,
  subscriptions: count,
  /** In the ERPs: activities that we made. */
  erpCopies: count,
  tokens: count,
  /** Entries of companies and of what was decided for everybody. */
  documents: count,
  connections: z.array(z.strictObject({ id: z.string(), name: z.string(), fixed: z.boolean() })),
  /** Roles that were given here; they stay. */
  roles: count,
});
export type UninstallPreview = z.infer<typeof uninstallPreviewSchema>;

export const uninstallProofSchema = z.strictObject({
  product: z.string(),
  name: z.string(),
  begunAt: z.string(),
  endedAt: z.string(),
  /** `null`: whoever runs the server. */
  begunBy: z.string().nullable(),
  choices: clearingSchema,
  companies: z.array(leftCompanySchema),
  /** What was decided for everybody, and ERPs that no company used. */
  installation: leftRestSchema,
  /** Digest of the newest line of the audit trail, which holds all of the lines before it. */
  trail: z.string(),
});
export type UninstallProof = z.infer<typeof uninstallProofSchema>;

export const beginUninstallSchema = clearingSchema.extend({
  /** The installation's name, as whoever asks has read it. */
  confirm: z.string().min(1).max(2000),
});
export const actOnUninstallSchema = z.strictObject({
  act: z.enum(["stop", "continue", "leave-behind", "take-back"]),
});

const path = "/api/service/uninstall";

export const uninstallRoutes = {
  uninstall: {
    method: "GET",
    path,
    summary: "How far the end of the whole installation is",
    access: "auditor",
    reach: "installation",
    response: uninstallSchema,
  },
  uninstallPreview: {
    method: "GET",
    path: `${path}/preview`,
    summary: "What would go and what would stay if all companies left; it looks into every mailbox",
    access: "auditor",
    reach: "installation",
    response: uninstallPreviewSchema,
  },
  beginUninstall: {
    method: "POST",
    path,
    summary: "Have all companies leave, and remove what was decided for everybody",
    access: "administrator",
    reach: "installation",
    body: beginUninstallSchema,
    response: uninstallSchema,
  },
  actOnUninstall: {
    method: "POST",
    path: `${path}/act`,
    summary: "Stop it after the mailboxes in hand, go on with it, or take it back",
    access: "administrator",
    reach: "installation",
    body: actOnUninstallSchema,
    response: uninstallSchema,
  },
  uninstallProof: {
    method: "GET",
    path: `${path}/proof`,
    summary: "What was removed of everybody, company by company and mailbox by mailbox",
    access: "auditor",
    reach: "installation",
    response: uninstallProofSchema,
  },
} as const;
