import type { Item } from "../../connectors/connector.ts";
import type { Twin } from "../../store/documents/mailbox.ts";
import { sides, type Side } from "../../sync/model.ts";
import { confirm } from "./confirm.ts";
import type { RunContext } from "./context.ts";
import { doubtIn } from "./doubts.ts";

/**
 * Of new items those that stand in doubt, with all that they look like: one that was touched is still
 * as much like the others as before, unless it is compared with them and is not.
 */
export async function withTwins(
  run: RunContext,
  fresh: Readonly<Record<Side, readonly Item[]>>,
): Promise<Readonly<Record<Side, readonly Item[]>>> {
  const found = { microsoft: new Map<string, Item>(), erp: new Map<string, Item>() };
  const twins: Twin[] = [];
  for (const side of sides) {
    for (const item of fresh[side]) {
      const doubt = doubtIn(run, side, item.id);
      if (doubt === undefined) continue;
      found[side].set(item.id, item);
      twins.push(...doubt.twins);
    }
  }
  for (const side of sides) {
    const ids = twins.flatMap((one) => (one.side === side ? [one.id] : []));
    const unread = [...new Set(ids)].filter((id) => !found[side].has(id));
    for (const item of unread.length === 0 ? [] : await confirm(run, side, unread)) {
      if (run.fits(side, item)) found[side].set(item.id, item);
    }
  }
  return { microsoft: [...found.microsoft.values()], erp: [...found.erp.values()] };
}
