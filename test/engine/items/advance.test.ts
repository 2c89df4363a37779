import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { ItemDetails } from "../../../server/connectors/port/item.ts";
import { createAdvances } from "../../../server/engine/items/advance.ts";
import type { Choice } from "../../../server/engine/items/choice.ts";
import { createItems } from "../../../server/engine/items/items.ts";
import { createScheduler } from "../../../server/engine/scheduler.ts";
import { appointment, createHarness, type HarnessOptions } from "../harness.ts";

const cadence = { intervalMs: 900_000, safetyNetMs: 21_600_000, foldMs: 250, parallel: 1 };
const choice: Choice = { records: [{ type: "customer", id: "K1" }], activityTypeId: "T-visit" };
const dayMs = 24 * 60 * 60 * 1000;

/** Outlook with custom properties: only `get` shows them, and copies carry them. */
async function createWorld(options: HarnessOptions = {}) {
  const marks = new Map<string, Partial<ItemDetails>>();
  const read: string[] = [];
  const wrap = (inner: Connector): Connector => ({
    ...inner,
    get: async (actor, resource, ids) => {
      if (inner.side === "microsoft") read.push(...ids);
      return (await inner.get(actor, resource, ids)).map((found, at) => {
        if (found.kind !== "found") return found;
        const details = { ...found.item.details, ...marks.get(ids[at] ?? "") };
        return { kind: "found", item: { ...found.item, details } };
      });
    },
  });
  const harness = await createHarness({ wrap, ...options });
  const { outlook, deps, scope } = harness;
  const scheduler = createScheduler(deps, cadence, async () => true);
  const advances = createAdvances(deps);
  return {
    ...harness,
    read,
    items: createItems(deps, scheduler),
    choose: (key: string, chosen: Choice = choice) => advances.put(scope, key, chosen),
    waiting: (key: string) => advances.get(scope, key),
    withdraw: (key: string) => advances.withdraw(scope, key),
    /** Outlook saves the appointment that carries `key`. */
    save(key: string, fields = appointment("Visit"), createdAt = "2026-11-20T09:00:00.000Z") {
      const id = outlook.add("ada", fields);
      marks.set(id, { advanceKey: key, createdAt });
      return id;
    },
    /** A person duplicates it in Outlook: the custom properties go with it. */
    copy(id: string, createdAt = "2026-11-20T09:05:00.000Z") {
      const twin = outlook.copy(id);
      marks.set(twin, { ...marks.get(id), createdAt });
      return twin;
    },
  };
}

describe("an appointment that was chosen before it was saved", () => {
  it("is linked when it appears, with its records and its type", async () => {
    const world = await createWorld();
    await world.choose("key");
    await world.settle();
    expect(world.activities()).toEqual([]);
    const id = world.save("key");
    await world.settle();
    expect(world.activities()).toMatchObject([
      { fields: { subject: "Visit", type: "T-visit", records: choice.records } },
    ]);
    expect(await world.links()).toMatchObject([{ ids: { microsoft: id }, choice: "on" }]);
    expect(await world.waiting("key")).toBeNull();
  });

  it("takes the last choice made before it was saved", async () => {
    const world = await createWorld();
    await world.choose("key");
    await world.choose("key", { records: [], activityTypeId: "T-call" });
    world.save("key");
    await world.settle();
    expect(world.activities()).toMatchObject([{ fields: { type: "T-call", records: [] } }]);
  });

  it("is not linked after the choice was withdrawn", async () => {
    const world = await createWorld();
    await world.choose("key");
    await world.withdraw("key");
    world.save("key");
    await world.settle();
    expect(world.activities()).toEqual([]);
  });

  it("shows as waiting until a run took it up", async () => {
    const world = await createWorld();
    await world.choose("key");
    await world.run();
    const id = world.save("key");
    const shown = await world.items.status(world.scope, id);
    expect(shown).toMatchObject({ state: "waiting", on: true, records: choice.records });
    await world.settle();
    expect(await world.items.status(world.scope, id)).toMatchObject({ state: "in-sync" });
  });

  it("stays private when it was saved as private, and the log says so without its subject", async () => {
    const world = await createWorld();
    await world.choose("key");
    const id = world.save("key", appointment("Doctor", 24, { sensitivity: "private" }));
    await world.settle();
    expect(world.activities()).toEqual([]);
    expect(await world.items.status(world.scope, id)).toMatchObject({
      state: "private",
      on: false,
    });
    const lines = await world.history();
    expect(lines.map(({ because }) => because)).toContain(
      "item-unsupported: Private appointments are left out by your rules.",
    );
    expect(JSON.stringify(lines)).not.toContain("Doctor");
  });

  it("outside the window is linked when the pane shows it", async () => {
    const world = await createWorld();
    await world.choose("key");
    await world.run();
    const id = world.save("key", appointment("Far ahead", 24 * 900));
    await world.items.look(world.scope, id);
    await world.settle();
    expect(world.activities()).toMatchObject([{ fields: { subject: "Far ahead" } }]);
  });

  it("keeps what was decided about it since", async () => {
    const world = await createWorld();
    await world.choose("key");
    const id = world.save("key");
    await world.items.choose(world.scope, id, { records: [], activityTypeId: "T-call" });
    await world.settle();
    expect(world.activities()).toMatchObject([{ fields: { type: "T-call" } }]);
    expect(await world.waiting("key")).toBeNull();
  });
});

