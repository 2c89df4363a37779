import type { Documents } from "../store/documents/documents.ts";
import type { MailboxDocument, StateDocument } from "../store/documents/mailbox.ts";
import { followed } from "../store/followed.ts";
import { scopeKey, StoreError, type Change, type Scope, type Store } from "../store/store.ts";
import type { Metrics, Sight } from "./metrics.ts";

/** What is counted of one mailbox. */
interface Seen {
  readonly health: string;
  readonly counts: StateDocument["counts"] | null;
  /** Ms since the epoch; `null` where it is off, or never came to an end. */
  readonly lastSuccessMs: number | null;
  readonly on: boolean;
  readonly createdMs: number;
  readonly push: string | null;
}

type MailboxScope = Extract<Scope, { kind: "mailbox" }>;

export interface Census {
  /** The store, of which everything that is written is counted. */
  readonly store: Store;
  /** All mailboxes in figures; reads only those that changed since it was asked last. */
  sight(nowMs: number): Promise<Omit<Sight, "feeds" | "running" | "due">>;
  /** When the mailbox last was complete, as far as it was read; `null` where it never was. */
  lastSuccessMs(scope: MailboxScope): number | null;
}

/** So many are read at once: each has files of its own. */
const atOnce = 32;
const counted: ReadonlySet<keyof Documents> = new Set([
  ...(["mailbox", "state", "subscriptions"] as const),
]);

/**
 * Keeps figures of every mailbox for whoever reads metrics each quarter of a minute: ten thousand
 * cannot be opened for that.
 * @param healthOf how a mailbox is doing, in the word that people read
 */
export function createCensus(
  inner: Store,
  metrics: Pick<Metrics, "noted">,
  healthOf: (mailbox: MailboxDocument | null, state: StateDocument | null) => string,
): Census {
  const seen = new Map<string, Seen>();
  /** To be read before the next answer. */
  const stale = new Map<string, MailboxScope>();
  let isFirst = true;

  const touch = (scope: Scope): void => {
    if (scope.kind === "mailbox") stale.set(scopeKey(scope), scope);
  };
  const count = (change: Change): void => {
    if (change.kind === "append" && "kind" in change.entry) metrics.noted(change.entry);
  };

  const store = followed(inner, (scope, written) => {
    if (typeof written === "string") {
      touch(scope);
      return;
    }
    written.forEach(count);
    if (written.some((one) => one.kind !== "append" && counted.has(one.collection))) touch(scope);
  });

  const look = async (scope: MailboxScope): Promise<Seen | null> => {
    try {
      const mailbox = (await inner.get(scope, "mailbox", "mailbox")) ?? null;
      const state = (await inner.get(scope, "state", "state")) ?? null;
      const subscription = await inner.get(scope, "subscriptions", "appointment");
      // Erased.
      if (mailbox === null && state === null) return null;
      const on = mailbox?.jobs.calendar.enabled === true;
      const lacking = subscription?.problem ?? subscription?.lacks;
      return {
        on,
        health: healthOf(mailbox, state),
        counts: state?.counts ?? null,
        lastSuccessMs: on && state?.lastSuccessAt != null ? Date.parse(state.lastSuccessAt) : null,
        createdMs: Date.parse(mailbox?.createdAt ?? ""),
        push: on ? (lacking?.code ?? (subscription?.healthy === true ? "healthy" : "none")) : null,
      };
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== "refused") throw error;
      return { ...unreadable };
    }
  };

  const refresh = async (): Promise<void> => {
    if (isFirst) (await inner.scopes("mailbox")).forEach(touch);
    isFirst = false;
    const scopes = [...stale];
    stale.clear();
    try {
      for (let start = 0; start < scopes.length; start += atOnce) {
        const some = scopes.slice(start, start + atOnce);
        const looks = await Promise.all(some.map(([, scope]) => look(scope)));
        for (const [at, [key]] of some.entries()) {
          const one = looks[at] ?? null;
          if (one === null) seen.delete(key);
          else seen.set(key, one);
        }
      }
    } catch (error) {
      for (const [key, scope] of scopes) stale.set(key, scope);
      throw error;
    }
  };

  return {
    store,
    lastSuccessMs: (scope) => seen.get(scopeKey(scope))?.lastSuccessMs ?? null,
    async sight(nowMs) {
      await refresh();
      const all = [...seen.values()];
      const sum = (of: (counts: StateDocument["counts"]) => number): number =>
        all.reduce((total, { counts }) => total + (counts === null ? 0 : of(counts)), 0);
      const ages = all
        .filter(({ on }) => on)
        .map(({ lastSuccessMs, createdMs }) => nowMs - (lastSuccessMs ?? createdMs));
      return {
        mailboxesByHealth: tally(all.map(({ health }) => health)),
        pushByState: tally(all.flatMap(({ push }) => push ?? [])),
        links: sum(({ linked }) => linked),
        waiting: sum(({ waiting }) => waiting),
        quarantined: sum(({ quarantined }) => quarantined),
        oldestSuccessMs:
          ages.length === 0 ? null : ages.reduce((one, other) => Math.max(one, other)),
      };
    },
  };
}

const unreadable: Seen = {
  ...{ health: "refused", counts: null, lastSuccessMs: null, on: false, createdMs: 0, push: null },
};

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
