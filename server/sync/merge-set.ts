import { elements, otherSide, sides, type FieldRule, type Side, type Value } from "./model.ts";

/** One field as both sides hold it now and held it when they last agreed (`undefined`: never). */
export interface FieldPair {
  readonly now: Readonly<Record<Side, Value>>;
  readonly base: Readonly<Record<Side, Value | undefined>>;
}

export type SetRule = FieldRule & { readonly elementKey: (element: Value) => string };

/**
 * The units that one side removed since its base while the other side did anything else to them.
 * @param all of the set in which both sides have a say, whatever way its elements go; asked for where
 *   elements remove units, which those of most fields do not
 */
export function removedAndEdited(rule: FieldRule, all: () => FieldPair): ReadonlySet<string> {
  const { removes, unit } = rule;
  if (removes === undefined || unit === undefined) return new Set();
  const { now, base } = all();
  const of = (value: Value | undefined, name: string): readonly Value[] =>
    elements(value).filter((element) => unit.of(element) === name);
  const isRemoved = (value: Value | undefined, name: string): boolean =>
    of(value, name).some(removes);
  const names = sides.flatMap((side) => elements(now[side]).map(unit.of));
  const contested = names.filter((name) =>
    sides.some((side) => {
      const there = otherSide(side);
      const isNew = isRemoved(now[side], name) && !isRemoved(base[side], name);
      const edited =
        rule.fingerprint(of(now[there], name)) !== rule.fingerprint(of(base[there], name));
      return isNew && !isRemoved(now[there], name) && edited;
    }),
  );
  return new Set(contested);
}

/** The pair without the elements of these units. */
export function without(rule: SetRule, pair: FieldPair, units: ReadonlySet<string>): FieldPair {
  if (units.size === 0) return pair;
  const rest = (value: Value | undefined): readonly Value[] =>
    elements(value).filter((element) => !units.has(unitOf(rule, element)));
  const both = (values: FieldPair["base"]) => ({
    microsoft: rest(values.microsoft),
    erp: rest(values.erp),
  });
  return { now: both(pair.now), base: both(pair.base) };
}

/** What both sides hold of these units. */
export function within(
  rule: SetRule,
  now: FieldPair["now"],
  units: ReadonlySet<string>,
): FieldPair["now"] {
  const of = (side: Side): readonly Value[] =>
    elements(now[side]).filter((element) => units.has(unitOf(rule, element)));
  return { microsoft: of("microsoft"), erp: of("erp") };
}

/**
 * The pair with what the other side says taken back wherever this one keeps what it has.
 * `because`: why, where something was said since the base that is lost by it; `null`: nothing was.
 */
export function withoutKept(
  rule: SetRule,
  { now, base }: FieldPair,
  side: Side,
): { readonly pair: FieldPair; readonly because: string | null } {
  const { keeps } = rule;
  const there = otherSide(side);
  const held = byKey(rule, now[side]);
  const wanted = byKey(rule, now[there]);
  const before = byKey(rule, base[there] ?? []);
  let because: string | null = null;
  const left = [...new Set([...wanted.keys(), ...held.keys()])].flatMap((key) => {
    const [own, other] = [held.get(key), wanted.get(key)];
    const reason = isAlike(rule, own, other) ? undefined : keeps?.(side, own, other);
    if (reason === undefined) return other === undefined ? [] : [other];
    // What is new on this side was merely not told there yet.
    if (!isAlike(rule, other, before.get(key))) because ??= reason;
    return own === undefined ? [] : [own];
  });
  return { pair: { now: { ...now, [there]: left }, base }, because };
}

function isAlike(
  { fingerprint }: SetRule,
  one: Value | undefined,
  other: Value | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  return fingerprint([one]) === fingerprint([other]);
}

/** What of the item an element is about; by itself where the set knows no units. */
export function unitOf({ unit, elementKey }: SetRule, element: Value): string {
  return (unit?.of ?? elementKey)(element);
}

export interface MergedSet {
  readonly merged: Record<Side, Value[]>;
  /** Elements changed differently on both sides, which each keeps in `merged` as it has them. */
  readonly contested: readonly Readonly<Record<Side, Value>>[];
}

/**
 * Merges a set element by element: what one side added or removed since its base is added to or
 * removed from the other; an element changed on one side replaces the other's, and outlives a
 * removal.
 */
export function mergeSet(rule: SetRule, { now, base }: FieldPair): MergedSet {
  const at = {
    microsoft: byKey(rule, now.microsoft),
    erp: byKey(rule, now.erp),
  };
  const was = {
    microsoft: byKey(rule, base.microsoft ?? []),
    erp: byKey(rule, base.erp ?? []),
  };
  const merged: Record<Side, Value[]> = { microsoft: [], erp: [] };
  const contested: Record<Side, Value>[] = [];
  const keys = new Set([...at.microsoft.keys(), ...at.erp.keys()]);
  const print = (element: Value | undefined): string =>
    element === undefined ? "" : rule.fingerprint([element]);
  for (const key of keys) {
    const microsoft = at.microsoft.get(key);
    const erp = at.erp.get(key);
    const moved = {
      microsoft: print(microsoft) !== print(was.microsoft.get(key)),
      erp: print(erp) !== print(was.erp.get(key)),
    };
    if (microsoft !== undefined && erp !== undefined) {
      const same = print(microsoft) === print(erp);
      const both = !same && moved.microsoft && moved.erp;
      if (both) contested.push({ microsoft, erp });
      merged.microsoft.push(!same && !both && moved.erp ? erp : microsoft);
      merged.erp.push(!same && !both && moved.microsoft ? microsoft : erp);
      continue;
    }
    const holder: Side = microsoft === undefined ? "erp" : "microsoft";
    const element = microsoft ?? erp;
    if (element === undefined) continue;
    // Present on one side only. The other side removed it since its base, or never had it.
    const removedThere = was[otherSide(holder)].has(key);
    if (moved[holder]) {
      merged.microsoft.push(element);
      merged.erp.push(element);
    } else if (!removedThere) {
      merged[holder].push(element);
    }
  }
  return { merged, contested };
}

/**
 * What the origin of a write held of a set before it: what the write changed as it stood there, spelled
 * as the origin had it, and everything else as the origin has it. That may be waiting for a person.
 * @param sent what was written
 * @param replaced what stood there
 * @param held what the origin holds
 * @param base both halves of what was agreed on, of the side written and of the origin
 */
export function beforeWrite(
  rule: SetRule,
  { sent, replaced, held }: Readonly<Record<"sent" | "replaced" | "held", Value>>,
  base: Readonly<Record<"target" | "origin", Value | undefined>>,
): readonly Value[] {
  const [given, was, own] = [byKey(rule, sent), byKey(rule, replaced), byKey(rule, held)];
  const known = { target: byKey(rule, base.target ?? []), origin: byKey(rule, base.origin ?? []) };
  return [...new Set([...own.keys(), ...was.keys()])].flatMap((key) => {
    const stood = was.get(key);
    const isChanged = !isAlike(rule, given.get(key), stood);
    const isAgreed = isAlike(rule, known.target.get(key), stood);
    const before = isChanged ? ((isAgreed ? known.origin.get(key) : stood) ?? stood) : own.get(key);
    return before === undefined ? [] : [before];
  });
}

function byKey(rule: SetRule, value: Value): ReadonlyMap<string, Value> {
  return new Map(elements(value).map((element) => [rule.elementKey(element), element]));
}
