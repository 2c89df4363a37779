import { keyOfSealed, SealError, type Sealer } from "../../lib/sealer.ts";
import { scopeKey, StoreError, type Scope } from "../store.ts";

/**
 * How what is written of a scope lies on the disk: sealed where there are keys, else as it is. What is
 * sealed opens in its own place alone: in this scope, in a file of this kind, and of a journal as this
 * commit.
 */
export interface AtRest {
  readonly scope: Scope;
  /** The key that seals now, which stands in the first line of files; absent: they are readable. */
  readonly keyId: string | undefined;
  /** A line without its line break. @param place the kind of file, and where in it */
  writeLine(place: Place, text: string): string;
  /** What `writeLine` was given, whether it was sealed or not. @throws StoreError `refused` */
  readLine(place: Place, line: string, path: string): string;
  writeBody(place: Place, text: string): Buffer;
  /** @param keyId of the file's first line @throws StoreError `refused` */
  readBody(place: Place, keyId: string | undefined, bytes: Buffer, path: string): string;
}

type Place = readonly ["snapshot" | "part" | "history"] | readonly ["journal", commit: string];

/** @param sealer absent: what is written stays readable, and what is sealed is refused */
export function atRestOf(sealer: Sealer | undefined, scope: Scope): AtRest {
  const contextOf = (place: Place): readonly string[] => ["store", scopeKey(scope), ...place];

  function opened<T>(path: string, keyId: string, open: (sealer: Sealer) => T): T {
    if (sealer === undefined) throw refusal("no-keys", path, keyId);
    try {
      return open(sealer);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      throw refusal(error.code, path, keyId, error);
    }
  }

  return {
    scope,
    keyId: sealer?.keyId,
    writeLine: (place, text) => sealer?.seal(contextOf(place), text) ?? text,
    readLine(place, line, path) {
      // JSON begins with a bracket, which no key's id has.
      if (/^[[{]/.test(line)) return line;
      return opened(path, keyOfSealed(line), (ring) => ring.open(contextOf(place), line).text);
    },
    writeBody: (place, text) =>
      sealer?.sealBytes(contextOf(place), Buffer.from(text)) ?? Buffer.from(text),
    readBody(place, keyId, bytes, path) {
      if (keyId === undefined) return bytes.toString("utf8");
      return opened(path, keyId, (ring) =>
        ring.openBytes(contextOf(place), keyId, bytes).toString("utf8"),
      );
    },
  };
}

function refusal(
  code: SealError["code"] | "no-keys",
  path: string,
  keyId: string,
  cause?: SealError,
): StoreError {
  switch (code) {
    case "no-keys":
      return new StoreError(
        "refused",
        `${path} is sealed with the key "${keyId}", and no TOKEN_KEYS were given. Nothing was changed. ` +
          "Start this with the server's environment.",
      );
    case "unknown-key":
      return new StoreError(
        "refused",
        `${path} is sealed with the key "${keyId}", which TOKEN_KEYS lacks. Nothing was changed. ` +
          "Add that key behind the others, and restart.",
        { cause },
      );
    case "damaged":
      return new StoreError(
        "refused",
        `${path} does not open with the key "${keyId}" of TOKEN_KEYS: it is not the key that sealed it, ` +
          "or the file was altered. Nothing was changed. Put the right key back and restart, or restore " +
          "this mailbox from a backup.",
        { cause },
      );
  }
}
