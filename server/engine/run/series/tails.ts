import type { Item, ItemChange } from "../../../connectors/port/item.ts";
import {
  asCut,
  beginsThere,
  daysInPlace,
  fits,
  keepsDay,
  liesBehind,
  type CutSeries,
} from "../../../resources/appointment/tail.ts";
import type { Fit } from "../../../resources/appointment/continuation.ts";
import type { Split, Twin } from "../../../store/documents/mailbox.ts";
import type { Fields, Link } from "../../../sync/model.ts";
import {
  carryEach,
  dayOf,
  daysBySeries,
  mastersOf,
  readWhole,
  type Days,
  type Masters,
} from "./carry.ts";
import { sightingOf } from "../observe/confirm.ts";
import type { RunContext } from "../context.ts";
import { forgetCut } from "./continuations.ts";
import { isHeldDay } from "./held-day.ts";
import type { Round } from "../match/new-items.ts";
import { twinOf } from "../park.ts";
import { repeats } from "./series.ts";
import { askOfSplit, endSplits, seriesInQuestion, splitOf } from "./splits.ts";

/** Graph tells of what was done at one moment within a few minutes: then a series merely ended. */
const heldMs = 5 * 60 * 1000;

/** A series that was cut, where each day is an item of its own, with the links of the days behind the cut. */
interface Tail {
  readonly master: Item;
  readonly cut: CutSeries;
  readonly links: readonly Link[];
  /** What goes on with it may have been there before: it was not looked for yet. */
  readonly isNew: boolean;
  /** Of days that were switched off nobody waits for anything, but they stay off. */
  readonly isFollowed: boolean;
  /** What its person is asked of it. */
  readonly split: Split | undefined;
}

/** Days of series, as Outlook tells of them. */
interface Shown {
  readonly told: Days;
  /** All of them. */
  readonly all: () => Promise<Days>;
}

/**
 * Rule 25 where each day of a series is an item of its own: the days behind a split keep their links,
 * and with them what the ERP made of them, choice, records and type; only their occurrence in Outlook is
 * another one. Where nothing goes on with the series yet, they wait for it a while, and where only its
 * person can tell, for his word (`isHeldDay`).
 * @param list all of Outlook, as it lists it
 * @returns the days of series that waited for his word as well, and are as new as any now
 */
export async function carryTails(
  run: RunContext,
  round: Round,
  list: () => Promise<readonly ItemChange[]>,
): Promise<readonly Item[]> {
  const told = daysBySeries(round.changes);
  let listing = round.complete ? Promise.resolve(told) : undefined;
  const shown = { told, all: () => (listing ??= list().then(daysBySeries)) };
  const waited = seriesInQuestion(run);
  await settleTails(run, round, shown);
  if (run.actor.series !== "occurrences") return [];
  endSplits(run);
  const waiting = seriesInQuestion(run);
  const freed = [...waited].filter((id) => !waiting.has(id));
  return freed.length === 0 ? [] : unlinkedDays(run, freed, await shown.all());
}

async function settleTails(
  run: RunContext,
  { changes }: Round,
  { told, all }: Shown,
): Promise<void> {
  const tails = await tailsOf(run, changes.length > 0, told);
  if (tails.length === 0) return;
  const isTold = changes.some(
    ({ id, item, removed }) =>
      removed !== true &&
      (item === undefined || item.details.seriesId !== undefined) &&
      run.ledger.byItem("microsoft", id) === undefined,
  );
  // Where it was made before the series was cut, nobody tells of it any more, or not of all its days.
  const isListed = tails.some(
    ({ isNew, isFollowed, split }) =>
      (isTold && isFollowed) || isNew || split?.answer !== undefined,
  );
  const shown = isListed ? await all() : told;
  const asked = tails.flatMap(({ split }) => split?.next.map(({ id }) => id) ?? []);
  const masters = await mastersOf(run, [...new Set([...candidates(tails, shown), ...asked])]);
  const claims = new Map(tails.map((tail) => [tail, claimsOf(tail, masters)]));
  const taken = new Set<string>();
  const carryOn = async (tail: Tail, id: string): Promise<void> => {
    taken.add(id);
    claims.delete(tail);
    const next = masters.found.get(id)?.fields ?? {};
    await carryAll(run, tail, next, (await all()).get(id) ?? []);
    for (const link of tail.links) letGo(run, run.ledger.links.get(link.id));
  };
  for (const [tail, claimed] of claims) {
    const { answer } = tail.split ?? {};
    if (answer === null) {
      claims.delete(tail);
      for (const { id } of tail.links) letGo(run, run.ledger.links.get(id));
    } else if (masters.unread.has(answer ?? "")) {
      // It holds as soon as that one can be read.
      claims.delete(tail);
    } else if (answer !== undefined && claimed.has(answer)) {
      await carryOn(tail, answer);
    }
  }
  const plainOf = (claimed: ReadonlyMap<string, Fit>): readonly string[] =>
    [...claimed].flatMap(([id, fit]) => (fit === "plain" && !taken.has(id) ? id : []));
  for (const [tail, claimed] of claims) {
    const [next, ...others] = plainOf(claimed);
    const rivals = [...claims.values()].filter((one) => one.get(next ?? "") === "plain");
    const isPlain = others.length === 0 && rivals.length === 1;
    if (next !== undefined && isPlain) await carryOn(tail, next);
  }
  for (const [tail, claimed] of claims) {
    const isGuest = tail.links.every(({ guestOf }) => guestOf !== undefined);
    const open = isGuest ? plainOf(claimed) : [...claimed.keys()].filter((id) => !taken.has(id));
    if (open.length === 0 && tail.split === undefined) keepWaiting(run, tail);
    else if (open.length === 0 || isGuest) {
      for (const { id } of tail.links) letGo(run, run.ledger.links.get(id));
    } else ask(run, tail, open, masters.found);
  }
}

