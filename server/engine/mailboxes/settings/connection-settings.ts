import type { Fields } from "../../../sync/model.ts";
import { put, StoreError, type Store } from "../../../store/store.ts";
import type { EngineLog } from "../mailbox.ts";

/** What administrators said of each ERP connection; held in memory, as each run asks. */
export interface ConnectionSettings<T> {
  /** Reads the store; before that, nothing was said. */
  load(): Promise<void>;
  readonly of: (connectionId: string) => T;
  /** Durable when it resolves. */
  save(connectionId: string, said: T): Promise<void>;
  /** Of a connection that was erased nothing holds any more. */
  forget(connectionId: string): void;
}

/**
 * @param key under which it stands among the connection's settings
 * @param read what a stored document says; what was written is plain JSON
 */
export function createConnectionSettings<T>(
  { store, log }: { readonly store: Store; readonly log: EngineLog },
  key: string,
  nothing: T,
  read: (said: unknown) => T,
): ConnectionSettings<T> {
  let known = new Map<string, T>();
  return {
    async load() {
      const found: typeof known = new Map();
      for (const scope of await store.scopes("connection")) {
        if (scope.kind !== "connection") continue;
        const { connectionId } = scope;
        try {
          const document = await store.get(scope, "settings", key);
          if (document !== undefined) found.set(connectionId, read(document.values["said"]));
        } catch (error) {
          if (!(error instanceof StoreError) || error.code !== "refused") throw error;
          // A damaged file must not keep the server from starting. Nothing is said then: no field is
          // written, no item recognised, and the ERP is asked as if nobody limited it.
          log.warn({ connection: connectionId, key, error }, "what was said of it cannot be read");
        }
      }
      known = found;
    },
    of: (connectionId) => known.get(connectionId) ?? nothing,
    async save(connectionId, said) {
      const values = { said: JSON.parse(JSON.stringify(said)) as Fields };
      await store.commit({ kind: "connection", connectionId }, [put("settings", key, { values })]);
      known.set(connectionId, said);
    },
    forget: (connectionId) => void known.delete(connectionId),
  };
}
