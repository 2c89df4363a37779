import type { Fields, Value } from "../../sync/model.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * The activity type that is called like an appointment's first category (Coins, row C09).
 * @param categories of the appointment in Outlook; the ERP may hold none.
 */
export function typeOfCategory<T extends Named>(
  categories: Value | undefined,
  types: readonly T[],
): T | undefined {
  const first: unknown = Array.isArray(categories) ? categories[0] : undefined;
  if (typeof first !== "string") return undefined;
  return types.find(({ name }) => name.toLowerCase() === first.toLowerCase());
}

/**
 * The activity type of an appointment that nobody gave one. Where no category names it, the ERP
 * chooses its own default.
 */
export function withTypeOfCategory(
  fields: Fields,
  categories: Value | undefined,
  types: readonly Named[],
): Fields {
  if (fields["type"] !== null) return fields;
  const type = typeOfCategory(categories, types);
  return type === undefined ? fields : { ...fields, type: type.id };
}
