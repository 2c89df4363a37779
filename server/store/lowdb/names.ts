import { createHash } from "node:crypto";
import { join } from "node:path";
import { scopeKey, type Scope } from "../store.ts";

/** The files of one scope; each scope has a folder of its own. */
export interface ScopeFiles {
  readonly folder: string;
  readonly snapshot: string;
  /** The snapshot before that, and the journal that leads from it to the present one. */
  readonly backup: string;
  readonly olderJournal: string;
  readonly journal: string;
  readonly history: string;
}

export function scopeFiles(folder: string): ScopeFiles {
  return {
    folder,
    snapshot: join(folder, "snapshot"),
    backup: join(folder, "snapshot.bak"),
    olderJournal: join(folder, "journal.bak"),
    journal: join(folder, "journal"),
    history: join(folder, "history"),
  };
}

export function scopeFolder(root: string, scope: Scope): string {
  return join(root, scope.kind, scopeName(scope));
}

/**
 * A file name for a scope. Ids come from outside and may hold anything, also what differs only in
 * case; the hash tells scopes apart, the readable part is for the person who looks into the folder.
 */
function scopeName(scope: Scope): string {
  const key = scopeKey(scope);
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 32);
  const readable = readableId(scope)
    .replaceAll(/[^a-zA-Z0-9]+/g, "-")
    .slice(0, 36);
  return `${readable}-${hash}`;
}

function readableId(scope: Scope): string {
  switch (scope.kind) {
    case "mailbox":
      return scope.mailboxId;
    case "connection":
      return scope.connectionId;
    case "tenant":
      return scope.tenantId;
    case "installation":
      return scope.kind;
  }
}
