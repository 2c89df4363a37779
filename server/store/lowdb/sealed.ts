import { createHash } from "node:crypto";
import type { Scope } from "../store.ts";
import { readHeader, writeHeader } from "./header.ts";

/** A file that is written once and never altered: a first line with its checksum, then JSON. */
export interface Sealed {
  readonly version: number;
  readonly scope: Scope;
  readonly sha256: string;
  readonly body: unknown;
}

export function seal(what: string, scope: Scope, body: string, version?: number): Buffer {
  const bytes = Buffer.from(body);
  const facts = { sha256: sha256(bytes), bytes: bytes.length, scope };
  const header = writeHeader(what, facts, version);
  return Buffer.concat([Buffer.from(header), bytes]);
}

/**
 * @returns what is wrong with it, as text, where it is torn or damaged.
 * @throws StoreError `refused` on a newer format.
 */
export function unseal(what: string, bytes: Buffer, path: string): Sealed | string {
  const end = bytes.indexOf("\n");
  if (end < 0) return "its first line is incomplete";
  const header = readHeader(bytes.toString("utf8", 0, end), what, path);
  if (header === undefined) return `its first line is not a ${what}'s`;
  const { version, facts } = header;
  const body = bytes.subarray(end + 1);
  if (body.length !== facts["bytes"]) {
    return `it holds ${body.length} bytes instead of ${String(facts["bytes"])}`;
  }
  const sum = sha256(body);
  if (sum !== facts["sha256"]) return "its checksum is wrong";
  const scope = facts["scope"] as Scope;
  return { version, scope, sha256: sum, body: JSON.parse(body.toString("utf8")) as unknown };
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
