import { createHash, timingSafeEqual } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { createTurns } from "../../lib/turns.ts";
import { ConnectorError } from "../../connectors/port/connector-error.ts";
import { chosenCalendars, defaultCalendar } from "../../connectors/port/item.ts";
import type {
  MailboxDocument,
  PushProblem,
  SubscriptionDocument,
} from "../../store/documents/mailbox.ts";
import { put, scopeKey, type Scope } from "../../store/store.ts";
import { listMailboxes } from "./people/directory.ts";
import {
  actorOf,
  isFurther,
  openMailbox,
  scopeOf,
  type EngineDeps,
  type MailboxScope,
} from "./mailbox.ts";

const key = "appointment";
/** One that was refused is asked for again after this: each asking is a request and two handshakes. */
const refusedPauseMs = 60 * 60 * 1000;
/** No renewal within this time of the last one: Graph counts a renewal as a reauthorization. */
const renewedRecentlyMs = 10 * 60 * 1000;

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
  /** Why changes in Outlook are not announced; `null` where they are, or where nobody asked yet. */
  problem(scope: MailboxScope): Promise<PushProblem | null>;
  /**
   * A change was found that should have been announced long ago: the interval takes over until the
   * next notification proves that they arrive again.
   */
  unheard(scope: MailboxScope): Promise<void>;
  remove(scope: MailboxScope): Promise<void>;
  /** Renews it whatever its age, and makes a new one where none is left or none could be made. */
  renew(scope: MailboxScope): Promise<void>;
  /** Reads which subscriptions are ours; before the first notification is taken. */
  load(): Promise<void>;
}

/** What is asked of a subscription: to be there, to be authorized anew, or to be renewed whatever its age. */
type Wish = "kept" | "reauthorized" | "renewed";

/** Whose a subscription is, and what its notifications must present. */
interface Owner {
  readonly scope: MailboxScope;
  readonly clientState: string;
}

/**
 * Decides when a mailbox's subscription is made, renewed and made anew; the connector knows how.
 * What is missing costs seconds only: without push the interval takes over, and says so.
 */
