import { scopeKey, type Change, type Scope, type Store } from "../../store/store.ts";
import { withDirectoryOf } from "../mailboxes/people/directory.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";

/** A mailbox's documents beside the real ones: a run can work on them and nothing is changed. */
export interface Shadow {
  readonly store: Store;
  /** What was committed to it since it was made, in order. */
  readonly changes: readonly Change[];
  /**
   * From now on it is the mailbox itself: all that was committed so far is written in one piece, and
   * whatever follows at its time.
   */
  becomeReal(): Promise<void>;
}

export interface ShadowDeps {
  readonly store: Store;
  /** An empty store that is gone with whoever holds it. */
  readonly memory: () => Store;
}

/**
 * A copy of the mailbox as of one moment, without its history. The real store is only read, that of
 * other mailboxes as well: no epoch is taken, so a run on its way is not fenced, unless the shadow is
 * to become real.
 * @param epoch under which it may become real; absent: it never does.
 */
export async function openShadow(
  { store, memory }: ShadowDeps,
  scope: MailboxScope,
  epoch?: number,
): Promise<Shadow> {
  const copy = memory();
  await copy.restore(scope, documentsOf(store.dump(scope)));
  const changes: Change[] = [];
  let isReal = false;
  const key = scopeKey(scope);
  const isOurs = (where: Scope): boolean => scopeKey(where) === key;
  /** What is said to other mailboxes: heard by them where the shadow may become real, else by nobody. */
  const outside = epoch === undefined ? copy : store;
  const shadow: Store = {
    ...copy,
    acquire: (where) => (isOurs(where) ? copy : outside).acquire(where),
    get: async (where, collection, name) =>
      (await copy.get(where, collection, name)) ??
      (isOurs(where) ? undefined : store.get(where, collection, name)),
    list: (where, collection) => (isOurs(where) ? copy : store).list(where, collection),
    async commit(where, more, itsEpoch) {
      if (!isOurs(where)) return outside.commit(where, more, itsEpoch);
      await copy.commit(where, more, itsEpoch);
      if (isReal) await store.commit(scope, more, epoch);
      else changes.push(...more);
    },
  };
  return {
    changes,
    store: withDirectoryOf(store, shadow),
    async becomeReal() {
      if (epoch === undefined) throw new Error("A shadow without an epoch cannot become real.");
      await store.commit(scope, lastOfEach(changes), epoch);
      isReal = true;
    },
  };
}

async function* documentsOf(dump: AsyncIterable<Change>): AsyncIterable<Change> {
  for await (const change of dump) if (change.kind !== "append") yield change;
}

/** Of each document what was written last: what lay between was never anybody's. */
function lastOfEach(changes: readonly Change[]): readonly Change[] {
  const last = new Map<string, Change>();
  for (const [at, change] of changes.entries()) {
    const name = change.kind === "append" ? `history/${at}` : `${change.collection}/${change.key}`;
    last.delete(name);
    last.set(name, change);
  }
  return [...last.values()];
}
