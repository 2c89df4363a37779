import type { Connector } from "../../../connectors/port/connector.ts";
import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import { isWhole, type Item, type ItemChange } from "../../../connectors/port/item.ts";
import type { Window } from "../../../resources/window.ts";
import { put, type Change } from "../../../store/store.ts";
import type { Link, Side } from "../../../sync/model.ts";
import { sameMarks, withMarksSeen } from "../../../sync/marks.ts";
import { observed } from "../../../sync/record.ts";
import { missingFrom } from "../../../sync/reconcile.ts";
import { isUnread } from "../book.ts";
import { confirm, sightingOf } from "./confirm.ts";
import { connectorOf, type RunContext } from "../context.ts";
import { staysInDoubt } from "../match/doubts.ts";
import { takeUpHands } from "./hands.ts";
import { withContinuations } from "../series/continuations.ts";
import { carryMovedDays } from "../series/moved-days.ts";
import { takeUpNewItems, type Round } from "../match/new-items.ts";
import { followedElsewhere, resumeReturned } from "./elsewhere.ts";
import { dueByMappings } from "./remap.ts";
import { isSwitchedOff } from "../apply/portions.ts";
import { doubtfulSeries } from "../series/series.ts";
import { pairStanding } from "../match/standing.ts";
import { carryTails } from "../series/tails.ts";
import { takeUpAdvances } from "./take-up-advances.ts";
import type { TakenUp } from "./take-up.ts";
import { withWholeSeries } from "../series/whole-series.ts";

/** More pages than any mailbox has: a side that never ends its round is broken (quirk endless-nextlink). */
const pagesMax = 1_000;

/**
 * Reads both sides and stores what was seen and the cursors in one commit, so that no cursor is ever
 * ahead of what was recorded. Decides nothing.
 */
export async function observeBothSides(run: RunContext, taken: TakenUp): Promise<void> {
  const series = await seriesDue(run);
  if (series.relist) taken.resync.add("microsoft");
  const microsoft = await readSide(run, "microsoft", taken);
  const erp = await readSide(run, "erp", taken);
  await resumeReturned(run, microsoft.changes);
  // Before the gates: what a person chose outranks them.
  await takeUpAdvances(run, microsoft.changes, taken.hints.microsoft);
  const remapped = await dueByMappings(run);
  const hints = new Set([
    ...taken.hints.microsoft,
    ...remapped.microsoft,
    ...doubtfulSeries(run, microsoft, { due: series.due, notified: taken.notified }),
    ...followedElsewhere(run, { due: series.due, notified: taken.notified }),
  ]);
  const unknown = {
    microsoft: await sight(run, "microsoft", microsoft, hints),
    erp: await sight(run, "erp", erp, new Set([...taken.hints.erp, ...remapped.erp])),
  };
  const standing = (side: Side, window: Window) => listed(run, side, window);
  await carryMovedDays(run, microsoft, (within) => standing("microsoft", within));
  const freed = await carryTails(run, microsoft, () => listed(run, "microsoft"));
  // A whole listing finds what nobody had to announce.
  if (microsoft.complete) run.news.length = 0;
  const rounds = { microsoft, erp };
  const named = { microsoft: new Set([...hints, ...taken.notified]), erp: taken.hints.erp };
  const list = (side: Side) => listed(run, side);
  // Before anything is stored: what was read tells only once what a person did to our category.
  await takeUpHands(run);
  const setAside = await pairStanding(run, standing);
  const areWhole = microsoft.complete && erp.complete;
  const left = {
    microsoft: [
      ...withThese(unknown.microsoft, freed).filter(
        ({ id }) => !run.ledger.byItem("microsoft", id),
      ),
      // Where all is compared, so are these: what looks like them is not new.
      ...(areWhole ? setAside : []),
    ],
    erp: unknown.erp.filter(({ id }) => !run.ledger.byItem("erp", id)),
  };
  const known = withWholeSeries(run, await withContinuations(run, left, { rounds, named, list }));
  await takeUpNewItems(run, known, rounds);
  // Those that our category has just switched on.
  await pairStanding(run, standing);
  const cursors = [microsoft.cursor, erp.cursor].filter((change) => change !== null);
  await run.ledger.commit([...cursors, ...series.done, ...remapped.done, ...taken.done]);
}

