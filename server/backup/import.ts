import { createReadStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Sealer } from "../lib/sealer.ts";
import { scopeKey, type Scope, type Store } from "../store/store.ts";
import { BackupError } from "./format.ts";
import { checkBackup, readBackup, type BackupFacts } from "./read.ts";
import { restoreScopes } from "./restore.ts";

export interface ImportReport extends Omit<BackupFacts, "scopeList"> {
  readonly mailboxes: number;
  /** Mailboxes that the backup does not know: they were set up later, and stay as they are. */
  readonly untouched: readonly Scope[];
  /** Mailboxes of people who were erased since: the backup does not bring them back. */
  readonly erased: readonly Scope[];
}

export interface Importer {
  /**
   * Takes a backup: the whole of it, or nothing.
   * @throws BackupError where it is refused; nothing was changed then.
   */
  take(bytes: Readable): Promise<ImportReport>;
  /** Ends an import that a stop interrupted; the first thing with a store, before anybody runs. */
  finish(): Promise<void>;
}

/**
 * Imports come to the data folder first and are checked there to their last byte. Then the file gets
 * another name, and from that moment the import is decided: a stop in the middle of replacing scopes
 * is made up for at the next start.
 * @param sealer opens what is sealed; `null`: such a backup is refused
 */
export function createImporter(store: Store, folder: string, sealer: Sealer | null): Importer {
  const arriving = join(folder, "import.arriving");
  const decided = join(folder, "import.decided");
  let busy = false;

  const carryOut = async (): Promise<readonly Scope[]> => {
    const erased = await restoreScopes(store, readBackup(createReadStream(decided), sealer));
    await rm(decided);
    await syncFolder(folder);
    return erased;
  };

  return {
    async take(bytes) {
      if (busy) throw new BackupError("busy", "Another import is on its way. Wait for its end.");
      busy = true;
      try {
        const facts = await checkBackup(kept(bytes, arriving), sealer);
        await rename(arriving, decided);
        await syncFolder(folder);
        const erased = await carryOut();
        return { ...(await report(store, facts, erased)), erased };
      } finally {
        await rm(arriving, { force: true });
        busy = false;
      }
    },
    async finish() {
      await rm(arriving, { force: true });
      const found = await stat(decided).catch(() => undefined);
      if (found === undefined) return;
      try {
        await carryOut();
      } catch (error) {
        throw new Error(
          `An import was interrupted and cannot be ended: ${error instanceof Error ? error.message : String(error)} ` +
            `Mend that, or remove ${decided} and import again.`,
          { cause: error },
        );
      }
    },
  };
}

/** Passes bytes on after they were written; they are on the disk when the last one was passed on. */
async function* kept(bytes: Readable, path: string): AsyncGenerator<Uint8Array> {
  await rm(path, { force: true });
  const file = await open(path, "wx", 0o600);
  try {
    for await (const piece of bytes as AsyncIterable<Uint8Array>) {
      await file.writeFile(piece);
      yield piece;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

async function report(
  store: Store,
  { scopeList, ...facts }: BackupFacts,
  erased: readonly Scope[],
): Promise<Omit<ImportReport, "erased">> {
  const known = new Set(scopeList.map(scopeKey));
  const mailboxes = await store.scopes("mailbox");
  return {
    ...facts,
    mailboxes: scopeList.filter(({ kind }) => kind === "mailbox").length - erased.length,
    untouched: mailboxes.filter((scope) => !known.has(scopeKey(scope))),
  };
}

async function syncFolder(path: string): Promise<void> {
  // Windows has no handle of a folder to flush.
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
