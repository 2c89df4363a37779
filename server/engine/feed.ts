import { ConnectorError, type FeedFacet } from "../connectors/connector.ts";
import type { MailboxDocument } from "../store/documents.ts";
import { put, type Change, type Scope } from "../store/store.ts";
import { listMailboxes, scopeOf, type EngineDeps, type MailboxScope } from "./mailbox.ts";

const cursorKey = "feed";
const pagesMax = 10_000;

/**
 * Reads an ERP's change feed once for all of its mailboxes: the ids that moved are appended to the
 * inbox of every mailbox concerned, durably, and only then the feed's cursor advances. A crash in
 * between repeats hints, which cost a look and change nothing.
 *
 * @returns the mailboxes to wake. @throws ConnectorError as the ERP fails.
 */
export async function readFeed(
  deps: EngineDeps,
  connectionId: string,
): Promise<readonly MailboxScope[]> {
  const erp = deps.erp(connectionId);
  if (erp.feed === undefined) return [];
  const scope: Scope = { kind: "connection", connectionId };
  const mailboxes = (await listMailboxes(deps.store)).filter(
    (mailbox) => mailbox.connectionId === connectionId && mailbox.erpUserId !== null,
  );
  const saved = await deps.store.get(scope, "cursors", cursorKey);
  if (saved === undefined) return startFeed(deps, scope, erp.feed, mailboxes, false);
  try {
    return await follow(deps, scope, erp.feed, mailboxes, saved.cursor);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== "cursor-expired") throw error;
    // What the feed forgot is found by listing everything again.
    return startFeed(deps, scope, erp.feed, mailboxes, true);
  }
}

async function follow(
  deps: EngineDeps,
  scope: Scope,
  feed: FeedFacet,
  mailboxes: readonly MailboxDocument[],
  start: string,
): Promise<readonly MailboxScope[]> {
  const concerned = new Map<string, MailboxScope>();
  let cursor = start;
  for (let read = 0; read < pagesMax; read++) {
    const page = await feed.changes(cursor);
    for (const mailbox of mailboxes) {
      const hints = page.changes.filter((change) =>
        change.erpUserIds.includes(mailbox.erpUserId ?? ""),
      );
      if (hints.length === 0) continue;
      const box = scopeOf(mailbox);
      const changes: Change[] = hints.map(({ resource, id }) =>
        // A key of its own: a run that is on its way removes the hints it read, and only those.
        put("inbox", deps.ids.next(), { kind: "erp-change", resource, id }),
      );
      await deps.store.commit(box, changes);
      concerned.set(mailbox.mailboxId, box);
    }
    if (page.cursor !== cursor) await saveCursor(deps, scope, page.cursor);
    cursor = page.cursor;
    if (!page.more) break;
  }
  return [...concerned.values()];
}

/** Begins at the feed's present end; with `resync` every mailbox lists its ERP items again. */
async function startFeed(
  deps: EngineDeps,
  scope: Scope,
  feed: FeedFacet,
  mailboxes: readonly MailboxDocument[],
  resync: boolean,
): Promise<readonly MailboxScope[]> {
  const { cursor } = await feed.changes(null);
  if (resync) {
    for (const mailbox of mailboxes) {
      await deps.store.commit(scopeOf(mailbox), [
        put("inbox", deps.ids.next(), { kind: "resync", side: "erp" }),
      ]);
    }
  }
  await saveCursor(deps, scope, cursor);
  return resync ? mailboxes.map(scopeOf) : [];
}

async function saveCursor(deps: EngineDeps, scope: Scope, cursor: string): Promise<void> {
  const savedAt = new Date(deps.clock.now()).toISOString();
  await deps.store.commit(scope, [put("cursors", cursorKey, { cursor, window: null, savedAt })]);
}
