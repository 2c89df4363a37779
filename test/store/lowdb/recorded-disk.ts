import { basename, dirname } from "node:path";
import type { AppendFile, Files } from "../../../server/store/lowdb/files.ts";

/**
 * A disk in memory that records every step, so that the disk as it was after any of them can be made
 * again: after a kill (all steps so far count, the last one perhaps by half) or after a loss of power
 * (what was not flushed is there, gone, or damaged).
 */
export interface RecordedDisk {
  readonly files: Files;
  readonly steps: readonly Step[];
}

/** One change of the disk; `half` does a part of it. */
export interface Step {
  readonly name: string;
  readonly act: (disk: Disk, half: boolean) => void;
}

/** Draws a whole number below `below`. */
export type Draw = (below: number) => number;

export interface Disk {
  readonly root: Folder;
  /** Changes of names that no flush has made durable, oldest first. */
  pending: NameChange[];
}

type Item = Folder | Data;

interface Folder {
  readonly now: Map<string, Item>;
  durable: Map<string, Item>;
}

interface Data {
  now: Buffer;
  durable: Buffer;
}

interface NameChange {
  readonly folders: readonly Folder[];
  readonly apply: (names: (folder: Folder) => Map<string, Item>) => void;
}

export function emptyDisk(): Disk {
  return { root: newFolder(), pending: [] };
}

export function recordedDisk(disk: Disk = emptyDisk()): RecordedDisk {
  const steps: Step[] = [];
  async function step(name: string, act: Step["act"]): Promise<void> {
    steps.push({ name, act });
    act(disk, false);
    // Others get their turn, as they do while a real disk works.
    await Promise.resolve();
  }
  const files: Files = {
    read: async (path) => dataAt(disk, path)?.now,
    async readPart(path, from, length) {
      const data = dataAt(disk, path);
      if (data === undefined) throw missing(path);
      return data.now.subarray(from, from + length);
    },
    async size(path) {
      const item = itemAt(disk, path);
      return item === undefined ? undefined : sizeOf(item);
    },
    async list(path) {
      const item = itemAt(disk, path);
      return item !== undefined && isFolder(item) ? [...item.now.keys()] : [];
    },
    async makeFolder(path) {
      if (itemAt(disk, path) !== undefined) return;
      await step(`make ${path}`, (on) => {
        folderAt(on, path);
      });
      for (let made = path; made !== "/"; made = dirname(made)) {
        await files.syncFolder(dirname(made));
      }
    },
    async write(path, bytes) {
      await step(`write ${path}`, (on, half) => writeAll(on, path, bytes, half));
    },
    async create(path, bytes) {
      if (itemAt(disk, path) !== undefined) return false;
      await step(`create ${path}`, (on, half) => writeAll(on, path, bytes, half));
      return true;
    },
    async openAppend(path): Promise<AppendFile> {
      if (dataAt(disk, path) === undefined) {
        await step(`open ${path}`, (on) => {
          name(on, path, newData());
        });
      }
      const here = () => dataAt(disk, path) ?? newData();
      return {
        get size() {
          return here().now.length;
        },
        append: (bytes) =>
          step(`append ${path}`, (on, half) => {
            const data = dataAt(on, path)!;
            data.now = Buffer.concat([
              data.now,
              half ? bytes.subarray(0, bytes.length / 2) : bytes,
            ]);
          }),
        sync: () =>
          step(`sync ${path}`, (on, half) => {
            if (!half) flush(dataAt(on, path)!);
          }),
        truncate: (size) =>
          step(`truncate ${path}`, (on, half) => {
            const data = dataAt(on, path)!;
            if (!half) data.now = data.now.subarray(0, size);
          }),
        close: async () => undefined,
      };
    },
    rename: (from, to) =>
      step(`rename ${from}`, (on, half) => {
        const item = itemAt(on, from);
        if (item === undefined) throw missing(from);
        if (half) return;
        const [source, target] = [folderAt(on, dirname(from)), folderAt(on, dirname(to))];
        changeNames(on, [source, target], (names) => {
          names(source).delete(basename(from));
          names(target).set(basename(to), item);
        });
      }),
    remove: (path) =>
      step(`remove ${path}`, (on, half) => {
        const item = itemAt(on, path);
        if (item === undefined) return;
        const folder = half && isFolder(item) ? item : folderAt(on, dirname(path));
        const gone =
          folder === item ? [...item.now.keys()].slice(0, 1) : half ? [] : [basename(path)];
        for (const one of gone) changeNames(on, [folder], (names) => names(folder).delete(one));
      }),
    syncFolder: (path) =>
      step(`sync ${path}`, (on, half) => {
        const folder = folderAt(on, path);
        if (half) return;
        for (const change of on.pending) {
          if (change.folders.includes(folder)) change.apply((one) => one.durable);
        }
        on.pending = on.pending.filter(({ folders }) => !folders.includes(folder));
      }),
  };
  return { files, steps };
}

