import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { FeedFacet } from "../../../server/connectors/port/facets.ts";
import { createEngine, type EngineOptions } from "../../../server/engine/engine.ts";
import { readFeed } from "../../../server/engine/mailboxes/feed.ts";
import { mailboxKey, mailboxScope } from "../../../server/engine/mailboxes/mailbox.ts";
import { runMailbox } from "../../../server/engine/run/run.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, StoreError, type Store } from "../../../server/store/store.ts";
import type { MailboxDocument } from "../../../server/store/documents/mailbox.ts";
import { activity, ada, createHarness, linkedAppointment, type Harness } from "../harness.ts";

const connection = { kind: "connection", connectionId: "demo" } as const;
const minute = 60_000;

const hints = async ({ store }: Harness, mailboxId = "ada") => [
  ...(await store.list(mailboxScope("contoso", mailboxId), "inbox")).values(),
];
const cursor = async ({ store }: Harness) =>
  (await store.get(connection, "cursors", "feed"))?.cursor;

async function addMailbox({ store }: Harness, facts: Partial<MailboxDocument>): Promise<void> {
  const mailbox = { ...ada, ...facts };
  await store.commit(mailboxScope(mailbox.tenantId, mailbox.mailboxId), [
    put("mailbox", mailboxKey, mailbox),
  ]);
}

const off = { calendar: { ...ada.jobs.calendar, enabled: false } };

