import { z } from "zod";
import { mendingSchema } from "../doctor.ts";
import { timeZoneSchema } from "../time-zone.ts";

/** How an ERP keeps times that cannot keep all of them. */
const timeSchema = z.strictObject({
  /** By whose clock it keeps all of them, without saying so of any; left out: each has a zone of its own. */
  clock: timeZoneSchema.exactOptional(),
  /** No time of day may be midnight there, which stands for whole days; left out: it may. */
  midnight: z.literal("refused").exactOptional(),
});

export const connectionSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  connector: z.literal("demo"),
  url: z.string(),
  tenants: z.array(z.string()),
  /** Whether series go there as series. */
  series: z.boolean(),
  /** Left out: it keeps any time with its zone. */
  time: timeSchema.exactOptional(),
  fixed: z.boolean(),
  /** People who are connected to it. */
  people: z.number().int(),
  /** Whether its changes were read the last time it was tried. */
  healthy: z.boolean(),
});
export type ConnectionView = z.infer<typeof connectionSchema>;

const connectionsSchema = z.strictObject({ connections: z.array(connectionSchema) });

const url = z
  .string()
  .trim()
  .max(2000)
  .refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, username, password, search, hash } = new URL(value);
    return /^https?:$/.test(protocol) && username + password + search + hash === "";
  }, "This must be a web address that begins with https://, without user, query and fragment.")
  .transform((value) => value.replace(/\/+$/, ""));

const bodySchema = z.strictObject({
  name: z.string().trim().min(1, "Enter a name.").max(200),
  connector: z.literal("demo"),
  url,
  tenants: z.array(z.guid()).max(100),
  series: z.boolean(),
  /** Left out: it keeps any time with its zone. */
  time: timeSchema.exactOptional(),
  /** Left out: the one it has. */
  apiKey: z.string().min(1, "Enter the ERP's key.").max(2000).optional(),
});

const idParameter = "/api/service/connections/:connectionId";

export const connectionRoutes = {
  connections: {
    method: "GET",
    path: "/api/service/connections",
    summary: "The ERPs that are connected",
    access: "auditor",
    response: connectionsSchema,
  },
  saveConnection: {
    method: "PUT",
    path: idParameter,
    summary: "Connect an ERP, or change how",
    access: "administrator",
    reach: "installation",
    /** `isNew`: it is one more, whose short name must be free. */
    body: bodySchema.extend({ isNew: z.boolean() }),
    response: connectionsSchema,
  },
  testConnectionOf: {
    method: "POST",
    path: `${idParameter}/test`,
    summary: "Ask an ERP as it is entered, before it is saved",
    access: "administrator",
    reach: "installation",
    body: bodySchema,
    response: z.strictObject({
      answers: z.boolean(),
      /** How it calls the reader, found by his address; `null`: it knows nobody with it. */
      user: z.string().nullable(),
      /** Names of the companies that he sees there. */
      companies: z.array(z.string()),
      problem: z.string().nullable(),
      /** Who mends it and how, also where it answers and nobody could work; `null`: all is well. */
      mending: mendingSchema.nullable(),
      /** What of what was entered is wrong. */
      field: z.string().nullable(),
    }),
  },
  removeConnection: {
    method: "POST",
    path: `${idParameter}/remove`,
    summary: "Remove an ERP; whoever is connected to it is synchronized no more",
    access: "administrator",
    reach: "installation",
    response: connectionsSchema,
  },
} as const;
