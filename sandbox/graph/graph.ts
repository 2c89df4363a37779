/**
 * Microsoft Graph v1.0, offline: the part that this product uses, over mailboxes that are plain JSON.
 * What it does like the real service, what it simplifies and what nobody knows stands in
 * `docs/sandbox.md`.
 */
import type { Clock } from "../../server/lib/clock.ts";
import type { Faults } from "../control/faults.ts";
import type { RequestLog } from "../control/request-log.ts";
import type { WireHandler, WireRequest, WireResponse } from "../wire.ts";
import type { Caller } from "./call.ts";
import type { Deliver } from "./delivery.ts";
import { GraphError, notFound } from "./errors.ts";
import { type Limits, createLimiter, documentedLimits } from "./limits.ts";
import type { GraphMail, GraphState, Mail } from "./model.ts";
import {
  type DeliveryMode,
  type LifecycleEvent,
  type Notifications,
  createNotifications,
} from "./notifications.ts";
import { nightlySwitches } from "./quirks.ts";
import { createRoutes } from "./routes.ts";
import { type ResetOptions, seedState } from "./seed.ts";
import { addReadOnlyCalendar } from "./calendars.ts";
import { type Sharing, share } from "./sharing.ts";
import { readSnapshot } from "./snapshot.ts";
import { type Gateway, errorWire, serveBatch, serveOne } from "./serve.ts";
import { type Switches, defaultSwitches } from "./switches.ts";
import { type World, findEvent, living, mailboxOf, moveEvent, touchEvent } from "./world.ts";

export interface GraphDependencies {
  readonly clock: Clock;
  readonly seed: number;
  /** How many events the mailboxes begin with; see `ResetOptions`. */
  readonly mailboxes?: ResetOptions["mailboxes"];
  /** What an access token says. Rejects for a token that Graph would not take. */
  readonly verifyToken: (bearer: string) => Promise<Caller>;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** POSTs handshakes and notifications to a subscriber. Rejects when nobody answers. */
  readonly deliver: Deliver;
  /** Gets every mail that a mailbox sends by `sendMail`. */
  readonly sent?: (mail: GraphMail) => void;
  readonly limits?: Partial<Limits>;
  /** How long a request or a part of a batch runs, counted as concurrent; one turn of the event loop by default. */
  readonly pause?: () => Promise<void>;
}

export interface Graph {
  readonly handle: WireHandler;
  /** Unsettled questions and quirks; set a member to choose. */
  readonly switches: Switches;
  notificationMode: DeliveryMode;
  /** Endpoints whose notifications wait or are lost because they answered slowly. */
  punishedEndpoints: Notifications["punished"];
  /** Begins anew with seeded mailboxes. Older delta tokens answer 410. Throws for an unknown user. */
  reset(options?: ResetOptions): void;
  snapshot(): GraphState;
  /** Puts a snapshot back. Throws when it is none of this version. */
  restore(snapshot: unknown): void;
  /** Delivers every notification that is due, also those that the mode holds back. */
  flushNotifications(): Promise<void>;
  /** From now on chance decides what becomes of each notification; a seed makes the same of the same. */
  mixNotifications(seed: number): void;
  /** The nightly mix: every quirk on, chance as the seed has it, also for notifications. */
  setNight(seed: number): void;
  /** Does what is due by the clock, such as sending again; whoever owns the clock calls it. */
  tick(): Promise<void>;
  /** When the clock will next make something due, `undefined` where nothing waits for it. */
  nextDueAt(): number | undefined;
  /** What Exchange would have sent, oldest first. */
  mails(): readonly Mail[];
  /** Makes every delta token given so far answer 410. */
  expireDeltaTokens(): void;
  /** Sends a lifecycle notification to every subscription of a mailbox. */
  sendLifecycle(userId: string, event: LifecycleEvent): void;
  /**
   * What Graph does when a person's password changes: it removes the subscriptions made for that
   * person and, where it evaluates access continuously, no longer takes older tokens.
   */
  userChanged(userId: string): void;
  /** Takes a person's mailbox out of the cloud or puts it back; nothing in it is lost. */
  setMailbox(userId: string, enabled: boolean): void;
  /**
   * Moves an event to another calendar of its mailbox, as a person does in Outlook.
   * @throws GraphError 404 where the mailbox has no such event or calendar.
   */
  moveEvent(userId: string, eventId: string, calendarId: string): void;
  /** Puts a calendar into a person's list that he may only read. @returns its id */
  addReadOnlyCalendar(userId: string, name: string): string;
  /** Shares a calendar or a whole mailbox with somebody, or takes that back. @throws GraphError 404 */
  share(sharing: Sharing): void;
  /** Gives every event of a mailbox a new version without changing it (quirk `etag-churn`). */
  churn(userId: string): void;
}

const version = /^(?:\/graph)?\/v1\.0(?=\/|$)/;

const eventLoopTurn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve);
  });

const bearerChallenge =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"';

function unauthorized(message: string, challenge = bearerChallenge): GraphError {
  return new GraphError(401, "InvalidAuthenticationToken", message, {
    "www-authenticate": challenge,
  });
}

