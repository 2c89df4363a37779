import { createHash, timingSafeEqual } from "node:crypto";
import { ConnectorError } from "../connectors/connector.ts";
import type { MailboxDocument, SubscriptionDocument } from "../store/documents.ts";
import { put, type Scope } from "../store/store.ts";
import {
  actorOf,
  listMailboxes,
  mailboxKey,
  scopeOf,
  type EngineDeps,
  type MailboxScope,
} from "./mailbox.ts";

/** Renewed when less than this is left, so that a day's outage loses nothing. */
const renewBeforeMs = 24 * 60 * 60 * 1000;
const key = "appointment";

export interface NotificationAddresses {
  /** Ours, https; the engine appends nothing. */
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
}

/** One element of a notification from Graph, as far as it matters: a hint, never data. */
export interface Notification {
  readonly subscriptionId: string;
  readonly clientState: string;
  readonly tenantId: string | null;
  readonly lifecycleEvent: "reauthorizationRequired" | "subscriptionRemoved" | "missed" | null;
}

export interface Subscriptions {
  /** Sees to it that the mailbox is subscribed and that it stays so; never throws. */
  ensure(scope: MailboxScope): Promise<void>;
  /** Answers which mailbox to wake; `null` for a notification that proves nothing. */
  accept(notification: Notification): Promise<MailboxScope | null>;
  healthy(scope: MailboxScope): Promise<boolean>;
  remove(scope: MailboxScope): Promise<void>;
  /** Reads which subscriptions are ours; before the first notification is taken. */
  load(): Promise<void>;
}

/**
 * Decides when a mailbox's subscription is made, renewed and made anew; the connector knows how.
 * What is missing costs seconds only: without push the interval takes over.
 */
export function createSubscriptions(
  deps: EngineDeps,
  addresses: NotificationAddresses,
): Subscriptions {
  const owners = new Map<string, MailboxScope>();

  const store = async (scope: Scope, document: SubscriptionDocument): Promise<void> => {
    await deps.store.commit(scope, [put("subscriptions", key, document)]);
  };

  const subscribe = async (mailbox: MailboxDocument): Promise<void> => {
    const facet = deps.graph.subscriptions;
    if (facet === undefined) return;
    const scope = scopeOf(mailbox);
    const clientState = deps.ids.next();
    const made = await facet.create(actorOf(mailbox), {
      ...addresses,
      resource: "appointment",
      clientState,
    });
    owners.set(made.id, scope);
    await store(scope, {
      id: made.id,
      clientState,
      expiresAt: made.expiresAt,
      resource: "appointment",
      healthy: true,
    });
  };

  const renew = async (mailbox: MailboxDocument, known: SubscriptionDocument): Promise<void> => {
    const facet = deps.graph.subscriptions;
    if (facet === undefined) return;
    try {
      const { expiresAt } = await facet.renew(actorOf(mailbox), known.id);
      await store(scopeOf(mailbox), { ...known, expiresAt, healthy: true });
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== "not-found") throw error;
      owners.delete(known.id);
      await subscribe(mailbox);
    }
  };

  const endsSoon = ({ expiresAt }: SubscriptionDocument): boolean =>
    Date.parse(expiresAt) - deps.clock.now() < renewBeforeMs;

  const ensure = async (scope: MailboxScope, force: boolean): Promise<void> => {
    const mailbox = await deps.store.get(scope, "mailbox", mailboxKey);
    if (mailbox?.jobs.calendar.enabled !== true) return;
    const known = await deps.store.get(scope, "subscriptions", key);
    try {
      if (known === undefined) await subscribe(mailbox);
      else if (force || !known.healthy || endsSoon(known)) await renew(mailbox, known);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      deps.log.warn({ mailbox: scope.mailboxId, code: error.code }, "no push for this mailbox");
      if (known !== undefined) await store(scope, { ...known, healthy: false });
    }
  };

  /** Nobody waits for it and the interval stands in for push: a store that fails is logged only. */
  const ensureQuietly = async (scope: MailboxScope, force = false): Promise<void> => {
    try {
      await ensure(scope, force);
    } catch (error) {
      deps.log.warn({ mailbox: scope.mailboxId, error }, "no push for this mailbox");
    }
  };

  return {
    ensure: (scope) => ensureQuietly(scope),
    async accept(notification) {
      const scope = owners.get(notification.subscriptionId);
      if (scope === undefined) return null;
      const known = await deps.store.get(scope, "subscriptions", key);
      if (known?.id !== notification.subscriptionId) return null;
      if (!sameSecret(known.clientState, notification.clientState)) return null;
      if (notification.tenantId !== null && notification.tenantId !== scope.tenantId) return null;
      switch (notification.lifecycleEvent) {
        case "reauthorizationRequired":
          await ensureQuietly(scope, true);
          break;
        case "subscriptionRemoved":
          owners.delete(known.id);
          await deps.store.commit(scope, [{ kind: "remove", collection: "subscriptions", key }]);
          await ensureQuietly(scope);
          break;
        case "missed":
        case null:
          break;
      }
      return scope;
    },
    async healthy(scope) {
      const known = await deps.store.get(scope, "subscriptions", key);
      return known?.healthy === true && Date.parse(known.expiresAt) > deps.clock.now();
    },
    async remove(scope) {
      const mailbox = await deps.store.get(scope, "mailbox", mailboxKey);
      const known = await deps.store.get(scope, "subscriptions", key);
      if (known === undefined) return;
      owners.delete(known.id);
      await deps.store.commit(scope, [{ kind: "remove", collection: "subscriptions", key }]);
      if (mailbox === undefined) return;
      try {
        await deps.graph.subscriptions?.remove(actorOf(mailbox), known.id);
      } catch (error) {
        // It ends by itself within a week; what it still sends is not ours any more and is dropped.
        if (!(error instanceof ConnectorError)) throw error;
      }
    },
    async load() {
      for (const mailbox of await listMailboxes(deps.store, deps.log)) {
        const known = await deps.store.get(scopeOf(mailbox), "subscriptions", key);
        if (known !== undefined) owners.set(known.id, scopeOf(mailbox));
      }
    },
  };
}

/** Compared as digests, so that neither length nor content shows in the time it takes. */
export function sameSecret(expected: string, given: string): boolean {
  const digest = (value: string): Buffer => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
