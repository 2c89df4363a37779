import { flowOf, narrower, opens } from "./flow.ts";
import { maskFor } from "./mask.ts";
import { conflictsOf, type FieldMerge } from "./merge.ts";
import {
  elements,
  otherSide,
  sides,
  type Conflict,
  type FieldRule,
  type Flow,
  type Link,
  type Side,
  type Snapshot,
  type Value,
} from "./model.ts";
import { sharedFields, type Terms } from "./terms.ts";

/** A share of a field that is merged by itself, because it goes a way of its own. */
export interface Part {
  readonly flow: Flow;
  /** Of elements by which somebody is mailed: the field that they are about. */
  readonly about?: string;
  /** Units that the ERP removed and whose removal reaches people in Outlook: whom, by unit. A person is asked. */
  readonly tells?: readonly Value[];
  /**
   * Units that one side removed and of which the rule for deletions says that both stay as they are
   * (`kept`), or that the ERP has them again (`again`).
   */
  readonly removed?: "kept" | "again";
  /** What of a value belongs to it. */
  of<V extends Value | undefined>(value: V): V;
}

/** Both sides of a field, and the link it is of. */
export interface Seen {
  readonly link: Link;
  readonly field: string;
  readonly now: Readonly<Record<Side, Snapshot>>;
  readonly values: Readonly<Record<Side, Value>>;
}

/**
 * The shares of a field in which both sides have a say. Any field is one, but a set whose elements are
 * about fields of their own: each goes the way of its field. What belongs to no share stays on its
 * side: elements about a field that the other side cannot hold or refuses on this item, or that is
 * switched off, those that have no place on the other side's item or that it says anyway, and all of a
 * unit that one side removed and the other keeps. Units whose removal would reach other people are a
 * share by themselves, where the person may be asked about it.
 */
export function partsOf(field: string, rule: FieldRule, seen: Seen, terms: Terms): readonly Part[] {
  const { partOf, elementKey, removes } = rule;
  if (partOf === undefined || elementKey === undefined) {
    return [{ flow: flowOf(field, terms), of: (value) => value }];
  }
  const { link, now } = seen;
  const both = new Set(sharedFields(terms));
  const refused = (about: string): boolean =>
    sides.some((side) => {
      const reason = now[side].readOnly?.[about];
      return reason !== undefined && terms.schema.onRefused(reason) === "keep";
    });
  // Nobody is asked on either side for what one does not tell of this item.
  const untold = (about: string): boolean =>
    mailsOf(about) && sides.some((side) => now[side].fields[about] === undefined);
  const mailsOf = (about: string): boolean => terms.schema.fields[about]?.mails !== undefined;
  const unitOf = rule.unit?.of ?? elementKey;
  const mask = maskFor(link, terms);
  const placeless = new Set(
    sides.flatMap((side) => {
      const there = otherSide(side);
      const { fields } = now[there];
      const others = elements(seen.values[there]);
      const keys = new Set(others.map(elementKey));
      const gone = new Set(others.filter((one) => removes?.(one) === true).map(unitOf));
      // What the other side has as a whole, and for no part otherwise, it has for this one as well.
      const isImplied = (one: Value): boolean =>
        !gone.has(unitOf(one)) &&
        !keys.has(elementKey(one)) &&
        rule.implied?.(one, fields) === true;
      return elements(seen.values[side]).filter(
        (one) => rule.stands?.(one, fields) === false || isImplied(one),
      );
    }),
  );
  const own = (element: Value): Flow => {
    const about = partOf(element);
    if (placeless.has(element)) return "none";
    if (!both.has(about) || refused(about) || untold(about)) return "none";
    const way = flowOf(about, terms);
    if (mask?.covers(element) !== true) return way;
    return narrower(way, mask.isErpsOwn ? "toMicrosoft" : "toErp");
  };
  // A unit that one side removed is removed or kept as one, whatever the ways of its single elements.
  const ofRemoved = new Map(
    sides.flatMap((side) => {
      const removals = elements(seen.values[side]).filter((one) => removes?.(one) === true);
      return removals.map((one) => [unitOf(one), own(one)] as const);
    }),
  );
  const by = { elementKey, unitOf };
  const ruled = ruledUnits(rule, by, seen, { wayOf: own, terms });
  const spared = sparedUnits(rule, by, seen, terms);
  const reaching = askedUnits(rule, by, seen, { spared, ruled, wayOf: own, terms });
  const flow = (element: Value): Flow => {
    const unit = unitOf(element);
    const way = own(element);
    if (way === "none" || spared.has(unit) || ruled.has(unit)) return "none";
    const removal = ofRemoved.get(unit);
    // What no rule of a person lets into a side does not get there with its day either.
    const { flow: possible = "none" } = terms.schema.fields[partOf(element)] ?? {};
    return removal === undefined ? way : narrower(removal, possible);
  };
  const abouts = new Set(
    sides
      .flatMap((side) => [...elements(seen.values[side]), ...elements(link.base?.[side][field])])
      .map(partOf)
      .filter(mailsOf),
  );
  const ordinary = ([undefined, ...abouts] as const).flatMap((about) =>
    (["both", "toErp", "toMicrosoft"] as const).map((way) => ({
      flow: way,
      ...(about !== undefined && { about }),
      of: <V extends Value | undefined>(value: V): V => {
        if (!Array.isArray(value)) return value;
        const isOf = (one: Value): boolean =>
          flow(one) === way && (mailsOf(partOf(one)) ? partOf(one) : undefined) === about;
        return value.filter(isOf) as typeof value;
      },
    })),
  );
  /** Of units that are gone on one side: their removal, and all that is to stand in the ERP where they are not. */
  const ofUnits =
    (units: ReadonlyMap<string, unknown>) =>
    <V extends Value | undefined>(value: V): V => {
      const isOf = (one: Value): boolean =>
        units.has(unitOf(one)) &&
        (removes?.(one) === true || own(one) === "both" || own(one) === "toErp");
      return Array.isArray(value) ? (value.filter(isOf) as typeof value) : value;
    };
  const asking = (["both", "toMicrosoft"] as const).flatMap((way): readonly Part[] => {
    const units = new Map([...reaching].filter(([, one]) => one.way === way));
    if (units.size === 0) return [];
    return [
      { flow: way, tells: [...units.values()].map(({ tells }) => tells), of: ofUnits(units) },
    ];
  });
  const byRule = (["kept", "again"] as const).flatMap((removed): readonly Part[] => {
    const units = new Map([...ruled].filter(([, one]) => one === removed));
    return units.size === 0 ? [] : [{ flow: "both", removed, of: ofUnits(units) }];
  });
  return [...ordinary, ...asking, ...byRule];
}

