import { applyChanges } from "../contents.ts";
import type { Journal } from "./journal.ts";
import type { ScopeData } from "./snapshot.ts";

/**
 * Brings `data` up to the end of one journal; `false` where commits in between are missing.
 * @param end commits after this one are in the next journal; here they were never acknowledged.
 */
export function replayJournal(data: ScopeData, journal: Journal, end = Infinity): boolean {
  if (journal.after > data.seq) return false;
  for (const record of journal.records) {
    if (record.seq <= data.seq || record.seq > end) continue;
    if (record.seq !== data.seq + 1) return false;
    applyChanges(data.contents, record.changes);
    data.seq = record.seq;
    data.epoch = record.epoch;
  }
  return true;
}