describe("a copy of such an appointment", () => {
  it.each(["in the same round", "in a later round"])("is not linked: %s", async (when) => {
    const world = await createWorld();
    await world.choose("key");
    const first = world.save("key");
    if (when === "in a later round") await world.settle();
    world.copy(first);
    await world.settle();
    expect(world.activities()).toHaveLength(1);
    expect(await world.links()).toMatchObject([{ ids: { microsoft: first } }]);
  });

  it("is not taken for the first one, in whatever order they are listed", async () => {
    const world = await createWorld();
    await world.choose("key");
    const listedFirst = world.save("key", appointment("Copy"), "2026-11-20T10:00:00.000Z");
    const createdFirst = world.save("key", appointment("Visit"), "2026-11-20T09:00:00.000Z");
    await world.settle();
    expect(await world.links()).toMatchObject([{ ids: { microsoft: createdFirst } }]);
    expect(world.outlook.itemOf(listedFirst)).toBeDefined();
  });

  it("is a new appointment of its own to whoever switches it on", async () => {
    const world = await createWorld();
    await world.choose("key");
    const twin = world.copy(world.save("key"));
    await world.items.choose(world.scope, twin, choice);
    await world.settle();
    expect(world.activities()).toHaveLength(2);
  });
});

describe("a choice that waits", () => {
  it("is taken up after a failure in between, and once", async () => {
    const world = await createWorld();
    await world.choose("key");
    await world.run();
    world.save("key");
    world.outlook.failNext({ call: "get", code: "unavailable", when: "before" });
    expect(await world.run()).toMatchObject({ outcome: "failed" });
    expect(await world.waiting("key")).not.toBeNull();
    await world.settle();
    expect(world.activities()).toHaveLength(1);
  });

  it("ends after a month", async () => {
    const world = await createWorld();
    await world.choose("key");
    world.clock.advance(31 * dayMs);
    expect(await world.waiting("key")).toBeNull();
    world.save("key", appointment("Visit", 24 * 40), "2026-12-21T09:00:00.000Z");
    await world.settle();
    expect(world.activities()).toEqual([]);
    expect((await world.store.list(world.scope, "advance")).size).toBe(0);
  });

  it("gives way to newer ones beyond a hundred", async () => {
    const world = await createWorld();
    for (let form = 0; form < 101; form++) await world.choose(`key-${form}`);
    expect(await world.waiting("key-0")).toBeNull();
    expect(await world.waiting("key-100")).not.toBeNull();
  });

  it("needs the calendar to be on", async () => {
    const world = await createWorld({ job: { enabled: false } });
    await expect(world.choose("key")).rejects.toMatchObject({ code: "setup-required" });
  });

  it("costs the mailbox nothing where there is none", async () => {
    const world = await createWorld();
    world.save("key");
    await world.settle();
    expect(world.read).toEqual([]);
  });
});