/** What may go on with a series; what its person is asked about is dropped once it is gone. */
function claimsOf(
  { master, cut, split }: Tail,
  { found, unread }: Masters,
): ReadonlyMap<string, Fit> {
  const asked = new Set(split?.next.map(({ id }) => id));
  const claims = new Map<string, Fit>();
  for (const [id, { fields }] of found) {
    const fit = fits(cut, fields) ?? (asked.has(id) ? "doubtful" : null);
    if (fit !== null && id !== master.id) claims.set(id, fit);
  }
  for (const id of unread) if (asked.has(id)) claims.set(id, "doubtful");
  return claims;
}

/** Nothing becomes of these days, nor of what may go on with them, before their person told. */
function ask(
  run: RunContext,
  { master, links, split }: Tail,
  ids: readonly string[],
  found: Masters["found"],
): void {
  for (const link of links) if (isHeldDay(link)) wait(run, link);
  const twin = (item: Item): Twin => twinOf("microsoft", sightingOf(item).snapshot);
  const next = ids.flatMap((id) => {
    const item = found.get(id);
    return item === undefined ? (split?.next.filter((one) => one.id === id) ?? []) : twin(item);
  });
  const [held] = links.filter(isHeldDay);
  if (held !== undefined) askOfSplit(run, held.id, { first: twin(master), next });
}

/** The days of these series that no link knows and that a gate lets in. */
async function unlinkedDays(
  run: RunContext,
  seriesIds: readonly string[],
  shown: Days,
): Promise<readonly Item[]> {
  const days = seriesIds
    .flatMap((id) => shown.get(id) ?? [])
    .filter((item) => run.ledger.byItem("microsoft", item.id) === undefined)
    .filter((item) => run.takesUp("microsoft", item));
  return [...(await readWhole(run, days)).values()];
}

/**
 * How long days are still held back that went with the end of their series, ms: the mailbox is to be
 * looked at then. `null`: none are.
 */
export function heldForMs(run: RunContext): number | null {
  const waiting = run.ledger.cut().filter((link) => isHeldDay(link) && !isAsked(run, link));
  const left = waiting.map(leftMs(run));
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}

function leftMs({ deps }: RunContext) {
  return ({ cut }: Link): number => {
    const { seenAt = "", isNew } = cut?.microsoft ?? {};
    return isNew === true ? 0 : Date.parse(seenAt) + heldMs - deps.clock.now();
  };
}

/** Whether its person is asked what goes on with its series: until he told it waits. */
function isAsked(run: RunContext, { seriesId }: Link): boolean {
  return splitOf(run, seriesId) !== undefined;
}

/**
 * The series that lost their last days; days that went otherwise, or long enough ago, are let go.
 * @param moved whether Outlook told of anything: what its person is asked may be another thing by now
 * @param told days that the list shows
 */
