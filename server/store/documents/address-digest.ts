import { createHash } from "node:crypto";

/**
 * Stands for a mail address where that it was erased must be remembered and the address must not.
 * @returns SHA-256, hexadecimal; the same however the address is capitalized
 */
export function addressDigest(tenantId: string, address: string): string {
  return createHash("sha256").update(`${tenantId}\n${address.toLowerCase()}`).digest("hex");
}
