import type { ConnectorError } from "../../../connectors/port/connector-error.ts";
import { isWhole, type Item, type ItemChange } from "../../../connectors/port/item.ts";
import { naturalKey } from "../../../resources/appointment/schema.ts";
import type { Window } from "../../../resources/window.ts";
import { match } from "../../../sync/match.ts";
import type { Link, Side } from "../../../sync/model.ts";
import { isFurther } from "../../mailboxes/mailbox.ts";
import { candidate, likenessTest } from "./candidate.ts";
import { confirm, readUnchosen } from "../observe/confirm.ts";
import type { RunContext } from "../context.ts";
import { isKeptApart, noteDoubt } from "./doubts.ts";
import { subjectOf } from "../history.ts";
import { foreignIds } from "./foreign.ts";
import { parkDoubt, parkItem } from "../park.ts";
import { isClaimed, searchDays } from "./search.ts";

/** All of a side inside a window, as it lists it. */
type Listing = (side: Side, window: Window) => Promise<readonly ItemChange[]>;

/**
 * What a person switched on may stand in the ERP already, behind a gate that is closed: the two are one
 * where each is the only one that looks like the other, and its person is asked where several do
 * (rule 27). Costs one listing of the days concerned, and of Outlook only where something was found.
 * @returns the events that were set aside in doubt, which no link knows any more
 */
export async function pairStanding(run: RunContext, list: Listing): Promise<readonly Item[]> {
  const sought = new Map<string, Link>();
  for (const link of run.ledger.open()) {
    if (link.unsought === undefined || link.microsoft === undefined) continue;
    // What could not be looked for waits for another try.
    if (run.ledger.parked.has(link.id)) continue;
    // Gone before it was looked for: there is nothing to make.
    if (link.microsoft === null) {
      wasSought(run, link);
      continue;
    }
    // What stood already is for the person's own calendar, not for a further mailbox of his.
    if (isFurther(run.mailbox) || isKeptApart(run, link.microsoft.id)) wasSought(run, link);
    else sought.set(link.microsoft.id, link);
  }
  if (sought.size === 0) return [];
  const there = await standing(run, "erp", sought, list);
  const signs = [...sought.values()].map(({ meeting, microsoft }) => ({
    sharedId: meeting?.id ?? null,
    naturalKey: naturalKey(microsoft?.fields ?? {}),
  }));
  const isWorthIt = there.some(likenessTest(run, signs));
  const here = isWorthIt ? await standing(run, "microsoft", sought, list) : [];
  if (isWorthIt) here.push(...(await readSought(run, sought)));
  // What its person kept apart is none of these.
  const apart = new Set([...run.ledger.parked.values()].flatMap((one) => one.apart ?? []));
  const isIn = ({ id }: Item): boolean => !apart.has(id);
  const compared = { microsoft: here.filter(isIn), erp: there.filter(isIn) };
  const foreign = await foreignIds(run, compared);
  const { matches, doubts } = match(
    compared.microsoft.map((item) => candidate(run, "microsoft", item, foreign)),
    compared.erp.map((item) => candidate(run, "erp", item, foreign)),
  );
  for (const { microsoft, erp, by } of matches) {
    const link = sought.get(microsoft.snapshot.id);
    if (link === undefined) continue;
    sought.delete(microsoft.snapshot.id);
    await becomeOne(run, link, erp.snapshot.id, `matched by ${by}`);
  }
  const items = new Map(here.map((item) => [item.id, item]));
  const setAside: Item[] = [];
  for (const doubt of doubts) {
    for (const { snapshot } of doubt.microsoft) {
      const [link, item] = [sought.get(snapshot.id), items.get(snapshot.id)];
      if (link === undefined || item === undefined) continue;
      sought.delete(snapshot.id);
      run.ledger.drop(link);
      const said = { ...run.ledger.parked.get(item.id), chosen: link.companion };
      parkDoubt(run, "microsoft", item, doubt, said);
      noteDoubt(run, { subject: subjectOf(link) });
      run.touched(link);
      setAside.push(item);
    }
  }
  for (const link of sought.values()) wasSought(run, link);
  return setAside;
}

/** The sought events as they are; what cannot be read, or is not there any more, is not looked for. */
async function readSought(run: RunContext, sought: Map<string, Link>): Promise<readonly Item[]> {
  const { items, unread } = await readUnchosen(run, "microsoft", [...sought.keys()]);
  const read = new Set(items.map(({ id }) => id));
  for (const [id, link] of sought) {
    if (read.has(id)) continue;
    sought.delete(id);
    const error = unread.get(id);
    if (error !== undefined) await setAside(run, "microsoft", link, error);
  }
  return items;
}

/**
 * What stands on a side on the days of these links, whatever its gate lets in, and belongs to no link.
 * Links whose days the side refuses are set aside, alone, and sought no more in this run.
 */
async function standing(
  run: RunContext,
  side: Side,
  links: Map<string, Link>,
  list: Listing,
): Promise<Item[]> {
  const sought = [...links].map(([id, link]) => ({
    ...{ key: link.id, fields: link.microsoft?.fields ?? {} },
    ...{ id, link },
  }));
  return searchDays(run, side, sought, {
    look: (window) => standingIn(run, side, window, list),
    refuse: async ({ id, link }, error) => {
      links.delete(id);
      await setAside(run, side, link, error);
    },
  });
}

async function standingIn(
  run: RunContext,
  side: Side,
  window: Window,
  list: Listing,
): Promise<readonly Item[]> {
  const found = new Map<string, Item>();
  const unread = new Set<string>();
  for (const { id, item, removed } of await list(side, window)) {
    if (removed === true || run.ledger.byItem(side, id) !== undefined) continue;
    if (item !== undefined && isWhole(item)) found.set(id, item);
    else unread.add(id);
  }
  const { items } = await readUnchosen(run, side, [...unread]);
  for (const item of items) found.set(item.id, item);
  return [...found.values()].filter(
    (item) => run.fits(side, item, window) && !isClaimed(run, side, item),
  );
}

/** It stays unsought: nothing is made of it before it could be compared. */
async function setAside(run: RunContext, side: Side, link: Link, error: ConnectorError) {
  const itemId = link.ids.microsoft ?? link.id;
  const stopped = await parkItem(run, { link, side, itemId, error });
  if (stopped !== null) throw stopped;
  run.touched(link);
}

async function becomeOne(run: RunContext, link: Link, erpId: string, why: string): Promise<void> {
  const { unsought: _found, ...known } = link;
  run.ledger.unpark(link.ids.microsoft ?? "");
  run.ledger.stage({ ...known, ids: { ...known.ids, erp: erpId } });
  run.ledger.note({
    ...{ linkId: link.id, kind: "linked", side: null, origin: "engine", subject: subjectOf(link) },
    ...{ changes: [], because: why },
  });
  await confirm(run, "erp", [erpId]);
}

function wasSought(run: RunContext, { unsought: _no, ...link }: Link): void {
  run.ledger.unpark(link.ids.microsoft ?? "");
  run.ledger.stage(link);
}