/** What the parts of a field come to together. */
export function together(
  parts: readonly { readonly part: Part; readonly merged: FieldMerge }[],
  values: Readonly<Record<Side, Value>>,
): FieldMerge {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first.merged;
  const merges = parts.map(({ merged }) => merged);
  const all = merges.flatMap(conflictsOf);
  // An answer is given for what was shown: of several parts one is asked about after the other.
  const waiting = all.find(({ winner }) => winner === null);
  const writes = merges.filter((merged) => merged.kind === "write");
  if (writes.length === 0) {
    if (waiting !== undefined) return { kind: "wait", conflict: waiting };
    return merges.find((merged) => merged.kind === "agreed") ?? { kind: "unchanged" };
  }
  const written: Partial<Record<Side, Value>> = {};
  for (const side of sides) {
    if (writes.every((merged) => merged.values[side] === undefined)) continue;
    const own = elements(values[side]);
    const taken = new Set(parts.flatMap(({ part }) => elements(part.of(values[side]))));
    written[side] = [
      ...parts.flatMap(({ part, merged }) => {
        const value = merged.kind === "write" ? merged.values[side] : undefined;
        return elements(value ?? part.of(values[side]));
      }),
      ...own.filter((element) => !taken.has(element)),
    ];
  }
  const decided = all.filter(({ winner }) => winner !== null);
  // What its person settled is his to take back, and nothing else is.
  const [settled, ruled] = [true, false].map((isAsked) =>
    asOne(decided.filter(({ because }) => (because === "asked") === isAsked)),
  );
  const conflicts = [settled, ruled, waiting].filter((one) => one !== undefined);
  return { kind: "write", values: written, conflicts };
}

/** What lost in several parts of a set, so that the log tells of all of it. */
function asOne(conflicts: readonly Conflict[]): Conflict | undefined {
  const [first] = conflicts;
  if (first === undefined || conflicts.length === 1) return first;
  const all = (side: Side): Value => conflicts.flatMap((one) => elements(one[side]));
  return { ...first, microsoft: all("microsoft"), erp: all("erp") };
}

/** What one side's half of the base is once these parts were agreed on; what belongs to none stays as it was. */
export function agreedOn(
  parts: readonly { readonly part: Part; readonly merged: FieldMerge }[],
  now: Value,
  before: Value | undefined,
): Value {
  if (!Array.isArray(now)) return now;
  const known = elements(before);
  const ofParts = new Set(parts.flatMap(({ part }) => part.of(known)));
  return [
    ...parts.flatMap(({ part, merged }) =>
      elements(part.of(merged.kind === "agreed" ? now : known)),
    ),
    ...known.filter((element) => !ofParts.has(element)),
  ];
}

type Keys = Readonly<Record<"elementKey" | "unitOf", (element: Value) => string>>;

/** What a side removed that the other one has, by unit. */
function removalsOn(
  side: Side,
  { removes }: FieldRule,
  { elementKey, unitOf }: Keys,
  { values }: Seen,
): ReadonlyMap<string, Value> {
  const known = new Set(elements(values[otherSide(side)]).map(elementKey));
  const removals = elements(values[side]).filter((one) => removes?.(one) === true);
  const news = removals.filter((one) => !known.has(elementKey(one)));
  return new Map(news.map((one) => [unitOf(one), one]));
}

