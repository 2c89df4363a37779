import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Sealer } from "../../lib/sealer.ts";
import { writeChanges } from "../contents.ts";
import type { ScopeKind } from "../documents/documents.ts";
import { usualPartLength } from "../shelf.ts";
import {
  scopeKey,
  StoreError,
  type Change,
  type EntryOf,
  type HistoryQuery,
  type Scope,
  type Store,
} from "../store.ts";
import type { StoreLog } from "./adapter.ts";
import { diskFiles, filesAllowed, writeFailure, type Files } from "./files.ts";
import { format1Journals } from "./format1.ts";
import { firstLineBytes } from "./header.ts";
import { scopeOfJournal } from "./journal.ts";
import { journalsAmong, scopeFolder } from "./names.ts";
import { systemProcesses, takeOwnership, type Processes } from "./owner.ts";
import { buildingFolder, finishReplacing, removeFolder, replaceFolder } from "./replace.ts";
import { openScope, type OpenScope } from "./scope.ts";

export interface LowdbStoreOptions {
  /** Made where it is missing; only one process at a time may use it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log?: StoreLog;
  /** Text of documents kept in memory (which takes some three times as much there). */
  readonly maxBytes?: number;
  /** Scopes kept in memory; the least recently used is closed first. */
  readonly maxOpen?: number;
  /** Files kept open. */
  readonly maxFiles?: number;
  /** A scope unused for so long is closed when another one is opened. */
  readonly idleMs?: number;
  /** A journal shorter than this is not folded into a snapshot: reading 256 kB takes milliseconds. */
  readonly checkpointBytes?: number;
  /** Documents that are written again together when one of them changed. */
  readonly partLength?: number;
  /** Seals what is written; absent: it stays readable, and what is sealed is refused. */
  readonly sealer?: Sealer;
  readonly files?: Files;
  readonly processes?: Processes;
}

interface Entry {
  readonly opened: Promise<OpenScope>;
  usedAt: number;
  users: number;
  /** How much it was reckoned to hold when it was last used. */
  bytes: number;
  /** Called when the last user is gone. */
  released: (() => void) | undefined;
}

/**
 * The embedded store: one lowdb instance per scope, in a folder of its own. For one process; its
 * memory is the truth between two reads of the files.
 * @throws StoreError `owned` where another process has the folder, `full` where it is read-only.
 */
