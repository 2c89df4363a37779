import type { Actor } from "../../connectors/port/item.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { followed } from "../../store/followed.ts";
import { scopeKey, StoreError, type Change, type Store } from "../../store/store.ts";
import {
  isFurther,
  knownByOther,
  mailboxKey,
  scopeOf,
  type EngineLog,
  type MailboxScope,
} from "./mailbox.ts";

interface Directory {
  /** By the key of the mailbox's scope. */
  readonly mailboxes: Map<string, MailboxDocument>;
  /** Keys that were written while the store is read for the first time: what was read is older. */
  readonly touched: Set<string>;
  /** The first reading of the store; from then on every change passes by here. */
  ready: Promise<void> | null;
}

const directories = new WeakMap<Store, Directory>();

/**
 * The store with a list of its mailboxes in memory, kept up to date by what is written through it:
 * each page of an ERP's feed asks whose it is, and ten thousand mailboxes cannot be opened for that.
 * For one process; where several write, each must be told by the store.
 */
export function withDirectory(inner: Store): Store {
  const directory: Directory = { mailboxes: new Map(), touched: new Set(), ready: null };
  const enter = (scope: MailboxScope, mailbox: MailboxDocument | undefined): void => {
    const key = scopeKey(scope);
    directory.touched.add(key);
    if (mailbox === undefined) directory.mailboxes.delete(key);
    else directory.mailboxes.set(key, mailbox);
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
  return [...directory.mailboxes.values()];
}

/**
 * Whom the ERP knows otherwise than by his mailbox's address, in the mailbox's tenant and ERP: by the
 * address of each further mailbox that of the person who synchronizes it, who stands in for it, and by
 * whose address the ERP knows those whom an administrator told it (`Actor.standIns`, `Actor.knownAs`).
 */
export async function namesInErp(
  { store, log }: { readonly store: Store; readonly log: EngineLog },
  mailbox: MailboxDocument,
): Promise<Pick<Actor, "standIns" | "knownAs">> {
  const { tenantId, connectionId } = mailbox;
  const all = (await listMailboxes(store, log)).filter((one) => one.tenantId === tenantId);
  const people = new Map(
    all.flatMap((one) => (isFurther(one) ? [] : [[one.userId, one.address] as const])),
  );
  const standIns = Object.fromEntries(
    all.flatMap((one) => {
      const person = people.get(one.userId);
      const isHeld = isFurther(one) && one.givenUp !== true;
      return isHeld && person !== undefined ? [[one.address, person]] : [];
    }),
  );
  const colleagues = all.filter((one) => one.connectionId === connectionId);
  return { standIns, ...knownByOther(mailbox, colleagues) };
}

async function fill(directory: Directory, store: Store, log?: EngineLog): Promise<void> {
  directory.touched.clear();
  for (const mailbox of await readMailboxes(store, log)) {
    const key = scopeKey(scopeOf(mailbox));
    if (!directory.touched.has(key)) directory.mailboxes.set(key, mailbox);
  }
}

async function readMailboxes(store: Store, log?: EngineLog): Promise<readonly MailboxDocument[]> {
  const scopes = (await store.scopes("mailbox")) as readonly MailboxScope[];
  const documents = await Promise.all(
    scopes.map(async (scope) => {
      try {
        return await store.get(scope, "mailbox", mailboxKey);
      } catch (error) {
        // One damaged mailbox must not keep the others from being listed, or the server from starting.
        if (!(error instanceof StoreError) || error.code !== "refused") throw error;
        log?.warn({ scope, error }, "a mailbox is refused by the store");
        return undefined;
      }
    }),
  );
  return documents.filter((document) => document !== undefined);
}
