import { z } from "zod";
import type { Clock } from "../../lib/clock.ts";
import type { Connector } from "../port/connector.ts";

const cursorSchema = z.strictObject({
  inner: z.string(),
  /** When the last whole list was begun, ms since the epoch. */
  listedAtMs: z.number(),
  /** In the middle of a round, which is read to its end however long that takes. */
  paging: z.boolean(),
});

/**
 * For a side whose changes never tell what was removed: every `everyMs` the whole window is listed
 * instead, and what is missing from it is read one by one. A removal is seen that much later.
 *
 * The feed facet is left out: a feed that tells no removals may not replace the list.
 */
export function withReconciledDeletes(weak: Connector, clock: Clock, everyMs: number): Connector {
  if (weak.capabilities.promises.deletes === "feed") return weak;
  const { feed: _tellsNoRemovals, ...rest } = weak;
  return {
    ...rest,
    capabilities: {
      ...weak.capabilities,
      promises: { ...weak.capabilities.promises, deletes: "feed" },
    },
    delta: async (actor, scope, cursor) => {
      const saved = cursor === null ? null : cursorSchema.parse(JSON.parse(cursor));
      const nowMs = clock.now();
      const sinceMs = saved === null ? Infinity : nowMs - saved.listedAtMs;
      // A clock that was set back proves nothing; one list too many does no harm.
      const isDue = saved?.paging !== true && (sinceMs >= everyMs || sinceMs < 0);
      const listedAtMs = saved === null || isDue ? nowMs : saved.listedAtMs;
      const page = await weak.delta(actor, scope, isDue ? null : (saved?.inner ?? null));
      const next = { inner: page.cursor, listedAtMs, paging: page.more };
      return { ...page, cursor: JSON.stringify(next) };
    },
  };
}
