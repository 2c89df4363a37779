import { basename } from "node:path";
import type { Documents } from "../documents/documents.ts";
import type { Part, SavedPart } from "../shelf.ts";
import type { Collection, LogEntry } from "../store.ts";
import type { AtRest } from "./at-rest.ts";
import type { Files } from "./files.ts";
import { appendHistory } from "./history.ts";
import { format1Files } from "./format1.ts";
import { trimmedVersion } from "./header.ts";
import { journalsAmong, partName, partOfFile, type ScopeFiles } from "./names.ts";
import type { Pairs, ScopeData } from "./snapshot.ts";
import { writeWhole } from "./whole.ts";

/** A part that is larger than this is cut in two with the next checkpoint. */
const largestPartBytes = 2 * 1024 * 1024;

/** The state after one commit. Commits go on while it is written: they change copies. */
interface View {
  readonly seq: number;
  readonly epoch: number;
  readonly historyBytes: number;
  readonly entries: readonly LogEntry[];
  readonly collections: readonly {
    readonly name: Collection;
    readonly parts: readonly PartView[];
  }[];
}

interface PartView extends Part<Documents[Collection]> {
  readonly part: Part<Documents[Collection]>;
}

/**
 * Writes the present state as a snapshot: the parts that changed, one by one, into new files; then
 * the snapshot that names them takes the place of the one before; then what nobody needs any more is
 * removed. After a stop between any two steps, some snapshot, the parts it names and the journals
 * together still hold every commit.
 *
 * The journal of the commits after this state has been begun before.
 */
export async function writeCheckpoint(
  files: Files,
  paths: ScopeFiles,
  atRest: AtRest,
  data: ScopeData,
): Promise<void> {
  const view = viewOf(data);
  const { entries, seq, epoch } = view;
  const { historyFile } = data;
  const path = paths.history(historyFile);
  const size = await appendHistory(files, path, atRest, view.historyBytes, entries);
  const written = new Map<PartView, { readonly saved?: SavedPart; readonly bytes: number }>();
  const collections: string[] = [];
  for (const { name, parts } of view.collections) {
    const full: SavedPart[] = [];
    for (const one of parts.slice(0, -1)) {
      const saved = one.saved ?? (await writePart(files, paths, atRest, data, one));
      full.push(saved);
      written.set(one, { saved, bytes: saved.bytes });
    }
    const last = parts.at(-1);
    const text = JSON.stringify(pairsOf(last));
    if (last !== undefined) written.set(last, { bytes: text.length });
    collections.push(
      `{"name":"${name}","parts":${JSON.stringify(full)},"bytes":${text.length},"last":${text}}`,
    );
  }
  const trimmed = historyFile === 0 ? {} : { historyFile };
  const counters = { seq, epoch, historyBytes: size, ...trimmed, nextPart: data.nextPart };
  const body = `${JSON.stringify(counters).slice(0, -1)},"collections":[${collections.join()}]}`;
  const version = historyFile === 0 ? undefined : trimmedVersion;
  await writeSnapshot(files, paths, writeWhole("snapshot", atRest, body, version).bytes);

  data.historyBytes = size;
  data.contents.history.splice(0, entries.length);
  for (const [{ part, documents }, { saved, bytes }] of written) {
    part.bytes = bytes;
    // Where it was changed meanwhile the file holds what was there before.
    if (part.documents === documents) part.saved = saved;
  }
  await sweep(files, paths, seq, new Set([...written.values()].map(({ saved }) => saved?.file)));
}

/** How much a checkpoint would write now, as far as that is known. */
export function checkpointBytes(data: ScopeData): number {
  let bytes = 0;
  for (const { parts } of data.contents.shelves.values()) {
    for (const part of parts) if (part.saved === undefined) bytes += part.bytes;
  }
  return bytes;
}

/** How much text the documents are, as far as that is known. */
export function documentBytes(data: ScopeData): number {
  let bytes = 0;
  for (const { parts } of data.contents.shelves.values()) {
    for (const part of parts) bytes += part.bytes;
  }
  return bytes;
}

function viewOf(data: ScopeData): View {
  const collections = [...data.contents.shelves].map(([name, shelf]) => {
    shelf.tidy(largestPartBytes);
    shelf.list();
    const parts = shelf.parts.map((part): PartView => ({ ...part, part }));
    return { name, parts };
  });
  return { ...data, entries: [...data.contents.history], collections };
}

async function writePart(
  files: Files,
  paths: ScopeFiles,
  atRest: AtRest,
  data: ScopeData,
  part: PartView,
): Promise<SavedPart> {
  const file = partName(data.nextPart);
  data.nextPart += 1;
  const { bytes, sha256 } = writeWhole("part", atRest, JSON.stringify(pairsOf(part)));
  await files.write(paths.part(file), bytes);
  await files.write(paths.partCopy(file), bytes);
  return { file, bytes: bytes.length, sha256 };
}

async function writeSnapshot(files: Files, paths: ScopeFiles, bytes: Buffer): Promise<void> {
  const fresh = `${paths.snapshot}.new`;
  const freshCopy = `${paths.snapshotCopy}.new`;
  try {
    await files.write(fresh, bytes);
    await files.write(freshCopy, bytes);
  } catch (error) {
    await files.remove(fresh);
    await files.remove(freshCopy);
    throw error;
  }
  await files.rename(fresh, paths.snapshot);
  await files.rename(freshCopy, paths.snapshotCopy);
  await files.syncFolder(paths.folder);
}

/** What the snapshot after commit `seq` does not need: it is not missed where a stop leaves it. */
async function sweep(
  files: Files,
  paths: ScopeFiles,
  seq: number,
  parts: ReadonlySet<string | undefined>,
): Promise<void> {
  const names = await files.list(paths.folder);
  for (const after of journalsAmong(names)) {
    if (after < seq) await files.remove(paths.journal(after));
  }
  for (const name of names) {
    const part = partOfFile(name);
    const unneeded = part === undefined ? format1Files.includes(name) : !parts.has(part);
    if (unneeded) await files.remove(`${paths.folder}/${basename(name)}`);
  }
}

function pairsOf(part: PartView | undefined): Pairs {
  return [...(part?.documents ?? [])];
}
