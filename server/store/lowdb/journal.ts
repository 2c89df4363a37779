import { crc32 } from "node:zlib";
import { freeze } from "../contents.ts";
import type { Change, Scope } from "../store.ts";
import { readHeader, writeHeader } from "./header.ts";

/** One commit as it stands in the journal: `<crc32> <seq> {"epoch":…,"changes":[…]}`. */
export interface JournalRecord {
  /** Counts the commits of a scope from 1, without gaps. */
  readonly seq: number;
  readonly epoch: number;
  readonly changes: readonly Change[];
}

export interface Journal {
  readonly scope: Scope;
  /** The commit before the first one in here. */
  readonly after: number;
  readonly records: readonly JournalRecord[];
  /** Up to here the file is good; what follows was never acknowledged, or is damaged. */
  readonly goodBytes: number;
}

const newline = 10;
const crcLength = 8;

export function journalHeader(scope: Scope, after: number): Buffer {
  return Buffer.from(writeHeader("journal", { scope, after }));
}

/** @param changes the text of `writeChanges` */
export function journalLine(seq: number, epoch: number, changes: string): Buffer {
  const body = `${seq} {"epoch":${epoch},"changes":${changes}}`;
  return Buffer.from(`${checksum(body)} ${body}\n`);
}

/**
 * Reads a journal up to its first bad line: a torn last write is a commit that nobody was told of.
 * @returns `undefined` where even the first line is incomplete: no commit was ever written then,
 * because the first line is durable before any commit; `"damaged"` where it is complete and wrong.
 * @throws StoreError `refused` on a newer format.
 */
export function readJournal(bytes: Buffer, path: string): Journal | "damaged" | undefined {
  let end = bytes.indexOf(newline);
  if (end < 0) return undefined;
  const facts = readHeader(bytes.toString("utf8", 0, end), "journal", path);
  if (facts === undefined || typeof facts["after"] !== "number") return "damaged";
  const records: JournalRecord[] = [];
  let start = end + 1;
  while ((end = bytes.indexOf(newline, start)) >= 0) {
    const record = readLine(bytes.toString("utf8", start, end));
    if (record === undefined) break;
    records.push(record);
    start = end + 1;
  }
  return { scope: facts["scope"] as Scope, after: facts["after"], records, goodBytes: start };
}

function readLine(line: string): JournalRecord | undefined {
  const body = line.slice(crcLength + 1);
  if (checksum(body) !== line.slice(0, crcLength)) return undefined;
  const space = body.indexOf(" ");
  const { epoch, changes } = JSON.parse(body.slice(space + 1)) as {
    epoch: number;
    changes: readonly Change[];
  };
  freeze(changes);
  return { seq: Number(body.slice(0, space)), epoch, changes };
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(crcLength, "0");
}
