import { createOperatorApp } from "./api/operator/app.ts";
import type { Backups } from "./api/operator/backups.ts";
import { openDoor, type Door } from "./api/operator/door.ts";
import { operatorHandlers } from "./api/operator/handlers.ts";
import { createImporter } from "./backup/import.ts";
import { releaseBrake } from "./engine/brake.ts";
import { systemClock } from "./lib/clock.ts";
import { randomIds } from "./lib/ids.ts";
import { createLog } from "./lib/log.ts";
import { createLowdbStore } from "./store/lowdb/lowdb.ts";
import { StoreError } from "./store/store.ts";

/** The folder belongs to a running process; the message says which. */
export class FolderOwnedError extends Error {
  override readonly name = "FolderOwnedError";
}

/**
 * Opens a data folder that no server has, and an operator's door to it: what the command line does
 * with the files it does by the same door, with or without a server. Nothing is synchronized.
 * @throws FolderOwnedError where a server has the folder after all.
 */
export async function openOffline(folder: string, version: string): Promise<Door> {
  const clock = systemClock;
  const log = createLog({ level: "warn", write: (line) => process.stderr.write(line) });
  const store = await createLowdbStore({ folder, clock, log }).catch((error: unknown) => {
    if (!(error instanceof StoreError) || error.code !== "owned") throw error;
    throw new FolderOwnedError(error.message, { cause: error });
  });
  try {
    const importer = createImporter(store, folder);
    await importer.finish();
    const now = (): string => new Date(clock.now()).toISOString();
    const backups: Backups = {
      ...{ store, importer, version, now, keyIds: null },
      imported: async () => undefined,
    };
    const startedAt = now();
    const handlers = operatorHandlers({
      ...{ store, engine: null, version, startedAt },
      releaseBrake: (scope, by) => releaseBrake({ store, ids: randomIds }, scope, by),
    });
    const door = await openDoor({
      host: "127.0.0.1",
      port: 0,
      behind: (token) =>
        createOperatorApp({ token, handlers, backups, clock, ids: randomIds, log }),
    });
    return {
      file: door.file,
      async close() {
        await door.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
