import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { freeze, readChanges } from "../contents.ts";
import type { Change, Scope } from "../store.ts";
import type { AtRest } from "./at-rest.ts";
import { checkScope, keyOfFacts, readHeader, writeHeader } from "./header.ts";

/**
 * One commit as it stands in the journal: `<crc32> <seq> {"epoch":…,"durable":…,"changes":[…]}`. Where
 * journals are sealed the changes are a text, which opens to the same.
 */
export interface JournalRecord {
  /** Counts the commits of a scope from 1, without gaps. */
  readonly seq: number;
  readonly epoch: number;
  /** The last commit that was on the disk, and acknowledged, when this one was written. */
  readonly durable: number;
  readonly changes: readonly Change[];
}

export interface Journal {
  /** What new journals were sealed with when this one was begun; `undefined`: nothing. */
  readonly keyId: string | undefined;
  /** The commit before the first one in here. */
  readonly after: number;
  readonly records: readonly JournalRecord[];
  /** Up to here the file is good; what follows was never acknowledged, or is damaged. */
  readonly goodBytes: number;
  /**
   * A commit that was acknowledged cannot be read: one after it says that it was on the disk. (The
   * end of a journal may be torn without that: nobody was told of a commit that was being written.)
   */
  readonly damaged: boolean;
}

const newline = 10;
/** A long journal is read in turns: other mailboxes are served in between. */
const pauseBytes = 512 * 1024;
const crcLength = 8;

export function journalHeader({ scope, keyId }: AtRest, after: number): Buffer {
  return Buffer.from(writeHeader("journal", { scope, after }, keyId));
}

/** Whose journal it is, from its first line; `undefined` where that cannot be told. */
export function scopeOfJournal(firstBytes: Buffer, path: string): Scope | undefined {
  const end = firstBytes.indexOf(newline);
  if (end < 0) return undefined;
  return readHeader(firstBytes.toString("utf8", 0, end), "journal", path)?.facts["scope"] as
    Scope | undefined;
}

/** @param changes the text of `writeChanges` */
export function journalLine(
  seq: number,
  { epoch, durable }: { readonly epoch: number; readonly durable: number },
  changes: string,
  atRest: AtRest,
): Buffer {
  const written = atRest.writeLine(["journal", String(seq)], changes);
  const value = written === changes ? changes : JSON.stringify(written);
  const body = `${seq} {"epoch":${epoch},"durable":${durable},"changes":${value}}`;
  return Buffer.from(`${checksum(body)} ${body}\n`);
}

/**
 * Reads a journal up to its first bad line.
 * @returns `undefined` where even the first line is incomplete: no commit was ever written then,
 * because the first line is durable before any commit; `"damaged"` where it is complete and wrong.
 * @throws StoreError `refused` on a newer format, another scope, and where no key opens it.
 */
export async function readJournal(
  bytes: Buffer,
  path: string,
  atRest: AtRest,
): Promise<Journal | "damaged" | undefined> {
  const firstLineEnd = bytes.indexOf(newline);
  if (firstLineEnd < 0) return undefined;
  const header = readHeader(bytes.toString("utf8", 0, firstLineEnd), "journal", path);
  const after = header?.facts["after"];
  if (header === undefined || typeof after !== "number") return "damaged";
  checkScope(header.facts, atRest.scope, path);
  const records: JournalRecord[] = [];
  let goodBytes: number | undefined;
  let damaged = false;
  let nextPause = pauseBytes;
  for (let start = firstLineEnd + 1; start < bytes.length;) {
    const end = bytes.indexOf(newline, start);
    const record = end < 0 ? undefined : readLine(bytes.toString("utf8", start, end), path, atRest);
    if (record === undefined) goodBytes ??= start;
    else if (goodBytes === undefined) records.push(record);
    else if (record.durable > (records.at(-1)?.seq ?? after)) damaged = true;
    start = end < 0 ? bytes.length : end + 1;
    if (start > nextPause) {
      nextPause = start + pauseBytes;
      await setImmediate();
    }
  }
  const keyId = keyOfFacts(header.facts);
  return { keyId, after, records, goodBytes: goodBytes ?? bytes.length, damaged };
}

function readLine(line: string, path: string, atRest: AtRest): JournalRecord | undefined {
  const body = line.slice(crcLength + 1);
  if (checksum(body) !== line.slice(0, crcLength)) return undefined;
  const space = body.indexOf(" ");
  const seq = body.slice(0, space);
  const { epoch, durable, changes } = JSON.parse(body.slice(space + 1)) as {
    epoch: number;
    /** Missing in format 1. */
    durable?: number;
    changes: readonly Change[] | string;
  };
  const opened =
    typeof changes === "string"
      ? readChanges(atRest.readLine(["journal", seq], changes, path))
      : (freeze(changes) as readonly Change[]);
  return { seq: Number(seq), epoch, durable: durable ?? 0, changes: opened };
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(crcLength, "0");
}
