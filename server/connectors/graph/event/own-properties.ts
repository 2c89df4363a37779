/**
 * Fields of the ERP's own that stand in extended properties of an event: no view of Outlook shows them
 * and no list of Graph tells them, so an event that was only listed is told to be incomplete.
 */
import { ownName } from "../../../resources/appointment/mapped.ts";
import type { Fields, Value } from "../../../sync/model.ts";
import type { Actor, Found, Item } from "../../port/item.ts";
import type { GraphEvent } from "./schema.ts";
import { eventSchema } from "./schema.ts";
import { fieldProperty } from "./properties.ts";

const isOwn = (name: string): boolean => name.startsWith(ownName(""));

/** The properties that the actor's fields stand in, as Graph names them. */
export function ownPropertiesOf({ mapped = [] }: Actor): readonly string[] {
  return mapped.flatMap(({ place }) =>
    place.kind === "property" ? [fieldProperty(place.name)] : [],
  );
}

/** The event's fields with those; one that is not there is empty. @param raw as it was read by itself */
export function withOwn(found: Found, raw: unknown, actor: Actor): Found {
  if (found.kind !== "found" || ownPropertiesOf(actor).length === 0) return found;
  const event = eventSchema.safeParse(raw);
  if (!event.success) return found;
  const { untold: _told, ...details } = found.item.details;
  const fields = { ...found.item.fields, ...ownFields(event.data, actor) };
  return { kind: "found", item: { ...found.item, fields, details } };
}

/** An item that was listed, or answered to a write: of its properties nothing is known. */
export function withoutOwn<I extends Item>(item: I, actor: Actor): I {
  if (ownPropertiesOf(actor).length === 0) return item;
  return { ...item, details: { ...item.details, untold: true } };
}

function ownFields(event: GraphEvent, { mapped = [] }: Actor): Fields {
  const values = new Map(
    (event.singleValueExtendedProperties ?? []).map(({ id, value }) => [id.toLowerCase(), value]),
  );
  return Object.fromEntries(
    mapped.flatMap(({ place }): [string, Value][] =>
      place.kind === "property"
        ? [[ownName(place.name), values.get(fieldProperty(place.name).toLowerCase()) ?? null]]
        : [],
    ),
  );
}

/** Those of the fields that are written as extended properties, as a request has them, and the others. */
export function splitOwn(fields: Fields): {
  readonly plain: Fields;
  readonly properties: readonly { readonly id: string; readonly value: string }[];
} {
  const entries = Object.entries(fields);
  return {
    plain: Object.fromEntries(entries.filter(([name]) => !isOwn(name))),
    properties: entries.flatMap(([name, value]) =>
      isOwn(name) && typeof value === "string"
        ? [{ id: fieldProperty(name.slice(ownName("").length)), value }]
        : [],
    ),
  };
}
