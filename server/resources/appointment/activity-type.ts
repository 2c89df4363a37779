import type { Fields, Value } from "../../sync/model.ts";

/**
 * The activity type of an appointment that nobody gave one: the type that is called like the
 * appointment's first category (Coins, row C09). Without one the ERP chooses its own default.
 * @param categories of the appointment in Outlook; the ERP may hold none.
 */
export function withTypeOfCategory(
  fields: Fields,
  categories: Value | undefined,
  types: readonly { readonly id: string; readonly name: string }[],
): Fields {
  if (fields["type"] !== null || !Array.isArray(categories)) return fields;
  const first: unknown = categories[0];
  if (typeof first !== "string") return fields;
  const type = types.find((one) => one.name.toLowerCase() === first.toLowerCase());
  return type === undefined ? fields : { ...fields, type: type.id };
}
