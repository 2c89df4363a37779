import {
  elements,
  otherSide,
  sides,
  type Answer,
  type Asked,
  type Authorship,
  type Conflict,
  type FieldRule,
  type Policy,
  type Side,
  type Value,
} from "./model.ts";
import { isAskedAgain, isSaidOf } from "./asked.ts";
import {
  mergeSet,
  within,
  without,
  withoutKept,
  type FieldPair,
  type MergedSet,
  type SetRule,
} from "./merge-set.ts";
import { respelled } from "./spelling.ts";

/** What merging one field comes to. */
export type FieldMerge =
  /** Nothing moved, or nothing may be written. */
  | { readonly kind: "unchanged" }
  /** Both sides mean the same, and the base does not say so yet. */
  | { readonly kind: "agreed" }
  /** Values to write, by side; sets may need both, and elements of theirs may wait all the same. */
  | {
      readonly kind: "write";
      readonly values: Partial<Record<Side, Value>>;
      readonly conflicts: readonly Conflict[];
    }
  /** A person must decide; nothing is written. */
  | { readonly kind: "wait"; readonly conflict: Conflict };

/** What decides a conflict on this field, and which sides may be written. */
export interface MergeTerms {
  readonly field: string;
  readonly writable: Readonly<Record<Side, boolean>>;
  /** Reason codes of sides that refuse this field on this item and want the edit taken back. */
  readonly revert: Readonly<Partial<Record<Side, string>>>;
  readonly precedence: Policy["precedence"];
  readonly modifiedAt: Readonly<Record<Side, string | null>>;
  readonly clockSkewMs: number;
  /** Who made what a side holds, for people to see. */
  readonly authorOf: (side: Side, value: Value) => Authorship;
  readonly answer: Answer | Asked | undefined;
  /** Of a set: the units that one side removed while the other did anything else to them. */
  readonly contested: ReadonlySet<string>;
  /** Of a set: why a side takes back what the other one did to this element; `undefined`: it does not. */
  readonly refusal: (side: Side, element: Value) => string | undefined;
}

/** Three-way merge of one field: see rules 4, 8 and 9 of SPEC.md. */
export function mergeField(rule: FieldRule, given: FieldPair, by: MergeTerms): FieldMerge {
  const pair = agreedPair(given);
  const { now, base } = pair;
  const terms = silentAtFirst(rule, pair, by);
  const print = rule.fingerprint;
  const changed = {
    microsoft: base.microsoft === undefined || print(now.microsoft) !== print(base.microsoft),
    erp: base.erp === undefined || print(now.erp) !== print(base.erp),
  };
  if (!changed.microsoft && !changed.erp) return { kind: "unchanged" };
  if (print(now.microsoft) === print(now.erp)) return { kind: "agreed" };
  // Before anything is taken over: what he wrote may be what both once agreed on.
  const own = ownValue(rule, now, terms);
  if (own !== null) return own;
  if (rule.elementKey !== undefined) {
    const set = { ...rule, elementKey: rule.elementKey };
    if (rule.mails !== undefined) return settleKept(set, rule.mails, pair, terms);
    const side = sides.find((one) => terms.revert[one] !== undefined && !terms.writable[one]);
    if (side === undefined) return settleSet(set, pair, terms);
    const keeps: SetRule["keeps"] = (_side, held, wanted) =>
      terms.refusal(side, held ?? wanted ?? null);
    return settleKept({ ...set, keeps }, side, pair, terms);
  }
  if (changed.microsoft !== changed.erp) {
    return takeOver(changed.microsoft ? "microsoft" : "erp", now, terms);
  }
  // Two items linked for the first time: an empty field was never cleared by anybody.
  if (base.microsoft === undefined || base.erp === undefined) {
    for (const side of sides) {
      if (!isEmpty(now[side])) continue;
      // Nobody is mailed for it: each side keeps what it says, and what is said from now on goes over.
      if (rule.mails === side) return { kind: "agreed" };
      return takeOver(otherSide(side), now, terms);
    }
  }
  return settleConflict(rule, now, terms);
}

