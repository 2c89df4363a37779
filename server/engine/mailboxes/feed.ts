import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { FeedChange, FeedFacet, FeedPage } from "../../connectors/port/facets.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { put, scopeKey, type Change, type Scope } from "../../store/store.ts";
import { listMailboxes } from "./people/directory.ts";
import { scopeOf, type EngineDeps, type MailboxScope } from "./mailbox.ts";

type ConnectionScope = Extract<Scope, { kind: "connection" }>;

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
  const { feed } = deps.erp(connectionId);
  if (feed === undefined) return [];
  const scope: ConnectionScope = { kind: "connection", connectionId };
  const saved = await deps.store.get(scope, "cursors", cursorKey);
  if (saved === undefined) return startFeed(deps, scope, feed);
  try {
    return await follow(deps, scope, feed, saved.cursor);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== "cursor-expired") throw error;
    return startFeed(deps, scope, feed);
  }
}

/**
 * Who is to be told of what was just read. Asked after each reading: a mailbox set up meanwhile
 * either stands here or lists its items later than that. One that is switched off is listed anew
 * when it is switched on, so nothing piles up for it.
 */
async function mailboxesOf(
  deps: EngineDeps,
  connectionId: string,
  isConcerned: (erpUserId: string) => boolean = () => true,
): Promise<readonly MailboxDocument[]> {
  const theirs = (await listMailboxes(deps.store, deps.log)).filter(
    (mailbox) =>
      mailbox.connectionId === connectionId &&
      mailbox.erpUserId !== null &&
      isConcerned(mailbox.erpUserId),
  );
  const decided = await Promise.all(
    theirs.map(async (mailbox) => (await deps.decided?.(mailbox)) ?? mailbox),
  );
  return decided.filter(({ jobs }) => jobs.calendar.enabled);
}

async function follow(
  deps: EngineDeps,
  scope: ConnectionScope,
  feed: FeedFacet,
  start: string,
): Promise<readonly MailboxScope[]> {
  const concerned = new Map<string, MailboxScope>();
  let cursor = start;
  for (let read = 0; read < pagesMax; read++) {
    const page = await feed.changes(cursor);
    const byUser = changesByUser(page);
    const mailboxes =
      byUser.size === 0
        ? []
        : await mailboxesOf(deps, scope.connectionId, (user) => byUser.has(user));
    for (const mailbox of mailboxes) {
      const hints = byUser.get(mailbox.erpUserId ?? "");
      if (hints === undefined) continue;
      const box = scopeOf(mailbox);
      const changes: Change[] = hints.map(({ resource, id }) =>
        // A key of its own: a run that is on its way removes the hints it read, and only those.
        put("inbox", deps.ids.next(), { kind: "erp-change", resource, id }),
      );
      await deps.store.commit(box, changes);
      concerned.set(scopeKey(box), box);
    }
    if (page.cursor !== cursor) await saveCursor(deps, scope, page.cursor);
    cursor = page.cursor;
    if (!page.more) break;
  }
  return [...concerned.values()];
}

/** Each item once, however often it moved: what is stored says only that it did. */
function changesByUser({ changes }: FeedPage): ReadonlyMap<string, readonly FeedChange[]> {
  const byUser = new Map<string, Map<string, FeedChange>>();
  for (const change of changes) {
    for (const user of change.erpUserIds) {
      const ofUser = byUser.get(user) ?? new Map<string, FeedChange>();
      byUser.set(user, ofUser.set(`${change.resource}/${change.id}`, change));
    }
  }
  return new Map([...byUser].map(([user, ofUser]) => [user, [...ofUser.values()]]));
}

/**
 * Begins at the feed's present end. Nobody knows what moved before, be it that the feed forgot it
 * or that we did: every mailbox lists its ERP items again.
 */
async function startFeed(
  deps: EngineDeps,
  scope: ConnectionScope,
  feed: FeedFacet,
): Promise<readonly MailboxScope[]> {
  const { cursor } = await feed.changes(null);
  const mailboxes = await mailboxesOf(deps, scope.connectionId);
  for (const mailbox of mailboxes) {
    await deps.store.commit(scopeOf(mailbox), [
      put("inbox", deps.ids.next(), { kind: "resync", side: "erp" }),
    ]);
  }
  await saveCursor(deps, scope, cursor);
  return mailboxes.map(scopeOf);
}

async function saveCursor(deps: EngineDeps, scope: Scope, cursor: string): Promise<void> {
  const savedAt = new Date(deps.clock.now()).toISOString();
  await deps.store.commit(scope, [put("cursors", cursorKey, { cursor, window: null, savedAt })]);
}
