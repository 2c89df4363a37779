import { z } from "zod";
import { calendarRulesSchema, healthSchema, heldSchema } from "./account.ts";
import { explainedItemSchema } from "./explain.ts";
import { doctorSchema } from "./doctor.ts";
import { resourceStateSchema } from "./operator-resources.ts";
import {
  logPageQuerySchema,
  logPageSchema,
  logTailQuerySchema,
  logTailSchema,
} from "./service/log.ts";
import { retentionSchema } from "./service/retention.ts";
import {
  actOnUninstallSchema,
  beginUninstallSchema,
  uninstallPreviewSchema,
  uninstallProofSchema,
  uninstallSchema,
} from "./service/uninstall.ts";
import { planEntrySchema, planSchema } from "./plan.ts";

/**
 * What an operator may ask of the running server, at an address that answers on this machine only.
 * The command line is its client.
 */

/** `operator.json` in the data folder: where the door is, and the key to it. Only its owner reads it. */
export const operatorFileSchema = z.strictObject({
  format: z.literal(1),
  url: z.string(),
  token: z.string(),
  pid: z.number().int(),
});
export type OperatorFile = z.infer<typeof operatorFileSchema>;
export const operatorFileName = "operator.json";

const mailboxSchema = z.strictObject({
  tenantId: z.string(),
  mailboxId: z.string(),
  /** Empty where the store refuses the mailbox: nobody knows it then. */
  address: z.string(),
});

export const operatorStatusSchema = z.strictObject({
  version: z.string(),
  /** Whether mailboxes are synchronized; `false` where the command line opened the folder itself. */
  running: z.boolean(),
  pid: z.number().int(),
  startedAt: z.string(),
  connections: z.array(
    z.strictObject({
      id: z.string(),
      /** Whether its change feed was read the last time it was tried. */
      feedHealthy: z.boolean(),
    }),
  ),
  resources: z.array(resourceStateSchema),
  mailboxes: z.strictObject({
    total: z.number().int(),
    byHealth: z.partialRecord(z.union([healthSchema, z.literal("refused")]), z.number().int()),
    linked: z.number().int(),
    waiting: z.number().int(),
    quarantined: z.number().int(),
  }),
  /** The first mailboxes that somebody must look at. */
  attention: z.array(
    mailboxSchema.extend({
      health: z.union([healthSchema, z.literal("refused")]),
      reason: z.string().nullable(),
      since: z.string().nullable(),
      quarantined: z.number().int(),
    }),
  ),
});
export type OperatorStatus = z.infer<typeof operatorStatusSchema>;

const mailboxStateSchema = z.strictObject({
  mailbox: mailboxSchema,
  health: z.union([healthSchema, z.literal("refused")]),
  reason: z.string().nullable(),
  since: z.string().nullable(),
  resources: z.array(resourceStateSchema),
  linked: z.number().int(),
  waiting: z.number().int(),
  quarantined: z.number().int(),
  /** Why changes in Outlook are not announced; `null` where they are, or where it is off. */
  pushProblem: z.string().nullable(),
});
export type MailboxState = z.infer<typeof mailboxStateSchema>;

const actedSchema = z.strictObject({ mailbox: mailboxSchema });

const rotationSchema = z.strictObject({
  /** Id of the key that seals now: the first of TOKEN_KEYS. */
  current: z.string(),
  /** Secrets that were sealed anew. */
  resealed: z.number().int(),
  /** Mailboxes, companies, ERPs and the installation, all of whose contents lie under it now. */
  contents: z.number().int(),
  /** What is not sealed with it all the same. */
  left: z.array(
    z.strictObject({
      key: z.string(),
      count: z.number().int(),
      /** Whether TOKEN_KEYS holds it: what is left then is damaged. */
      known: z.boolean(),
    }),
  ),
  /** Older keys of TOKEN_KEYS under which nothing is left. */
  mayGo: z.array(z.string()),
  /** Mailboxes and others whose files cannot be read. */
  refused: z.number().int(),
});
export type RotationAnswer = z.infer<typeof rotationSchema>;

export const heldMailboxSchema = mailboxSchema.extend(heldSchema.shape);
export type HeldMailbox = z.infer<typeof heldMailboxSchema>;

const explanationSchema = z.strictObject({
  mailbox: mailboxSchema,
  items: z.array(explainedItemSchema),
});
export type Explanation = z.infer<typeof explanationSchema>;

