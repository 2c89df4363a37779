import { isWhole, type Item, type ItemChange } from "../../connectors/port/item.ts";
import {
  asCut,
  beginsThere,
  daysInPlace,
  goesOn,
  liesBehind,
  type CutSeries,
} from "../../resources/appointment/tail.ts";
import { elements, type Fields, type Link } from "../../sync/model.ts";
import { observed } from "../../sync/record.ts";
import { throwWhatEndsAll } from "../mailboxes/copies.ts";
import { kindOf, readUnchosen, sightingOf } from "./confirm.ts";
import type { RunContext } from "./context.ts";
import { forgetCut } from "./continuations.ts";
import { isHeldDay } from "./held-day.ts";
import { subjectOf } from "./history.ts";
import type { Round } from "./new-items.ts";

/** Graph tells of what was done at one moment within a few minutes: then a series merely ended. */
const heldMs = 5 * 60 * 1000;

/** A series that was cut, where each day is an item of its own, with the links of the days behind the cut. */
interface Tail {
  readonly seriesId: string;
  readonly cut: CutSeries;
  readonly links: readonly Link[];
  /** What goes on with it may have been there before: it was not looked for yet. */
  readonly isNew: boolean;
}

type Occurrences = ReadonlyMap<string, readonly Item[]>;

/**
 * Rule 25 where each day of a series is an item of its own: the days behind a split keep their links,
 * and with them what the ERP made of them, choice, records and type; only their occurrence in Outlook is
 * another one. Where nothing goes on with the series yet, they wait for it a while (`isHeldDay`).
 * @param list all of Outlook, as it lists it
 */
export async function carryTails(
  run: RunContext,
  { changes, complete }: Round,
  list: () => Promise<readonly ItemChange[]>,
): Promise<void> {
  const tails = await tailsOf(run);
  if (tails.length === 0) return;
  const isTold = changes.some(
    ({ id, removed }) => removed !== true && run.ledger.byItem("microsoft", id) === undefined,
  );
  // Where it was made before the series was cut, nobody tells of it any more, or not of all its days.
  const isListed = !complete && (isTold || tails.some(({ isNew }) => isNew));
  const shown = bySeries(isListed ? await list() : changes);
  const begun = candidates(tails, shown);
  const { found } = await mastersOf(run, begun);
  const goesOnIn = ({ cut }: Tail): readonly string[] =>
    begun.filter((id) => goesOn(cut, found.get(id) ?? {}));
  const claims = new Map(tails.map((tail) => [tail, goesOnIn(tail)]));
  for (const [tail, [next, ...others]] of claims) {
    if (next === undefined) {
      keepWaiting(run, tail);
      continue;
    }
    const rivals = [...claims.values()].filter((ids) => ids.includes(next));
    const isPlain = others.length === 0 && rivals.length === 1;
    if (isPlain) await carryAll(run, tail, found.get(next) ?? {}, shown.get(next) ?? []);
    for (const { id } of tail.links) letGo(run, run.ledger.links.get(id));
  }
}

/**
 * How long days are still held back that went with the end of their series, ms: the mailbox is to be
 * looked at then. `null`: none are.
 */
export function heldForMs(run: RunContext): number | null {
  const left = run.ledger.cut().filter(isHeldDay).map(leftMs(run));
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}

function leftMs({ deps }: RunContext) {
  return ({ cut }: Link): number => {
    const { seenAt = "", isNew } = cut?.microsoft ?? {};
    return isNew === true ? 0 : Date.parse(seenAt) + heldMs - deps.clock.now();
  };
}

/** The series that lost their last days; days that went otherwise, or long enough ago, are let go. */
async function tailsOf(run: RunContext): Promise<readonly Tail[]> {
  const gone = run.ledger.cut().filter(isHeldDay);
  const waiting = gone.filter((link) => {
    const isNew = link.cut?.microsoft?.isNew === true;
    const isOver = run.actor.series !== "occurrences" || (!isNew && leftMs(run)(link) <= 0);
    if (isOver) letGo(run, link);
    return !isOver;
  });
  if (waiting.length === 0) return [];
  const ids = [...new Set(waiting.flatMap(({ seriesId }) => seriesId ?? []))];
  const { found, unread } = await mastersOf(run, ids);
  const days = [...run.ledger.links.values()].filter(isKept);
  const tails = ids.flatMap((seriesId): readonly Tail[] => {
    const fields = found.get(seriesId);
    const cut = fields === undefined ? null : asCut(fields);
    if (cut === null) return [];
    const links = days.filter(
      (link) => link.seriesId === seriesId && liesBehind(cut, link.meeting?.day ?? ""),
    );
    const isNew = links.some((link) => link.cut?.microsoft?.isNew === true);
    return [{ seriesId, cut, links, isNew }];
  });
  const behind = new Set(tails.flatMap(({ links }) => links.map(({ id }) => id)));
  for (const link of waiting) {
    if (unread.has(link.seriesId ?? "")) wait(run, link);
    else if (!behind.has(link.id)) letGo(run, link);
  }
  return tails.filter(({ links }) => links.length > 0);
}