export async function createLowdbStore(options: LowdbStoreOptions): Promise<Store> {
  const { folder, clock, files = diskFiles } = options;
  const { maxBytes = 256 * 1024 * 1024, maxOpen = 20_000, maxFiles = usualMaxFiles() } = options;
  const { idleMs = 600_000 } = options;
  const log = options.log ?? { warn: () => undefined };
  const processes = options.processes ?? systemProcesses();
  let release: () => Promise<void>;
  try {
    await files.makeFolder(folder);
    release = await takeOwnership(files, folder, clock, processes);
  } catch (error) {
    throw writeFailure(error, folder);
  }
  const epochs = new Map<string, number>();
  const deps = {
    files,
    clock,
    log,
    epochs,
    sealer: options.sealer,
    partLength: options.partLength ?? usualPartLength,
    checkpointBytes: options.checkpointBytes ?? 256 * 1024,
  };
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  /** Those that may have a file open, the least recently used first. */
  const awake = new Map<Entry, OpenScope>();
  let bytes = 0;
  /** Scopes on their way out: nobody opens their files before they are closed or removed. */
  const leaving = new Map<string, Promise<void>>();
  let restores = 0;
  let closing: Promise<void> | undefined;

  async function use<T>(scope: Scope, act: (open: OpenScope) => T | Promise<T>): Promise<T> {
    const entry = await enter(scope, scopeKey(scope));
    try {
      const open = await entry.opened;
      const result = await act(open);
      reckon(entry, open);
      return result;
    } finally {
      exit(entry);
    }
  }

  function reckon(entry: Entry, open: OpenScope): void {
    if (entry.bytes === unreckoned) return;
    bytes += open.bytes - entry.bytes;
    entry.bytes = open.bytes;
    awake.delete(entry);
    awake.set(entry, open);
    for (const [sleepy, scope] of awake) {
      if (awake.size <= maxFiles) break;
      scope.rest();
      awake.delete(sleepy);
    }
  }

  async function enter(scope: Scope, key: string): Promise<Entry> {
    checkOpen();
    while (leaving.has(key)) await leaving.get(key);
    checkOpen();
    const entry = entries.get(key) ?? open(scope, key);
    entries.delete(key);
    entries.set(key, entry);
    entry.users += 1;
    entry.usedAt = clock.now();
    return entry;
  }

  function exit(entry: Entry): void {
    entry.users -= 1;
    if (entry.users === 0) entry.released?.();
  }

  function open(scope: Scope, key: string): Entry {
    const opened = openScope(deps, scopeFolder(folder, scope), scope, key);
    const entry = newEntry(opened, clock.now());
    opened.catch((error: unknown) => {
      // What is refused stays refused, without reading its files again on each call; any other
      // failure (too many open files) may be over the next time.
      if (!(error instanceof StoreError) && entries.get(key) === entry) entries.delete(key);
    });
    evict();
    return entry;
  }

  function evict(): void {
    for (const [key, entry] of entries) {
      if (entry.users > 0) continue;
      const room = entries.size < maxOpen && bytes < maxBytes;
      if (room && clock.now() - entry.usedAt < idleMs) return;
      void leave(key, entry, (scope) => scope.close()).catch((error: unknown) => {
        log.warn({ scope: key, error: String(error) }, "Scope could not be closed");
      });
    }
  }

  /** Takes a scope out, waits for whoever is using it, then does the last thing with it. */
  function leave(
    key: string,
    entry: Entry | undefined,
    last: (scope: OpenScope) => Promise<void>,
    after?: () => Promise<void>,
  ): Promise<void> {
    entries.delete(key);
    if (entry !== undefined) {
      bytes -= entry.bytes;
      entry.bytes = unreckoned;
      awake.delete(entry);
    }
    const left = (async () => {
      if (entry !== undefined) {
        if (entry.users > 0) await new Promise<void>((resolve) => (entry.released = resolve));
        const scope = await entry.opened.catch(() => undefined);
        if (scope !== undefined) await last(scope);
      }
      await after?.();
    })();
    const gone = left
      .catch((error: unknown) => {
        // Decided and not finished: nobody may go on with what is there until the next start.
        if (error instanceof StoreError) entries.set(key, newEntry(refused(error), clock.now()));
      })
      .then(() => void leaving.delete(key));
    leaving.set(key, gone);
    return left;
  }

  function checkOpen(): void {
    if (closing !== undefined) throw new StoreError("refused", "The store is closed.");
  }

  /** Waits until nobody uses the scope and does `last` while nobody can; a run is fenced. */
  async function takeOut(scope: Scope, last: () => Promise<void>): Promise<void> {
    const key = scopeKey(scope);
    checkOpen();
    while (leaving.has(key)) await leaving.get(key);
    checkOpen();
    // A run that is under way must not bring back what was there.
    epochs.set(key, (epochs.get(key) ?? 0) + 1);
    await leave(key, entries.get(key), (open) => open.close(), last);
  }

  /** @returns whether there was anything to write. */
  async function build(
    path: string,
    scope: Scope,
    changes: AsyncIterable<Change> | Iterable<Change>,
  ): Promise<boolean> {
    const open = await openScope({ ...deps, epochs: new Map() }, path, scope, scopeKey(scope));
    let any = false;
    try {
      let batch: Change[] = [];
      for await (const change of changes) {
        any = true;
        batch.push(change);
        if (batch.length < batchLength) continue;
        await open.commit(writeChanges(batch), undefined);
        batch = [];
      }
      await open.commit(writeChanges(batch), undefined);
    } finally {
      await open.close();
    }
    return any;
  }

  await finishReplacing(files, folder);

  return {
    acquire: (scope) => use(scope, (open) => open.acquire()),
    get: (scope, collection, key) => use(scope, (open) => open.get(collection, key)),
    list: (scope, collection) => use(scope, (open) => open.list(collection)),
    async commit(scope, changes, epoch) {
      // Written out before anything is awaited: the caller may go on and alter what he gave.
      const text = writeChanges(changes);
      await use(scope, (open) => open.commit(text, epoch));
    },
    // A scope's file holds the lines of its own kind only: they came through its own commits.
    history: <S extends Scope>(scope: S, query: HistoryQuery) =>
      use(scope, (open) => open.history(query) as Promise<readonly EntryOf<S>[]>),
    async scopes(kind) {
      checkOpen();
      return findScopes(files, log, join(folder, kind), kind);
    },
    erase: (scope) => takeOut(scope, () => removeFolder(files, folder, scopeFolder(folder, scope))),
    trim: (scope, before) => use(scope, (open) => open.trim(before)),
    fold: (scope) => use(scope, (open) => open.fold()),
    reseal: (scope) => use(scope, (open) => open.reseal()),
    async *dump(scope) {
      const key = scopeKey(scope);
      const entry = await enter(scope, key);
      try {
        yield* (await entry.opened).dump();
      } finally {
        exit(entry);
      }
    },
    async restore(scope, changes) {
      checkOpen();
      const built = buildingFolder(folder, (restores += 1));
      const path = scopeFolder(folder, scope);
      try {
        const any = await build(built, scope, changes);
        await takeOut(scope, () =>
          any ? replaceFolder(files, folder, built, path) : removeFolder(files, folder, path),
        );
      } finally {
        await files.remove(built);
      }
    },
    close() {
      closing ??= (async () => {
        await Promise.all(leaving.values());
        const last = [...entries].map(([key, entry]) => leave(key, entry, (open) => open.close()));
        // Where the owner's file cannot be removed, the next start sees that its process is gone.
        await Promise.all(last).finally(() => release().catch(() => undefined));
      })();
      return closing;
    },
  };
}

