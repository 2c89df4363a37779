import type { Item } from "../../connectors/port/item.ts";
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

/**
 * Of what stands in doubt that which looks like one that cannot be read just now: without it two would
 * look like each other's only twin. It waits until all of them can be compared.
 */
export function unclearOf(
  run: RunContext,
  free: Readonly<Record<Side, readonly Item[]>>,
  all: Readonly<Record<Side, readonly Item[]>>,
): ReadonlySet<Item> {
  const seen = {
    microsoft: new Set(all.microsoft.map(({ id }) => id)),
    erp: new Set(all.erp.map(({ id }) => id)),
  };
  const isUnread = ({ side, id }: Twin): boolean => {
    const code = run.ledger.parked.get(id)?.code;
    return !seen[side].has(id) && code !== undefined && code !== "in-doubt";
  };
  // From what is set aside, which is little: each new item of a first sync is looked up at once.
  const doubted = { microsoft: new Set<string>(), erp: new Set<string>() };
  for (const { twins = [] } of run.ledger.parked.values()) {
    if (twins.some(isUnread)) for (const { side, id } of twins) doubted[side].add(id);
  }
  const found = sides.flatMap((side) =>
    free[side].filter(
      ({ id }) => doubted[side].has(id) && doubtIn(run, side, id)?.twins.some(isUnread) === true,
    ),
  );
  return new Set(found);
}
