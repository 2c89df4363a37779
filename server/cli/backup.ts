import { createReadStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import {
  backupEndSchema,
  type BackupEndLine,
  type ImportReportView,
} from "../api/contract/operator.ts";
import type { Client } from "./client.ts";
import { CliError } from "./failure.ts";

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

async function lastLine(path: string): Promise<BackupEndLine["end"]> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, lastLineBytesMax);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const line = buffer.toString("utf8").trimEnd().split("\n").at(-1) ?? "";
    return backupEndSchema.parse(JSON.parse(line)).end;
  } catch (cause) {
    throw new CliError("truncated", "The backup did not arrive to its end.", "Try again.", {
      cause,
    });
  } finally {
    await handle.close();
  }
}

function notWritten(file: string, error: unknown): CliError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CliError(
    "not-written",
    `No backup was written to ${file}: ${reason}.`,
    "Make room or look whether the server stopped, then try again.",
    { cause: error },
  );
}

export async function importFrom(client: Client, file: string): Promise<ImportReportView> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new CliError("not-found", `There is no file ${file}.`);
  return client.imported(createReadStream(file));
}
