import { createHash } from "node:crypto";
import { keyOfSealed, SealError, type Sealer } from "../lib/sealer.ts";
import type { Change, Scope } from "../store/store.ts";
import {
  BackupError,
  backupFormat,
  contextOfLine,
  isCollection,
  type BackupEnd,
  type BackupHead,
  type BackupLine,
  type SealedLine,
} from "./format.ts";

/** Far more than any document or any installation has. */
const lineBytesMax = 64 * 1024 * 1024;
const fileBytesMax = 64 * 1024 ** 3;

/** A line, and where it stands. */
interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** What a backup that was read to its end says of itself. */
export interface BackupFacts extends BackupHead, Omit<BackupEnd, "sha256"> {
  readonly scopeList: readonly Scope[];
}

/**
 * Reads a backup line by line and checks it on the way. Whoever acts on the lines before the end was
 * reached acts on what may be half a file: read it once to its end first.
 * @param sealer `null`: what is sealed is refused
 * @throws BackupError `foreign` | `newer` | `damaged` | `truncated` | `sealed` | `too-large`
 */
export async function* readBackup(
  bytes: AsyncIterable<Uint8Array>,
  sealer: Sealer | null,
): AsyncGenerator<BackupLine, BackupFacts> {
  const digest = createHash("sha256");
  let head: BackupHead | undefined;
  let end: BackupEnd | undefined;
  let [documents, entries] = [0, 0];
  const scopeList: Scope[] = [];
  for await (const { number, text } of linesOf(bytes)) {
    if (end !== undefined) throw damaged(number, "it goes on after its end");
    if (head === undefined) {
      head = headOf(text);
      yield { syncToErp: "backup", format: backupFormat, ...head };
    } else {
      const found = readLine(text, number);
      const line = "sealed" in found ? opened(found, scopeList.at(-1), number, sealer) : found;
      if ("end" in line) end = line.end;
      else if ("scope" in line) scopeList.push(line.scope);
      else if ("change" in line && scopeList.length > 0) {
        if (line.change.kind === "append") entries += 1;
        else documents += 1;
      } else throw damaged(number, "nobody knows whose it is");
      yield line;
    }
    if (end === undefined) digest.update(text).update("\n");
  }
  if (head === undefined) throw new BackupError("foreign", "This is not a backup: it is empty.");
  if (end === undefined) {
    throw new BackupError(
      "truncated",
      "The backup is truncated: its end is missing. Take another.",
    );
  }
  if (digest.digest("hex") !== end.sha256) throw damaged(undefined, "its checksum is wrong");
  const counts = [scopeList.length, documents, entries];
  if (counts.join() !== [end.scopes, end.documents, end.entries].join()) {
    throw damaged(undefined, "it does not hold what its end says");
  }
  const { sha256: _checked, ...facts } = end;
  return { ...head, ...facts, scopeList };
}

/** Reads a backup to its end without keeping any of it. @throws BackupError */
export async function checkBackup(
  bytes: AsyncIterable<Uint8Array>,
  sealer: Sealer | null,
): Promise<BackupFacts> {
  const lines = readBackup(bytes, sealer);
  for (;;) {
    const next = await lines.next();
    if (next.done === true) return next.value;
  }
}

function headOf(text: string): BackupHead {
  const found = readJson(text);
  const isOurs = isObject(found) && found["syncToErp"] === "backup";
  if (!isOurs || typeof found["format"] !== "number") {
    throw new BackupError(
      "foreign",
      "This is not a backup of Sync to ERP: its first line does not say so.",
    );
  }
  const { format, product, madeAt } = found;
  if (format > backupFormat) {
    throw new BackupError(
      "newer",
      `The backup is in format ${format} and this version reads up to ${backupFormat}. ` +
        `It was made by version ${String(product)}: install that one first.`,
    );
  }
  if (typeof product !== "string" || typeof madeAt !== "string")
    throw damaged(1, "it is not whole");
  return { product, madeAt };
}

type Line = Exclude<BackupLine, { syncToErp: "backup" }>;

