/** One request through the gateway: who asks, what for, may he, is it too much, and who answers. */
import type { Clock } from "../../server/lib/clock.ts";
import { type Faults, withoutAnswer } from "../control/faults.ts";
import type { RequestLog } from "../control/request-log.ts";
import { type WireRequest, type WireResponse, json } from "../wire.ts";
import { runBatch } from "./batch.ts";
import { type Call, type Caller, type Reply, readPreferences, readQuery } from "./call.ts";
import { userOf } from "./directory.ts";
import { GraphError, notImplemented, plannedError } from "./errors.ts";
import { guid } from "./ids.ts";
import type { Limiter, Usage } from "./limits.ts";
import { requirePermission, requireSharedScope } from "./permissions.ts";
import type { Route } from "./routes.ts";
import { requireSharing } from "./sharing.ts";
import { type World, churnDaily, mailboxOf } from "./world.ts";

export interface Gateway {
  readonly clock: Clock;
  readonly world: World;
  readonly routes: readonly Route[];
  readonly limiter: Limiter;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** Whoever waits here counts as running, so that concurrency can be seen. */
  readonly pause: () => Promise<void>;
  /** Counts answers, so that each has a `request-id` of its own. */
  answered: number;
}

const jsonType =
  "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/** A reply with the headers every answer of Graph carries. */
export function toWire(
  gateway: Gateway,
  request: WireRequest,
  reply: Reply,
  prefer?: string,
): WireResponse {
  const now = gateway.clock.now();
  const requestId = requestIdOf(gateway);
  const headers = {
    "cache-control": "private",
    "request-id": requestId,
    "client-request-id": request.headers["client-request-id"] ?? requestId,
    "x-ms-ags-diagnostic": '{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"0"}}',
    date: new Date(now).toUTCString(),
    "odata-version": "4.0",
    "access-control-allow-origin": "*",
    "access-control-expose-headers":
      "ETag, Location, Preference-Applied, Retry-After, request-id, client-request-id, WWW-Authenticate, Date",
    ...(prefer !== undefined && prefer !== "" && { "preference-applied": prefer }),
    ...reply.headers,
  };
  if (reply.body === undefined) return { status: reply.status, headers, body: "" };
  return json(reply.status, reply.body, { ...headers, "content-type": jsonType });
}

function requestIdOf(gateway: Gateway): string {
  gateway.answered += 1;
  return guid(`request/${gateway.clock.now()}/${gateway.answered}`);
}

/** The error as Graph answers it. Rethrows what is a mistake of the sandbox itself. */
export function errorWire(gateway: Gateway, request: WireRequest, error: unknown): WireResponse {
  if (!(error instanceof GraphError)) throw error;
  const wire = toWire(gateway, request, { status: error.status, headers: error.headers });
  const innerError = {
    ...error.inner,
    date: new Date(gateway.clock.now()).toISOString().slice(0, 19),
    "request-id": wire.headers["request-id"],
    "client-request-id": wire.headers["client-request-id"],
  };
  const body = { error: { code: error.code, message: error.message, innerError } };
  return json(error.status, body, { ...wire.headers, "content-type": jsonType });
}