const listedMailboxSchema = mailboxSchema.extend({
  health: z.union([healthSchema, z.literal("refused")]),
  resources: z.array(resourceStateSchema),
});
export type ListedMailbox = z.infer<typeof listedMailboxSchema>;

const dryRunSchema = z.strictObject({
  mailbox: mailboxSchema,
  /** Its calendar is off: this is what its first run would do, were it switched on. */
  off: z.boolean(),
  /** ISO 8601 UTC. */
  madeAt: z.string(),
  counts: planSchema.shape.counts,
  entries: z.array(planEntrySchema),
  /** All of it as a table. */
  csv: z.string(),
});
export type DryRunAnswer = z.infer<typeof dryRunSchema>;

export const notificationTestSchema = z.strictObject({
  /** Where Graph is told to announce changes. */
  address: z.string(),
  answers: z.boolean(),
  /** Why not. */
  reason: z.string().nullable(),
});
export type NotificationTest = z.infer<typeof notificationTestSchema>;

interface OperatorRoute {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
}

/** By address or id. */
const mailboxName = z.string().min(1).max(320);

/** Routes that take and give JSON. */
export const operatorRoutes = {
  status: {
    method: "GET",
    path: "/operator/status",
    summary: "How the server and its mailboxes are doing",
    response: operatorStatusSchema,
  },
  brakes: {
    method: "GET",
    path: "/operator/brakes",
    summary: "Mailboxes whose deletions are held back until somebody agrees",
    response: z.strictObject({ held: z.array(heldMailboxSchema) }),
  },
  releaseBrake: {
    method: "POST",
    path: "/operator/brakes/release",
    summary: "Agree to what the brake holds in a mailbox, as it was listed",
    body: z.strictObject({
      /** By address or id. */
      mailbox: z.string().min(1).max(320),
      /** Who agrees, for the log. */
      by: z.string().min(1).max(100),
    }),
    response: z.strictObject({ released: heldMailboxSchema }),
  },
  explain: {
    method: "POST",
    path: "/operator/explain",
    summary: "What is known of an item, and all that happened to it",
    body: z.strictObject({
      /** By address or id. */
      mailbox: z.string().min(1).max(320),
      /** The link's id, the item's id on either side, or a part of its subject. */
      item: z.string().min(1).max(1024),
    }),
    response: explanationSchema,
  },
  log: {
    method: "POST",
    path: "/operator/log",
    summary: "The lines of everybody's log, newest first",
    body: logPageQuerySchema,
    response: logPageSchema,
  },
  logTail: {
    method: "POST",
    path: "/operator/log/tail",
    summary: "The lines that came since",
    body: logTailQuerySchema,
    response: logTailSchema,
  },
  mailboxes: {
    method: "GET",
    path: "/operator/mailboxes",
    summary: "Every mailbox and how it is doing",
    response: z.strictObject({ mailboxes: z.array(listedMailboxSchema) }),
  },
  dryRun: {
    method: "POST",
    path: "/operator/dry-run",
    summary: "What the next run of a mailbox would do, also by other rules; nothing is written",
    body: z.strictObject({
      /** By address or id. */
      mailbox: z.string().min(1).max(320),
      /** In place of its own. */
      rules: calendarRulesSchema.partial().default({}),
    }),
    response: dryRunSchema,
  },
  administratorToken: {
    method: "POST",
    path: "/operator/administrator",
    summary: "A token that makes whoever enters it in the portal an administrator of everything",
    response: z.strictObject({
      token: z.string(),
      /** Where it is entered. */
      url: z.string(),
    }),
  },
  mailbox: {
    method: "POST",
    path: "/operator/mailboxes/state",
    summary: "How one mailbox is doing, resource by resource",
    body: z.strictObject({ mailbox: mailboxName }),
    response: mailboxStateSchema,
  },
  pause: {
    method: "POST",
    path: "/operator/mailboxes/pause",
    summary: "Stop a mailbox after the step in hand, until somebody goes on",
    body: z.strictObject({ mailbox: mailboxName }),
    response: actedSchema,
  },
  goOn: {
    method: "POST",
    path: "/operator/mailboxes/continue",
    summary: "Go on with a paused mailbox",
    body: z.strictObject({ mailbox: mailboxName }),
    response: actedSchema,
  },
  resync: {
    method: "POST",
    path: "/operator/mailboxes/resync",
    summary: "Have the next run of a mailbox list one side, or both, completely",
    body: z.strictObject({
      mailbox: mailboxName,
      side: z.enum(["microsoft", "erp"]).optional(),
    }),
    response: actedSchema,
  },
  doctor: {
    method: "POST",
    path: "/operator/doctor",
    summary: "Look at everything that must be right, and say who mends what is not",
    response: doctorSchema,
  },
  retention: {
    method: "GET",
    path: "/operator/retention",
    summary: "How long things are kept that nothing needs any more",
    response: retentionSchema,
  },
  setRetention: {
    method: "POST",
    path: "/operator/retention",
    summary: "Decide how long; what is left out stays as it is",
    body: retentionSchema.partial(),
    response: retentionSchema,
  },
  rotateKey: {
    method: "POST",
    path: "/operator/keys/rotate",
    summary: "Seal everything with the current key that an older one sealed",
    response: rotationSchema,
  },
  manifest: {
    method: "POST",
    path: "/operator/manifest",
    summary: "The add-in's manifest for this server's address, or for another one",
    body: z.strictObject({ host: z.string().max(1000).optional() }),
    response: z.strictObject({ address: z.string(), manifest: z.string() }),
  },
  uninstall: {
    method: "GET",
    path: "/operator/uninstall",
    summary: "How far the end of the whole installation is",
    response: uninstallSchema,
  },
  uninstallPreview: {
    method: "GET",
    path: "/operator/uninstall/preview",
    summary: "What would go and what would stay if all companies left",
    response: uninstallPreviewSchema,
  },
  beginUninstall: {
    method: "POST",
    path: "/operator/uninstall",
    summary: "Have all companies leave, and remove what was decided for everybody",
    body: beginUninstallSchema,
    response: uninstallSchema,
  },
  actOnUninstall: {
    method: "POST",
    path: "/operator/uninstall/act",
    summary: "Stop it after the mailboxes in hand, go on with it, or take it back",
    body: actOnUninstallSchema,
    response: uninstallSchema,
  },
  awaitUninstall: {
    method: "POST",
    path: "/operator/uninstall/await",
    summary: "The same as soon as nothing is done any more, and after a few seconds at the latest",
    response: uninstallSchema,
  },
  uninstallProof: {
    method: "GET",
    path: "/operator/uninstall/proof",
    summary: "What was removed of everybody",
    response: uninstallProofSchema,
  },
  testNotifications: {
    method: "POST",
    path: "/operator/notifications/test",
    summary: "Whether the address answers at which Graph announces changes",
    response: z.strictObject({ test: notificationTestSchema.nullable() }),
  },
} as const satisfies Record<string, OperatorRoute>;
export type OperatorRouteName = keyof typeof operatorRoutes;

