import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * Encryption of what must be kept secret at rest: AES-256-GCM under a ring of keys. A sealed text is
 * bound to its context (whose it is and what for), so a row copied to another person does not open.
 */
export interface Sealer {
  /** Of the key that seals now. */
  readonly keyId: string;
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
  /** As `seal`, of what is large: its key is told beside the bytes, by whoever keeps them. */
  sealBytes(context: readonly string[], bytes: Uint8Array): Buffer;
  /** @throws SealError `unknown-key` | `damaged` */
  openBytes(context: readonly string[], keyId: string, sealed: Uint8Array): Buffer;
}

/** The id of the key that a text was sealed with: it stands in front. */
export function keyOfSealed(sealed: string): string {
  return sealed.split(".")[0] ?? "";
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

  const sealer: Sealer = {
    keyId: current.id,
    seal: (context, text) =>
      `${current.id}.${sealer.sealBytes(context, Buffer.from(text)).toString("base64url")}`,
    open: (context, sealed) => {
      const [id = "", encoded = ""] = sealed.split(".");
      const bytes = sealer.openBytes(context, id, Buffer.from(encoded, "base64url"));
      return { text: bytes.toString(), stale: id !== current.id };
    },
    sealBytes: (context, bytes) => {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, current.bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(bound(context));
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    },
    openBytes: (context, keyId, bytes) => {
      const key = keys.find(({ id }) => id === keyId);
      if (key === undefined) {
        throw new SealError(
          "unknown-key",
          `Sealed with key "${keyId}", which is not in the key ring.`,
        );
      }
      if (bytes.length < NONCE_BYTES + TAG_BYTES) {
        throw new SealError("damaged", "The sealed text is too short.");
      }
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(-TAG_BYTES);
      const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(bound(context));
      decipher.setAuthTag(tag);
      try {
        const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]);
      } catch {
        throw new SealError("damaged", "The sealed text was altered or belongs to something else.");
      }
    },
  };
  return sealer;
}
