/**
 * OpenAPI 3.0 schemas as JSON Schema that says no. The reference is as lenient as the real service
 * (entities require nothing, events are open types), so what makes it useful is the *property set*:
 * every object is closed to names that the reference does not know.
 */
import { Ajv, type ValidateFunction } from "ajv";
import type { Schema, Slice } from "./reference.ts";

export type Direction = "request" | "response";

type JsonSchema = Readonly<Record<string, unknown>> | boolean;

/** Types whose members an app or the service chooses. */
const openTypes = new Set([
  "microsoft.graph.extension",
  "microsoft.graph.openTypeExtension",
  "microsoft.graph.resourceData",
  "microsoft.graph.ODataErrors.InnerError",
]);

/** Real though undeclared: `msgraph-metadata` issue 827. */
const undeclared: Readonly<Record<string, readonly string[]>> = {
  "microsoft.graph.event": ["occurrenceId"],
};

const annotations = { "@odata\\.": true, "^@removed$": true };
const refPrefix = "#/components/schemas/";

interface Members {
  readonly properties: Record<string, Schema>;
  readonly required: string[];
  readonly loose: string[];
  open: boolean;
}

/** Compiles schemas of one direction; requests may spell enum values in any case, as Graph reads them. */
export function closedSchemas(slice: Slice, direction: Direction) {
  const named = slice.components.schemas;

  const nameOf = (ref: string) => ref.slice(refPrefix.length);

  function collect(schema: Schema, into: Members, name?: string): Members {
    if (schema.$ref !== undefined) {
      const target = nameOf(schema.$ref);
      return collect(named[target] ?? {}, into, target);
    }
    if (name !== undefined) {
      into.open ||= openTypes.has(name);
      into.loose.push(...(slice["x-omitted"][name] ?? []), ...(undeclared[name] ?? []));
    }
    Object.assign(into.properties, schema.properties);
    into.required.push(...(schema.required ?? []));
    for (const part of schema.allOf ?? []) collect(part, into);
    return into;
  }

  /** Where a type stands, one of its kinds may be (an attachment is a file, an item or a link). */
  function addKinds(schema: Schema, members: Members): void {
    const parts = [schema, ...(schema.allOf ?? [])];
    for (const kind of parts.flatMap((part) => part["x-derived"] ?? [])) {
      for (const part of named[kind]?.allOf ?? [])
        Object.assign(members.properties, part.properties);
    }
  }

  function closedObject(schema: Schema, name?: string): JsonSchema {
    const members = collect(schema, { properties: {}, required: [], loose: [], open: false }, name);
    addKinds(schema, members);
    const properties: Record<string, JsonSchema> = {};
    for (const loose of members.loose) properties[loose] = true;
    for (const [key, value] of Object.entries(members.properties)) properties[key] = convert(value);
    return {
      type: schema.nullable === true ? ["object", "null"] : "object",
      properties,
      required: members.required,
      patternProperties: annotations,
      additionalProperties: members.open,
    };
  }

  function isObject(schema: Schema): boolean {
    if (schema.$ref !== undefined) return isObject(named[nameOf(schema.$ref)] ?? {});
    return schema.properties !== undefined || (schema.allOf?.some(isObject) ?? false);
  }

  function convert(schema: Schema, name?: string): JsonSchema {
    if (schema.$ref !== undefined) return { $ref: `graph#/$defs/${nameOf(schema.$ref)}` };
    if (schema.anyOf) {
      const isNull = (part: Schema) => part.nullable === true && !isObject(part);
      return {
        anyOf: schema.anyOf.map((part) => (isNull(part) ? { type: "null" } : convert(part))),
      };
    }
    if (isObject(schema)) return closedObject(schema, name);
    if (schema.allOf) return { allOf: schema.allOf.map((part) => convert(part)) };
    if (schema.items) return { type: "array", items: convert(schema.items) };
    if (schema.enum)
      return { enum: [...spellings(schema.enum), ...(schema.nullable ? [null] : [])] };
    if (schema.type === undefined) return true;
    const type = schema.nullable === true ? [schema.type, "null"] : schema.type;
    return schema.pattern === undefined ? { type } : { type, pattern: schema.pattern };
  }

  function spellings(values: readonly unknown[]): unknown[] {
    if (direction === "response") return [...values];
    return values.flatMap((value) => {
      if (typeof value !== "string") return [value];
      const capital = value.charAt(0).toUpperCase() + value.slice(1);
      return [...new Set([value, capital, value.toLowerCase(), value.toUpperCase()])];
    });
  }

  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const $defs = Object.fromEntries(
    Object.entries(named).map(([name, schema]) => [name, convert(schema, name)]),
  );
  ajv.addSchema({ $id: "graph", $defs });
  const compiled = new Map<Schema, ValidateFunction>();

  /** What is wrong with `value`, one sentence each; empty when it conforms. */
  return function problems(schema: Schema, value: unknown): string[] {
    const validate = compiled.get(schema) ?? ajv.compile(convert(schema) as object);
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, 6).map((error) => {
      const detail = JSON.stringify(error.params);
      return `${error.instancePath || "body"} ${error.message ?? "does not conform"} ${detail}`;
    });
  };
}