/** `GET` gives a backup of everything, `PUT` takes one: JSON lines, of which only the last matters here. */
export const backupPath = "/operator/backup";
export const backupType = "application/x-ndjson";

const scopeSchema = z.looseObject({ kind: z.string() });
const backupFacts = {
  scopes: z.number().int(),
  documents: z.number().int(),
  entries: z.number().int(),
  /** Ids of the keys (TOKEN_KEYS) that open the secrets in it. */
  keys: z.array(z.string()),
  /** What the store could not read: it is missing in the backup. */
  refused: z.array(z.strictObject({ scope: scopeSchema, reason: z.string() })),
};

/** The last line of a backup; a file without it was cut off. */
export const backupEndSchema = z.strictObject({
  end: z.strictObject({ ...backupFacts, sha256: z.string() }),
});
export type BackupEndLine = z.infer<typeof backupEndSchema>;

export const importReportSchema = z.strictObject({
  ...backupFacts,
  product: z.string(),
  madeAt: z.string(),
  mailboxes: z.number().int(),
  /** Mailboxes that the backup does not know: they stay as they are. */
  untouched: z.array(scopeSchema),
  /** Mailboxes of people who were erased after the backup was made: they are not brought back. */
  erased: z.array(scopeSchema),
  /** Keys this server does not have; `null` where no server runs that would know. */
  keysMissing: z.array(z.string()).nullable(),
});
export type ImportReportView = z.infer<typeof importReportSchema>;

/**
 * Asked before the key is shown: the server proves that it holds it too, so that whoever else
 * listens at that address after a crash gets neither key nor data. The only open route.
 */
export const proofPath = "/operator/proof";
export const proofRequestSchema = z.strictObject({ nonce: z.string().min(16).max(100) });
export const proofSchema = z.strictObject({ proof: z.string() });
