import { randomUUID } from "node:crypto";
import { json, type WireResponse } from "../wire.ts";

interface ErrorKind {
  /** The OAuth error, which is what clients act upon. */
  readonly error: string;
  readonly status: number;
  readonly text: string;
  readonly suberror?: string;
}

/** The AADSTS codes this stand-in answers with: OAuth error and status as Entra's, the words ours. */
const kinds = {
  16000: {
    error: "interaction_required",
    status: 400,
    text: "Several accounts are signed in; the person must choose one.",
  },
  50011: {
    error: "invalid_request",
    status: 400,
    text: "The redirect URI of the request is not registered for this application.",
  },
  50013: {
    error: "invalid_grant",
    status: 400,
    text: "The assertion is not valid: its signature, issuer or form failed the check.",
  },
  50020: {
    error: "invalid_grant",
    status: 400,
    text: "This account does not belong to the tenant and is not a guest there.",
  },
  50058: {
    error: "login_required",
    status: 400,
    text: "A silent sign-in was asked for, but nobody is signed in.",
  },
  50076: {
    error: "interaction_required",
    status: 400,
    text: "A policy of the organization asks for multi-factor authentication.",
    suberror: "basic_action",
  },
  50173: {
    error: "invalid_grant",
    status: 400,
    text: "The grant was revoked, for example by a new password. A fresh sign-in is needed.",
    suberror: "bad_token",
  },
  50194: {
    error: "invalid_request",
    status: 400,
    text: "The application is for one tenant alone: use that tenant's own endpoint, or make it multitenant.",
  },
  500131: {
    error: "invalid_grant",
    status: 400,
    text: "The audience of the assertion is not the application that presents it.",
  },
  500133: {
    error: "invalid_grant",
    status: 400,
    text: "The assertion is outside its valid time range.",
  },
  501481: {
    error: "invalid_grant",
    status: 400,
    text: "The code_verifier does not match the code_challenge of the sign-in.",
  },
  65001: {
    error: "invalid_grant",
    status: 400,
    text: "Neither the person nor an administrator has consented to what the application asks for.",
    suberror: "consent_required",
  },
  65004: { error: "access_denied", status: 400, text: "Consent was declined." },
  70003: { error: "unsupported_grant_type", status: 400, text: "This grant type is unknown." },
  70008: {
    error: "invalid_grant",
    status: 400,
    text: "The authorization code has expired or was used before.",
  },
  70011: { error: "invalid_scope", status: 400, text: "The scope is not valid." },
  700016: {
    error: "unauthorized_client",
    status: 400,
    text: "The application was not found in this tenant: check the client id and the tenant.",
  },
  700022: {
    error: "invalid_scope",
    status: 400,
    text: "The scopes belong to more than one resource.",
  },
  700027: {
    error: "invalid_client",
    status: 401,
    text: "The client assertion is not signed by a certificate of this application.",
  },
  700082: {
    error: "invalid_grant",
    status: 400,
    text: "The refresh token has expired because it was not used for 90 days.",
    suberror: "bad_token",
  },
  700084: {
    error: "invalid_grant",
    status: 400,
    text: "The refresh token was issued to a single-page application and its 24 hours are over.",
    suberror: "bad_token",
  },
  7000215: {
    error: "invalid_client",
    status: 401,
    text: "The client secret is wrong: send its value, not its id.",
  },
  7000218: {
    error: "invalid_client",
    status: 401,
    text: "The request must carry a client_assertion or a client_secret.",
  },
  7000229: {
    error: "invalid_client",
    status: 401,
    text: "The application has no service principal in this tenant: nobody there has consented to it.",
  },
  90002: { error: "invalid_request", status: 400, text: "This tenant does not exist." },
  90094: {
    error: "access_denied",
    status: 400,
    text: "Only an administrator may consent to this application here.",
  },
  900144: { error: "invalid_request", status: 400, text: "A required parameter is missing." },
  9001023: {
    error: "invalid_request",
    status: 400,
    text: "This grant needs a tenant's own endpoint, not /common or /organizations.",
  },
  9002313: { error: "invalid_grant", status: 400, text: "The request is malformed." },
  9002325: {
    error: "invalid_request",
    status: 400,
    text: "A single-page application must use PKCE with S256.",
  },
  9002326: {
    error: "invalid_request",
    status: 400,
    text: "Only a code or token of a single-page application may be redeemed across origins.",
  },
  9002327: {
    error: "invalid_request",
    status: 400,
    text: "What was issued to a single-page application may be redeemed across origins only.",
  },
} as const satisfies Record<number, ErrorKind>;

export type AadstsCode = keyof typeof kinds;

/** A sign-in failure. `claims` is the challenge that the client must carry into its next request. */
export class SignInError extends Error {
  override readonly name = "SignInError";
  readonly code: AadstsCode;
  readonly claims: string | undefined;

  constructor(code: AadstsCode, detail?: string, claims?: string) {
    super(`AADSTS${code}: ${kinds[code].text}${detail === undefined ? "" : ` ${detail}`}`);
    this.code = code;
    this.claims = claims;
  }

  /** The OAuth error that clients act upon, e.g. `invalid_grant`. */
  get oauthError(): string {
    return kinds[this.code].error;
  }

  get suberror(): string | undefined {
    const kind: ErrorKind = kinds[this.code];
    return kind.suberror;
  }
}

/** The token endpoint's answer to a failure, in Entra's shape. */
export function errorResponse(
  failure: SignInError,
  nowMs: number,
  headers: Readonly<Record<string, string>>,
): WireResponse {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = new Date(nowMs).toISOString().replace("T", " ").slice(0, 19) + "Z";
  return json(
    kinds[failure.code].status,
    {
      error: failure.oauthError,
      error_description: `${failure.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [failure.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${failure.code}`,
      ...(failure.suberror === undefined ? {} : { suberror: failure.suberror }),
      ...(failure.claims === undefined ? {} : { claims: failure.claims }),
    },
    headers,
  );
}
