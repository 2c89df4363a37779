import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * Encryption of what must be kept secret at rest: AES-256-GCM under a ring of keys. A sealed text is
 * bound to its context (whose it is and what for), so a row copied to another person does not open.
 */
export interface Sealer {
  /** @param context what the text belongs to; the same is needed to open it. */
  seal(context: readonly string[], text: string): string;
  /**
   * `stale`: it was sealed with a key that is no longer the current one, and should be sealed anew.
   * @throws SealError `unknown-key` | `damaged`
   */
  open(
    context: readonly string[],
    sealed: string,
  ): { readonly text: string; readonly stale: boolean };
}

export interface SealKey {
  /** Letters, digits, `-` and `_`: it stands in front of what it sealed. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

export class SealError extends Error {
  override readonly name = "SealError";
  readonly code: "unknown-key" | "damaged";

  constructor(code: SealError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Names the format inside the authenticated data: a later one cannot be mistaken for this one. */
const VERSION = "v1";
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
/** Stated when opening, since a shortened tag would otherwise be accepted and could be guessed. */
const TAG_BYTES = 16;

/**
 * Seals with the first key and opens with any of them. The result reads `<key id>.<base64url>` of
 * nonce, ciphertext and tag.
 * @throws Error where there is no key or one is not 32 bytes long.
 */
export function createSealer(
  keys: readonly SealKey[],
  random: (length: number) => Uint8Array = randomBytes,
): Sealer {
  const [current] = keys;
  if (current === undefined || keys.some(({ bytes }) => bytes.length !== 32)) {
    throw new Error("A sealer needs at least one key, and every key must have 32 bytes.");
  }
  const bound = (context: readonly string[]): Buffer =>
    Buffer.from(JSON.stringify([VERSION, ...context]));

  return {
    seal: (context, text) => {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, current.bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(bound(context));
      const bytes = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
      return `${current.id}.${Buffer.concat(bytes).toString("base64url")}`;
    },
    open: (context, sealed) => {
      const [id = "", encoded = ""] = sealed.split(".");
      const key = keys.find((candidate) => candidate.id === id);
      if (key === undefined) {
        throw new SealError(
          "unknown-key",
          `Sealed with key "${id}", which is not in the key ring.`,
        );
      }
      const bytes = Buffer.from(encoded, "base64url");
      if (bytes.length < NONCE_BYTES + TAG_BYTES) {
        throw new SealError("damaged", "The sealed text is too short.");
      }
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(-TAG_BYTES);
      const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(bound(context));
      decipher.setAuthTag(tag);
      try {
        const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return { text: Buffer.concat([text, decipher.final()]).toString(), stale: key !== current };
      } catch {
        throw new SealError("damaged", "The sealed text was altered or belongs to something else.");
      }
    },
  };
}
