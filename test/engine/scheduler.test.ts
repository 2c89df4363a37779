import type { Connector } from "../../server/connectors/port/connector.ts";
import { ConnectorError } from "../../server/connectors/port/connector-error.ts";
import {
  mailboxKey,
  mailboxScope,
  type MailboxScope,
} from "../../server/engine/mailboxes/mailbox.ts";
import { createScheduler, type Cadence } from "../../server/engine/scheduler.ts";
import { inRequests } from "../../server/lib/requests.ts";
import { patienceNow } from "../../server/lib/waits.ts";
import { createMemoryStore } from "../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../server/store/store.ts";
import { ada, createHarness } from "./harness.ts";

const minute = 60_000;
const cadence: Cadence = {
  intervalMs: 15 * minute,
  safetyNetMs: 360 * minute,
  foldMs: 250,
  parallel: 2,
};

/** One turn of the event loop: everything that does not wait for the outside is done. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Several mailboxes; runs are counted by their first call to Outlook, and can be held there. */
async function createWorld(
  options: { store?: Store; afterRun?: () => void; intervalMs?: number } = {},
) {
  const runs: string[] = [];
  const held = new Map<string, Promise<void>>();
  const failures: ConnectorError[] = [];
  /** Mailboxes whose runs, while they are held, wait for their turn. */
  const standing: string[] = [];
  const wrap = (inner: Connector): Connector =>
    inner.side === "erp"
      ? inner
      : {
          ...inner,
          delta: async (actor, scope, cursor) => {
            runs.push(actor.mailboxId);
            const hold = held.get(actor.mailboxId);
            const stands = standing.includes(actor.mailboxId) && hold !== undefined;
            await (stands ? standingStill(hold) : hold);
            const failure = failures.shift();
            if (failure !== undefined) throw failure;
            return inner.delta(actor, scope, cursor);
          },
        };
  const harness = await createHarness({ wrap, ...options });
  const push = { healthy: async (): Promise<boolean> => true };
  const counted: string[] = [];
  const watch = {
    ran: (outcome: string) => void counted.push(outcome),
    carried: () => undefined,
  };
  const scheduler = createScheduler(
    {
      ...{ ...harness.deps, watch },
      rules: (of) => ({
        ...harness.deps.rules(of),
        ...(options.intervalMs !== undefined && { intervalMs: options.intervalMs }),
      }),
    },
    cadence,
    () => push.healthy(),
    options.afterRun ?? (() => undefined),
  );
  const mailbox = async (mailboxId: string): Promise<MailboxScope> => {
    const scope = mailboxScope("contoso", mailboxId);
    await harness.store.commit(scope, [put("mailbox", mailboxKey, { ...ada, mailboxId })]);
    return scope;
  };
  return {
    ...harness,
    scheduler,
    runs,
    push,
    failures,
    standing,
    counted,
    mailbox,
    ada: harness.scope,
    hold(mailboxId: string): () => void {
      let open: () => void = () => undefined;
      held.set(
        mailboxId,
        new Promise((resolve) => {
          open = () => {
            held.delete(mailboxId);
            resolve();
          };
        }),
      );
      return open;
    },
    /** Moves the clock and starts what is due, without waiting for it. */
    async pass(ms: number): Promise<void> {
      harness.clock.advance(ms);
      void scheduler.tick();
      await turn();
    },
    inMs: (scope: MailboxScope): number | null => {
      const at = scheduler.nextAt(scope);
      return at === null ? null : at - harness.clock.now();
    },
  };
}

/** Waits as for a turn at an ERP (`connectors/pace.ts`). */
async function standingStill(over: Promise<void>): Promise<void> {
  const untilMs = Date.parse("2026-11-20T08:05:00Z");
  const pause = { kind: "quota", until: new Date(untilMs).toISOString(), reason: "" } as const;
  await new Promise<void>((resolve, reject) => {
    const refusal = failure("throttled", { pause });
    const end = patienceNow()?.waits(untilMs, () => reject(refusal));
    void over.then(() => {
      end?.();
      resolve();
    });
  });
}

const failure = (
  code: ConnectorError["code"],
  facts: ConstructorParameters<typeof ConnectorError>[3] = {},
) => new ConnectorError(code, "microsoft", "Planned by the test.", facts);