export function createSubscriptions(
  deps: EngineDeps,
  addresses: NotificationAddresses,
): Subscriptions {
  const owners = new Map<string, Owner>();
  /** Mailboxes whose notifications do not arrive: the next one that does is news. */
  const silent = new Set<string>();

  const store = async (scope: Scope, document: SubscriptionDocument): Promise<void> => {
    await deps.store.commit(scope, [put("subscriptions", key, document)]);
  };
  const read = (scope: Scope) => deps.store.get(scope, "subscriptions", key);
  const now = (): string => new Date(deps.clock.now()).toISOString();
  const lifetimeMs = (): number => deps.graph.subscriptions?.lifetimeMs ?? 0;
  const leftMs = ({ expiresAt }: SubscriptionDocument): number =>
    Date.parse(expiresAt) - deps.clock.now();
  /** At two thirds of its life, so that two days' outage loses nothing. */
  const endsSoon = (known: SubscriptionDocument): boolean => leftMs(known) < lifetimeMs() / 3;
  const renewedRecently = (known: SubscriptionDocument): boolean =>
    lifetimeMs() - leftMs(known) < renewedRecentlyMs;

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
    for (const id of idsOf(made)) owners.set(id, { scope, clientState });
    silent.delete(scopeKey(scope));
    await store(scope, {
      id: made.id,
      clientState,
      expiresAt: made.expiresAt,
      resource: "appointment",
      healthy: true,
      ...(made.also === undefined ? {} : { also: made.also }),
      ...(mailbox.jobs.calendar.calendars === undefined
        ? {}
        : { covers: chosenCalendars(mailbox.jobs.calendar) }),
      ...(made.lacks === undefined
        ? {}
        : { lacks: { code: "partly", reason: made.lacks, since: now() } }),
    });
  };

  /** Ends what was made for other calendars than those that are chosen now, and begins anew. */
  const replace = async (mailbox: MailboxDocument, known: SubscriptionDocument): Promise<void> => {
    await end(mailbox, known);
    await forget(scopeOf(mailbox));
    await subscribe(mailbox);
  };

  /** Before another one is made: where that is refused, nobody is to renew what is gone. */
  const forget = (scope: MailboxScope): Promise<void> =>
    deps.store.commit(scope, [{ kind: "remove", collection: "subscriptions", key }]);

  const end = async (mailbox: MailboxDocument, known: SubscriptionDocument): Promise<void> => {
    for (const id of idsOf(known)) {
      owners.delete(id);
      try {
        await deps.graph.subscriptions?.remove(actorOf(mailbox), id);
      } catch (error) {
        // It ends by itself within a week; what it still sends is not ours any more and is dropped.
        if (!(error instanceof ConnectorError)) throw error;
      }
    }
  };

  const renew = async (mailbox: MailboxDocument, known: SubscriptionDocument): Promise<void> => {
    const facet = deps.graph.subscriptions;
    if (facet === undefined) return;
    try {
      const ends: string[] = [];
      for (const id of idsOf(known)) ends.push((await facet.renew(actorOf(mailbox), id)).expiresAt);
      const expiresAt = ends.sort()[0] ?? known.expiresAt;
      await store(scopeOf(mailbox), { ...known, expiresAt, ...soundness(known) });
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== "not-found") throw error;
      await startAnew(mailbox, known);
    }
  };

  /** One of them is gone; without others there is nothing to end. */
  const startAnew = async (
    mailbox: MailboxDocument,
    known: SubscriptionDocument,
  ): Promise<void> => {
    if (known.also !== undefined) return replace(mailbox, known);
    owners.delete(known.id);
    await forget(scopeOf(mailbox));
    await subscribe(mailbox);
  };

  /** Its life goes on; whether its notifications arrive only a notification can prove. */
  const soundness = (known: SubscriptionDocument): Pick<SubscriptionDocument, "healthy"> =>
    known.problem?.code === "unheard" ? { healthy: false } : { healthy: true };

  /** Keeps the access that notifications are sent under: by itself, or with a new life. */
  const reauthorize = async (
    mailbox: MailboxDocument,
    known: SubscriptionDocument,
  ): Promise<void> => {
    if (endsSoon(known) || !known.healthy) return renew(mailbox, known);
    if (renewedRecently(known)) return;
    try {
      for (const id of idsOf(known)) {
        await deps.graph.subscriptions?.reauthorize(actorOf(mailbox), id);
      }
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== "not-found") throw error;
      await startAnew(mailbox, known);
    }
  };

  const ensure = async (scope: MailboxScope, wish: Wish): Promise<void> => {
    const mailbox = await openMailbox(deps, scope);
    if (mailbox?.jobs.calendar.enabled !== true) return;
    // Nobody but its owner is told of a mailbox: no permission of a delegate is enough.
    if (isFurther(mailbox)) return;
    const known = await read(scope);
    const isOver = (problem: PushProblem | undefined): boolean =>
      deps.clock.now() >= Date.parse(problem?.since ?? "") + refusedPauseMs;
    try {
      if (known === undefined) await subscribe(mailbox);
      else if (known.id === "") {
        if (isOver(known.problem)) await subscribe(mailbox);
      } else if (
        !isDeepStrictEqual(
          known.covers ?? [defaultCalendar],
          chosenCalendars(mailbox.jobs.calendar),
        )
      ) {
        await replace(mailbox, known);
      } else if (isOver(known.lacks)) await replace(mailbox, known);
      else if (wish === "reauthorized") await reauthorize(mailbox, known);
      else if (wish === "renewed" || endsSoon(known) || known.problem?.code === "refused") {
        await renew(mailbox, known);
      }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await refuse(scope, await read(scope), error);
    }
  };

  const refuse = async (
    scope: MailboxScope,
    known: SubscriptionDocument | undefined,
    error: ConnectorError,
  ): Promise<void> => {
    deps.log.warn({ mailbox: scope.mailboxId, code: error.code }, "no push for this mailbox");
    const none = { id: "", clientState: "", expiresAt: now(), resource: "appointment" } as const;
    // What may be over in a moment (Graph is busy) is asked for again by the next run.
    if (known === undefined && error.code !== "rejected" && error.code !== "forbidden") return;
    const problem = { code: "refused", reason: error.message, since: now() } as const;
    await store(scope, { ...(known ?? none), healthy: false, problem });
  };

  /** Nobody waits for it and the interval stands in for push: a store that fails is logged only. */
  const ensureQuietly = async (scope: MailboxScope, wish: Wish = "kept"): Promise<void> => {
    try {
      await inTurn(scopeKey(scope), () => ensure(scope, wish));
    } catch (error) {
      deps.log.warn({ mailbox: scope.mailboxId, error }, "no push for this mailbox");
    }
  };

  /** Of two at once each would make a subscription, and the one that is stored last be gone already. */
  const inTurn = createTurns();

  /** The one is gone; those that were made with it are made anew together with it. */
  const endOthers = async (scope: MailboxScope, gone: string): Promise<void> => {
    owners.delete(gone);
    const known = await read(scope);
    const mailbox = await openMailbox(deps, scope);
    if (known?.also === undefined || mailbox === undefined) return;
    const [id = "", ...also] = idsOf(known).filter((one) => one !== gone);
    await end(mailbox, { ...known, id, also });
  };

  /** It was heard: what was said about silence is over. */
  const heard = async (scope: MailboxScope): Promise<void> => {
    if (!silent.delete(scopeKey(scope))) return;
    const known = await read(scope);
    if (known?.problem?.code !== "unheard") return;
    const { problem: _over, ...sound } = known;
    await store(scope, { ...sound, healthy: true });
  };

  return {
    ensure: (scope) => ensureQuietly(scope),
    async accept({ subscriptionId, clientState, tenantId, lifecycleEvent }) {
      const owner = owners.get(subscriptionId);
      if (owner === undefined) return null;
      const { scope } = owner;
      if (!sameSecret(owner.clientState, clientState)) return null;
      if (tenantId !== null && tenantId !== scope.tenantId) return null;
      switch (lifecycleEvent) {
        case "reauthorizationRequired":
          await ensureQuietly(scope, "reauthorized");
          break;
        case "subscriptionRemoved":
          await endOthers(scope, subscriptionId);
          await forget(scope);
          await ensureQuietly(scope);
          break;
        case "missed":
          // Graph itself does not know which: everything is looked at once more.
          await deps.store.commit(scope, [
            put("inbox", deps.ids.next(), { kind: "resync", side: "microsoft" }),
          ]);
          break;
        case null:
          await heard(scope);
      }
      return scope;
    },
    async healthy(scope) {
      const known = await read(scope);
      return known?.healthy === true && known.lacks === undefined && leftMs(known) > 0;
    },
    async problem(scope) {
      const known = await read(scope);
      return known?.problem ?? known?.lacks ?? null;
    },
    async unheard(scope) {
      const known = await read(scope);
      if (known?.healthy !== true) return;
      silent.add(scopeKey(scope));
      const reason = "A change was found in Outlook that Microsoft 365 did not announce.";
      deps.log.warn({ mailbox: scope.mailboxId }, "notifications do not arrive");
      const problem = { code: "unheard", reason, since: now() } as const;
      await store(scope, { ...known, healthy: false, problem });
      // It may be gone, and the word of that was lost as well: a renewal tells, and makes a new one.
      await ensureQuietly(scope, "renewed");
    },
    async renew(scope) {
      if ((await read(scope))?.id === "") await forget(scope);
      await ensureQuietly(scope, "renewed");
    },
    async remove(scope) {
      const mailbox = await openMailbox(deps, scope);
      const known = await read(scope);
      if (known === undefined) return;
      for (const id of idsOf(known)) owners.delete(id);
      silent.delete(scopeKey(scope));
      await forget(scope);
      if (mailbox !== undefined) await end(mailbox, known);
    },
    async load() {
      for (const mailbox of await listMailboxes(deps.store, deps.log)) {
        const scope = scopeOf(mailbox);
        const known = await read(scope);
        if (known === undefined || known.id === "") continue;
        for (const id of idsOf(known)) owners.set(id, { scope, clientState: known.clientState });
        if (known.problem?.code === "unheard") silent.add(scopeKey(scope));
      }
    },
  };
}

/** The one that stands for all, and the others; none where none could be made. */
function idsOf({ id, also = [] }: Pick<SubscriptionDocument, "id" | "also">): readonly string[] {
  return [id, ...also].filter((one) => one !== "");
}

/** Compared as digests, so that neither length nor content shows in the time it takes. */
export function sameSecret(expected: string, given: string): boolean {
  const digest = (value: string): Buffer => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
