/**
 * The public description of Microsoft Graph v1.0 that lies beside the project
 * (`../shared/graph/graph-v1-slice.json`), as far as the validators read it.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  /** Names of the types that are kinds of this one. */
  readonly "x-derived"?: readonly string[];
}

export interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
}

interface Content {
  readonly content?: { readonly "application/json"?: { readonly schema: Schema } };
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly $ref?: string }>>;
}

export interface Slice {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
  /** Properties that the real types have and the slice leaves out, by type name. */
  readonly "x-omitted": Readonly<Record<string, readonly string[]>>;
}

/** One documented request with its documented answer. */
export interface DocumentedPair {
  readonly operation: string;
  readonly title: string;
  /** `null` where only the answer is documented. */
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  } | null;
  /** `null` where only the request is documented. */
  readonly response: { readonly status: number; readonly body?: unknown } | null;
}

const folder = resolve(process.cwd(), "../shared/graph");

/** Why tests against the reference are skipped, or `undefined` where they run. Never skipped under `CI=true`. */
export function missingReference(): string | undefined {
  const file = resolve(folder, "graph-v1-slice.json");
  if (existsSync(file) || process.env["CI"] === "true") return undefined;
  return `${file} is absent: the sandbox is not held against the real Graph in this run`;
}

/**
 * Reads one file of the reference. The files are data of this work, trusted to have the shape named.
 * Throws when the file is absent.
 */
export function readReference(
  name:
    | "graph-v1-slice.json"
    | "doc-examples.json"
    | "observed-responses.json"
    | "permissions-slice.json"
    | "quirks.json",
): unknown {
  return JSON.parse(readFileSync(resolve(folder, name), "utf8"));
}

/** Every documented pair, in the order of the file. */
export function documentedPairs(): readonly DocumentedPair[] {
  return readReference("doc-examples.json") as DocumentedPair[];
}