/**
 * Units that the ERP removed while Outlook has them with other people (rule 14): whatever the rules
 * prefer, nothing is written before a person said so. Kept where the ERP cannot be told, both stay.
 * @param tells whom it reaches where they are removed
 */
export function mergeReaching(
  rule: FieldRule,
  { now }: FieldPair,
  tells: readonly Value[],
  terms: MergeTerms,
): FieldMerge {
  const asked: Conflict = { ...conflict(terms, now, null, "asked"), tells };
  const { answer } = terms;
  const isSaid = isSaidOf(answer, asked, { fields: { [terms.field]: rule } });
  if (!isSaid || !("keep" in answer)) return { kind: "wait", conflict: asked };
  const conflicts = [{ ...asked, winner: answer.keep }];
  if (answer.keep === "erp") {
    const removals = elements(now.erp).filter((one) => rule.removes?.(one) === true);
    return { kind: "write", values: { microsoft: removals }, conflicts };
  }
  if (!terms.writable.erp) return { kind: "agreed" };
  return { kind: "write", values: { erp: now.microsoft }, conflicts };
}

/** What one side alone is known to have had was agreed on by nobody. */
function agreedPair(pair: FieldPair): FieldPair {
  const { microsoft, erp } = pair.base;
  const isHalf = (microsoft === undefined) !== (erp === undefined);
  return isHalf ? { now: pair.now, base: { microsoft: undefined, erp: undefined } } : pair;
}

/** Two items that just met are not made alike where that mails somebody. */
function silentAtFirst({ mails }: FieldRule, { base }: FieldPair, terms: MergeTerms): MergeTerms {
  if (mails === undefined || base[mails] !== undefined) return terms;
  const { writable, revert } = terms;
  return {
    ...terms,
    writable: { ...writable, [mails]: false },
    revert: { [mails]: "just-met", ...revert },
  };
}

/** `from` changed and the other side did not: its value goes over, unless that side refuses. */
function takeOver(from: Side, now: FieldPair["now"], terms: MergeTerms): FieldMerge {
  const to = otherSide(from);
  if (terms.writable[to]) return { kind: "write", values: { [to]: now[from] }, conflicts: [] };
  const reason = terms.revert[to];
  if (reason === undefined || !terms.writable[from]) return { kind: "unchanged" };
  return {
    kind: "write",
    values: { [from]: now[to] },
    conflicts: [conflict(terms, now, to, `read-only:${reason}`)],
  };
}

function settleConflict(rule: FieldRule, now: FieldPair["now"], terms: MergeTerms): FieldMerge {
  const { winner, because } = decide(rule, now, terms);
  const decided = conflict(terms, now, winner, because);
  if (winner === null) return { kind: "wait", conflict: decided };
  const loser = otherSide(winner);
  if (!terms.writable[loser]) return { kind: "unchanged" };
  return { kind: "write", values: { [loser]: now[winner] }, conflicts: [decided] };
}

/**
 * The value that a person wrote to settle this conflict, on its way to both sides; `null`: there is none,
 * or it may not be written any more.
 */
function ownValue(rule: FieldRule, now: FieldPair["now"], terms: MergeTerms): FieldMerge | null {
  const { answer, writable } = terms;
  if (answer === undefined || !("value" in answer)) return null;
  if (!writable.microsoft || !writable.erp) return null;
  const { value: own } = answer;
  const isAsShown = (side: Side): boolean => answer[side] === rule.fingerprint(now[side]);
  // One side may hold it already, as it spells it: the other write was refused, or its reply was lost.
  const hasIt = (side: Side): boolean => respelled(rule, own, now[side]);
  if (sides.every(hasIt)) return { kind: "agreed" };
  if (!sides.every((side) => isAsShown(side) || hasIt(side))) return null;
  // A value that was shown is written even where a server might have made it of this one.
  const isFirst = sides.every(isAsShown);
  const isExact = (side: Side): boolean => rule.fingerprint(now[side]) === rule.fingerprint(own);
  const values: Partial<Record<Side, Value>> = {};
  for (const side of sides) {
    if (isFirst ? !isExact(side) : !hasIt(side)) values[side] = own;
  }
  const decided = conflict(terms, now, "neither", "edited");
  // Where one side holds it already, what lost is in the log already.
  const isLogged = values.microsoft === undefined || values.erp === undefined;
  return { kind: "write", values, conflicts: isLogged ? [] : [decided] };
}

