import { elements, type Fields, type Value } from "../../sync/model.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One row of the map: what a category of Outlook means in the ERP, both by their names. */
export type CategoryType = Readonly<Record<"category" | "type", string>>;

/** What an administrator, or a person, mapped; of several categories of a type the first one counts. */
export type CategoryTypes = readonly CategoryType[];

/** An activity type, and what said so: the map, or its name that is the category's. */
export interface FoundType<T> {
  readonly type: T;
  readonly by: "map" | "name";
}

/** Which types there are in the company, and what categories mean there. */
export interface TypeTerms<T extends Named = Named> {
  readonly types: readonly T[];
  readonly map: CategoryTypes;
}

/** Neither Outlook nor people tell names apart by their capitals. */
export function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/**
 * The activity type that an appointment's first category means: by the map, and where that does not
 * have it, or names a type that the company does not have, the one that is called like it (Coins, C09).
 * @param categories of the appointment in Outlook; the ERP may hold none.
 */
export function typeOfCategory<T extends Named>(
  categories: Value | undefined,
  { types, map }: TypeTerms<T>,
): FoundType<T> | undefined {
  const [first] = elements(categories);
  if (typeof first !== "string") return undefined;
  const called = (wanted: string): T | undefined =>
    types.find(({ name }) => isSameName(name, wanted));
  const row = map.find(({ category }) => isSameName(category, first));
  const mapped = row === undefined ? undefined : called(row.type);
  if (mapped !== undefined) return { type: mapped, by: "map" };
  const type = called(first);
  return type === undefined ? undefined : { type, by: "name" };
}

/** The first category that the map has for a type; `null`: none. */
export function categoryOfType(id: Value | undefined, { types, map }: TypeTerms): string | null {
  const type = types.find((one) => one.id === id);
  if (type === undefined) return null;
  return map.find((row) => isSameName(row.type, type.name))?.category ?? null;
}

/**
 * The category by which an appointment gets this type: the map's first one, else the type's own name;
 * `null` where that name means another type by the map.
 */
export function categoryFor<T extends Named>(type: T, terms: TypeTerms<T>): string | null {
  const category = categoryOfType(type.id, terms) ?? type.name;
  return typeOfCategory([category], terms)?.type.id === type.id ? category : null;
}

/** What is made on one side, with what the other side's type or category adds; the log tells why. */
export interface Typed {
  readonly fields: Fields;
  /** Absent: the map decided nothing. */
  readonly because?: "type by map" | "category by map";
}

/**
 * The activity type of an appointment that nobody gave one. Where no category means one, the ERP
 * chooses its own default.
 */
export function withTypeOfCategory(
  fields: Fields,
  categories: Value | undefined,
  terms: TypeTerms,
): Typed {
  if (fields["type"] !== null) return { fields };
  const found = typeOfCategory(categories, terms);
  if (found === undefined) return { fields };
  const typed = { ...fields, type: found.type.id };
  return found.by === "map" ? { fields: typed, because: "type by map" } : { fields: typed };
}

/**
 * What is made in Outlook of an activity, with the category of its type as its first. An ERP that holds
 * categories itself says which its activity has.
 * @param type of the activity, its id
 */
export function withCategoryOfType(
  fields: Fields,
  type: Value | undefined,
  terms: TypeTerms,
): Typed {
  const category = categoryOfType(type, terms);
  if (category === null || fields["categories"] !== undefined) return { fields };
  return { fields: { ...fields, categories: [category] }, because: "category by map" };
}
