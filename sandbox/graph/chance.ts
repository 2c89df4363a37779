/** Chance that a seed replays. */
import { createHash } from "node:crypto";

/** A small generator of chance (mulberry32): the same seed gives the same numbers. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number from 0 to 1 that belongs to `text` for ever. */
export function numberOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) / 4_294_967_296;
}
