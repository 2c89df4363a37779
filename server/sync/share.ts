import { elements, type FieldRule, type Value } from "./model.ts";

/** What of a field is compared and given back by itself: some elements of a set, or all of any other field. */
export interface Share {
  /** What of a value belongs to it. */
  readonly of: (value: Value) => Value;
  /** The value with `part` in the place of what of it belongs to the share. */
  readonly put: (value: Value, part: Value) => Value;
}

const everything: Share = { of: (value) => value, put: (_value, part) => part };

/**
 * Of a set the elements that these values name, and what removes the unit of one: an element of a day is
 * not as it was once the day is gone.
 */
export function shareOf(rule: FieldRule, named: readonly Value[]): Share {
  const { elementKey, removes, unit } = rule;
  if (elementKey === undefined) return everything;
  const all = named.flatMap(elements);
  const keys = new Set(all.map(elementKey));
  const units = new Set(unit === undefined ? [] : all.map(unit.of));
  const isOf = (one: Value): boolean =>
    keys.has(elementKey(one)) ||
    (unit !== undefined && removes?.(one) === true && units.has(unit.of(one)));
  return {
    of: (value) => elements(value).filter(isOf),
    put: (value, part) => [
      ...elements(value).filter((one) => !isOf(one)),
      ...elements(part).filter(isOf),
    ],
  };
}

/** What of a field one value has otherwise than the other. */
export function changedBetween(rule: FieldRule, one: Value, other: Value): Share {
  return shareOf(rule, [differing(rule.fingerprint, elements(one), elements(other))]);
}

/** A set without all that is about the units of these elements; any other value as it is. */
export function withoutUnits(
  { elementKey, unit }: FieldRule,
  value: Value,
  named: readonly Value[],
): Value {
  const unitOf = unit?.of ?? elementKey;
  if (unitOf === undefined || named.length === 0) return value;
  const units = new Set(named.map(unitOf));
  return elements(value).filter((one) => !units.has(unitOf(one)));
}

/** The elements that only one of the two has. */
export function differing(
  print: FieldRule["fingerprint"],
  one: readonly Value[],
  other: readonly Value[],
): readonly Value[] {
  const printed = (all: readonly Value[]) => new Set(all.map((element) => print([element])));
  const [ofOne, ofOther] = [printed(one), printed(other)];
  return [
    ...one.filter((element) => !ofOther.has(print([element]))),
    ...other.filter((element) => !ofOne.has(print([element]))),
  ];
}