describe("requests", () => {
  const linesOf = async (world: Awaited<ReturnType<typeof createWorld>>) =>
    (await world.store.history(world.ada, { limit: 9 })).map(({ requests }) => requests);
  const signOut = () => failure("unauthorized");
  const asked = (id: string, act: () => void) => inRequests(new Set([id]), act);

  it("that woke a mailbox stand in the lines of its run, and not in those of others", async () => {
    const world = await createWorld();
    const grace = await world.mailbox("grace");
    asked("one", () => world.scheduler.wake(world.ada));
    asked("two", () => world.scheduler.wake(world.ada));
    asked("hers", () => world.scheduler.wake(grace));
    world.failures.push(signOut());
    // Whatever request happens to go on when the timer fires.
    await inRequests(new Set(["another"]), () => world.pass(250));
    expect(await linesOf(world)).toEqual([["one", "two"]]);
    // They asked for something that is not done until a run ends well; what comes then is not theirs.
    await world.scheduler.runNow(world.ada);
    world.failures.push(signOut());
    await world.scheduler.runNow(world.ada);
    const theirs = ["one", "two"];
    expect(await linesOf(world)).toEqual([undefined, theirs, theirs]);
  });

  it("that come while it runs belong to it and to the next one", async () => {
    const world = await createWorld();
    const open = world.hold("ada");
    world.failures.push(signOut());
    world.scheduler.wake(world.ada);
    await world.pass(250);
    asked("late", () => world.scheduler.wake(world.ada));
    open();
    await turn();
    expect(await linesOf(world)).toEqual([["late"]]);
    await world.pass(minute);
    expect(await linesOf(world)).toEqual([["late"], ["late"]]);
  });
});

it("a pause that administrators decided is counted as no failure", async () => {
  const world = await createWorld();
  const pause = { kind: "maintenance", until: "2026-11-20T09:00:00Z", reason: "" } as const;
  world.failures.push(failure("throttled", { pause, retryAfterMs: minute }));
  await world.scheduler.runNow(world.ada);
  world.failures.push(failure("throttled", { retryAfterMs: minute }));
  await world.scheduler.runNow(world.ada);
  await world.scheduler.runNow(world.ada);
  expect(world.counted).toEqual(["paused", "failed", "done"]);
});

describe("wake-ups", () => {
  it("that come together are one run, after the fold", async () => {
    const world = await createWorld();
    for (let wake = 0; wake < 5; wake++) world.scheduler.wake(world.ada);
    await world.pass(249);
    expect(world.runs).toEqual([]);
    await world.pass(1);
    expect(world.runs).toEqual(["ada"]);
    await world.pass(10 * minute);
    expect(world.runs).toEqual(["ada"]);
  });

  it("that keep coming do not put the run off", async () => {
    const world = await createWorld();
    world.scheduler.wake(world.ada);
    await world.pass(200);
    world.scheduler.wake(world.ada);
    await world.pass(50);
    expect(world.runs).toHaveLength(1);
  });

  it("during a run are one more run", async () => {
    const world = await createWorld();
    const open = world.hold("ada");
    world.scheduler.wake(world.ada);
    await world.pass(250);
    world.scheduler.wake(world.ada);
    world.scheduler.wake(world.ada);
    await world.pass(1_000);
    expect(world.runs).toHaveLength(1);
    open();
    await turn();
    await world.pass(250);
    expect(world.runs).toHaveLength(2);
    expect(world.inMs(world.ada)).toBe(cadence.safetyNetMs);
  });

  it("are never lost, at whatever step of a run they come", async () => {
    for (let step = 0; step < 120; step++) {
      const world = await createWorld();
      world.scheduler.wake(world.ada);
      world.clock.advance(250);
      const ran = world.scheduler.tick();
      for (let waited = 0; waited < step; waited++) await Promise.resolve();
      world.scheduler.wake(world.ada);
      await ran;
      await turn();
      expect([step, world.inMs(world.ada)]).toEqual([step, cadence.foldMs]);
    }
  });
});

