import { scopeKey, StoreError, type Scope } from "../store.ts";

/**
 * The first line of every file: `sync-to-erp <what> <format version> <facts as JSON>`. Files of a
 * newer version are refused by name, because reading half of them would lose the other half; older
 * ones are migrated when their scope is opened.
 */
export const formatVersion = 4;

/**
 * What is written. Format 3 is a snapshot whose history was trimmed and stands in another file, format 4
 * is sealed; where there is neither, a version that reads format 2 alone can still be gone back to.
 */
const usualVersion = 2;
export const trimmedVersion = 3;
const sealedVersion = 4;

const pattern = /^sync-to-erp ([a-z]+) (\d+) (\{.*\})$/;

export interface Header {
  readonly version: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** @param keyId what the file is sealed with; `undefined`: nothing */
export function writeHeader(
  what: string,
  facts: object,
  keyId: string | undefined,
  version = usualVersion,
): string {
  const [number, all] =
    keyId === undefined ? [version, facts] : [sealedVersion, { ...facts, key: keyId }];
  return `sync-to-erp ${what} ${number} ${JSON.stringify(all)}\n`;
}

/** First lines are short: ids are. Scopes of longer ones would not be found. */
export const firstLineBytes = 4096;

/**
 * What a file of any kind is sealed with, from its first bytes; `undefined`: nothing.
 * @throws StoreError `refused` where it was written by a newer version.
 */
export function keyOfFile(firstBytes: Buffer, path: string): string | undefined {
  const line = firstBytes.toString("utf8").split("\n", 1)[0] ?? "";
  const what = pattern.exec(line)?.[1] ?? "";
  const header = readHeader(line, what, path);
  return header && keyOfFacts(header.facts);
}

/** What a file is sealed with, as its first line says; `undefined`: nothing. */
export function keyOfFacts(facts: Header["facts"]): string | undefined {
  return facts["key"] as string | undefined;
}

/** A file that was copied here from another scope would hand one person's data to another. */
export function checkScope(facts: Header["facts"], expected: Scope, path: string): void {
  const found = facts["scope"] as Scope;
  if (scopeKey(found) === scopeKey(expected)) return;
  throw new StoreError(
    "refused",
    `${path} belongs to ${scopeKey(found)}, not to ${scopeKey(expected)}. Put it back where it came from.`,
  );
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
