import { ConnectorError } from "../../connectors/port/connector-error.ts";
import { isWhole, type Item, type ItemChange } from "../../connectors/port/item.ts";
import { naturalKey } from "../../resources/appointment/schema.ts";
import type { Window } from "../../resources/window.ts";
import { match } from "../../sync/match.ts";
import type { Link, Side } from "../../sync/model.ts";
import { isFurther } from "../mailboxes/mailbox.ts";
import { candidate } from "./candidate.ts";
import { confirm, readUnchosen } from "./confirm.ts";
import type { RunContext } from "./context.ts";
import { isKeptApart, noteDoubt } from "./doubts.ts";
import { subjectOf } from "./history.ts";
import { foreignIds } from "./foreign.ts";
import { linkOfKey } from "./link-id.ts";
import { mayBeOurs, windowOf } from "./look-alike.ts";
import { isTheirOwn, parkDoubt, parkItem } from "./park.ts";

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
  const isWorthIt = there.some(twinTest(run, [...sought.values()]));
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

/** Tells whether an item could be the twin of one that is sought: only then Outlook is listed as well. */
function twinTest({ rules }: RunContext, sought: readonly Link[]): (item: Item) => boolean {
  const shared = new Set(sought.map(({ meeting }) => meeting?.id ?? null));
  const named = new Set(sought.map(({ microsoft }) => naturalKey(microsoft?.fields ?? {})));
  for (const ids of [shared, named]) ids.delete(null);
  return ({ fields, key, details }) =>
    key !== null ||
    rules.adopts !== undefined ||
    shared.has(details.iCalUId ?? null) ||
    named.has(naturalKey(fields));
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
  sought: Map<string, Link>,
  list: Listing,
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const waiting = stretches(run, [...sought.values()]);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { links, window } = next;
    try {
      const found = await standingIn(run, side, window, list);
      for (const item of found) items.set(item.id, item);
    } catch (error) {
      const isOurs = error instanceof ConnectorError && error.side === side;
      const keys = links.map(({ id }) => id);
      if (!isOurs || !(await isTheirOwn(run, side, keys, error))) throw error;
      const [link, ...others] = links;
      if (link === undefined) continue;
      if (others.length > 0) {
        // One of them may be to blame: it is found by halves.
        const half = Math.ceil(links.length / 2);
        for (const part of [links.slice(half), links.slice(0, half)]) {
          waiting.unshift(around(run, part));
        }
        continue;
      }
      sought.delete(link.ids.microsoft ?? "");
      await setAside(run, side, link, error);
    }
  }
  return [...items.values()];
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

/** Whether a create of ours made the item, or may have, for a link that will find it. */
function isClaimed(run: RunContext, side: Side, item: Item): boolean {
  if (item.key === null) return mayBeOurs(run, side, item);
  const link = run.ledger.links.get(linkOfKey(item.key));
  if (link === undefined) return false;
  return link.create?.key === item.key || link.ids[side] === undefined;
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

/** Days that lie nearer than this are asked for at once. */
const nearMs = 14 * 24 * 60 * 60 * 1000;

/** Links with the days on which they are looked for. */
interface Stretch {
  readonly links: readonly Link[];
  readonly window: Window;
}

/** More than so many listings cost more than one of all that lies between them. */
const stretchesMax = 10;

/** The days of these links, as few stretches as may be. */
function stretches(run: RunContext, links: readonly Link[]): Stretch[] {
  const sorted = links
    .map((link) => around(run, [link]))
    .sort((one, other) => Date.parse(one.window.from) - Date.parse(other.window.from));
  const merged: Stretch[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    const isFar =
      last === undefined || Date.parse(next.window.from) > Date.parse(last.window.to) + nearMs;
    if (isFar) merged.push(next);
    else merged[merged.length - 1] = joined(last, next);
  }
  const [first, ...others] = merged;
  return first === undefined || merged.length <= stretchesMax
    ? merged
    : [others.reduce(joined, first)];
}

function around(run: RunContext, links: readonly Link[]): Stretch {
  const single = links.map((link) => ({
    links: [link],
    window: windowOf(link.microsoft?.fields ?? {}, run.window),
  }));
  return single.reduce<Stretch>(joined, single[0] ?? { links: [], window: run.window });
}

function joined(one: Stretch, next: Stretch): Stretch {
  const before = (a: string, b: string): boolean => Date.parse(a) <= Date.parse(b);
  const { from, to } = next.window;
  const window = {
    from: before(one.window.from, from) ? one.window.from : from,
    to: before(to, one.window.to) ? one.window.to : to,
  };
  return { links: [...new Set([...one.links, ...next.links])], window };
}
