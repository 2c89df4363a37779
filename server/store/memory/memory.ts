import {
  applyChanges,
  dumpDocuments,
  emptyContents,
  getDocument,
  listDocuments,
  olderThan,
  pageOf,
  readChanges,
  writeChanges,
  type Contents,
} from "../contents.ts";
import {
  scopeKey,
  StoreError,
  type Change,
  type EntryOf,
  type HistoryQuery,
  type Scope,
  type Store,
} from "../store.ts";

/** The reference implementation: everything the contract says, and gone with the process. */
export function createMemoryStore(): Store {
  const held = new Map<string, { readonly scope: Scope; readonly contents: Contents }>();
  /** Outlives `erase`: a run that began before it must not write afterwards. */
  const epochs = new Map<string, number>();
  let closed = false;

  function contentsOf(scope: Scope): Contents {
    if (closed) throw new StoreError("refused", "The store is closed.");
    return held.get(scopeKey(scope))?.contents ?? emptyContents();
  }

  function nextEpoch(scope: Scope): number {
    const epoch = (epochs.get(scopeKey(scope)) ?? 0) + 1;
    epochs.set(scopeKey(scope), epoch);
    return epoch;
  }

  return {
    async acquire(scope) {
      contentsOf(scope);
      return nextEpoch(scope);
    },
    async get(scope, collection, key) {
      return getDocument(contentsOf(scope), collection, key);
    },
    async list(scope, collection) {
      return listDocuments(contentsOf(scope), collection);
    },
    async commit(scope, changes, epoch) {
      const contents = contentsOf(scope);
      const current = epochs.get(scopeKey(scope)) ?? 0;
      if (epoch !== undefined && epoch !== current) {
        throw new StoreError("fenced", `Run ${epoch} was overtaken by run ${current}.`);
      }
      if (changes.length === 0) return;
      applyChanges(contents, readChanges(writeChanges(changes)));
      if (!held.has(scopeKey(scope))) {
        held.set(scopeKey(scope), { scope: structuredClone(scope), contents });
      }
    },
    async history<S extends Scope>(scope: S, query: HistoryQuery) {
      // A scope holds the lines of its own kind only: they came through its own commits.
      const page = await pageOf(contentsOf(scope).history.toReversed(), query);
      return page as readonly EntryOf<S>[];
    },
    async scopes(kind) {
      return [...held.values()].map(({ scope }) => scope).filter((scope) => scope.kind === kind);
    },
    async erase(scope) {
      contentsOf(scope);
      held.delete(scopeKey(scope));
      nextEpoch(scope);
    },
    async trim(scope, before) {
      const { history } = contentsOf(scope);
      return history.splice(0, olderThan(history, before)).length;
    },
    async fold(scope) {
      // What was removed is nowhere: there are no files.
      contentsOf(scope);
    },
    async reseal(scope) {
      contentsOf(scope);
    },
    async *dump(scope) {
      const contents = contentsOf(scope);
      const entries = contents.history.map((entry): Change => ({ kind: "append", entry }));
      yield* dumpDocuments(contents);
      yield* entries;
    },
    async restore(scope, changes) {
      contentsOf(scope);
      const contents = emptyContents();
      let any = false;
      for await (const change of changes) {
        applyChanges(contents, readChanges(writeChanges([change])));
        any = true;
      }
      contentsOf(scope);
      held.delete(scopeKey(scope));
      if (any) held.set(scopeKey(scope), { scope: structuredClone(scope), contents });
      nextEpoch(scope);
    },
    async close() {
      closed = true;
    },
  };
}
