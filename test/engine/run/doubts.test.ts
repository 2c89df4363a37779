import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import type { Connector } from "../../../server/connectors/port/connector.ts";
import { createItems } from "../../../server/engine/items/items.ts";
import { createScheduler } from "../../../server/engine/scheduler.ts";
import { put } from "../../../server/store/store.ts";
import type { InboxDocument } from "../../../server/store/documents/mailbox.ts";
import { activity, appointment, createHarness, linkedCompanion, type Harness } from "../harness.ts";

const cadence = { intervalMs: 900_000, safetyNetMs: 21_600_000, foldMs: 250, parallel: 1 };
const nothing = { records: [], activityTypeId: null };

/** Two events and one activity look alike. By default only the ERP's is let in by its gate. */
async function doubted(job: NonNullable<Parameters<typeof createHarness>[0]>["job"] = {}) {
  const harness = await createHarness({ job });
  const [first, second] = ["Rome", "Oslo"].map((place) =>
    harness.outlook.add("ada", appointment("Visit", 30, { place })),
  );
  const there = harness.erp.add("U-ada", activity("Visit", 30));
  await harness.settle();
  const scheduler = createScheduler(harness.deps, cadence, async () => true);
  const items = createItems(harness.deps, scheduler);
  return { ...harness, items, first: first!, second: second!, there };
}

async function ask(harness: Harness, wish: InboxDocument): Promise<void> {
  await harness.store.commit(harness.scope, [put("inbox", "wish", wish)]);
  await harness.settle();
}

const sizes = (harness: Harness) => [harness.outlookItems().length, harness.activities().length];
const untouched = [2, 1];

