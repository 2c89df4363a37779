import type { Item, ItemChange } from "../../../connectors/port/item.ts";
import { groupBy } from "../../../lib/group-by.ts";
import { whenSchema } from "../../../resources/appointment/appointment.ts";
import { daysInstead, daysMovedBy } from "../../../resources/appointment/moved-days.ts";
import { keepsDay } from "../../../resources/appointment/tail.ts";
import type { Link } from "../../../sync/model.ts";
import {
  carryEach,
  dayOf,
  daysBySeries,
  isMereWish,
  mastersOf,
  type Days,
  type Move,
} from "./carry.ts";
import { readUnchosen } from "../observe/confirm.ts";
import type { RunContext } from "../context.ts";
import { isHeldDay } from "./held-day.ts";
import type { Round } from "../match/new-items.ts";
import { splitOf } from "./splits.ts";
import type { Window } from "../../../resources/window.ts";

/**
 * Rule 29 where each day of a series is an item of its own. Whoever moves a series to other days, or lets
 * it repeat no more, or lets an appointment repeat, gives its days other ids: to us some went and some
 * came. What comes in the place of a day that went keeps its link, and with it all that the ERP made of it.
 */
export async function carryMovedDays(
  run: RunContext,
  { changes }: Round,
  list: (within: Window) => Promise<readonly ItemChange[]>,
): Promise<void> {
  if (run.actor.series !== "occurrences") return;
  const shown = daysBySeries(changes);
  const lost = await lostBySeries(run, shown);
  const moves = [
    ...(await movedDays(run, lost, shown, list)),
    ...asSingle(run, changes, lost),
    ...asFirstDay(run, shown),
  ];
  await carryEach(run, moves, "its series was changed");
  noteBeginnings(run, shown);
}

/** When each series begins by now, so that its next move is known by it. */
function noteBeginnings({ ledger }: RunContext, shown: Days): void {
  for (const { id, details } of [...shown.values()].flat()) {
    const { seriesBegins } = details;
    const link = ledger.byItem("microsoft", id);
    if (link === undefined || seriesBegins === undefined) continue;
    if (link.seriesBegins !== seriesBegins) ledger.stage({ ...link, seriesBegins });
  }
}

/** The links of days that went in this run, or a moment ago and wait, by their series. */
async function lostBySeries(
  run: RunContext,
  shown: Days,
): Promise<ReadonlyMap<string, readonly Link[]>> {
  // Those of which its person is asked wait for his word alone.
  const isWaiting = (link: Link): boolean => splitOf(run, link.seriesId) === undefined;
  const held = run.ledger.cut().filter(isHeldDay);
  const gone = [
    ...held.filter((link) => isNewlyGone(link) || isWaiting(link)),
    ...(await offAndGone(run, shown)),
  ];
  const lost = gone.filter(
    ({ seriesId, meeting, create }) =>
      seriesId !== undefined &&
      meeting?.day !== undefined &&
      // It is being made again: who deleted the day has been answered.
      create?.side !== "microsoft",
  );
  return groupBy(lost, ({ seriesId = "" }) => seriesId);
}

/**
 * Days that went and had been switched off, which nobody follows: where new days of their series come,
 * they are looked at, so that what was kept out stays out.
 */
async function offAndGone(run: RunContext, shown: Days): Promise<readonly Link[]> {
  const { ledger } = run;
  const isKnown = ({ id }: Item): boolean => ledger.byItem("microsoft", id) !== undefined;
  const growing = new Set([...shown].flatMap(([id, days]) => (days.every(isKnown) ? [] : [id])));
  if (growing.size === 0) return [];
  const told = new Set([...shown.values()].flat().map(({ id }) => id));
  const asked = [...ledger.links.values()].flatMap((link) => {
    const { choice, microsoft, seriesId, ids } = link;
    const id = ids.microsoft;
    if (choice !== "off" || microsoft == null || id === undefined || told.has(id)) return [];
    return growing.has(seriesId ?? "") ? [{ link, id }] : [];
  });
  if (asked.length === 0) return [];
  const ids = asked.map(({ id }) => id);
  const { items, unread } = await readUnchosen(run, "microsoft", ids);
  const standing = new Set([...items.map(({ id }) => id), ...unread.keys()]);
  return asked.flatMap(({ link, id }) => (standing.has(id) ? [] : [link]));
}

function isNewlyGone({ cut }: Link): boolean {
  return cut?.microsoft?.isNew === true;
}

/** A series whose days went, and the move by which others come in their place. */
interface MovedSeries {
  readonly id: string;
  readonly links: readonly Link[];
  readonly byMs: number;
}

/**
 * The days of the same series that come in the place of those that went. Outlook lists the dates that are
 * synchronized: a day that was moved out of them is looked for there.
 */