/** Half of what the process may have open: the other half is for its connections. */
function usualMaxFiles(): number {
  return Math.min(20_000, Math.floor(filesAllowed() / 2));
}

function newEntry(opened: Promise<OpenScope>, usedAt: number): Entry {
  return { opened, usedAt, users: 0, bytes: 0, released: undefined };
}

function refused(error: StoreError): Promise<OpenScope> {
  const opened = Promise.reject<OpenScope>(error);
  opened.catch(() => undefined);
  return opened;
}

/** Of a scope on its way out, which is not reckoned any more. */
const unreckoned = -1;

/** So many changes of a restored scope are written at once. */
const batchLength = 500;

/** Reads whose each folder is from the first line of a journal. */
async function findScopes(
  files: Files,
  log: StoreLog,
  folder: string,
  kind: ScopeKind,
): Promise<readonly Scope[]> {
  const scopes: Scope[] = [];
  for (const name of await files.list(folder)) {
    const path = join(folder, name);
    const names = await files.list(path);
    // Just being made, by the first commit of somebody new: nothing is in it.
    if (names.every((file) => file.endsWith(".new"))) continue;
    const scope = await scopeOfFolder(files, path, names);
    if (scope?.kind === kind) scopes.push(scope);
    else log.warn({ folder: path }, "Cannot tell whose folder this is");
  }
  return scopes;
}

async function scopeOfFolder(
  files: Files,
  folder: string,
  names: readonly string[],
): Promise<Scope | undefined> {
  const journals = [...journalsAmong(names).map((after) => `journal-${after}`), ...format1Journals];
  for (const name of journals) {
    if (!names.includes(name)) continue;
    const path = join(folder, name);
    try {
      const scope = scopeOfJournal(await files.readPart(path, 0, firstLineBytes), path);
      if (scope !== undefined) return scope;
    } catch {
      // Of a newer version, or removed just now: it is refused when it is used.
    }
  }
  return undefined;
}
