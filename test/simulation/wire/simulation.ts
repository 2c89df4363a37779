/** One simulated installation: two sides, the server between them, one clock. */
import type { AppWrite } from "./watch.ts";
import { countedIds } from "../../../server/lib/ids.ts";
import { manualClock, type ManualClock } from "../../../server/lib/clock.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { StoreError, type Store } from "../../../server/store/store.ts";
import { mailboxScope, type MailboxScope } from "../../../server/engine/mailboxes/mailbox.ts";
import type { Deliver } from "../../../sandbox/post.ts";
import { userNamed, type PersonName } from "../../whole/person.ts";
import { chance } from "./chance.ts";
import { createStrikes, type Strikes } from "./faults.ts";
import { createOutside, type Outside } from "./outside.ts";
import { startProcess, type Process } from "./process.ts";
import type { Schedule } from "./schedule.ts";
import { virtualTime, type VirtualTime } from "./virtual-time.ts";
import { createWire, type Wire } from "./wire.ts";
import { createWatch } from "./watch.ts";
import { createValues, type Values } from "./values.ts";

const beatMs = 250;
/** What is due later than this does not keep anybody waiting. */
const soonMs = 10_000;
/** More moments than any story has. */
const momentsMax = 20_000;

export interface Simulation {
  readonly schedule: Schedule;
  readonly clock: ManualClock;
  readonly time: VirtualTime;
  readonly store: Store;
  readonly outside: Outside;
  readonly wire: Wire;
  readonly strikes: Strikes;
  readonly values: Values;
  /** Values that were on an item when a person deleted it. */
  readonly deleted: Set<string>;
  /** One line for each thing that happened. */
  readonly trace: readonly string[];
  /** What must never happen and did. */
  readonly wrongs: string[];
  /** By how much the ERP's clock is wrong. */
  readonly skew: { ms: number };
  server(): Process;
  crash(): void;
  readonly tell: (line: string) => void;
  readonly scopeOf: (who: PersonName) => MailboxScope;
  /** At most so many moments; fewer when everything is quiet before. */
  run(moments: number): Promise<void>;
  /** So much time goes by at once. */
  jump(ms: number): Promise<void>;
  /** What the server wrote since the last call. */
  readonly takeWrites: () => readonly AppWrite[];
}

export async function openSimulation(schedule: Schedule): Promise<Simulation> {
  const startMs = Date.parse(schedule.start);
  const clock = manualClock(startMs);
  const time = virtualTime(clock);
  const store = createMemoryStore();
  // The ERP takes secrets of 16 characters and more.
  const ids = countedIds("counted-identifier-");
  const values = createValues(startMs + 26 * 3_600_000);
  const trace: string[] = [];
  const wrongs: string[] = [];
  const deleted = new Set<string>();
  const tell = (line: string): void => {
    trace.push(`${new Date(clock.now()).toISOString().slice(5, 23)} ${line}`);
  };
  const strikes = createStrikes(
    schedule.faults,
    () => clock.now(),
    ({ on, nth, kind }) => tell(`! ${kind} (${on} ${nth})`),
  );
  const skew = { ms: 0 };
  let posted = 0;

  const deliver: Deliver = (url, body, headers) =>
    new Promise((resolve, reject) => {
      const nth = ++posted;
      const isWakeUp = url.includes("/erp/");
      const handshake = body === "";
      const fault = handshake ? undefined : strikes.next(isWakeUp ? "wake-up" : "notification");
      const arrive = (ms: number) => {
        time.in(ms, () => {
          tell(`post ${nth} arrives: ${url}`);
          process.post(url, body, headers).then(resolve, reject);
        });
      };
      const ms = Math.ceil(chance(schedule.seed, "post", nth) * 400);
      if (fault === "lost" || fault === "late") resolve({ status: 202, body: "" });
      if (fault === "lost") return;
      arrive(fault === "late" ? 35 * 60_000 : ms);
      if (fault === "doubled") arrive(ms + 700);
    });

  const outside = await createOutside({
    ...{ schedule, clock, strikes, deliver, skewMs: () => skew.ms },
  });
  const watch = createWatch({ values, outside, wrongs, deleted, tell });
  const wire = createWire({
    ...{ seed: schedule.seed, clock, time, strikes, outside: () => outside, trace: tell },
    between: watch.between,
  });

  const tenantIds = new Set(schedule.people.map(({ name }) => userNamed(name).tenantId));
  const start = (): Process =>
    startProcess({
      ...{ tenantIds, clock, ids, store, pause: time.sleep, standing: outside.standing },
      fetchOf: wire.fetchOf,
      nextCommit: () => strikes.next("commit"),
      warn: (facts, message) => {
        const { error } = facts as { readonly error?: unknown };
        tell(`log: ${message} ${error instanceof Error ? error.message : ""}`);
        // A full disk is planned; anything else that is thrown is a mistake of ours.
        if (error === undefined || error instanceof StoreError) return;
        const what = error instanceof Error ? (error.stack ?? error.message) : "";
        wrongs.push(`a fault of ours: ${message}: ${what}`);
      },
    });
  let process = start();
  let starting = false;
  let nextBeatMs = 0;

  const scopeOf = (who: PersonName): MailboxScope => {
    const { tenantId, id } = userNamed(who);
    return mailboxScope(tenantId, id);
  };

  /** A process that died is started again after a while, as its supervisor does. */
  const supervise = (): void => {
    if (process.alive() || starting) return;
    starting = true;
    tell("the server is down");
    time.in(Math.ceil(chance(schedule.seed, "down", clock.now()) * 20_000), () => {
      starting = false;
      process = start();
      tell("the server starts");
      void process.engine.resume();
    });
  };

  const beat = async (): Promise<void> => {
    if (!process.alive()) return;
    nextBeatMs = clock.now() + beatMs;
    void process.engine.tick();
    void outside.graph.tick();
    await time.rest();
  };

  const dueAt = (): number => {
    if (!process.alive()) return Infinity;
    const { scheduler } = process.engine;
    const moments = schedule.people.map(({ name }) => scheduler.nextAt(scopeOf(name)) ?? Infinity);
    return Math.min(...moments);
  };

  const moment = async (): Promise<boolean> => {
    supervise();
    const dueMs = dueAt();
    const nextMs = time.nextAt() ?? Infinity;
    if (nextMs === Infinity && dueMs > clock.now() + soonMs) return false;
    if (dueMs < nextMs) {
      clock.advance(Math.max(0, dueMs - clock.now()));
      await beat();
    } else {
      await time.step();
      if (clock.now() >= nextBeatMs) await beat();
    }
    return true;
  };

  const simulation: Simulation = {
    ...{ schedule, clock, time, store, outside, wire, strikes, values, trace, wrongs },
    ...{ skew, deleted, tell, scopeOf, takeWrites: watch.takeWrites },
    server: () => process,
    crash: () => process.kill(),
    async run(moments) {
      await time.rest();
      for (let count = 0; count < moments; count++) {
        if (!(await moment())) return;
        if (count === momentsMax) {
          wrongs.push("the server never comes to rest");
          return;
        }
      }
    },
    async jump(ms) {
      tell(`${Math.round(ms / 60_000)} minutes go by`);
      clock.advance(ms);
      await beat();
    },
  };
  return simulation;
}