/** The change in a sealed line. @throws BackupError `sealed` where no key opens it, `damaged` */
function opened(
  { sealed }: SealedLine,
  scope: Scope | undefined,
  number: number,
  sealer: Sealer | null,
): { readonly change: Change } {
  if (scope === undefined) throw damaged(number, "nobody knows whose it is");
  const keyId = keyOfSealed(sealed);
  if (sealer === null) {
    throw new BackupError(
      "sealed",
      `The backup is sealed with the key "${keyId}", and no TOKEN_KEYS were given. Start this with the server's environment.`,
    );
  }
  try {
    const change = readJson(sealer.open(contextOfLine(scope), sealed).text);
    if (isChange(change)) return { change };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    if (error.code === "unknown-key") {
      throw new BackupError(
        "sealed",
        `The backup is sealed with the key "${keyId}", which TOKEN_KEYS lacks. Add that key behind the others, restart, and import again.`,
        { cause: error },
      );
    }
    throw new BackupError(
      "sealed",
      `Line ${number} of the backup does not open with the key "${keyId}" of TOKEN_KEYS: it is not the key that sealed it, or the file was altered. Put the right key back and restart, or take another backup.`,
      { cause: error },
    );
  }
  throw damaged(number, "it is none of ours");
}

function readLine(text: string, number: number): Line | SealedLine {
  const found = readJson(text);
  if (isObject(found) && Object.keys(found).length === 1) {
    const { scope, change, sealed, end } = found;
    if (typeof sealed === "string") return { sealed };
    if (isScope(scope)) return { scope };
    if (isChange(change)) return { change };
    if (isObject(end) && typeof end["sha256"] === "string") {
      return { end } as unknown as Extract<BackupLine, { end: unknown }>;
    }
  }
  throw damaged(number, "it is none of ours");
}

function isScope(value: unknown): value is Scope {
  if (!isObject(value)) return false;
  const { kind, tenantId, mailboxId, connectionId } = value;
  switch (kind) {
    case "mailbox":
      return typeof tenantId === "string" && typeof mailboxId === "string";
    case "connection":
      return typeof connectionId === "string";
    case "tenant":
      return typeof tenantId === "string";
    default:
      return kind === "installation";
  }
}

/** A backup knows no removals: it makes a scope out of nothing. */
function isChange(value: unknown): value is Change {
  if (!isObject(value)) return false;
  const { kind, collection, key, document, entry } = value;
  if (kind === "append") return isObject(entry);
  return (
    kind === "put" && isCollection(collection) && typeof key === "string" && isObject(document)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damaged(line: number | undefined, why: string): BackupError {
  const where = line === undefined ? "" : ` in line ${line}`;
  return new BackupError("damaged", `The backup is damaged${where}: ${why}. Take another.`);
}

/** What follows the last line break is a line that was cut off: nobody gets to see it. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine> {
  let parts: Uint8Array[] = [];
  let [partBytes, fileBytes, number] = [0, 0, 0];
  for await (const piece of bytes) {
    fileBytes += piece.length;
    if (fileBytes > fileBytesMax) throw tooLarge("file");
    let start = 0;
    let lineEnd: number;
    while ((lineEnd = piece.indexOf(10, start)) >= 0) {
      parts.push(piece.subarray(start, lineEnd));
      start = lineEnd + 1;
      number += 1;
      yield { number, text: Buffer.concat(parts).toString("utf8") };
      parts = [];
      partBytes = 0;
    }
    partBytes += piece.length - start;
    if (partBytes > lineBytesMax) throw number === 0 ? notOurs() : tooLarge("line");
    parts.push(Uint8Array.from(piece.subarray(start)));
  }
  // A first line that never ends is no backup that was cut off, but something else.
  if (number === 0 && partBytes > 0) headOf(Buffer.concat(parts).toString("utf8"));
}

function notOurs(): BackupError {
  return new BackupError("foreign", "This is not a backup of Sync to ERP.");
}

function tooLarge(what: "file" | "line"): BackupError {
  return new BackupError("too-large", `The backup has a ${what} that is larger than any can be.`);
}
