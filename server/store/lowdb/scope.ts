import { Low } from "lowdb";
import {
  applyChanges,
  dumpDocuments,
  getDocument,
  listDocuments,
  olderThan,
  pageOf,
  readChanges,
  writeChanges,
} from "../contents.ts";
import type { Documents } from "../documents/documents.ts";
import {
  StoreError,
  type Change,
  type Collection,
  type HistoryQuery,
  type LogEntry,
  type Scope,
} from "../store.ts";
import type { Sealer } from "../../lib/sealer.ts";
import { createScopeAdapter, type AdapterDeps } from "./adapter.ts";
import { atRestOf } from "./at-rest.ts";
import { checkpointBytes, documentBytes } from "./checkpoint.ts";
import { writeFailure } from "./files.ts";
import { copyHistory, oldestOf, readHistory, readHistoryForward } from "./history.ts";
import { journalLine } from "./journal.ts";
import { emptyData } from "./snapshot.ts";

/** How long the journal grows, measured by what a checkpoint would write. */
const journalShare = 1 / 2;

export interface ScopeDeps extends AdapterDeps {
  /** No journal is folded that is shorter than this. */
  readonly checkpointBytes: number;
  /** Epochs given out in this process: they outlive the closing and the erasing of a scope. */
  readonly epochs: Map<string, number>;
  readonly sealer: Sealer | undefined;
}

/** One scope, opened: its documents in memory, and the one queue through which all writing goes. */
export interface OpenScope {
  acquire(): Promise<number>;
  get<C extends Collection>(collection: C, key: string): Documents[C] | undefined;
  list<C extends Collection>(collection: C): ReadonlyMap<string, Documents[C]>;
  /** @param changes the text of `writeChanges` */
  commit(changes: string, epoch: number | undefined): Promise<void>;
  history(query: HistoryQuery): Promise<readonly LogEntry[]>;
  dump(): AsyncIterable<Change>;
  /** @returns how many lines of history were older than `before` and are gone */
  trim(before: string): Promise<number>;
  /** Writes a snapshot now: journals and older files, with what was removed, are gone when it resolves. */
  fold(): Promise<void>;
  /** Seals anew what is readable or under another key. */
  reseal(): Promise<void>;
  /** How much text it holds in memory, roughly. */
  readonly bytes: number;
  /** Lets go of the journal until the next commit, unless one is under way. */
  rest(): void;
  /**
   * Waits for what is queued and lets go of the files. The journal stays as it is: it is short
   * enough to be read again, and a scope that is touched now and then must not cost a snapshot each
   * time.
   */
  close(): Promise<void>;
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
  const atRest = atRestOf(deps.sealer, scope);
  const adapter = createScopeAdapter(deps, folder, atRest);
  const db = new Low(adapter, emptyData(deps.partLength));
  try {
    await db.read();
  } catch (error) {
    await adapter.rest();
    throw error;
  }

