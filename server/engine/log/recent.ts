import type { Clock } from "../../lib/clock.ts";
import { createTurns } from "../../lib/turns.ts";
import { followed } from "../../store/followed.ts";
import { scopeKey, type Change, type Store } from "../../store/store.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";
import type { Overview } from "../mailboxes/overview.ts";
import { isPrivate } from "../run/history.ts";
import { keyOf, lineOf, withoutContents, type LogLine } from "./lines.ts";
import { linesOf } from "./merged.ts";

/** A line and its place: in time, and in the order in which this process came to know it. */
export interface Placed {
  readonly line: LogLine;
  /** Larger than that of every line that was known before. */
  readonly seq: number;
}

/** The newest lines of all mailboxes. */
export interface RecentLines {
  /** From now on what is written is known: before the first `since` and the first `seq`. */
  follow(): void;
  /**
   * Newest first, from `before` on where it is given. Mailboxes are read as far as these lines need
   * it, each once; what they have is kept, and kept up to date.
   * @param reach where it is used up the lines end, and it says where
   */
  lines(before?: Place, reach?: Reach): AsyncIterable<Placed>;
  /** Newest first: what became known after a line. */
  since(seq: number): readonly Placed[];
  /** Of the line that became known last. */
  readonly seq: number;
  /** No line is missing that is not older than this, ISO 8601 UTC. */
  readonly reachesTo: string;
}

/** How far one answer may go. */
export interface Reach {
  /** Mailboxes that may still be read. */
  mailboxes: number;
  /** No line is wanted that is older, ISO 8601 UTC. */
  readonly from?: string | undefined;
  /** Set where that was too few: lines that are not newer were not looked at, ISO 8601 UTC. */
  endedAt?: string;
}

export interface RecentOptions {
  /** Lines that are kept at most; one takes some 500 bytes. */
  readonly most: number;
  /** For so long, ms: never longer than the shortest time that an administrator may have them kept. */
  readonly keptMs: number;
}

/** When the newest line of a mailbox was written, ISO 8601 UTC. */
export interface Head {
  readonly scope: MailboxScope;
  readonly at: string;
}

export async function headsOf(overview: Pick<Overview, "sights">): Promise<readonly Head[]> {
  return (await overview.sights()).flatMap(({ scope, newestLineAt: at }) =>
    at === null ? [] : [{ scope, at }],
  );
}

export const usualRecent: RecentOptions = { most: 50_000, keptMs: 7 * 86_400_000 };

/** So many mailboxes are read at once: each has files of its own. */
const atOnce = 32;
/** So many lines are handed on before those that came meanwhile are looked at again. */
const portion = 100;
/** Removing the oldest moves all the others: it is done for many at once. */
const slack = 1.1;

/** A mailbox that is being read: what befalls it meanwhile. */
interface Reading {
  /** Items that became private, whose lines may have been read before. */
  readonly secret: Set<string>;
  /** It was replaced or erased. */
  isStale: boolean;
}

/**
 * The store with the newest lines of all logs in memory, in the order of time, kept up to date by what
 * is written through it: whoever looks through the log of ten thousand people opens each mailbox once
 * at most, and those alone that wrote a line as new as what he looks at. It holds nothing that could
 * not be read again. For one process, as the overview.
 * @param heads of every mailbox that has a line; asked once
 */