describe("a run that waits for its turn at the ERP", () => {
  const untilMs = Date.parse("2026-11-20T08:05:00Z");

  /** Runs of these mailboxes wait, until the test says so or they are given up. */
  async function waiting(...mailboxIds: readonly string[]) {
    const world = await createWorld();
    const opens = mailboxIds.map((mailboxId) => world.hold(mailboxId));
    world.standing.push(...mailboxIds);
    return { ...world, open: () => opens.forEach((open) => open()) };
  }

  it("takes no place from others, and shows until when", async () => {
    const world = await waiting("ada", "grace");
    const scopes = [world.ada, await world.mailbox("grace"), await world.mailbox("liu")];
    for (const scope of scopes) world.scheduler.wake(scope);
    await world.pass(250);
    expect(world.runs).toEqual(["ada", "grace", "liu"]);
    expect(scopes.map((scope) => world.scheduler.waitsUntil(scope))).toEqual([
      ...[untilMs, untilMs, null],
    ]);
    world.open();
    await turn();
    expect(scopes.map((scope) => world.scheduler.running(scope))).toEqual([false, false, false]);
    expect(world.scheduler.waitsUntil(world.ada)).toBeNull();
  });

  it("is not waited for by who clicks, and goes on", async () => {
    const world = await waiting("ada");
    await expect(world.scheduler.runNow(world.ada)).resolves.toMatchObject({ waits: true });
    await expect(world.scheduler.runNow(world.ada)).resolves.toMatchObject({ waits: true });
    expect(world.scheduler.running(world.ada)).toBe(true);
    world.open();
    await turn();
    await turn();
    expect([world.runs.length, world.scheduler.running(world.ada)]).toEqual([2, false]);
  });

  it("ends for what is to be done in its place, and with the process", async () => {
    for (const end of ["runAs", "stop"] as const) {
      const world = await waiting("ada");
      await world.scheduler.runNow(world.ada);
      const done = { outcome: "off", writes: 0, error: null } as const;
      await (end === "stop"
        ? world.scheduler.stop()
        : world.scheduler.runAs(world.ada, async () => done));
      expect(world.scheduler.running(world.ada)).toBe(false);
      expect(world.counted).toEqual(end === "stop" ? ["paused"] : ["paused", "off"]);
    }
  });
});

describe("sync now", () => {
  it("runs at once and answers with the report", async () => {
    const world = await createWorld();
    await expect(world.scheduler.runNow(world.ada)).resolves.toMatchObject({ outcome: "done" });
  });

  it("during a run waits for it; everybody who asks meanwhile shares the one after it", async () => {
    const world = await createWorld();
    const open = world.hold("ada");
    const first = world.scheduler.runNow(world.ada);
    await turn();
    const later = [1, 2, 3].map(() => world.scheduler.runNow(world.ada));
    await turn();
    expect(world.runs).toHaveLength(1);
    open();
    const reports = await Promise.all([first, ...later]);
    expect(reports.every((report) => report.outcome === "done")).toBe(true);
    expect(world.runs).toHaveLength(2);
    await world.scheduler.runNow(world.ada);
    expect(world.runs).toHaveLength(3);
  });
});

describe("after a run", () => {
  it("the safety net follows where push is healthy, the interval where it is not", async () => {
    const world = await createWorld();
    await world.scheduler.runNow(world.ada);
    expect(world.inMs(world.ada)).toBe(cadence.safetyNetMs);
    world.push.healthy = async () => false;
    await world.scheduler.runNow(world.ada);
    expect(world.inMs(world.ada)).toBe(cadence.intervalMs);
    world.push.healthy = () => Promise.reject(new StoreError("refused", "Damaged."));
    await world.scheduler.runNow(world.ada);
    expect(world.inMs(world.ada)).toBe(cadence.intervalMs);
    await world.pass(cadence.intervalMs);
    expect(world.runs).toHaveLength(4);
  });

  it("the interval that was decided for the mailbox outranks the server's, and not the safety net", async () => {
    const world = await createWorld({ intervalMs: 45 * minute });
    await world.scheduler.runNow(world.ada);
    expect(world.inMs(world.ada)).toBe(cadence.safetyNetMs);
    world.push.healthy = async () => false;
    await world.scheduler.runNow(world.ada);
    expect(world.inMs(world.ada)).toBe(45 * minute);
  });

  it("of a mailbox that is switched off, nothing is planned", async () => {
    const world = await createWorld();
    await world.store.commit(world.ada, [
      put("mailbox", mailboxKey, {
        ...ada,
        jobs: { calendar: { ...ada.jobs.calendar, enabled: false } },
      }),
    ]);
    await expect(world.scheduler.runNow(world.ada)).resolves.toMatchObject({ outcome: "off" });
    expect(world.scheduler.nextAt(world.ada)).toBeNull();
    world.scheduler.resume(world.ada);
    expect(world.scheduler.nextAt(world.ada)).toBeNull();
  });

  it("that something overtook is not tried before the interval is over", async () => {
    const world = await createWorld();
    const open = world.hold("ada");
    const ran = world.scheduler.runNow(world.ada);
    await turn();
    await world.store.acquire(world.ada);
    open();
    await expect(ran).resolves.toMatchObject({ outcome: "off" });
    expect(world.inMs(world.ada)).toBe(cadence.intervalMs);
  });

  it("of a mailbox that was erased meanwhile, nothing comes back", async () => {
    const world = await createWorld();
    const open = world.hold("ada");
    const ran = world.scheduler.runNow(world.ada);
    await turn();
    await world.store.erase(world.ada);
    open();
    await expect(ran).resolves.toMatchObject({ outcome: "off" });
    expect(await world.store.scopes("mailbox")).toEqual([]);
    await expect(world.scheduler.runNow(world.ada)).resolves.toMatchObject({ outcome: "off" });
  });
});

