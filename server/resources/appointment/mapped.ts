import { z } from "zod";
import type { FieldRule, Fields, Schema, Value } from "../../sync/model.ts";

/**
 * Fields that an ERP's people added to its activities, and where each goes in Outlook. A mapped field is
 * a field like any other to the core: it has a name of its own that tells both of its ends, so that
 * another mapping of the same field begins without a base, and one that is taken away leaves both sides
 * as they are.
 */

const label = z.object({ en: z.string(), de: z.string() });

/** A field of the ERP's own. Its values: text, number, `2026-11-23`, true or false, a choice's value; `null` is empty. */
const customFieldSchema = z.object({
  id: z.string(),
  label,
  type: z.enum(["text", "number", "date", "yesNo", "choice"]),
  /** The ERP fills it in itself. */
  readOnly: z.boolean(),
  /** Of `text`. */
  maxLength: z.number().exactOptional(),
  /** Of `choice`. */
  options: z.array(z.object({ value: z.string(), label })).exactOptional(),
});
export type CustomField = Readonly<z.infer<typeof customFieldSchema>>;

/** Where a field stands in Outlook. */
const placeSchema = z.discriminatedUnion("kind", [
  /** An extended property of our own: no view of Outlook shows it, our pane does. */
  z.object({ kind: z.literal("property"), name: z.string() }),
  /** A category `name: choice`, or `name` alone for a yes; people see and change it. */
  z.object({ kind: z.literal("category"), name: z.string() }),
]);

export const mappingSchema = z.object({
  field: customFieldSchema,
  place: placeSchema,
  flow: z.enum(["both", "toErp", "toMicrosoft"]),
});
export type FieldMapping = Readonly<z.infer<typeof mappingSchema>>;

const prefix = "mapped:";

/** The ERP's field among an item's fields, as its connector reads and writes it. */
export function customName(id: string): string {
  return `custom:${id}`;
}

/** The extended property among an event's fields, as the connector of Outlook reads and writes it: a text. */
export function ownName(property: string): string {
  return `own:${property}`;
}

/** What the core calls it. */
export function mappedName({ field, place }: FieldMapping): string {
  return `${prefix}${place.kind}:${field.id}`;
}

/** What people call it. */
export function labelOf({ field }: FieldMapping, language: "en" | "de"): string {
  return field.label[language];
}

export function isMapped(field: string): boolean {
  return field.startsWith(prefix);
}

/** The ERP's id of a mapped field, by its name. */
export function bareId(field: string): string {
  return field.slice(field.indexOf(":", prefix.length) + 1);
}

/** How any mapped field is compared: its values are texts, numbers, yes or no. */
export const mappedRule: FieldRule = {
  flow: "both",
  // Who was never asked said no.
  fingerprint: (value) => (value === false ? "" : textOf(value).trim()),
};

