import { createHash } from "node:crypto";
import type { WriteAction } from "../../connectors/port/item.ts";
import { groupBy } from "../../lib/group-by.ts";
import type { HistoryEntry, QuarantineDocument, Twin } from "../../store/documents/mailbox.ts";
import type { Change } from "../../store/store.ts";
import type { Decided } from "../../sync/guard.ts";
import {
  sides,
  type Conflict,
  type Fields,
  type Link,
  type Side,
  type Value,
} from "../../sync/model.ts";
import { changesOf, isPrivate, subjectOf } from "../run/history.ts";
import { linkOfKey } from "../run/link-id.ts";
import type { DecidedRound, PlannedWrite } from "../mailboxes/mailbox.ts";

export const planKinds = [
  "create",
  "update",
  "delete",
  /** Two items that stand on both sides already become one pair; neither is written. */
  "link",
  /** The pair ends; what is left on either side stays. */
  "unlink",
  /** Both sides changed a field, and its person is asked; nothing is written to it. */
  "conflict",
  /** Several alike on both sides, or a series that was cut: a person tells which belong together. */
  "doubt",
  /** The brake holds it until an administrator agrees. */
  "held",
  /** Set aside with its reason; the others proceed. */
  "refused",
] as const;
export type PlanKind = (typeof planKinds)[number];

/** One thing that a run would do, or would not do and why. */
export interface PlanEntry {
  readonly kind: PlanKind;
  /** The side written to; of what is set aside, the side it stands on; `null`: neither. */
  readonly side: Side | null;
  readonly ids: Readonly<Partial<Record<Side, string>>>;
  /** Empty where the item is private or was never read. */
  readonly subject: string;
  /** As the field `when`; `null` where the item is private or tells no time. */
  readonly when: Value;
  /** What is written, before and after; never the text of a body, nothing of private items. */
  readonly changes: HistoryEntry["changes"];
  /** The rule of SPEC.md that decided, or the code of what stands in the way. */
  readonly rule: string;
  /** What a side said, where it stands in the way. */
  readonly reason: string | null;
  /** Of a doubt: all that look alike, or all that may go on with `first`. */
  readonly twins: readonly Twin[];
  /** Of a doubt about a series that was cut: that series; `null`: it is about what looks alike. */
  readonly first: Twin | null;
  /** Digest of what is written, so that two plans can be compared without keeping what it is. */
  readonly print: string;
}

/** What a run showed until its first decisions. */
export interface SeenRun {
  readonly round: DecidedRound;
  /** What was sent before anything was decided: what earlier runs and people had left to be sent. */
  readonly sent: Readonly<Record<Side, readonly WriteAction[]>>;
  /** What it stored until then. */
  readonly changes: readonly Change[];
  /** As they stand then. */
  readonly links: ReadonlyMap<string, Link>;
  readonly parked: ReadonlyMap<string, QuarantineDocument>;
}

/** An earlier run's or a person's, not this plan's: it is sent whatever the plan. */
export const underWay = "under way";

/** All that a run would do, in the order of the appointments' time. */
export function entriesOf(seen: SeenRun): readonly PlanEntry[] {
  const { round, links, parked } = seen;
  const free = new Set(round.free);
  const writes = groupBy(round.writes, ({ linkId }) => linkId);
  const entries = [
    ...sides.flatMap((side) => seen.sent[side].map((action) => sentEntry(side, action, links))),
    ...pairs(seen),
    ...round.decided.flatMap((one) =>
      free.has(one) ? decidedEntries(one, writes.get(one.link.id) ?? []) : heldEntry(one),
    ),
    ...asideEntries(parked, links),
  ];
  return entries.sort((one, other) => compare(placeOf(one), placeOf(other)));
}

export interface PlanCount extends Pick<PlanEntry, "kind" | "side"> {
  readonly count: number;
}

/** How much of what they come to, by side. */
export function countsOf(entries: readonly PlanEntry[]): PlanCount[] {
  return planKinds.flatMap((kind) =>
    [...sides, null].flatMap((side) => {
      const count = entries.filter((one) => one.kind === kind && one.side === side).length;
      return count === 0 ? [] : [{ kind, side, count }];
    }),
  );
}

/** Equal plans have equal digests, whatever the order in which they were found. */
export function digestOf(entries: readonly PlanEntry[]): string {
  return digest(entries.map(({ print }) => print).sort());
}

function decidedEntries(
  { link, decision }: Decided,
  writes: readonly PlannedWrite[],
): readonly PlanEntry[] {
  const conflicts = decision.kind === "update" ? decision.conflicts : [];
  const waiting = conflicts.filter(({ winner }) => winner === null);
  return [
    ...writes.map(({ side, action }) => {
      const lost = conflicts.find(({ winner }) => winner !== null && winner !== side);
      return writeEntry(link, side, action, lost?.because ?? decision.rule);
    }),
    ...waiting.map((conflict) => conflictEntry(link, conflict)),
    ...(decision.kind === "unlink" ? [entry(link, { kind: "unlink", rule: decision.rule })] : []),
    // It became private after it was switched on.
    ...(decision.kind === "create" && writes.length === 0
      ? [entry(link, { kind: "unlink", rule: "private" })]
      : []),
  ];
}