/** Whether it stands for a day that is not being made again, or was given up when it went. */
function isKept({ choice, microsoft, create, ids }: Link): boolean {
  if (ids.microsoft === undefined || create?.side === "microsoft") return false;
  return choice !== "off" || microsoft != null;
}

/** Series as they are, whatever days of them the ERP holds. */
async function mastersOf(
  run: RunContext,
  ids: readonly string[],
): Promise<{ readonly found: ReadonlyMap<string, Fields>; readonly unread: ReadonlySet<string> }> {
  const found = new Map<string, Fields>();
  const unread = new Set<string>();
  if (ids.length === 0) return { found, unread };
  const { series: _days, ...actor } = run.actor;
  const answers = await run.graph.get(actor, run.resource, ids);
  throwWhatEndsAll(answers);
  for (const [at, id] of ids.entries()) {
    const answer = answers[at];
    if (answer?.kind === "found") found.set(id, answer.item.fields);
    else if (answer?.kind !== "missing") unread.add(id);
  }
  return { found, unread };
}

function bySeries(changes: readonly ItemChange[]): Occurrences {
  const shown = new Map<string, Item[]>();
  for (const { item, removed } of changes) {
    const { series, seriesId } = item?.details ?? {};
    if (item === undefined || removed === true || series !== "occurrence") continue;
    if (seriesId === undefined) continue;
    shown.set(seriesId, [...(shown.get(seriesId) ?? []), item]);
  }
  return shown;
}

/** The series whose first day in sight is in the place of one that was cut off. */
function candidates(tails: readonly Tail[], shown: Occurrences): readonly string[] {
  const cut = new Set(tails.map(({ seriesId }) => seriesId));
  return [...shown].flatMap(([id, items]) => {
    const [first] = items.flatMap((item) => dayOf(item) ?? []).sort();
    if (first === undefined || cut.has(id)) return [];
    return tails.some((tail) => beginsThere(tail.cut, first)) ? [id] : [];
  });
}

/** When its series has the day, ISO 8601 UTC; `undefined` for what is no day of a series. */
export function dayOf(item: Item): string | undefined {
  return kindOf("microsoft", item).meeting?.day;
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
  const pairs = links.flatMap((link) => {
    const item = byDay.get(places.get(link.meeting?.day ?? "") ?? "");
    return item === undefined ? [] : [{ link, item }];
  });
  const partly = pairs.flatMap(({ item }) => (isWhole(item) ? [] : item.id));
  const read = await readUnchosen(run, "microsoft", partly);
  const whole = new Map(read.items.map((item) => [item.id, item]));
  for (const { link, item } of pairs) {
    const seen = isWhole(item) ? item : whole.get(item.id);
    if (seen !== undefined) carry(run, link, seen, "goes on with a series");
  }
}

/** The day of a link is another occurrence from now on; all else of the link stays. */
export function carry(run: RunContext, link: Link, item: Item, because: string): void {
  const known = run.ledger.byItem("microsoft", item.id);
  if (known !== undefined && !giveUp(run, known, link)) return;
  const gone = observed(link, "microsoft", null, run.schema);
  const { cut: _found, calledOff: _before, ...standing } = gone;
  const { marking: _sent, unmarkable: _refused, ...rest } = standing;
  const seen = observed(rest, "microsoft", sightingOf(item), run.schema);
  const next: Link = { ...seen, ...kindOf("microsoft", item), dirty: link.choice !== "off" };
  run.ledger.unpark(item.id);
  run.ledger.unpark(link.id);
  run.ledger.stage(next);
  if (link.choice === "off") return;
  run.fresh.add(link.id);
  run.ledger.note({
    linkId: link.id,
    kind: "linked",
    side: null,
    origin: "microsoft",
    subject: subjectOf(next),
    changes: [],
    because,
  });
}

/**
 * Gives up what a gate had made of the day before we saw the cut: it takes the place of the day that
 * went, so that the ERP's second activity goes as that one would have.
 * @returns whether it did: what a person made of it meanwhile stands
 */
function giveUp(run: RunContext, known: Link, day: Link): boolean {
  const { ledger, schema, rules } = run;
  if (known.choice !== "gate" || known.create !== undefined) return false;
  if (elements(known.companion["records"]).length > 0 || isEditedInErp(run, known)) return false;
  ledger.unpark(known.id);
  if (known.ids.erp === undefined) {
    ledger.drop(known);
    return true;
  }
  // Made again in Outlook, there would be two of it.
  if (known.erp == null || rules.policy.afterDeleteOn.microsoft === "recreate") return false;
  const gone = observed(known, "microsoft", null, schema);
  ledger.stage({
    ...gone,
    ids: { ...gone.ids, ...day.ids, erp: known.ids.erp },
    // It is not this copy of a meeting that ends.
    calledOff: true,
    ...(day.seriesId !== undefined && { seriesId: day.seriesId }),
    ...(day.meeting !== undefined && { meeting: day.meeting }),
  });
  return true;
}

function isEditedInErp({ schema }: RunContext, { erp, base }: Link): boolean {
  return Object.entries(base?.erp ?? {}).some(([field, before]) => {
    const now = erp?.fields[field];
    const print = schema.fields[field]?.fingerprint;
    return now !== undefined && print !== undefined && print(now) !== print(before);
  });
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
