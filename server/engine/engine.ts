import { ConnectorError } from "../connectors/port/connector-error.ts";
import { setBackWatch } from "../lib/clock.ts";
import { createStandstill, type Standstill } from "../lib/waits.ts";
import { put, scopeKey, type Scope } from "../store/store.ts";
import { createAdvances, type Advances } from "./items/advance.ts";
import { readFeed } from "./mailboxes/feed.ts";
import { createItems, type Items } from "./items/items.ts";
import { createNewRecords, type NewRecords } from "./items/new-records.ts";
import { createPeople, type People } from "./items/people.ts";
import { listMailboxes } from "./mailboxes/people/directory.ts";
import { takeAllAlong } from "./mailboxes/taken-along.ts";
import {
  askedBy,
  isFurther,
  mailboxKey,
  mailboxScope,
  scopeOf,
  type EngineDeps,
  type MailboxScope,
} from "./mailboxes/mailbox.ts";
import { retryDelayMs } from "./run/retry.ts";
import { createScheduler, type Cadence, type Scheduler } from "./scheduler.ts";
import {
  createSubscriptions,
  type NotificationAddresses,
  type Subscriptions,
} from "./mailboxes/subscriptions.ts";
import { createUndos, type Undos } from "./undo/undos.ts";

export interface Engine {
  readonly items: Items;
  readonly undos: Undos;
  readonly advances: Advances;
  readonly people: People;
  readonly newRecords: NewRecords;
  readonly scheduler: Scheduler;
  readonly subscriptions: Subscriptions;
  /** Outlook notified of this event: kept for the next run, which is woken. Never throws. */
  notified(scope: MailboxScope, eventId: string): Promise<void>;
  /**
   * The ERP says that something moved: read its feed and wake whom it concerns. Never throws. A reading
   * that waits for its turn at the ERP is not waited for.
   */
  wakeConnection(connectionId: string): Promise<void>;
  /** The secret the ERP signs its wake-ups with; `null` while none is registered. */
  feedSecret(connectionId: string): Promise<string | null>;
  /** Starts reading a connection's feed and asks the ERP to announce changes; idempotent. */
  connect(connectionId: string): Promise<void>;
  /**
   * Reads its feed no more and takes our address back: for a connection that nobody uses any more.
   * Repeated before it is forgotten, it answers the same.
   * @returns what became of our address in the ERP; `left` where only its administrator can take it away
   * @throws ConnectorError where the ERP cannot be asked
   */
  leaveConnection(connectionId: string): Promise<"removed" | "left" | "none">;
  /** Where its feed was, what its administrators decided and all else that is kept of it goes. */
  forgetConnection(connectionId: string): Promise<void>;
  /** Nothing keeps its requests back any more: its feed is read, and whom it concerned runs. */
  resumeConnection(connectionId: string): Promise<void>;
  feedHealthy(connectionId: string): boolean;
  /** Since when the feed cannot be read, ms since the epoch, at most since the start; `null`: it can. */
  feedDownSinceMs(connectionId: string): number | null;
  /** A person was here: a mailbox that waits for a new sign-in goes on. */
  signedIn(person: { readonly tenantId: string; readonly userId: string }): void;
  /** Knows its subscriptions and wakes every mailbox: the first thing after a start. */
  resume(): Promise<void>;
  /** Reads the feeds and starts the runs that are due. Called by timers; by tests after they moved the clock. */
  tick(): Promise<void>;
  /** `resume`, and from then on everything at its time. */
  start(): Promise<void>;
  /** Starts nothing any more; resolves when the steps in hand are over. What arrives meanwhile is kept. */
  stop(): Promise<void>;
  /** Whether `stop` was called. */
  stopping(): boolean;
}

export interface EngineOptions {
  readonly cadence: Cadence;
  readonly addresses: NotificationAddresses;
  /** Our address for an ERP's wake-ups, by connection. */
  readonly feedAddress: (connectionId: string) => string;
  /** How often a connection's feed is asked, as administrators decided, ms; absent: at the interval. */
  readonly feedIntervalMs?: (connectionId: string) => number;
  /** Asked each time: administrators connect ERPs while the server runs. */
  readonly connectionIds: () => readonly string[];
  /** What is done once a day beside the runs; absent: nothing. */
  readonly daily?: (scheduler: Scheduler) => Promise<unknown>;
  /** What else may be due, looked at as often as the feeds; absent: nothing. */
  readonly ticked?: () => void;
  /** What else was under way when the process ended; absent: nothing. */
  readonly resumed?: () => Promise<void>;
  /** When that has come to rest, once the engine stops; absent: nothing. */
  readonly rested?: () => Promise<unknown>;
}

const feedKey = "webhook";
const feedTickMs = 1_000;
const dayMs = 86_400_000;
/** Whoever was just started has other things to do; who is started each night gets to it all the same. */
const firstDailyMs = 3_600_000;

interface FeedState {
  dueAtMs: number;
  failures: number;
  healthy: boolean;
  downSinceMs: number | null;
  reading: Promise<void> | null;
  /** Whether that reading waits for its turn at the ERP. */
  standstill: Standstill | null;
  again: boolean;
}

