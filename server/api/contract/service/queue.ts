import { z } from "zod";
import { shownValueSchema } from "../items.ts";

/** `pull`: from Microsoft to the ERP. `push`: from the ERP to Microsoft. */
export const endpointSchema = z.enum(["pull", "push"]);

const stopSchema = z.strictObject({ by: z.string(), reason: z.string(), at: z.string() });

export const endpointStateSchema = z.strictObject({
  endpoint: endpointSchema,
  /** `null`: for everybody. */
  tenantId: z.string().nullable(),
  tenant: z.string(),
  /** Who stopped it and why; `null`: it runs. */
  stopped: stopSchema.nullable(),
  /** Whether the reader may stop and start it. */
  isOwn: z.boolean(),
});
export type EndpointState = z.infer<typeof endpointStateSchema>;

/**
 * `hint`: a side said that something moved. `wish`: a person asked for it. `planned`: to be decided
 * about. `sent`: written, and what came of it is not known. `aside`: it could not be done.
 */
export const messageStateSchema = z.enum(["hint", "wish", "planned", "sent", "aside"]);

export const messageSchema = z.strictObject({
  /** Our handle for looking inside, retry and discard. */
  messageId: z.string(),
  tenantId: z.string(),
  mailboxId: z.string(),
  name: z.string(),
  resource: z.string(),
  state: messageStateSchema,
  /** `null`: of neither, or of both. */
  endpoint: endpointSchema.nullable(),
  action: z.string(),
  /** By which its side, or else we, know the item. */
  about: z.string(),
  /** `null`: a version that did not tell since when stored it. */
  since: z.string().nullable(),
  attempts: z.number().int(),
  code: z.string().nullable(),
});
export type MessageView = z.infer<typeof messageSchema>;

export const queueSchema = z.strictObject({
  endpoints: z.array(endpointStateSchema),
  total: z.number().int(),
  matching: z.number().int(),
  counts: z.array(z.strictObject({ state: messageStateSchema, count: z.number().int() })),
  messages: z.array(messageSchema),
});
export type QueueView = z.infer<typeof queueSchema>;

/** What is inside a message: never a body, nothing of what is private, no values for who audits. */
export const messageInsideSchema = z.strictObject({
  message: messageSchema,
  private: z.boolean(),
  /** Empty where it is private, or not for the reader. */
  subject: z.string(),
  /** What the other side said. */
  reason: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  fields: z.array(
    z.strictObject({ field: z.string(), microsoft: shownValueSchema, erp: shownValueSchema }),
  ),
  /** What can be done about it. */
  acts: z.array(z.enum(["retry", "discard"])),
});
export type MessageInside = z.infer<typeof messageInsideSchema>;

const one = "/api/service/queue/:tenantId/:mailboxId/:messageId";

export const queueRoutes = {
  queue: {
    method: "GET",
    path: "/api/service/queue",
    summary: "What waits to be carried over, in both directions, and what is stopped",
    access: "auditor",
    query: z.strictObject({
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      /** Part of a name, an address, an id or a code, in any case. */
      text: z.string().max(200).default(""),
      endpoint: endpointSchema.optional(),
      state: messageStateSchema.optional(),
      tenantId: z.string().max(100).optional(),
    }),
    response: queueSchema,
  },
  switchEndpoint: {
    method: "PUT",
    path: "/api/service/queue/endpoints",
    summary: "Stop an endpoint, or start it again; nothing is lost while it is stopped",
    access: "administrator",
    body: z
      .strictObject({
        endpoint: endpointSchema,
        tenantId: z.string().max(100).nullable(),
        stop: z.boolean(),
        reason: z.string().trim().max(300).default(""),
      })
      .refine(({ stop, reason }) => !stop || reason !== "", {
        path: ["reason"],
        message: "Say why it is stopped: others will wonder.",
      }),
    response: z.strictObject({ endpoints: z.array(endpointStateSchema) }),
  },
  message: {
    method: "GET",
    path: one,
    summary: "What is inside a message, as far as the reader may know",
    access: "auditor",
    response: messageInsideSchema,
  },
  actOnMessage: {
    method: "POST",
    path: one,
    summary:
      "Try a message again, or discard it: then its two sides stay different until one is edited",
    access: "administrator",
    body: z
      .strictObject({
        act: z.enum(["retry", "discard"]),
        reason: z.string().trim().max(300).default(""),
      })
      .refine(({ act, reason }) => act !== "discard" || reason !== "", {
        path: ["reason"],
        message: "Say why it is discarded: its person will wonder.",
      }),
    response: z.strictObject({ done: z.literal(true) }),
  },
} as const;
