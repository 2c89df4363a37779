/**
 * The whole of it in one process: the real server, wired as in production but for clock, ids, store
 * and network, against the real sandbox. Nothing runs by itself: `settle` and `pass` move the clock
 * and let the server do what is due.
 */
import { createServer, type Server } from "node:http";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig, type Config } from "../../server/config/config.ts";
import { listMailboxes } from "../../server/engine/mailboxes/people/directory.ts";
import { scopeOf } from "../../server/engine/mailboxes/mailbox.ts";
import { manualClock, type ManualClock } from "../../server/lib/clock.ts";
import { countedIds } from "../../server/lib/ids.ts";
import { createLog } from "../../server/lib/log.ts";
import type { Trace } from "../../server/lib/trace.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import type { Store } from "../../server/store/store.ts";
import type { WiredServer } from "../../server/wiring/wiring.ts";
import { wire } from "../../server/wiring/wiring.ts";
import { addressesAt } from "../../sandbox/addresses.ts";
import type { ErpTime } from "../../sandbox/erp/time.ts";
import type { EntraState } from "../../sandbox/entra/state.ts";
import { createSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { tenants, users } from "../../sandbox/tenants.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { createNetwork, type Network } from "./network.ts";
import { createPerson, type Person, type PersonName } from "./person.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** A Friday morning. */
const startMs = Date.parse("2026-11-20T08:00:00Z");

export const addresses = addressesAt(3000, true);
/** A little longer than wake-ups are folded. */
const stepMs = 300;
/** Runs that are still due after so many steps are due for ever. */
const stepsMax = 60;

export interface WorldOptions {
  /** Where the server keeps its data; in memory where absent. */
  readonly store?: Store;
  /** The twelve activities the demo ERP begins with; without them its books are empty. */
  readonly seededErp?: boolean;
  /** How many events each mailbox begins with. */
  readonly events?: number;
  /** Nobody was let in, no ERP is connected and nobody administers: as on the first day. */
  readonly empty?: boolean;
  /** `false`: the ERP holds no series. */
  readonly erpSeries?: boolean;
  /** How the ERP keeps times, and how its connection says so; absent: any instant with its zone. */
  readonly erpTime?: ErpTime;
  /** Further variables of the server's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What somebody does while the server waits, before the clock goes on. */
  readonly whilePausing?: () => Promise<void>;
  /** Follows what the server does; nobody where absent. */
  readonly trace?: Trace;
}

export interface World {
  readonly clock: ManualClock;
  readonly sandbox: Sandbox;
  readonly network: Network;
  readonly store: Store;
  readonly server: WiredServer;
  /** Waits for Graph, or for a turn at the ERP, in ms. */
  readonly pauses: readonly number[];
  readonly logLines: readonly string[];
  /** Where the server answers on loopback. */
  readonly url: () => string;
  person(name: PersonName): Person;
  /** Lets what is on its way arrive; the clock stands. */
  idle(): Promise<void>;
  /** Lets the server do what is due, wake-ups and their folding included, until nothing is. */
  settle(): Promise<void>;
  /** So much time goes by on a running server, in steps of at most `stepMs`. */
  pass(ms: number, stepMs?: number): Promise<void>;
  /** The process ends and another one starts on the same store. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Signing keys take a while to make: every world has the same. */
let firstState: EntraState | undefined;

async function listening(app: WiredServer["app"]): Promise<Server> {
  const listener = createServer(app);
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  // A world that failed to open must not keep jest from ending.
  return listener.unref();
}

async function closed(listener: Server): Promise<void> {
  const done = new Promise((resolve) => listener.close(resolve));
  listener.closeAllConnections();
  await done;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const clock = manualClock(startMs);
  const addinFolder = mkdtempSync(join(tmpdir(), "sync-to-erp-whole-"));
  const { erpTime } = options;
  const config: Config = readConfig({
    ...serverEnvironment(addresses, addinFolder, {
      series: options.erpSeries !== false,
      ...(erpTime !== undefined && { time: erpTime }),
    }),
    ...(options.empty === true ? { TENANTS: "", ERP_CONNECTIONS: "", ADMINISTRATORS: "" } : {}),
    ...options.env,
  });
  const store = options.store ?? createMemoryStore();
  // The ERP takes secrets of 16 characters and more.
  const ids = countedIds("counted-identifier-");
  const pauses: number[] = [];
  const logLines: string[] = [];
  const log = createLog({ level: "debug", write: (line) => logLines.push(line) });
  writeFileSync(join(addinFolder, "taskpane.html"), "<!doctype html>");
  let listener: Server | undefined;

  const network = createNetwork({
    ...{ addresses, clock },
    sandbox: () => sandbox,
    serverPort: () => (listener?.address() as AddressInfo | undefined)?.port,
  });
  const sandbox = createSandbox({
    ...{ addresses, clock, seed: 1, projectDir: process.cwd(), post: network.deliver },
  });
  sandbox.entra.restore((firstState ??= sandbox.entra.snapshot()));
  if (options.empty === true) {
    // Administrators agreed to the registration, and nobody to more.
    const registered = { delegated: true, application: false };
    for (const tenant of tenants) sandbox.entra.switches.grantTenant(tenant, registered);
  }
  const { events = 0 } = options;
  sandbox.graph.reset({ mailboxes: users.map(({ id }) => ({ user: id, events })) });
  if (options.seededErp !== true) {
    await sandbox.erp.restore({ ...(await sandbox.erp.snapshot()), activities: [] });
  }
  if (erpTime !== undefined) {
    await sandbox.erp.restore({ ...(await sandbox.erp.snapshot()), time: erpTime });
  }

  const startServer = async (): Promise<WiredServer> => {
    const pause = async (ms: number): Promise<void> => {
      pauses.push(ms);
      await options.whilePausing?.();
      clock.advance(ms);
    };
    const { trace } = options;
    const outside = {
      ...{ clock, ids, store, pause, fetch: network.fetch },
      ...(trace === undefined ? {} : { trace }),
    };
    const server = wire(config, log, outside, {
      ...{ addinFolder, version: "0.0.0", manifest: readFileSync("manifest.xml", "utf8") },
    });
    await server.load();
    listener = await listening(server.app);
    await server.engine.resume();
    return server;
  };
  let server = await startServer();

  const stopServer = async (): Promise<void> => {
    const stopping = listener;
    listener = undefined;
    if (stopping !== undefined) await closed(stopping);
    await server.engine.stop();
    await server.figures.save();
  };

  const idle = async (): Promise<void> => {
    // Some turns of the event loop beyond the last request: its answer is still being worked on.
    for (let quiet = 0; quiet < 10; quiet = network.busy() ? 0 : quiet + 1) await turn();
  };

  const due = async (): Promise<boolean> => {
    const { scheduler } = server.engine;
    const soonMs = clock.now() + stepMs;
    const mailboxes = await listMailboxes(store);
    return mailboxes.map(scopeOf).some((scope) => {
      const nextAtMs = scheduler.nextAt(scope) ?? Infinity;
      return scheduler.running(scope) || nextAtMs <= soonMs;
    });
  };

  const settle = async (): Promise<void> => {
    for (let step = 0; step < stepsMax; step++) {
      await idle();
      if (step > 0 && !(await due())) return;
      clock.advance(stepMs);
      await server.engine.tick();
    }
    throw new Error("The server never comes to rest.");
  };

  const world: World = {
    ...{ clock, sandbox, network, store, pauses, logLines, idle, settle },
    get server() {
      return server;
    },
    url: () => `http://127.0.0.1:${(listener?.address() as AddressInfo).port}`,
    person: (name) => createPerson(name, { sandbox, serverUrl: () => world.url() }),
    async pass(ms, step = 6 * hourMs) {
      const endMs = clock.now() + ms;
      while (clock.now() < endMs) {
        clock.advance(Math.min(step, endMs - clock.now()));
        await settle();
      }
    },
    async restart() {
      await idle();
      await stopServer();
      server = await startServer();
    },
    async stop() {
      await idle();
      await stopServer();
      rmSync(addinFolder, { recursive: true });
      // Whatever else the test shows: nothing may leave the server that Graph does not know.
      expect(network.deviations).toEqual([]);
    },
  };
  return world;
}

/** Opens worlds for the tests of a file and ends each with its test. */
export function worlds(): (options?: WorldOptions) => Promise<World> {
  const open: World[] = [];
  afterEach(async () => {
    for (const world of open.splice(0)) await world.stop();
  });
  return async (options) => {
    const world = await openWorld(options);
    open.push(world);
    return world;
  };
}
