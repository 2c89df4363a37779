import { join } from "node:path";
import { createShelf } from "../shelf.ts";
import { StoreError } from "../store.ts";
import type { Files } from "./files.ts";
import { readJournal, type Journal } from "./journal.ts";
import { replayJournal } from "./replay.ts";
import type { AtRest } from "./at-rest.ts";
import { readWhole } from "./whole.ts";
import {
  documentsOf,
  emptyData,
  type Pairs,
  type RecoveryDeps,
  type ScopeData,
} from "./snapshot.ts";

/**
 * Format 1 kept all documents of a scope in one snapshot, the snapshot before it as a copy, and the
 * journal after each. It is read here and never written: opening a scope migrates it.
 */
const names = {
  journal: "journal",
  backup: "snapshot.bak",
  olderJournal: "journal.bak",
};

/** Files of format 1 that no later format has. */
export const format1Files: readonly string[] = Object.values(names);

/** Where the scope a folder belongs to is told. */
export const format1Journals: readonly string[] = [names.journal, names.olderJournal];

interface Format1Body {
  readonly seq: number;
  readonly epoch: number;
  readonly historyBytes: number;
  readonly collections: readonly (readonly [
    Parameters<ScopeData["contents"]["shelves"]["get"]>[0],
    Pairs,
  ])[];
}

/**
 * @returns `undefined` where the scope was never written to.
 * @throws StoreError `refused` where its files are damaged and nothing leads to the last commit.
 */
export async function recoverFormat1(
  { files, partLength }: RecoveryDeps,
  folder: string,
  atRest: AtRest,
): Promise<ScopeData | undefined> {
  const path = join(folder, "snapshot");
  const older = () => loadJournal(files, join(folder, names.olderJournal), atRest);
  const journal = await loadJournal(files, join(folder, names.journal), atRest);
  const load = (at: string) => loadWhole(files, at, atRest, partLength);
  const snapshot = await load(path);
  const backup = await load(join(folder, names.backup));
  const none = snapshot === undefined && backup === undefined;
  if (none && journal === undefined && (await older()) === undefined) return undefined;

  for (const found of [snapshot, backup]) {
    if (typeof found === "object" && (await replay(found, journal, older))) return found;
  }
  // Without any snapshot the journals may still reach back to the first commit. The current one
  // must be there: only its first line tells whether the older one is complete.
  const data = emptyData(partLength);
  if ((none || journal !== undefined) && (await replay(data, journal, older))) return data;
  const damage = typeof snapshot === "string" ? snapshot : "it does not lead to the last commit";
  throw new StoreError(
    "refused",
    `${path} is damaged: ${damage}, and nothing beside it leads to the last commit. ` +
      "Nothing was changed. Restore this folder from a backup.",
  );
}

/** Brings `data` up to the last commit; `false` where commits in between are missing. */
async function replay(
  data: ScopeData,
  journal: Journal | undefined,
  older: () => Promise<Journal | undefined>,
): Promise<boolean> {
  if (journal === undefined || journal.after > data.seq) {
    const before = await older();
    if (before !== undefined && !replayJournal(data, before, journal?.after)) return false;
  }
  return journal === undefined || replayJournal(data, journal);
}

async function loadWhole(
  files: Files,
  path: string,
  atRest: AtRest,
  partLength: number,
): Promise<ScopeData | string | undefined> {
  const bytes = await files.read(path);
  if (bytes === undefined) return undefined;
  const whole = readWhole("snapshot", bytes, path, atRest);
  if (typeof whole === "string") return whole;
  if (whole.version !== 1) return "it is of a newer format than the files beside it";
  const { collections, seq, epoch, historyBytes } = whole.body as Format1Body;
  const data = emptyData(partLength);
  for (const [name, pairs] of collections) {
    const shelf = createShelf<Pairs[number][1]>(partLength);
    for (const [key, document] of documentsOf(pairs)) shelf.put(key, document);
    data.contents.shelves.set(name, shelf);
  }
  return { ...data, seq, epoch, historyBytes };
}

async function loadJournal(
  files: Files,
  path: string,
  atRest: AtRest,
): Promise<Journal | undefined> {
  const bytes = await files.read(path);
  if (bytes === undefined) return undefined;
  const journal = await readJournal(bytes, path, atRest);
  if (journal === "damaged") {
    throw new StoreError(
      "refused",
      `${path} is damaged in its first line. Nothing was changed. Restore the folder it is in from a backup.`,
    );
  }
  return journal;
}
