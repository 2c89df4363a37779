import {
  elements,
  otherSide,
  sides,
  type Decision,
  type Link,
  type Schema,
  type Side,
} from "./model.ts";
import type { Reopening } from "./reopen.ts";
import type { Restoration } from "./undo.ts";

/** How many deletions one run may carry out before an administrator has to agree (rule 11). */
export interface BrakeLimits {
  /** Always allowed: a person tidying up. */
  readonly deletionsMin: number;
  /** Beyond that, allowed up to this share of the linked items, 0 to 1. */
  readonly share: number;
  /** A side of whose linked items none is left: from so many on it is taken for a fault. */
  readonly emptiedMin: number;
}

export interface BrakeReport {
  /** The side that would be written. */
  readonly side: Side;
  /** `emptied`: nothing is left on the other side, so what is missing there is not believed. */
  readonly cause: "deletions" | "emptied";
  readonly deletions: number;
  readonly linked: number;
  readonly allowed: number;
}

/** One decision of a run, and the link it is about. */
export interface Decided {
  readonly link: Link;
  readonly decision: Decision | Restoration | Reopening;
}

/** The linked items of a run: how many there are, and how many of each side are still there. */
export interface Linked {
  readonly followed: number;
  readonly present: Readonly<Record<Side, number>>;
}

/**
 * Refuses a run that would delete more on one side than it should: a side that suddenly looks empty
 * is far more often a fault than a wish.
 * @returns the first side over its limit, or `null` when the run may go on.
 */
export function brake(
  decided: readonly Decided[],
  { followed, present }: Linked,
  limits: BrakeLimits,
  schema: Schema,
): BrakeReport | null {
  const allowed = Math.max(limits.deletionsMin, Math.floor(followed * limits.share));
  for (const side of sides) {
    const report = { side, linked: followed };
    const deleted = decided.filter((one) => deletesOn(one, side, schema));
    if (acts(deleted) > allowed) {
      return { ...report, cause: "deletions", deletions: deleted.length, allowed };
    }
    const emptied = present[otherSide(side)] === 0;
    const following = decided.filter((one) => followsFromAbsence(one, side));
    if (emptied && acts(following) >= limits.emptiedMin) {
      const deletions = following.length;
      return { ...report, cause: "emptied", deletions, allowed: limits.emptiedMin - 1 };
    }
  }
  return null;
}

/** A series that was deleted, or lost days, is one act of a person, however many occurrences it had. */
function acts(decided: readonly Decided[]): number {
  const series = decided.flatMap(({ link }) => link.seriesId ?? []);
  return decided.length - series.length + new Set(series).size;
}

/** Whether a braked run leaves this decision for later; everything else goes on. */
export function isHeld(one: Decided, report: BrakeReport, schema: Schema): boolean {
  return report.cause === "deletions"
    ? deletesOn(one, report.side, schema)
    : followsFromAbsence(one, report.side);
}

/** Deletes the item, or a part of it. */
function deletesOn(one: Decided, side: Side, schema: Schema): boolean {
  return deletesItem(one, side) || removesPart(one, side, schema);
}

/** One that was agreed to before, and whose outcome is merely unknown, is not counted again. */
function deletesItem({ link, decision }: Decided, side: Side): boolean {
  if (decision.kind !== "delete" || decision.side !== side) return false;
  return !link.writes.some((write) => write.side === side && write.kind === "delete");
}

/** Whether it takes away what still stands there of the item, such as a day of a series. */
export function removesPart(one: Decided, side: Side, { fields }: Schema): boolean {
  const { link, decision } = one;
  if (decision.kind !== "update") return false;
  const written = decision.updates.find((update) => update.side === side)?.fields ?? {};
  const isRemoved = Object.entries(written).some(([name, value]) => {
    const { removes, elementKey } = fields[name] ?? {};
    if (removes === undefined || elementKey === undefined) return false;
    const before = elements(link[side]?.fields[name]).filter(removes);
    const gone = new Set(before.map(elementKey));
    return elements(value).some((element) => removes(element) && !gone.has(elementKey(element)));
  });
  return isRemoved && !isAnswering(one, side);
}

/** Deleting here, making again there, answering or giving up, because the item is missing on the other side. */
function followsFromAbsence(one: Decided, side: Side): boolean {
  const there = otherSide(side);
  const { link, decision } = one;
  if (decision.kind === "delete") return deletesItem(one, side);
  // Gone from both, or an answer that was agreed to before: nothing more comes of it.
  if (link[side] === null || isAnswering(one, side)) return false;
  const remade = decision.kind === "create" && decision.side === there;
  // Where one side is missing, an update tells the other that a person left the meeting (rule 19).
  const ends = decision.kind === "unlink" || decision.kind === "update";
  return (remade || ends) && link[there] === null;
}

/** One that was intended before, and whose outcome is merely unknown, as with deletions. */
function isAnswering({ link, decision }: Decided, side: Side): boolean {
  if (decision.kind !== "update") return false;
  const told = JSON.stringify(decision.updates.find((update) => update.side === side)?.fields);
  return link.writes.some(
    (write) =>
      write.side === side && write.kind === "update" && JSON.stringify(write.fields) === told,
  );
}