describe("after a failure", () => {
  it("the next run comes after 5 s, 10 s, 20 s ... and the count starts anew after a success", async () => {
    const world = await createWorld();
    world.failures.push(...[1, 2, 3].map(() => failure("unavailable")));
    const waits: (number | null)[] = [];
    for (let run = 0; run < 5; run++) {
      await world.scheduler.runNow(world.ada);
      waits.push(world.inMs(world.ada));
      if (run === 3) world.failures.push(failure("unavailable"));
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, cadence.safetyNetMs, 5_000]);
  });

  it("Retry-After is not undercut, neither by the plan nor by a wake-up before or after the end", async () => {
    const world = await createWorld();
    const open = world.hold("ada");
    world.failures.push(failure("throttled", { retryAfterMs: 120_000 }));
    world.scheduler.wake(world.ada);
    await world.pass(250);
    world.scheduler.wake(world.ada);
    open();
    await turn();
    expect(world.inMs(world.ada)).toBe(120_000);
    world.scheduler.wake(world.ada);
    expect(world.inMs(world.ada)).toBe(120_000);
    await world.pass(119_999);
    expect(world.runs).toHaveLength(1);
    await world.pass(1);
    expect(world.runs).toHaveLength(2);
  });

  it("a storm of notifications is no busy loop: a wake-up counts from 5 s on", async () => {
    const world = await createWorld();
    world.failures.push(...Array.from({ length: 60 }, () => failure("unavailable")));
    for (let second = 0; second < 60; second++) {
      world.scheduler.wake(world.ada);
      await world.pass(1_000);
    }
    expect(world.runs.length).toBeLessThan(14);
    expect(world.inMs(world.ada)).not.toBeNull();
  });

  it("that only a person can mend, the mailbox rests until he comes, and then runs at once", async () => {
    const world = await createWorld();
    world.failures.push(failure("unauthorized"), failure("unauthorized"));
    await world.scheduler.runNow(world.ada);
    expect(world.scheduler.nextAt(world.ada)).toBeNull();
    world.scheduler.resume(world.ada);
    await world.pass(cadence.foldMs);
    expect(world.runs).toHaveLength(2);
    await world.pass(30 * 24 * 60 * minute);
    expect(world.runs).toHaveLength(2);
    // A notification is worth one try: what was mended elsewhere is noticed.
    world.scheduler.wake(world.ada);
    await world.pass(cadence.foldMs);
    expect(world.runs).toHaveLength(3);
    expect(world.inMs(world.ada)).toBe(cadence.safetyNetMs);
  });

  it("that time mends, a person's coming changes nothing", async () => {
    const world = await createWorld();
    world.failures.push(failure("throttled", { retryAfterMs: 120_000 }));
    await world.scheduler.runNow(world.ada);
    world.scheduler.resume(world.ada);
    expect(world.inMs(world.ada)).toBe(120_000);
  });

  it("of our own, the run is repeated and nobody else notices", async () => {
    const inner = createMemoryStore();
    let refuses = false;
    const store: Store = {
      ...inner,
      list: (scope, collection) => {
        if (refuses) throw new Error("A mistake of ours.");
        return inner.list(scope, collection);
      },
    };
    const world = await createWorld({ store });
    refuses = true;
    await expect(world.scheduler.runNow(world.ada)).resolves.toMatchObject({ outcome: "failed" });
    expect(world.inMs(world.ada)).toBe(5_000);
    refuses = false;
    await world.pass(5_000);
    expect(world.inMs(world.ada)).toBe(cadence.safetyNetMs);
  });
});

