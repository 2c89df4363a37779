import { emptyContents, freeze, type Contents } from "../contents.ts";
import type { Documents } from "../documents/documents.ts";
import type { Part, SavedPart } from "../shelf.ts";
import type { Collection } from "../store.ts";
import type { Files } from "./files.ts";
import type { AtRest } from "./at-rest.ts";
import { readWhole } from "./whole.ts";

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
  /** Which history file that is. */
  historyFile: number;
  /** Parts below this number were written; a name is never used for other documents again. */
  nextPart: number;
}

export function emptyData(partLength: number): ScopeData {
  return {
    ...{ contents: emptyContents(partLength), seq: 0, epoch: 0 },
    ...{ historyBytes: 0, historyFile: 0, nextPart: 1 },
  };
}

export interface RecoveryDeps {
  readonly files: Files;
  /** Documents in a part. */
  readonly partLength: number;
}

/** Lists of pairs keep the order of first writing, which objects do not. */
export type Pairs = readonly (readonly [string, Documents[Collection]])[];

export interface SnapshotBody {
  readonly seq: number;
  readonly epoch: number;
  readonly historyBytes: number;
  /** Absent in format 2, which knows the first one alone. */
  readonly historyFile?: number;
  readonly nextPart: number;
  readonly collections: readonly CollectionBody[];
}

export interface CollectionBody {
  readonly name: Collection;
  /** Full parts stand in files of their own and are written again when they changed. */
  readonly parts: readonly SavedPart[];
  /** The newest documents stand in the snapshot: a scope of usual size has no other file. */
  readonly last: Pairs;
  /** How much text those are. */
  readonly bytes: number;
}

/** A snapshot or what is wrong with it; `undefined` where there is none. */
export async function loadSnapshot(
  files: Files,
  path: string,
  atRest: AtRest,
): Promise<SnapshotBody | string | undefined> {
  const bytes = await files.read(path);
  if (bytes === undefined) return undefined;
  const whole = readWhole("snapshot", bytes, path, atRest);
  if (typeof whole === "string") return whole;
  return whole.version === 1 ? "it is of an older format" : (whole.body as SnapshotBody);
}

/** A part's documents, or what is wrong with its file. */
export async function loadPart(
  files: Files,
  path: string,
  atRest: AtRest,
  saved: SavedPart,
): Promise<Part<Documents[Collection]> | string> {
  const bytes = await files.read(path);
  if (bytes === undefined) return "it is missing";
  const whole = readWhole("part", bytes, path, atRest);
  if (typeof whole === "string") return whole;
  if (whole.sha256 !== saved.sha256) return "it holds other documents than the snapshot says";
  return {
    documents: documentsOf(whole.body as Pairs),
    // Under another key than the current one it is to be written again.
    saved: whole.keyId === atRest.keyId ? saved : undefined,
    bytes: saved.bytes,
  };
}

export function documentsOf(pairs: Pairs): ReadonlyMap<string, Documents[Collection]> {
  freeze(pairs);
  return new Map(pairs);
}