describe("the ERP's feed", () => {
  it("becomes hints in the inboxes of those concerned, and of nobody else", async () => {
    const harness = await createHarness();
    await harness.run();
    await addMailbox(harness, { mailboxId: "bob", erpUserId: "U-bob" });
    await addMailbox(harness, { mailboxId: "nobody", erpUserId: null });
    await addMailbox(harness, { mailboxId: "other", connectionId: "another" });
    const id = harness.erp.add("U-ada", activity("Call"));
    await expect(readFeed(harness.deps, "demo")).resolves.toEqual([harness.scope]);
    expect(await hints(harness)).toEqual([{ kind: "erp-change", resource: "appointment", id }]);
    for (const name of ["bob", "nobody", "other"]) expect(await hints(harness, name)).toEqual([]);
    await expect(readFeed(harness.deps, "demo")).resolves.toEqual([]);
  });

  it("wakes two people of the same mailbox id in two tenants both", async () => {
    const harness = await createHarness();
    await harness.run();
    await addMailbox(harness, { tenantId: "fabrikam" });
    harness.erp.add("U-ada", activity("Call"));
    await expect(readFeed(harness.deps, "demo")).resolves.toHaveLength(2);
  });

  it("piles up nothing for a mailbox that is switched off", async () => {
    const harness = await createHarness();
    await harness.run();
    await addMailbox(harness, { jobs: off });
    harness.erp.add("U-ada", activity("Call"));
    await readFeed(harness.deps, "demo");
    expect(await hints(harness)).toEqual([]);
  });

  it("is stored in the inbox before its cursor moves: a stop in between repeats hints", async () => {
    const inner = createMemoryStore();
    let fails = false;
    const store: Store = {
      ...inner,
      commit: (scope, changes, epoch) =>
        fails && scope.kind === "connection"
          ? Promise.reject(new StoreError("full", "Disk full."))
          : inner.commit(scope, changes, epoch),
    };
    const harness = await createHarness({ store });
    await harness.run();
    harness.erp.add("U-ada", activity("Call"));
    const before = await cursor(harness);
    fails = true;
    await expect(readFeed(harness.deps, "demo")).rejects.toThrow("Disk full.");
    expect(await cursor(harness)).toBe(before);
    expect(await hints(harness)).toHaveLength(1);
    fails = false;
    await readFeed(harness.deps, "demo");
    expect(await hints(harness)).toHaveLength(2);
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(1);
    expect(await hints(harness)).toEqual([]);
  });

  it("that forgot our cursor has every mailbox list its activities again", async () => {
    const harness = await createHarness();
    await linkedAppointment(harness);
    await addMailbox(harness, { mailboxId: "bob", erpUserId: "U-bob" });
    harness.erp.edit(harness.activities()[0]!.id, { place: "Berlin" });
    harness.erp.expireCursors();
    await expect(readFeed(harness.deps, "demo")).resolves.toHaveLength(2);
    expect(await hints(harness)).toEqual([{ kind: "resync", side: "erp" }]);
    await runMailbox(harness.deps, harness.scope);
    expect(harness.outlookItems()[0]?.fields["place"]).toBe("Berlin");
  });

  it("that we forgot ourselves likewise", async () => {
    const harness = await createHarness();
    await linkedAppointment(harness);
    await harness.store.erase(connection);
    harness.erp.edit(harness.activities()[0]!.id, { place: "Berlin" });
    await expect(readFeed(harness.deps, "demo")).resolves.toEqual([harness.scope]);
    await runMailbox(harness.deps, harness.scope);
    expect(harness.outlookItems()[0]?.fields["place"]).toBe("Berlin");
  });

  it("a hint that comes while a run is on its way outlives that run", async () => {
    const harness = await createHarness();
    await linkedAppointment(harness);
    const there = harness.activities()[0]!.id;
    const get = harness.erp.get.bind(harness.erp);
    let late = false;
    harness.erp.edit(there, { place: "Berlin" });
    await readFeed(harness.deps, "demo");
    harness.erp.get = async (...args) => {
      const found = await get(...args);
      if (!late) {
        // After the run has read it, and before it takes the hint out of the inbox.
        late = true;
        harness.erp.edit(there, { place: "Vienna" });
        await readFeed(harness.deps, "demo");
      }
      return found;
    };
    await runMailbox(harness.deps, harness.scope);
    expect(await hints(harness)).toHaveLength(1);
    await runMailbox(harness.deps, harness.scope);
    expect(harness.outlookItems()[0]?.fields["place"]).toBe("Vienna");
  });

  it("a mailbox set up while a page is fetched misses nothing of that page", async () => {
    const feed: { changes: FeedFacet["changes"] | null } = { changes: null };
    const wrap = (inner: Connector): Connector =>
      inner.feed === undefined
        ? inner
        : { ...inner, feed: { ...inner.feed, changes: (at) => feed.changes!(at) } };
    const plain = createHarness;
    feed.changes = async () => ({ changes: [], cursor: "0", more: false });
    const harness = await plain({ wrap });
    const id = "A1";
    feed.changes = async () => {
      await addMailbox(harness, { mailboxId: "bob", erpUserId: "U-bob" });
      const changes = [{ resource: "appointment" as const, id, erpUserIds: ["U-bob"] }];
      return { changes, cursor: "1", more: false };
    };
    await readFeed(harness.deps, "demo");
    expect(await hints(harness, "bob")).toEqual([
      { kind: "erp-change", resource: "appointment", id },
    ]);
  });

  it("one damaged mailbox keeps nobody else from being told", async () => {
    const inner = createMemoryStore();
    const store: Store = {
      ...inner,
      get: (scope, collection, key) =>
        scope.kind === "mailbox" && scope.mailboxId === "bob"
          ? Promise.reject(new StoreError("refused", "Damaged."))
          : inner.get(scope, collection, key),
    };
    const harness = await createHarness({ store });
    await addMailbox(harness, { mailboxId: "bob" });
    harness.erp.add("U-ada", activity("Call"));
    await expect(readFeed(harness.deps, "demo")).resolves.toEqual([harness.scope]);
  });
});

