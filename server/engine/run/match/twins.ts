import type { Item } from "../../../connectors/port/item.ts";
import type { Twin } from "../../../store/documents/mailbox.ts";
import { sides, type Side } from "../../../sync/model.ts";
import { readUnchosen } from "../observe/confirm.ts";
import type { RunContext } from "../context.ts";
import { doubtIn } from "./doubts.ts";

/** Items that are compared, and the ids of those that look like them and cannot be read just now. */
export interface Compared {
  readonly items: Readonly<Record<Side, readonly Item[]>>;
  readonly unread: ReadonlySet<string>;
}

/**
 * Of new items those that stand in doubt, with all that they look like: one that was touched is still
 * as much like the others as before, unless it is compared with them and is not.
 */
export async function withTwins(
  run: RunContext,
  fresh: Readonly<Record<Side, readonly Item[]>>,
): Promise<Compared> {
  const found = { microsoft: new Map<string, Item>(), erp: new Map<string, Item>() };
  const twins: Twin[] = [];
  const unread = new Set<string>();
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
    const wanted = [...new Set(ids)].filter((id) => !found[side].has(id));
    const read = await readUnchosen(run, side, wanted);
    for (const item of read.items) if (run.fits(side, item)) found[side].set(item.id, item);
    for (const id of read.unread.keys()) unread.add(id);
    const there = new Set(read.items.map(({ id }) => id));
    // What is gone is in no doubt any more.
    for (const id of wanted) if (!there.has(id) && !read.unread.has(id)) run.ledger.unpark(id);
  }
  const items = { microsoft: [...found.microsoft.values()], erp: [...found.erp.values()] };
  return { items, unread };
}

/**
 * Of what stands in doubt that which looks like one that cannot be read just now: without it two would
 * look like each other's only twin. It waits until all of them can be compared.
 */
export function unclearOf(
  run: RunContext,
  free: Readonly<Record<Side, readonly Item[]>>,
  { items: all, unread }: Compared,
): ReadonlySet<Item> {
  const seen = {
    microsoft: new Set(all.microsoft.map(({ id }) => id)),
    erp: new Set(all.erp.map(({ id }) => id)),
  };
  const isUnread = ({ side, id }: Twin): boolean => {
    const code = run.ledger.parked.get(id)?.code;
    if (unread.has(id)) return true;
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