export function withRecentLines(
  inner: Store,
  clock: Clock,
  heads: () => Promise<readonly Head[]>,
  { most, keptMs }: RecentOptions = usualRecent,
): { readonly store: Store; readonly recent: RecentLines } {
  /** Oldest first. */
  let kept: Placed[] = [];
  /** Mailboxes that are not read yet, that with the newest line last; `null` until they are asked for. */
  let unread: Promise<Head[]> | null = null;
  const reading = new Map<string, Reading>();
  let isFollowing = false;
  let seq = 0;
  /** Of what is read, which is no news: below that of every line that is. */
  let readSeq = 0;
  /** What was dropped for want of room is older. */
  let floor = "";

  const reachesTo = (): string => {
    const since = new Date(clock.now() - keptMs).toISOString();
    return since > floor ? since : floor;
  };

  const add = (line: LogLine): void => {
    // Mostly at the end: what a run notes is stored a little later.
    let place = kept.length;
    while (place > 0 && (kept[place - 1]?.line.at ?? "") > line.at) place -= 1;
    kept.splice(place, 0, { line, seq: ++seq });
  };

  /** Newest first, `most` of those before a place. Halving: many thousand are kept. */
  const olderThan = (place: Place | undefined, most: number): readonly Placed[] => {
    let [from, to] = [0, kept.length];
    while (place !== undefined && from < to) {
      const middle = (from + to) >> 1;
      const one = kept[middle];
      if (one !== undefined && isBefore(one, place)) from = middle + 1;
      else to = middle;
    }
    return kept.slice(Math.max(0, to - most), to).reverse();
  };

  const dropOld = (): void => {
    const newest = kept[kept.length - most];
    // Of lines of the same moment all are kept or none.
    if (kept.length > most * slack && newest !== undefined) {
      const first = kept.find(({ line }) => line.at > newest.line.at);
      floor = first?.line.at ?? new Date(clock.now()).toISOString();
    }
    const bound = reachesTo();
    const first = kept.findIndex(({ line }) => line.at >= bound);
    if (first !== 0) kept = first < 0 ? [] : kept.slice(first);
  };

  /** Takes in what was read; what came meanwhile is there already. */
  const settle = (found: readonly LogLine[]): void => {
    const news = kept.filter((one) => one.seq > 0);
    const known = new Set(news.map(({ line }) => keyOf(line)));
    const read = found.filter((line) => !known.has(keyOf(line)));
    readSeq -= read.length;
    const placed = read
      .sort((one, other) => (one.at < other.at ? -1 : one.at === other.at ? 0 : 1))
      .map((line, at) => ({ line, seq: readSeq + at }));
    kept = [...kept, ...placed].sort((one, other) => (isBefore(one, placeOf(other)) ? -1 : 1));
    dropOld();
  };

  const follow = (scope: MailboxScope, changes: readonly Change[]): void => {
    const own = scopeKey(scope);
    const secret = new Set(changes.flatMap(secretLink));
    if (secret.size > 0) {
      for (const id of secret) reading.get(own)?.secret.add(id);
      kept = kept.map((one) => {
        const { linkId, scope: whose } = one.line;
        const isOne = linkId !== null && secret.has(linkId) && scopeKey(whose) === own;
        return isOne ? { ...one, line: withoutContents(one.line) } : one;
      });
    }
    for (const change of changes) {
      if (change.kind !== "append" || !("linkId" in change.entry)) continue;
      const { linkId } = change.entry;
      add(lineOf(scope, change.entry, linkId !== null && secret.has(linkId)));
    }
    if (kept.length > most * slack) dropOld();
  };

  const forget = (scope: MailboxScope): void => {
    const key = scopeKey(scope);
    const now = reading.get(key);
    if (now !== undefined) now.isStale = true;
    kept = kept.filter(({ line }) => scopeKey(line.scope) !== key);
  };

  /** @returns its lines, as they may be told by now */
  const look = async (scope: MailboxScope): Promise<readonly LogLine[]> => {
    const key = scopeKey(scope);
    const meanwhile: Reading = { secret: new Set(), isStale: false };
    reading.set(key, meanwhile);
    try {
      const lines = await readBack(inner, scope, reachesTo());
      if (meanwhile.isStale) return [];
      return lines.map((line) =>
        line.linkId !== null && meanwhile.secret.has(line.linkId) ? withoutContents(line) : line,
      );
    } finally {
      if (reading.get(key) === meanwhile) reading.delete(key);
    }
  };

  const waiting = (): Promise<Head[]> => {
    unread ??= heads().then((all) =>
      [...all].sort((one, other) => (one.at < other.at ? -1 : one.at === other.at ? 0 : 1)),
    );
    unread.catch(() => {
      unread = null;
    });
    return unread;
  };

  /** Whoever asks while mailboxes are read finds them read. */
  const inTurn = createTurns();

  /** Reads mailboxes that may have a line as new as `at`. @returns whether there was one */
  const readOn = (at: string, reach: Reach): Promise<boolean> =>
    inTurn("read", async () => {
      const left = await waiting();
      const due: Head[] = [];
      for (let head = left.at(-1); head !== undefined && head.at >= at; head = left.at(-1)) {
        if (due.length === Math.min(atOnce, reach.mailboxes)) break;
        due.push(head);
        left.pop();
      }
      if (due.length === 0) {
        const { at: next = "" } = left.at(-1) ?? {};
        if (next >= at) reach.endedAt = next;
        return false;
      }
      reach.mailboxes -= due.length;
      try {
        settle((await Promise.all(due.map(({ scope }) => look(scope)))).flat());
      } catch (error) {
        left.push(...due.toReversed());
        throw error;
      }
      return true;
    });

  const store = followed(inner, async (scope, written) => {
    if (!isFollowing) return;
    if (typeof written !== "string") {
      follow(scope, written);
      return;
    }
    forget(scope);
    if (written === "erased") return;
    const [key, left] = [scopeKey(scope), (await unread) ?? []];
    const at = left.findIndex((head) => scopeKey(head.scope) === key);
    if (at >= 0) left.splice(at, 1);
    settle(await look(scope));
  });

  return {
    store,
    recent: {
      follow() {
        isFollowing = true;
      },
      async *lines(before, reach = { mailboxes: Infinity }) {
        isFollowing = true;
        dropOld();
        let place = before;
        for (;;) {
          const oldest = [reachesTo(), reach.from ?? ""].sort().at(-1) ?? "";
          const [next] = olderThan(place, 1).filter(({ line }) => line.at >= oldest);
          if (await readOn(next?.line.at ?? oldest, reach)) continue;
          if (next === undefined || reach.endedAt !== undefined) return;
          const others = (await waiting()).at(-1)?.at ?? "";
          // A portion, for whoever takes his time would hold on to what is forgotten meanwhile.
          for (const [at, one] of olderThan(place, portion).entries()) {
            // Somebody who was not read yet may have a newer one.
            if (one.line.at < oldest || (at > 0 && one.line.at <= others)) break;
            place = placeOf(one);
            yield one;
          }
        }
      },
      since: (known) => kept.filter((one) => one.seq > known).reverse(),
      get seq() {
        return seq;
      },
      get reachesTo() {
        return reachesTo();
      },
    },
  };
}

type Place = Pick<Placed, "seq"> & { readonly at: string };

function placeOf({ line, seq }: Placed): Place {
  return { at: line.at, seq };
}

function isBefore({ line, seq }: Placed, place: Place): boolean {
  return line.at < place.at || (line.at === place.at && seq < place.seq);
}

function secretLink(change: Change): readonly string[] {
  if (change.kind !== "put" || change.collection !== "links") return [];
  return isPrivate(change.document) ? [change.document.id] : [];
}

/** The lines of a mailbox that are not older than `bound`. */
async function readBack(store: Store, scope: MailboxScope, bound: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of linesOf(store, scope)) {
    if (line.at < bound) break;
    lines.push(line);
  }
  return lines;
}
