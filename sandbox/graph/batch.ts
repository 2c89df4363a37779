/** `$batch`: up to twenty requests in one. Those for Outlook run four at a time. */
import type { WireRequest, WireResponse } from "../wire.ts";
import { GraphError } from "./errors.ts";

const partsMax = 20;
const parallelMax = 4;

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

interface Answer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const invalid = (message: string) => new GraphError(400, "BadRequest", message);

function readPart(value: unknown): Part {
  const part = (value ?? {}) as Record<string, unknown>;
  const { id, method, url, headers } = part;
  // Both spellings occur in official examples.
  const dependsOn = part["dependsOn"] ?? part["DependsOn"];
  if (typeof id !== "string" || id === "") throw invalid("Batch request id is missing.");
  if (typeof method !== "string" || typeof url !== "string") {
    throw invalid(`Batch request '${id}' needs method and url.`);
  }
  const lower = Object.entries((headers ?? {}) as Record<string, unknown>).map(
    ([name, text]): [string, string] => [name.toLowerCase(), String(text)],
  );
  const before = Array.isArray(dependsOn)
    ? dependsOn.map((other) => String(other).toLowerCase())
    : [];
  return {
    id,
    method,
    url,
    headers: Object.fromEntries(lower),
    body: part["body"],
    dependsOn: before,
  };
}

/** The parts of a batch. Throws 400 for the batch as a whole. */
function readParts(body: unknown): readonly Part[] {
  const requests = (body as { requests?: unknown } | null | undefined)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) {
    throw invalid("Invalid batch payload format.");
  }
  if (requests.length > partsMax) {
    throw invalid(`Number of batch request steps exceeds the maximum value of ${partsMax}.`);
  }
  const parts = requests.map(readPart);
  const seen = new Set<string>();
  for (const part of parts) {
    const id = part.id.toLowerCase();
    if (seen.has(id)) throw invalid(`Request Id '${part.id}' is not unique in the batch.`);
    const unknown = part.dependsOn.find((other) => !seen.has(other));
    if (unknown !== undefined) {
      throw invalid(`Request '${part.id}' depends on '${unknown}', which is not before it.`);
    }
    if (/\$batch/i.test(part.url)) throw invalid("A batch cannot contain a batch.");
    seen.add(id);
  }
  return parts;
}

const error = (code: string, message: string) => ({ error: { code, message } });

export interface BatchResult {
  readonly parts: number;
  readonly responses: readonly Answer[];
  /** A part whose fault withholds the answer withholds that of the whole batch. */
  readonly withheld: WireResponse | undefined;
}

/**
 * Runs a batch. `one` serves a single request, its URL relative to the version, and never rejects.
 * Throws 400 `GraphError` when the batch itself is wrong.
 */
export async function runBatch(
  body: unknown,
  one: (request: WireRequest) => Promise<WireResponse>,
): Promise<BatchResult> {
  const parts = readParts(body);
  const results = new Map<string, Promise<Answer>>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let withheld: WireResponse | undefined;

  async function inLane<T>(work: () => Promise<T>): Promise<T> {
    if (running < parallelMax) running += 1;
    else {
      // Whoever leaves a lane hands it over, so nobody can slip in between.
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  async function answer(part: Part): Promise<Answer> {
    const before = await Promise.all(
      part.dependsOn.map((id) => results.get(id) ?? Promise.resolve(undefined)),
    );
    const base = { id: part.id, headers: { "content-type": "application/json" } };
    if (before.some((result) => (result?.status ?? 500) >= 400)) {
      const message = "The request failed because a request it depends on failed.";
      return { ...base, status: 424, body: error("FailedDependency", message) };
    }
    if (part.body !== undefined && part.headers["content-type"] === undefined) {
      const message = `Request '${part.id}' has a body but no Content-Type header.`;
      return { ...base, status: 400, body: error("BadRequest", message) };
    }
    const response = await inLane(() => one(requestOf(part)));
    if (response.status <= 0) withheld = response;
    const text = response.body.toString();
    return {
      id: part.id,
      status: response.status,
      headers: response.headers,
      ...(text === "" ? { body: undefined } : { body: JSON.parse(text) as unknown }),
    };
  }

  for (const part of parts) results.set(part.id.toLowerCase(), answer(part));
  const responses = await Promise.all(results.values());
  return { parts: parts.length, responses, withheld };
}

function requestOf(part: Part): WireRequest {
  const url = part.url.startsWith("/") ? part.url : `/${part.url}`;
  const request = { method: part.method.toUpperCase(), url, headers: part.headers };
  return part.body === undefined ? request : { ...request, body: JSON.stringify(part.body) };
}
