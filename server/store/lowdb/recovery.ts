import { basename } from "node:path";
import type { Documents } from "../documents/documents.ts";
import { createShelf, type Part } from "../shelf.ts";
import { StoreError, type Collection } from "../store.ts";
import type { AtRest } from "./at-rest.ts";
import type { Files } from "./files.ts";
import { format1Files, recoverFormat1 } from "./format1.ts";
import { readJournal, type Journal } from "./journal.ts";
import { replayJournal } from "./replay.ts";
import { journalsAmong, type ScopeFiles } from "./names.ts";
import {
  documentsOf,
  emptyData,
  loadPart,
  loadSnapshot,
  type RecoveryDeps,
  type ScopeData,
  type SnapshotBody,
} from "./snapshot.ts";

export interface Recovered {
  readonly data: ScopeData;
  /** The journal that goes on; `undefined` where one must be begun. */
  readonly journal:
    | {
        readonly after: number;
        readonly goodBytes: number;
        /** What it is sealed with, as its first line says. */
        readonly keyId: string | undefined;
      }
    | undefined;
  /** What follows the good bytes of the last journal and is dropped. */
  readonly tornBytes: number;
  /** Bytes of all journals. */
  readonly journalBytes: number;
  /** Files whose copy was used instead of them. */
  readonly damaged: readonly Damage[];
  /** The files are of an older format. */
  readonly older: boolean;
}

export interface Damage {
  readonly path: string;
  readonly damage: string;
}

/**
 * Rebuilds a scope: its snapshot, or where that is damaged its copy, with the parts it names, then
 * every commit the journals hold after it. It only reads; where nothing fits together it refuses and
 * leaves all files as they are. A scope is never started empty because its files are damaged: to an
 * empty scope every item looks new, and everything would be created a second time.
 * @returns `undefined` where the scope was never written to.
 * @throws StoreError `refused`
 */
export async function recover(
  deps: RecoveryDeps,
  paths: ScopeFiles,
  atRest: AtRest,
): Promise<Recovered | undefined> {
  const { files, partLength } = deps;
  const names = await files.list(paths.folder);
  const snapshot = await loadSnapshot(files, paths.snapshot, atRest);
  const copied = names.includes(basename(paths.snapshotCopy));
  if (typeof snapshot !== "object" && !copied) {
    if (snapshot !== undefined || names.some((name) => format1Files.includes(name))) {
      const data = await recoverFormat1(deps, paths.folder, atRest);
      return (
        data && {
          data,
          journal: undefined,
          tornBytes: 0,
          journalBytes: 0,
          damaged: [],
          older: true,
        }
      );
    }
  }
  const journals = await loadJournals(files, paths, atRest, journalsAmong(names));
  if (snapshot === undefined && !copied && journals.length === 0) return undefined;

  const damaged: Damage[] = [];
  for (const path of [paths.snapshot, paths.snapshotCopy]) {
    const found = path === paths.snapshot ? snapshot : await loadSnapshot(files, path, atRest);
    if (typeof found === "object") {
      const data = await assemble(deps, paths, atRest, found, damaged);
      if (data !== undefined && replay(data, journals)) return recovered(data, journals, damaged);
      damaged.push({ path, damage: "it does not lead to the last commit" });
    } else {
      damaged.push({ path, damage: found ?? "it is missing" });
    }
  }
  // Before the first checkpoint there are journals only.
  const data = emptyData(partLength);
  if (snapshot === undefined && !copied && replay(data, journals)) {
    return recovered(data, journals, []);
  }
  throw new StoreError(
    "refused",
    `${damaged.map(({ path, damage }) => `${path}: ${damage}`).join("; ")}. Nothing beside it leads to ` +
      "the last commit, and nothing was changed. Restore this folder, or this mailbox, from a backup.",
  );
}

function recovered(
  data: ScopeData,
  journals: readonly LoadedJournal[],
  damaged: readonly Damage[],
): Recovered {
  const last = journals.at(-1);
  const end = last && lastOf(last);
  return {
    data,
    // One that ends before the snapshot must not be gone on with: a gap would be in it.
    journal: end === data.seq ? last : undefined,
    tornBytes: end === data.seq && last !== undefined ? last.size - last.goodBytes : 0,
    journalBytes: journals.reduce((sum, { size }) => sum + size, 0),
    damaged,
    older: false,
  };
}

/** A snapshot with its parts; `undefined` where one of them is damaged twice. */
async function assemble(
  { files, partLength }: RecoveryDeps,
  paths: ScopeFiles,
  atRest: AtRest,
  { collections, ...counters }: SnapshotBody,
  damaged: Damage[],
): Promise<ScopeData | undefined> {
  const data: ScopeData = { ...emptyData(partLength), ...counters };
  for (const { name, parts: saved, last, bytes } of collections) {
    const parts: Part<Documents[Collection]>[] = [];
    for (const one of saved) {
      const path = paths.part(one.file);
      let part = await loadPart(files, path, atRest, one);
      if (typeof part === "string") {
        damaged.push({ path, damage: part });
        part = await loadPart(files, paths.partCopy(one.file), atRest, one);
        if (typeof part === "string") {
          damaged.push({ path: paths.partCopy(one.file), damage: part });
          return undefined;
        }
        // It is written again, in both files.
        part.saved = undefined;
      }
      parts.push(part);
    }
    parts.push({ documents: documentsOf(last), saved: undefined, bytes });
    data.contents.shelves.set(name, createShelf(partLength, parts));
  }
  return data;
}

/** Brings `data` up to the last commit; `false` where commits in between are missing. */
function replay(data: ScopeData, journals: readonly Journal[]): boolean {
  // A snapshot is written after the journal that goes on from it.
  if (journals.length === 0) return false;
  for (const [index, journal] of journals.entries()) {
    if (!replayJournal(data, journal, journals[index + 1]?.after)) return false;
  }
  return true;
}

interface LoadedJournal extends Journal {
  readonly size: number;
}

async function loadJournals(
  files: Files,
  paths: ScopeFiles,
  atRest: AtRest,
  starts: readonly number[],
): Promise<readonly LoadedJournal[]> {
  const journals: LoadedJournal[] = [];
  for (const after of starts) {
    const path = paths.journal(after);
    const bytes = (await files.read(path)) ?? Buffer.alloc(0);
    const journal = await readJournal(bytes, path, atRest);
    if (journal === undefined || journal === "damaged" || journal.after !== after) {
      throw refusal(path, "in its first line");
    }
    if (journal.damaged) throw refusal(path, `after commit ${lastOf(journal)}`);
    journals.push({ ...journal, size: bytes.length });
  }
  return journals;
}

function lastOf(journal: Journal): number {
  return journal.records.at(-1)?.seq ?? journal.after;
}

function refusal(path: string, where: string): StoreError {
  return new StoreError(
    "refused",
    `${path} is damaged ${where}, and commits that were acknowledged cannot be read. Nothing was ` +
      "changed. Restore this folder, or this mailbox, from a backup.",
  );
}
