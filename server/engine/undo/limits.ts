import type { UndoDocument } from "../../store/documents/mailbox.ts";

/** What is known of each kept record without reading it. */
export type Undoable = Pick<UndoDocument, "linkId" | "at">;

/** A part of the store's: so many change in one mailbox in weeks, and a first sync of usual size. */
export const recordsMax = 1_000;
export const ageMaxMs = 30 * 24 * 60 * 60 * 1000;
/** The records to let go of, of those given oldest first. @param now ISO 8601 UTC */
export function overdue(records: ReadonlyMap<string, Undoable>, now: string): readonly string[] {
  const tooOld = new Date(Date.parse(now) - ageMaxMs).toISOString();
  const gone: string[] = [];
  for (const [lineId, { at }] of records) {
    if (records.size - gone.length <= recordsMax && at >= tooOld) break;
    gone.push(lineId);
  }
  return gone;
}
