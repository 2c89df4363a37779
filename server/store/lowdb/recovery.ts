import { applyChanges } from "../contents.ts";
import { scopeKey, StoreError, type Scope } from "../store.ts";
import type { Files } from "./files.ts";
import { readJournal, type Journal } from "./journal.ts";
import type { ScopeFiles } from "./names.ts";
import { emptyData, readSnapshot, type ScopeData } from "./snapshot.ts";

export interface Recovered {
  readonly data: ScopeData;
  /** The last commit that needs no replay. */
  readonly foldedSeq: number;
  /** Bytes of the current journal that are good; `undefined` where one must be started. */
  readonly journalBytes: number | undefined;
  /** Bytes after them, which are dropped. */
  readonly tornBytes: number;
  /** What is wrong with the snapshot, where the state had to be rebuilt without it. */
  readonly damage: string | undefined;
}

/**
 * Rebuilds a scope: the snapshot, or where that is damaged the one before it, then every commit the
 * journals hold after it. It only reads; where nothing fits together it refuses and leaves all files
 * as they are. A scope is never started empty because its files are damaged: to an empty scope
 * every item looks new, and everything would be created a second time.
 * @returns `undefined` where the scope was never written to.
 * @throws StoreError `refused`
 */
export async function recover(
  files: Files,
  paths: ScopeFiles,
  scope: Scope,
): Promise<Recovered | undefined> {
  const snapshot = await loadSnapshot(files, paths.snapshot, scope);
  const { journal, size: journalSize } = await loadJournal(files, paths.journal, scope);
  const found = (data: ScopeData, damage?: string): Recovered => ({
    data,
    foldedSeq: journal?.after ?? data.seq,
    journalBytes: journal?.goodBytes,
    tornBytes: journalSize - (journal?.goodBytes ?? 0),
    damage,
  });

  if (typeof snapshot === "object") {
    const data = await replay(files, paths, scope, snapshot, journal);
    if (data !== undefined) return found(data);
  }
  const damage = typeof snapshot === "string" ? snapshot : "it does not lead to the last commit";
  const backup = await loadSnapshot(files, paths.backup, scope);
  if (typeof backup === "object") {
    const data = await replay(files, paths, scope, backup, journal);
    if (data !== undefined) return found(data, damage);
  }
  const anySnapshot = snapshot !== undefined || backup !== undefined;
  if (!anySnapshot && journalSize === 0) {
    const older = await loadJournal(files, paths.olderJournal, scope);
    if (older.size === 0) return undefined;
  }
  // Without any snapshot the journals may still reach back to the first commit. The current one
  // must be there: only its first line tells whether the older one is complete.
  if (!anySnapshot || journal !== undefined) {
    const data = await replay(files, paths, scope, emptyData(), journal);
    if (data !== undefined) return found(data, anySnapshot ? damage : undefined);
  }
  throw new StoreError(
    "refused",
    `${paths.snapshot} is damaged: ${damage}, and nothing beside it leads to the last commit. ` +
      "Nothing was changed. Restore its folder from a backup.",
  );
}

/** Brings `data` up to the last commit; `undefined` where commits in between are missing. */
async function replay(
  files: Files,
  paths: ScopeFiles,
  scope: Scope,
  data: ScopeData,
  journal: Journal | undefined,
): Promise<ScopeData | undefined> {
  if (journal === undefined || journal.after > data.seq) {
    const older = await loadJournal(files, paths.olderJournal, scope);
    const end = journal?.after ?? Infinity;
    if (older.journal !== undefined && !applyJournal(data, older.journal, end)) return undefined;
  }
  if (journal !== undefined && !applyJournal(data, journal)) return undefined;
  return data;
}

/** @param end commits after this one are in the next journal; here they were never acknowledged. */
function applyJournal(data: ScopeData, journal: Journal, end = Infinity): boolean {
  if (journal.after > data.seq) return false;
  for (const record of journal.records) {
    if (record.seq <= data.seq || record.seq > end) continue;
    if (record.seq !== data.seq + 1) return false;
    applyChanges(data.contents, record.changes);
    data.seq = record.seq;
    data.epoch = record.epoch;
  }
  return true;
}

/** The data, what is wrong with it, or `undefined` where there is none. */
async function loadSnapshot(
  files: Files,
  path: string,
  scope: Scope,
): Promise<ScopeData | string | undefined> {
  const bytes = await files.read(path);
  if (bytes === undefined) return undefined;
  const snapshot = readSnapshot(bytes, path);
  if (typeof snapshot === "string") return snapshot;
  checkScope(snapshot.scope, scope, path);
  return snapshot.data;
}

async function loadJournal(
  files: Files,
  path: string,
  scope: Scope,
): Promise<{ readonly journal: Journal | undefined; readonly size: number }> {
  const bytes = await files.read(path);
  if (bytes === undefined) return { journal: undefined, size: 0 };
  const journal = readJournal(bytes, path);
  if (journal === "damaged") {
    throw new StoreError(
      "refused",
      `${path} is damaged in its first line. Nothing was changed. Restore the folder it is in from a backup.`,
    );
  }
  if (journal !== undefined) checkScope(journal.scope, scope, path);
  return { journal, size: bytes.length };
}

/** A file that was copied here from another scope would hand one person's data to another. */
function checkScope(found: Scope, expected: Scope, path: string): void {
  if (scopeKey(found) === scopeKey(expected)) return;
  throw new StoreError(
    "refused",
    `${path} belongs to ${scopeKey(found)}, not to ${scopeKey(expected)}. Put it back where it came from.`,
  );
}