async function movedDays(
  run: RunContext,
  lost: ReadonlyMap<string, readonly Link[]>,
  shown: Days,
  list: (within: Window) => Promise<readonly ItemChange[]>,
): Promise<readonly Move[]> {
  const moves: Move[] = [];
  const beyond: MovedSeries[] = [];
  const changed = [...lost].flatMap(([id, links]) => {
    const coming = comingOf(run, shown.get(id) ?? []);
    return coming.size === 0 ? [] : [{ id, all: links, coming }];
  });
  const masters = await mastersOf(
    run,
    changed.map(({ id }) => id),
  );
  for (const { id, all, coming } of changed) {
    const firstByMs = byFirstDay(all, [...coming.values()]);
    const master = masters.found.get(id)?.fields;
    // In a chosen calendar, or where one was read late, days come that were there all along.
    const isMoved = ({ meeting }: Link): boolean =>
      (firstByMs ?? 0) !== 0 || master === undefined || !keepsDay(master, meeting?.day ?? "");
    const links = all.filter(isMoved);
    const gone = links.flatMap(({ meeting }) => meeting?.day ?? []);
    const { byMs, places } = daysInstead(gone, [...coming.keys()], firstByMs);
    const found = laidOn(links, coming, places);
    const isBeyond = links.some((link) => isOutside(movedBy(byMs, link), run.window));
    if (found.length > 0 && found.length < links.length && isBeyond) {
      beyond.push({ id, links, byMs });
    } else moves.push(...found);
  }
  if (beyond.length === 0) return moves;
  const days = beyond.flatMap(({ byMs, links }) => links.map((link) => movedBy(byMs, link)));
  const wide = daysBySeries(await list(around(run.window, days)));
  for (const { id, links, byMs } of beyond) {
    const coming = comingOf(run, wide.get(id) ?? []);
    const gone = links.flatMap(({ meeting }) => meeting?.day ?? []);
    moves.push(...laidOn(links, coming, daysMovedBy(byMs, gone, [...coming.keys()])));
  }
  return moves;
}

/** Days that no link knows, or that were merely switched on, by the instant at which their series has them. */
function comingOf({ ledger }: RunContext, days: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(
    days.flatMap((item) => {
      const day = dayOf(item);
      const known = ledger.byItem("microsoft", item.id);
      const isFree = known === undefined || isMereWish(known);
      return day === undefined || !isFree ? [] : [[day, item] as const];
    }),
  );
}

/** By how much the first day of a series was moved, ms; `null`: it was not told before, or is not now. */
function byFirstDay(links: readonly Link[], days: readonly Item[]): number | null {
  const [before] = links.flatMap(({ seriesBegins }) => seriesBegins ?? []);
  const [now] = days.flatMap(({ details }) => details.seriesBegins ?? []);
  return before === undefined || now === undefined ? null : Date.parse(now) - Date.parse(before);
}

function laidOn(
  links: readonly Link[],
  coming: ReadonlyMap<string, Item>,
  places: ReadonlyMap<string, string>,
): readonly Move[] {
  return links.flatMap((link) => {
    const item = coming.get(places.get(link.meeting?.day ?? "") ?? "");
    return item === undefined ? [] : [{ link, item }];
  });
}

function movedBy(byMs: number, { meeting }: Link): number {
  return Date.parse(meeting?.day ?? "") + byMs;
}

function isOutside(at: number, { from, to }: Window): boolean {
  return at < Date.parse(from) || at >= Date.parse(to);
}

const dayMs = 24 * 60 * 60 * 1000;

/** The window, widened so that all of these instants lie within it. */
function around({ from, to }: Window, instants: readonly number[]): Window {
  const at = (ms: number): string => new Date(ms).toISOString();
  return {
    from: at(Math.min(Date.parse(from), ...instants.map((one) => one - dayMs))),
    to: at(Math.max(Date.parse(to), ...instants.map((one) => one + dayMs))),
  };
}

/** A series that repeats no more goes by its own id, and stands for the day on which it takes place. */
function asSingle(
  run: RunContext,
  changes: readonly ItemChange[],
  lost: ReadonlyMap<string, readonly Link[]>,
): readonly Move[] {
  const singles = new Map(
    changes.flatMap(({ id, item, removed }) =>
      removed === true || item?.details.series !== "single" ? [] : [[id, item] as const],
    ),
  );
  return [...lost].flatMap(([seriesId, links]) => {
    const item = singles.get(seriesId);
    if (item === undefined || run.ledger.byItem("microsoft", seriesId) !== undefined) return [];
    const start = startOf(item);
    const same = links.find(({ meeting }) => Date.parse(meeting?.day ?? "") === start);
    if (same === undefined) return [];
    const { seriesId: _repeats, ...link } = same;
    return [{ link, item }];
  });
}

/** An appointment that repeats from now on is the first day of its series. */
function asFirstDay({ ledger }: RunContext, shown: Days): readonly Move[] {
  return [...shown].flatMap(([seriesId, days]) => {
    const link = ledger.byItem("microsoft", seriesId);
    if (link === undefined || link.create?.side === "microsoft") return [];
    const start = startOf(link.microsoft ?? { fields: {} });
    const item = days.find((one) => Date.parse(dayOf(one) ?? "") === start);
    const isKnown = item !== undefined && ledger.byItem("microsoft", item.id) !== undefined;
    return item === undefined || isKnown ? [] : [{ link, item }];
  });
}

function startOf({ fields }: Pick<Item, "fields">): number {
  return Date.parse(whenSchema.safeParse(fields["when"]).data?.start ?? "");
}
