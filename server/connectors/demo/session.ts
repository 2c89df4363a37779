import { z } from "zod";
import type { Clock } from "../../lib/clock.ts";
import type { TimeKeeping } from "../../resources/appointment/kept-time.ts";
import { ConnectorError } from "../port/connector-error.ts";
import {
  createHttp,
  replyError,
  type HttpReply,
  type HttpRequest,
  type Refusal,
  type Turn,
} from "../http.ts";
import { fieldOf } from "./activity.ts";
import { errorAnswer } from "./shapes.ts";

export interface DemoConnectorDeps {
  /** Origin of the ERP, API and pages alike, e.g. `http://127.0.0.1:3002`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** `false`: as if the ERP knew no repeating activities; absent: it does. */
  readonly series?: boolean;
  /** How this ERP keeps times; absent: any instant with its zone. */
  readonly time?: TimeKeeping;
  /** One request, reply included. */
  readonly timeoutMs?: number;
  readonly timeout?: (ms: number) => AbortSignal;
  /** Absent: each request is sent at once. */
  readonly turn?: Turn;
}

export interface Ask {
  /** `null`: as the installation itself. */
  readonly user: string | null;
  readonly body?: unknown;
  /** Version that must still be the current one. */
  readonly version?: string;
}

/** Requests to the demo ERP's API under one key. */
export interface Session {
  /** Origin of the ERP's pages, without a slash at the end. */
  readonly webUrl: string;
  /** The reply, whatever it says. @throws ConnectorError `unavailable` when none came. */
  readonly send: (method: HttpRequest["method"], path: string, ask: Ask) => Promise<HttpReply>;
  /** The body of a reply that went well. @throws ConnectorError for any other. */
  readonly read: <T>(schema: z.ZodType<T>, path: string, user: string | null) => Promise<T>;
  /** The failure that a reply tells. */
  readonly failure: (reply: HttpReply) => ConnectorError;
}

const system = { side: "erp", system: "The demo ERP" } as const;

export function createSession(deps: DemoConnectorDeps): Session {
  const { apiKey, fetch, clock, timeoutMs = 30_000 } = deps;
  const webUrl = deps.baseUrl.replace(/\/+$/, "");
  const http = createHttp({
    ...system,
    fetch,
    timeoutMs,
    ...(deps.timeout === undefined ? {} : { timeout: deps.timeout }),
    ...(deps.turn === undefined ? {} : { turn: deps.turn }),
  });
  const send: Session["send"] = (method, path, { user, body, version }) =>
    http({
      method,
      url: `${webUrl}/api/v1${path}`,
      headers: {
        authorization: `ApiKey ${apiKey}`,
        ...(user === null ? {} : { "x-acting-user": user }),
        ...(version === undefined ? {} : { "if-match": `"${version}"` }),
      },
      ...(body === undefined ? {} : { body }),
    });
  const failure = (reply: HttpReply) =>
    replyError(system, reply, refusalOf(reply.body), clock.now());
  return {
    webUrl,
    send,
    failure,
    read: async (schema, path, user) => {
      const reply = await send("GET", path, { user });
      if (reply.status >= 300) throw failure(reply);
      return understood(schema, reply.body);
    },
  };
}

/** The body in its agreed shape. @throws ConnectorError `unavailable` for any other. */
export function understood<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ConnectorError("unavailable", "erp", "The demo ERP answered something unreadable.", {
    unreadable: body === undefined ? "something-else" : "other-version",
    cause: parsed.error,
  });
}

function refusalOf(body: unknown): Refusal | undefined {
  const parsed = errorAnswer.safeParse(body);
  if (!parsed.success) return undefined;
  const { code, message, field: erpField } = parsed.data.error;
  const field = fieldOf(erpField);
  return { code, message, ...(field === undefined ? {} : { field }) };
}

/** `?a=1&b=2`, encoded; what is `undefined` is left out. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return given.size === 0 ? "" : `?${given.toString()}`;
}
