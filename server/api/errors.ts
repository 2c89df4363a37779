import type { ErrorRequestHandler, Request, Response } from "express";
import { AdministrationError } from "../administration/administrators.ts";
import { AuthError } from "../auth/errors.ts";
import { ConnectorError } from "../connectors/port/connector-error.ts";
import { ItemError } from "../engine/items/item-error.ts";
import type { Log } from "../lib/log.ts";
import { StoreError } from "../store/store.ts";
import type { Problem, ProblemCode } from "./contract/problem.ts";
import { told, type Language } from "./told.ts";
import {
  codeOfAdministration,
  codeOfAuth,
  codeOfConnector,
  codeOfStore,
  problems,
} from "./problems.ts";

export interface ProblemFacts {
  /** The field of the request that is wrong, e.g. `calendar.enabled`. */
  readonly field?: string;
  readonly remedy?: string;
  /** Name of whoever has what was asked for. */
  readonly by?: string;
  /** Claims that the next sign-in must satisfy, as JSON. */
  readonly claims?: string;
  /** Full names of the scopes that a consent must cover. */
  readonly scopes?: readonly string[];
  readonly retryAfterMs?: number;
  /** German of what is wrong where it is made with it, instead of standing in the catalogue. */
  readonly german?: string;
  readonly cause?: unknown;
}

/**
 * A failure as the caller is told it. `detail` and `remedy` are read by people and hold nothing internal;
 * they are English here and in the log, and told in the reader's language where he is answered.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, detail: string, facts: ProblemFacts = {}) {
    super(detail, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.facts = facts;
  }
}

/** Any failure as a problem; of what nobody foresaw the caller learns nothing but that it happened. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof AuthError) return problemOfAuth(error);
  if (error instanceof ConnectorError) {
    // A token that could not be had says more than the connector that missed it.
    if (error.facts.cause instanceof AuthError) return problemOfAuth(error.facts.cause);
    const { field, claims, retryAfterMs } = error.facts;
    return new ProblemError(codeOfConnector(error), error.message, {
      ...(field === undefined ? {} : { field }),
      ...(claims === undefined ? {} : { claims }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      cause: error,
    });
  }
  if (error instanceof AdministrationError) {
    const { code, field } = error;
    const facts = field === undefined ? {} : { field };
    return new ProblemError(codeOfAdministration[code], error.message, facts);
  }
  if (error instanceof ItemError) return new ProblemError(error.code, error.message, error.facts);
  if (error instanceof StoreError) {
    return new ProblemError(codeOfStore[error.code], noStorage, { cause: error });
  }
  return problemOfParser(error) ?? new ProblemError("internal", INTERNAL, { cause: error });
}

/** Said of any failure of the store: its paths are the operator's, and in the log. */
export const noStorage = "The data cannot be written or read just now. Nothing was changed.";
const INTERNAL = "An error on our side. Try again; if it stays, give the request id to support.";

/** What is wrong, in the reader's language. */
export function wordsOf(error: unknown, language: Language): string {
  const { message, facts } = problemOf(error);
  return language === "de" && facts.german !== undefined ? facts.german : told(message, language);
}

function problemOfAuth(error: AuthError): ProblemError {
  const { claims, scopes, retryAfterMs } = error.facts;
  return new ProblemError(codeOfAuth[error.code], error.facts.told ?? plain(error), {
    ...(claims === undefined ? {} : { claims }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause: error,
  });
}

/** Which check a token failed stands in the log only: the answer would teach a forger. */
function plain({ code }: AuthError): string {
  if (code === "tenant-unknown") {
    return "Your company's directory is not set up here. Ask your administrator.";
  }
  return code === "unauthorized"
    ? "The request carries no valid access token."
    : "Sign in again, then repeat what you did.";
}

/** What Express and its body parser throw: `type` is documented by body-parser. */
function problemOfParser(error: unknown): ProblemError | undefined {
  if (!(error instanceof Error) || !("status" in error)) return undefined;
  const cause = error;
  switch (error.status) {
    case 413:
      return new ProblemError("too-large", "The request is too large.", { cause });
    case 415:
      return new ProblemError("unsupported-media-type", "Send JSON in UTF-8, uncompressed.", {
        cause,
      });
    case 400:
      return new ProblemError("bad-request", "The request cannot be read: send valid JSON.", {
        cause,
      });
    default:
      return undefined;
  }
}

/** Of a body that cannot be read its kind alone: the parser's words quote what was sent, a secret too. */
function reasonOf(cause: Error): string {
  return "type" in cause && typeof cause.type === "string" ? cause.type : cause.message;
}

/** In which of our languages who asks wants to read. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages("en", "de") === "de" ? "de" : "en";
}

/** What is known of a request that failed, beside who made it. */
export interface Failed {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: ProblemCode;
}

/**
 * Answers every failure as problem details (RFC 9457), and logs it once.
 * @param failed hears of each
 */
export function problemHandler(
  log: Log,
  failed: (what: Failed, request: Request) => void = () => undefined,
): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows error handlers by their four parameters.
  return (error: unknown, request: Request, response: Response, _next) => {
    const problem = problemOf(error);
    const language = languageOf(request);
    const [status, title] = problems[problem.code];
    const requestId = requestIdOf(response);
    const cause = problem.facts.cause ?? problem;
    // Of a refusal the reason is enough; its causes quote the caller's token.
    const reason = cause instanceof Error ? reasonOf(cause) : "";
    const facts = { requestId, code: problem.code, reason };
    if (status >= 500) log.error({ ...facts, err: cause }, "request failed");
    else if (status === 401 || status === 403) log.warn(facts, "request refused");
    else log.info(facts, "request not valid");
    const { method, path } = request;
    failed({ id: requestId, method, path, status, code: problem.code }, request);
    if (response.headersSent) {
      // Too late for an answer: the reader must see that the stream broke.
      response.destroy();
      return;
    }
    const { field, remedy, by, claims, scopes, retryAfterMs } = problem.facts;
    if (status === 401) response.set("WWW-Authenticate", challengeOf(problem));
    if (retryAfterMs !== undefined) {
      response.set("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
    }
    const body: Problem = {
      type: `urn:sync-to-erp:problem:${problem.code}`,
      title,
      status,
      code: problem.code,
      detail: wordsOf(problem, language),
      ...(field === undefined ? {} : { field }),
      ...(remedy === undefined ? {} : { remedy: told(remedy, language) }),
      ...(by === undefined ? {} : { by }),
      ...(claims === undefined ? {} : { claims }),
      ...(scopes === undefined ? {} : { scopes: [...scopes] }),
      requestId,
    };
    response.status(status).type("application/problem+json").send(JSON.stringify(body));
  };
}

/** As "Claims challenges, claims requests and client capabilities" asks of an API. */
function challengeOf({ code, facts: { claims } }: ProblemError): string {
  if (claims !== undefined) {
    const encoded = Buffer.from(claims).toString("base64");
    return `Bearer realm="", error="insufficient_claims", claims="${encoded}"`;
  }
  return code === "unauthorized" ? 'Bearer realm="", error="invalid_token"' : 'Bearer realm=""';
}

/** The id under which the log knows this request; the caller gets it with every problem. */
export function requestIdOf(response: Response): string {
  const id: unknown = response.locals["requestId"];
  return typeof id === "string" ? id : "";
}