/** The disk on which these steps were done, the last one by half if `torn`. */
export function diskAfter(start: () => Disk, steps: readonly Step[], torn: boolean): Disk {
  const disk = start();
  for (const [index, { act }] of steps.entries()) act(disk, torn && index === steps.length - 1);
  return disk;
}

/**
 * What is left of a disk after a loss of power: of the changes of names that were not flushed, the
 * first few; of bytes that were not flushed, some, and of these some wrong.
 */
export function afterPowerLoss(disk: Disk, draw: Draw): Disk {
  for (const change of disk.pending.slice(0, draw(disk.pending.length + 1))) {
    change.apply((folder) => folder.durable);
  }
  return { root: lost(disk.root, draw) as Folder, pending: [] };
}

function lost(item: Item, draw: Draw): Item {
  if (isFolder(item)) {
    const names = new Map([...item.durable].map(([one, inner]) => [one, lost(inner, draw)]));
    return { now: names, durable: new Map(names) };
  }
  const { now, durable } = item;
  let bytes = durable;
  if (now.subarray(0, durable.length).equals(durable)) {
    bytes = Buffer.from(now.subarray(0, durable.length + draw(now.length - durable.length + 1)));
    const fresh = bytes.length - durable.length;
    // A length that was written before its bytes were.
    if (fresh > 0 && draw(2) === 0) bytes.fill(0, durable.length + draw(fresh));
    else if (fresh > 0 && draw(4) === 0) bytes[durable.length + draw(fresh)]! ^= 1;
  } else if (draw(2) === 0) {
    bytes = now;
  }
  return { now: bytes, durable: bytes };
}

function newFolder(): Folder {
  return { now: new Map(), durable: new Map() };
}

function newData(): Data {
  return { now: Buffer.alloc(0), durable: Buffer.alloc(0) };
}

function isFolder(item: Item): item is Folder {
  return item.now instanceof Map;
}

function sizeOf(item: Item): number {
  return isFolder(item) ? 0 : item.now.length;
}

function flush(data: Data): void {
  data.durable = data.now;
}

function writeAll(disk: Disk, path: string, bytes: Uint8Array, half: boolean): void {
  const data = dataAt(disk, path) ?? newData();
  if (dataAt(disk, path) === undefined) name(disk, path, data);
  data.now = Buffer.from(half ? bytes.subarray(0, bytes.length / 2) : bytes);
  if (!half) flush(data);
}

function name(disk: Disk, path: string, item: Item): void {
  const folder = folderAt(disk, dirname(path));
  changeNames(disk, [folder], (names) => names(folder).set(basename(path), item));
}

function changeNames(disk: Disk, folders: readonly Folder[], apply: NameChange["apply"]): void {
  apply((folder) => folder.now);
  disk.pending.push({ folders, apply });
}

function itemAt(disk: Disk, path: string): Item | undefined {
  let item: Item | undefined = disk.root;
  for (const part of path.split("/").filter((one) => one !== "")) {
    item = item !== undefined && isFolder(item) ? item.now.get(part) : undefined;
  }
  return item;
}

function dataAt(disk: Disk, path: string): Data | undefined {
  const item = itemAt(disk, path);
  return item === undefined || isFolder(item) ? undefined : item;
}

/** The folder, made where it is missing. */
function folderAt(disk: Disk, path: string): Folder {
  let folder = disk.root;
  for (const part of path.split("/").filter((one) => one !== "")) {
    const there = folder.now.get(part);
    if (there !== undefined && isFolder(there)) {
      folder = there;
    } else {
      const [parent, made] = [folder, newFolder()];
      changeNames(disk, [parent], (names) => names(parent).set(part, made));
      folder = made;
    }
  }
  return folder;
}

function missing(path: string): Error {
  return Object.assign(new Error(`ENOENT ${path}`), { code: "ENOENT" });
}
