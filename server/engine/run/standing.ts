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
import { parkDoubt } from "./park.ts";

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
  const windows = windowsAround(run, [...sought.values()]);
  const there = await standing(run, "erp", windows, list);
  const isWorthIt = there.some((item) => mayBeTwin(run, item, [...sought.values()]));
  const here = isWorthIt ? await standing(run, "microsoft", windows, list) : [];
  if (isWorthIt) {
    const own = await readUnchosen(run, "microsoft", [...sought.keys()]);
    here.push(...own);
    // What cannot be read just now cannot be compared: it waits.
    const read = new Set(own.map(({ id }) => id));
    for (const id of sought.keys()) if (!read.has(id)) sought.delete(id);
  }
  const foreign = await foreignIds(run, { microsoft: here, erp: there });
  const { matches, doubts } = match(
    here.map((item) => candidate(run, "microsoft", item, foreign)),
    there.map((item) => candidate(run, "erp", item, foreign)),
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

/** Whether the item could be the twin of one that is sought: only then Outlook is listed as well. */
function mayBeTwin({ rules }: RunContext, { fields, key, details }: Item, sought: readonly Link[]) {
  if (key !== null || rules.adopts !== undefined) return true;
  return sought.some(({ microsoft, meeting }) => {
    const named = microsoft == null ? null : naturalKey(microsoft.fields);
    const isSame = details.iCalUId !== undefined && details.iCalUId === meeting?.id;
    return isSame || (named !== null && named === naturalKey(fields));
  });
}

/** What stands on a side on these days, whatever its gate lets in, and belongs to no link. */
async function standing(
  run: RunContext,
  side: Side,
  windows: readonly Window[],
  list: Listing,
): Promise<Item[]> {
  const items: Item[] = [];
  for (const window of windows) {
    const found = new Map<string, Item>();
    const unread = new Set<string>();
    for (const { id, item, removed } of await list(side, window)) {
      if (removed === true || run.ledger.byItem(side, id) !== undefined) continue;
      if (item !== undefined && isWhole(item)) found.set(id, item);
      else unread.add(id);
    }
    for (const item of await readUnchosen(run, side, [...unread])) found.set(item.id, item);
    items.push(
      ...[...found.values()].filter(
        (item) => run.fits(side, item, window) && !isClaimed(run, side, item),
      ),
    );
  }
  return items;
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
  run.ledger.stage({ ...known, ids: { ...known.ids, erp: erpId } });
  run.ledger.note({
    ...{ linkId: link.id, kind: "linked", side: null, origin: "engine", subject: subjectOf(link) },
    ...{ changes: [], because: why },
  });
  await confirm(run, "erp", [erpId]);
}

function wasSought(run: RunContext, { unsought: _no, ...link }: Link): void {
  run.ledger.stage(link);
}

/** Days that lie nearer than this are asked for at once. */
const nearMs = 14 * 24 * 60 * 60 * 1000;

/** The days of these links, as few stretches as may be. */
function windowsAround(run: RunContext, links: readonly Link[]): readonly Window[] {
  const all = links
    .map(({ microsoft }) => windowOf(microsoft?.fields ?? {}, run.window))
    .sort((one, other) => Date.parse(one.from) - Date.parse(other.from));
  const merged: Window[] = [];
  for (const next of all) {
    const last = merged.at(-1);
    if (last === undefined || Date.parse(next.from) > Date.parse(last.to) + nearMs) {
      merged.push(next);
    } else if (Date.parse(next.to) > Date.parse(last.to)) {
      merged[merged.length - 1] = { ...last, to: next.to };
    }
  }
  return merged;
}
