import { createHmac } from "node:crypto";

/** Shows that one holds `secret` without telling it: worth something for this `nonce` only. */
export function proofOf(secret: string, nonce: string): string {
  return createHmac("sha256", secret).update(nonce).digest("base64url");
}
