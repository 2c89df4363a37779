import type { MailboxDocument } from "../../../store/documents/mailbox.ts";
import { followed } from "../../../store/followed.ts";
import { scopeKey, StoreError, type Change, type Store } from "../../../store/store.ts";
import { mailboxKey, scopeOf, type EngineLog, type MailboxScope } from "../mailbox.ts";

interface Directory {
  /** By the key of the mailbox's scope. */
  readonly mailboxes: Map<string, MailboxDocument>;
  /** All of them; `null` since one was written. */
  listed: readonly MailboxDocument[] | null;
  /** What was reckoned from them as they are now, by what reckons it. */
  readonly reckoned: Map<unknown, unknown>;
  /** Keys that were written while the store is read for the first time: what was read is older. */
  readonly touched: Set<string>;
  /** The first reading of the store; from then on every change passes by here. */
  ready: Promise<void> | null;
}

/** So many are read at once: each is held whole in memory for it, whatever the store's bounds. */
const atOnce = 32;

const directories = new WeakMap<Store, Directory>();

/**
 * The store with a list of its mailboxes in memory, kept up to date by what is written through it:
 * each page of an ERP's feed asks whose it is, and ten thousand mailboxes cannot be opened for that.
 * For one process; where several write, each must be told by the store.
 */
export function withDirectory(inner: Store): Store {
  const directory: Directory = {
    ...{ mailboxes: new Map(), listed: null, reckoned: new Map(), touched: new Set(), ready: null },
  };
  const enter = (scope: MailboxScope, mailbox: MailboxDocument | undefined): void => {
    const key = scopeKey(scope);
    directory.touched.add(key);
    if (mailbox === undefined) directory.mailboxes.delete(key);
    else directory.mailboxes.set(key, mailbox);
    forgetReckoned(directory);
  };
  const store = followed(inner, async (scope, written) => {
    if (written === "erased") enter(scope, undefined);
    else if (written === "restored") enter(scope, await inner.get(scope, "mailbox", mailboxKey));
    else for (const change of written.filter(isOfMailbox)) enter(scope, documentOf(change));
  });
  directories.set(store, directory);
  return store;
}

/** `store` with the list of mailboxes that `other` keeps. */
export function withDirectoryOf(other: Store, store: Store): Store {
  const directory = directories.get(other);
  if (directory !== undefined) directories.set(store, directory);
  return store;
}

function forgetReckoned(directory: Directory): void {
  directory.listed = null;
  directory.reckoned.clear();
}

function isOfMailbox(change: Change): boolean {
  return change.kind !== "append" && change.collection === "mailbox";
}

function documentOf(change: Change): MailboxDocument | undefined {
  return change.kind === "put" ? (change.document as MailboxDocument) : undefined;
}

/** Every mailbox that was ever set up, without those whose files the store refuses. */
export async function listMailboxes(
  store: Store,
  log?: EngineLog,
): Promise<readonly MailboxDocument[]> {
  const directory = directories.get(store);
  if (directory === undefined) return readMailboxes(store, log);
  directory.ready ??= fill(directory, store, log);
  try {
    await directory.ready;
  } catch (error) {
    directory.ready = null;
    throw error;
  }
  directory.listed ??= [...directory.mailboxes.values()];
  return directory.listed;
}

/**
 * What `make` reckons from all mailboxes, kept until one of them is written: each run asks, and ten
 * thousand runs cannot each look through ten thousand mailboxes.
 * @param make by itself the name of what is kept, so that it has to be one and the same function each time
 */
export async function reckoned<T>(
  { store, log }: { readonly store: Store; readonly log: EngineLog },
  make: (all: readonly MailboxDocument[]) => T,
): Promise<T> {
  const all = await listMailboxes(store, log);
  const kept = directories.get(store)?.reckoned;
  if (kept === undefined) return make(all);
  if (!kept.has(make)) kept.set(make, make(all));
  return kept.get(make) as T;
}

async function fill(directory: Directory, store: Store, log?: EngineLog): Promise<void> {
  directory.touched.clear();
  for (const mailbox of await readMailboxes(store, log)) {
    const key = scopeKey(scopeOf(mailbox));
    if (!directory.touched.has(key)) directory.mailboxes.set(key, mailbox);
  }
  forgetReckoned(directory);
}

async function readMailboxes(store: Store, log?: EngineLog): Promise<readonly MailboxDocument[]> {
  const scopes = (await store.scopes("mailbox")) as readonly MailboxScope[];
  const read = async (scope: MailboxScope): Promise<MailboxDocument | undefined> => {
    try {
      return await store.get(scope, "mailbox", mailboxKey);
    } catch (error) {
      // One damaged mailbox must not keep the others from being listed, or the server from starting.
      if (!(error instanceof StoreError) || error.code !== "refused") throw error;
      log?.warn({ scope, error }, "a mailbox is refused by the store");
      return undefined;
    }
  };
  const documents: (MailboxDocument | undefined)[] = [];
  for (let start = 0; start < scopes.length; start += atOnce) {
    documents.push(...(await Promise.all(scopes.slice(start, start + atOnce).map(read))));
  }
  return documents.filter((document) => document !== undefined);
}
