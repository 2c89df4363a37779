import type { SubscriptionDocument } from "../store/documents.ts";
import { put, type Change, type Scope, type Store } from "../store/store.ts";
import type { BackupLine } from "./format.ts";

/** Replaces every scope that the backup holds, each in one piece; others stay as they are. */
export async function restoreScopes(store: Store, lines: AsyncIterable<BackupLine>): Promise<void> {
  const source = lines[Symbol.asyncIterator]();
  let next = await source.next();
  while (next.done !== true) {
    const line = next.value;
    if (!("scope" in line)) {
      next = await source.next();
      continue;
    }
    const present = await presentSubscriptions(store, line.scope);
    const changes = async function* (): AsyncGenerator<Change> {
      for (next = await source.next(); next.done !== true; next = await source.next()) {
        if (!("change" in next.value)) return;
        yield* restored(line.scope, next.value.change, present);
      }
    };
    const whole = async function* (): AsyncGenerator<Change> {
      yield* changes();
      yield* toBeginWith(line.scope, present);
    };
    await store.restore(line.scope, whole());
  }
}

/**
 * What the other systems hold of us now: it is what it is, whatever the backup remembers. Empty
 * where the scope's files are damaged, which is when backups are needed.
 */
async function presentSubscriptions(
  store: Store,
  scope: Scope,
): Promise<ReadonlyMap<string, SubscriptionDocument>> {
  return store.list(scope, "subscriptions").catch(() => new Map());
}

const longAgo = new Date(0).toISOString();

/** A change of the backup as it may be believed now. */
function restored(
  scope: Scope,
  change: Change,
  present: ReadonlyMap<string, SubscriptionDocument>,
): readonly Change[] {
  if (change.kind !== "put") return [change];
  // What happened since the backup lies before today's cursors: everything is listed anew.
  if (change.collection === "cursors") return [];
  if (change.collection === "subscriptions") {
    if (present.has(change.key)) return [];
    // It may be gone by now: what is over gets renewed, and what cannot be renewed is made anew.
    return scope.kind === "mailbox"
      ? [
          put("subscriptions", change.key, {
            ...change.document,
            healthy: false,
            expiresAt: longAgo,
          }),
        ]
      : [change];
  }
  if (change.collection === "inbox" && change.document.kind === "release") {
    // A removal that somebody wished for back then would now meet what was written since.
    return [put("inbox", change.key, { ...change.document, removeErpCopy: false })];
  }
  // It agreed to what was shown then.
  const agreements = ["release-brake", "undo"];
  const isAgreement = change.collection === "inbox" && agreements.includes(change.document.kind);
  return isAgreement ? [] : [change];
}

/** What a restored scope begins with: to look at everything on both sides. */
function toBeginWith(
  scope: Scope,
  present: ReadonlyMap<string, SubscriptionDocument>,
): readonly Change[] {
  const kept = [...present].map(([key, document]) => put("subscriptions", key, document));
  if (scope.kind !== "mailbox") return kept;
  return [
    ...kept,
    put("inbox", "restored-microsoft", { kind: "resync", side: "microsoft" }),
    put("inbox", "restored-erp", { kind: "resync", side: "erp" }),
  ];
}
