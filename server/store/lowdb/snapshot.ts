import { createHash } from "node:crypto";
import { emptyContents, freeze, type Contents } from "../contents.ts";
import type { Documents } from "../documents.ts";
import type { Collection, Scope } from "../store.ts";
import { readHeader, writeHeader } from "./header.ts";

/** All of a scope, as lowdb holds it: what the snapshot says, and the journal since. */
export interface ScopeData {
  readonly contents: Contents;
  /** The last commit applied. */
  seq: number;
  epoch: number;
  /**
   * How much of the history file belongs to this state. `contents.history` holds only what came
   * after it: history is in the journal first and moves to its file with the next snapshot.
   */
  historyBytes: number;
}

export function emptyData(): ScopeData {
  return { contents: emptyContents(), seq: 0, epoch: 0, historyBytes: 0 };
}

interface SnapshotBody {
  readonly seq: number;
  readonly epoch: number;
  readonly historyBytes: number;
  /** Lists of pairs keep the order of first writing, which objects do not. */
  readonly collections: readonly (readonly [
    Collection,
    readonly (readonly [string, Documents[Collection]])[],
  ])[];
}

export function writeSnapshot(scope: Scope, data: ScopeData, historyBytes: number): Buffer {
  const snapshot: SnapshotBody = {
    seq: data.seq,
    epoch: data.epoch,
    historyBytes,
    collections: [...data.contents.collections].map(([name, documents]) => [name, [...documents]]),
  };
  const body = Buffer.from(JSON.stringify(snapshot));
  const header = writeHeader("snapshot", { sha256: sha256(body), bytes: body.length, scope });
  return Buffer.concat([Buffer.from(header), body]);
}

/**
 * @returns what is wrong with it as text where it is torn or damaged.
 * @throws StoreError `refused` on a newer format.
 */
export function readSnapshot(
  bytes: Buffer,
  path: string,
): { readonly scope: Scope; readonly data: ScopeData } | string {
  const end = bytes.indexOf("\n");
  if (end < 0) return "its first line is incomplete";
  const facts = readHeader(bytes.toString("utf8", 0, end), "snapshot", path);
  if (facts === undefined) return "its first line is not a snapshot's";
  const body = bytes.subarray(end + 1);
  if (body.length !== facts["bytes"]) {
    return `it holds ${body.length} bytes instead of ${String(facts["bytes"])}`;
  }
  if (sha256(body) !== facts["sha256"]) return "its checksum is wrong";
  const { collections, ...counters } = JSON.parse(body.toString("utf8")) as SnapshotBody;
  const contents = emptyContents();
  for (const [name, documents] of collections) {
    freeze(documents);
    contents.collections.set(name, new Map(documents));
  }
  return { scope: facts["scope"] as Scope, data: { contents, ...counters } };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
