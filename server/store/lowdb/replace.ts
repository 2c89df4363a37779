import { basename, dirname, join } from "node:path";
import { StoreError } from "../store.ts";
import { systemCode } from "../../lib/system-code.ts";
import type { Files } from "./files.ts";

/**
 * Erasing and replacing the folder of a scope, in steps of which a stop leaves either the old state
 * or the new one: never a part of one, and never an empty scope where there was a full one.
 */

/** Removes a scope's folder. */
export async function removeFolder(files: Files, root: string, path: string): Promise<void> {
  if ((await files.size(path)) === undefined) return;
  // Renamed first: a stop in the middle leaves rubbish, not half a mailbox.
  const erased = join(root, `${prefix.erased}${basename(path)}`);
  await files.remove(erased);
  await files.rename(path, erased);
  await files.syncFolder(dirname(path));
  await files.remove(erased);
}

/** Where the new state of a scope is built; what is left there by a stop is rubbish. */
export function buildingFolder(root: string, count: number): string {
  return join(root, `${prefix.building}${count}`);
}

/**
 * Puts a folder that is built and durable in the place of `path`.
 * @throws StoreError `refused` where it is decided and could not be finished: only the next start
 * can, and until then nobody may write to the old one.
 */
export async function replaceFolder(
  files: Files,
  root: string,
  built: string,
  path: string,
): Promise<void> {
  const ready = join(root, `${prefix.ready}${basename(dirname(path))}-${basename(path)}`);
  // From here on it is done, now or at the next start.
  await files.rename(built, ready);
  try {
    await files.syncFolder(root);
    await putInPlace(files, root, ready, path);
  } catch (error) {
    throw new StoreError(
      "refused",
      `${ready} could not be put in its place (${systemCode(error) ?? String(error)}). Check the disk, ` +
        "then restart the server: that finishes it.",
      { cause: error },
    );
  }
}

/** At the start: finishes what was decided, removes what was not. */
export async function finishReplacing(files: Files, root: string): Promise<void> {
  for (const name of await files.list(root)) {
    const path = join(root, name);
    if (name.startsWith(prefix.erased) || name.startsWith(prefix.building)) {
      await files.remove(path);
    } else if (name.startsWith(prefix.ready)) {
      const [kind = "", ...rest] = name.slice(prefix.ready.length).split("-");
      await putInPlace(files, root, path, join(root, kind, rest.join("-")));
    }
  }
}

async function putInPlace(files: Files, root: string, ready: string, path: string): Promise<void> {
  await removeFolder(files, root, path);
  await files.makeFolder(dirname(path));
  await files.rename(ready, path);
  await files.syncFolder(dirname(path));
  await files.syncFolder(root);
}

const prefix = { erased: ".erased-", building: ".building-", ready: ".ready-" };