/** Continuous access evaluation: only a token issued from `since` (seconds) on is taken. */
function claimsChallenge(since: number): GraphError {
  const claims = { access_token: { nbf: { essential: true, value: String(since) } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString("base64");
  return unauthorized(
    "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp",
    `${bearerChallenge}, error="insufficient_claims", claims="${encoded}"`,
  );
}

const preflight: WireResponse = {
  status: 200,
  headers: {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, PATCH, PUT, DELETE, OPTIONS",
    "access-control-allow-headers": "*, Authorization",
    "access-control-max-age": "600",
  },
  body: "",
};

/** Links lead back to where the request came in: the real host, or the sandbox's own. */
function baseOf(request: WireRequest, prefix: string): string {
  const scheme = request.headers["x-forwarded-proto"] ?? "https";
  return `${scheme}://${request.headers["host"] ?? "graph.microsoft.com"}${prefix}`;
}

export function createGraph(deps: GraphDependencies): Graph {
  const { clock } = deps;
  const world: World = {
    state: seedState({ seed: deps.seed, mailboxes: deps.mailboxes ?? [] }, clock.now(), 1),
    clock,
    switches: { ...defaultSwitches },
    onChange: (mailbox, event, kind) => notifications.changed(mailbox, event, kind),
    onMail: (mail) => deps.sent?.(mail),
  };
  const notifications = createNotifications(world, deps.deliver);
  const gateway: Gateway = {
    clock,
    world,
    routes: createRoutes(deps.deliver),
    limiter: createLimiter(clock, { ...documentedLimits, ...deps.limits }, world.switches),
    faults: deps.faults,
    requestLog: deps.requestLog,
    pause: deps.pause ?? eventLoopTurn,
    answered: 0,
  };

  /** When something happened to a person that ends older tokens. */
  const changedAt = new Map<string, number>();

  async function callerOf(request: WireRequest): Promise<Caller> {
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
    if (bearer === undefined) throw unauthorized("Access token is empty.");
    let caller: Caller;
    try {
      caller = await deps.verifyToken(bearer);
    } catch {
      throw unauthorized("Lifetime validation failed, the token is expired.");
    }
    const since = Math.floor((changedAt.get(caller.userId ?? "") ?? 0) / 1000);
    const isOlder = caller.issuedAt !== undefined && caller.issuedAt < since;
    if (world.switches.continuousAccess && isOlder) throw claimsChallenge(since);
    return caller;
  }

  async function handle(request: WireRequest): Promise<WireResponse> {
    if (request.method === "OPTIONS") return preflight;
    const prefix = version.exec(request.url)?.[0];
    try {
      if (prefix === undefined) {
        throw new GraphError(400, "BadRequest", "Invalid version.");
      }
      const caller = await callerOf(request);
      const inner = { ...request, url: request.url.slice(prefix.length) || "/" };
      const base = baseOf(request, prefix);
      const isBatch = /^\/\$batch$/i.test(inner.url) && request.method === "POST";
      return await (isBatch
        ? serveBatch(gateway, inner, caller, base)
        : serveOne(gateway, inner, caller, base));
    } catch (error) {
      return errorWire(gateway, request, error);
    } finally {
      // Not awaited: Graph answers before it notifies.
      void notifications.pump();
    }
  }

  return {
    handle,
    switches: world.switches,
    get notificationMode() {
      return notifications.mode;
    },
    set notificationMode(mode) {
      notifications.mode = mode;
    },
    reset(options = {}) {
      const seed = options.seed ?? world.state.seed;
      world.state = seedState({ ...options, seed }, clock.now(), world.state.generation + 1);
      Object.assign(world.switches, defaultSwitches);
      notifications.reset();
      changedAt.clear();
    },
    snapshot: () => structuredClone(world.state),
    restore(snapshot) {
      world.state = readSnapshot(snapshot, clock.now());
    },
    flushNotifications: () => notifications.flush(),
    mixNotifications: (seed) => notifications.mix(seed),
    punishedEndpoints: () => notifications.punished(),
    setNight(seed) {
      Object.assign(world.switches, nightlySwitches(seed));
      notifications.mix(seed);
    },
    tick: () => notifications.pump(),
    nextDueAt: () => notifications.nextDueAt(),
    mails: () => [...world.state.mails],
    expireDeltaTokens() {
      world.state.generation += 1;
    },
    sendLifecycle(userId, event) {
      for (const subscription of living(world).filter((other) => other.userId === userId)) {
        notifications.lifecycle(subscription.id, event);
      }
      void notifications.pump();
    },
    setMailbox(userId, enabled) {
      const others = world.state.withoutMailbox.filter((other) => other !== userId);
      world.state.withoutMailbox = enabled ? others : [...others, userId];
    },
    userChanged(userId) {
      changedAt.set(userId, clock.now());
      for (const { id } of living(world).filter(({ creatorId }) => creatorId === userId)) {
        notifications.lifecycle(id, "subscriptionRemoved");
      }
      void notifications.pump();
    },
    moveEvent(userId, eventId, calendarId) {
      const mailbox = mailboxOf(world, userId);
      if (!mailbox.calendars.some(({ id }) => id === calendarId)) throw notFound();
      moveEvent(world, mailbox, findEvent(world, mailbox, eventId), calendarId);
      void notifications.pump();
    },
    addReadOnlyCalendar: (userId, name) =>
      addReadOnlyCalendar(world, mailboxOf(world, userId), name).id,
    share: (sharing) => share(world, sharing),
    churn(userId) {
      const mailbox = mailboxOf(world, userId);
      for (const event of Object.values(mailbox.events)) touchEvent(world, mailbox, event);
      void notifications.pump();
    },
  };
}
