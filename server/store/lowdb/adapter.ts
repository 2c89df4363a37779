import type { Adapter } from "lowdb";
import type { Clock } from "../../lib/clock.ts";
import { StoreError } from "../store.ts";
import type { AtRest } from "./at-rest.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { writeFailure, type AppendFile } from "./files.ts";
import { firstLineBytes, keyOfFile } from "./header.ts";
import { journalHeader } from "./journal.ts";
import { historyOfFile, isOfScope, scopeFiles } from "./names.ts";
import { recover, type Damage } from "./recovery.ts";
import type { RecoveryDeps, ScopeData } from "./snapshot.ts";

/** Where the store reports what an operator should know; a pino logger is one. */
export interface StoreLog {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}

export interface AdapterDeps extends RecoveryDeps {
  readonly clock: Clock;
  readonly log: StoreLog;
}

/**
 * lowdb's window to the disk. lowdb's own file adapter rewrites everything on each change and never
 * flushes; here a commit costs one appended line (`append`), and lowdb's `write` is the checkpoint
 * that folds the journal into a snapshot now and then.
 */
export interface ScopeAdapter extends Adapter<ScopeData> {
  historyPath(number: number): string;
  /** Removes every history file but this one. */
  dropHistories(but: number): Promise<void>;
  /**
   * What the scope's files are sealed with, each as its first line says; `undefined` among them: one of
   * them is readable. A file never holds anything under a key that is older than that.
   */
  keys(): Promise<ReadonlySet<string | undefined>>;
  /** What a restart would have to read again. */
  readonly journalBytes: number;
  /**
   * Durable when it resolves; when it fails nothing was written.
   * @param after the last commit before these lines
   * @throws StoreError `full`: may be tried again. `refused`: this scope takes nothing more until
   * it is opened again, because after a failed flush nobody knows what is on the disk.
   */
  append(after: number, lines: Buffer): Promise<void>;
  /** Begins the journal of the commits after this one; must come before `write`. */
  rotate(after: number): Promise<void>;
  /** Lets go of the file until something is written again; only while nothing is being written. */
  rest(): Promise<void>;
}

/** @param folder the scope's own folder; it need not exist. */
export function createScopeAdapter(
  deps: AdapterDeps,
  folder: string,
  atRest: AtRest,
): ScopeAdapter {
  const { files, clock, log } = deps;
  const paths = scopeFiles(folder);
  /** The journal that goes on, by the commit it begins after. */
  let current: number | undefined;
  /** What its first line says that it is sealed with. */
  let currentKey: string | undefined;
  let handle: AppendFile | undefined;
  let currentBytes = 0;
  let olderBytes = 0;
  let broken: StoreError | undefined;

  async function begin(after: number): Promise<void> {
    const path = paths.journal(after);
    const fresh = `${paths.folder}/journal.new`;
    await files.makeFolder(folder);
    // Under another name until its first line is on the disk: commits follow that line only.
    await files.write(fresh, journalHeader(atRest, after));
    await files.rename(fresh, path);
    try {
      await files.syncFolder(folder);
      const opened = await files.openAppend(path);
      await rest();
      handle = opened;
    } catch (error) {
      // Commits in the journal before it would not be read any more, should this one be there.
      broken = writeFailure(error, path);
      throw broken;
    }
    olderBytes += currentBytes;
    currentBytes = handle.size;
    current = after;
    currentKey = atRest.keyId;
  }

  async function openJournal(after: number): Promise<AppendFile> {
    if (current === undefined) await begin(after);
    handle ??= await files.openAppend(paths.journal(current ?? after));
    return handle;
  }

  async function append(after: number, lines: Buffer): Promise<void> {
    if (broken !== undefined) throw broken;
    const path = paths.journal(current ?? after);
    let file: AppendFile;
    try {
      file = await openJournal(after);
    } catch (error) {
      throw writeFailure(error, path);
    }
    const before = file.size;
    try {
      await file.append(lines);
    } catch (error) {
      await file.truncate(before).catch((cause: unknown) => {
        broken = writeFailure(cause, path);
      });
      throw writeFailure(error, path);
    }
    try {
      await file.sync();
    } catch (error) {
      broken = new StoreError(
        "refused",
        `${path} could not be flushed. Check the disk, then restart the server.`,
        { cause: error },
      );
      await file.truncate(before).catch(() => undefined);
      throw broken;
    }
    currentBytes = file.size;
  }

  async function read(): Promise<ScopeData | null> {
    const recovered = await recover(deps, paths, atRest);
    if (recovered === undefined) return null;
    const { data, journal, tornBytes, damaged, older } = recovered;
    current = journal?.after;
    currentKey = journal?.keyId;
    currentBytes = recovered.journalBytes;
    if (journal !== undefined && tornBytes > 0) await cutJournal(journal, tornBytes);
    await settleHistory(data);
    for (const one of damaged) await setAside(one);
    if (older || damaged.length > 0) await writeAnew(data);
    return data;
  }

  async function cutJournal(
    { after, goodBytes }: { readonly after: number; readonly goodBytes: number },
    tornBytes: number,
  ): Promise<void> {
    const path = paths.journal(after);
    const copy = aside(path);
    await files.write(copy, (await files.read(path)) ?? Buffer.alloc(0));
    log.warn({ path, tornBytes, copy }, "Journal ends in an unfinished write");
    handle = await files.openAppend(path);
    await handle.truncate(goodBytes);
    await handle.sync();
  }

  /** Brings the history file to what the recovered state says of it. */
  async function settleHistory(data: ScopeData): Promise<void> {
    const path = paths.history(data.historyFile);
    const size = (await files.size(path)) ?? 0;
    if (size >= data.historyBytes) return;
    log.warn({ path, size, expected: data.historyBytes }, "History file cut short");
    if (size > 0) await files.rename(path, aside(path));
    data.historyBytes = 0;
  }

  async function setAside({ path, damage }: Damage): Promise<void> {
    const copy = aside(path);
    log.warn({ path, damage, copy }, "A damaged file was replaced by its copy");
    if ((await files.size(path)) !== undefined) await files.rename(path, copy);
  }

  /** Not being able to is no harm: the files there are lead to this state at the next start, too. */
  async function writeAnew(data: ScopeData): Promise<void> {
    try {
      await rotate(data.seq);
      await write(data);
    } catch (error) {
      log.warn({ folder, error: String(error) }, "Snapshot could not be written");
    }
  }

  async function rotate(after: number): Promise<void> {
    if (broken !== undefined) throw broken;
    if (current !== after || currentKey !== atRest.keyId) await begin(after);
  }

  async function write(data: ScopeData): Promise<void> {
    const folded = olderBytes;
    await writeCheckpoint(files, paths, atRest, data);
    olderBytes -= folded;
  }

  async function rest(): Promise<void> {
    const file = handle;
    handle = undefined;
    await file?.close();
  }

  function aside(path: string): string {
    return `${path}.damaged-${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, "-")}`;
  }

  return {
    historyPath: (number) => paths.history(number),
    async dropHistories(but) {
      for (const name of await files.list(folder)) {
        const number = historyOfFile(name);
        if (number !== undefined && number !== but) await files.remove(paths.history(number));
      }
    },
    async keys() {
      const names = (await files.list(folder)).filter(isOfScope);
      const keys = names.map(async (name) => {
        const path = `${folder}/${name}`;
        return keyOfFile(await files.readPart(path, 0, firstLineBytes), path);
      });
      return new Set(await Promise.all(keys));
    },
    get journalBytes() {
      return olderBytes + currentBytes;
    },
    read,
    write,
    append,
    rotate,
    rest,
  };
}