/** The whole engine over one mailbox, moved by the test's clock. */
async function createWorld(
  wrap: (inner: Connector) => Connector = (inner) => inner,
  store: Store = createMemoryStore(),
  more: Pick<EngineOptions, "feedIntervalMs"> = {},
) {
  let subscribed = 0;
  const harness = await createHarness({
    store,
    wrap: (inner) =>
      wrap(
        inner.side === "erp"
          ? inner
          : {
              ...inner,
              subscriptions: {
                lifetimeMs: 7 * 24 * 60 * minute,
                create: async () => ({
                  id: `S${++subscribed}`,
                  expiresAt: "2027-11-27T08:00:00.000Z",
                }),
                renew: async (_actor, id) => ({ id, expiresAt: "2027-11-27T08:00:00.000Z" }),
                reauthorize: async () => undefined,
                remove: async () => undefined,
                list: async () => [],
              },
            },
      ),
  });
  const engine = createEngine(harness.deps, {
    cadence: { intervalMs: 15 * minute, safetyNetMs: 360 * minute, foldMs: 250, parallel: 4 },
    addresses: { notificationUrl: "https://x/n", lifecycleUrl: "https://x/l" },
    feedAddress: (id) => `https://x/${id}`,
    connectionIds: () => ["demo"],
    ...more,
  });
  const pass = async (ms: number): Promise<void> => {
    harness.clock.advance(ms);
    await engine.tick();
  };
  return {
    ...harness,
    engine,
    pass,
    /** As after a start: everybody was run once and is subscribed. */
    async started(): Promise<void> {
      await engine.resume();
      await pass(0);
      await pass(250);
      await engine.subscriptions.ensure(harness.scope);
      await engine.scheduler.runNow(harness.scope);
    },
    nextInMs: (): number | null => {
      const at = engine.scheduler.nextAt(harness.scope);
      return at === null ? null : at - harness.clock.now();
    },
  };
}