  let waiting: Waiting[] = [];
  let working: Promise<void> | undefined;
  let checkpointing: Promise<void> | undefined;
  /** After a checkpoint that failed the next one waits until the journal is longer than this. */
  let postponedTo = 0;
  /** How many read the history just now, and who waits until nobody does. */
  let readers = 0;
  const unread: (() => void)[] = [];

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
      if (checkpointing === undefined && isCheckpointDue()) await beginCheckpoint();
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
        const seq = db.data.seq + lines.length + 1;
        lines.push(journalLine(seq, { epoch, durable: db.data.seq }, one.changes, atRest));
      }
    }
    try {
      if (lines.length > 0) await adapter.append(db.data.seq, Buffer.concat(lines));
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

  /** A journal as long as a share of what would be written anew: a change costs the same in any mailbox. */
  function isCheckpointDue(): boolean {
    const { journalBytes } = adapter;
    if (journalBytes <= Math.max(deps.checkpointBytes, postponedTo)) return false;
    return journalBytes > checkpointBytes(db.data) * journalShare;
  }

  /** Here, between two batches, one journal ends and the next begins; the snapshot takes its time. */
  async function beginCheckpoint(): Promise<void> {
    try {
      await adapter.rotate(db.data.seq);
    } catch (error) {
      postpone(error);
      return;
    }
    checkpointing = db
      .write()
      .then(() => {
        postponedTo = 0;
      }, postpone)
      .finally(() => {
        checkpointing = undefined;
      });
  }

  /** A failed checkpoint loses nothing: the journals hold it all, and it is tried again later. */
  function postpone(error: unknown): void {
    postponedTo = adapter.journalBytes + deps.checkpointBytes;
    deps.log.warn({ folder, error: String(error) }, "Snapshot could not be written");
  }

  function historyNow(): { readonly path: string; readonly size: number } {
    return { path: adapter.historyPath(db.data.historyFile), size: db.data.historyBytes };
  }

  /** Whoever reads a history file keeps it from being removed until he is done. */
  function beginReading(): () => void {
    readers += 1;
    return () => {
      readers -= 1;
      if (readers === 0) for (const wake of unread.splice(0)) wake();
    };
  }

  async function reading<T>(read: () => Promise<T>): Promise<T> {
    const done = beginReading();
    try {
      return await read();
    } finally {
      done();
    }
  }

  /**
   * Writes a snapshot now, with what `change` makes of the state. Between two batches, as any
   * checkpoint; who commits meanwhile waits for the next one.
   */
  async function checkpointNow(change: () => void): Promise<void> {
    while (working !== undefined) await working;
    let written: Promise<void> | undefined;
    const turned = (async () => {
      await adapter.rotate(db.data.seq);
      change();
      written = db.write();
      // Awaited below: a batch that fails meanwhile must not leave it alone.
      written.catch(() => undefined);
    })();
    working = turned.then(work, work);
    await turned;
    await written;
  }

  /** Waits until no checkpoint is under way, and lets none begin before `act` has ended. */
  async function alone<T>(act: () => Promise<T>): Promise<T> {
    while (working !== undefined || checkpointing !== undefined) {
      await working;
      await checkpointing;
    }
    const acting = act();
    checkpointing = acting
      .then(() => undefined, postpone)
      .finally(() => {
        checkpointing = undefined;
      });
    return acting;
  }

  async function trimTo(before: string): Promise<number> {
    const from = historyNow();
    const { historyFile } = db.data;
    const oldest = (await oldestOf(deps.files, from, atRest)) ?? db.data.contents.history[0];
    if (oldest === undefined || oldest.at >= before) {
      // What a stop may have left after the last time.
      await adapter.dropHistories(historyFile);
      return 0;
    }
    return writeAnew(before);
  }

  /**
   * Copies what stays into another file, then writes a snapshot that names it: until that is on the
   * disk the old file counts, after it the new one. What is only in the journal yet is left out of the
   * new file, and the journal goes with the snapshot.
   * @param before lines that are older are left out; empty: none is
   * @returns how many were
   */
  async function writeAnew(before: string): Promise<number> {
    const from = historyNow();
    const { historyFile } = db.data;
    const to = historyFile + 1;
    const copy = await copyHistory(deps.files, from, adapter.historyPath(to), atRest, before);
    let dropped = copy.dropped;
    try {
      await checkpointNow(() => {
        const { history } = db.data.contents;
        // These follow those in the file: where one of them stays, all of these do.
        const older = copy.size === 0 ? olderThan(history, before) : 0;
        dropped += older;
        history.splice(0, older);
        db.data.historyFile = to;
        db.data.historyBytes = copy.size;
      });
    } catch (error) {
      // The snapshot on the disk names the old file; what is older is gone from memory alone.
      db.data.historyFile = historyFile;
      db.data.historyBytes = from.size;
      throw error;
    }
    if (readers > 0) await new Promise<void>((resolve) => unread.push(resolve));
    await adapter.dropHistories(db.data.historyFile);
    return dropped;
  }

  async function reseal(): Promise<void> {
    if (deps.sealer === undefined) return;
    const isCurrent = async (): Promise<boolean> =>
      [...(await adapter.keys())].every((keyId) => keyId === atRest.keyId);
    // Alone: a checkpoint removes files that are just being looked at.
    await alone(async () => {
      if (!(await isCurrent())) await writeAnew("");
    }).catch((error: unknown) => {
      throw writeFailure(error, folder);
    });
  }

  async function settle(): Promise<void> {
    while (working !== undefined) await working;
    await checkpointing;
  }

  // What lies there readable, or under an older key, is read for the last time; no disk must stop that.
  await reseal().catch((error: unknown) => {
    deps.log.warn({ folder, error: String(error) }, "Contents could not be sealed anew");
  });

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
      const { path, size } = historyNow();
      return reading(() => pageOf(newestFirst(recent, path, size), query));
    },
    async *dump() {
      const documents = dumpDocuments(db.data.contents);
      const recent = [...db.data.contents.history];
      const { path, size } = historyNow();
      const done = beginReading();
      try {
        yield* documents;
        const older = readHistoryForward(deps.files, { path, size }, atRest);
        for await (const entry of older) yield { kind: "append", entry };
        for (const entry of recent) yield { kind: "append", entry };
      } finally {
        done();
      }
    },
    trim: (before) => alone(() => trimTo(before)),
    async fold() {
      // Without a journal nothing was removed since the snapshot, or nothing was ever written.
      if (adapter.journalBytes > 0) await alone(() => checkpointNow(() => undefined));
    },
    reseal,
    get bytes() {
      return documentBytes(db.data) + adapter.journalBytes;
    },
    rest() {
      if (working === undefined) void adapter.rest();
    },
    async close() {
      await settle();
      await adapter.rest();
    },
  };

  async function* newestFirst(recent: readonly LogEntry[], path: string, size: number) {
    yield* recent;
    yield* readHistory(deps.files, { path, size }, atRest);
  }
}
