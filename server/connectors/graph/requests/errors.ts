/** Graph's failures in the words of the port. The one place that knows status codes and error codes. */
import { z } from "zod";
import {
  ConnectorError,
  type ConnectorErrorCode,
  type ConnectorErrorFacts,
} from "../../port/connector-error.ts";
import { type HttpReply, retryAfterMs } from "../../http.ts";
import { fieldOf } from "../event/properties.ts";

const errorBody = z.looseObject({
  error: z.looseObject({
    code: z.string().nullish(),
    message: z.string().nullish(),
    target: z.string().nullish(),
    innerError: z.looseObject({ code: z.string().nullish() }).nullish(),
    details: z.array(z.looseObject({ target: z.string().nullish() })).nullish(),
  }),
});

/** Codes that mean the same whatever status they come with; lower case. */
const byCode: Readonly<Record<string, ConnectorErrorCode>> = {
  syncstatenotfound: "cursor-expired",
  resyncrequired: "cursor-expired",
  errorirresolvableconflict: "stale",
  applicationthrottled: "throttled",
  // 404, but about the mailbox: taken for a missing item it would delete everything on the other side.
  mailboxnotenabledforrestapi: "forbidden",
  mailboxnotsupportedforrestapi: "forbidden",
  errormailboxstoreunavailable: "unavailable",
  // 500, but about one item for good: taken for an outage it would stop the whole mailbox.
  errorcorruptdata: "rejected",
  erroritemcorrupt: "rejected",
};

const byStatus: Readonly<Record<number, ConnectorErrorCode>> = {
  401: "unauthorized",
  402: "forbidden",
  403: "forbidden",
  404: "not-found",
  408: "unavailable",
  409: "stale",
  410: "cursor-expired",
  412: "stale",
  423: "throttled",
  424: "unavailable",
  429: "throttled",
  509: "throttled",
};

const sentences: Readonly<Record<ConnectorErrorCode, string>> = {
  throttled: "Microsoft 365 asks us to slow down for this mailbox.",
  unauthorized: "Microsoft 365 did not accept the sign-in.",
  forbidden: "Microsoft 365 does not allow this for the signed-in person.",
  "cursor-expired": "Microsoft 365 no longer knows where we left off.",
  stale: "The event was changed in Outlook in the meantime.",
  "not-found": "Microsoft 365 does not find it.",
  rejected: "Microsoft 365 refused the request.",
  unavailable: "Microsoft 365 could not be reached or did not answer properly.",
};

/**
 * The failure that a reply with a status of 300 or more tells.
 * @param nowMs for a `Retry-After` that names a date.
 */
export function replyError(reply: HttpReply, nowMs: number): ConnectorError {
  const { status, headers } = reply;
  const parsed = errorBody.safeParse(reply.body);
  const error = parsed.success ? parsed.data.error : undefined;
  const foreignCode = error?.code ?? error?.innerError?.code ?? undefined;
  const claims = claimsOf(headers["www-authenticate"]);
  const field = fieldNamed(error);
  const wait = retryAfterMs(headers["retry-after"], nowMs);
  const requestId = headers["request-id"];
  const facts: ConnectorErrorFacts = {
    foreignCode: `${status}${foreignCode === undefined ? "" : ` ${foreignCode}`}`,
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(field !== undefined && { field }),
    ...(claims !== undefined && { claims }),
    ...(requestId !== undefined && { requestId }),
  };
  const code = codeOf(reply, [error?.innerError?.code, error?.code], error !== undefined);
  // A claims challenge under Conditional Access may come as 403; the remedy is a sign-in all the same.
  if (claims !== undefined) return connectorError("unauthorized", facts);
  if (isCrossing(error)) return new ConnectorError(code, "microsoft", crossing, facts);
  return connectorError(code, facts);
}

/** Exchange keeps the days of a series in their order. */
const crossing =
  "Outlook moves a day of a series only between the days before and after it. Put it there in the ERP, or make a new appointment for that time.";

function isCrossing(error: z.infer<typeof errorBody>["error"] | undefined): boolean {
  return error?.code === "ErrorOccurrenceCrossingBoundary";
}

function codeOf(
  { status }: HttpReply,
  codes: readonly (string | null | undefined)[],
  fromGraph: boolean,
): ConnectorErrorCode {
  for (const code of codes) {
    const known = byCode[code?.toLowerCase() ?? ""];
    if (known !== undefined) return known;
  }
  // A 404 page of some gateway says nothing about the item.
  if (status === 404 && !fromGraph) return "unavailable";
  if (status >= 500 && status !== 501 && status !== 507) return byStatus[status] ?? "unavailable";
  return byStatus[status] ?? (status < 400 ? "unavailable" : "rejected");
}

/** No reply came: network, time limit, or an answer that is not HTTP. What was sent may have landed. */
export function noReply(cause: unknown): ConnectorError {
  return connectorError("unavailable", { cause });
}

/** An answer came that has not the form that Graph documents. */
export function unreadable(what: string): ConnectorError {
  return new ConnectorError("unavailable", "microsoft", `Microsoft 365 answered ${what}.`);
}

function connectorError(code: ConnectorErrorCode, facts: ConnectorErrorFacts): ConnectorError {
  const detail = facts.foreignCode === undefined ? "" : ` (${facts.foreignCode})`;
  return new ConnectorError(code, "microsoft", `${sentences[code]}${detail}`, facts);
}

/** A failure that proves the item itself is gone; other 404s may concern the mailbox or the person. */
export function isItemNotFound(error: ConnectorError): boolean {
  return /^404 (Error)?ItemNotFound$/i.test(error.facts.foreignCode ?? "");
}

/** A create was refused because its transaction is known. */
export function isConflict(error: ConnectorError): boolean {
  return /^409\b/.test(error.facts.foreignCode ?? "");
}

/** The same failure as one that passes: the same request may do better. */
export function tryAgain({ facts }: ConnectorError): ConnectorError {
  return connectorError("unavailable", facts);
}

/** The claims that a fresh sign-in must satisfy, as JSON text (RFC 6750 challenge, base64). */
function claimsOf(challenge: string | undefined): string | undefined {
  const claims = /\bclaims="([^"]+)"/.exec(challenge ?? "")?.[1];
  if (claims === undefined) return undefined;
  const decoded = Buffer.from(claims, "base64").toString("utf8");
  return decoded.startsWith("{") ? decoded : claims;
}

/** Our name of the property that a refusal speaks of, in `target` or quoted in its message. */
function fieldNamed(error: z.infer<typeof errorBody>["error"] | undefined): string | undefined {
  if (isCrossing(error)) return "when";
  const quoted = [...(error?.message ?? "").matchAll(/['"]([A-Za-z./]+)['"]/g)].map(
    (match) => match[1] ?? "",
  );
  const named = [error?.target, ...(error?.details ?? []).map(({ target }) => target), ...quoted];
  for (const name of named) {
    const field = fieldOf(name ?? "");
    if (field !== undefined) return field;
  }
  return undefined;
}
