import fc from "fast-check";
import type { Connector } from "../../../server/connectors/port/connector.ts";
import { carryOut, dryRun } from "../../../server/engine/dry-run/dry-run.ts";
import { portionMax } from "../../../server/engine/run/apply/portions.ts";
import type { Step } from "../../../server/engine/progress.ts";
import { switchedOn } from "../../../server/engine/dry-run/trial.ts";
import { put } from "../../../server/store/store.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { createBreaker, Crash } from "../breaker.ts";
import { activity, appointment, createHarness, type Harness } from "../harness.ts";

/** A calendar of which nothing was synchronized yet, carried out a few at a time. */
async function firstSync(count: number, portionMax: number, more = {}): Promise<Harness> {
  const harness = await createHarness({
    job: { outlookItems: "all" },
    run: { portionMax },
    ...more,
  });
  for (let at = 0; at < count; at++)
    harness.outlook.add("ada", appointment(`Visit ${at}`, 24 + at));
  return harness;
}

const subjects = (items: readonly { readonly fields: { readonly subject?: unknown } }[]) =>
  items.map(({ fields }) => fields.subject);

/** Each appointment stands once on each side, and a second look writes nothing. */
async function expectWhole(harness: Harness, count: number): Promise<void> {
  await harness.settle(2 * count + 6);
  expect(new Set(subjects(harness.activities())).size).toBe(count);
  expect(harness.activities()).toHaveLength(count);
  expect(harness.outlookItems()).toHaveLength(count);
  const before = harness.erp.writes.length + harness.outlook.writes.length;
  for (const side of ["microsoft", "erp"] as const) {
    await harness.store.commit(harness.scope, [put("inbox", side, { kind: "resync", side })]);
  }
  await harness.settle();
  expect(harness.erp.writes.length + harness.outlook.writes.length).toBe(before);
}

/** Something happens at the nth call of a kind to the ERP. */
function atCall(nth: number, act: () => Promise<void>) {
  let calls = 0;
  return (connector: Connector): Connector =>
    connector.side !== "erp"
      ? connector
      : {
          ...connector,
          write: async (...args) => {
            if (++calls === nth) await act();
            return connector.write(...args);
          },
        };
}

