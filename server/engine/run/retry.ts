import type { ConnectorError, ConnectorErrorCode } from "../../connectors/port/connector-error.ts";

/** Whom a failure stops: only this item, or the whole run of this mailbox. */
export type Reach = "item" | "run";
/** Who has to know: nobody while it mends by itself, the mailbox's person, or an administrator. */
export type Told = "nobody" | "person" | "administrator";

interface RetryRule {
  readonly reach: Reach;
  /**
   * How often it is tried in a row before the item alone is set aside: an item's failure by runs, one
   * that moved under our hands by rounds of one run. `Infinity`: as long as it takes.
   */
  readonly attempts: number;
  /**
   * When it is tried again: `soon` doubles from 5 s to 15 min; `hourly` where an administrator may
   * mend it at any time and nobody tells us; `person` where only somebody's act can help.
   */
  readonly again: "soon" | "hourly" | "person";
  readonly told: Told;
}

/**
 * What to do about each failure: the one table of retries. What the other side asks for with
 * Retry-After is never undercut, whatever stands here, and a little chance is added to every wait so
 * that those who failed together do not come back together.
 */
const rules: Readonly<Record<ConnectorErrorCode, RetryRule>> = {
  throttled: { reach: "run", attempts: Infinity, again: "soon", told: "nobody" },
  // It may be the item that its side cannot answer for: then the others need not wait (park.ts).
  unavailable: { reach: "run", attempts: 5, again: "soon", told: "administrator" },
  unauthorized: { reach: "run", attempts: Infinity, again: "person", told: "person" },
  "cursor-expired": { reach: "run", attempts: Infinity, again: "soon", told: "nobody" },
  // Read again and planned again inside the run; who edits faster than that waits for the next one.
  stale: { reach: "item", attempts: 3, again: "soon", told: "nobody" },
  "not-found": { reach: "item", attempts: 3, again: "soon", told: "nobody" },
  // The same content will be refused again; a person or a change of the item brings it back.
  rejected: { reach: "item", attempts: 1, again: "person", told: "person" },
  forbidden: { reach: "item", attempts: 1, again: "hourly", told: "administrator" },
};

export function reachOf(code: ConnectorErrorCode): Reach {
  return rules[code].reach;
}

export function attemptsOf(code: ConnectorErrorCode): number {
  return rules[code].attempts;
}

export function toldOf(code: ConnectorErrorCode): Told {
  return rules[code].told;
}

const firstRetryMs = 5_000;
const lastRetryMs = 15 * 60_000;
const hourMs = 60 * 60_000;

/** A parked item that time or an administrator may mend is tried again by the first run after this. */
export const parkedPauseMs = hourMs;

/** At most this share of a wait is added to it by chance. */
const jitterShare = 0.2;
/** After a pause that administrators decided, the wait that chance is added by: they come back within a minute. */
const pauseSpreadMs = 5 * 60_000;

/**
 * When to try a mailbox again after `attempt` failed runs in a row (1 = the first).
 * @param chance 0 to 1: how much of the jitter is added.
 * @returns `null` where only a person can help (a sign-in), so that trying again is pointless.
 */
export function retryDelayMs(
  error: ConnectorError | null,
  attempt: number,
  chance = 0,
): number | null {
  const again = error === null ? "soon" : rules[error.code].again;
  if (again === "person") return null;
  const backoffMs =
    again === "hourly"
      ? hourMs
      : Math.min(lastRetryMs, firstRetryMs * 2 ** Math.max(0, attempt - 1));
  const waitMs = Math.max(backoffMs, error?.facts.retryAfterMs ?? 0);
  // What waited for the end of a night's maintenance is not to wait for another hour.
  const spreadMs = error?.facts.pause === undefined ? waitMs : Math.min(waitMs, pauseSpreadMs);
  return Math.round(waitMs + spreadMs * jitterShare * chance);
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
