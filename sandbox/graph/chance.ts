/** Chance that a seed replays. */
import { createHash } from "node:crypto";

/** A number from 0 to 1 that belongs to `text` for ever. */
export function numberOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) / 4_294_967_296;
}
