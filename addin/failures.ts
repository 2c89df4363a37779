import type { ProblemCode } from "../server/api/contract/problem.ts";

/** What goes wrong on this side of the wire, beside the codes that the backend answers with. */
type LocalCode =
  | "offline"
  | "backend-down"
  | "admin-consent-required"
  | "not-installed"
  | "registered-for-one"
  | "popup-blocked"
  | "sign-in-cancelled"
  | "sign-in-failed"
  | "outlook-unavailable"
  | "part-missing";

export type FailureCode = ProblemCode | LocalCode;

/** The one thing a person can do in the pane about a failure. */
export type Remedy = "retry" | "sign-in" | "consent" | "setup" | "none";

/** Every failure has a remedy; a code added to the contract asks for one here. */
export const remedies: Readonly<Record<FailureCode, Remedy>> = {
  "bad-request": "none",
  unauthorized: "sign-in",
  "claims-required": "sign-in",
  "consent-required": "consent",
  "signed-out": "sign-in",
  forbidden: "none",
  "tenant-unknown": "none",
  "not-set-up": "retry",
  "not-found": "retry",
  conflict: "retry",
  "setup-required": "setup",
  "erp-user-unknown": "retry",
  "erp-user-taken": "retry",
  "item-not-found": "retry",
  "item-not-saved": "retry",
  "item-unsupported": "none",
  "mailbox-not-found": "retry",
  "mailbox-taken": "retry",
  "mailbox-owners": "none",
  "mailbox-unclear": "none",
  "too-large": "none",
  "unsupported-media-type": "none",
  "method-not-allowed": "none",
  "rate-limited": "retry",
  "erp-not-connected": "retry",
  "erp-unavailable": "retry",
  "erp-paused": "retry",
  "microsoft-unavailable": "retry",
  rejected: "none",
  storage: "retry",
  unavailable: "retry",
  internal: "retry",
  offline: "retry",
  "backend-down": "retry",
  "admin-consent-required": "consent",
  "not-installed": "none",
  "registered-for-one": "sign-in",
  "popup-blocked": "sign-in",
  "sign-in-cancelled": "sign-in",
  "sign-in-failed": "sign-in",
  "outlook-unavailable": "retry",
  "part-missing": "retry",
};

/** Anything that a view can show with words and a remedy. */
export class Failure extends Error {
  readonly code: FailureCode;
  /** Conditional access: claims that the next sign-in must satisfy. */
  readonly claims: string | null;
  /** Ties what a person reports to the backend's log. */
  readonly requestId: string | null;
  /** What was asked for is wrong here, e.g. `name`. */
  readonly field: string | null;
  /** What a consent must cover beyond what everybody agrees to. */
  readonly scopes: readonly string[];
  /** Name of whoever has what was asked for. */
  readonly by: string | null;

  constructor(
    code: FailureCode,
    facts: {
      readonly message?: string;
      readonly claims?: string | undefined;
      readonly requestId?: string | undefined;
      readonly field?: string | undefined;
      readonly scopes?: readonly string[] | undefined;
      readonly by?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(facts.message ?? code, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "Failure";
    this.code = code;
    this.claims = facts.claims ?? null;
    this.requestId = facts.requestId ?? null;
    this.field = facts.field ?? null;
    this.scopes = facts.scopes ?? [];
    this.by = facts.by ?? null;
  }
}

/** The failure behind anything thrown; what we did not foresee is `internal`. */
export function failureOf(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure("internal", { cause: error });
}

/** Whether a stable code from the backend is one that we have words for. */
export function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(remedies, code);
}
