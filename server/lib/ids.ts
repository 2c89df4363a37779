import { randomBytes } from "node:crypto";

/** Where identifiers come from; tests give a counted source so that a run repeats exactly. */
export interface Ids {
  /** A new unguessable identifier, safe in URLs and file names. */
  next(): string;
}

export const randomIds: Ids = { next: () => randomBytes(16).toString("base64url") };

/** `prefix1`, `prefix2` ...: for tests. */
export function countedIds(prefix = "id"): Ids {
  let count = 0;
  return { next: () => `${prefix}${++count}` };
}
