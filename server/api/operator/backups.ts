import { Router, type Request } from "express";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportBackup } from "../../backup/export.ts";
import { BackupError } from "../../backup/format.ts";
import type { Importer } from "../../backup/import.ts";
import type { Sealer } from "../../lib/sealer.ts";
import type { Store } from "../../store/store.ts";
import {
  backupPath,
  backupType,
  importReportSchema,
  type ImportReportView,
} from "../contract/operator.ts";
import { ProblemError } from "../errors.ts";

export interface Backups {
  readonly store: Store;
  readonly importer: Importer;
  /** Seals what is exported; `null`: it is readable. */
  readonly sealer: Sealer | null;
  readonly version: string;
  /** ISO 8601 UTC. */
  readonly now: () => string;
  /** Ids of the keys this server can open secrets with; `null` where nobody knows. */
  readonly keyIds: readonly string[] | null;
  /** Tells the audit trail. */
  readonly recorded: (act: "backup-exported" | "backup-imported") => Promise<void>;
  /** Everything may have changed: whoever remembers something reads it anew. */
  readonly imported: () => Promise<void>;
}

/** Backup and restore, streamed: an installation need not fit into memory. */
export function backupRoutes(backups: Backups): Router {
  const router = Router();
  router.get(backupPath, async (_request, response) => {
    const head = { product: backups.version, madeAt: backups.now() };
    await backups.recorded("backup-exported");
    response.type(backupType);
    await pipeline(Readable.from(exportBackup(backups.store, head, backups.sealer)), response);
  });
  router.put(backupPath, async (request, response) => {
    if (request.is(backupType) === false) {
      throw new ProblemError("unsupported-media-type", `Send the backup as ${backupType}.`);
    }
    response.json(importReportSchema.parse(await take(backups, request)));
  });
  return router;
}

async function take(backups: Backups, request: Request): Promise<ImportReportView> {
  const { importer, keyIds, imported, recorded } = backups;
  try {
    const { untouched, erased, refused, keys, ...report } = await importer.take(request);
    await imported();
    // The trail that is there now came with the backup: the restoring is its next line.
    await recorded("backup-imported");
    return {
      ...report,
      untouched: untouched.map((scope) => ({ ...scope })),
      erased: erased.map((scope) => ({ ...scope })),
      refused: refused.map(({ scope, reason }) => ({ scope: { ...scope }, reason })),
      keys: [...keys],
      keysMissing: keyIds === null ? null : keys.filter((key) => !keyIds.includes(key)),
    };
  } catch (error) {
    // The rest is let in and dropped: who is still sending would not hear the answer.
    request.resume();
    if (!(error instanceof BackupError)) throw error;
    throw new ProblemError(problemOfBackup[error.code], error.message, {
      remedy: "Nothing was changed.",
      cause: error,
    });
  }
}

const problemOfBackup = {
  foreign: "rejected",
  newer: "rejected",
  damaged: "rejected",
  truncated: "rejected",
  sealed: "rejected",
  "too-large": "too-large",
  busy: "conflict",
} as const;
