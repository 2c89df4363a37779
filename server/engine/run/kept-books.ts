import type { QuarantineDocument } from "../../store/documents/mailbox.ts";
import { scopeKey, type Store } from "../../store/store.ts";
import type { Book } from "./book.ts";
import type { MailboxScope } from "../mailboxes/mailbox.ts";
import type { Undoable } from "../undo/limits.ts";

/** What a run leaves behind for the next one: its books as they stood under its epoch. */
interface Kept extends Book {
  readonly parked: Map<string, QuarantineDocument>;
  readonly undoable: Map<string, Undoable>;
  readonly epoch: number;
}

/** Links kept in memory over all mailboxes of a process, at some 5 kB each: a quarter of a GB. */
const linksMax = 50_000;

interface Shelf {
  /** Least recently used first. */
  readonly books: Map<string, { readonly kept: Kept; readonly links: number }>;
  links: number;
}

/** By store, so that whoever closes his store gives up the memory with it. */
const shelves = new WeakMap<Store, Shelf>();

/**
 * The books as the last run in this process left them, where no other run came in between: runs
 * alone write links and quarantine, each under an epoch of its own, so the number before ours proves
 * that nothing moved. Taken, not borrowed: a run that breaks off leaves nothing behind.
 */
export function takeKept(store: Store, scope: MailboxScope, epoch: number): Kept | undefined {
  const shelf = shelves.get(store);
  const kept = shelf === undefined ? undefined : remove(shelf, scopeKey(scope));
  return kept?.epoch === epoch - 1 ? kept : undefined;
}

/** Keeps a run's books for the next run, in place of those that were not used for the longest time. */
export function keep(store: Store, scope: MailboxScope, kept: Kept): void {
  const shelf: Shelf = shelves.get(store) ?? { books: new Map(), links: 0 };
  shelves.set(store, shelf);
  const key = scopeKey(scope);
  remove(shelf, key);
  shelf.books.set(key, { kept, links: kept.links.size });
  shelf.links += kept.links.size;
  for (const oldest of shelf.books.keys()) {
    // The last one stays whatever its size: a mailbox that is larger than all this is still one.
    if (shelf.links <= linksMax || shelf.books.size === 1) break;
    remove(shelf, oldest);
  }
}

function remove(shelf: Shelf, key: string): Kept | undefined {
  const there = shelf.books.get(key);
  if (there === undefined) return undefined;
  shelf.books.delete(key);
  shelf.links -= there.links;
  return there.kept;
}