describe("a sync that is stopped on its way", () => {
  it("ends after the step in hand, stays stopped, and goes on where it was", async () => {
    let stop = async (): Promise<void> => undefined;
    const harness = await firstSync(12, 3, { wrap: atCall(2, () => stop()) });
    stop = () => harness.switchTo(false);
    const report = await harness.run();
    // The second portion was on its way, and is recorded whole.
    expect(report).toMatchObject({ outcome: "off", writes: 6 });
    expect(harness.activities()).toHaveLength(6);
    const links = await harness.links();
    expect(links.filter(({ create }) => create !== undefined)).toHaveLength(0);
    expect(await harness.state()).toMatchObject({
      lastSuccessAt: null,
      counts: { linked: 6, followed: 12 },
    });
    for (let again = 0; again < 3; again++) {
      expect(await harness.run()).toMatchObject({ outcome: "off", writes: 0 });
    }
    await harness.switchTo(true);
    await expectWhole(harness, 12);
    expect(harness.erp.writes.filter(({ kind }) => kind === "create")).toHaveLength(12);
  });

  it("takes what was edited and deleted meanwhile along", async () => {
    let stop = async (): Promise<void> => undefined;
    const harness = await firstSync(6, 2, { wrap: atCall(1, () => stop()) });
    stop = () => harness.switchTo(false);
    await harness.run();
    const [first, , third] = harness.outlookItems();
    harness.outlook.edit(first!.id, { subject: "Edited" });
    harness.outlook.remove(third!.id);
    await harness.switchTo(true);
    await harness.settle(12);
    expect(subjects(harness.activities()).sort()).toEqual(subjects(harness.outlookItems()).sort());
    expect(subjects(harness.activities())).toContain("Edited");
    expect(harness.activities()).toHaveLength(5);
  });

  it("stores nothing when it is stopped while the lists are read", async () => {
    const harness = await firstSync(3, 3, {
      wrap: (connector: Connector): Connector =>
        connector.side === "erp"
          ? connector
          : {
              ...connector,
              delta: async (...args) => {
                await harness.switchTo(false);
                return { ...(await connector.delta(...args)), more: true };
              },
            },
    });
    expect(await harness.run()).toMatchObject({ outcome: "off", writes: 0 });
    expect(await harness.links()).toEqual([]);
    expect(await harness.store.get(harness.scope, "cursors", "appointment")).toBeUndefined();
  });

  it("loses and doubles nothing, wherever it is stopped and wherever the server dies", async () => {
    const moment = fc.record({
      step: fc.integer({ min: 1, max: 24 }),
      how: fc.constantFrom("stop", "crash-before", "crash-after"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(moment, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        async (moments, portionMax) => {
          const breaker = createBreaker();
          const store = breaker.store(createMemoryStore());
          const harness = await firstSync(6, portionMax, {
            store,
            wrap: (connector: Connector) => breaker.connector(connector),
          });
          harness.erp.add("U-ada", activity("Theirs", 80));
          for (const { step, how } of moments) {
            if (how === "stop") breaker.meanwhile(step, () => harness.switchTo(false));
            else breaker.arm({ step, when: how === "crash-before" ? "before" : "after" });
            try {
              await harness.run();
            } catch (error) {
              if (!(error instanceof Crash)) throw error;
            }
            breaker.arm(null);
            await harness.switchTo(true);
          }
          await expectWhole(harness, 7);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a server that is stopped during a wide sync", () => {
  it("ends after the portion in hand, with nothing in doubt, and its next start goes on", async () => {
    const process = { ends: false };
    const end = async (): Promise<void> => void (process.ends = true);
    const harness = await firstSync(12, 3, {
      run: { portionMax: 3, ending: () => process.ends },
      wrap: atCall(2, end),
    });
    expect(await harness.run()).toMatchObject({ outcome: "done", writes: 6, more: true });
    const links = await harness.links();
    expect(links.filter(({ create }) => create !== undefined)).toHaveLength(0);
    process.ends = false;
    await expectWhole(harness, 12);
  });
});

describe("a change that arrives during a wide sync", () => {
  it("is carried over before what is left of it", async () => {
    let arrive = async (): Promise<void> => undefined;
    const harness = await firstSync(12, 2, { wrap: atCall(2, () => arrive()) });
    const early = harness.outlook.add("ada", appointment("Early", 20));
    arrive = async () => {
      harness.outlook.edit(early, { subject: "Late" });
      await harness.choose(early);
    };
    expect(await harness.run()).toMatchObject({ outcome: "done", more: true });
    await harness.run();
    const done = subjects(harness.activities());
    expect(done).toContain("Late");
    await expectWhole(harness, 13);
  });

  it("is not one that tells of our own writes", async () => {
    const harness: Harness = await firstSync(8, 2, {
      wrap: atCall(2, async () => {
        const [made] = harness.activities();
        const echo = { kind: "erp-change", resource: "appointment", id: made!.id } as const;
        await harness.store.commit(harness.scope, [put("inbox", "echo", echo)]);
      }),
    });
    expect(await harness.run()).toMatchObject({ outcome: "done", more: false, writes: 8 });
  });

  it("is not one that tells of our own deletions, and no item is asked for because of it", async () => {
    let asked = 0;
    const harness: Harness = await createHarness({
      run: { portionMax: 2 },
      wrap: (connector: Connector): Connector =>
        connector.side === "erp"
          ? connector
          : {
              ...connector,
              get: (...args) => {
                asked += args[2].length;
                return connector.get(...args);
              },
              // Outlook announces each deletion at once.
              write: async (...args) => {
                const outcomes = await connector.write(...args);
                const announced = args[2].flatMap((action) =>
                  action.kind === "delete"
                    ? [put("inbox", action.id, { kind: "outlook-change", id: action.id })]
                    : [],
                );
                await harness.store.commit(harness.scope, announced);
                return outcomes;
              },
            },
    });
    const visits = Array.from({ length: 9 }, (_, at) => activity(`Visit ${at}`, 24 + at));
    const [, ...ids] = visits.map((one) => harness.erp.add("U-ada", one));
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(9);
    for (const id of ids) harness.erp.remove(id);
    asked = 0;
    expect(await harness.run()).toMatchObject({ outcome: "done", more: false, writes: 8 });
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(1);
    expect(await harness.links()).toHaveLength(1);
    expect(asked).toBe(0);
  });
});

describe("a wide sync", () => {
  it("leaves its place to other mailboxes after each portion", async () => {
    const harness = await firstSync(6, 2);
    expect(await harness.run({ crowded: () => true })).toMatchObject({ writes: 2, more: true });
    expect(await harness.run()).toMatchObject({ writes: 4, more: false });
  });

  it("stores the intents of one portion at a time", async () => {
    const store = createMemoryStore();
    const sizes: number[] = [];
    const harness = await firstSync(20, 5, {
      store: {
        ...store,
        commit: async (...args: Parameters<typeof store.commit>) => {
          const creates = args[1].filter(
            (change) =>
              change.kind === "put" &&
              change.collection === "links" &&
              change.document.create !== undefined,
          );
          if (creates.length > 0) sizes.push(creates.length);
          return store.commit(...args);
        },
      },
    });
    await harness.run();
    expect(Math.max(...sizes)).toBe(5);
    await expectWhole(harness, 20);
  });

  it("does not make open views ask for everything with each of its items", async () => {
    const harness = await firstSync(30, 5);
    const events: string[] = [];
    harness.deps.progress.subscribe(harness.scope, ({ kind }) => events.push(kind));
    await harness.run();
    expect(events.filter((kind) => kind === "item")).toHaveLength(1);
    expect(events.length).toBeLessThan(10);
  });

  it("tells how far it is, in figures alone, and of a small one nothing", async () => {
    const harness = await firstSync(6, 2);
    const steps: (Step | null)[] = [];
    const { progress } = harness.deps;
    const inner = { ...progress };
    progress.step = (scope, now, ms) => {
      steps.push(now);
      inner.step(scope, now, ms);
    };
    await harness.run();
    expect(steps[0]).toEqual({ phase: "reading", done: 6, total: null });
    const done = steps.flatMap((one) => (one?.phase === "writing" ? [one.done] : []));
    expect(done).toEqual([...done].sort((one, other) => one - other));
    expect(steps).toContainEqual({ phase: "writing", done: 4, total: 6 });
    expect(steps.at(-1)).toBeNull();
    expect(JSON.stringify(steps)).not.toContain("Visit");
    steps.length = 0;
    harness.outlook.add("ada", appointment("One more", 99));
    await harness.settle();
    expect(steps.filter((one) => one !== null)).toEqual([]);
  });
});

describe("a plan that a person has carried out", () => {
  it("goes in portions, can be stopped on its way, and goes on to exactly what was planned", async () => {
    let stop = async (): Promise<void> => undefined;
    // The first portion is ten batches.
    const harness = await createHarness({
      ...{ job: { enabled: false, outlookItems: "all" }, wrap: atCall(11, () => stop()) },
    });
    for (let at = 0; at < 450; at++)
      harness.outlook.add("ada", appointment(`Visit ${at}`, 24 + at));
    const deps = { ...harness.deps, memory: createMemoryStore };
    const trial = switchedOn(harness.mailbox);
    const plan = await dryRun(deps, trial);
    const carried = await carryOut(deps, trial, plan.digest);
    expect(carried).toMatchObject({ kind: "done", report: { writes: portionMax, more: true } });
    stop = () => harness.switchTo(false);
    expect(await harness.run()).toMatchObject({ outcome: "off", writes: portionMax });
    expect(harness.activities()).toHaveLength(2 * portionMax);
    expect(await harness.run()).toMatchObject({ outcome: "off", writes: 0 });
    await harness.switchTo(true);
    await expectWhole(harness, 450);
    expect(subjects(harness.activities()).sort()).toEqual(
      plan.entries.map(({ subject }) => subject).sort(),
    );
  });
});
