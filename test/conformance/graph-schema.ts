/**
 * Holds requests and responses against the real Microsoft Graph v1.0.
 *
 * Use `checked(handle)` around whatever answers Graph requests in a test (the sandbox, or a recorder
 * behind the server's Graph client): every request must exist in Graph (method, path, query, body)
 * and every response must be one that Graph could give, parts of a `$batch` included; the first
 * deviation throws. Where the reference is absent `checked` changes nothing, and
 * `describeConformance` (describe-conformance.ts) skips its tests with the reason.
 */
import { LOST_REPLY, NO_REPLY } from "../../sandbox/control/faults.ts";
import type { WireHandler, WireRequest, WireResponse } from "../../sandbox/wire.ts";
import { closedSchemas } from "./closed-schemas.ts";
import {
  type Operation,
  type Schema,
  type Slice,
  missingReference,
  readReference,
} from "./reference.ts";
import { readOnlyProblems } from "./read-only.ts";

export interface GraphReference {
  /** What is wrong with a response to `method url`; empty when Graph could answer so. */
  validateResponse(method: string, url: string, status: number, body: unknown): string[];
  /** What is wrong with a request; empty when Graph documents it. `headers` in lower case. */
  validateRequest(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): string[];
  /** What is wrong with a POST to a subscriber, of changes or of the lifecycle. */
  validateNotification(body: unknown): string[];
}

let loaded: GraphReference | undefined;

/** The reference, or `null` where `../shared` is absent. Throws there under `CI=true`. */
export function graphReference(): GraphReference | null {
  if (missingReference() !== undefined) return null;
  loaded ??= createReference(readReference("graph-v1-slice.json") as Slice);
  return loaded;
}

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

function parts(body: unknown, key: "requests" | "responses"): readonly Part[] {
  const list = (body as Record<string, unknown> | null)?.[key];
  return Array.isArray(list) ? (list as Part[]) : [];
}

/** `/graph/v1.0/me?$top=1`, `https://host/v1.0/me?$top=1` and the `/me?$top=1` of a batch alike. */
function split(url: string): { path: string; query: [string, string][] } {
  const { pathname, searchParams } = new URL(url, "https://graph.microsoft.com");
  const path = pathname.replace(/^(\/graph)?\/v1\.0(?=\/)/, "");
  return { path, query: [...searchParams].map(([name, value]) => [name.toLowerCase(), value]) };
}

/** Documented as unsupported although the metadata offers them (`event-delta.md`). */
const notOnCalendarViewDelta = ["$select", "$expand", "$filter", "$orderby", "$search"];
const preferences =
  /^(outlook\.timezone="[^"]+"|outlook\.body-content-type="(text|html)"|IdType="ImmutableId"|odata\.maxpagesize=\d+|odata\.track-changes|return=(minimal|representation))$/;

