import { dirname, join } from "node:path";
import type { Adapter } from "lowdb";
import type { Clock } from "../../lib/clock.ts";
import { StoreError, type Scope } from "../store.ts";
import { writeFailure, type AppendFile, type Files } from "./files.ts";
import { appendHistory } from "./history.ts";
import { journalHeader } from "./journal.ts";
import { scopeFiles } from "./names.ts";
import { recover } from "./recovery.ts";
import { writeSnapshot, type ScopeData } from "./snapshot.ts";

/** Where the store reports what an operator should know; a pino logger is one. */
export interface StoreLog {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}

export interface AdapterDeps {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: StoreLog;
}

/**
 * lowdb's window to the disk. lowdb's own file adapter rewrites everything on each change and never
 * flushes; here a commit costs one appended line (`append`), and lowdb's `write` is the checkpoint
 * that folds the journal into a snapshot now and then.
 */
export interface ScopeAdapter extends Adapter<ScopeData> {
  readonly historyPath: string;
  readonly journalBytes: number;
  /** The last commit in the snapshot; a restart replays those after it. */
  readonly foldedSeq: number;
  /**
   * Durable when it resolves; when it fails nothing was written.
   * @throws StoreError `full`: may be tried again. `refused`: this scope takes nothing more until
   * it is opened again, because after a failed flush nobody knows what is on the disk.
   */
  append(lines: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** @param folder the scope's own folder; it need not exist. */
export function createScopeAdapter(
  { files, clock, log }: AdapterDeps,
  folder: string,
  scope: Scope,
): ScopeAdapter {
  const paths = scopeFiles(folder);
  const freshSnapshot = join(folder, "snapshot.new");
  const freshJournal = join(folder, "journal.new");
  let journal: AppendFile | undefined;
  let foldedSeq = 0;
  let broken: StoreError | undefined;

  function aside(path: string): string {
    return `${path}.damaged-${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, "-")}`;
  }

  async function openJournal(): Promise<AppendFile> {
    if (journal !== undefined) return journal;
    if ((await files.size(paths.journal)) === undefined) {
      await files.makeFolder(folder);
      // Under another name until its first line is on the disk: commits follow that line only.
      await files.write(freshJournal, journalHeader(scope, foldedSeq));
      await files.rename(freshJournal, paths.journal);
      await files.syncFolder(folder);
      await files.syncFolder(dirname(folder));
    }
    journal = await files.openAppend(paths.journal);
    return journal;
  }

  /** Brings the history file to what the recovered state says of it. */
  async function settleHistory(data: ScopeData): Promise<void> {
    const size = (await files.size(paths.history)) ?? 0;
    if (size >= data.historyBytes) return;
    log.warn({ path: paths.history, size, expected: data.historyBytes }, "History file cut short");
    if (size > 0) await files.rename(paths.history, aside(paths.history));
    data.historyBytes = 0;
  }

  async function settleJournal(goodBytes: number | undefined, tornBytes: number): Promise<void> {
    if (tornBytes > 0) {
      const copy = aside(paths.journal);
      await files.write(copy, (await files.read(paths.journal)) ?? Buffer.alloc(0));
      log.warn({ path: paths.journal, tornBytes, copy }, "Journal ends in an unfinished write");
    }
    if (goodBytes === undefined) {
      await files.remove(paths.journal);
    } else if (tornBytes > 0) {
      journal = await files.openAppend(paths.journal);
      await journal.truncate(goodBytes);
      await journal.sync();
    }
  }

  async function read(): Promise<ScopeData | null> {
    const recovered = await recover(files, paths, scope);
    if (recovered === undefined) return null;
    const { data, journalBytes, tornBytes, damage } = recovered;
    foldedSeq = recovered.foldedSeq;
    await settleJournal(journalBytes, tornBytes);
    await settleHistory(data);
    if (damage !== undefined) {
      const copy = aside(paths.snapshot);
      log.warn({ path: paths.snapshot, damage, copy }, "Snapshot rebuilt from its last good copy");
      // Out of the way first: the next step would otherwise make it the good copy.
      if ((await files.size(paths.snapshot)) !== undefined) {
        await files.rename(paths.snapshot, copy);
      }
      await write(data);
      // The older copy and the journals no longer meet; this one does.
      await files.link(paths.snapshot, paths.backup);
    } else {
      await openJournal();
    }
    return data;
  }

  /**
   * The order matters: after a stop between any two steps some snapshot and the journals together
   * still hold every commit.
   */
  async function write(data: ScopeData): Promise<void> {
    await openJournal();
    const { history } = data.contents;
    const flushed = history.length;
    const { historyBytes } = data;
    const size = await appendHistory(files, paths.history, scope, historyBytes, history);
    try {
      await files.write(freshSnapshot, writeSnapshot(scope, data, size));
      await files.write(freshJournal, journalHeader(scope, data.seq));
      await files.link(paths.snapshot, paths.backup);
    } catch (error) {
      await files.remove(freshSnapshot);
      await files.remove(freshJournal);
      throw error;
    }
    await files.rename(freshSnapshot, paths.snapshot);
    history.splice(0, flushed);
    data.historyBytes = size;
    try {
      await closeJournal();
      await files.rename(paths.journal, paths.olderJournal);
      await files.rename(freshJournal, paths.journal);
      await files.syncFolder(folder);
      journal = await files.openAppend(paths.journal);
      foldedSeq = data.seq;
    } catch (error) {
      broken = writeFailure(error, paths.journal);
      throw error;
    }
  }

  async function append(lines: Buffer): Promise<void> {
    if (broken !== undefined) throw broken;
    let file: AppendFile;
    try {
      file = await openJournal();
    } catch (error) {
      throw writeFailure(error, paths.journal);
    }
    const before = file.size;
    try {
      await file.append(lines);
    } catch (error) {
      await file.truncate(before).catch((cause: unknown) => {
        broken = writeFailure(cause, paths.journal);
      });
      throw writeFailure(error, paths.journal);
    }
    try {
      await file.sync();
    } catch (error) {
      broken = new StoreError(
        "refused",
        `${paths.journal} could not be flushed. Check the disk, then restart the server.`,
        { cause: error },
      );
      await file.truncate(before).catch(() => undefined);
      throw broken;
    }
  }

  async function closeJournal(): Promise<void> {
    const file = journal;
    journal = undefined;
    await file?.close();
  }

  return {
    historyPath: paths.history,
    get journalBytes() {
      return journal?.size ?? 0;
    },
    get foldedSeq() {
      return foldedSeq;
    },
    read,
    write,
    append,
    close: closeJournal,
  };
}
