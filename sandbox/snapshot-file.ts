import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** A file that holds the newest snapshot, written a moment after the last change. */
export interface SnapshotFile<T> {
  /** What an earlier start left, or `undefined`. Throws where the file is damaged. */
  load(): Promise<T | undefined>;
  /** Says that something changed. */
  touch(): void;
  /** Writes at once what was touched. */
  flush(): Promise<void>;
}

const QUIET_MS = 500;

/** `take` is asked for the snapshot when it is written. */
export function createSnapshotFile<T>(path: string, take: () => T): SnapshotFile<T> {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const write = async (): Promise<void> => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // Beside it first: a crash in between leaves the last good one.
    await writeFile(`${path}.new`, JSON.stringify(take()), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  const flush = (): Promise<void> => {
    if (timer !== undefined) {
      clearTimeout(timer);
      timer = undefined;
      writing = writing.then(write);
    }
    return writing;
  };

  return {
    load: async () => {
      let text: string;
      try {
        text = await readFile(path, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
      try {
        return JSON.parse(text) as T;
      } catch (cause) {
        throw new Error(`${path} is damaged: start with --fresh to begin anew.`, { cause });
      }
    },
    touch: () => {
      timer ??= setTimeout(() => void flush(), QUIET_MS);
      timer.unref();
    },
    flush,
  };
}
