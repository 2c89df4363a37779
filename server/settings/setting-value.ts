import type { CategoryTypes } from "../resources/appointment/activity-type.ts";

/** One of several, a number, a switch; or a map from categories to activity types as a whole. */
export type SettingValue = PlainValue | CategoryTypes;
export type PlainValue = string | number | boolean;

type Said = SettingValue | null | undefined;

/**
 * Whether two values mean the same, whoever parsed them: maps do where they have the same rows in the
 * same order. `null` and `undefined`: nothing is said. The page compares by it as well.
 */
export function sameValue(one: Said, other: Said): boolean {
  if (!isMap(one) || !isMap(other)) return (one ?? null) === (other ?? null);
  return (
    one.length === other.length &&
    one.every(({ category, type }, at) => {
      const row = other[at];
      return category === row?.category && type === row.type;
    })
  );
}

export function isMap(value: unknown): value is CategoryTypes {
  return Array.isArray(value);
}
