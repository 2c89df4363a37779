import type { AdministrationErrorCode } from "../administration/administrators.ts";
import type { AuthErrorCode } from "../auth/errors.ts";
import type { ConnectorError, ConnectorErrorCode } from "../connectors/port/connector-error.ts";
import type { StoreErrorCode } from "../store/store.ts";
import type { ProblemCode } from "./contract/problem.ts";

/**
 * Which HTTP status and title each code has, and which code each failure of the other parts becomes.
 * All tables are total: a new code does not compile until it has its line here.
 */
export const problems: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  "bad-request": [400, "The request is not valid"],
  unauthorized: [401, "Sign-in required"],
  "claims-required": [401, "Additional proof of identity required"],
  "signed-out": [401, "Signed out"],
  "tenant-unknown": [401, "Company not set up"],
  "consent-required": [403, "Permission missing"],
  forbidden: [403, "Not allowed"],
  "not-found": [404, "Not found"],
  "item-not-found": [404, "Item not found"],
  "mailbox-not-found": [404, "Mailbox not found"],
  "mailbox-taken": [409, "Synchronized by somebody else"],
  "mailbox-owners": [409, "Synchronized by its owner"],
  "mailbox-unclear": [409, "Calendar not told apart"],
  "method-not-allowed": [405, "Method not allowed"],
  conflict: [409, "Changed in the meantime"],
  "setup-required": [409, "Setup not finished"],
  "erp-not-connected": [409, "No ERP is connected"],
  "erp-user-unknown": [409, "Not known in the ERP"],
  "erp-user-taken": [409, "Somebody else is this user"],
  "item-not-saved": [409, "Item not saved yet"],
  "too-large": [413, "Too large"],
  "unsupported-media-type": [415, "Only JSON is understood"],
  "item-unsupported": [422, "Item cannot be synchronized"],
  rejected: [422, "Refused"],
  "rate-limited": [429, "Too many requests"],
  internal: [500, "Something went wrong"],
  storage: [503, "Storage not available"],
  "not-set-up": [503, "Not set up yet"],
  unavailable: [503, "Not available just now"],
  "erp-unavailable": [503, "The ERP does not answer"],
  "erp-paused": [503, "The ERP is not asked just now"],
  "microsoft-unavailable": [503, "Microsoft does not answer"],
};

export const codeOfAuth: Readonly<Record<AuthErrorCode, ProblemCode>> = {
  unauthorized: "unauthorized",
  "tenant-unknown": "tenant-unknown",
  "claims-required": "claims-required",
  "signed-out": "signed-out",
  "consent-required": "consent-required",
  forbidden: "forbidden",
  misconfigured: "unavailable",
  unavailable: "microsoft-unavailable",
};

export const codeOfStore: Readonly<Record<StoreErrorCode, ProblemCode>> = {
  fenced: "conflict",
  full: "storage",
  refused: "storage",
  owned: "storage",
};

export const codeOfAdministration: Readonly<Record<AdministrationErrorCode, ProblemCode>> = {
  "token-refused": "rejected",
  "beyond-reach": "forbidden",
  "last-administrator": "rejected",
  "not-found": "not-found",
  fixed: "rejected",
  rejected: "rejected",
};

/** What a connector's refusal means for the person whose request ran into it. */
export function codeOfConnector({ code, side, facts }: ConnectorError): ProblemCode {
  if (facts.notConnected === true) return "erp-not-connected";
  const down = side === "erp" ? "erp-unavailable" : "microsoft-unavailable";
  const codes: Readonly<Record<ConnectorErrorCode, ProblemCode>> = {
    // Its administrators said so: nothing was sent.
    throttled: facts.pause === undefined ? down : "erp-paused",
    // The ERP knows our service account, not the person: he cannot help it by signing in.
    unauthorized:
      side === "erp" ? down : facts.claims === undefined ? "signed-out" : "claims-required",
    forbidden: "forbidden",
    "cursor-expired": "conflict",
    stale: "conflict",
    "not-found": "not-found",
    rejected: "rejected",
    unavailable: down,
  };
  return codes[code];
}
