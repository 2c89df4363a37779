import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import type { Connector } from "../../../server/connectors/port/connector.ts";
import { createItems } from "../../../server/engine/items/items.ts";
import { createScheduler } from "../../../server/engine/scheduler.ts";
import { put } from "../../../server/store/store.ts";
import type { Fields } from "../../../server/sync/model.ts";
import {
  activity,
  appointment,
  at,
  createHarness,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

const cadence = { intervalMs: 900_000, safetyNetMs: 21_600_000, foldMs: 250, parallel: 1 };
const types = [{ id: "T-call", name: "Call" }];
const call = { categories: ["Call"] };

/** What stands on either side was seen once, as these gates let it in. How often each side is listed since. */
async function createWorld(
  job: NonNullable<HarnessOptions["job"]>,
  events: readonly string[],
  activities: readonly string[],
  inner: NonNullable<HarnessOptions["wrap"]> = (connector) => connector,
) {
  const listings = { microsoft: 0, erp: 0 };
  const wrap = (bare: Connector): Connector => {
    const connector = inner(bare);
    const profile = {
      findUser: async () => null,
      companies: async () => [],
      activityTypes: async () => types,
    };
    return {
      ...connector,
      ...(connector.side === "erp" && { profile }),
      delta: async (actor, scope, cursor) => {
        if (cursor === null) listings[connector.side] += 1;
        return connector.delta(actor, scope, cursor);
      },
    };
  };
  const harness = await createHarness({ wrap, job });
  const here = events.map((subject) => harness.outlook.add("ada", appointment(subject, 30)));
  const there = activities.map((subject) => harness.erp.add("U-ada", activity(subject, 30)));
  await harness.settle();
  Object.assign(listings, { microsoft: 0, erp: 0 });
  const scheduler = createScheduler(harness.deps, cadence, async () => true);
  return { ...harness, listings, here, there, items: createItems(harness.deps, scheduler) };
}

const sizes = (harness: Harness) => [harness.outlookItems().length, harness.activities().length];
const pairs = async (harness: Harness) =>
  (await harness.links()).map(({ ids, choice }) => [ids.microsoft, ids.erp, choice]);
const told = async (harness: Harness) => (await harness.history()).map(({ because }) => because);

const byCategory = { outlookItems: "category", erpItems: false } as const;
const fromOutlook = { outlookItems: "all", erpItems: false } as const;
const fromErp = { outlookItems: "chosen", erpItems: true } as const;
const both = { outlookItems: "all", erpItems: true } as const;

describe("rule 28: what a gate lets in later is looked for behind the other side's gate first", () => {
  it("an event that gets its category is one with the activity that stands there", async () => {
    const world = await createWorld(byCategory, ["Visit"], ["Visit", "Other"]);
    world.outlook.edit(world.here[0]!, call);
    await world.settle();
    expect(sizes(world)).toEqual([1, 2]);
    expect(await pairs(world)).toEqual([[world.here[0], world.there[0], "gate"]]);
    expect(await told(world)).toContain("matched by naturalKey");
    // Looked for in the ERP, and then among the events, where another could be meant.
    expect(world.listings).toEqual({ microsoft: 1, erp: 1 });
  });

  it("a new event is one with it as well", async () => {
    const world = await createWorld(fromOutlook, [], ["Visit"]);
    world.outlook.add("ada", appointment("Visit", 30));
    await world.settle();
    expect(sizes(world)).toEqual([1, 1]);
    // All events are known.
    expect(world.listings).toEqual({ microsoft: 0, erp: 1 });
  });

  it("a new activity is one with the event that nobody switched on", async () => {
    const world = await createWorld(fromErp, ["Visit", "Other"], []);
    world.erp.add("U-ada", activity("Visit", 30));
    await world.settle();
    expect(sizes(world)).toEqual([2, 1]);
    expect(world.listings).toEqual({ microsoft: 1, erp: 0 });
  });

  it("a series that began before the dates that are synchronized is one with the ERP's", async () => {
    const world = await createWorld(fromOutlook, [], []);
    const recurrence = { pattern: { every: "week", interval: 1 }, ends: { kind: "never" } };
    const when = { ...(at(-24 * 7 * 60) as Fields), recurrence };
    world.erp.add("U-ada", activity("Round", 30, { when }));
    await world.settle();
    world.outlook.add("ada", appointment("Round", 30, { when }));
    await world.settle();
    expect(sizes(world)).toEqual([1, 1]);
  });

  it("an event that was switched off is none that is found", async () => {
    const world = await createWorld(fromErp, ["Visit"], []);
    const here = world.here[0]!;
    await world.choose(here);
    await world.settle();
    await world.items.release(world.scope, here, true);
    await world.settle();
    world.erp.add("U-ada", activity("Visit", 30));
    await world.settle();
    expect(sizes(world)).toEqual([2, 1]);
    const off = (await world.links()).find(({ ids }) => ids.microsoft === here);
    expect(off?.choice).toBe("off");
  });

  it("is made where nothing looks like it, at the price of one listing of its day", async () => {
    const world = await createWorld(byCategory, ["Visit"], ["Other"]);
    world.outlook.edit(world.here[0]!, call);
    await world.settle();
    expect(sizes(world)).toEqual([1, 2]);
    expect(world.listings).toEqual({ microsoft: 0, erp: 1 });
  });

  it("costs one listing for all that came at once, and none where nothing is new", async () => {
    const world = await createWorld(fromOutlook, ["Visit"], []);
    for (let hour = 40; hour < 80; hour++) world.outlook.add("ada", appointment(`E${hour}`, hour));
    await world.settle();
    expect(world.listings).toEqual({ microsoft: 0, erp: 1 });
    world.outlook.edit(world.here[0]!, { body: "edited" });
    await world.settle();
    expect(world.listings).toEqual({ microsoft: 0, erp: 1 });
  });

  it("waits while the other side does not answer, and makes nothing meanwhile", async () => {
    const world = await createWorld(byCategory, ["Visit"], ["Visit"]);
    world.outlook.edit(world.here[0]!, call);
    world.erp.failNext({ call: "delta", code: "unavailable", when: "before" });
    expect(await world.run()).toMatchObject({ outcome: "failed" });
    expect(sizes(world)).toEqual([1, 1]);
    await world.settle();
    expect(sizes(world)).toEqual([1, 1]);
    expect(await pairs(world)).toEqual([[...world.here, ...world.there, "gate"]]);
  });

  it("is set aside alone where its days cannot be listed, and looked for again later", async () => {
    // In the hour 60.
    const closedAt = "2026-11-22T20:30";
    let refused = false;
    const inner = (connector: Connector): Connector => ({
      ...connector,
      delta: async (...[actor, scope, cursor]: Parameters<Connector["delta"]>) => {
        const { from, to } = scope.window;
        const isAsked = from < closedAt && to > closedAt;
        if (connector.side === "erp" && cursor === null && isAsked && refused) {
          throw new ConnectorError("rejected", "erp", "This day is closed.");
        }
        return connector.delta(actor, scope, cursor);
      },
    });
    const world = await createWorld(fromOutlook, [], ["Visit"], inner);
    world.erp.add("U-ada", activity("Closed", 60));
    await world.settle();
    refused = true;
    const lost = world.outlook.add("ada", appointment("Closed", 60));
    world.outlook.add("ada", appointment("Visit", 30));
    world.outlook.add("ada", appointment("Far", 24 * 20));
    await world.settle();
    expect(sizes(world)).toEqual([3, 3]);
    expect(await world.quarantine()).toMatchObject([{ itemId: lost, code: "rejected" }]);
    expect(await world.state()).toMatchObject({ health: "operational" });
    refused = false;
    world.clock.advance(3_600_000);
    await world.settle();
    expect(sizes(world)).toEqual([3, 3]);
    expect(await world.quarantine()).toEqual([]);
  });
});

describe("rule 28: new items of both sides in one run are compared with each other", () => {
  it("the same meeting, entered by hand in both, is one", async () => {
    const world = await createWorld(both, [], []);
    const here = world.outlook.add("ada", appointment("Visit", 30));
    const there = world.erp.add("U-ada", activity("Visit", 30));
    await world.settle();
    expect(sizes(world)).toEqual([1, 1]);
    expect(await pairs(world)).toEqual([[here, there, "gate"]]);
    // Where both gates are open nothing stands that is not known.
    expect(world.listings).toEqual({ microsoft: 0, erp: 0 });
  });

  it("others are made on the other side", async () => {
    const world = await createWorld(both, [], []);
    world.outlook.add("ada", appointment("Visit", 30));
    world.erp.add("U-ada", activity("Visit", 31));
    await world.settle();
    expect(sizes(world)).toEqual([2, 2]);
  });

  it("an event behind a gate is compared as well", async () => {
    const world = await createWorld({ ...byCategory, erpItems: true }, ["Visit"], []);
    world.outlook.add("ada", appointment("Visit", 30, call));
    world.erp.add("U-ada", activity("Visit", 30));
    await world.settle();
    expect(sizes(world)).toEqual([2, 1]);
    expect(await world.links()).toEqual([]);
  });
});

describe("rule 28: where several look alike its person is asked", () => {
  it.each<readonly [string, HarnessOptions["job"] & object, string[], string[]]>([
    ["two activities", byCategory, ["Visit"], ["Visit", "Visit"]],
    ["two events", byCategory, ["Visit", "Visit"], ["Visit"]],
  ])("%s: nothing is made, and the pane asks", async (_what, job, events, activities) => {
    const world = await createWorld(job, events, activities);
    const before = sizes(world);
    const here = world.here[0]!;
    world.outlook.edit(here, call);
    await world.settle();
    expect(sizes(world)).toEqual(before);
    const status = await world.items.status(world.scope, here);
    expect(status).toMatchObject({ state: "needs-decision", on: false });
    const ids = [...world.here, ...world.there].sort();
    expect(status.doubt?.twins.map(({ id }) => id).sort()).toEqual(ids);
    const said = { pairs: [{ microsoftId: here, erpId: world.there[0]! }], apart: [] };
    await world.items.decide(world.scope, here, said);
    await world.settle();
    expect(sizes(world)).toEqual(before);
    expect(await pairs(world)).toEqual([[here, world.there[0], "on"]]);
    expect(await world.quarantine()).toEqual([]);
  });

  it("one that is none of them is made, once", async () => {
    const world = await createWorld(byCategory, ["Visit"], ["Visit", "Visit"]);
    const here = world.here[0]!;
    world.outlook.edit(here, call);
    await world.settle();
    await world.items.decide(world.scope, here, { pairs: [], apart: [here] });
    await world.settle();
    await world.settle();
    expect(sizes(world)).toEqual([1, 3]);
  });

  it("two new ones of Outlook and one of the ERP in the same run", async () => {
    const world = await createWorld(both, [], []);
    for (const place of ["Rome", "Oslo"]) {
      world.outlook.add("ada", appointment("Visit", 30, { place }));
    }
    world.erp.add("U-ada", activity("Visit", 30));
    await world.settle();
    expect(sizes(world)).toEqual([2, 1]);
    expect(await world.links()).toEqual([]);
    expect((await world.quarantine()).map(({ code }) => code)).toEqual([
      "in-doubt",
      "in-doubt",
      "in-doubt",
    ]);
    for (const side of ["microsoft", "erp"] as const) {
      await world.store.commit(world.scope, [put("inbox", side, { kind: "resync", side })]);
    }
    await world.settle();
    expect(sizes(world)).toEqual([2, 1]);
  });

  it("what was kept apart is looked for no more", async () => {
    const world = await createWorld(fromErp, ["Visit", "Visit"], []);
    const there = world.erp.add("U-ada", activity("Visit", 30));
    await world.settle();
    expect(sizes(world)).toEqual([2, 1]);
    await world.items.decide(world.scope, world.here[0]!, { pairs: [], apart: [there] });
    await world.settle();
    expect(sizes(world)).toEqual([3, 1]);
  });
});
