import { z } from "zod";
import type { Connector } from "../port/connector.ts";
import type { TimestampSource } from "../port/facets.ts";
import type { DeltaPage } from "../port/item.ts";

const cursorSchema = z.strictObject({
  /** Where to go on. */
  at: z.string(),
  id: z.string(),
  /** The round began without a cursor, so it lists everything. */
  listing: z.boolean(),
  /** In the middle of a round. */
  paging: z.boolean(),
});

/**
 * For a side that can only be asked by time of change. Within a round pages follow (time, id), so any
 * number of changes may share a second. The next round begins `overlapMs` before the last change
 * seen, by that side's own clock: what becomes visible that much later than its time is not missed,
 * and what is seen twice has the version we know. What becomes visible later still is only found by
 * the next whole list.
 */
export function withTimestampFeed(weak: Connector & TimestampSource, overlapMs: number): Connector {
  if (weak.capabilities.promises.changes === "token") return weak;
  return {
    ...weak,
    capabilities: {
      ...weak.capabilities,
      promises: { ...weak.capabilities.promises, changes: "token" },
    },
    delta: async (actor, scope, cursor): Promise<DeltaPage> => {
      const from = cursor === null ? null : cursorSchema.parse(JSON.parse(cursor));
      const page = await weak.changedSince(actor, scope, from);
      const listing = from?.listing ?? true;
      const last = page.changes.at(-1) ?? from ?? { at: "", id: "" };
      const more = page.more && page.changes.length > 0;
      const isQuiet = page.changes.length === 0 && from?.paging === false;
      const next = more
        ? { at: last.at, id: last.id, listing, paging: true }
        : // A round that told nothing ends where it began, not ever further back.
          isQuiet
          ? from
          : { at: earlier(last.at, overlapMs), id: "", listing: false, paging: false };
      return {
        changes: page.changes.map(({ at: _at, ...change }) => change),
        cursor: JSON.stringify(next),
        more,
        complete: listing,
      };
    },
  };
}

function earlier(at: string, ms: number): string {
  const instantMs = Date.parse(at);
  return Number.isNaN(instantMs) ? at : new Date(instantMs - ms).toISOString();
}
