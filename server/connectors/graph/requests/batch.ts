/** `$batch` as data: up to twenty requests in one, answered in any order. Pure. */
import { z } from "zod";
import type { GraphRequest } from "./client.ts";
import type { HttpReply } from "../../http.ts";

/** Graph's limit (limits.json). */
const maxParts = 20;
/** Graph takes 4 MB per request; half of it leaves room for what JSON adds to non-ASCII text. */
const maxBodyChars = 2_000_000;

/** Splits requests into batches that Graph accepts, in order. */
export function batchesOf(requests: readonly GraphRequest[]): readonly (readonly GraphRequest[])[] {
  const batches: GraphRequest[][] = [];
  let chars = 0;
  for (const request of requests) {
    const size = request.body === undefined ? 0 : JSON.stringify(request.body).length;
    const last = batches.at(-1);
    if (last === undefined || last.length === maxParts || chars + size > maxBodyChars) {
      batches.push([request]);
      chars = size;
    } else {
      last.push(request);
      chars += size;
    }
  }
  return batches;
}

/** The request that carries `requests`; their ids are their positions. */
export function batchRequest(requests: readonly GraphRequest[]): GraphRequest {
  const parts = requests.map(({ method, url, headers, body }, index) => ({
    id: String(index),
    method,
    url,
    headers: { ...headers, ...(body !== undefined && { "Content-Type": "application/json" }) },
    ...(body !== undefined && { body }),
  }));
  return { method: "POST", url: "/$batch", body: { requests: parts } };
}

const batchReply = z.looseObject({
  responses: z.array(
    z.looseObject({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

/** The replies to the parts, in the order they were asked; `null` for a part that was not answered. */
export function batchReplies(body: unknown, count: number): readonly (HttpReply | null)[] | null {
  const parsed = batchReply.safeParse(body);
  if (!parsed.success) return null;
  const replies = new Map(
    parsed.data.responses.map(({ id, status, headers, body: part }) => [
      id,
      { status, headers: lowerCase(headers ?? {}), body: part },
    ]),
  );
  return Array.from({ length: count }, (_, index) => replies.get(String(index)) ?? null);
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