function parseBody(text: string | undefined): unknown {
  if (text === undefined || text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new GraphError(
      400,
      "BadRequest",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  }
}

/** `/me/calendars('AAMk')` is another spelling of `/me/calendars/AAMk`. */
const plainKeys = (path: string) => path.replace(/\((?:'|%27)(.+?)(?:'|%27)\)(?=\/|$)/g, "/$1");

/** First segments of real operations that the sandbox leaves out; anything else does not exist at all. */
const realSegments =
  /^\/(me|users|groups|drives?|sites|organization|subscriptions|contacts|devices|applications|servicePrincipals|oauth2PermissionGrants|communications|places|search|teams|planner|directory|domains)(\/|$)/i;

function routeOf(
  gateway: Gateway,
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } {
  for (const route of gateway.routes) {
    if (route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (match) return { route, params: { ...match.groups } };
  }
  if (gateway.routes.some(({ pattern }) => pattern.test(path))) {
    throw new GraphError(
      405,
      "Request_BadRequest",
      `The method ${method} is not allowed for '${path}'.`,
    );
  }
  if (realSegments.test(path)) throw notImplemented(`${method} ${path}`);
  const segment = path.split("/")[1] ?? "";
  throw new GraphError(400, "BadRequest", `Resource not found for the segment '${segment}'.`);
}

function ownerOf(caller: Caller, params: Readonly<Record<string, string>>) {
  const named = params["user"];
  if (named !== undefined) return userOf(caller.tenantId, named);
  if (caller.userId !== null) return userOf(caller.tenantId, caller.userId);
  throw new GraphError(
    400,
    "BadRequest",
    "/me request is only valid with delegated authentication flow.",
  );
}

/** Ids may hold a slash once decoded, so parameters are decoded after the path was matched. */
function decoded(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}

function usageOf(request: WireRequest, { caller, path }: Call): Usage {
  const sends = /^(POST|PATCH|PUT)$/.test(request.method) && request.body !== undefined;
  const bytes = sends ? Buffer.byteLength(request.body) : 0;
  return { appId: caller.appId, tenantId: caller.tenantId, path, bytes };
}

interface Served {
  readonly response: WireResponse;
  /** User id of the mailbox concerned, `""` for none. */
  readonly mailbox: string;
}

/**
 * Serves one request, alone or as part of a batch. `request.url` is relative to the version, `base` is
 * what links begin with. Never rejects but for a mistake of the sandbox.
 */
export async function serveOne(
  gateway: Gateway,
  request: WireRequest,
  caller: Caller,
  base: string,
): Promise<WireResponse> {
  const fault = gateway.faults.take(request.method, `/v1.0${request.url}`);
  const failed = () =>
    fault && (withoutAnswer(fault) ?? errorWire(gateway, request, plannedError(fault)));
  const early = fault?.when === "before" ? failed() : undefined;
  const served = early
    ? { response: early, mailbox: mailboxAsked(gateway, request, caller) }
    : await answer(gateway, request, caller, base);
  const response = early ?? failed() ?? served.response;
  log(gateway, caller, served.mailbox, request, response.status);
  return response;
}

function log(
  gateway: Gateway,
  caller: Caller,
  mailbox: string,
  request: WireRequest,
  status: number,
  batch?: number,
): void {
  gateway.requestLog.add({
    at: gateway.clock.now(),
    app: caller.appId,
    mailbox,
    method: request.method,
    path: `/v1.0${request.url}`,
    status,
    ...(batch !== undefined && { batch }),
  });
}

function mailboxAsked(gateway: Gateway, request: WireRequest, caller: Caller): string {
  try {
    const { pathname } = new URL(request.url, "https://graph.microsoft.com");
    const { route, params } = routeOf(gateway, request.method, plainKeys(pathname));
    return route.scope !== "directory" ? ownerOf(caller, decoded(params)).id : "";
  } catch {
    return "";
  }
}

async function answer(
  gateway: Gateway,
  request: WireRequest,
  caller: Caller,
  base: string,
): Promise<Served> {
  let mailbox = "";
  let leave: (() => void) | undefined;
  try {
    const { pathname, search } = new URL(request.url, "https://graph.microsoft.com");
    const { route, params } = routeOf(gateway, request.method, plainKeys(pathname));
    const call: Call = {
      method: request.method,
      path: plainKeys(pathname),
      query: readQuery(search),
      headers: request.headers,
      body: parseBody(request.body),
      caller,
      params: decoded(params),
      base,
      prefer: readPreferences(request.headers["prefer"]),
      switches: gateway.world.switches,
      now: gateway.clock.now(),
    };
    const applied = call.prefer.applied.join(", ");
    const usage = usageOf(request, call);
    gateway.limiter.enterApp(usage);
    if (route.scope === "directory") {
      requirePermission(caller, route.permission);
      await gateway.pause();
      const reply = await route.run(call, gateway.world);
      return { response: toWire(gateway, request, reply), mailbox };
    }
    const owner = ownerOf(caller, call.params);
    mailbox = owner.id;
    if (route.scope === "person") {
      await gateway.pause();
      const reply = route.run({ ...call, owner }, gateway.world);
      return { response: toWire(gateway, request, reply, applied), mailbox };
    }
    requirePermission(caller, route.permission);
    requireSharedScope(caller, owner.id);
    leave = gateway.limiter.enterMailbox(usage, owner.id);
    await gateway.pause();
    const held = mailboxOf(gateway.world, owner.id);
    churnDaily(gateway.world, held);
    const inMailbox = { ...call, owner, mailbox: held };
    requireSharing(inMailbox, route.permission);
    const reply = route.run(inMailbox, gateway.world);
    return { response: toWire(gateway, request, reply, applied), mailbox };
  } catch (error) {
    return { response: errorWire(gateway, request, error), mailbox };
  } finally {
    leave?.();
  }
}

/** Serves a `$batch`: every part by itself, then their answers as one. */
export async function serveBatch(
  gateway: Gateway,
  request: WireRequest,
  caller: Caller,
  base: string,
): Promise<WireResponse> {
  const fault = gateway.faults.take(request.method, `/v1.0${request.url}`);
  const failed = () =>
    fault && (withoutAnswer(fault) ?? errorWire(gateway, request, plannedError(fault)));
  let count = 0;
  let response: WireResponse | undefined = fault?.when === "before" ? failed() : undefined;
  if (response === undefined) {
    try {
      const result = await runBatch(parseBody(request.body), (part) =>
        serveOne(gateway, withoutVersion(part), caller, base),
      );
      count = result.parts;
      const body = { responses: result.responses.map(forBatch) };
      response = failed() ?? result.withheld ?? toWire(gateway, request, { status: 200, body });
    } catch (error) {
      response = errorWire(gateway, request, error);
    }
  }
  log(gateway, caller, "", request, response.status, count);
  return response;
}

const withoutVersion = (part: WireRequest): WireRequest => ({
  ...part,
  url: part.url.replace(/^\/v1\.0(?=\/)/, ""),
});

/** Headers that the parts of a real batch carry. */
const partHeaders = ["cache-control", "content-type", "etag", "location", "odata-version"];
const alwaysShown = ["preference-applied", "retry-after"];

function forBatch<T extends { readonly headers: Readonly<Record<string, string>> }>(part: T): T {
  const kept = Object.entries(part.headers).filter(([name]) =>
    [...partHeaders, ...alwaysShown].includes(name),
  );
  const capital = (name: string) =>
    name
      .replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
      .replace(/^Odata/, "OData")
      .replace(/^Etag/, "ETag");
  return {
    ...part,
    headers: Object.fromEntries(kept.map(([name, text]) => [capital(name), text])),
  };
}