describe("several mailboxes", () => {
  it("one that hangs does not delay another", async () => {
    const world = await createWorld();
    const bob = await world.mailbox("bob");
    world.hold("ada");
    world.scheduler.wake(world.ada);
    await world.pass(250);
    world.scheduler.wake(bob);
    await world.pass(250);
    expect(world.runs).toEqual(["ada", "bob"]);
    expect(world.scheduler.running(world.ada)).toBe(true);
    expect(world.scheduler.running(bob)).toBe(false);
  });

  it("no more of them run at a time than allowed; who waits longest comes first", async () => {
    const world = await createWorld();
    const others = await Promise.all(["bob", "cy", "dan"].map((name) => world.mailbox(name)));
    const opens = ["ada", "bob", "cy", "dan"].map((name) => world.hold(name));
    world.scheduler.wake(world.ada);
    await world.pass(10);
    for (const other of others.toReversed()) world.scheduler.wake(other);
    await world.pass(250);
    expect(world.runs).toEqual(["ada", "dan"]);
    await world.pass(250);
    expect(world.runs).toHaveLength(2);
    opens[0]?.();
    for (let turns = 0; turns < 20; turns++) await turn();
    // Whoever leaves a place starts the next at once, without waiting for a tick.
    expect(world.runs).toEqual(["ada", "dan", "cy"]);
  });

  it("one that ran meanwhile because somebody asked is not run once more in its turn", async () => {
    const world = await createWorld();
    const [bob, cy] = await Promise.all(["bob", "cy"].map((name) => world.mailbox(name)));
    const opens = ["ada", "bob"].map((name) => world.hold(name));
    for (const one of [world.ada, bob, cy]) {
      world.scheduler.wake(one!);
      await world.pass(10);
    }
    await world.pass(250);
    expect(world.runs).toEqual(["ada", "bob"]);
    await world.scheduler.runNow(cy!);
    for (const open of opens) open();
    await world.pass(250);
    expect(world.runs).toEqual(["ada", "bob", "cy"]);
  });

  it("one that is damaged fails alone", async () => {
    const inner = createMemoryStore();
    const store: Store = {
      ...inner,
      get: (scope, collection, key) => {
        const damaged = scope.kind === "mailbox" && scope.mailboxId === "bob";
        if (damaged) return Promise.reject(new StoreError("refused", "Damaged."));
        return inner.get(scope, collection, key);
      },
    };
    const world = await createWorld({ store });
    const bob = await world.mailbox("bob");
    world.scheduler.wake(bob);
    world.scheduler.wake(world.ada);
    world.clock.advance(250);
    await world.scheduler.tick();
    expect(world.runs).toEqual(["ada"]);
    expect(world.inMs(bob)).toBe(5_000);
  });
});

describe("the clock", () => {
  it("is set back by a day: nobody waits a day longer", async () => {
    const world = await createWorld();
    await world.scheduler.runNow(world.ada);
    await world.pass(minute);
    await world.pass(-24 * 60 * minute);
    expect(world.inMs(world.ada)).toBe(cadence.safetyNetMs - minute);
  });

  it("is put forward: what fell due meanwhile runs once", async () => {
    const world = await createWorld();
    await world.scheduler.runNow(world.ada);
    await world.pass(80 * 24 * 60 * minute);
    expect(world.runs).toHaveLength(2);
  });
});

describe("stopping", () => {
  it("starts nothing any more, whoever asks; what is due waits for the next start", async () => {
    const world = await createWorld();
    await world.scheduler.stop();
    world.scheduler.wake(world.ada);
    expect(await world.scheduler.runNow(world.ada)).toMatchObject({ outcome: "off", writes: 0 });
    await world.pass(minute);
    expect(world.runs).toEqual([]);
    world.scheduler.start();
    await world.scheduler.tick();
    expect(world.runs).toEqual(["ada"]);
    await world.scheduler.stop();
  });

  it("waits for the run on its way", async () => {
    const world = await createWorld();
    world.scheduler.start();
    const open = world.hold("ada");
    const ran = world.scheduler.runNow(world.ada);
    await turn();
    let stopped = false;
    const stopping = world.scheduler.stop().then(() => (stopped = true));
    await turn();
    expect(stopped).toBe(false);
    open();
    await Promise.all([ran, stopping]);
    expect(world.scheduler.running(world.ada)).toBe(false);
  });
});
