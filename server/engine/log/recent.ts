import type { Clock } from "../../lib/clock.ts";
import { followed } from "../../store/followed.ts";
import { scopeKey, type Change, type Store } from "../../store/store.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";
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
  /** Read from the mailboxes the first time it is asked for, and kept up to date since. */
  ready(): Promise<void>;
  /** Newest first, from `before` on where it is given. */
  lines(before?: Place): Iterable<Placed>;
  /** Newest first: what became known after a line. */
  since(seq: number): readonly Placed[];
  /** Of the line that became known last. */
  readonly seq: number;
  /** No line is missing that is not older than this, ISO 8601 UTC. */
  readonly reachesTo: string;
}

export interface RecentOptions {
  /** Lines that are kept at most; one takes some 500 bytes. */
  readonly most: number;
  /** For so long, ms: never longer than the shortest time that an administrator may have them kept. */
  readonly keptMs: number;
}

export const usualRecent: RecentOptions = { most: 50_000, keptMs: 7 * 86_400_000 };

/** So many mailboxes are read at once: each has files of its own. */
const atOnce = 32;
/** Removing the oldest moves all the others: it is done for many at once. */
const slack = 1.1;

/**
 * The store with the newest lines of all logs in memory, in the order of time, kept up to date by what
 * is written through it: whoever looks through the log of ten thousand people opens no mailbox. It
 * holds nothing that could not be read again. For one process, as the overview.
 */
export function withRecentLines(
  inner: Store,
  clock: Clock,
  { most, keptMs }: RecentOptions = usualRecent,
): { readonly store: Store; readonly recent: RecentLines } {
  /** Oldest first. */
  let kept: Placed[] = [];
  /** Read from mailboxes, in any order, and not among `kept` yet. */
  let found: LogLine[] = [];
  let seq = 0;
  /** What was dropped for want of room is older. */
  let floor = "";
  let ready: Promise<void> | null = null;
  let isFilled = false;
  /** Until all are read: items that became private, whose lines may have been read before. */
  const turnedSecret = new Map<string, Set<string>>();
  /** Until all are read: how often a mailbox was replaced or erased. */
  const replaced = new Map<string, number>();

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
  const settle = (): void => {
    const known = new Set(kept.map(({ line }) => keyOf(line)));
    const read = found
      .filter((line) => !known.has(keyOf(line)))
      .sort((one, other) => (one.at < other.at ? -1 : one.at === other.at ? 0 : 1))
      .map((line) => ({ line: isTurned(line) ? withoutContents(line) : line, seq: ++seq }));
    found = [];
    kept = [...kept, ...read].sort((one, other) => (isBefore(one, placeOf(other)) ? -1 : 1));
    dropOld();
  };

  const isTurned = ({ scope, linkId }: LogLine): boolean =>
    linkId !== null && turnedSecret.get(scopeKey(scope))?.has(linkId) === true;

  const follow = (scope: MailboxScope, changes: readonly Change[]): void => {
    const own = scopeKey(scope);
    const secret = new Set(changes.flatMap(secretLink));
    if (secret.size > 0) {
      if (!isFilled) turnedSecret.set(own, new Set([...(turnedSecret.get(own) ?? []), ...secret]));
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
    if (!isFilled) replaced.set(key, (replaced.get(key) ?? 0) + 1);
    kept = kept.filter(({ line }) => scopeKey(line.scope) !== key);
    found = found.filter((line) => scopeKey(line.scope) !== key);
  };

  const look = async (scope: MailboxScope): Promise<void> => {
    const key = scopeKey(scope);
    const before = replaced.get(key);
    const lines = await readBack(inner, scope, reachesTo());
    if (replaced.get(key) !== before) return;
    found.push(...lines);
    if (found.length > most) settle();
  };

  const fill = async (): Promise<void> => {
    const scopes = (await inner.scopes("mailbox")) as readonly MailboxScope[];
    for (let start = 0; start < scopes.length; start += atOnce) {
      await Promise.all(scopes.slice(start, start + atOnce).map(look));
    }
    settle();
    isFilled = true;
    turnedSecret.clear();
    replaced.clear();
  };

  const store = followed(inner, async (scope, written) => {
    if (ready === null) return;
    if (typeof written !== "string") {
      follow(scope, written);
      return;
    }
    forget(scope);
    if (written === "erased") return;
    await look(scope);
    settle();
  });

  return {
    store,
    recent: {
      async ready() {
        ready ??= fill();
        try {
          await ready;
        } catch (error) {
          [ready, kept, found] = [null, [], []];
          throw error;
        }
        dropOld();
      },
      *lines(before) {
        // Whoever takes his time is shown one moment.
        const all = [...kept];
        for (const one of all.reverse())
          if (before === undefined || isBefore(one, before)) yield one;
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