describe("rule 26: what stands in doubt is made a second time by nobody", () => {
  it("is in doubt for the pane as well where its own gate is closed, with all that it looks like", async () => {
    const world = await doubted();
    expect(await world.quarantine()).toHaveLength(1);
    const status = await world.items.status(world.scope, world.first);
    expect(status).toMatchObject({ state: "needs-decision", on: false });
    expect(status.reason?.code).toBe("in-doubt");
    expect(status.doubt?.twins.map(({ id }) => id).sort()).toEqual(
      [world.first, world.second, world.there].sort(),
    );
  });

  it("is not switched on by a click", async () => {
    const world = await doubted();
    await expect(world.items.choose(world.scope, world.first, nothing)).rejects.toMatchObject({
      code: "conflict",
    });
    await world.settle();
    expect(sizes(world)).toEqual(untouched);
  });

  it("nor by a click that was made before it was seen to be in doubt, and the log says so", async () => {
    const world = await doubted();
    await world.choose(world.first);
    await world.settle();
    expect(sizes(world)).toEqual(untouched);
    expect((await world.history()).map(({ because }) => because)).toContain("in-doubt");
  });

  it.each<readonly [string, (world: Doubted) => Promise<void>]>([
    [
      "an edit in Outlook",
      async (world) => {
        world.outlook.edit(world.first, { body: "x" });
      },
    ],
    [
      "an edit in the ERP",
      async (world) => {
        world.erp.edit(world.there, { body: "x" });
      },
    ],
    ["another try of the event", (world) => world.retry(world.first)],
    ["another try of the activity", (world) => world.retry(world.there)],
  ])("nor by %s, whichever gates are open", async (_name, touch) => {
    for (const outlookItems of ["chosen", "all"] as const) {
      const world = await doubted({ outlookItems });
      await touch(world);
      await world.settle();
      expect(sizes(world)).toEqual(untouched);
      const { state } = await world.items.status(world.scope, world.first);
      expect(state).toBe("needs-decision");
    }
  });

  it("nor where one that looks like it cannot be read: the others are no pair because of that", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const here = harness.outlook.add("ada", appointment("Visit", 30));
    for (const place of ["Rome", "Oslo"])
      harness.erp.add("U-ada", activity("Visit", 30, { place }));
    await harness.settle();
    expect(sizes(harness)).toEqual([1, 2]);
    harness.outlook.edit(here, { body: "touched" });
    harness.erp.failNext({ call: "get", code: "rejected", when: "before", times: 1 });
    await harness.settle();
    expect(sizes(harness)).toEqual([1, 2]);
    expect((await harness.links()).length).toBe(0);
  });

  it.each(["rejected", "forbidden"] as const)(
    "nor beside its only twin behind a closed gate where that is %s just now",
    async (code) => {
      let isBroken = true;
      const error = new ConnectorError(code, "erp", "Not today.");
      const wrap = (inner: Connector): Connector => ({
        ...inner,
        get: async (...args) => {
          const answers = await inner.get(...args);
          if (inner.side !== "erp" || !isBroken) return answers;
          return answers.map(() => ({ kind: "error", error }));
        },
      });
      const harness = await createHarness({ wrap, job: { outlookItems: "all", erpItems: false } });
      const here = harness.outlook.add("ada", appointment("Visit", 30));
      const there = harness.erp.add("U-ada", activity("Visit", 30));
      await harness.settle();
      expect(sizes(harness)).toEqual([1, 1]);
      expect((await harness.quarantine()).map(({ itemId }) => itemId)).toEqual([here]);
      isBroken = false;
      harness.clock.advance(3_600_000);
      await harness.settle();
      expect(sizes(harness)).toEqual([1, 1]);
      expect((await harness.links()).map(({ ids }) => ids)).toEqual([
        { microsoft: here, erp: there },
      ]);
      expect(await harness.quarantine()).toEqual([]);
    },
  );

  it("nor is what is only read to be compared set aside: nobody had switched it on", async () => {
    const world = await doubted();
    const before = (await world.history()).length;
    world.outlook.spoil(world.first);
    world.erp.edit(world.there, { body: "x" });
    await world.settle();
    expect((await world.quarantine()).map(({ itemId }) => itemId)).toEqual([world.there]);
    expect(await world.history()).toHaveLength(before);
    expect(await world.links()).toEqual([]);
    expect(sizes(world)).toEqual(untouched);
  });

  it("nor by being given up in the queue, or refused once, and edited afterwards", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const here = harness.outlook.add("ada", appointment("Visit", 30));
    for (const place of ["Rome", "Oslo"])
      harness.erp.add("U-ada", activity("Visit", 30, { place }));
    await harness.settle();
    for (const [key] of await harness.store.list(harness.scope, "quarantine")) {
      await ask(harness, { kind: "discard", key, reason: "Not now.", by: "Olga" });
    }
    harness.outlook.edit(here, { body: "touched" });
    await harness.settle();
    expect(sizes(harness)).toEqual([1, 2]);
  });

  it("nor by our category, put on by hand", async () => {
    const world = await doubted({ rules: { marks: true } });
    world.outlook.edit(world.first, { categories: ["In ERP"] });
    await world.settle();
    expect(sizes(world)).toEqual(untouched);
  });

  it("nor by a full refresh", async () => {
    const world = await doubted({ outlookItems: "all" });
    for (const side of ["microsoft", "erp"] as const) {
      await ask(world, { kind: "resync", side });
    }
    expect(sizes(world)).toEqual(untouched);
  });

  it("is taken up as what it is once it no longer looks like the others", async () => {
    const world = await doubted({ outlookItems: "all" });
    world.outlook.edit(world.first, { subject: "Something else" });
    await world.settle();
    expect(sizes(world)).toEqual([2, 2]);
    world.outlook.edit(world.second, { body: "touched" });
    await world.settle();
    expect(sizes(world)).toEqual([2, 2]);
    expect(await world.quarantine()).toEqual([]);
    expect((await world.links()).map(({ ids }) => ids.erp)).toContain(world.there);
  });
});