function decide(
  rule: FieldRule,
  now: FieldPair["now"],
  terms: MergeTerms,
): { winner: Side | null; because: string } {
  const necessary = byNecessity(terms);
  if (necessary !== null) return necessary;
  const { answer } = terms;
  if (answer !== undefined && "keep" in answer) {
    const isAsShown = sides.every((side) => answer[side] === rule.fingerprint(now[side]));
    if (isAsShown) return { winner: answer.keep, because: "asked" };
  }
  switch (terms.precedence) {
    case "erp":
      return { winner: "erp", because: "erp-wins" };
    case "microsoft":
      return { winner: "microsoft", because: "microsoft-wins" };
    case "ask":
      return { winner: null, because: "asked" };
    case "newest":
      // What he took his word back on was not to be told by time when he gave it.
      return isAskedAgain(answer, rule, now) ? { winner: null, because: "asked" } : newest(terms);
  }
}

/** A side that cannot be written wins by necessity: anything else would never converge. */
function byNecessity(terms: MergeTerms): { winner: Side; because: string } | null {
  const side = sides.find((one) => !terms.writable[one]);
  if (side === undefined) return null;
  const reason = terms.revert[side];
  return { winner: side, because: reason === undefined ? "one-way" : `read-only:${reason}` };
}

function newest(terms: MergeTerms): { winner: Side | null; because: string } {
  const microsoft = Date.parse(terms.modifiedAt.microsoft ?? "");
  const erp = Date.parse(terms.modifiedAt.erp ?? "");
  // Two clocks that differ by less than their skew, or a side that tells no time, prove nothing.
  if (!(Math.abs(microsoft - erp) > terms.clockSkewMs)) return { winner: null, because: "asked" };
  return { winner: microsoft > erp ? "microsoft" : "erp", because: "newest" };
}

function conflict(
  { field, authorOf }: MergeTerms,
  now: FieldPair["now"],
  winner: Conflict["winner"],
  because: string,
): Conflict {
  const { microsoft, erp } = now;
  const authors = { microsoft: authorOf("microsoft", microsoft), erp: authorOf("erp", erp) };
  return { field, microsoft, erp, winner, because, authors };
}

export function isEmpty(value: Value): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * A set that moved. Elements that both sides changed differently are decided by the rule, or wait for a
 * person, those alone: the others merge, whoever wins. Of a unit that one side removed and the other
 * edited no element is merged: it is as one of them has it. A conflict shows what it is about, no more.
 */
function settleSet(rule: SetRule, pair: FieldPair, terms: MergeTerms): FieldMerge {
  const { now } = pair;
  const removed = terms.contested;
  const { merged, contested } = mergeSet(rule, without(rule, pair, removed));
  const conflicts: Conflict[] = [];
  if (removed.size > 0 && rule.unit !== undefined) {
    const { winner, because } = byUnit(rule, rule.unit, terms);
    const lost = within(rule, now, removed);
    for (const side of sides) merged[side].push(...elements(lost[winner]));
    if (!sides.every((side) => isEmpty(lost[side]))) {
      conflicts.push(conflict(terms, lost, winner, because));
    }
  }
  for (const some of decidedApart(rule, contested, terms)) {
    const { atOdds, winner, because } = some;
    conflicts.push(conflict(terms, atOdds, winner, because));
    // Until a person answered each side keeps its own, and of these the base stays what it was.
    if (winner !== null) {
      const winners = new Map(elements(atOdds[winner]).map((one) => [rule.elementKey(one), one]));
      const own = (one: Value): Value => winners.get(rule.elementKey(one)) ?? one;
      merged[otherSide(winner)] = merged[otherSide(winner)].map(own);
    }
  }
  return writeSet(rule, merged, { now, conflicts }, terms);
}

