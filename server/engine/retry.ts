import type { ConnectorError, ConnectorErrorCode } from "../connectors/connector.ts";

/** Whom a failure stops: only this item, or the whole run of this mailbox. */
export type Reach = "item" | "run";
/** When a run that failed so is tried again; `person`: only somebody's act can help. */
type Again = "soon" | "hourly" | "person";

/**
 * What to do about each failure; the one place where retryability is decided. `stale` and
 * `not-found` never reach it: they are read again and planned again inside the run.
 */
const rules: Readonly<Record<ConnectorErrorCode, { reach: Reach; again: Again }>> = {
  throttled: { reach: "run", again: "soon" },
  unavailable: { reach: "run", again: "soon" },
  unauthorized: { reach: "run", again: "person" },
  "cursor-expired": { reach: "run", again: "soon" },
  stale: { reach: "item", again: "soon" },
  "not-found": { reach: "item", again: "soon" },
  // The same content will be refused again; a person or a change of the item brings it back.
  rejected: { reach: "item", again: "person" },
  // An administrator may grant it at any time, and nobody tells us.
  forbidden: { reach: "item", again: "hourly" },
};

export function reachOf(code: ConnectorErrorCode): Reach {
  return rules[code].reach;
}

const firstRetryMs = 5_000;
const lastRetryMs = 15 * 60_000;
const hourMs = 60 * 60_000;

/**
 * So many runs in a row that the same item stopped with `unavailable`, and it is the item that is to
 * blame where its side answers otherwise: about 75 s of trying. Then it alone is set aside.
 */
export const stopsMax = 5;
/** A parked item that time or an administrator may mend is tried again by the first run after this. */
export const parkedPauseMs = hourMs;

/**
 * When to try a mailbox again after `attempt` failed runs in a row (1 = the first). Doubles from
 * 5 s to 15 min, or is an hour where an administrator must act; what the other side asked for with
 * Retry-After is never undercut.
 * @returns `null` where only a person can help (a sign-in), so that trying again is pointless.
 */
export function retryDelayMs(error: ConnectorError | null, attempt: number): number | null {
  const again = error === null ? "soon" : rules[error.code].again;
  if (again === "person") return null;
  const backoffMs =
    again === "hourly"
      ? hourMs
      : Math.min(lastRetryMs, firstRetryMs * 2 ** Math.max(0, attempt - 1));
  return Math.max(backoffMs, error?.facts.retryAfterMs ?? 0);
}

/**
 * How soon after a failed run a wake-up may start the next one. A storm of notifications must neither
 * undercut Retry-After nor turn a side that is down into a busy loop.
 */
export function earliestRetryMs(error: ConnectorError | null): number {
  return Math.max(firstRetryMs, error?.facts.retryAfterMs ?? 0);
}

/** Whether a sign-in of the person may mend what failed, so that it is worth a run at once. */
export function signInMayHelp(error: ConnectorError | null): boolean {
  return error !== null && rules[error.code].again !== "soon";
}