function writeEntry(link: Link, side: Side, action: WriteAction, rule: string): PlanEntry {
  const { kind } = action;
  if (action.kind === "delete") return entry(link, { kind, side, rule });
  const from = action.kind === "update" ? (link[side]?.fields ?? {}) : {};
  const changes = changesOf(link, from, action.fields);
  return entry(link, { kind, side, rule, changes }, action.fields);
}

function conflictEntry(link: Link, { field, microsoft, erp, because }: Conflict): PlanEntry {
  const changes = changesOf(link, { [field]: microsoft }, { [field]: erp });
  return entry(link, { kind: "conflict", rule: because, changes }, [field, microsoft, erp]);
}

function heldEntry({ link, decision }: Decided): PlanEntry {
  const side = "side" in decision ? decision.side : null;
  return entry(link, { kind: "held", side, rule: decision.rule }, decision.kind);
}

/** What earlier runs left open, and what people asked for of single items. */
function sentEntry(side: Side, action: WriteAction, links: ReadonlyMap<string, Link>): PlanEntry {
  const link =
    action.kind === "create"
      ? links.get(linkOfKey(action.key))
      : [...links.values()].find(({ ids }) => ids[side] === action.id);
  if (link !== undefined) return writeEntry(link, side, action, underWay);
  const name = action.kind === "create" ? action.key : action.id;
  return finished({ kind: action.kind, side, rule: underWay }, name);
}

/** Items that stand on both sides and were recognised as one, and those that people switched off. */
function pairs({ changes, links }: SeenRun): readonly PlanEntry[] {
  return changes.flatMap((change) => {
    if (change.kind !== "append" || !("linkId" in change.entry)) return [];
    const { kind, linkId, because } = change.entry;
    const link = links.get(linkId ?? "");
    if (kind === "unlinked" && link !== undefined) {
      return [entry(link, { kind: "unlink", rule: because })];
    }
    if (kind !== "linked") return [];
    if (link?.ids.microsoft === undefined || link.ids.erp === undefined) return [];
    return [entry(link, { kind: "link", rule: because }, link.ids)];
  });
}

function asideEntries(
  parked: ReadonlyMap<string, QuarantineDocument>,
  links: ReadonlyMap<string, Link>,
): readonly PlanEntry[] {
  const doubts = new Map<string, PlanEntry>();
  const refused: PlanEntry[] = [];
  for (const { linkId, itemId, side, subject, code, reason, twins, split } of parked.values()) {
    const link = links.get(linkId ?? "");
    const named = { rule: code, reason, ids: { [side]: itemId }, subject };
    if (split !== undefined) {
      const { first, next } = split;
      const content = [first.id, ...next.map(({ id }) => id).sort()];
      const told = { ...named, side: null, when: first.when, twins: next, first } as const;
      doubts.set(content.join(" "), finished({ ...told, kind: "doubt" }, content));
      continue;
    }
    if (twins === undefined) {
      const when = link === undefined ? null : whenOf(link);
      refused.push(finished({ ...named, kind: "refused", side, when }, itemId));
      continue;
    }
    // Each of the alike is set aside by itself; shown they are one question.
    const content = twins.map((twin) => `${twin.side}/${twin.id}`).sort();
    const when = twins[0]?.when ?? null;
    const doubt = { ...named, kind: "doubt", side: null, ids: {}, when, twins } as const;
    doubts.set(content.join(" "), finished(doubt, content));
  }
  return [...refused, ...doubts.values()];
}

function entry(
  link: Link,
  facts: Pick<PlanEntry, "kind" | "rule"> & Partial<Pick<PlanEntry, "side" | "changes">>,
  content: unknown = null,
): PlanEntry {
  const { id, ids } = link;
  // How the link's id ends tells whose it is, also where the link was made for this plan alone.
  const name = id.slice(id.lastIndexOf(".") + 1);
  const told = { ids, subject: subjectOf(link), when: whenOf(link), ...facts };
  return finished(told, [name, content]);
}

/** @param identity what it is about, and what is written or asked beyond what the entry says of it */
function finished(
  told: Pick<PlanEntry, "kind" | "rule"> & Partial<PlanEntry>,
  identity: unknown,
): PlanEntry {
  const { kind, rule, side = null } = told;
  return {
    ...{ side, ids: {}, subject: "", when: null, changes: [], reason: null },
    ...{ twins: [], first: null },
    ...told,
    print: digest([kind, side, rule, identity]),
  };
}

function whenOf(link: Link): Value {
  if (isPrivate(link)) return null;
  return (link.microsoft ?? link.erp)?.fields["when"] ?? null;
}

function placeOf({ when, subject }: PlanEntry): string {
  const { start = "" } = (when ?? {}) as Fields;
  return `${typeof start === "string" ? start : ""} ${subject}`;
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function digest(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
