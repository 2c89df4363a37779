import { diskFiles, type AppendFile, type Files } from "../../../server/store/lowdb/files.ts";

export interface FaultyDisk {
  readonly files: Files;
  /** Steps (writes, renames, flushes ...) taken since the last `plan`. */
  readonly steps: number;
  /** What happens at each step from now on; `undefined`: nothing. The first step is 1. */
  plan(fault: (step: number, operation: string, path: string) => Fault | undefined): void;
}

export type Fault =
  /** The process is killed here: this and every later step fails; `torn`: a half of it was done. */
  | { readonly kind: "killed"; readonly torn: boolean }
  /** The system answers with this code and does nothing. */
  | { readonly kind: "error"; readonly code: string; readonly torn?: boolean };

/** The real disk, with faults between its steps. */
export function faultyDisk(): FaultyDisk {
  let steps = 0;
  let killed = false;
  let planned: Parameters<FaultyDisk["plan"]>[0] = () => undefined;

  /** @param half does a part of the step, as a kill in the middle of it would. */
  async function step<T>(
    operation: string,
    path: string,
    act: () => Promise<T>,
    half?: () => Promise<unknown>,
  ): Promise<T> {
    steps += 1;
    if (killed) throw new Error("killed");
    const fault = planned(steps, operation, path);
    if (fault === undefined) return act();
    if (fault.torn === true) await half?.();
    if (fault.kind === "error") throw Object.assign(new Error(fault.code), { code: fault.code });
    killed = true;
    throw new Error("killed");
  }

  const files: Files = {
    ...diskFiles,
    makeFolder: (path) => step("makeFolder", path, () => diskFiles.makeFolder(path)),
    write: (path, bytes) =>
      step(
        "write",
        path,
        () => diskFiles.write(path, bytes),
        () => diskFiles.write(path, bytes.subarray(0, bytes.length / 2)),
      ),
    rename: (from, to) => step("rename", from, () => diskFiles.rename(from, to)),
    remove: (path) => step("remove", path, () => diskFiles.remove(path)),
    syncFolder: (path) => step("syncFolder", path, () => diskFiles.syncFolder(path)),
    async openAppend(path): Promise<AppendFile> {
      const file = await diskFiles.openAppend(path);
      return {
        get size() {
          return file.size;
        },
        append: (bytes) =>
          step(
            "append",
            path,
            () => file.append(bytes),
            () => file.append(bytes.subarray(0, bytes.length / 2)),
          ),
        sync: () => step("sync", path, () => file.sync()),
        truncate: (size) => step("truncate", path, () => file.truncate(size)),
        close: () => file.close(),
      };
    },
  };
  return {
    files,
    get steps() {
      return steps;
    },
    plan(fault) {
      planned = fault;
      steps = 0;
      killed = false;
    },
  };
}