/** The imperative shell: what wakes runs, and what people ask of single items. */
export function createEngine(deps: EngineDeps, options: EngineOptions): Engine {
  const { cadence } = options;
  const feeds = new Map<string, FeedState>();
  /** `undefined` for a connection that there is not, or not any more. */
  const feedOf = (connectionId: string): FeedState | undefined => {
    if (!options.connectionIds().includes(connectionId)) return undefined;
    const known = feeds.get(connectionId);
    if (known !== undefined) return known;
    const made = {
      dueAtMs: 0,
      failures: 0,
      healthy: false,
      downSinceMs: null,
      reading: null,
      standstill: null,
      again: false,
    };
    feeds.set(connectionId, made);
    return made;
  };
  const connecting = new Map<string, Promise<void>>();
  const subscriptions = createSubscriptions(deps, options.addresses);
  const setBackMs = setBackWatch(deps.clock);
  /** Whether both sides announce what moves: Graph by its subscription, the ERP by its feed. */
  const pushHealthy = async (scope: MailboxScope): Promise<boolean> => {
    const mailbox = await deps.store.get(scope, "mailbox", mailboxKey);
    const announced = mailbox !== undefined && deps.erp(mailbox.connectionId).feed !== undefined;
    return announced && (await subscriptions.healthy(scope));
  };
  /** Mailboxes that were run since the start: before that, nobody was there to be told. */
  const wasRun = new Set<string>();
  const scheduler = createScheduler(deps, cadence, pushHealthy, (scope, report) => {
    const first = !wasRun.has(scopeKey(scope));
    wasRun.add(scopeKey(scope));
    if (report.unannounced === true && !first) void subscriptions.unheard(scope);
    // An ERP that is down does not keep Outlook's subscription from being renewed.
    if (report.outcome === "done" || report.error?.side === "erp") void subscriptions.ensure(scope);
  });
  let timer: NodeJS.Timeout | null = null;
  let stopping = false;
  let dailyAtMs = deps.clock.now() + firstDailyMs;
  let daily: Promise<unknown> = Promise.resolve();

  const doDaily = async (): Promise<void> => {
    if (options.daily === undefined || deps.clock.now() < dailyAtMs) return;
    dailyAtMs = deps.clock.now() + dayMs;
    daily = options.daily(scheduler).catch((error: unknown) => {
      deps.log.warn({ error }, "what is done daily was not done");
    });
    await daily;
  };

  const connectionScope = (connectionId: string): Scope => ({ kind: "connection", connectionId });

  const takeFeed = async (connectionId: string): Promise<void> => {
    for (const mailbox of await readFeed(deps, connectionId)) scheduler.wake(mailbox);
  };

  const connectOnce = async (connectionId: string): Promise<void> => {
    const { feed } = deps.erp(connectionId);
    const scope = connectionScope(connectionId);
    if (feed === undefined) return;
    // The feed's start is fixed before any mailbox lists its items, so nothing falls in between.
    await takeFeed(connectionId);
    const known = await deps.store.get(scope, "subscriptions", feedKey);
    const secret = known?.clientState ?? deps.ids.next();
    await feed.register(options.feedAddress(connectionId), secret);
    if (known === undefined) {
      await deps.store.commit(scope, [
        put("subscriptions", feedKey, {
          id: connectionId,
          clientState: secret,
          expiresAt: "9999-12-31T00:00:00.000Z",
          resource: "feed",
          healthy: true,
        }),
      ]);
    }
  };

  /** One after the other: of two at once each would register a secret, and the ERP keep the wrong one. */
  const connect = (connectionId: string): Promise<void> => {
    const before = connecting.get(connectionId) ?? Promise.resolve();
    const connected = before.then(() => connectOnce(connectionId));
    connecting.set(
      connectionId,
      connected.catch(() => undefined),
    );
    return connected;
  };

  const unregister = async (connectionId: string): Promise<"removed" | "left" | "none"> => {
    const known = await deps.store.get(connectionScope(connectionId), "subscriptions", feedKey);
    if (known === undefined) return "none";
    const { feed } = deps.erp(connectionId);
    if (feed?.unregister === undefined) return "left";
    await feed.unregister(options.feedAddress(connectionId));
    return "removed";
  };

  const readOnce = async (connectionId: string, state: FeedState): Promise<void> => {
    try {
      if (state.healthy) await takeFeed(connectionId);
      else await connect(connectionId);
      state.healthy = true;
      state.downSinceMs = null;
      state.failures = 0;
      const intervalMs = options.feedIntervalMs?.(connectionId) ?? cadence.intervalMs;
      state.dueAtMs = deps.clock.now() + intervalMs;
    } catch (error) {
      const known = error instanceof ConnectorError ? error : null;
      const pauseMs = known?.facts.pause === undefined ? null : (known.facts.retryAfterMs ?? 0);
      if (pauseMs !== null) {
        // It is not down: nobody asks it. What it announces meanwhile stands in the feed.
        state.dueAtMs = deps.clock.now() + pauseMs;
        return;
      }
      // Whatever it was, a full disk as well: nobody waits for this but the next reading.
      state.healthy = false;
      state.downSinceMs ??= deps.clock.now();
      state.failures++;
      const delayMs = retryDelayMs(known, state.failures, deps.chance?.()) ?? cadence.intervalMs;
      state.dueAtMs = deps.clock.now() + delayMs;
      const facts = known === null ? { error } : { code: known.code };
      deps.log.warn({ connection: connectionId, ...facts }, "the ERP's feed was not read");
    }
  };

  const readAll = async (connectionId: string, state: FeedState): Promise<void> => {
    while (takeMark(state)) await readOnce(connectionId, state);
    state.reading = null;
    state.standstill = null;
  };

  const wakeConnection = async (connectionId: string): Promise<void> => {
    const state = feedOf(connectionId);
    // What begins to wait for its turn while we stop would be waited for.
    if (state === undefined || stopping) return;
    // A wake-up during a read may announce what that read no longer sees: read once more.
    state.again = true;
    const standstill = (state.standstill ??= createStandstill());
    state.reading ??= standstill.run(() => readAll(connectionId, state));
    await standstill.orStands(state.reading);
  };

  const readDueFeeds = async (): Promise<void> => {
    const backMs = setBackMs();
    for (const state of feeds.values()) state.dueAtMs -= backMs;
    const due = options.connectionIds().filter((connectionId) => {
      const state = feedOf(connectionId);
      return state?.reading === null && state.dueAtMs <= deps.clock.now();
    });
    await Promise.all(due.map(wakeConnection));
  };

  /** His further mailboxes wait for his sign-in as his own does. */
  const resumeFurther = async (tenantId: string, userId: string): Promise<void> => {
    const mailboxes = await listMailboxes(deps.store, deps.log).catch(() => []);
    for (const one of mailboxes) {
      if (isFurther(one) && one.tenantId === tenantId && one.userId === userId) {
        scheduler.resume(scopeOf(one));
      }
    }
  };

  const resume = async (): Promise<void> => {
    await subscriptions.load();
    await takeAllAlong(deps);
    for (const mailbox of await listMailboxes(deps.store, deps.log))
      scheduler.wake(scopeOf(mailbox));
    await options.resumed?.();
  };

  const asked = askedBy(deps);
  return {
    items: createItems(asked, scheduler),
    undos: createUndos(asked, scheduler),
    advances: createAdvances(asked),
    people: createPeople(asked),
    newRecords: createNewRecords(asked),
    scheduler,
    subscriptions,
    async notified(scope, eventId) {
      try {
        const hint = { kind: "outlook-change", id: eventId } as const;
        await deps.store.commit(scope, [put("inbox", deps.ids.next(), hint)]);
      } catch (error) {
        // A full disk: what a list does not tell of is found within a day.
        deps.log.warn({ error, mailbox: scope.mailboxId }, "a notification was not kept");
      }
      scheduler.wake(scope);
    },
    wakeConnection,
    connect,
    async resumeConnection(connectionId) {
      for (const one of await listMailboxes(deps.store, deps.log)) {
        if (one.connectionId === connectionId) scheduler.unpause(scopeOf(one));
      }
      await wakeConnection(connectionId);
    },
    async leaveConnection(connectionId) {
      const state = feeds.get(connectionId);
      state?.standstill?.giveUp();
      await state?.reading;
      feeds.delete(connectionId);
      return unregister(connectionId);
    },
    forgetConnection: (connectionId) => deps.store.erase(connectionScope(connectionId)),
    async feedSecret(connectionId) {
      const known = await deps.store.get(connectionScope(connectionId), "subscriptions", feedKey);
      return known?.clientState ?? null;
    },
    signedIn({ tenantId, userId }) {
      scheduler.resume(mailboxScope(tenantId, userId));
      void resumeFurther(tenantId, userId);
    },
    feedHealthy: (connectionId) => feedOf(connectionId)?.healthy === true,
    feedDownSinceMs: (connectionId) => feedOf(connectionId)?.downSinceMs ?? null,
    resume,
    async tick() {
      await readDueFeeds();
      await scheduler.tick();
      options.ticked?.();
      await doDaily();
    },
    stopping: () => stopping,
    async start() {
      stopping = false;
      await resume();
      scheduler.start();
      timer = setInterval(() => {
        void readDueFeeds();
        options.ticked?.();
        void doDaily();
      }, feedTickMs);
    },
    async stop() {
      stopping = true;
      for (const { standstill } of feeds.values()) standstill?.giveUp();
      if (timer !== null) clearInterval(timer);
      timer = null;
      await scheduler.stop();
      await daily;
      await options.rested?.();
      await Promise.allSettled([...feeds.values()].flatMap((state) => state.reading ?? []));
    },
  };
}

function takeMark(state: FeedState): boolean {
  const marked = state.again;
  state.again = false;
  return marked;
}
