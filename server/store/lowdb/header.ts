import { StoreError } from "../store.ts";

/**
 * The first line of every file: `sync-to-erp <what> <format version> <facts as JSON>`. Files of a
 * newer version are refused by name, because reading half of them would lose the other half; older
 * ones are migrated when their scope is opened.
 */
export const formatVersion = 3;

/**
 * What is written. Format 3 is a snapshot whose history was trimmed and stands in another file; where
 * nothing was, a version that reads format 2 alone can still be gone back to.
 */
export const usualVersion = 2;

const pattern = /^sync-to-erp ([a-z]+) (\d+) (\{.*\})$/;

export interface Header {
  readonly version: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

export function writeHeader(what: string, facts: object, version = usualVersion): string {
  return `sync-to-erp ${what} ${version} ${JSON.stringify(facts)}\n`;
}

/**
 * A first line (without its line break); `undefined` where it is not one of ours.
 * @throws StoreError `refused` where it was written by a newer version.
 */
export function readHeader(line: string, what: string, path: string): Header | undefined {
  const found = pattern.exec(line);
  if (found?.[1] !== what) return undefined;
  const version = Number(found[2]);
  if (version > formatVersion) {
    throw new StoreError(
      "refused",
      `${path} is in format ${version} and this version of Sync to ERP reads format ${formatVersion}. ` +
        "It was written by a newer version: install that one again.",
    );
  }
  try {
    return { version, facts: JSON.parse(found[3] ?? "") as Header["facts"] };
  } catch {
    return undefined;
  }
}
