/** The server's process: the engine wired as in production, on a store that outlives it. */
import { takeNotification, takeWakeUp } from "../../../server/api/notifications.ts";
import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import type { Actor } from "../../../server/connectors/port/item.ts";
import { createDemoConnector } from "../../../server/connectors/demo/demo.ts";
import { createGraphConnector } from "../../../server/connectors/graph/graph.ts";
import { createAccounts, type Accounts } from "../../../server/engine/mailboxes/accounts.ts";
import { createEngine, type Engine } from "../../../server/engine/engine.ts";
import type { EngineDeps } from "../../../server/engine/mailboxes/mailbox.ts";
import { createProgress } from "../../../server/engine/progress.ts";
import type { Clock } from "../../../server/lib/clock.ts";
import type { Ids } from "../../../server/lib/ids.ts";
import { calendarDefaults, calendarRules } from "../../../server/settings/calendar.ts";
import { StoreError, type Store } from "../../../server/store/store.ts";
import { installations } from "../../../sandbox/erp/seed.ts";
import type { Deliver } from "../../../sandbox/post.ts";
import { users } from "../../../sandbox/tenants.ts";
import type { PersonName } from "../../whole/person.ts";
import type { FaultKind } from "./schedule.ts";
import { addresses, productToken, type Standing } from "./outside.ts";

const minuteMs = 60_000;
/** As `server/config/variables.ts` proposes them. */
const cadence = {
  intervalMs: 5 * minuteMs,
  safetyNetMs: 6 * 60 * minuteMs,
  foldMs: 250,
  parallel: 16,
};
const graphPath = "/api/notifications/graph";
const erpPath = "/api/notifications/erp/";

export interface Process {
  readonly engine: Engine;
  readonly accounts: Accounts;
  readonly alive: () => boolean;
  /** Ends at once: nothing it waits for ever comes back. */
  kill(): void;
  /** What the sandbox posts. @throws Error where nobody is there. */
  readonly post: Deliver;
}

export interface ProcessDeps {
  /** Whose ERPs are connected. */
  readonly tenantIds: ReadonlySet<string>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly fetchOf: (alive: () => boolean, crash: () => void) => typeof globalThis.fetch;
  readonly pause: (ms: number) => Promise<void>;
  readonly standing: (who: PersonName) => Standing;
  /** What strikes the next commit, if anything does. */
  readonly nextCommit: () => FaultKind | undefined;
  readonly warn: (facts: object, message: string) => void;
}

const allConnections = installations.map(({ tenantId, apiKey }) => ({
  ...{ id: `demo-${tenantId.slice(0, 8)}`, tenantId, apiKey },
}));

/** A signal that never fires: the wire gives up by the simulation's clock. */
const never = new AbortController().signal;
const timeout = () => never;

export function startProcess(deps: ProcessDeps): Process {
  let living = true;
  const alive = () => living;
  const kill = () => {
    living = false;
  };
  const { clock, ids } = deps;
  const connections = allConnections.filter(({ tenantId }) => deps.tenantIds.has(tenantId));
  const fetch = deps.fetchOf(alive, kill);
  const store = gated(deps.store, alive, kill, deps.nextCommit);
  const connectors = new Map(
    connections.map(({ id, apiKey }) => [
      id,
      createDemoConnector({ ...{ baseUrl: addresses.erp, apiKey, fetch, clock, timeout } }),
    ]),
  );
  const engineDeps: EngineDeps = {
    ...{ store, clock, ids, progress: createProgress(clock) },
    graph: createGraphConnector({
      ...{ baseUrl: addresses.graph, fetch, clock, pause: deps.pause, timeout },
      accessToken: async (actor) => tokenOf(actor, deps.standing),
    }),
    erp: (connectionId) => {
      const connector = connectors.get(connectionId);
      if (connector === undefined) throw new Error(`no connection ${connectionId}`);
      return connector;
    },
    rules: () => calendarRules(calendarDefaults),
    log: { info: () => undefined, warn: deps.warn },
  };
  const engine = createEngine(engineDeps, {
    cadence,
    addresses: {
      notificationUrl: `${addresses.product}${graphPath}`,
      lifecycleUrl: `${addresses.product}${graphPath}/lifecycle`,
    },
    feedAddress: (id) => `${addresses.product}${erpPath}${id}`,
    connectionIds: () => connections.map(({ id }) => id),
  });
  const connectionOf = (tenantId: string): string =>
    connections.find((one) => one.tenantId === tenantId)?.id ?? "";

  return {
    ...{ engine, alive, kill },
    accounts: createAccounts(engineDeps, engine, connectionOf),
    async post(url, body, headers) {
      if (!living) throw new Error("the server is down");
      const { pathname, searchParams } = new URL(url);
      const token = searchParams.get("validationToken");
      if (token !== null) return { status: 200, body: token };
      if (pathname.startsWith(erpPath)) {
        void takeWakeUp(
          { engine, erp: engineDeps.erp },
          pathname.slice(erpPath.length),
          body,
          headers,
        );
      } else {
        const { value } = JSON.parse(body) as { readonly value: readonly unknown[] };
        for (const one of value) void takeNotification(engine, one);
      }
      return { status: 202, body: "" };
    },
  };
}

/** As the sign-in's failures reach the engine: `signInFailure` of `server/wiring/sign-in.ts`. */
function tokenOf(actor: Actor, standing: (who: PersonName) => Standing): string {
  const user = users.find(({ id }) => id === actor.userId);
  const who = (user?.givenName.toLowerCase() ?? "") as PersonName;
  switch (standing(who)) {
    case "signed in":
    case "refused":
    case "without scopes":
      return productToken(who);
    case "signed out":
      throw new ConnectorError("unauthorized", "microsoft", "The person must sign in again.");
    case "without consent":
      throw new ConnectorError("forbidden", "microsoft", "Consent was withdrawn.");
  }
}

/** The store as this process sees it: it can die before or after each commit, and the disk can fill up. */
function gated(
  store: Store,
  alive: () => boolean,
  kill: () => void,
  nextCommit: ProcessDeps["nextCommit"],
): Store {
  const forLiving = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!alive()) return new Promise<T>(() => undefined);
    const done = await work();
    return alive() ? done : new Promise<T>(() => undefined);
  };
  return {
    acquire: (scope) => forLiving(() => store.acquire(scope)),
    get: (scope, collection, key) => forLiving(() => store.get(scope, collection, key)),
    list: (scope, collection) => forLiving(() => store.list(scope, collection)),
    history: (scope, query) => forLiving(() => store.history(scope, query)),
    scopes: (kind) => forLiving(() => store.scopes(kind)),
    trim: (scope, before) => forLiving(() => store.trim(scope, before)),
    fold: (scope) => forLiving(() => store.fold(scope)),
    reseal: (scope) => forLiving(() => store.reseal(scope)),
    erase: (scope) => forLiving(() => store.erase(scope)),
    dump: (scope) => store.dump(scope),
    restore: (scope, dump) => forLiving(() => store.restore(scope, dump)),
    close: () => store.close(),
    commit: (scope, changes, epoch) =>
      forLiving(async () => {
        const fault = nextCommit();
        if (fault === "disk full") throw new StoreError("full", "The disk is full.");
        if (fault === "crash before") kill();
        else await store.commit(scope, changes, epoch);
        if (fault === "crash after") kill();
      }),
  };
}
