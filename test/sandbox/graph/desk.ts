/** An offline Graph with people at it: every request and answer held against the real one. */
import { type ManualClock, manualClock } from "../../../server/lib/clock.ts";
import { type Faults, createFaults } from "../../../sandbox/control/faults.ts";
import { type RequestLog, createRequestLog } from "../../../sandbox/control/request-log.ts";
import type { Caller } from "../../../sandbox/graph/call.ts";
import { type Graph, type GraphDependencies, createGraph } from "../../../sandbox/graph/graph.ts";
import { application, users } from "../../../sandbox/tenants.ts";
import type { WireHandler, WireResponse } from "../../../sandbox/wire.ts";
import { checked, graphReference } from "../../conformance/graph-schema.ts";

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface AskOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request is wrong on purpose: only its answer is held against the reference. */
  readonly wrong?: boolean;
}

export type Ask = (method: string, path: string, options?: AskOptions) => Promise<Answer>;

export interface Post {
  readonly url: string;
  readonly body: string;
}

export interface Desk {
  readonly graph: Graph;
  readonly clock: ManualClock;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** What subscribers received, handshakes left out. */
  readonly posts: Post[];
  /** What is wrong with them by the reference. */
  readonly misshapen: readonly string[];
  /** How the subscriber answers; it echoes handshakes and accepts notifications unless replaced. */
  subscriber: (url: string, body: string) => { status: number; body: string };
  /** Asks as a person with these delegated permissions. */
  as(name: PersonName, scopes?: readonly string[], more?: Pick<Caller, "issuedAt">): Ask;
  /** Asks as the app itself with these application permissions, in Contoso. */
  app(roles: readonly string[]): Ask;
}

const names = ["ada", "grace", "katherine", "liu", "maria"] as const;
export type PersonName = (typeof names)[number];

/** The sandbox user with this first name. */
export function userNamed(name: PersonName) {
  const user = users[names.indexOf(name)];
  if (user === undefined) throw new Error(`nobody is called ${name}`);
  return user;
}

export const monday = Date.parse("2026-11-16T08:00:00Z");
export const everyday = ["Calendars.ReadWrite", "User.Read", "MailboxSettings.ReadWrite"];

function echo(url: string): { status: number; body: string } {
  return { status: 200, body: new URL(url).searchParams.get("validationToken") ?? "" };
}

function answerOf(response: WireResponse): Answer {
  const text = response.body.toString();
  const body = (text === "" ? {} : JSON.parse(text)) as Json;
  return { status: response.status, headers: response.headers, body };
}

/** A fresh desk. Mailboxes are empty unless `events` says otherwise. */
export function openDesk(
  options: { readonly events?: number } & Pick<
    Partial<GraphDependencies>,
    "limits" | "pause" | "deliver"
  > = {},
): Desk {
  const { events = 0, ...rest } = options;
  const clock = manualClock(monday);
  const faults = createFaults();
  const requestLog = createRequestLog();
  const posts: Post[] = [];
  const misshapen: string[] = [];
  const graph = createGraph({
    ...{ clock, seed: 1, faults, requestLog },
    mailboxes: users.map(({ id }) => ({ user: id, events })),
    verifyToken: async (bearer) =>
      JSON.parse(Buffer.from(bearer, "base64url").toString("utf8")) as Caller,
    deliver: async (url, body) => {
      if (url.includes("validationToken=")) return desk.subscriber(url, body);
      const problems = graphReference()?.validateNotification(JSON.parse(body)) ?? [];
      if (problems.length > 0) misshapen.push(...problems);
      posts.push({ url, body });
      return desk.subscriber(url, body);
    },
    ...rest,
  });

  const strict = checked(graph.handle);
  const lenient = checked(graph.handle, { requests: false });

  function asker(caller: Caller): Ask {
    const token = Buffer.from(JSON.stringify(caller)).toString("base64url");
    return async (method, path, ask = {}) => {
      const handle: WireHandler = ask.wrong === true ? lenient : strict;
      const body = ask.body === undefined ? {} : { body: JSON.stringify(ask.body) };
      const headers = {
        authorization: `Bearer ${token}`,
        ...(ask.body !== undefined && { "content-type": "application/json" }),
        ...ask.headers,
      };
      const url = path.startsWith("https:")
        ? path.slice("https://graph.microsoft.com".length)
        : path;
      const prefixed = url.startsWith("/v1.0") ? url : `/v1.0${url}`;
      return answerOf(await handle({ method, url: prefixed, headers, ...body }));
    };
  }

  const desk: Desk = {
    ...{ graph, clock, faults, requestLog, posts, misshapen },
    subscriber: echo,
    as(name, scopes = everyday, more = {}) {
      const { id: userId, tenantId } = userNamed(name);
      const { clientId: appId } = application;
      return asker({ ...{ tenantId, userId, appId, scopes, roles: [] }, ...more });
    },
    app: (roles) =>
      asker({
        tenantId: userNamed("ada").tenantId,
        userId: null,
        appId: application.clientId,
        scopes: [],
        roles,
      }),
  };
  return desk;
}

/** A plain event to post, an hour on Tuesday unless said otherwise. */
export const lunch = (more: Json = {}): Json => ({
  subject: "Lunch",
  start: { dateTime: "2026-11-17T12:00:00", timeZone: "W. Europe Standard Time" },
  end: { dateTime: "2026-11-17T13:00:00", timeZone: "W. Europe Standard Time" },
  ...more,
});

export const idOf = (answer: Answer) => String(answer.body["id"]);
export const listOf = (answer: Answer) => answer.body["value"] as Json[];
export const codeOf = (answer: Answer) => (answer.body["error"] as Json | undefined)?.["code"];
export const etagOf = (answer: Answer) => String(answer.body["@odata.etag"]);
