import type { Clock } from "../../lib/clock.ts";
import type { Connector } from "../port/connector.ts";
import type { TimestampSource } from "../port/facets.ts";
import { withCheckedVersions } from "./checked-versions.ts";
import { withKeptTime } from "./kept-time.ts";
import { withReconciledDeletes } from "./reconciled-deletes.ts";
import { withSearchedCreate } from "./searched-create.ts";
import { withTimestampFeed } from "./timestamp-feed.ts";

export interface Strengthening {
  readonly clock: Clock;
  /** How long a request without an answer may still land. */
  readonly settleMs: number;
  /** How often a side that tells no removals is listed whole. */
  readonly reconcileMs: number;
  /** How much later than its time of change an item may become visible. */
  readonly overlapMs: number;
}

/** Generous for what was measured: the servers' own time limits, and transactions of seconds. */
export const usualStrengthening: Omit<Strengthening, "clock"> = {
  settleMs: 2 * 60_000,
  reconcileMs: 60 * 60_000,
  overlapMs: 60_000,
};

/** The side as the engine wants it; one that promises everything by itself is left as it is. */
export function strengthened(
  weak: Connector | (Connector & TimestampSource),
  { clock, settleMs, reconcileMs, overlapMs }: Strengthening,
): Connector {
  const fed = "changedSince" in weak ? withTimestampFeed(weak, overlapMs) : weak;
  const reconciled = withReconciledDeletes(withKeptTime(fed), clock, reconcileMs);
  return withSearchedCreate(withCheckedVersions(reconciled), clock, settleMs);
}
