import { Low } from "lowdb";
import {
  applyChanges,
  dumpDocuments,
  getDocument,
  listDocuments,
  pageOf,
  readChanges,
  writeChanges,
} from "../contents.ts";
import type { Documents, HistoryEntry } from "../documents.ts";
import {
  StoreError,
  type Change,
  type Collection,
  type HistoryQuery,
  type Scope,
} from "../store.ts";
import { createScopeAdapter, type AdapterDeps } from "./adapter.ts";
import { readHistory, readHistoryForward } from "./history.ts";
import { journalLine } from "./journal.ts";
import { emptyData } from "./snapshot.ts";

export interface ScopeDeps extends AdapterDeps {
  readonly checkpointBytes: number;
  /** Epochs given out in this process: they outlive the closing and the erasing of a scope. */
  readonly epochs: Map<string, number>;
}

/** One scope, opened: its documents in memory, and the one queue through which all writing goes. */
export interface OpenScope {
  acquire(): Promise<number>;
  get<C extends Collection>(collection: C, key: string): Documents[C] | undefined;
  list<C extends Collection>(collection: C): ReadonlyMap<string, Documents[C]>;
  /** @param changes the text of `writeChanges` */
  commit(changes: string, epoch: number | undefined): Promise<void>;
  history(query: HistoryQuery): Promise<readonly HistoryEntry[]>;
  dump(): AsyncIterable<Change>;
  /** Waits for what is queued, folds the journal into the snapshot and lets go of the files. */
  close(): Promise<void>;
  /** As `close`, for a scope whose files are about to be removed. */
  abandon(): Promise<void>;
}

/** Something that waits for its turn to be written. */
interface Waiting {
  /** Changes as text; empty for an `acquire`. */
  readonly changes: string;
  readonly epoch: number | "next" | undefined;
  resolve(epoch: number): void;
  reject(error: unknown): void;
}

const noChanges = writeChanges([]);

/** @param key the scope's `scopeKey` */
export async function openScope(
  deps: ScopeDeps,
  folder: string,
  scope: Scope,
  key: string,
): Promise<OpenScope> {
  const adapter = createScopeAdapter(deps, folder, scope);
  const db = new Low(adapter, emptyData());
  try {
    await db.read();
  } catch (error) {
    await adapter.close();
    throw error;
  }

  let waiting: Waiting[] = [];
  let working: Promise<void> | undefined;
  let nextCheckpointBytes = deps.checkpointBytes;

  function currentEpoch(): number {
    return Math.max(deps.epochs.get(key) ?? 0, db.data.epoch);
  }

  function enqueue(changes: string, epoch: Waiting["epoch"]): Promise<number> {
    return new Promise((resolve, reject) => {
      waiting.push({ changes, epoch, resolve, reject });
      working ??= work();
    });
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await writeBatch(batch);
      if (adapter.journalBytes > nextCheckpointBytes) await checkpoint();
    }
    // Here and not in a `finally`: whatever is queued from now on must start a new round.
    working = undefined;
  }

  /** Everything that came while the last batch was written shares one flush of the disk. */
  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    const lines: Buffer[] = [];
    const accepted: { readonly one: Waiting; readonly epoch: number }[] = [];
    let epoch = currentEpoch();
    for (const one of batch) {
      if (one.epoch === "next") {
        epoch += 1;
        deps.epochs.set(key, epoch);
      } else if (one.epoch !== undefined && one.epoch !== epoch) {
        one.reject(new StoreError("fenced", `Run ${one.epoch} was overtaken by run ${epoch}.`));
        continue;
      }
      accepted.push({ one, epoch });
      if (one.changes !== "") {
        lines.push(journalLine(db.data.seq + lines.length + 1, epoch, one.changes));
      }
    }
    try {
      if (lines.length > 0) await adapter.append(Buffer.concat(lines));
    } catch (error) {
      for (const { one } of accepted) one.reject(error);
      return;
    }
    // Only now: memory never runs ahead of the disk.
    for (const { one, epoch: at } of accepted) {
      if (one.changes !== "") {
        applyChanges(db.data.contents, readChanges(one.changes));
        db.data.seq += 1;
        db.data.epoch = at;
      }
      one.resolve(at);
    }
  }

  /** A failed checkpoint loses nothing: the journal holds it all, and it is tried again later. */
  async function checkpoint(): Promise<void> {
    try {
      await db.write();
      nextCheckpointBytes = deps.checkpointBytes;
    } catch (error) {
      nextCheckpointBytes = adapter.journalBytes + deps.checkpointBytes;
      deps.log.warn({ folder, error: String(error) }, "Snapshot could not be written");
    }
  }

  async function settle(): Promise<void> {
    while (working !== undefined) await working;
  }

  return {
    acquire: () => enqueue("", "next"),
    get: (collection, documentKey) => getDocument(db.data.contents, collection, documentKey),
    list: (collection) => listDocuments(db.data.contents, collection),
    async commit(changes, epoch) {
      await enqueue(changes === noChanges ? "" : changes, epoch);
    },
    async history(query) {
      // Taken together before anything is awaited: a checkpoint moves entries from one to the other.
      const recent = db.data.contents.history.toReversed();
      const { historyBytes } = db.data;
      return pageOf(newestFirst(recent, historyBytes), query);
    },
    async *dump() {
      const documents = dumpDocuments(db.data.contents);
      const recent = [...db.data.contents.history];
      const { historyBytes } = db.data;
      yield* documents;
      const older = readHistoryForward(deps.files, adapter.historyPath, historyBytes);
      for await (const entry of older) yield { kind: "append", entry };
      for (const entry of recent) yield { kind: "append", entry };
    },
    async close() {
      await settle();
      if (db.data.seq > adapter.foldedSeq) await checkpoint();
      await adapter.close();
    },
    async abandon() {
      await settle();
      await adapter.close();
    },
  };

  async function* newestFirst(recent: readonly HistoryEntry[], historyBytes: number) {
    yield* recent;
    yield* readHistory(deps.files, adapter.historyPath, historyBytes);
  }
}
