import type { Documents, ScopeKind } from "./documents/documents.ts";
import type { HistoryEntry } from "./documents/mailbox.ts";
import type { AuditEntry } from "./documents/administration.ts";

/**
 * The port to durable memory. A scope is the unit of consistency: a mailbox, a connection, a tenant
 * or the installation. Everything inside one `commit` becomes visible and durable together or not at
 * all; nothing spans two scopes.
 *
 * Every implementation passes `test/store/contract`.
 */
export interface Store {
  /**
   * Takes over the writing of runs in `scope` and returns its fencing epoch: from now on a commit
   * that carries an older epoch is refused, so a worker that was thought dead cannot write.
   */
  acquire(scope: Scope): Promise<number>;

  get<C extends Collection>(
    scope: Scope,
    collection: C,
    key: string,
  ): Promise<Documents[C] | undefined>;

  /** All documents of a collection by key, in the order of their first writing. */
  list<C extends Collection>(
    scope: Scope,
    collection: C,
  ): Promise<ReadonlyMap<string, Documents[C]>>;

  /**
   * Atomic and durable when it resolves.
   * @param epoch of the run that writes; absent for acts of people and of the API, which only touch
   * collections that runs do not write.
   * @throws StoreError `fenced` | `full` | `refused`
   */
  commit(scope: Scope, changes: readonly Change[], epoch?: number): Promise<void>;

  /** Newest first. */
  history<S extends Scope>(scope: S, query: HistoryQuery): Promise<readonly EntryOf<S>[]>;

  /**
   * Forgets lines of history, from the oldest on, that are older than `before` (ISO 8601 UTC), and
   * gives their room back. Documents stay as they are, and a run under way is not disturbed.
   * @returns how many
   */
  trim(scope: Scope, before: string): Promise<number>;

  /**
   * Leaves nothing in the scope's files of documents that were removed or replaced, which lasts until
   * then in journals and copies. Nothing else changes, and a run under way is not disturbed.
   * @throws StoreError `full`: what was removed is still in them; it may be tried again.
   */
  fold(scope: Scope): Promise<void>;

  /**
   * Leaves nothing in the scope's files that is readable, or sealed with another key than the current
   * one. Opening a scope does so too, as far as the disk lets it. Nothing else changes, and a run under
   * way is not disturbed.
   * @throws StoreError `full`: some of it still lies there as it did; it may be tried again.
   */
  reseal(scope: Scope): Promise<void>;

  /** Every scope of a kind that a commit wrote to and that was not erased since. */
  scopes(kind: ScopeKind): Promise<readonly Scope[]>;

  /**
   * Removes all of a scope's documents and history, also where its files are damaged. A run that is
   * under way is fenced: it cannot bring anything back.
   */
  erase(scope: Scope): Promise<void>;

  /**
   * A scope as the changes that make it out of an empty one: documents in the order of their first
   * writing, then history, oldest first. It shows one moment, whatever is committed meanwhile. Erasing,
   * replacing and closing wait until it is read to its end or given up.
   */
  dump(scope: Scope): AsyncIterable<Change>;

  /**
   * Replaces all of a scope, also where its files are damaged, by what `changes` make of an empty
   * one. Until it resolves everything is as before; where it fails, everything stays so. A run that is
   * under way is fenced.
   * @throws StoreError `full`; and whatever `changes` throws.
   */
  restore(scope: Scope, changes: AsyncIterable<Change> | Iterable<Change>): Promise<void>;

  /** Writes what is pending and lets go of the files. */
  close(): Promise<void>;
}

export type Scope =
  | { readonly kind: "mailbox"; readonly tenantId: string; readonly mailboxId: string }
  | { readonly kind: "connection"; readonly connectionId: string }
  | { readonly kind: "tenant"; readonly tenantId: string }
  | { readonly kind: "installation" };

/** One text per scope; equal scopes have equal keys and no two scopes share one. */
export function scopeKey(scope: Scope): string {
  switch (scope.kind) {
    case "mailbox":
      return JSON.stringify(["mailbox", scope.tenantId, scope.mailboxId]);
    case "connection":
      return JSON.stringify(["connection", scope.connectionId]);
    case "tenant":
      return JSON.stringify(["tenant", scope.tenantId]);
    case "installation":
      return JSON.stringify(["installation"]);
  }
}

export type LogEntry = HistoryEntry | AuditEntry;
/** The lines of a mailbox are its log; those of anything else, what administrators did there. */
export type EntryOf<S extends Scope> = S extends { readonly kind: "mailbox" }
  ? HistoryEntry
  : AuditEntry;

export type Collection = keyof Documents;

export type Change =
  | {
      [C in Collection]: {
        readonly kind: "put";
        readonly collection: C;
        readonly key: string;
        readonly document: Documents[C];
      };
    }[Collection]
  | { readonly kind: "remove"; readonly collection: Collection; readonly key: string }
  | { readonly kind: "append"; readonly entry: LogEntry };

/** A typed `put`, since TypeScript cannot infer the union member by itself. */
export function put<C extends Collection>(
  collection: C,
  key: string,
  document: Documents[C],
): Change {
  return { kind: "put", collection, key, document } as Change;
}

export interface HistoryQuery {
  readonly limit: number;
  /** Only entries older than this one (its `id`). */
  readonly before?: string;
  /** Only entries of this link, or of any of these. */
  readonly linkId?: string | ReadonlySet<string>;
}

export type StoreErrorCode =
  /** A newer run has taken over: stop at once, write nothing. */
  | "fenced"
  /** Disk full or read-only: the last state is intact, nothing was written. */
  | "full"
  /** The file of this scope is damaged or from a newer version: this scope alone is refused. */
  | "refused"
  /** Another process owns the folder. */
  | "owned";

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