interface Odds {
  readonly atOdds: Readonly<Record<Side, Value>>;
  readonly winner: Side | null;
  readonly because: string;
}

/**
 * What of a set is decided together: all of it, but where its person is asked again about some of it and a
 * rule of time decides the rest.
 */
function decidedApart(
  rule: SetRule,
  contested: MergedSet["contested"],
  terms: MergeTerms,
): readonly Odds[] {
  const decided = (some: MergedSet["contested"]): readonly Odds[] => {
    if (some.length === 0) return [];
    const of = (side: Side): Value => some.map((one) => one[side]);
    const atOdds = { microsoft: of("microsoft"), erp: of("erp") };
    return [{ atOdds, ...decide(rule, atOdds, terms) }];
  };
  const asked = contested.filter(({ microsoft, erp }) =>
    isAskedAgain(terms.answer, rule, { microsoft: [microsoft], erp: [erp] }),
  );
  const others = contested.filter((one) => !asked.includes(one));
  if (asked.length === 0 || others.length === 0) return decided(contested);
  const apart = [asked, others].flatMap(decided);
  // Undecided, they are one question.
  return apart.every(({ winner }) => winner === apart[0]?.winner) ? decided(contested) : apart;
}

/**
 * A set of which a side keeps what it has: of what somebody said the one that tells others of it, of a
 * meeting that somebody else organizes Outlook. What it keeps comes back on the other side, and what is
 * left merges as any set.
 */
function settleKept(rule: SetRule, side: Side, pair: FieldPair, terms: MergeTerms): FieldMerge {
  const { pair: left, because } = withoutKept(rule, pair, side);
  const merged = settleSet(rule, left, terms);
  const there = otherSide(side);
  const values = merged.kind === "write" ? merged.values : {};
  const wanted = values[there] ?? left.now[there];
  const comesBack = rule.fingerprint(wanted) !== rule.fingerprint(pair.now[there]);
  if (!comesBack || !terms.writable[there]) return merged;
  const known = conflictsOf(merged);
  // What two items say that just met was said to nobody yet.
  const isLoss = because !== null && (rule.mails === undefined || pair.base[there] !== undefined);
  const isTold = known.some(({ winner }) => winner !== null);
  const lost = isLoss && !isTold ? [conflict(terms, pair.now, side, `read-only:${because}`)] : [];
  return {
    kind: "write",
    values: { ...values, [there]: wanted },
    conflicts: [...lost, ...known],
  };
}

/** What a merge found at odds. */
export function conflictsOf(merged: FieldMerge): readonly Conflict[] {
  if (merged.kind === "wait") return [merged.conflict];
  return merged.kind === "write" ? merged.conflicts : [];
}

function byUnit(
  { mails }: FieldRule,
  { decidedBy }: NonNullable<FieldRule["unit"]>,
  terms: MergeTerms,
): { winner: Side; because: string } {
  // Nobody is told what is said of a day that is gone, whichever way its answers may go.
  const necessary = mails === undefined ? byNecessity(terms) : null;
  return necessary ?? { winner: decidedBy, because: "removed-and-edited" };
}

function writeSet(
  rule: FieldRule,
  merged: Record<Side, Value[]>,
  { now, conflicts }: Pick<FieldPair, "now"> & { readonly conflicts: readonly Conflict[] },
  terms: MergeTerms,
): FieldMerge {
  const values: Partial<Record<Side, Value>> = {};
  for (const side of ["microsoft", "erp"] as const) {
    const moved = rule.fingerprint(merged[side]) !== rule.fingerprint(now[side]);
    if (moved && terms.writable[side]) values[side] = merged[side];
  }
  if (Object.keys(values).length > 0) return { kind: "write", values, conflicts };
  const waiting = conflicts.find(({ winner }) => winner === null);
  return waiting === undefined ? { kind: "unchanged" } : { kind: "wait", conflict: waiting };
}
