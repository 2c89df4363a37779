import { createReadStream } from "node:fs";
import { access, constants, open, rename, rm, stat } from "node:fs/promises";
import { Transform, type Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  backupEndSchema,
  type BackupEndLine,
  type ImportReportView,
} from "../api/contract/operator.ts";
import { systemCode } from "../lib/system-code.ts";
import type { Client } from "./client.ts";
import { CliError } from "./failure.ts";

/** In place of a file's name: standard output, and standard input. */
export const streamed = "-";

/** Longer last lines do not occur: it holds counts, keys and what was refused. */
const lastLineBytesMax = 1024 * 1024;

/**
 * Writes a backup under another name and gives it its own when its last line has arrived: a file
 * of that name is whole. Only the account of whoever exports reads it, for it holds people's data.
 */
export async function exportTo(client: Client, file: string): Promise<BackupEndLine["end"]> {
  if ((await stat(file).catch(() => undefined)) !== undefined) {
    throw new CliError("exists", `${file} is there already.`, "Name another file, or remove it.");
  }
  const part = `${file}.part`;
  try {
    await rm(part, { force: true });
    const written = await open(part, "wx", 0o600);
    try {
      await pipeline(await client.exported(), written.createWriteStream({ flush: true }));
    } finally {
      await written.close();
    }
    const end = await lastLine(part);
    await rename(part, file);
    return end;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error instanceof CliError ? error : notWritten(file, error);
  }
}

/**
 * Writes a backup to `out`, for whoever may not write a file where it is to lie. What came before the
 * failure has been written by then: the exit code tells a whole one.
 */
export async function exportThrough(client: Client, out: Writable): Promise<BackupEndLine["end"]> {
  let tail = Buffer.alloc(0);
  const seen = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      tail = Buffer.concat([tail, chunk]).subarray(-lastLineBytesMax);
      done(null, chunk);
    },
  });
  try {
    await pipeline(await client.exported(), seen, out, { end: false });
  } catch (error) {
    throw error instanceof CliError ? error : notWritten("standard output", error);
  }
  return endOf(tail);
}

async function lastLine(path: string): Promise<BackupEndLine["end"]> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, lastLineBytesMax);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return endOf(buffer);
  } finally {
    await handle.close();
  }
}

function endOf(tail: Buffer): BackupEndLine["end"] {
  const line = tail.toString("utf8").trimEnd().split("\n").at(-1) ?? "";
  try {
    return backupEndSchema.parse(JSON.parse(line)).end;
  } catch (cause) {
    throw new CliError("truncated", "The backup did not arrive to its end.", "Try again.", {
      cause,
    });
  }
}

/** What to do about what the operating system says of a file. */
const remedies: Readonly<Record<string, string | undefined>> = {
  ENOENT: "Make its folder first, or name another one.",
  ENOSPC: "Make room, then try again.",
  EACCES: "This account may not write there: name another folder, or let `export -` write to you.",
  EPERM: "This account may not write there: name another folder, or let `export -` write to you.",
  EROFS: "Nothing can be written there: name another folder, or let `export -` write to you.",
};

function notWritten(file: string, error: unknown): CliError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CliError(
    "not-written",
    `No backup was written to ${file}: ${reason}.`,
    remedies[systemCode(error) ?? ""] ?? "Look whether the server stopped, then try again.",
    { cause: error },
  );
}

export async function importFrom(client: Client, file: string): Promise<ImportReportView> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new CliError("not-found", `${file} is no file.`);
    await access(file, constants.R_OK);
  } catch (error) {
    if (error instanceof CliError) throw error;
    if (systemCode(error) === "ENOENT") {
      throw new CliError("not-found", `There is no file ${file}.`, "Name it with its folder.");
    }
    throw new CliError(
      "not-read",
      `${file} may not be read by this account.`,
      "Hand it over: `import - < FILE`, which your own account opens.",
    );
  }
  return client.imported(createReadStream(file));
}

/** The same of what comes in; it is checked as a whole before anything is touched. */
export function importThrough(client: Client, input: Readable): Promise<ImportReportView> {
  return client.imported(input);
}