function createReference(slice: Slice): GraphReference {
  const conforms = {
    request: closedSchemas(slice, "request"),
    response: closedSchemas(slice, "response"),
  };
  const notificationSchema: Schema = {
    $ref: "#/components/schemas/microsoft.graph.changeNotificationCollection",
  };
  const errorSchema: Schema = {
    $ref: "#/components/schemas/microsoft.graph.ODataErrors.ODataError",
  };
  const templates = Object.entries(slice.paths)
    .map(([template, methods]) => ({
      template,
      methods,
      parameters: template.split("{").length,
      pattern: new RegExp(
        `^${template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+")}$`,
        "i",
      ),
    }))
    .sort((one, other) => one.parameters - other.parameters);

  function find(
    method: string,
    path: string,
  ): { template: string; operation?: Operation } | undefined {
    const name = method.toLowerCase();
    const best =
      templates.find(({ methods, pattern }) => methods[name] && pattern.test(path)) ??
      templates.find(({ pattern }) => pattern.test(path));
    if (best === undefined) return undefined;
    const operation = best.methods[method.toLowerCase()];
    return { template: best.template, ...(operation && { operation }) };
  }

  function queryProblems(operation: Operation, path: string, query: [string, string][]): string[] {
    const allowed = (operation.parameters ?? [])
      .map((parameter) =>
        parameter.$ref === undefined
          ? parameter
          : slice.components.parameters[parameter.$ref.split("/").at(-1) ?? ""],
      )
      .filter((parameter) => parameter?.in === "query");
    const isDelta = /\/delta$/i.test(path);
    const token = query.find(([name]) => name === "$skiptoken" || name === "$deltatoken");
    if (isDelta && token) {
      // The token holds every other option; Graph forbids to repeat them.
      return query.length === 1 ? [] : ["a delta token must be the only query parameter"];
    }
    const names = new Set(allowed.map((parameter) => parameter?.name?.toLowerCase()));
    const unknown = query
      .filter(([name]) => !names.has(name))
      .map(([name]) => `query parameter ${name} is not documented for ${path}`);
    const missing = allowed
      .filter((wanted) => wanted?.required)
      .filter((wanted) => !query.some(([name]) => name === wanted?.name?.toLowerCase()))
      .map((wanted) => `query parameter ${wanted?.name ?? ""} is required`);
    const unsupported = query
      .filter(
        ([name]) => /calendarView\/delta$/i.test(path) && notOnCalendarViewDelta.includes(name),
      )
      .map(([name]) => `${name} is not supported on calendarView/delta`);
    return [...unknown, ...missing, ...unsupported];
  }

  function preferProblems(prefer: string | undefined): string[] {
    return (prefer ?? "")
      .split(",")
      .map((preference) => preference.trim())
      .filter((preference) => preference !== "" && !preferences.test(preference))
      .map((preference) => `Prefer: ${preference} is not documented`);
  }

  function batchParts(body: unknown): string[] {
    return parts(body, "requests").flatMap((part) =>
      reference
        .validateRequest(part.method, part.url, lowerCase(part.headers ?? {}), part.body)
        .map((problem) => `batch part ${part.id}: ${problem}`),
    );
  }

  const reference: GraphReference = {
    validateRequest(method, url, headers, body) {
      const { path, query } = split(url);
      const found = find(method, path);
      if (found?.operation === undefined) return [`${method} ${path} does not exist in Graph v1.0`];
      const schema = found.operation.requestBody?.content?.["application/json"]?.schema;
      const problems = [
        ...queryProblems(found.operation, path, query),
        ...preferProblems(headers["prefer"]),
      ];
      if (body === undefined) return problems;
      if (schema === undefined) return [...problems, `${method} ${path} takes no body`];
      if (!/^application\/json\b/.test(headers["content-type"] ?? "")) {
        problems.push("a body needs Content-Type: application/json");
      }
      problems.push(...conforms.request(schema, body));
      problems.push(...readOnlyProblems(method, found.template, body));
      return path === "/$batch" ? [...problems, ...batchParts(body)] : problems;
    },
    validateNotification: (body) => conforms.response(notificationSchema, body),
    validateResponse(method, url, status, body) {
      const { path } = split(url);
      const found = find(method, path);
      if (status >= 400) return conforms.response(errorSchema, body);
      if (found?.operation === undefined) {
        return [`${method} ${path} does not exist in Graph v1.0 but was answered with ${status}`];
      }
      const documented = found.operation.responses[String(status)];
      if (documented === undefined) return [`${status} is not documented for ${method} ${path}`];
      const schema = documented.content?.["application/json"]?.schema;
      if (schema !== undefined) return conforms.response(schema, body);
      return body === undefined || body === "" ? [] : [`${method} ${path} answers without a body`];
    },
  };

  return reference;
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]),
  );
}

function parsed(body: string | Uint8Array | undefined): unknown {
  if (body === undefined || body.length === 0) return undefined;
  return JSON.parse(typeof body === "string" ? body : Buffer.from(body).toString("utf8"));
}

function batchResponseProblems(reference: GraphReference, sent: unknown, got: unknown): string[] {
  const asked = new Map(parts(sent, "requests").map((part) => [part.id, part]));
  return parts(got, "responses").flatMap((part) => {
    const request = asked.get(part.id);
    if (request === undefined) return [`batch answers ${part.id}, which nobody asked`];
    return reference
      .validateResponse(request.method, request.url, part.status, part.body)
      .map((problem) => `batch part ${part.id} (${request.method} ${request.url}): ${problem}`);
  });
}

export interface CheckOptions {
  /** `false`: requests may be wrong on purpose, as in a test of error answers. */
  readonly requests?: boolean;
}

/**
 * The same handler, held against the reference. Throws an `Error` that lists what deviates. CORS
 * preflights, answers withheld on purpose and requests outside `/v1.0` pass unexamined.
 */
export function checked(handle: WireHandler, options: CheckOptions = {}): WireHandler {
  const reference = graphReference();
  if (reference === null) return handle;
  return async (request: WireRequest): Promise<WireResponse> => {
    const response = await handle(request);
    const withheld = response.status === LOST_REPLY || response.status === NO_REPLY;
    if (request.method === "OPTIONS" || withheld || !/^(\/graph)?\/v1\.0\//.test(request.url)) {
      return response;
    }
    const problems: string[] = [];
    const sent =
      options.requests === false && response.status >= 400 ? undefined : parsed(request.body);
    if (options.requests !== false) {
      problems.push(
        ...reference
          .validateRequest(request.method, request.url, request.headers, sent)
          .map((problem) => `request: ${problem}`),
      );
    }
    const got = parsed(response.body);
    problems.push(
      ...reference.validateResponse(request.method, request.url, response.status, got),
      ...batchResponseProblems(reference, sent, got),
    );
    if (problems.length > 0) {
      const what = `${request.method} ${request.url} → ${response.status}`;
      throw new Error(`${what} is not what Microsoft Graph does:\n- ${problems.join("\n- ")}`);
    }
    return response;
  };
}
