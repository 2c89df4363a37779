import { isPrivate } from "../../../engine/run/history.ts";
import type { MailboxScope } from "../../../engine/mailboxes/mailbox.ts";
import { invitedData, mailsTo, trailAbout } from "../../../administration/erasure.ts";
import type { AuditEntry } from "../../../store/documents/administration.ts";
import type { Change, Store } from "../../../store/store.ts";

export interface ExportFacts {
  readonly exportedAt: string;
  /** What Graph granted us for him. */
  readonly scopes: readonly string[];
  /** Whether he reads it himself: to anybody else nothing is told of what is private. */
  readonly isHimself: boolean;
}

/**
 * All that is held about a person, as the text of one JSON file in pieces: the documents of his mailbox
 * as of one moment, then its log, oldest first, mails to him and what the audit trail says of him. Of
 * secrets it says that they are kept, and no more.
 */
export async function* exportPerson(
  store: Store,
  { tenantId, mailboxId }: MailboxScope,
  { exportedAt, scopes, isHimself }: ExportFacts,
): AsyncGenerator<string> {
  const head = { product: "Sync to ERP", exportedAt, tenantId, mailboxId, scopes };
  yield `${JSON.stringify(head).slice(0, -1)},\n"documents":[`;
  const secret = new Set<string>();
  let part = "documents";
  let isFirst = true;
  for await (const change of store.dump({ kind: "mailbox", tenantId, mailboxId })) {
    if (change.kind === "remove") continue;
    if (change.kind === "append" && part === "documents") {
      part = "log";
      isFirst = true;
      yield `],\n"log":[`;
    }
    yield `${isFirst ? "" : ","}\n${JSON.stringify(shown(change, isHimself, secret))}`;
    isFirst = false;
  }
  yield part === "documents" ? `],\n"log":[],\n` : "],\n";
  const index = await store.list({ kind: "tenant", tenantId }, "index");
  const meetings = [...index].filter(([, claim]) => claim.mailboxId === mailboxId);
  const role = await store.list({ kind: "installation" }, "appointments");
  const roles = [...role.values()].filter(
    (one) => one.tenantId === tenantId && one.userId === mailboxId,
  );
  yield `"meetings":${JSON.stringify(Object.fromEntries(meetings))},\n`;
  yield `"roles":${JSON.stringify(roles)},\n`;
  const { address = "", name = "" } =
    (await store.get({ kind: "mailbox", tenantId, mailboxId }, "mailbox", "mailbox")) ?? {};
  const invited = address === "" ? null : await invitedData(store, { tenantId, address });
  yield `"invitation":${JSON.stringify(invited?.invitation ?? null)},\n`;
  const mails = address === "" ? new Map() : await mailsTo(store, { tenantId, address });
  yield `"mails":${JSON.stringify(Object.fromEntries(mails))},\n"trail":[`;
  isFirst = true;
  for await (const lines of trailAbout(store, { mailboxId, name, address })) {
    for (const line of lines) {
      // Somebody of the same name in another company is nobody's business here.
      if (line.tenantId !== tenantId) continue;
      yield `${isFirst ? "" : ","}\n${JSON.stringify(traced(line, mailboxId))}`;
      isFirst = false;
    }
  }
  yield "]}\n";
}

/** A line of the audit trail about somebody; who else acted is that person's own. */
function traced({ hash: _hash, previous: _previous, actor, ...line }: AuditEntry, userId: string) {
  const isHis = "userId" in actor && actor.userId === userId;
  return { ...line, by: isHis ? "himself" : "somebody else" };
}

/** @param secret collects the links of private items, whose lines in the log come later */
function shown(
  change: Exclude<Change, { kind: "remove" }>,
  isHimself: boolean,
  secret: Set<string>,
): unknown {
  if (change.kind === "append") {
    const { entry } = change;
    const isSecret = "linkId" in entry && entry.linkId !== null && secret.has(entry.linkId);
    if (isHimself) return entry;
    return isSecret ? { ...entry, subject: "", changes: [] } : withoutDays(entry);
  }
  const { collection, key, document } = change;
  if (change.collection === "secrets") return { collection, key, document: "kept sealed" };
  if (change.collection === "subscriptions") {
    return { collection, key, document: { ...change.document, clientState: "kept" } };
  }
  if (isHimself) return { collection, key, document };
  if (change.collection === "links" && isPrivate(change.document)) {
    const { id, ids, choice, syncedAt } = change.document;
    secret.add(id);
    return { collection, key, document: { id, ids, choice, syncedAt, private: true } };
  }
  return { collection, key, document: withoutDays(document) };
}

/**
 * Without what single days of a series have for themselves, wherever it stands (observations, bases,
 * what is written or taken back): one of them may be private, be it since.
 */
function withoutDays(document: object): unknown {
  const text = JSON.stringify(document, (name, value: unknown) => {
    if (name === "exceptions") return undefined;
    return isOfDays(value) ? { field: value.field } : value;
  });
  return JSON.parse(text);
}

/** A change, a conflict or its answer: their field stands beside the values. */
function isOfDays(value: unknown): value is { readonly field: string } {
  return (
    typeof value === "object" && value !== null && "field" in value && value.field === "exceptions"
  );
}
