import { z } from "zod";
import { decidedSchema, healthSchema, heldSchema, parkedSchema } from "../account.ts";
import { explainedItemSchema } from "../explain.ts";
import { historyEntrySchema } from "../items.ts";
import { settingValueSchema } from "../setting-value.ts";

/** `refused`: the store refuses its files, and it alone stands still. */
export const userHealthSchema = z.enum([...healthSchema.options, "refused"]);
export type UserHealth = z.infer<typeof userHealthSchema>;

/** How one kind of things is doing in a mailbox; the calendar is the first of them. */
const jobStateSchema = z.strictObject({
  job: z.string(),
  enabled: z.boolean(),
  health: userHealthSchema,
  lastSyncAt: z.string().nullable(),
  nextSyncAt: z.string().nullable(),
  linked: z.number().int(),
  /** Conflicts that wait for the person. */
  waiting: z.number().int(),
  quarantined: z.number().int(),
});

export const userRowSchema = z.strictObject({
  tenantId: z.string(),
  tenant: z.string(),
  mailboxId: z.string(),
  /** Who synchronizes it: another one than its owner where it is a further mailbox of his. */
  userId: z.string(),
  /** Empty while Setup is not finished: only the id is known. */
  name: z.string(),
  address: z.string(),
  companyId: z.string().nullable(),
  /** What the ERP calls it; the id where it does not answer. */
  company: z.string().nullable(),
  /** Of the job that is worst off. */
  health: userHealthSchema,
  since: z.string().nullable(),
  jobs: z.array(jobStateSchema),
  /** Messages that are not done yet. */
  queued: z.number().int(),
});
export type UserRow = z.infer<typeof userRowSchema>;

export const usersSchema = z.strictObject({
  /** In the reader's realm. */
  total: z.number().int(),
  /** Of them, as asked for. */
  matching: z.number().int(),
  /** By health, of all that match but for the health asked for. */
  counts: z.array(z.strictObject({ health: userHealthSchema, count: z.number().int() })),
  tenants: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  companies: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  rows: z.array(userRowSchema),
});
export type UsersView = z.infer<typeof usersSchema>;

export const userSortSchema = z.enum(["name", "health", "lastSync", "quarantined", "queued"]);

const subscriptionSchema = z.strictObject({
  ids: z.array(z.string()),
  resource: z.string(),
  /** Only enough to compare with what Graph presents. */
  clientState: z.string(),
  expiresAt: z.string(),
  healthy: z.boolean(),
  problem: z.string().nullable(),
});

/** What somebody chose himself in Setup, and what holds where he left it to the levels above. */
const choicesSchema = z.strictObject({
  /** Counted: what they are called is their person's alone. */
  calendars: z.strictObject({
    count: z.number().int(),
    isDefaultAlone: z.boolean(),
    /** Whether what comes from the ERP is made in the default one. */
    intoDefault: z.boolean(),
  }),
  /** Whether he hears by mail of what waits for him. */
  mails: z.boolean(),
  settings: z.array(
    decidedSchema.extend({
      name: z.string(),
      /** `null`: his own, of which the reader may only know that it is there. */
      value: settingValueSchema.nullable(),
      /** What he says himself, where that does not hold. */
      overruled: settingValueSchema.nullable(),
    }),
  ),
});

export const userPageSchema = z.strictObject({
  user: userRowSchema,
  reason: z.string().nullable(),
  running: z.boolean(),
  connection: z.string().nullable(),
  erpUserId: z.string().nullable(),
  /** As the ERP calls it, like the location; the id where it does not answer. */
  company: z.string().nullable(),
  location: z.string().nullable(),
  timeZone: z.string().nullable(),
  language: z.string().nullable(),
  createdAt: z.string().nullable(),
  paused: z.boolean(),
  /** `null`: nothing is chosen yet, or what was decided above cannot be read. */
  choices: choicesSchema.nullable(),
  /** What the brake holds; subjects are empty for who may not read them. */
  brake: heldSchema.nullable(),
  /** Of a further mailbox, who synchronizes it; `null` where nobody does, and of people's own. */
  heldBy: z.string().nullable(),
  /** What Graph granted us for him; empty where no tokens are kept. */
  scopes: z.array(z.string()),
  subscriptions: z.array(subscriptionSchema),
  /** Up to where each list of changes was read. */
  cursors: z.array(z.strictObject({ resource: z.string(), savedAt: z.string() })),
  setAside: z.array(parkedSchema),
});
export type UserPage = z.infer<typeof userPageSchema>;

const userLinkSchema = z.strictObject({
  linkId: z.string(),
  /** Empty where the item is private. */
  subject: z.string(),
  private: z.boolean(),
  choice: z.enum(["on", "gate", "off"]),
  state: z.enum(["agreed", "open", "asked", "aside", "off"]),
  syncedAt: z.string().nullable(),
});
export const userLinksSchema = z.strictObject({
  total: z.number().int(),
  links: z.array(userLinkSchema),
});
export type UserLinks = z.infer<typeof userLinksSchema>;

/** What an administrator may do to somebody's syncing; all but the last leave both calendars as they are. */
export const userActSchema = z.enum([
  "pause",
  "continue",
  "sync",
  "resync",
  "disconnect",
  "renew-subscription",
  "delete-subscription",
  /** Of a further mailbox: who synchronizes it does so no more, and somebody else may. */
  "release",
  /** Agrees to the deletions that the brake holds. */
  "release-brake",
]);
export type UserAct = z.infer<typeof userActSchema>;

const paging = {
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

const one = "/api/service/users/:tenantId/:mailboxId";

export const userRoutes = {
  users: {
    method: "GET",
    path: "/api/service/users",
    summary: "Who uses the product and how each is doing",
    access: "auditor",
    query: z.strictObject({
      ...paging,
      /** Part of a name, an address or an id, in any case. */
      text: z.string().max(200).default(""),
      health: userHealthSchema.optional(),
      tenantId: z.string().max(100).optional(),
      companyId: z.string().max(200).optional(),
      sort: userSortSchema.default("name"),
      order: z.enum(["up", "down"]).default("up"),
    }),
    response: usersSchema,
  },
  user: {
    method: "GET",
    path: one,
    summary: "One mailbox: who it belongs to, what is granted, how each job is doing",
    access: "auditor",
    response: userPageSchema,
  },
  userLinks: {
    method: "GET",
    path: `${one}/links`,
    summary: "What is linked in a mailbox",
    access: "auditor",
    query: z.strictObject({ ...paging, text: z.string().max(200).default("") }),
    response: userLinksSchema,
  },
  userLog: {
    method: "GET",
    path: `${one}/log`,
    summary: "The log of a mailbox, newest first",
    access: "auditor",
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(30),
      before: z.string().max(200).optional(),
    }),
    response: z.strictObject({ entries: z.array(historyEntrySchema) }),
  },
  explainForUser: {
    method: "GET",
    path: `${one}/links/:linkId`,
    summary: "Why an item of a mailbox is as it is",
    access: "auditor",
    response: explainedItemSchema,
  },
  actOnUser: {
    method: "POST",
    path: `${one}/act`,
    summary:
      "Pause, continue, synchronize, list anew or disconnect a mailbox; look after its subscription; agree to what the brake holds",
    access: "administrator",
    body: z.strictObject({
      act: userActSchema,
      /** With `release-brake`: what was shown. Nothing else is agreed to. */
      held: heldSchema.pick({ side: true, deletions: true }).optional(),
    }),
    response: userPageSchema,
  },
} as const;