function withThese(items: readonly Item[], more: readonly Item[]): readonly Item[] {
  const known = new Set(items.map(({ id }) => id));
  return [...items, ...more.filter(({ id }) => !known.has(id))];
}

const seriesKey = "series";
/** A deleted occurrence that nobody announced is found by this at the latest. */
export const rereadMs = 24 * 60 * 60 * 1000;

/** Whether all series are to be looked at again, one by one or by a whole listing of occurrences. */
async function seriesDue(
  run: RunContext,
): Promise<{ readonly due: boolean; readonly relist: boolean; readonly done: readonly Change[] }> {
  const last = await run.deps.store.get(run.scope, "cursors", seriesKey);
  const due = !(run.deps.clock.now() < Date.parse(last?.savedAt ?? "") + rereadMs);
  if (!due) return { due, relist: false, done: [] };
  const document = { cursor: "", window: null, savedAt: run.now() };
  const apart = run.actor.series === "occurrences";
  const relist =
    apart && [...run.ledger.links.values()].some(({ seriesId }) => seriesId !== undefined);
  return { due, relist, done: [put("cursors", seriesKey, document)] };
}

/**
 * One side's round. An ERP with a feed is listed once; afterwards its feed puts what moved into the
 * inbox. A new window needs a new listing, whatever the side.
 */
async function readSide(run: RunContext, side: Side, taken: TakenUp): Promise<Round> {
  const connector = connectorOf(run, side);
  const key = side === "erp" ? `erp:${run.resource}` : run.resource;
  const saved = await run.deps.store.get(run.scope, "cursors", key);
  const sameWindow = saved?.window?.from === run.window.from && saved.window.to === run.window.to;
  const start = sameWindow && !taken.resync.has(side) ? saved.cursor : null;
  if (side === "erp" && start !== null && connector.feed !== undefined) {
    return { changes: [], complete: false, cursor: null };
  }
  const read = await readRound(run, connector, start);
  const round = read.complete ? await withKeys(run, connector, read) : read;
  const cursor = put("cursors", key, {
    cursor: round.cursor,
    window: run.window,
    savedAt: run.now(),
  });
  return { ...round, cursor };
}

/** All of a side inside a window, asked for once more; nothing of it is stored. */
async function listed(
  run: RunContext,
  side: Side,
  window = run.window,
): Promise<readonly ItemChange[]> {
  const connector = connectorOf(run, side);
  const round = await readRound(run, connector, null, window);
  return (await withKeys(run, connector, round)).changes;
}

/** A complete listing with the keys of the items that we made, where it does not show them itself. */
async function withKeys<R extends { readonly changes: readonly ItemChange[] }>(
  run: RunContext,
  connector: Connector,
  round: R,
): Promise<R> {
  if (connector.keys === undefined) return round;
  const keys = await connector.keys.list(run.actor, run.resource);
  if (keys.size === 0) return round;
  const changes = round.changes.map((change) => {
    const key = keys.get(change.id);
    const { item } = change;
    return key === undefined || item === undefined ? change : { ...change, item: { ...item, key } };
  });
  return { ...round, changes };
}

/** The person stopped the sync, or the process ends, while its lists were read. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** One whole round; a cursor that expired half-way starts over from nothing. */
async function readRound(
  run: RunContext,
  connector: Connector,
  start: string | null,
  window = run.window,
): Promise<{ changes: readonly ItemChange[]; complete: boolean; cursor: string }> {
  const scope = { resource: run.resource, window };
  try {
    const changes: ItemChange[] = [];
    let cursor = start;
    let complete = true;
    for (let page = 0; page < pagesMax; page++) {
      const read = await connector.delta(run.actor, scope, cursor);
      changes.push(...read.changes);
      cursor = read.cursor;
      complete &&= read.complete;
      run.tell({ phase: "reading", done: changes.length, total: null });
      if (!read.more) return { changes, complete, cursor };
      if (run.ending() || (await isSwitchedOff(run))) throw new Stopped();
    }
    throw new ConnectorError("unavailable", connector.side, "The list of changes never ends.");
  } catch (error) {
    const expired = error instanceof ConnectorError && error.code === "cursor-expired";
    if (!expired || start === null) throw error;
    return readRound(run, connector, null);
  }
}

