/**
 * What is measured: the server as `wiring/` puts it together, its store on disk, against the
 * sandbox in the same process. Requests to Graph and the ERP are function calls with the latency that
 * was asked for; notifications and webhooks reach the server's listener over loopback.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readConfig } from "../../server/config/config.ts";
import { listMailboxes } from "../../server/engine/mailboxes/people/directory.ts";
import { scopeOf } from "../../server/engine/mailboxes/mailbox.ts";
import { shiftedClock, type ManualClock } from "../../server/lib/clock.ts";
import { randomIds } from "../../server/lib/ids.ts";
import { createLog } from "../../server/lib/log.ts";
import { createSealer } from "../../server/lib/sealer.ts";
import { createLowdbStore } from "../../server/store/lowdb/lowdb.ts";
import { wire, type WiredServer } from "../../server/wiring/wiring.ts";
import { addressesAt } from "../../sandbox/addresses.ts";
import { createSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { enroll, tenants, users } from "../../sandbox/tenants.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { createPerson, type Person } from "../whole/person.ts";
import { createDesks, type Desks } from "./desks.ts";
import { createTraffic, type Exchange, type Traffic } from "./traffic.ts";

export interface StageOptions {
  /** Of each request to Graph or the ERP, and of each part of a batch. */
  readonly latencyMs?: number;
  /** Mailboxes beside the sandbox's own five. */
  readonly crowd?: number;
  /** A running clock unless the measurement moves it by itself. */
  readonly clock?: ManualClock;
}

export interface Stage {
  readonly clock: ManualClock;
  readonly sandbox: Sandbox;
  readonly server: WiredServer;
  readonly traffic: Traffic;
  /** Ada first; the crowd where there is one. */
  readonly people: readonly Person[];
  readonly desks: Desks;
  readonly serverUrl: string;
  /** Resolves when no run is on its way or due within a second. */
  quiet(): Promise<void>;
  /** Every request takes so long from now on. */
  setLatency(ms: number): Promise<void>;
  /** The server ends and another one starts on the same files. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const addresses = addressesAt(3000, true);
export const connectionId = `demo-${tenants[0].id.slice(0, 8)}`;
/** Whoever waits longer waits for ever. */
const patienceMs = 300_000;

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "sync-to-erp-bench-"));
  writeFileSync(join(folder, "taskpane.html"), "<!doctype html>");
  const config = readConfig(serverEnvironment(addresses, join(folder, "data")));
  const crowd = enroll(options.crowd ?? 0);
  const clock = options.clock ?? shiftedClock();
  const log = createLog({
    level: "warn",
    write: (line) => void process.stderr.write(line),
  });
  const traffic = createTraffic({
    addresses,
    sandbox: () => sandbox,
    serverPort: () => (listener.address() as AddressInfo).port,
  });
  const sandbox = createSandbox({
    ...{ addresses, clock, seed: 1, projectDir: process.cwd(), post: traffic.deliver },
  });
  sandbox.graph.reset({ mailboxes: users.map(({ id }) => ({ user: id, events: 0 })) });
  await sandbox.erp.restore({ ...(await sandbox.erp.snapshot()), activities: [] });

  const sealer = createSealer(config.tokenKeys);
  const startServer = async (): Promise<WiredServer> => {
    const store = await createLowdbStore({ folder: config.dataDir, clock, log, sealer });
    const outside = { clock, ids: randomIds, store, fetch: traffic.fetch };
    const started = wire(config, log, outside, {
      ...{ addinFolder: folder, version: "0.0.0", manifest: "" },
    });
    // With a clock of its own the measurement starts the runs that are due.
    if (options.clock === undefined) await started.engine.start();
    else await started.engine.resume();
    return started;
  };
  const stopServer = async (): Promise<void> => {
    await server.engine.stop();
    await server.store.close();
  };
  let server = await startServer();
  const listener = createServer((request, response) => {
    server.app(request, response);
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const serverUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;

  const [ada] = users;
  if (ada === undefined) throw new Error("nobody is in the sandbox");
  const who = crowd.length === 0 ? [ada] : crowd;
  const people = who.map((user) => createPerson(user, { sandbox, serverUrl: () => serverUrl }));

  const restless = async (): Promise<boolean> => {
    if (traffic.busy()) return true;
    const { scheduler } = server.engine;
    const soonMs = clock.now() + 1_000;
    return (await listMailboxes(server.store)).map(scopeOf).some((scope) => {
      return scheduler.running(scope) || (scheduler.nextAt(scope) ?? Infinity) <= soonMs;
    });
  };
  const setLatency = async (ms: number): Promise<void> => {
    const { status } = await sandbox.handle({
      method: "POST",
      url: "/sandbox/latency",
      headers: { host: new URL(addresses.graph).host, "content-type": "application/json" },
      body: JSON.stringify({ ms }),
    });
    if (status !== 200) throw new Error("the sandbox did not take its latency");
  };
  await setLatency(options.latencyMs ?? 0);

  return {
    ...{ clock, sandbox, traffic, people, serverUrl, setLatency },
    get server() {
      return server;
    },
    desks: createDesks(sandbox),
    async quiet() {
      const endMs = performance.now() + patienceMs;
      for (let calm = 0; calm < 10; calm = (await restless()) ? 0 : calm + 1) {
        if (performance.now() > endMs) throw new Error("The server never comes to rest.");
        await delay(50);
      }
    },
    async restart() {
      await stopServer();
      server = await startServer();
    },
    async stop() {
      listener.close();
      listener.closeAllConnections();
      await stopServer();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a request concerns the resource itself, not sign-in, Setup or the subscription. */
export function isOfEvents({ url }: Exchange): boolean {
  return /\/(events|calendarView|\$batch)/.test(url);
}