/**
 * Units that one side removed and the other keeps: their removal would reach other people there, or both
 * were left as they are by a person's word, which one half of the base tells.
 */
function sparedUnits(
  rule: FieldRule,
  by: Keys,
  seen: Seen,
  { schema }: Terms,
): ReadonlySet<string> {
  const { link } = seen;
  return new Set(
    sides.flatMap((side) => {
      const there = otherSide(side);
      // As that side has it, guests and all: what the other may know of them makes no difference.
      const item = link[there];
      if (item == null) return [];
      const units = [...removalsOn(side, rule, by, seen).keys()];
      const left = leftOn(side, rule, by, seen);
      return units.filter(
        (one) =>
          left.has(one) || schema.sparesFromDeletion(there, rule.unit?.asItem(item, one) ?? item),
      );
    }),
  );
}

/** Units whose removal one side alone is known to have: both stay as they are. */
function leftOn(
  side: Side,
  { removes }: FieldRule,
  { elementKey, unitOf }: Keys,
  { link: { base }, field }: Seen,
): ReadonlySet<string> {
  const [own, other] = [base?.[side][field], base?.[otherSide(side)][field]];
  if (own === undefined || other === undefined) return new Set();
  const known = new Set(elements(other).map(elementKey));
  const left = elements(own).filter((one) => removes?.(one) === true);
  return new Set(left.filter((one) => !known.has(elementKey(one))).map(unitOf));
}

/** Whether somebody else organizes it, or owns its activity. */
function isForeign({ attendeeCopy, guestOf }: Link): boolean {
  return attendeeCopy || guestOf !== undefined;
}

/** What a side removed that the other one has and nobody left so, each with the unit it is of. */
function newsOn(
  side: Side,
  rule: FieldRule,
  by: Keys,
  seen: Seen,
): readonly (readonly [string, Value])[] {
  const left = leftOn(side, rule, by, seen);
  return [...removalsOn(side, rule, by, seen)].filter(([name]) => !left.has(name));
}

/**
 * Units that one side removed and that the rule for deletions there leaves to the other, or has made
 * again. Outlook makes none again. What was never agreed on, and what somebody else organizes, no such
 * rule is about.
 */
function ruledUnits(
  rule: FieldRule,
  by: Keys,
  seen: Seen,
  { wayOf, terms }: { readonly wayOf: (element: Value) => Flow; readonly terms: Terms },
): ReadonlyMap<string, NonNullable<Part["removed"]>> {
  const { link, field } = seen;
  const { policy } = terms;
  const isMet = sides.every((side) => link.base?.[side][field] !== undefined);
  if (rule.unit === undefined || isForeign(link) || !isMet) return new Map();
  return new Map(
    sides.flatMap((side) => {
      const wish = policy.afterDeleteOn[side];
      if (wish !== "keep" && wish !== "recreate") return [];
      return newsOn(side, rule, by, seen).map(([name, one]) => {
        const comesBack = wish === "recreate" && side === "erp" && opens(policy, wayOf(one), "erp");
        return [name, comesBack ? "again" : "kept"] as const;
      });
    }),
  );
}

/**
 * One half of the base without the removals that it alone knew and that its side took back: a unit that
 * is there again is removed anew, if it is.
 */
export function withoutTakenBack(
  { elementKey, removes }: FieldRule,
  half: Value | undefined,
  other: Value | undefined,
  now: Value,
): Value | undefined {
  if (elementKey === undefined || removes === undefined || other === undefined) return half;
  const known = new Set([...elements(other), ...elements(now)].map(elementKey));
  const all = elements(half);
  const left = all.filter((one) => !removes(one) || known.has(elementKey(one)));
  return left.length === all.length ? half : left;
}

/** Of the spared units those that the ERP removed from a meeting of its person's own, with whom that reaches. */
function askedUnits(
  rule: FieldRule,
  by: Keys,
  seen: Seen,
  {
    spared,
    ruled,
    wayOf,
    terms: { policy },
  }: {
    readonly spared: ReadonlySet<string>;
    readonly ruled: ReadonlyMap<string, unknown>;
    readonly wayOf: (element: Value) => Flow;
    readonly terms: Terms;
  },
): ReadonlyMap<string, { readonly way: Flow; readonly tells: Value }> {
  const { link } = seen;
  const { microsoft } = link;
  const { unit } = rule;
  if (unit === undefined || microsoft == null) return new Map();
  // A meeting of somebody else is not called off here.
  if (isForeign(link)) return new Map();
  return new Map(
    newsOn("erp", rule, by, seen).flatMap(([name, one]) => {
      const way = wayOf(one);
      const isAsked = spared.has(name) && !ruled.has(name) && opens(policy, way, "microsoft");
      return isAsked ? [[name, { way, tells: unit.tells(microsoft, name) }] as const] : [];
    }),
  );
}
