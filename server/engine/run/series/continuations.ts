import type { Item, ItemChange } from "../../../connectors/port/item.ts";
import { fitOf, type Fit } from "../../../resources/appointment/continuation.ts";
import type { Split, Twin } from "../../../store/documents/mailbox.ts";
import { elements, sides, type Fields, type Link, type Side } from "../../../sync/model.ts";
import { readUnchosen, sightingOf } from "../observe/confirm.ts";
import type { RunContext } from "../context.ts";
import { isMadeIn } from "../link-id.ts";
import type { Round, Unknown } from "../match/new-items.ts";
import { twinOf } from "../park.ts";
import { repeats } from "./series.ts";
import { askOfSplit, endSplits, seriesInQuestion, splitOf } from "./splits.ts";

/** Whoever splits a series does it at once; only we may hear of its parts one after the other. */
const togetherMs = 24 * 60 * 60 * 1000;

/** Where what goes on with a series may be found. */
interface Sources {
  readonly rounds: Readonly<Record<Side, Round>>;
  /** Ids that somebody said moved. */
  readonly named: Readonly<Record<Side, ReadonlySet<string>>>;
  /** All of a side, as it lists it. */
  readonly list: (side: Side) => Promise<readonly ItemChange[]>;
}

/**
 * The unknown items, with those among them and behind the gates that go on with a series that was cut
 * short: to its person it is one series, so it is kept as that one was. A series and an item belong
 * together where neither could belong to another; else its person is asked, of series of Outlook, and
 * nothing is made of what may go on with one before he told.
 */
export async function withContinuations(
  run: RunContext,
  items: Unknown["items"],
  sources: Sources,
): Promise<Unknown> {
  const heirs = new Map<Item, Link>();
  const waited = seriesInQuestion(run);
  const cut = liveCuts(run);
  endSplits(run);
  if (cut.length === 0 && waited.size === 0) return { items, heirs };
  const found: Record<Side, Item[]> = { microsoft: [...items.microsoft], erp: [...items.erp] };
  for (const side of sides) {
    const { changes, complete } = sources.rounds[side];
    const links = cut.filter(
      (link) => link.cut?.[side] !== undefined && isDue(run, side, link, changes.length > 0),
    );
    if (links.length === 0) continue;
    found[side].push(
      ...(await behindTheGate(run, side, found[side], changes, sources.named[side])),
    );
    const searched = links.filter(
      (link) =>
        link.cut?.[side]?.isNew === true &&
        candidates(run, side, link, found[side]).length === 0 &&
        !inheritedBy(run, side, link),
    );
    // Where it was made before the series was cut, nobody tells of it any more.
    if (searched.length > 0 && !complete) {
      const all = await sources.list(side);
      found[side].push(...(await behindTheGate(run, side, found[side], all)));
    }
    const asked = links.flatMap((link) => splitBehind(run, side, link)?.next ?? []);
    const { items: read, unread } = await unlinked(run, side, found[side], asked);
    found[side].push(...read);
    const seen = { items: found[side], unread };
    for (const link of links) settle(run, side, link, seen, links, heirs);
  }
  endSplits(run);
  const waiting = seriesInQuestion(run);
  const freed = [...waited].filter((id) => !waiting.has(id)).map((id) => ({ id }));
  found.microsoft.push(...(await unlinked(run, "microsoft", found.microsoft, freed)).items);
  return { items: found, heirs };
}

/** What is asked of a series, or of that of a day; where the ERP split it, nothing is. */
function splitBehind(run: RunContext, side: Side, { ids, seriesId }: Link): Split | undefined {
  return side === "microsoft" ? splitOf(run, seriesId ?? ids.microsoft) : undefined;
}

/** Whether there may be something new to know of a series that was cut. */
function isDue(run: RunContext, side: Side, link: Link, moved: boolean): boolean {
  const split = splitBehind(run, side, link);
  return moved || split === undefined || split.answer !== undefined;
}

