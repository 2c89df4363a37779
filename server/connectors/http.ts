/**
 * One HTTP exchange with an ERP: a time limit, no redirects, and failures in the words of the port.
 * Nothing is ever repeated here: only the engine knows which intent a request belongs to.
 */
import { refusalOf } from "../lib/outbound.ts";
import type { Side } from "../sync/model.ts";
import {
  ConnectorError,
  type ConnectorErrorCode,
  type ConnectorErrorFacts,
} from "./port/connector-error.ts";

export interface HttpDeps {
  readonly side: Side;
  /** Name of the system, for sentences that a person reads: `The demo ERP`. */
  readonly system: string;
  readonly fetch: typeof globalThis.fetch;
  /** One request, reply included. */
  readonly timeoutMs: number;
  /** A signal that aborts after so many ms; a test decides itself. */
  readonly timeout?: (ms: number) => AbortSignal;
  /** Sends each in its turn (`pace.ts`); absent: nobody waits. */
  readonly turn?: Turn;
}

/** Calls `send` when its turn has come. @throws ConnectorError where that is later than anybody waits */
export type Turn = <T>(send: () => Promise<T>) => Promise<T>;

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface HttpReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; `undefined` where there was none. */
  readonly body: unknown;
}

/** Sends one request. @throws ConnectorError `unavailable` when no readable reply came. */
export type Http = (request: HttpRequest) => Promise<HttpReply>;

export function createHttp(deps: HttpDeps): Http {
  const { side, system, fetch, timeoutMs } = deps;
  const timeout = deps.timeout ?? ((ms: number) => AbortSignal.timeout(ms));
  const turn: Turn = deps.turn ?? ((send) => send());
  return async ({ method, url, headers, body }) => {
    // The time limit begins here: who waited for his turn would else be told that the ERP is down.
    const exchange = async (): Promise<HttpReply> => {
      const response = await fetch(url, {
        method,
        headers: {
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A redirect would carry the key to wherever it points.
        redirect: "manual",
        signal: timeout(timeoutMs),
      });
      return readReply(response);
    };
    try {
      return await turn(exchange);
    } catch (cause) {
      // It was held back on this side of the wire (`pace.ts`).
      if (cause instanceof ConnectorError) throw cause;
      // Tried again like any other failure: where a name leads may be mended without us.
      throw new ConnectorError(
        "unavailable",
        side,
        refusalOf(cause)?.message ?? `${system} could not be reached or did not answer properly.`,
        { cause },
      );
    }
  };
}

async function readReply(response: Response): Promise<HttpReply> {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson && text !== "" ? (JSON.parse(text) as unknown) : undefined,
  };
}

/** What a system's own error body says; a connector reads it. */
export interface Refusal {
  readonly code?: string;
  /** A sentence for a person, without item content. */
  readonly message?: string;
  /** Our name of the field that was refused. */
  readonly field?: string;
}

const byStatus: Readonly<Record<number, ConnectorErrorCode>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  408: "unavailable",
  410: "cursor-expired",
  412: "stale",
  425: "unavailable",
  429: "throttled",
};

const sentences: Readonly<Record<ConnectorErrorCode, string>> = {
  throttled: "asks us to slow down.",
  unauthorized: "did not accept the connection's key.",
  forbidden: "does not allow this for this user.",
  "cursor-expired": "no longer knows where we left off.",
  stale: "holds a newer version of this.",
  "not-found": "does not find it.",
  rejected: "refused the request.",
  unavailable: "could not be reached or did not answer properly.",
};

/**
 * The failure that a reply with a status of 300 or more tells.
 * @param refusal what the system's own error body says; `undefined` where the body is not its own.
 * @param nowMs for a `Retry-After` that names a date.
 */
export function replyError(
  { side, system }: Pick<HttpDeps, "side" | "system">,
  reply: HttpReply,
  refusal: Refusal | undefined,
  nowMs: number,
): ConnectorError {
  const code = codeOf(reply.status, refusal !== undefined);
  const wait = retryAfterMs(reply.headers["retry-after"], nowMs);
  const requestId = reply.headers["x-request-id"];
  const facts: ConnectorErrorFacts = {
    foreignCode: [reply.status, refusal?.code].filter(Boolean).join(" "),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(refusal?.field === undefined ? {} : { field: refusal.field }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  const sentence =
    code === "rejected" && refusal?.message !== undefined
      ? `${system} refused: ${refusal.message}`
      : `${system} ${sentences[code]}`;
  return new ConnectorError(code, side, sentence, facts);
}

function codeOf(status: number, fromTheSystem: boolean): ConnectorErrorCode {
  // A 404 or 410 page of some gateway says nothing about the item or the cursor.
  if ((status === 404 || status === 410) && !fromTheSystem) return "unavailable";
  if (status < 400 || status >= 500) return "unavailable";
  return byStatus[status] ?? "rejected";
}

/** `Retry-After` in ms, from seconds or an HTTP date; `undefined` where it is absent or neither. */
export function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  const written = value?.trim() ?? "";
  if (/^\d+$/.test(written)) return Number(written) * 1000;
  // Only real HTTP dates: `Date.parse` makes something of "-5" and the like.
  if (!/^[A-Z][a-z]{2}/.test(written)) return undefined;
  const date = Date.parse(written);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
