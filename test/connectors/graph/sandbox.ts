/** The connector against the sandbox's Graph, in process, every request and answer held against the real one. */
import {
  createFaults,
  LOST_REPLY,
  NO_REPLY,
  type Faults,
} from "../../../sandbox/control/faults.ts";
import { type LoggedRequest, createRequestLog } from "../../../sandbox/control/request-log.ts";
import { createGraph, type Graph } from "../../../sandbox/graph/graph.ts";
import { application, users } from "../../../sandbox/tenants.ts";
import type { WireHandler } from "../../../sandbox/wire.ts";
import type { Actor } from "../../../server/connectors/port/item.ts";
import {
  type GraphConnector,
  type GraphConnectorDeps,
  createGraphConnector,
} from "../../../server/connectors/graph/graph.ts";
import { type ManualClock, manualClock } from "../../../server/lib/clock.ts";
import { checked } from "../../conformance/graph-schema.ts";
import { actor } from "./stub.ts";

export interface Sandbox {
  readonly connector: GraphConnector;
  /** Another connector to the same tenant. */
  readonly reconnected: (deps: Partial<GraphConnectorDeps>) => GraphConnector;
  readonly graph: Graph;
  readonly faults: Faults;
  readonly clock: ManualClock;
  readonly pauses: number[];
  /** Every request that Graph served, parts of batches one by one. */
  readonly requests: () => readonly LoggedRequest[];
  /** Ids of events that from now on come with a start nobody understands. */
  readonly spoiled: Set<string>;
  /** Acts on a mailbox as its owner (Ada unless said) does in Outlook; answers the parsed body. */
  readonly person: (
    method: string,
    path: string,
    body?: unknown,
    userId?: string,
  ) => Promise<unknown>;
}

const scopes = [
  "User.Read",
  "Calendars.ReadWrite",
  "Calendars.ReadWrite.Shared",
  "MailboxSettings.ReadWrite",
];

/** The answer with every event of `spoiled` in it made unreadable, wherever it stands. */
function spoil(text: string, spoiled: ReadonlySet<string>): string {
  if (spoiled.size === 0) return text;
  return JSON.stringify(
    JSON.parse(text, (_name, value: unknown) => {
      const isSpoiled =
        typeof value === "object" && value !== null && "iCalUId" in value && "id" in value;
      if (!isSpoiled || !spoiled.has(String(value.id))) return value;
      return { ...value, start: { dateTime: "datetime-value" } };
    }),
  );
}

/** What stands between the SDK and the sandbox instead of a network. */
function wireFetch(handle: WireHandler, spoiled: ReadonlySet<string>): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input as string);
    const { status, headers, body } = await handle({
      method: init?.method ?? "GET",
      url: url.pathname + url.search,
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === "string" && { body: init.body }),
    });
    if (status === LOST_REPLY) throw new TypeError("fetch failed");
    if (status === NO_REPLY) throw new DOMException("The operation timed out.", "TimeoutError");
    const hasBody = body.length > 0 && status !== 204;
    return new Response(hasBody ? spoil(body as string, spoiled) : null, { status, headers });
  };
}

/** A fresh tenant in which Ada's calendar is empty, at noon (UTC) of 20 November 2026. */
export function sandboxed(deps: Partial<GraphConnectorDeps> = {}): Sandbox {
  const clock = manualClock(Date.UTC(2026, 10, 20, 12));
  const pauses: number[] = [];
  const faults = createFaults();
  const spoiled = new Set<string>();
  const requestLog = createRequestLog();
  const graph = createGraph({
    clock,
    seed: 1,
    verifyToken: async (bearer) => {
      const user = users.find(({ id }) => id === bearer);
      if (user === undefined) throw new Error("unknown token");
      const { tenantId, id: userId } = user;
      return { tenantId, userId, appId: application.clientId, scopes, roles: [] };
    },
    faults,
    requestLog,
    deliver: async (url) => ({
      status: 200,
      body: new URL(url).searchParams.get("validationToken") ?? "",
    }),
  });
  graph.reset({ mailboxes: users.map(({ address }) => ({ user: address, events: 0 })) });
  const handle = checked(graph.handle);
  const connect = (more: Partial<GraphConnectorDeps>) =>
    createGraphConnector({
      baseUrl: "https://graph.microsoft.com",
      accessToken: async (acting: Actor) => acting.userId,
      clock,
      pause: async (ms) => {
        pauses.push(ms);
        clock.advance(ms);
      },
      fetch: wireFetch(handle, spoiled),
      ...deps,
      ...more,
    });
  return {
    connector: connect({}),
    reconnected: connect,
    graph,
    faults,
    clock,
    pauses,
    spoiled,
    requests: () => requestLog.list(),
    async person(method, path, body, userId = actor.userId) {
      const { status, body: reply } = await graph.handle({
        method,
        url: `/v1.0${path}`,
        headers: {
          authorization: `Bearer ${userId}`,
          prefer: 'IdType="ImmutableId"',
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (status >= 300) throw new Error(`${method} ${path}: ${status} ${String(reply)}`);
      return reply.length === 0 ? undefined : (JSON.parse(String(reply)) as unknown);
    },
  };
}
