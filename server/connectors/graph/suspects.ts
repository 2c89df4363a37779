/**
 * Events that a delta page called removed. That alone proves nothing (they may have left the window),
 * and neither does a successful GET: by its immutable id a deleted event may still answer from
 * Deleted Items. So until one of these was looked up in the calendar itself, it stays under suspicion.
 *
 * Kept in memory only: after a restart the same page is read again from the recorded cursor.
 */
import type { Actor } from "../connector.ts";

export interface Suspects {
  add(actor: Actor, id: string): void;
  has(actor: Actor, id: string): boolean;
  clear(actor: Actor, id: string): void;
}

/** Beyond this the oldest is acquitted: it then counts as existing, which loses nothing. */
const mostSuspects = 50_000;

export function createSuspects(): Suspects {
  const ids = new Set<string>();
  const name = (actor: Actor, id: string) => `${actor.tenantId}/${actor.mailboxId}/${id}`;
  return {
    add(actor, id) {
      ids.add(name(actor, id));
      const [oldest] = ids;
      if (ids.size > mostSuspects && oldest !== undefined) ids.delete(oldest);
    },
    has: (actor, id) => ids.has(name(actor, id)),
    clear: (actor, id) => void ids.delete(name(actor, id)),
  };
}