describe("rule 26: what a person said of what is in doubt outlives a change of it", () => {
  /** One event that was switched on looks like several activities; one of the gates is open. */
  async function chosen(outlookItems: "all" | "chosen" = "all", alike = 2) {
    const harness = await createHarness({
      job: { outlookItems, erpItems: outlookItems !== "all" },
    });
    await harness.settle();
    const here = harness.outlook.add("ada", appointment("Visit", 30));
    const there = Array.from({ length: alike }, () =>
      harness.erp.add("U-ada", activity("Visit", 30)),
    );
    await harness.choose(here, linkedCompanion);
    await harness.settle();
    expect(sizes(harness)).toEqual([1, alike]);
    const parked = async () => harness.store.get(harness.scope, "quarantine", here);
    expect((await parked())?.chosen).toEqual(linkedCompanion);
    return { ...harness, here, there, parked };
  }

  it("what he chose, while the doubt lasts", async () => {
    const world = await chosen();
    world.outlook.edit(world.here, { body: "touched" });
    await world.settle();
    expect(await world.parked()).toMatchObject({ code: "in-doubt", chosen: linkedCompanion });
  });

  it("what he kept apart, while the doubt lasts", async () => {
    const world = await chosen("all", 3);
    await ask(world, { kind: "apart", side: "erp", ids: [world.there[2]!] });
    world.outlook.edit(world.here, { body: "touched" });
    await world.settle();
    expect(await world.parked()).toMatchObject({ code: "in-doubt", apart: [world.there[2]] });
  });

  it("what he chose, where the change ends the doubt", async () => {
    const world = await chosen();
    world.outlook.edit(world.here, { subject: "Something else" });
    await world.settle();
    expect(sizes(world)).toEqual([1, 3]);
    const [link] = await world.links();
    expect(link).toMatchObject({ choice: "on", companion: linkedCompanion });
    const made = world.activities().find(({ fields }) => fields["subject"] === "Something else");
    expect(made?.fields["records"]).toEqual(linkedCompanion["records"]);
  });

  it("what he chose, where a change of what looked like it ends the doubt", async () => {
    const world = await chosen("chosen");
    world.erp.remove(world.there[1]!);
    world.erp.edit(world.there[0]!, { body: "touched" });
    await world.settle();
    const link = (await world.links()).find(({ ids }) => ids.microsoft === world.here);
    expect(link).toMatchObject({ choice: "on", ids: { erp: world.there[0] } });
    const { fields } = world.erp.itemOf(world.there[0]!)!;
    expect(fields["records"]).toEqual(linkedCompanion["records"]);
  });
});

type Doubted = Awaited<ReturnType<typeof doubted>>;

describe("a doubt that its person decides in the pane", () => {
  it("two that belong together are one from then on, and the rest can be switched on", async () => {
    const world = await doubted();
    const pairs = [{ microsoftId: world.second, erpId: world.there }];
    await world.items.decide(world.scope, world.second, { pairs, apart: [] });
    expect(await world.items.status(world.scope, world.second)).toMatchObject({
      ...{ state: "waiting", on: true },
      doubt: null,
    });
    await world.settle();
    expect(await world.items.status(world.scope, world.second)).toMatchObject({
      ...{ state: "in-sync", erpId: world.there },
    });
    expect(await world.items.status(world.scope, world.first)).toMatchObject({
      ...{ state: "not-synced", doubt: null },
    });
    await world.items.choose(world.scope, world.first, nothing);
    await world.settle();
    expect(sizes(world)).toEqual([2, 2]);
    expect(await world.quarantine()).toEqual([]);
  });

  it("one that has no counterpart is asked about no more, and may be switched on by itself", async () => {
    const world = await doubted();
    await world.items.decide(world.scope, world.first, { pairs: [], apart: [world.first] });
    await world.settle();
    expect(await world.items.status(world.scope, world.first)).toMatchObject({
      ...{ state: "not-synced", on: false, doubt: null },
    });
    await world.items.choose(world.scope, world.first, nothing);
    await world.settle();
    expect(sizes(world)).toEqual([2, 2]);
  });

  it("the last one on its side has left nothing to be asked", async () => {
    const world = await doubted({ outlookItems: "all" });
    await world.items.decide(world.scope, world.first, { pairs: [], apart: [world.there] });
    await world.settle();
    expect(sizes(world)).toEqual([3, 3]);
    expect(await world.quarantine()).toEqual([]);
  });

  it("refuses what is not among them, and a second answer", async () => {
    const world = await doubted();
    const strange = { pairs: [], apart: ["another"] };
    const refused = { code: "conflict" };
    const decide = (what: Parameters<typeof world.items.decide>[2]) =>
      world.items.decide(world.scope, world.first, what);
    await expect(decide(strange)).rejects.toMatchObject(refused);
    await decide({ pairs: [], apart: [world.first] });
    await expect(decide({ pairs: [], apart: [world.first] })).rejects.toMatchObject(refused);
  });
});
