import type { Side } from "../../sync/model.ts";

/** Foreign failures in our words. What to do about each stands in `engine/run/retry.ts`. */
export type ConnectorErrorCode =
  | "throttled"
  | "unauthorized"
  | "forbidden"
  | "cursor-expired"
  | "stale"
  | "not-found"
  | "rejected"
  | "unavailable";

export interface ConnectorErrorFacts {
  /** When the other side will listen again. */
  readonly retryAfterMs?: number;
  /** `throttled`: not the other side asks for it, but whoever administers it; nothing was sent. */
  readonly pause?: Pause;
  /** `unavailable`: there is no such side, so nobody was asked. */
  readonly notConnected?: true;
  /** `unavailable`: it answered, but no API that we know: with no JSON at all, or with JSON of another form. */
  readonly unreadable?: "something-else" | "other-version";
  /** Our name of the field that was refused. */
  readonly field?: string;
  /** `unauthorized`: the claims a fresh sign-in must satisfy. */
  readonly claims?: string;
  /** The other side's own code and request id, for the log. */
  readonly foreignCode?: string;
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** A time in which we send nothing to a side, because its administrators said so. */
export interface Pause {
  /** `quota`: as much was asked as may be. */
  readonly kind: "maintenance" | "quota";
  /** ISO 8601 UTC. */
  readonly until: string;
  /** What people are told; may be empty. */
  readonly reason: string;
}

export class ConnectorError extends Error {
  override readonly name = "ConnectorError";
  readonly code: ConnectorErrorCode;
  readonly side: Side;
  readonly facts: ConnectorErrorFacts;

  /** `reason` is a sentence without secrets or item content: it is logged and shown. */
  constructor(
    code: ConnectorErrorCode,
    side: Side,
    reason: string,
    facts: ConnectorErrorFacts = {},
  ) {
    super(reason, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.side = side;
    this.facts = facts;
  }
}
