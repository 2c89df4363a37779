import { isSameName, type CategoryTypes } from "../resources/appointment/activity-type.ts";

/** Nobody keeps more categories apart; each run looks them through. */
export const categoryTypesMax = 100;
/** Outlook's own limit of a category's name. */
const nameMax = 255;

/** Whether it is such a map at all, whatever its rows say. */
export function isCategoryTypes(value: unknown): value is CategoryTypes {
  const isRow = (row: unknown): boolean =>
    typeof row === "object" &&
    row !== null &&
    ["category", "type"].every((name) => typeof Reflect.get(row, name) === "string");
  return Array.isArray(value) && value.length <= categoryTypesMax && value.every(isRow);
}

/** The rows without blanks around names. */
export function tidied(rows: CategoryTypes): CategoryTypes {
  return rows.map(({ category, type }) => ({ category: category.trim(), type: type.trim() }));
}

/**
 * What is wrong with a map, by the number of its row, from 1; `null`: nothing is.
 * @param types names of those whom it is for; `null` where the ERP could not be asked: any may be one
 */
export function mistakeIn(rows: CategoryTypes, types: readonly string[] | null): string | null {
  if (rows.length > categoryTypesMax) {
    return `At most ${categoryTypesMax} categories can be mapped: these are ${rows.length}.`;
  }
  for (const [at, { category, type }] of rows.entries()) {
    const row = at + 1;
    if (category.trim() === "") return `Row ${row}: enter a category, or take the row out.`;
    if (type.trim() === "") return `Row ${row}: choose an activity type, or take the row out.`;
    if (category.length > nameMax || type.length > nameMax) {
      return `Row ${row}: a name has at most ${nameMax} characters.`;
    }
    if (/[,;]/u.test(category)) {
      return `Row ${row}: Outlook takes categories apart at commas and semicolons. Write ${category} without them.`;
    }
    const earlier = rows.findIndex((one) => isSameName(one.category, category));
    if (earlier < at) {
      return `Row ${row}: row ${earlier + 1} has the category ${category} already. Capitals make no difference.`;
    }
    if (types !== null && !types.some((one) => isSameName(one, type))) {
      return `Row ${row}: the ERP has no activity type called ${type}.`;
    }
  }
  return null;
}