/** Of these, what no link knows and is not among the items yet, read as it is. */
async function unlinked(
  run: RunContext,
  side: Side,
  known: readonly Item[],
  wanted: readonly { readonly id: string }[],
): ReturnType<typeof readUnchosen> {
  const read = new Set(known.map(({ id }) => id));
  const ids = [...new Set(wanted.map(({ id }) => id))].filter(
    (id) => !read.has(id) && run.ledger.byItem(side, id) === undefined,
  );
  return readUnchosen(run, side, ids);
}

/** Links of series that were cut short not long ago; of the others it is forgotten. */
function liveCuts(run: RunContext): readonly Link[] {
  for (const link of run.ledger.cut()) {
    for (const side of sides) {
      if (splitBehind(run, side, link) !== undefined) continue;
      const sinceMs = run.deps.clock.now() - Date.parse(link.cut?.[side]?.seenAt ?? run.now());
      if (sinceMs > togetherMs) forgetCut(run, link, side);
    }
  }
  // Single days are seen to by `tails.ts`.
  return run.ledger.cut().filter(({ seriesId }) => seriesId === undefined);
}

/** Nothing is looked for any more that goes on with the series. */
export function forgetCut(run: RunContext, link: Link, side: Side): void {
  const { cut, ...rest } = run.ledger.links.get(link.id) ?? link;
  const { [side]: _over, ...left } = cut ?? {};
  run.ledger.stage(Object.keys(left).length === 0 ? rest : { ...rest, cut: left });
}

/** What no gate let in and may go on with a series, read as it is. */
async function behindTheGate(
  run: RunContext,
  side: Side,
  known: readonly Item[],
  changes: readonly ItemChange[],
  named: ReadonlySet<string> = new Set(),
): Promise<readonly Item[]> {
  const read = new Set(known.map(({ id }) => id));
  const ids = new Set(named);
  for (const { id, item, removed } of changes) {
    const isWorthReading = item === undefined || repeats(item.fields);
    if (removed !== true && isWorthReading) ids.add(id);
    else ids.delete(id);
  }
  const wanted = [...ids].filter((id) => !read.has(id)).map((id) => ({ id }));
  return (await unlinked(run, side, known, wanted)).items;
}

function candidates(
  run: RunContext,
  side: Side,
  link: Link,
  items: readonly Item[],
): readonly Item[] {
  // What we made goes on with what its original goes on with.
  return items.filter(
    (item) =>
      item.key === null && run.fits(side, item) && fitWith(side, link, item.fields) === "plain",
  );
}

function fitWith(side: Side, { cut, ...link }: Link, next: Fields): Fit | null {
  const [before, left] = [cut?.[side], link[side]?.fields];
  if (before === undefined || left === undefined) return null;
  return fitOf(before.when, left, next);
}

/** What may go on with series, and what cannot be read just now. */
interface Seen {
  readonly items: readonly Item[];
  readonly unread: ReadonlyMap<string, unknown>;
}