async function tailsOf(run: RunContext, moved: boolean, told: Days): Promise<readonly Tail[]> {
  const gone = run.ledger.cut().filter(isHeldDay);
  const waiting = gone.filter((link) => {
    const isNew = link.cut?.microsoft?.isNew === true;
    const split = splitOf(run, link.seriesId);
    const isLate = !isNew && split === undefined && leftMs(run)(link) <= 0;
    const isOver = run.actor.series !== "occurrences" || isLate;
    if (isOver) letGo(run, link);
    const isDue = isNew || moved || split === undefined || split.answer !== undefined;
    return !isOver && isDue;
  });
  const off = offInOthers(run, told);
  const ids = [...new Set([...waiting.flatMap(({ seriesId }) => seriesId ?? []), ...off])];
  if (ids.length === 0) return [];
  const { found, unread } = await mastersOf(run, ids);
  const days = [...run.ledger.links.values()].filter(isKept);
  const tails = ids.flatMap((seriesId): readonly Tail[] => {
    const master = found.get(seriesId);
    const cut = master === undefined ? null : asCut(master.fields);
    if (master === undefined || cut === null) return [];
    const links = days.filter(
      (link) => link.seriesId === seriesId && liesBehind(cut, link.meeting?.day ?? ""),
    );
    const isNew = links.some((link) => link.cut?.microsoft?.isNew === true);
    const isFollowed = links.some(({ choice }) => choice !== "off");
    return [{ master, cut, links, isNew, isFollowed, split: splitOf(run, seriesId) }];
  });
  const behind = new Set(tails.flatMap(({ links }) => links.map(({ id }) => id)));
  for (const link of waiting) {
    const { seriesId = "", meeting } = link;
    const now = found.get(seriesId)?.fields ?? {};
    // The series was moved since it was listed: what comes in the place of the day is about to be seen.
    const isMoved = repeats(now) && !keepsDay(now, meeting?.day ?? "");
    const isShown = told.get(seriesId)?.some((item) => keepsDay(now, dayOf(item) ?? "")) === true;
    if (unread.has(seriesId) || (isMoved && !isShown)) wait(run, link);
    else if (!behind.has(link.id)) letGo(run, link);
  }
  return tails.filter(({ links }) => links.length > 0);
}

/**
 * Series with days that are switched off and that nobody told of, where days of a series are told that no
 * link knows: it may go on with one of them, and what was kept out stays out.
 */
function offInOthers({ ledger }: RunContext, told: Days): readonly string[] {
  const isUnknown = ({ id }: Item): boolean => ledger.byItem("microsoft", id) === undefined;
  if (![...told.values()].some((days) => days.every(isUnknown))) return [];
  const shown = new Set([...told.values()].flat().map(({ id }) => id));
  const off = [...ledger.links.values()].filter(({ choice }) => choice === "off").filter(isKept);
  return off.flatMap(({ seriesId, ids }) =>
    seriesId === undefined || shown.has(ids.microsoft ?? "") ? [] : [seriesId],
  );
}

/** Whether it stands for a day that is not being made again, or was given up when it went. */
function isKept({ choice, microsoft, create, ids }: Link): boolean {
  if (ids.microsoft === undefined || create?.side === "microsoft") return false;
  return choice !== "off" || microsoft != null;
}

/** The series whose first day in sight is in the place of one that was cut off, or soon after. */
function candidates(tails: readonly Tail[], shown: Days): readonly string[] {
  const cut = new Set(tails.map(({ master }) => master.id));
  return [...shown].flatMap(([id, items]) => {
    const [first] = items.flatMap((item) => dayOf(item) ?? []).sort();
    if (first === undefined || cut.has(id)) return [];
    return tails.some((tail) => beginsThere(tail.cut, first)) ? [id] : [];
  });
}

/** Gives each day behind the cut the occurrence that comes in its place. */
async function carryAll(
  run: RunContext,
  { cut, links }: Tail,
  next: Fields,
  items: readonly Item[],
): Promise<void> {
  const byDay = new Map(items.flatMap((item) => [[dayOf(item) ?? "", item] as const]));
  const lost = links.flatMap(({ meeting }) => meeting?.day ?? []);
  const places = daysInPlace(cut, next, lost, [...byDay.keys()]);
  const moves = links.flatMap((link) => {
    const item = byDay.get(places.get(link.meeting?.day ?? "") ?? "");
    return item === undefined ? [] : [{ link, item }];
  });
  await carryEach(run, moves, "goes on with a series");
}

function keepWaiting(run: RunContext, { links }: Tail): void {
  for (const link of links) if (isHeldDay(link)) wait(run, link);
}

function wait(run: RunContext, link: Link): void {
  const { microsoft: cut } = link.cut ?? {};
  if (cut?.isNew !== true) return;
  const { isNew: _looked, ...known } = cut;
  run.ledger.stage({ ...link, cut: { microsoft: known } });
}

function letGo(run: RunContext, link: Link | undefined): void {
  if (link !== undefined && isHeldDay(link)) forgetCut(run, link, "microsoft");
}
