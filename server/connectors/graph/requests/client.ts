/**
 * One request to Microsoft Graph through the official SDK. Its chain of handlers is ours: no
 * RetryHandler, which would repeat creates behind the intents and run past the lanes, and no
 * redirects, which Graph does not use here and which would carry the token elsewhere.
 */
import {
  Client,
  type Context,
  GraphClientError,
  type Middleware,
  ResponseType,
  TelemetryHandler,
} from "@microsoft/microsoft-graph-client";
import type { HttpReply } from "../../http.ts";
import { noReply } from "./errors.ts";

export interface GraphRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path and query below `/v1.0`, encoded, e.g. `/me/events/AAMk%3D`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ClientDeps {
  /** e.g. `https://graph.microsoft.com`; `/v1.0` is added. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** A signal that aborts after so many ms; `AbortSignal.timeout` unless a test decides itself. */
  readonly timeout: (ms: number) => AbortSignal;
  readonly timeoutMs: number;
}

/** Sends one request. @throws ConnectorError `unavailable` when no readable reply came. */
export type Send = (request: GraphRequest, token: string) => Promise<HttpReply>;

export function createClient({ baseUrl, fetch, timeout, timeoutMs }: ClientDeps): Send {
  const lastHandler: Middleware = {
    async execute(context: Context) {
      try {
        context.response = await fetch(context.request as string, {
          ...context.options,
          redirect: "manual",
        });
      } catch (cause) {
        // The SDK hands on only its own class of error; any other loses its cause.
        const failure = new GraphClientError("No reply from Microsoft Graph.");
        failure.customError = cause;
        throw failure;
      }
    },
  };
  const client = Client.initWithMiddleware({
    baseUrl,
    customHosts: new Set([new URL(baseUrl).hostname]),
    middleware: [new TelemetryHandler(), lastHandler],
  });

  return async ({ method, url, headers, body }, token) => {
    const request = client
      .api(url)
      .headers({ ...headers, Authorization: `Bearer ${token}` })
      .option("signal", timeout(timeoutMs))
      // Raw, because the SDK's own error drops the headers of replies that are not JSON.
      .responseType(ResponseType.RAW);
    try {
      return await readReply((await perform(request, method, body)) as Response);
    } catch (cause) {
      throw noReply(cause instanceof GraphClientError ? (cause.customError as unknown) : cause);
    }
  };
}

function perform(
  request: ReturnType<Client["api"]>,
  method: GraphRequest["method"],
  body: unknown,
): Promise<unknown> {
  switch (method) {
    case "GET":
      return request.get();
    case "POST":
      return request.post(body);
    case "PATCH":
      return request.patch(body);
    case "DELETE":
      return request.delete();
  }
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