/** Gives a series its continuation, where it is known which one that is; else asks for it. */
function settle(
  run: RunContext,
  side: Side,
  link: Link,
  seen: Seen,
  links: readonly Link[],
  heirs: Map<Item, Link>,
): void {
  const { items, unread } = seen;
  const split = splitBehind(run, side, link);
  if (split?.answer !== undefined) {
    if (split.answer === null) {
      forgetCut(run, link, side);
      return;
    }
    // It holds as soon as that one can be read.
    if (unread.has(split.answer)) return;
    const answer = items.find(({ id }) => id === split.answer);
    const made = run.ledger.byItem(side, split.answer);
    if (answer !== undefined) heirs.set(answer, link);
    else if (made !== undefined) inherit(run, side, link, made);
    if (answer !== undefined || made !== undefined) {
      forgetCut(run, link, side);
      return;
    }
  }
  const plain = candidates(run, side, link, items).filter((item) => !heirs.has(item));
  const [item, ...others] = plain;
  if (item !== undefined) {
    const rivals = links.filter((one) => fitWith(side, one, item.fields) === "plain");
    const isPlain = others.length === 0 && rivals.length === 1;
    // Switched off, it is only kept out of what a gate lets in.
    const isWanted = link.choice !== "off" || run.takesUp(side, item);
    if (isPlain && isWanted) heirs.set(item, link);
    const isAsked = !isPlain && side === "microsoft" && link.choice !== "off";
    if (!isAsked) {
      forgetCut(run, link, side);
      return;
    }
  }
  const next = side === "microsoft" ? inDoubt(run, link, seen, heirs) : [];
  const first = link.microsoft;
  const now = run.ledger.links.get(link.id);
  const cut = now?.cut?.[side];
  if (now === undefined || cut === undefined) return;
  if (cut.isNew === true) {
    const { isNew: _looked, ...known } = cut;
    run.ledger.stage({ ...now, cut: { ...now.cut, [side]: known } });
  }
  if (next.length > 0 && first != null) {
    askOfSplit(run, link.id, { first: twinOf("microsoft", first), next });
  } else if (split !== undefined) forgetCut(run, link, side);
}

/** What may go on with a series of Outlook, and whatever its person is asked about while it is there. */
function inDoubt(
  run: RunContext,
  link: Link,
  { items, unread }: Seen,
  heirs: ReadonlyMap<Item, Link>,
): readonly Twin[] {
  if (link.choice === "off") return [];
  const before = splitOf(run, link.ids.microsoft)?.next ?? [];
  const asked = new Set(before.map(({ id }) => id));
  const next = items.filter((item) => {
    if (item.key !== null || heirs.has(item) || !run.fits("microsoft", item)) return false;
    return asked.has(item.id) || fitWith("microsoft", link, item.fields) !== null;
  });
  const made = madeByGate(run, "microsoft", link).flatMap(({ microsoft }) => microsoft ?? []);
  const shown = [...next.map((item) => sightingOf(item).snapshot), ...made];
  return [
    ...shown.map((one) => twinOf("microsoft", one)),
    ...before.filter(({ id }) => unread.has(id)),
  ];
}

/** What a gate had let in before we saw the cut, and may go on with the series. */
function madeByGate(run: RunContext, side: Side, link: Link): readonly Link[] {
  return [...run.ledger.links.values()].filter((one) => {
    const item = one[side];
    if (one.choice !== "gate" || one.id === link.id || item == null) return false;
    return isMadeIn(one, side) && fitWith(side, link, item.fields) !== null;
  });
}

/**
 * Whether the series goes on in an item that a gate had let in before we saw the cut. It is kept as the
 * series from now on; what its person said of it meanwhile stands.
 */
function inheritedBy(run: RunContext, side: Side, link: Link): boolean {
  const later = madeByGate(run, side, link).filter(
    (one) => fitWith(side, link, one[side]?.fields ?? {}) === "plain",
  );
  const [next, ...others] = later;
  if (next === undefined) return false;
  // Which of them it is, its person tells.
  if (others.length > 0 && side === "microsoft") return false;
  if (others.length === 0) inherit(run, side, link, next);
  forgetCut(run, link, side);
  return true;
}

/** What a gate had made is kept from now on as the series that it goes on with. */
function inherit(run: RunContext, side: Side, link: Link, next: Link): void {
  if (link.choice === "off" || next.choice !== "gate") return;
  const companion = side === "erp" ? next.companion : inherited(next.companion, link.companion);
  run.ledger.stage({ ...next, choice: link.choice, companion, dirty: true });
}

function inherited(own: Fields, before: Fields): Fields {
  const isEmpty = own["type"] == null && elements(own["records"]).length === 0;
  return isEmpty ? before : own;
}
