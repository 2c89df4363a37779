import type { ConnectorError, ConnectorErrorCode } from "../connectors/connector.ts";

/** Whom a failure stops: only this item, or the whole run of this mailbox. */
export type Reach = "item" | "run";

/**
 * What to do about each failure; the one place where retryability is decided. `stale` and
 * `not-found` never reach it: they are read again and planned again inside the run.
 */
const rules: Readonly<Record<ConnectorErrorCode, { reach: Reach; retries: boolean }>> = {
  throttled: { reach: "run", retries: true },
  unavailable: { reach: "run", retries: true },
  unauthorized: { reach: "run", retries: false },
  "cursor-expired": { reach: "run", retries: true },
  stale: { reach: "item", retries: true },
  "not-found": { reach: "item", retries: true },
  // The same content will be refused again; a person or a change of the item brings it back.
  rejected: { reach: "item", retries: false },
  forbidden: { reach: "item", retries: false },
};

export function reachOf(code: ConnectorErrorCode): Reach {
  return rules[code].reach;
}

const firstRetryMs = 5_000;
const lastRetryMs = 15 * 60_000;

/**
 * So many runs in a row that the same item stopped with `unavailable`, and it is the item that is to
 * blame where its side answers otherwise: about 75 s of trying. Then it alone is set aside.
 */
export const stopsMax = 5;
/** An item that was blamed for its side's silence is tried again, by the first run after this. */
export const blamedPauseMs = 60 * 60_000;

/**
 * When to try a mailbox again after `attempt` failed runs in a row (1 = the first). Doubles from
 * 5 s to 15 min; what the other side asked for with Retry-After is never undercut.
 * @returns `null` where only a person can help (a sign-in), so that trying again is pointless.
 */
export function retryDelayMs(error: ConnectorError | null, attempt: number): number | null {
  if (error !== null && !rules[error.code].retries) return null;
  const backoffMs = Math.min(lastRetryMs, firstRetryMs * 2 ** Math.max(0, attempt - 1));
  return Math.max(backoffMs, error?.facts.retryAfterMs ?? 0);
}

/**
 * How soon after a failed run a wake-up may start the next one. A storm of notifications must neither
 * undercut Retry-After nor turn a side that is down into a busy loop.
 */
export function earliestRetryMs(error: ConnectorError | null): number {
  return Math.max(firstRetryMs, error?.facts.retryAfterMs ?? 0);
}
