import type { Item, ItemChange } from "../../connectors/port/item.ts";
import { goesOnWith } from "../../resources/appointment/continuation.ts";
import { elements, sides, type Fields, type Link, type Side } from "../../sync/model.ts";
import { readUnchosen } from "./confirm.ts";
import type { RunContext } from "./context.ts";
import { isMadeIn } from "./link-id.ts";
import type { Round, Unknown } from "./new-items.ts";
import { repeats } from "./series.ts";

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
 * together where neither could belong to another; else nobody guesses.
 */
export async function withContinuations(
  run: RunContext,
  items: Unknown["items"],
  sources: Sources,
): Promise<Unknown> {
  const heirs = new Map<Item, Link>();
  const cut = liveCuts(run);
  if (cut.length === 0) return { items, heirs };
  const found: Record<Side, Item[]> = { microsoft: [...items.microsoft], erp: [...items.erp] };
  for (const side of sides) {
    const links = cut.filter((link) => link.cut?.[side] !== undefined);
    if (links.length === 0) continue;
    const { changes, complete } = sources.rounds[side];
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
    for (const link of links) settle(run, side, link, found[side], links, heirs);
  }
  return { items: found, heirs };
}

/** Links of series that were cut short not long ago; of the others it is forgotten. */
function liveCuts(run: RunContext): readonly Link[] {
  for (const link of run.ledger.cut()) {
    for (const side of sides) {
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
  const wanted = [...ids].filter(
    (id) => !read.has(id) && run.ledger.byItem(side, id) === undefined,
  );
  return (await readUnchosen(run, side, wanted)).items;
}

function candidates(
  run: RunContext,
  side: Side,
  link: Link,
  items: readonly Item[],
): readonly Item[] {
  // What we made goes on with what its original goes on with.
  return items.filter(
    (item) => item.key === null && run.fits(side, item) && isContinuation(side, link, item.fields),
  );
}

function isContinuation(side: Side, { cut, ...link }: Link, next: Fields): boolean {
  const [before, left] = [cut?.[side], link[side]?.fields];
  return before !== undefined && left !== undefined && goesOnWith(before.when, left, next);
}

/** Gives a series its continuation, where it is known which one that is. */
function settle(
  run: RunContext,
  side: Side,
  link: Link,
  items: readonly Item[],
  links: readonly Link[],
  heirs: Map<Item, Link>,
): void {
  const [item, ...others] = candidates(run, side, link, items);
  if (item === undefined) {
    const now = run.ledger.links.get(link.id);
    if (now?.cut?.[side]?.isNew !== true) return;
    const { isNew: _looked, ...known } = now.cut[side];
    run.ledger.stage({ ...now, cut: { ...now.cut, [side]: known } });
    return;
  }
  const rivals = links.filter((one) => isContinuation(side, one, item.fields));
  const isPlain = others.length === 0 && rivals.length === 1;
  // Switched off, it is only kept out of what a gate lets in.
  const isWanted = link.choice !== "off" || run.takesUp(side, item);
  if (isPlain && isWanted) heirs.set(item, link);
  forgetCut(run, link, side);
}

/**
 * Whether the series goes on in an item that a gate had let in before we saw the cut. It is kept as the
 * series from now on; what its person said of it meanwhile stands.
 */
function inheritedBy(run: RunContext, side: Side, link: Link): boolean {
  const later = [...run.ledger.links.values()].filter((one) => {
    const item = one[side];
    if (one.choice !== "gate" || one.id === link.id || item == null) return false;
    return isMadeIn(one, side) && isContinuation(side, link, item.fields);
  });
  const [next] = later;
  if (next === undefined) return false;
  if (later.length === 1 && link.choice !== "off") {
    const companion = side === "erp" ? next.companion : inherited(next.companion, link.companion);
    run.ledger.stage({ ...next, choice: link.choice, companion, dirty: true });
  }
  forgetCut(run, link, side);
  return true;
}

function inherited(own: Fields, before: Fields): Fields {
  const isEmpty = own["type"] == null && elements(own["records"]).length === 0;
  return isEmpty ? before : own;
}
