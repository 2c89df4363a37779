import type { ConnectorError } from "../connectors/connector.ts";
import type { Link, Side } from "../sync/model.ts";
import { subjectOf } from "./history.ts";
import { reachOf } from "./retry.ts";
import type { RunContext } from "./context.ts";

/**
 * Sets one item aside with its reason, so that the others proceed (rule 13). It comes back when the
 * item changes or a person asks. A failure that concerns more than the item is thrown on.
 */
export function parkItem(
  run: RunContext,
  facts: {
    readonly link: Link | undefined;
    readonly side: Side;
    readonly itemId: string;
    readonly error: ConnectorError;
  },
): void {
  const { link, side, itemId, error } = facts;
  if (reachOf(error.code) === "run") throw error;
  const key = link?.id ?? itemId;
  const before = run.ledger.parked.get(key);
  run.ledger.park(key, {
    linkId: link?.id ?? null,
    itemId,
    side,
    subject: link === undefined ? "" : subjectOf(link),
    code: error.code,
    reason: error.message,
    field: error.facts.field ?? null,
    attempts: (before?.attempts ?? 0) + 1,
    since: before?.since ?? run.now(),
    nextTryAt: null,
  });
  if (before?.reason === error.message) return;
  run.ledger.note({
    linkId: link?.id ?? null,
    kind: "failed",
    side,
    origin: "engine",
    subject: link === undefined ? "" : subjectOf(link),
    changes: [],
    because: `${error.code}: ${error.message}`,
  });
}
