import { addressDigest } from "../store/documents/address-digest.ts";
import type { SubscriptionDocument } from "../store/documents/mailbox.ts";
import type { ErasedDocument } from "../store/documents/administration.ts";
import { put, type Change, type Scope, type Store } from "../store/store.ts";
import type { BackupLine } from "./format.ts";

/**
 * Replaces every scope that the backup holds, each in one piece; others stay as they are. Who was erased
 * since the backup was made is not brought back.
 * @returns the mailboxes that were left out for that.
 */
export async function restoreScopes(
  store: Store,
  lines: AsyncIterable<BackupLine>,
): Promise<readonly Scope[]> {
  const source = lines[Symbol.asyncIterator]();
  const erased = await store.list(installation, "erased");
  const leavings = await store.list(installation, "leavings");
  const departures = await store.list(installation, "departures");
  const uninstalls = await store.list(installation, "uninstalls");
  const skipped: Scope[] = [];
  let isOut: Outcast = { person: () => false, address: () => false };
  let next = await source.next();
  while (next.done !== true) {
    const line = next.value;
    if ("syncToErp" in line) isOut = outcastSince(erased, line.madeAt);
    if (!("scope" in line)) {
      next = await source.next();
      continue;
    }
    if (line.scope.kind === "mailbox" && isOut.person(line.scope.tenantId, line.scope.mailboxId)) {
      skipped.push(line.scope);
      next = await source.next();
      continue;
    }
    // Of a company that has left nothing comes back, the mails that were on their way least of all.
    if (line.scope.kind === "tenant" && leavings.get(line.scope.tenantId)?.rest !== undefined) {
      next = await source.next();
      continue;
    }
    const present = await presentSubscriptions(store, line.scope);
    const changes = async function* (): AsyncGenerator<Change> {
      for (next = await source.next(); next.done !== true; next = await source.next()) {
        if (!("change" in next.value)) return;
        const { change } = next.value;
        if (!isOf(line.scope, change, isOut)) yield* restored(line.scope, change, present);
      }
    };
    const whole = async function* (): AsyncGenerator<Change> {
      yield* changes();
      yield* toBeginWith(line.scope, present);
      // The list of the backup is older: whoever is on the present one stays on it.
      if (line.scope.kind === "installation") {
        for (const [key, document] of erased) yield put("erased", key, document);
        for (const [key, document] of leavings) yield put("leavings", key, document);
        for (const [key, document] of departures) yield put("departures", key, document);
        for (const [key, document] of uninstalls) yield put("uninstalls", key, document);
      }
    };
    await store.restore(line.scope, whole());
  }
  return skipped;
}

const installation = { kind: "installation" } as const;

/** Whether somebody was erased since the backup was made, by the id or by the mail address. */
interface Outcast {
  person(tenantId: string, mailboxId: string): boolean;
  address(tenantId: string, address: string): boolean;
}

function outcastSince(erased: ReadonlyMap<string, ErasedDocument>, madeAt: string): Outcast {
  const since = [...erased.values()].filter(({ at }) => at >= madeAt);
  const addresses = new Set(since.flatMap(({ address }) => address ?? []));
  return {
    person: (tenantId, mailboxId) =>
      since.some((one) => one.tenantId === tenantId && one.mailboxId === mailboxId),
    address: (tenantId, address) =>
      addresses.size > 0 && addresses.has(addressDigest(tenantId, address)),
  };
}

/** Whether it is something about somebody who was erased that stands outside of his mailbox. */
function isOf(scope: Scope, change: Change, isOut: Outcast): boolean {
  if (change.kind !== "put") return false;
  if (change.collection === "appointments") {
    return isOut.person(change.document.tenantId, change.document.userId);
  }
  if (scope.kind !== "tenant") return false;
  const { tenantId } = scope;
  if (change.collection === "index") return isOut.person(tenantId, change.document.mailboxId);
  if (change.collection === "invitations" || change.collection === "promises") {
    return isOut.address(tenantId, change.key);
  }
  return change.collection === "outbox" && isOut.address(tenantId, change.document.to.address);
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
  // What was under way back then is nothing that was begun here.
  if (change.collection === "intentions") return [];
  // Who leaves now is kept as it is; who left back then may have come back since.
  if (["leavings", "departures", "uninstalls"].includes(change.collection)) return [];
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