/**
 * Takes an item whose version moved and whose meaning did not as it was listed: Exchange touches
 * events for nothing (quirk `churn`), and a write to one occurrence moves the version of all its
 * siblings. Nothing is lost where the list lags: what is based on an old version is refused as stale.
 */
function isNoise(run: RunContext, link: Link, side: Side, { item, removed }: ItemChange): boolean {
  if (item === undefined || removed === true || !isWhole(item) || link.choice === "off") {
    return false;
  }
  // A list shows no stamps: what became of a write is only told by the item itself.
  const isOpen = link.dirty || link.create !== undefined || link.writes.length > 0;
  if (isOpen || run.ledger.parked.has(link.id) || link[side] == null) return false;
  // What a person did to our category is only believed of the item itself.
  if (item.marks !== undefined && !sameMarks(item.marks, link[side].marks)) return false;
  const next = observed(link, side, sightingOf(item), run.schema);
  if (next.dirty) return false;
  run.ledger.stage(next);
  return true;
}

/**
 * Brings the links up to date with one side's round. Whatever is not the version we recorded is read
 * by itself, and so is every absence: a list may lag, replay, or show a window only. Items that no
 * link knows are taken from a complete listing as it shows them: nothing was agreed on them yet, and
 * a write that is based on a stale sight of them fails by its precondition.
 * @returns the items no link knows.
 */
async function sight(
  run: RunContext,
  side: Side,
  round: Round,
  hints: ReadonlySet<string>,
): Promise<readonly Item[]> {
  const { ledger } = run;
  const doubtful = new Set<string>();
  const listed = new Map<string, Item>();
  for (const change of round.changes) {
    const link = ledger.byItem(side, change.id);
    if (link === undefined) {
      const wasListed = listed.delete(change.id);
      // Gone from one calendar and listed in another: which of the two came last no list tells.
      if (change.removed === true && wasListed) doubtful.add(change.id);
      if (change.removed === true || !run.takesUp(side, change.item)) continue;
      const { item } = change;
      // An occurrence was never made by a create of ours, so that its own reading would tell no more.
      const isTold = round.complete || item?.details.series === "occurrence";
      if (isTold && item !== undefined && isWhole(item)) listed.set(change.id, item);
      else doubtful.add(change.id);
    } else if (
      change.removed === true ||
      change.item === undefined ||
      change.item.version !== link[side]?.version
    ) {
      if (!isNoise(run, link, side, change)) doubtful.add(change.id);
    } else if (link.choice === "off" && change.item.marks !== undefined) {
      // From here on a category that a person puts on it is told from one that was there.
      if (link[side].marks === undefined) {
        ledger.stage(withMarksSeen(link, sightingOf(change.item).snapshot));
      }
    }
  }
  for (const id of hints) {
    if (ledger.byItem(side, id) !== undefined || run.takesUp(side, undefined)) doubtful.add(id);
  }
  for (const link of ledger.open()) {
    const id = link.ids[side];
    if (id !== undefined && isUnread(link, side)) doubtful.add(id);
  }
  if (round.complete) {
    const listing = new Set(
      round.changes.filter((one) => one.removed !== true).map((one) => one.id),
    );
    for (const id of missingFrom(listing, ledger.links.values(), side)) doubtful.add(id);
  }
  for (const id of doubtful) listed.delete(id);
  for (const id of listed.keys()) if (!staysInDoubt(run, id)) ledger.unpark(id);
  return [...listed.values(), ...(await confirm(run, side, [...doubtful], hints))];
}
