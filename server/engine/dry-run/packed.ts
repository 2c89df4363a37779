import { deflateSync, inflateSync } from "node:zlib";
import type { PlanEntry } from "./entries.ts";

/** Entries that are kept until somebody reads them: a tenth of what they take as they are. */
export type Packed = Buffer;

export function pack(entries: readonly PlanEntry[]): Packed {
  return deflateSync(JSON.stringify(entries));
}

export function unpack(packed: Packed): readonly PlanEntry[] {
  return JSON.parse(inflateSync(packed).toString()) as readonly PlanEntry[];
}
