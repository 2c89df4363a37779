import type { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Item } from "../../../connectors/port/item.ts";
import { sides, type Side } from "../../../sync/model.ts";
import { isFurther } from "../../mailboxes/mailbox.ts";
import { candidate, likenessTest } from "./candidate.ts";
import { readUnchosen } from "../observe/confirm.ts";
import type { RunContext } from "../context.ts";
import { unlinkedOf } from "./days.ts";
import { isKeptApart } from "./doubts.ts";
import { isOpenToAll } from "../gate.ts";
import { parkUncompared } from "../park.ts";
import { isClaimed, searchDays, type Sought } from "./search.ts";
import { withTwins, type Compared } from "./twins.ts";

type Items = Readonly<Record<Side, readonly Item[]>>;

/** New items with what they are compared with, and those that could not be looked for and were set aside. */
interface LateCompared extends Compared {
  readonly setAside: ReadonlySet<Item>;
}

/**
 * New items of a run that was told of some only, with all that they could be (rule 28): each other, what
 * they stand in doubt with, and what stands on their days behind a gate that is not open to all. Behind
 * one that is, all is linked or among them.
 *
 * Costs one listing of their days where the other side has such a gate, and one of their own side's where
 * something was found there and their own gate is such a one.
 * @throws ConnectorError where it concerns more than single items
 */
export async function withStanding(run: RunContext, fresh: Items): Promise<LateCompared> {
  const doubted = await withTwins(run, fresh);
  const setAside = new Set<Item>();
  // Activities that stood already are for the person's own calendar, not for a further mailbox of his.
  const isSought = ({ id }: Item): boolean => !isFurther(run.mailbox) && !isKeptApart(run, id);
  const late = { microsoft: fresh.microsoft.filter(isSought), erp: fresh.erp.filter(isSought) };
  const standing = { microsoft: [] as readonly Item[], erp: [] as readonly Item[] };
  const all = (side: Side): readonly Item[] =>
    [...late[side], ...standing[side]].filter((item) => !setAside.has(item));
  if (!isOpenToAll("erp", run.gate.job)) {
    const sought = asSought("microsoft", late.microsoft);
    standing.erp = await search(run, "erp", sought, fresh, setAside);
  }
  if (!isOpenToAll("microsoft", run.gate.job)) {
    const rivals = all("microsoft").filter(likeness(run, "erp", all("erp")));
    const sought = [...asSought("erp", late.erp), ...asSought("microsoft", rivals)];
    standing.microsoft = await search(run, "microsoft", sought, fresh, setAside);
  }
  const alike = {
    microsoft: all("microsoft").filter(likeness(run, "erp", all("erp"))),
    erp: all("erp").filter(likeness(run, "microsoft", all("microsoft"))),
  };
  const items = { microsoft: new Map<string, Item>(), erp: new Map<string, Item>() };
  for (const side of sides) {
    for (const item of [...doubted.items[side], ...alike[side]]) items[side].set(item.id, item);
    for (const { id } of setAside) items[side].delete(id);
  }
  return {
    items: { microsoft: [...items.microsoft.values()], erp: [...items.erp.values()] },
    // What stands in doubt with one that was set aside is not compared without it.
    unread: new Set([...doubted.unread, ...[...setAside].map(({ id }) => id)]),
    setAside,
  };
}

interface LateItem extends Sought {
  readonly item: Item;
  readonly side: Side;
}

function asSought(side: Side, items: readonly Item[]): readonly LateItem[] {
  return items.map((item) => ({ key: item.id, fields: item.fields, item, side }));
}

const nothingForeign = { microsoft: new Map<string, string>(), erp: new Map<string, string>() };

/** Tells whether an item could be the twin of one of these. */
function likeness(run: RunContext, side: Side, items: readonly Item[]): (item: Item) => boolean {
  if (items.length === 0) return () => false;
  return likenessTest(
    run,
    items.map((item) => candidate(run, side, item, nothingForeign)),
  );
}

/** What stands on a side and looks like what is sought; of the new items it is none. */
async function search(
  run: RunContext,
  side: Side,
  sought: readonly LateItem[],
  fresh: Items,
  setAside: Set<Item>,
): Promise<readonly Item[]> {
  const known = new Set(fresh[side].map(({ id }) => id));
  const looksLike = likenessTest(
    run,
    sought.map((one) => candidate(run, one.side, one.item, nothingForeign)),
  );
  return searchDays(run, side, sought, {
    look: async (window) => {
      const listed = await unlinkedOf(run, side, window);
      const wanted = listed.filter(
        ({ id, item }) => !known.has(id) && (item === undefined || looksLike(item)),
      );
      const ids = wanted.map(({ id }) => id);
      const { items, unread } = await readUnchosen(run, side, ids);
      // It stands there all the same.
      const untold = wanted.flatMap(({ id, item }) =>
        item !== undefined && unread.has(id) ? [item] : [],
      );
      return [...items, ...untold].filter(
        (item) =>
          looksLike(item) &&
          run.fits(side, item) &&
          !isClaimed(run, side, item) &&
          !isKeptApart(run, item.id),
      );
    },
    refuse: (one, error) => {
      setAside.add(one.item);
      wait(run, one, error);
    },
  });
}

/** Nothing is made of what could not be compared, until it was. */
function wait(run: RunContext, { side, item }: LateItem, error: ConnectorError): void {
  const before = run.ledger.parked.get(item.id);
  run.failing.delete(item.id);
  const nobody = { by: "naturalKey", microsoft: [], erp: [] } as const;
  parkUncompared(run, side, item, nobody, error, before);
  const parked = run.ledger.parked.get(item.id);
  // What it stood in doubt with it still does.
  if (before?.twins !== undefined && parked !== undefined) {
    run.ledger.park(item.id, { ...parked, twins: before.twins });
  }
}
