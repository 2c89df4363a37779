import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import { writeChanges } from "../contents.ts";
import type { ScopeKind } from "../documents.ts";
import { scopeKey, StoreError, type Change, type Scope, type Store } from "../store.ts";
import type { StoreLog } from "./adapter.ts";
import { diskFiles, type Files } from "./files.ts";
import { readJournal } from "./journal.ts";
import { scopeFiles, scopeFolder } from "./names.ts";
import { systemProcesses, takeOwnership, type Processes } from "./owner.ts";
import { buildingFolder, finishReplacing, removeFolder, replaceFolder } from "./replace.ts";
import { openScope, type OpenScope } from "./scope.ts";

export interface LowdbStoreOptions {
  /** Made where it is missing; only one process at a time may use it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log?: StoreLog;
  /** Scopes kept in memory, with a file handle each; the least recently used is closed first. */
  readonly maxOpen?: number;
  /** A scope unused for so long is closed when another one is opened. */
  readonly idleMs?: number;
  /** A restart replays at most about this much of a scope's journal: 256 kB take milliseconds. */
  readonly checkpointBytes?: number;
  readonly files?: Files;
  readonly processes?: Processes;
}

interface Entry {
  readonly opened: Promise<OpenScope>;
  usedAt: number;
  users: number;
  /** Called when the last user is gone. */
  released: (() => void) | undefined;
}

/**
 * The embedded store: one lowdb instance per scope, in a folder of its own. For one process; its
 * memory is the truth between two reads of the files.
 * @throws StoreError `owned` where another process has the folder.
 */
export async function createLowdbStore(options: LowdbStoreOptions): Promise<Store> {
  const { folder, clock, maxOpen = 256, idleMs = 600_000, files = diskFiles } = options;
  const log = options.log ?? { warn: () => undefined };
  await files.makeFolder(folder);
  const processes = options.processes ?? systemProcesses();
  const release = await takeOwnership(files, folder, clock, processes);
  const epochs = new Map<string, number>();
  const deps = {
    files,
    clock,
    log,
    epochs,
    checkpointBytes: options.checkpointBytes ?? 256 * 1024,
  };
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  /** Scopes on their way out: nobody opens their files before they are closed or removed. */
  const leaving = new Map<string, Promise<void>>();
  let restores = 0;
  let closing: Promise<void> | undefined;

  async function use<T>(scope: Scope, act: (open: OpenScope) => T | Promise<T>): Promise<T> {
    const entry = await enter(scope, scopeKey(scope));
    try {
      return await act(await entry.opened);
    } finally {
      exit(entry);
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
    const entry: Entry = { opened, usedAt: clock.now(), users: 0, released: undefined };
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
      if (entries.size < maxOpen && clock.now() - entry.usedAt < idleMs) return;
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
        if (error instanceof StoreError) entries.set(key, refusedEntry(error, clock.now()));
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
    await leave(key, entries.get(key), (open) => open.abandon(), last);
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
    history: (scope, query) => use(scope, (open) => open.history(query)),
    async scopes(kind) {
      checkOpen();
      return findScopes(files, log, join(folder, kind), kind);
    },
    erase: (scope) => takeOut(scope, () => removeFolder(files, folder, scopeFolder(folder, scope))),
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
        await Promise.all(last).finally(release);
      })();
      return closing;
    },
  };
}

function refusedEntry(error: StoreError, usedAt: number): Entry {
  const opened = Promise.reject<OpenScope>(error);
  opened.catch(() => undefined);
  return { opened, usedAt, users: 0, released: undefined };
}

/** So many changes of a restored scope are written at once. */
const batchLength = 500;

/** Reads whose each folder is from the first line of its journal. */
async function findScopes(
  files: Files,
  log: StoreLog,
  folder: string,
  kind: ScopeKind,
): Promise<readonly Scope[]> {
  const scopes: Scope[] = [];
  for (const name of await files.list(folder)) {
    const paths = scopeFiles(join(folder, name));
    // Between two steps of a checkpoint only the older one is there.
    const scope =
      (await scopeOfJournal(files, paths.journal)) ??
      (await scopeOfJournal(files, paths.olderJournal));
    if (scope?.kind === kind) scopes.push(scope);
    else log.warn({ folder: paths.folder }, "Cannot tell whose folder this is");
  }
  return scopes;
}

async function scopeOfJournal(files: Files, path: string): Promise<Scope | undefined> {
  try {
    const journal = readJournal(await files.readPart(path, 0, firstLineBytes), path);
    return typeof journal === "object" ? journal.scope : undefined;
  } catch {
    return undefined; // Missing, or of a newer version: then it is refused when it is used.
  }
}

/** Ids are short; longer first lines would be cut off and their scopes not be found. */
const firstLineBytes = 4096;