/** A value as one text, the empty one where there is none. */
export function textOf(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The schema with what is mapped beside its own fields. */
export function withMapped(schema: Schema, mappings: readonly FieldMapping[]): Schema {
  if (mappings.length === 0) return schema;
  const mapped: Readonly<Record<string, FieldRule>> = Object.fromEntries(
    mappings.map((one) => [mappedName(one), { ...mappedRule, flow: one.flow }]),
  );
  return { ...schema, fields: { ...schema.fields, ...mapped } };
}

/** An activity's fields with those that are mapped under their names, and no others of the ERP's own. */
export function fromErp(fields: Fields, mappings: readonly FieldMapping[]): Fields {
  const plain = Object.entries(fields).filter(([name]) => !name.startsWith("custom:"));
  const mapped = mappings.flatMap((one) => {
    const value = fields[customName(one.field.id)];
    return value === undefined ? [] : [[mappedName(one), value] as const];
  });
  return Object.fromEntries([...plain, ...mapped]);
}

/** Fields as they are written to the ERP. */
export function toErp(fields: Fields, mappings: readonly FieldMapping[]): Fields {
  return renamed(fields, mappings, (one, value) => [customName(one.field.id), value]);
}

/**
 * An event's fields with those that are mapped. What somebody else wrote into a property and is no value
 * of its field is not told: it is nobody's edit, and never reaches the ERP.
 */
export function fromOutlook(fields: Fields, mappings: readonly FieldMapping[]): Fields {
  const plain = Object.entries(fields).filter(([name]) => !name.startsWith("own:"));
  const told: Record<string, Value> = Object.fromEntries(plain);
  const categories: Value | undefined = fields["categories"];
  for (const one of mappings) {
    const { place, field } = one;
    const value =
      place.kind === "property"
        ? parsed(field, fields[ownName(place.name)])
        : Array.isArray(categories)
          ? chosenIn(textsIn(categories as Value), one)
          : undefined;
    if (value !== undefined) told[mappedName(one)] = value;
  }
  if (Array.isArray(categories)) told["categories"] = ownCategories(categories as Value, mappings);
  return told;
}

/** Whether what is written changes an event's categories, so that the others in them must be known. */
export function writesCategories(fields: Fields, mappings: readonly FieldMapping[]): boolean {
  const ours = mappings.filter(({ place }) => place.kind === "category");
  if (ours.length === 0) return false;
  return "categories" in fields || ours.some((one) => mappedName(one) in fields);
}

/**
 * Fields as they are written to an event.
 * @param held the categories that it has, ours among them; none of an event that is made
 */
export function toOutlook(
  fields: Fields,
  mappings: readonly FieldMapping[],
  held: readonly string[] = [],
): Fields {
  const sent = renamed(fields, mappings, (one, value) =>
    one.place.kind === "property" ? [ownName(one.place.name), textOf(value)] : null,
  );
  if (!writesCategories(fields, mappings)) return sent;
  const before = textsIn(fields["categories"] ?? ownCategories(held, mappings));
  const ours = mappings.flatMap((one) => {
    if (one.place.kind !== "category") return [];
    const value = fields[mappedName(one)];
    return value === undefined
      ? held.filter((category) => isOf(one, category))
      : categoryOf(one, value);
  });
  return { ...sent, categories: [...before, ...ours] };
}

/** Categories that say what a field holds are no categories of the person's own. */
function ownCategories(categories: Value, mappings: readonly FieldMapping[]): readonly string[] {
  return textsIn(categories).filter((one) => !mappings.some((mapping) => isOf(mapping, one)));
}

function isOf({ place, field }: FieldMapping, category: string): boolean {
  if (place.kind !== "category") return false;
  const [said, name] = [category.trim().toLowerCase(), place.name.toLowerCase()];
  return field.type === "yesNo" ? said === name : said.startsWith(`${name}:`);
}

/** What the first category of its name says; `undefined`: something that is none of the choices. */
function chosenIn(categories: readonly string[], mapping: FieldMapping): Value | undefined {
  const { field, place } = mapping;
  const said = categories.find((one) => isOf(mapping, one));
  if (field.type === "yesNo") return said !== undefined;
  if (said === undefined) return null;
  const choice = said
    .trim()
    .slice(place.name.length + 1)
    .trim()
    .toLowerCase();
  const spelled = (texts: readonly string[]) => texts.some((one) => one.toLowerCase() === choice);
  return field.options?.find(({ value, label }) => spelled([value, label.en, label.de]))?.value;
}

/** Of a choice by its English label; any of its spellings is understood. */
function categoryOf({ field, place }: FieldMapping, value: Value): readonly string[] {
  if (field.type === "yesNo") return value === true ? [place.name] : [];
  const option = field.options?.find((one) => one.value === value);
  return option === undefined ? [] : [`${place.name}: ${option.label.en}`];
}

/** The value that a property's text says; `undefined`: none of this field. An empty one says nothing. */
function parsed({ type, options }: CustomField, text: Value | undefined): Value | undefined {
  if (text === undefined || (text !== null && typeof text !== "string")) return undefined;
  const said = text?.trim() ?? "";
  if (said === "") return type === "yesNo" ? false : null;
  switch (type) {
    case "text":
      return text ?? null;
    case "number":
      return Number.isFinite(Number(said)) ? Number(said) : undefined;
    case "date":
      return isDate(said) ? said : undefined;
    case "yesNo":
      return said === "true" || (said === "false" ? false : undefined);
    case "choice":
      return options?.find(({ value }) => value === said)?.value;
  }
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function renamed(
  fields: Fields,
  mappings: readonly FieldMapping[],
  to: (mapping: FieldMapping, value: Value) => readonly [string, Value] | null,
): Fields {
  const byName = new Map(mappings.map((one) => [mappedName(one), one]));
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      // One that was decided before its mapping was taken away goes nowhere.
      if (!isMapped(name)) return [[name, value]];
      const mapping = byName.get(name);
      const entry = mapping === undefined ? null : to(mapping, value);
      return entry === null ? [] : [entry];
    }),
  );
}

function textsIn(value: Value): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly Value[]).filter((one) => typeof one === "string")
    : [];
}

// --- what may be mapped --------------------------------------------------------------------------

/** A mapping as an administrator entered it. */
export interface WantedMapping {
  readonly fieldId: string;
  readonly place: "property" | "category";
  /** Of a category: its name. */
  readonly category: string;
  readonly flow: FieldMapping["flow"];
}

/** What is wrong with one of them: which, in what, and what to do about it. */
export interface MappingMistake {
  readonly at: number;
  readonly field: keyof WantedMapping;
  readonly code: MappingMistakeCode;
  /** What the ERP calls the field, or the name that was entered. */
  readonly about: string;
}

export type MappingMistakeCode =
  | "unknown-field"
  | "mapped-twice"
  | "category-needed"
  | "category-separators"
  | "category-twice"
  | "category-type"
  | "read-only";

/** The first mistake in them, `null` where each fits. */
export function mistakeInMappings(
  wanted: readonly WantedMapping[],
  fields: readonly CustomField[],
): MappingMistake | null {
  const names: string[] = [];
  for (const [at, { fieldId, place, category, flow }] of wanted.entries()) {
    const wrong = (field: keyof WantedMapping, code: MappingMistakeCode, about: string) => {
      return { at, field, code, about };
    };
    const field = fields.find(({ id }) => id === fieldId);
    if (field === undefined) return wrong("fieldId", "unknown-field", fieldId);
    const called = field.label.en;
    if (wanted.findIndex((one) => one.fieldId === fieldId) < at) {
      return wrong("fieldId", "mapped-twice", called);
    }
    if (field.readOnly && flow !== "toMicrosoft") return wrong("flow", "read-only", called);
    if (place === "property") continue;
    if (field.type !== "choice" && field.type !== "yesNo") {
      return wrong("place", "category-type", called);
    }
    const name = category.trim().toLowerCase();
    if (name === "") return wrong("category", "category-needed", called);
    if (/[,;:]/.test(name)) return wrong("category", "category-separators", category.trim());
    if (names.includes(name)) return wrong("category", "category-twice", category.trim());
    names.push(name);
  }
  return null;
}

/** @param connectionId whose ERP it is: two ERPs may call different things the same */
export function mappingOf(
  { place, category, flow, fieldId }: WantedMapping,
  connectionId: string,
  field: CustomField,
): FieldMapping {
  return {
    ...{ field, flow },
    place:
      place === "property"
        ? { kind: "property", name: `${connectionId}/${fieldId}` }
        : { kind: "category", name: category.trim() },
  };
}
