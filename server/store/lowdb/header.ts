import { StoreError } from "../store.ts";

/**
 * The first line of every file: `sync-to-erp <what> <format version> <facts as JSON>`. Files of a
 * newer version are refused by name, because reading half of them would lose the other half.
 */
export const formatVersion = 1;

const pattern = /^sync-to-erp ([a-z]+) (\d+) (\{.*\})$/;

export function writeHeader(what: string, facts: object): string {
  return `sync-to-erp ${what} ${formatVersion} ${JSON.stringify(facts)}\n`;
}

/**
 * The facts of a first line (without its line break); `undefined` where it is not one of ours.
 * @throws StoreError `refused` where it was written by a newer version.
 */
export function readHeader(
  line: string,
  what: string,
  path: string,
): Readonly<Record<string, unknown>> | undefined {
  const found = pattern.exec(line);
  if (found?.[1] !== what) return undefined;
  if (Number(found[2]) > formatVersion) {
    throw new StoreError(
      "refused",
      `${path} is in format ${found[2] ?? ""} and this version of Sync to ERP reads format ${formatVersion}. ` +
        "It was written by a newer version: install that one again.",
    );
  }
  try {
    return JSON.parse(found[3] ?? "") as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
