/** Why somebody, or the server itself, could not be let in. Stable: engine and API decide by it. */
export type AuthErrorCode =
  /** The token of the request is missing, false, too old or not for us. */
  | "unauthorized"
  /** The token is of a tenant that this installation does not serve. */
  | "tenant-unknown"
  /** Entra asks for more proof: the person signs in again, with `claims` where there are any. */
  | "claims-required"
  /** Nothing (left) to act for this person with: he signs in again. */
  | "signed-out"
  /** The person, or his administrator, has not agreed to what the application asks for. */
  | "consent-required"
  /** A policy or a blocked account: an administrator must change something. */
  | "forbidden"
  /** The registration or our configuration is wrong: the operator must act. */
  | "misconfigured"
  /** The sign-in service does not answer properly just now. */
  | "unavailable";

export interface AuthErrorFacts {
  /** Claims that the next sign-in must satisfy, as JSON. */
  readonly claims?: string;
  /** The number behind AADSTS, for the log and for support. */
  readonly aadsts?: number;
  /** Entra's id of the failed request. */
  readonly correlationId?: string;
  /** What the person reads: a sentence that has German in the API's catalogue. */
  readonly told?: string;
  readonly retryAfterMs?: number;
  /** `consent-required`: full names of the scopes that a consent must cover; absent: the usual ones. */
  readonly scopes?: readonly string[];
  readonly cause?: unknown;
}

export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly code: AuthErrorCode;
  readonly facts: AuthErrorFacts;

  /** `reason` is for the log: it names no person and holds no part of a token. */
  constructor(code: AuthErrorCode, reason: string, facts: AuthErrorFacts = {}) {
    super(reason, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.facts = facts;
  }
}
