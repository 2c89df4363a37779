import type { InboxDocument, QuarantineDocument, Twin } from "../../../store/documents/mailbox.ts";
import { sides, type Side } from "../../../sync/model.ts";
import type { RunContext } from "../context.ts";
import { noteAct } from "../history.ts";
import { newLinkId } from "../link-id.ts";
import { newLink } from "../new-link.ts";

/**
 * Several that look alike and have no link yet, of which only a person can tell which are one (rule 26), or
 * series of which one may go on with another (rule 25).
 */
export interface StandingDoubt {
  /** Empty where it is private. */
  readonly subject: string;
  readonly reason: string;
  readonly twins: readonly Twin[];
  /** The series that was cut, and may go on with one of these. Absent: they look alike. */
  readonly first?: Twin;
}

type IsLinked = (side: Side, id: string) => boolean;

/**
 * The doubt in which an item stands. Which of the alike were set aside depends on what the gates let
 * in, but each that was names all. `undefined`: the item is in none, or nothing that has no link is
 * left on the other side.
 */
export function doubtOf(
  parked: Iterable<QuarantineDocument>,
  isLinked: IsLinked,
  side: Side,
  id: string,
): StandingDoubt | undefined {
  if (isLinked(side, id)) return undefined;
  for (const { subject, reason, twins = [] } of parked) {
    if (!twins.some((one) => one.side === side && one.id === id)) continue;
    const free = twins.filter((one) => !isLinked(one.side, one.id));
    if (free.some((one) => one.side !== side)) return { subject, reason, twins: free };
  }
  return undefined;
}

/** The doubt in which an item stands as far as this run knows. */
export function doubtIn({ ledger }: RunContext, side: Side, id: string): StandingDoubt | undefined {
  const isLinked: IsLinked = (where, one) => ledger.byItem(where, one) !== undefined;
  return doubtOf(ledger.parked.values(), isLinked, side, id);
}

/** Two of several that look alike become one link; not where one of them has a link by now. */
export function pair(run: RunContext, entry: Extract<InboxDocument, { kind: "pair" }>): void {
  const { ledger } = run;
  const ids = { microsoft: entry.microsoftId, erp: entry.erpId };
  if (sides.some((side) => ledger.byItem(side, ids[side]) !== undefined)) return;
  const chosen = ledger.parked.get(ids.microsoft)?.chosen;
  for (const side of sides) ledger.unpark(ids[side]);
  const link = newLink(newLinkId(run.deps.ids, "microsoft", ids.microsoft), "on", ids, chosen);
  ledger.stage(link);
  noteAct(run, link, "linked", "paired by hand");
}

/** An item that has no twin after all; behind a closed gate it stays where it is, unless it was chosen. */
export function takeUpAlone(run: RunContext, side: Side, id: string): void {
  const { ledger } = run;
  const chosen = ledger.parked.get(id)?.chosen;
  ledger.unpark(id);
  for (const [key, { twins, ...document }] of ledger.parked) {
    if (twins?.some((one) => one.side === side && one.id === id) !== true) continue;
    const others = twins.filter((one) => one.side !== side || one.id !== id);
    ledger.park(key, { ...document, twins: others, apart: [...(document.apart ?? []), id] });
  }
  const isTaken = run.opens(side) || chosen !== undefined;
  if (!isTaken || ledger.byItem(side, id) !== undefined) return;
  const choice = chosen === undefined ? "gate" : "on";
  const link = newLink(newLinkId(run.deps.ids, side, id), choice, { [side]: id }, chosen);
  ledger.stage(link);
  noteAct(run, link, "linked", "kept apart by hand");
}

/** Whether its person said that an item is none of those that look like it. */
export function isKeptApart({ ledger }: RunContext, id: string): boolean {
  return [...ledger.parked.values()].some(({ apart = [] }) => apart.includes(id));
}

/**
 * What was set aside as in doubt and has nothing left on the other side that it could be is in none any
 * more: it is due at once, and stays due where the run ends before it was read.
 * @param all also what nobody had switched on
 * @returns its keys
 */
export function freeSettled(run: RunContext, all: boolean): readonly string[] {
  const settled = [...run.ledger.parked].filter(
    ([, { twins, chosen, side, itemId }]) =>
      twins !== undefined &&
      (all || chosen !== undefined) &&
      doubtIn(run, side, itemId) === undefined,
  );
  return settled.map(([key, { twins: _, ...document }]) => {
    run.ledger.park(key, { ...document, nextTryAt: run.now() });
    return key;
  });
}

/** A line of the log: what was to be taken up by itself waits for its person's word. */
export function noteDoubt(run: RunContext, { subject }: Pick<StandingDoubt, "subject">): void {
  const about = { linkId: null, side: "microsoft", origin: "engine", subject } as const;
  run.ledger.note({ ...about, kind: "failed", changes: [], because: "in-doubt" });
}

/** Whether an item that was seen stays set aside until it was compared with what it looks like. */
export function staysInDoubt({ ledger }: RunContext, id: string): boolean {
  return ledger.parked.get(id)?.twins !== undefined;
}
