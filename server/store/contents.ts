import type { Documents } from "./documents/documents.ts";
import { createShelf, usualPartLength, type Shelf } from "./shelf.ts";
import { put, type Change, type Collection, type HistoryQuery, type LogEntry } from "./store.ts";

/**
 * What a scope holds, in memory. Stores that keep a scope in memory share this, so that copying,
 * order and paging cannot differ between them.
 */
export interface Contents {
  readonly shelves: Map<Collection, Shelf<Documents[Collection]>>;
  readonly partLength: number;
  /** Oldest first. */
  readonly history: LogEntry[];
}

export function emptyContents(partLength = usualPartLength): Contents {
  return { shelves: new Map(), partLength, history: [] };
}

/** Changes as text: what is written, and at the same time a copy that no caller can alter. */
export function writeChanges(changes: readonly Change[]): string {
  return JSON.stringify(changes);
}

/**
 * Frozen changes from the text of `writeChanges`. Documents are handed out without copying: frozen,
 * they cannot be changed behind the store's back.
 */
export function readChanges(text: string): readonly Change[] {
  return freeze(JSON.parse(text)) as readonly Change[];
}

/** Applies changes in their order. */
export function applyChanges(contents: Contents, changes: readonly Change[]): void {
  for (const change of changes) {
    switch (change.kind) {
      case "put":
        shelf(contents, change.collection).put(change.key, change.document);
        break;
      case "remove":
        shelf(contents, change.collection).remove(change.key);
        break;
      case "append":
        contents.history.push(change.entry);
        break;
    }
  }
}

export function getDocument<C extends Collection>(
  contents: Contents,
  name: C,
  key: string,
): Documents[C] | undefined {
  return contents.shelves.get(name)?.get(key) as Documents[C] | undefined;
}

/** It does not move while the caller walks through it. */
export function listDocuments<C extends Collection>(
  contents: Contents,
  name: C,
): ReadonlyMap<string, Documents[C]> {
  const documents: ReadonlyMap<string, unknown> = shelf(contents, name).list();
  return documents as ReadonlyMap<string, Documents[C]>;
}

/** The puts that make the documents of this moment, whatever is written while they are read. */
export function dumpDocuments(contents: Contents): Iterable<Change> {
  const listed = [...contents.shelves].map(([name, shelf]) => [name, shelf.list()] as const);
  return (function* () {
    for (const [name, documents] of listed) {
      for (const [key, document] of documents) yield put(name, key, document);
    }
  })();
}

/**
 * Takes one page out of entries given newest first. `before` is a place, not a comparison of ids:
 * a clock that was set back must not hide entries. An unknown `before` gives an empty page.
 */
export async function pageOf(
  newestFirst: Iterable<LogEntry> | AsyncIterable<LogEntry>,
  { limit, before, linkId }: HistoryQuery,
): Promise<readonly LogEntry[]> {
  const links = typeof linkId === "string" ? new Set([linkId]) : linkId;
  const page: LogEntry[] = [];
  if (limit <= 0) return page;
  let reached = before === undefined;
  for await (const entry of newestFirst) {
    if (!reached) {
      reached = entry.id === before;
    } else if (links === undefined || ("linkId" in entry && links.has(entry.linkId ?? ""))) {
      page.push(entry);
      if (page.length === limit) break;
    }
  }
  return page;
}

/** How many entries, from the oldest on, are older than `before` (ISO 8601 UTC). */
export function olderThan(history: readonly LogEntry[], before: string): number {
  const kept = history.findIndex(({ at }) => at >= before);
  return kept < 0 ? history.length : kept;
}

/** Freezes a value that came out of `JSON.parse`, all the way down. */
export function freeze(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

function shelf(contents: Contents, name: Collection): Shelf<Documents[Collection]> {
  const there = contents.shelves.get(name);
  if (there !== undefined) return there;
  const made = createShelf<Documents[Collection]>(contents.partLength);
  contents.shelves.set(name, made);
  return made;
}
