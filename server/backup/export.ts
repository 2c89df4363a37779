import { createHash } from "node:crypto";
import type { Sealer } from "../lib/sealer.ts";
import { StoreError, type Change, type Scope, type Store } from "../store/store.ts";
import {
  backupFormat,
  contextOfLine,
  keyOfSecret,
  readableFormat,
  type BackupEnd,
  type BackupHead,
  type BackupLine,
  type SealedLine,
} from "./format.ts";

const kinds = ["installation", "tenant", "connection", "mailbox"] as const;

/**
 * Everything the store holds, as the lines of one file. Each scope shows one moment; between two of
 * them time passes, which is all the store promises of them anyway. Mailboxes come last: what they
 * refer to is in the file before them.
 * @param sealer `null`: its changes are readable
 * @returns the file's text in pieces.
 */
export async function* exportBackup(
  store: Store,
  head: BackupHead,
  sealer: Sealer | null,
): AsyncGenerator<string> {
  const digest = createHash("sha256");
  const keys = new Set<string>(sealer === null ? [] : [sealer.keyId]);
  const refused: { scope: Scope; reason: string }[] = [];
  let [scopes, documents, entries] = [0, 0, 0];
  const line = (content: BackupLine | SealedLine): string => {
    const text = `${JSON.stringify(content)}\n`;
    digest.update(text);
    return text;
  };

  const format = sealer === null ? readableFormat : backupFormat;
  yield line({ syncToErp: "backup", format, ...head });
  for (const scope of await allScopes(store)) {
    const changes = store.dump(scope)[Symbol.asyncIterator]();
    const first = await firstOf(changes);
    if (typeof first === "string") {
      refused.push({ scope, reason: first });
      continue;
    }
    scopes += 1;
    yield line({ scope });
    for (let next = first; next.done !== true; next = await changes.next()) {
      const change = next.value;
      if (change.kind === "append") entries += 1;
      else documents += 1;
      const key = keyOfSecret(change);
      if (key !== undefined) keys.add(key);
      yield line(
        sealer === null
          ? { change }
          : { sealed: sealer.seal(contextOfLine(scope), JSON.stringify(change)) },
      );
    }
  }
  const counts = { scopes, documents, entries };
  const end: BackupEnd = {
    ...counts,
    keys: [...keys].sort(),
    refused,
    sha256: digest.digest("hex"),
  };
  yield `${JSON.stringify({ end })}\n`;
}

async function allScopes(store: Store): Promise<readonly Scope[]> {
  return (await Promise.all(kinds.map((kind) => store.scopes(kind)))).flat();
}

/** The first change of a scope, or why the store refuses the scope. */
async function firstOf(
  changes: AsyncIterator<Change>,
): Promise<IteratorResult<Change, unknown> | string> {
  try {
    return await changes.next();
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "refused") throw error;
    return error.message;
  }
}
