import { createHash } from "node:crypto";
import { join } from "node:path";
import { scopeKey, type Scope } from "../store.ts";
import { format1Files } from "./format1.ts";

/**
 * The files of one scope; each scope has a folder of its own. `snapshot` says which parts make the
 * state after some commit; every commit since is in the journals. Snapshot and parts stand there
 * twice, so that one damaged file costs nothing.
 */
export interface ScopeFiles {
  readonly folder: string;
  readonly snapshot: string;
  readonly snapshotCopy: string;
  /** The file that holds the history: another one each time that it is trimmed, counted from 0. */
  history(number: number): string;
  /** The journal of the commits after commit `after`. */
  journal(after: number): string;
  part(name: string): string;
  partCopy(name: string): string;
}

export function scopeFiles(folder: string): ScopeFiles {
  return {
    folder,
    snapshot: join(folder, "snapshot"),
    snapshotCopy: join(folder, "snapshot.copy"),
    history: (number) => join(folder, number === 0 ? "history" : `history-${number}`),
    journal: (after) => join(folder, `journal-${after}`),
    part: (name) => join(folder, name),
    partCopy: (name) => join(folder, `${name}.copy`),
  };
}

export function partName(number: number): string {
  return `part-${number}`;
}

/** Which part a file is, or is the copy of; `undefined` where it is none. */
export function partOfFile(name: string): string | undefined {
  return /^(part-\d+)(\.copy)?$/.exec(name)?.[1];
}

/** Which history file this is; `undefined` where it is none. */
export function historyOfFile(name: string): number | undefined {
  if (name === "history") return 0;
  const number = /^history-(\d+)$/.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Whether a file holds something of its scope; what was set aside, or was not finished, does not count. */
export function isOfScope(name: string): boolean {
  return (
    ["snapshot", "snapshot.copy", ...format1Files].includes(name) ||
    historyOfFile(name) !== undefined ||
    partOfFile(name) !== undefined ||
    /^journal-\d+$/.test(name)
  );
}

/** The commits after which the journals among these files begin, first things first. */
export function journalsAmong(names: readonly string[]): readonly number[] {
  return names
    .flatMap((name) => /^journal-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
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
