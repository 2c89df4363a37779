/**
 * Events that a delta page called removed, or that are missing from a whole new list. That alone
 * proves nothing (they may have left the window), and neither does a successful GET: by its immutable
 * id a deleted event may still answer from Deleted Items. So until one of these was looked up in the
 * calendar itself, it stays under suspicion.
 *
 * Kept in memory only: after a restart the same page is read again from the recorded cursor.
 */
import type { Actor } from "../port/item.ts";

export interface Suspects {
  add(actor: Actor, id: string): void;
  has(actor: Actor, id: string): boolean;
  clear(actor: Actor, id: string): void;
  /** A page of a round that lists the whole window. What no page of it named is suspect. */
  list(actor: Actor, ids: readonly string[], place: { first: boolean; last: boolean }): void;
}

/** What a whole list named. It is forgotten together with the run that it was read for. */
interface Listing {
  readonly ids: Set<string>;
  whole: boolean;
}

/** Beyond this the oldest is acquitted: it then counts as existing, which loses nothing. */
const mostSuspects = 50_000;

export function createSuspects(): Suspects {
  const ids = new Set<string>();
  const listings = new WeakMap<Actor, Listing>();
  const name = (actor: Actor, id: string) => `${actor.tenantId}/${actor.mailboxId}/${id}`;
  return {
    add(actor, id) {
      ids.add(name(actor, id));
      const [oldest] = ids;
      if (ids.size > mostSuspects && oldest !== undefined) ids.delete(oldest);
    },
    has(actor, id) {
      const listing = listings.get(actor);
      const unlisted = listing?.whole === true && !listing.ids.has(id);
      return unlisted || ids.has(name(actor, id));
    },
    clear(actor, id) {
      ids.delete(name(actor, id));
      listings.get(actor)?.ids.add(id);
    },
    list(actor, named, { first, last }) {
      const known = first ? undefined : listings.get(actor);
      const listing = known ?? { ids: new Set(), whole: false };
      for (const id of named) listing.ids.add(id);
      listing.whole = last;
      listings.set(actor, listing);
    },
  };
}
