import type {
  CursorDocument,
  HistoryEntry,
  InboxDocument,
} from "../../server/store/documents/mailbox.ts";
import { put, type Change, type Scope } from "../../server/store/store.ts";

/** Small documents for tests of the store, which does not look inside them. */
export const ada: Scope = { kind: "mailbox", tenantId: "contoso", mailboxId: "ada" };

export function cursor(text: string): CursorDocument {
  return { cursor: text, window: null, savedAt: "2026-11-20T08:00:00.000Z" };
}

export function putCursor(key: string, text: string): Change {
  return put("cursors", key, cursor(text));
}

export function retry(key: string): InboxDocument {
  return { kind: "retry", key };
}

export function entry(id: string, linkId: string | null = null): HistoryEntry {
  return {
    id,
    at: "2026-11-20T08:00:00.000Z",
    linkId,
    kind: "updated",
    side: "erp",
    origin: "microsoft",
    subject: `Besuch bei Müller ${id}`,
    changes: [{ field: "subject", from: null, to: "Grüße" }],
    because: "R4",
    runId: null,
  };
}

export function append(id: string, linkId: string | null = null, at?: string): Change {
  return { kind: "append", entry: { ...entry(id, linkId), ...(at === undefined ? {} : { at }) } };
}
