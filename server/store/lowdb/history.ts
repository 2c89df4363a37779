import { freeze } from "../contents.ts";
import type { LogEntry } from "../store.ts";
import type { AtRest } from "./at-rest.ts";
import type { Files } from "./files.ts";
import { writeHeader } from "./header.ts";

/** Read from the end in pieces: what a person looks at is nearly always on the last one. */
const pieceBytes = 64 * 1024;
const newline = 10;

/** As much of a history file as counts. */
interface HistoryPart {
  readonly path: string;
  readonly size: number;
}

/**
 * Appends entries behind the first `size` bytes, dropping what lies beyond them (left by a snapshot
 * that was not finished; the journal still holds it).
 * @returns the new size; on the disk when this resolves.
 */
export async function appendHistory(
  files: Files,
  path: string,
  atRest: AtRest,
  size: number,
  entries: readonly LogEntry[],
): Promise<number> {
  if (entries.length === 0) return size;
  const lines = entries
    .map((entry) => `${atRest.writeLine(["history"], JSON.stringify(entry))}\n`)
    .join("");
  const { scope, keyId } = atRest;
  const text = size === 0 ? writeHeader("history", { scope }, keyId) + lines : lines;
  const file = await files.openAppend(path);
  try {
    if (file.size > size) await file.truncate(size);
    await file.append(Buffer.from(text));
    await file.sync();
    return file.size;
  } finally {
    await file.close();
  }
}

/** The entries in the first `size` bytes, newest first. */
export async function* readHistory(
  files: Files,
  { path, size }: HistoryPart,
  atRest: AtRest,
): AsyncGenerator<LogEntry> {
  let end = size;
  /** The beginning of a line whose rest was in the piece after this one. */
  let rest = Buffer.alloc(0);
  while (end > 0) {
    const start = Math.max(0, end - pieceBytes);
    const piece = Buffer.concat([await files.readPart(path, start, end - start), rest]);
    let lineEnd = piece.length;
    let lineBreak: number;
    while (
      lineEnd > 0 &&
      (lineBreak = lineEnd > 1 ? piece.lastIndexOf(newline, lineEnd - 2) : -1) >= 0
    ) {
      yield readEntry(piece.toString("utf8", lineBreak + 1, lineEnd), path, atRest);
      lineEnd = lineBreak + 1;
    }
    // What is left is the first line of the piece, perhaps not all of it; of the file: its header.
    rest = piece.subarray(0, lineEnd);
    end = start;
  }
}

/** The entries in the first `size` bytes, oldest first. */
export async function* readHistoryForward(
  files: Files,
  { path, size }: HistoryPart,
  atRest: AtRest,
): AsyncGenerator<LogEntry> {
  let header = true;
  /** A line whose end is in the next piece. */
  let rest = Buffer.alloc(0);
  for (let start = 0; start < size; start += pieceBytes) {
    const length = Math.min(pieceBytes, size - start);
    const piece = Buffer.concat([rest, await files.readPart(path, start, length)]);
    let lineStart = 0;
    let lineEnd: number;
    while ((lineEnd = piece.indexOf(newline, lineStart)) >= 0) {
      if (!header) yield readEntry(piece.toString("utf8", lineStart, lineEnd), path, atRest);
      header = false;
      lineStart = lineEnd + 1;
    }
    rest = piece.subarray(lineStart);
  }
}

/** Bytes of lines that are written at once. */
const batchBytes = 256 * 1024;

/**
 * Copies the entries in the first `size` bytes into a fresh file, from the first on that is not older
 * than `before` (ISO 8601 UTC).
 * @returns the size of the copy, on the disk when this resolves, and how many were left out
 */
export async function copyHistory(
  files: Files,
  from: HistoryPart,
  to: string,
  atRest: AtRest,
  before: string,
): Promise<{ readonly size: number; readonly dropped: number }> {
  // One that a stop left: whatever is in it was never counted.
  await files.remove(to);
  let size = 0;
  let dropped = 0;
  let isKept = false;
  let batch: LogEntry[] = [];
  let bytes = 0;
  const write = async (): Promise<void> => {
    size = await appendHistory(files, to, atRest, size, batch);
    [batch, bytes] = [[], 0];
  };
  for await (const entry of readHistoryForward(files, from, atRest)) {
    isKept ||= entry.at >= before;
    if (!isKept) {
      dropped += 1;
      continue;
    }
    batch.push(entry);
    bytes += JSON.stringify(entry).length;
    if (bytes > batchBytes) await write();
  }
  await write();
  return { size, dropped };
}

/** The oldest entry in the first `size` bytes. */
export async function oldestOf(
  files: Files,
  part: HistoryPart,
  atRest: AtRest,
): Promise<LogEntry | undefined> {
  for await (const entry of readHistoryForward(files, part, atRest)) return entry;
  return undefined;
}

function readEntry(line: string, path: string, atRest: AtRest): LogEntry {
  return freeze(JSON.parse(atRest.readLine(["history"], line.trimEnd(), path))) as LogEntry;
}
