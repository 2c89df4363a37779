/**
 * `$filter` as far as Graph documents it for these resources: comparisons, `and or not`, `startswith`,
 * `endswith`, `contains`, and `any` over a collection. What it does not know is refused, never ignored.
 */
import { GraphError } from "../errors.ts";

type Value = string | number | boolean | null;
/** Looks up what a path such as `start/dateTime` names; throws for a property that cannot be filtered. */
export type Lookup = (path: string) => unknown;
export type Predicate = (lookup: Lookup) => boolean;

const invalid = (why: string) => new GraphError(400, "BadRequest", `Invalid filter clause: ${why}`);

const tokenPattern =
  /\s+|(?<text>'(?:[^']|'')*')|(?<date>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w]*(?:\/[A-Za-z_]\w*)*)|(?<mark>[(),:])/gy;

interface Token {
  readonly kind: "text" | "date" | "number" | "word" | "mark";
  readonly text: string;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of source.matchAll(tokenPattern)) {
    end = match.index + match[0].length;
    const kinds = ["text", "date", "number", "word", "mark"] as const;
    const kind = kinds.find((name) => match.groups?.[name] !== undefined);
    if (kind !== undefined) tokens.push({ kind, text: match[0] });
  }
  if (end < source.length) throw invalid(`syntax error at position ${end} in '${source}'.`);
  return tokens;
}

const comparisons: Readonly<Record<string, (left: Value, right: Value) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => left !== null && right !== null && left > right,
  ge: (left, right) => left !== null && right !== null && left >= right,
  lt: (left, right) => left !== null && right !== null && left < right,
  le: (left, right) => left !== null && right !== null && left <= right,
};

const functions: Readonly<Record<string, (whole: string, part: string) => boolean>> = {
  startswith: (whole, part) => whole.startsWith(part),
  endswith: (whole, part) => whole.endsWith(part),
  contains: (whole, part) => whole.includes(part),
};

/** Text compares without case in Exchange, and dates of any precision compare as instants. */
function comparable(value: unknown): Value {
  if (typeof value === "string") {
    if (/^\d{4}-\d\d-\d\d(T|$)/.test(value)) {
      const zoned = /(Z|[+-]\d\d:\d\d)$/.test(value) || !value.includes("T") ? value : `${value}Z`;
      const time = Date.parse(zoned);
      if (!Number.isNaN(time)) return time;
    }
    return value.toLowerCase();
  }
  if (typeof value === "number" || typeof value === "boolean") return value;
  return null;
}

/** Compiles a filter. Throws 400 `GraphError` for what it cannot read. */
export function parseFilter(source: string): Predicate {
  const tokens = tokenize(source);
  let at = 0;
  const peek = () => tokens[at];
  const isWord = (word: string) => peek()?.kind === "word" && peek()?.text.toLowerCase() === word;

  function take(expected?: string): Token {
    const token = tokens[at];
    if (token === undefined || (expected !== undefined && token.text !== expected)) {
      throw invalid(`${expected ?? "an expression"} expected at '${token?.text ?? "the end"}'.`);
    }
    at += 1;
    return token;
  }

  function either(): Predicate {
    let left = both();
    while (isWord("or")) {
      take();
      const [one, other] = [left, both()];
      left = (lookup) => one(lookup) || other(lookup);
    }
    return left;
  }

  function both(): Predicate {
    let left = unary();
    while (isWord("and")) {
      take();
      const [one, other] = [left, unary()];
      left = (lookup) => one(lookup) && other(lookup);
    }
    return left;
  }

  function unary(): Predicate {
    if (isWord("not")) {
      take();
      const inner = unary();
      return (lookup) => !inner(lookup);
    }
    if (peek()?.text === "(") {
      take("(");
      const inner = either();
      take(")");
      return inner;
    }
    return term();
  }

  function term(): Predicate {
    const word = take();
    if (word.kind !== "word") throw invalid(`a property expected at '${word.text}'.`);
    const name = word.text.toLowerCase();
    const test = functions[name];
    if (test !== undefined && peek()?.text === "(") return textTest(test);
    if (/\/any$/i.test(word.text) && peek()?.text === "(") return any(word.text.slice(0, -4));
    return comparison((lookup) => lookup(word.text));
  }

  function comparison(left: (lookup: Lookup) => unknown): Predicate {
    const operator = take().text.toLowerCase();
    const compare = comparisons[operator];
    if (compare === undefined) throw invalid(`the operator '${operator}' is not supported.`);
    const right = comparable(literal());
    return (lookup) => compare(comparable(left(lookup)), right);
  }

  function textTest(test: (whole: string, part: string) => boolean): Predicate {
    take("(");
    const path = take().text;
    take(",");
    const part = String(literal() ?? "").toLowerCase();
    take(")");
    if (isWord("eq")) {
      take();
      const wanted = literal();
      return (lookup) => test(text(lookup(path)), part) === wanted;
    }
    return (lookup) => test(text(lookup(path)), part);
  }

  function any(collection: string): Predicate {
    take("(");
    const variable = take().text;
    take(":");
    const inner = either();
    take(")");
    return (lookup) => {
      const list = lookup(collection);
      if (!Array.isArray(list)) return false;
      return list.some((member: unknown) => inner((path) => memberOf(member, variable, path)));
    };
  }

  function literal(): Value {
    const token = take();
    if (token.kind === "text") return token.text.slice(1, -1).replaceAll("''", "'");
    if (token.kind === "date") return token.text;
    if (token.kind === "number") return Number(token.text);
    const word = token.text.toLowerCase();
    if (word === "null") return null;
    if (word === "true" || word === "false") return word === "true";
    throw invalid(`a literal expected at '${token.text}'.`);
  }

  const predicate = either();
  if (at < tokens.length) throw invalid(`unexpected '${tokens[at]?.text ?? ""}'.`);
  return predicate;
}

const text = (value: unknown) => (typeof value === "string" ? value.toLowerCase() : "");

function memberOf(member: unknown, variable: string, path: string): unknown {
  const [first, ...rest] = path.split("/");
  if (first !== variable) throw invalid(`'${path}' does not begin with '${variable}'.`);
  return valueAt(member, rest.join("/"));
}

/** The member of `value` that a path such as `emailAddress/address` names. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split("/")
    .filter((name) => name !== "")
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === "object" && inner !== null
          ? (inner as Record<string, unknown>)[name]
          : undefined,
      value,
    );
}
