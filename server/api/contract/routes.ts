import { z } from "zod";
import { accountRoutes } from "./account-routes.ts";
import { advanceRoutes } from "./advance.ts";
import { itemRoutes } from "./item-routes.ts";
import { mailboxRoutes } from "./mailboxes.ts";
import { peopleRoutes } from "./people.ts";
import { planRoutes } from "./plan.ts";
import { recordRoutes } from "./records.ts";
import { undoRoutes } from "./undo.ts";
import { firstRoutes } from "./service/application.ts";
import { serviceRoutes } from "./service/routes.ts";

/** What is asked for only of whoever uses it. */
export type NeededFeature = "categoryColors" | "sharedMailboxes" | "mail";

/**
 * Every route once: the server mounts and validates from this table, `/api/openapi.json` is printed
 * from it, and the add-in's client has one typed function per entry.
 */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Express spelling; parameters are strings. */
  readonly path: string;
  readonly summary: string;
  /**
   * Who may ask. `console`: whoever shows the token that the server printed, before anybody can sign
   * in. `identity`: whoever shows a token of the add-in, also where nothing else of him works yet.
   * `person`: he, with his mailbox. `auditor` and `administrator`: who may look, and who may change,
   * each within his realm.
   */
  readonly access: "public" | "console" | "identity" | "person" | "auditor" | "administrator";
  /** It concerns everybody here: who looks after one tenant alone may not. */
  readonly reach?: "installation";
  /**
   * May be asked for a further mailbox of the person (header `X-Mailbox`): about what was read there,
   * or about how it is doing, which is told also while he has no rights to it.
   */
  readonly mailbox?: "contents" | "state";
  /**
   * A feature with permissions of its own: whoever asks must have agreed to them. Where not every use
   * needs it, what is asked for says so.
   */
  readonly needs?: NeededFeature | ((body: never) => NeededFeature | null);
  /** The answer is sent in pieces, as JSON or as such a file: it may be larger than memory. */
  readonly streams?: true | "text/csv";
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
}

export const routes = {
  ...accountRoutes,
  ...planRoutes,
  ...itemRoutes,
  ...undoRoutes,
  ...recordRoutes,
  ...advanceRoutes,
  ...peopleRoutes,
  ...mailboxRoutes,
  ...serviceRoutes,
  ...firstRoutes,
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof routes;
export type ServiceRouteName = keyof typeof serviceRoutes;
/** Of the time before anybody can sign in. */
export type FirstRouteName = keyof typeof firstRoutes;

/**
 * `GET /api/events` (bearer token, `text/event-stream`, read through `fetch`): each `data:` line is
 * one of these. It says that something moved; the views fetch what they show.
 */
export const liveEventSchema = z.discriminatedUnion("kind", [
  // `moved`: something did within the last half minute, and what the page shows may be older.
  z.strictObject({ kind: z.literal("hello"), moved: z.boolean() }),
  z.strictObject({ kind: z.literal("run"), running: z.boolean() }),
  z.strictObject({ kind: z.literal("item"), itemId: z.string() }),
  z.strictObject({ kind: z.literal("status") }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
