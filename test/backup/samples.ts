import { Readable } from "node:stream";
import { exportBackup } from "../../server/backup/export.ts";
import type { Sealer } from "../../server/lib/sealer.ts";
import type { HistoryEntry, SubscriptionDocument } from "../../server/store/documents/mailbox.ts";
import { put, type Change, type Scope, type Store } from "../../server/store/store.ts";
import { mailboxOf, scopeOfMailbox, stateOf } from "../api/operator/mailboxes.ts";

export const ada = scopeOfMailbox("ada");
export const grace = scopeOfMailbox("grace");
export const erp: Scope = { kind: "connection", connectionId: "erp" };
export const head = { product: "1.2.3", madeAt: "2026-11-27T08:00:00.000Z" };

export const entry = (id: string): HistoryEntry => ({
  ...{ id, at: "2026-11-27T08:00:00.000Z", linkId: null, kind: "run", side: null },
  ...{ origin: "engine", subject: "", changes: [], because: "", runId: null },
});

export const cursor = (text: string): Change =>
  put("cursors", "appointment", { cursor: text, window: null, savedAt: head.madeAt });

export const subscription = (id: string): SubscriptionDocument => ({
  ...{ id, clientState: `secret of ${id}`, expiresAt: "2026-12-01T08:00:00.000Z" },
  ...{ resource: "appointment", healthy: true },
});

/** Two mailboxes and their ERP. */
export async function fill(store: Store): Promise<void> {
  await store.commit(ada, [
    put("mailbox", "mailbox", mailboxOf("ada")),
    put("state", "state", stateOf()),
    cursor("of the backup"),
    put("subscriptions", "appointment", subscription("back then")),
    put("secrets", "tokens", { sealed: "key-2.c2VhbGVk" }),
    { kind: "append", entry: entry("first") },
    { kind: "append", entry: entry("second") },
  ]);
  await store.commit(grace, [put("mailbox", "mailbox", mailboxOf("grace"))]);
  await store.commit(erp, [put("cursors", "feed", { cursor: "7", window: null, savedAt: "" })]);
}

export async function textOf(store: Store, sealer: Sealer | null = null): Promise<string> {
  let text = "";
  for await (const piece of exportBackup(store, head, sealer)) text += piece;
  return text;
}

/** A file as it arrives: in pieces that care for neither lines nor characters. */
export function arriving(text: string, pieceBytes = 7): Readable {
  const bytes = Buffer.from(text);
  const pieces = function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  };
  return Readable.from(pieces());
}
