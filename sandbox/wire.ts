/**
 * HTTP as plain data. Every part of the sandbox is a function from request to response, so tests and
 * the simulation call it without sockets, `$batch` calls it recursively, and `front.ts` alone owns
 * listeners.
 */
export interface WireRequest {
  readonly method: string;
  /** Path and query as received, e.g. `/v1.0/me/events?$top=5`. */
  readonly url: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export type WireHandler = (request: WireRequest) => Promise<WireResponse>;

/** A JSON response. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: body === undefined ? "" : JSON.stringify(body),
  };
}
