/** `$select`, `$expand`, `$orderby` and paging. Options that a resource does not have answer 400. */
import type { Call } from "../call.ts";
import { GraphError } from "../errors.ts";
import { type Lookup, parseFilter, valueAt } from "./filter.ts";

export type Resource = Record<string, unknown>;

const badOption = (message: string) => new GraphError(400, "ErrorInvalidUrlQuery", message);

/** Throws 400 for a `$` option that the operation does not document. */
export function requireOptions(call: Call, documented: readonly string[]): void {
  for (const name of call.query.keys()) {
    if (name.startsWith("$") && !documented.includes(name)) {
      throw badOption(`The query option '${name}' is not supported on '${call.path}'.`);
    }
  }
}

/** Members named in `$select`, `undefined` for all. Throws 400 for one that the type does not have. */
export function selected(call: Call, type: string, names: readonly string[]): string[] | undefined {
  const text = call.query.get("$select");
  if (text === undefined || text.trim() === "") return undefined;
  return text.split(",").map((part) => {
    const wanted = part.trim().split("/")[0] ?? "";
    const name = names.find((known) => known.toLowerCase() === wanted.toLowerCase());
    if (name !== undefined) return name;
    throw new GraphError(
      400,
      "RequestBroker--ParseUri",
      `Could not find a property named '${wanted}' on type '${type}'.`,
    );
  });
}

/** The resource reduced to the selected members; id and OData's own stay. */
export function pick(resource: Resource, names: readonly string[] | undefined): Resource {
  if (names === undefined) return resource;
  const kept = new Set(["id", ...names]);
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => kept.has(name) || name.startsWith("@odata.")),
  );
}

export interface Expansion {
  readonly name: string;
  /** The ids that `$filter=id eq '…' or id eq '…'` asks for; `undefined` for all. */
  readonly ids: readonly string[] | undefined;
}

/** Splits at commas outside parentheses and quotes. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== "");
}

/** Reads `$expand`. Throws 400 for what `allowed` does not name or a filter on anything but ids. */
export function expansions(call: Call, type: string, allowed: readonly string[]): Expansion[] {
  return splitTop(call.query.get("$expand") ?? "").map((part) => {
    const [, written = "", options] = /^([^(]+)(?:\((.*)\))?$/s.exec(part) ?? [];
    const name = allowed.find((known) => known.toLowerCase() === written.trim().toLowerCase());
    if (name === undefined) {
      throw new GraphError(
        400,
        "RequestBroker--ParseUri",
        `Could not find a property named '${written}' on type '${type}'.`,
      );
    }
    if (options === undefined) return { name, ids: undefined };
    const filter = /^\s*\$filter\s*=\s*(.*)$/is.exec(options)?.[1];
    const terms = filter?.split(/\s+or\s+/i) ?? [];
    const ids = terms.map(
      (term) => /^\(?\s*id\s+eq\s+'((?:[^']|'')*)'\s*\)?$/i.exec(term.trim())?.[1],
    );
    if (ids.length === 0 || ids.includes(undefined)) {
      throw badOption(`The options '${options}' are not supported when expanding '${name}'.`);
    }
    return { name, ids: ids.map((id) => (id ?? "").replaceAll("''", "'")) };
  });
}

const largestPage = 1000;

function whole(call: Call, name: string, fallback: number): number {
  const text = call.query.get(name);
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text)) {
    throw new GraphError(
      400,
      "BadRequest",
      `Invalid value '${text}' for ${name} query option found.`,
    );
  }
  return Number(text);
}

export interface ListOptions {
  readonly pageSize: number;
  /** Properties that can be filtered and ordered by; others answer 400. */
  readonly filterable: readonly string[];
  readonly sortable: readonly string[];
}

function checkedLookup(resource: Resource, filterable: readonly string[]): Lookup {
  return (path) => {
    const known = filterable.find((name) => name.toLowerCase() === path.toLowerCase());
    if (known !== undefined) return valueAt(resource, known);
    throw new GraphError(
      400,
      "ErrorInvalidProperty",
      `The property '${path}' does not support filtering.`,
    );
  };
}

function ordered(call: Call, items: Resource[], sortable: readonly string[]): Resource[] {
  const text = call.query.get("$orderby");
  if (text === undefined) return items;
  const keys = text.split(",").map((part) => {
    const [path = "", direction = "asc"] = part.trim().split(/\s+/);
    const name = sortable.find((known) => known.toLowerCase() === path.toLowerCase());
    if (name === undefined || !/^(asc|desc)$/i.test(direction)) {
      throw new GraphError(
        400,
        "ErrorInvalidProperty",
        `The property '${path}' does not support ordering.`,
      );
    }
    return { name, sign: direction.toLowerCase() === "desc" ? -1 : 1 };
  });
  const rank = (value: unknown) =>
    typeof value === "number" ? value : typeof value === "string" ? value.toLowerCase() : "";
  return items.toSorted((one, other) => {
    for (const { name, sign } of keys) {
      const [left, right] = [rank(valueAt(one, name)), rank(valueAt(other, name))];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}

/** The link to the same list further on. */
function nextLink(call: Call, skip: number): string {
  const query = [...call.query]
    .filter(([name]) => name !== "$skip")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${call.base}${call.path}?${[...query, `$skip=${skip}`].join("&")}`;
}

/** A filtered, ordered page of `items` with count and link. `all` filters on what the items really hold. */
export function page(
  call: Call,
  items: readonly Resource[],
  options: ListOptions,
): { items: Resource[]; annotations: Resource } {
  const filter = call.query.get("$filter");
  const matches = filter === undefined ? undefined : parseFilter(filter);
  const found = items.filter(
    (item) => matches === undefined || matches(checkedLookup(item, options.filterable)),
  );
  const sorted = ordered(call, found, options.sortable);
  const skip = whole(call, "$skip", 0);
  const top = Math.min(whole(call, "$top", call.prefer.pageSize ?? options.pageSize), largestPage);
  const end = skip + top;
  return {
    items: sorted.slice(skip, end),
    annotations: {
      ...(call.query.get("$count") === "true" && { "@odata.count": sorted.length }),
      ...(end < sorted.length && top > 0 && { "@odata.nextLink": nextLink(call, end) }),
    },
  };
}
