import { createHash } from "node:crypto";
import type { AtRest } from "./at-rest.ts";
import { checkScope, keyOfFacts, readHeader, writeHeader } from "./header.ts";

/** A file that is written once and never altered: a first line with its checksum, then JSON. */
export interface Whole {
  readonly version: number;
  readonly sha256: string;
  /** What it was sealed with; absent: nothing. */
  readonly keyId: string | undefined;
  readonly body: unknown;
}

type Kind = "snapshot" | "part";

/** The file's bytes, and the checksum that stands in its first line. */
export function writeWhole(
  what: Kind,
  atRest: AtRest,
  body: string,
  version?: number,
): { readonly bytes: Buffer; readonly sha256: string } {
  const bytes = atRest.writeBody([what], body);
  const sum = sha256(bytes);
  const { scope, keyId } = atRest;
  const header = writeHeader(what, { sha256: sum, bytes: bytes.length, scope }, keyId, version);
  return { bytes: Buffer.concat([Buffer.from(header), bytes]), sha256: sum };
}

/**
 * @returns what is wrong with it, as text, where it is torn or damaged.
 * @throws StoreError `refused` on a newer format, another scope, and where no key opens it.
 */
export function readWhole(what: Kind, bytes: Buffer, path: string, atRest: AtRest): Whole | string {
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
  checkScope(facts, atRest.scope, path);
  const keyId = keyOfFacts(facts);
  const text = atRest.readBody([what], keyId, body, path);
  return { version, sha256: sum, keyId, body: JSON.parse(text) as unknown };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