describe("the engine and the feed", () => {
  it("a wake-up of the ERP reads the feed and wakes whom it concerns", async () => {
    const world = await createWorld();
    await world.started();
    world.erp.add("U-ada", activity("Call"));
    await world.engine.wakeConnection("demo");
    await world.pass(250);
    expect(world.outlookItems()).toHaveLength(1);
  });

  it("what is found when the ERP is back wakes as well", async () => {
    const world = await createWorld();
    await world.started();
    world.erp.failNext({ call: "feed", code: "unavailable", when: "before" });
    await world.engine.wakeConnection("demo");
    expect(world.engine.feedHealthy("demo")).toBe(false);
    world.erp.add("U-ada", activity("Call"));
    await world.pass(5_000);
    expect(world.engine.feedHealthy("demo")).toBe(true);
    await world.pass(250);
    expect(world.outlookItems()).toHaveLength(1);
  });

  it("a wake-up while the feed is read is one more reading", async () => {
    let open: () => void = () => undefined;
    let reads = 0;
    let holds = false;
    const world = await createWorld((inner) => ({
      ...inner,
      ...(inner.feed === undefined
        ? {}
        : {
            feed: {
              ...inner.feed,
              changes: async (at: string | null) => {
                const page = await inner.feed!.changes(at);
                reads++;
                if (holds) {
                  holds = false;
                  await new Promise<void>((resolve) => (open = resolve));
                }
                return page;
              },
            },
          }),
    }));
    await world.started();
    const before = reads;
    holds = true;
    const first = world.engine.wakeConnection("demo");
    await new Promise((resolve) => setImmediate(resolve));
    world.erp.add("U-ada", activity("Call"));
    const others = [1, 2, 3].map(() => world.engine.wakeConnection("demo"));
    open();
    await Promise.all([first, ...others]);
    expect(reads - before).toBe(2);
    expect(await hints(world)).toHaveLength(1);
  });

  it("connected twice at once has one secret, the one that the ERP was told last", async () => {
    const told: string[] = [];
    const world = await createWorld((inner) => ({
      ...inner,
      ...(inner.feed === undefined
        ? {}
        : {
            feed: {
              ...inner.feed,
              register: async (_url: string, secret: string) => {
                told.push(secret);
                // The first to ask is answered last.
                for (let turn = told.length; turn < 4; turn++) {
                  await new Promise((resolve) => setImmediate(resolve));
                }
              },
            },
          }),
    }));
    await Promise.all([world.engine.connect("demo"), world.engine.connect("demo")]);
    expect(await world.engine.feedSecret("demo")).toBe(told.at(-1));
  });

  it("is read without any wake-up after the interval, also by a clock that was set back", async () => {
    const world = await createWorld();
    await world.started();
    await world.pass(minute);
    await world.pass(-24 * 60 * minute);
    world.erp.add("U-ada", activity("Call"));
    await world.pass(14 * minute);
    await world.pass(250);
    expect(world.outlookItems()).toHaveLength(1);
  });

  it.each([5, 40])("is read without any wake-up after %i minutes of its own", async (minutes) => {
    const feedIntervalMs = (id: string) => (id === "demo" ? minutes : 1) * minute;
    const world = await createWorld(undefined, undefined, { feedIntervalMs });
    await world.started();
    world.erp.add("U-ada", activity("Call"));
    await world.pass((minutes - 1) * minute);
    await world.pass(250);
    expect(world.outlookItems()).toEqual([]);
    await world.pass(minute);
    await world.pass(250);
    expect(world.outlookItems()).toHaveLength(1);
  });

  it("a store that fails delays the feed and ends nothing", async () => {
    const inner = createMemoryStore();
    let full = false;
    const store: Store = {
      ...inner,
      commit: (...args) =>
        full ? Promise.reject(new StoreError("full", "Disk full.")) : inner.commit(...args),
    };
    const world = await createWorld(undefined, store);
    await world.started();
    world.erp.add("U-ada", activity("Call"));
    full = true;
    await world.engine.wakeConnection("demo");
    full = false;
    await world.pass(5_000);
    await world.pass(250);
    expect(world.outlookItems()).toHaveLength(1);
  });

  it("with push on both sides only the safety net follows; an ERP without a feed is asked at the interval", async () => {
    const world = await createWorld();
    await world.started();
    expect(world.nextInMs()).toBe(360 * minute);
    const feedless = await createWorld(({ feed: _none, ...inner }) => inner);
    await feedless.started();
    expect(feedless.nextInMs()).toBe(15 * minute);
    feedless.erp.add("U-ada", activity("Call"));
    await feedless.pass(15 * minute);
    expect(feedless.outlookItems()).toHaveLength(1);
  });

  it("keeps one secret for the ERP's wake-ups, over restarts", async () => {
    const world = await createWorld();
    await expect(world.engine.feedSecret("demo")).resolves.toBeNull();
    await world.engine.connect("demo");
    const secret = await world.engine.feedSecret("demo");
    expect(secret).not.toBeNull();
    await world.engine.connect("demo");
    await expect(world.engine.feedSecret("demo")).resolves.toBe(secret);
  });

  it("a sign-in wakes a mailbox that waits for one, and no other", async () => {
    const world = await createWorld();
    await world.started();
    const person = { tenantId: "contoso", userId: "ada" };
    world.engine.signedIn(person);
    expect(world.nextInMs()).toBe(360 * minute);
    world.outlook.failNext({ call: "delta", code: "unauthorized", when: "before" });
    await world.engine.scheduler.runNow(world.scope);
    expect(world.nextInMs()).toBeNull();
    world.engine.signedIn(person);
    expect(world.nextInMs()).toBe(250);
  });

  it("starts although one mailbox is damaged", async () => {
    const inner = createMemoryStore();
    const store: Store = {
      ...inner,
      get: (scope, collection, key) =>
        scope.kind === "mailbox" && scope.mailboxId === "bob"
          ? Promise.reject(new StoreError("refused", "Damaged."))
          : inner.get(scope, collection, key),
    };
    const world = await createWorld(undefined, store);
    await addMailbox(world, { mailboxId: "bob" });
    await world.started();
    expect(await world.state()).toMatchObject({ health: "operational" });
  });
});
