import type { Fields, Mark, Value } from "../../sync/model.ts";

/** What our categories are called in a mailbox. */
export type MarkNames = Readonly<Record<Mark, string>>;

/** In this order, after a person's own categories: the first one carries the activity type (C09). */
export const marks: readonly Mark[] = ["tracked", "attention"];

/**
 * The same words for everybody: they stand on people's items, so that other words would leave the old
 * ones behind as if somebody had typed them. Nobody's own category is likely to be called so.
 */
export const markNames: MarkNames = { tracked: "In ERP", attention: "ERP: needs attention" };

/** Our entries in a mailbox's list of categories, with Outlook's presets for green and red. */
export const markCategories = [
  { name: markNames.tracked, color: "preset4" },
  { name: markNames.attention, color: "preset0" },
] as const;

/** Which of our marks stand among an item's categories. */
export function marksIn(categories: Value | undefined, names: MarkNames): readonly Mark[] {
  const there = texts(categories).map(spelled);
  return marks.filter((mark) => there.includes(spelled(names[mark])));
}

/**
 * The fields without our categories: nobody's value, so the core never sees them. An occurrence that
 * differs from its series in them alone does not differ.
 */
export function withoutMarks(fields: Fields, names: MarkNames): Fields {
  const { categories, exceptions } = fields;
  const own = categories === undefined ? undefined : ownIn(categories, names);
  return {
    ...fields,
    ...(own === undefined ? {} : { categories: own }),
    ...(Array.isArray(exceptions) && {
      exceptions: exceptions.flatMap((one: Value) => {
        if (!isOfCategories(one)) return [one];
        const value = ownIn(one["value"], names);
        const differs =
          JSON.stringify([...value].sort()) !== JSON.stringify([...(own ?? [])].sort());
        return differs ? [{ ...one, value }] : [];
      }),
    }),
  };
}

/** A person's categories and, behind them, ours. */
export function categoriesWith(own: Value | undefined, add: readonly Mark[], names: MarkNames) {
  const ours = marks.filter((mark) => add.includes(mark)).map((mark) => names[mark]);
  return [...ownIn(own, names), ...ours];
}

/** The exceptions of a series that carries these marks, so that no occurrence loses them. */
export function exceptionsWith(exceptions: Value, add: readonly Mark[], names: MarkNames): Value {
  if (!Array.isArray(exceptions)) return exceptions;
  return exceptions.map((one: Value) =>
    isOfCategories(one) ? { ...one, value: categoriesWith(one["value"], add, names) } : one,
  );
}

function isOfCategories(exception: Value): exception is Fields {
  if (exception === null || typeof exception !== "object" || Array.isArray(exception)) return false;
  return (exception as Fields)["field"] === "categories";
}

function ownIn(categories: Value | undefined, names: MarkNames): readonly string[] {
  const ours = marks.map((mark) => spelled(names[mark]));
  return texts(categories).filter((name) => !ours.includes(spelled(name)));
}

/** Outlook takes two categories that differ in case alone for the same. */
function spelled(name: string): string {
  return name.trim().toLowerCase();
}

function texts(value: Value | undefined): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((one) => typeof one === "string");
}
