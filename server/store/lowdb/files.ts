import * as disk from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { systemCode } from "../../lib/system-code.ts";
import { StoreError } from "../store.ts";

/**
 * The little this store asks of a disk. It is a port so that tests can fill the disk, tear a write
 * and stop the process between any two steps.
 */
export interface Files {
  /** `undefined` where there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  readPart(path: string, from: number, length: number): Promise<Buffer>;
  /** `undefined` where there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** Names in a folder; empty where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Makes a folder and those above it; their names are durable when this resolves. */
  makeFolder(path: string): Promise<void>;
  /** Writes a whole file; its bytes are on the disk when this resolves. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** As `write`, but `false` where the file is there already. */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
  openAppend(path: string): Promise<AppendFile>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a whole folder; nothing where it is missing. */
  remove(path: string): Promise<void>;
  /** Makes names (created, renamed, removed) durable. */
  syncFolder(path: string): Promise<void>;
}

export interface AppendFile {
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** The bytes are on the disk when this resolves. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** Only the account the server runs under may read what it stores. */
const fileMode = 0o600;
const folderMode = 0o700;

export const diskFiles: Files = {
  read: (path) => unlessMissing(disk.readFile(path)),
  async readPart(path, from, length) {
    const handle = await disk.open(path, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  },
  async size(path) {
    return (await unlessMissing(disk.stat(path)))?.size;
  },
  async list(folder) {
    return (await unlessMissing(disk.readdir(folder))) ?? [];
  },
  async makeFolder(path) {
    const first = await disk.mkdir(path, { recursive: true, mode: folderMode });
    if (first === undefined) return;
    const above = dirname(resolve(first));
    for (let made = resolve(path); made !== above; made = dirname(made)) {
      await this.syncFolder(dirname(made));
    }
  },
  async write(path, bytes) {
    await writeThrough(await disk.open(path, "w", fileMode), bytes);
  },
  async create(path, bytes) {
    try {
      await writeThrough(await disk.open(path, "wx", fileMode), bytes);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    }
  },
  async openAppend(path) {
    const handle = await disk.open(path, "a", fileMode);
    let { size } = await handle.stat();
    return {
      get size() {
        return size;
      },
      async append(bytes) {
        for (let done = 0; done < bytes.length;) {
          const { bytesWritten } = await handle.write(bytes, done);
          // A full disk takes a part of it, without an error.
          if (bytesWritten === 0) throw shortWrite(done, bytes.length);
          done += bytesWritten;
        }
        size += bytes.length;
      },
      sync: () => handle.datasync(),
      async truncate(to) {
        await handle.truncate(to);
        size = to;
      },
      close: () => handle.close(),
    };
  },
  rename: (from, to) => disk.rename(from, to),
  async remove(path) {
    await disk.rm(path, { recursive: true, force: true });
  },
  async syncFolder(path) {
    // Windows has no handle of a folder to flush; NTFS journals names by itself.
    if (process.platform === "win32") return;
    const handle = await disk.open(path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/** How many files this process may have open at once; Node has raised it as far as the system lets it. */
export function filesAllowed(): number {
  // Not the names of whoever is connected: asking for them could take seconds.
  const report = Object.assign(process.report, { excludeNetwork: true }).getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: number | "unlimited" } };
  };
  const soft = report.userLimits?.open_files?.soft ?? "unlimited";
  return soft === "unlimited" ? whereUnlimited : soft;
}

/** "unlimited" has an end elsewhere, the whole system's; Windows names no limit at all. */
const whereUnlimited = 16_000;

/** A failed write in the store's own words; anything but a full or read-only disk is `refused`. */
export function writeFailure(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = systemCode(error);
  if (
    code !== undefined &&
    ["ENOSPC", "EDQUOT", "EROFS", "EFBIG", "EACCES", "EPERM"].includes(code)
  ) {
    return new StoreError(
      "full",
      `Nothing was written to ${path}: the disk is full or read-only (${code}). Make room, or let the server write there; it goes on by itself.`,
      { cause: error },
    );
  }
  return new StoreError(
    "refused",
    `Writing ${path} failed (${code ?? String(error)}). Check the disk, then restart the server.`,
    { cause: error },
  );
}

async function writeThrough(handle: disk.FileHandle, bytes: Uint8Array): Promise<void> {
  try {
    // Not `writev`: on a full disk it writes short without an error.
    await handle.writeFile(bytes);
    await checkSize(handle, bytes.length);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function checkSize(handle: disk.FileHandle, expected: number): Promise<void> {
  const { size } = await handle.stat();
  if (size !== expected) throw shortWrite(size, expected);
}

function shortWrite(done: number, expected: number): Error {
  return Object.assign(new Error(`Short write: ${done} of ${expected} bytes.`), { code: "ENOSPC" });
}

async function unlessMissing<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
