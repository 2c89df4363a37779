import { ErpError } from "./errors.ts";
import type { Activity, ErpData, FeedEntry } from "./model.ts";
import type { Caller } from "./rights.ts";

/** The feed forgets older entries; a cursor before them is answered 410. */
const ENTRIES_MAX = 10_000;

/** Appends what happened to `after` to the feed; `before` is `null` for a new activity. */
export function announce(
  data: ErpData,
  tenantId: string,
  before: Activity | null,
  after: Activity,
): void {
  const concerned = [before, after]
    .flatMap((one) => (one === null ? [] : [one.owner, ...one.participants.map((p) => p.user)]))
    .filter((user) => user !== null);
  data.feed.push({
    seq: data.nextSeq++,
    tenantId,
    id: after.id,
    owner: after.owner,
    participants: [...new Set(concerned)],
    deleted: after.deleted,
    version: after.version,
  });
  if (data.feed.length > ENTRIES_MAX * 1.1) data.feed = data.feed.slice(-ENTRIES_MAX);
}

function cursorAt(data: ErpData, seq: number): string {
  return Buffer.from(`${data.epoch}:${seq}`).toString("base64url");
}

/** The feed's present end. */
export function endCursor(data: ErpData): string {
  return cursorAt(data, data.nextSeq);
}

function seqOf(data: ErpData, cursor: string): number {
  const [, epoch, seq] =
    /^(\d+):(\d+)$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (epoch === undefined || seq === undefined) {
    throw new ErpError(400, "invalid", "since: is no cursor of this feed.", { field: "since" });
  }
  const oldest = data.feed[0]?.seq ?? data.nextSeq;
  if (Number(epoch) !== data.epoch || Number(seq) < oldest) {
    throw new ErpError(
      410,
      "cursor-expired",
      "The feed no longer reaches back to this cursor: read everything anew and start at the end.",
    );
  }
  return Number(seq);
}

/**
 * What changed since the cursor, for the whole installation or, with an acting user, for what
 * concerns him. Without a cursor: the present end and no changes.
 */
export function changesSince(
  data: ErpData,
  caller: Caller,
  query: { readonly since?: string | undefined; readonly limit: number },
) {
  if (query.since === undefined) return { changes: [], cursor: endCursor(data), more: false };
  const from = seqOf(data, query.since);
  const userId = caller.user?.id;
  // Numbered without a gap, so the place follows from the number.
  const waiting = data.feed
    .slice(Math.max(0, from - (data.feed[0]?.seq ?? from)))
    .filter(
      (entry) =>
        entry.tenantId === caller.tenantId &&
        (userId === undefined || entry.participants.includes(userId)),
    );
  const page = waiting.slice(0, query.limit);
  const more = waiting.length > page.length;
  return {
    changes: page.map(shown),
    cursor: cursorAt(data, more ? (page.at(-1)?.seq ?? from) + 1 : data.nextSeq),
    more,
  };
}

function shown({ seq, id, owner, participants, deleted, version }: FeedEntry) {
  return { seq, type: "activity", id, owner, participants, deleted, version };
}
