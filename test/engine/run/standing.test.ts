import {
  ConnectorError,
  type ConnectorErrorCode,
} from "../../../server/connectors/port/connector-error.ts";
import type { Connector } from "../../../server/connectors/port/connector.ts";
import { createItems } from "../../../server/engine/items/items.ts";
import { createScheduler } from "../../../server/engine/scheduler.ts";
import { put } from "../../../server/store/store.ts";
import {
  activity,
  appointment,
  at,
  createHarness,
  linkedCompanion,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

const cadence = { intervalMs: 900_000, safetyNetMs: 21_600_000, foldMs: 250, parallel: 1 };
const choice = { records: [{ type: "customer", id: "K1" }], activityTypeId: "T-visit" };
const closed = { outlookItems: "chosen", erpItems: false } as const;

/** Both gates are closed, and what stands on either side was seen once. How often each side is listed. */
async function createWorld(
  events: readonly string[],
  activities: readonly string[],
  options: HarnessOptions = {},
) {
  const listings = { microsoft: 0, erp: 0 };
  const wrap = (inner: Connector): Connector => ({
    ...inner,
    delta: async (actor, scope, cursor) => {
      if (cursor === null) listings[inner.side] += 1;
      return inner.delta(actor, scope, cursor);
    },
  });
  const harness = await createHarness({ wrap, ...options, job: { ...closed, ...options.job } });
  const here = events.map((subject) => harness.outlook.add("ada", appointment(subject, 30)));
  const there = activities.map((subject) => harness.erp.add("U-ada", activity(subject, 30)));
  await harness.settle();
  Object.assign(listings, { microsoft: 0, erp: 0 });
  const scheduler = createScheduler(harness.deps, cadence, async () => true);
  return { ...harness, listings, here, there, items: createItems(harness.deps, scheduler) };
}

const sizes = (harness: Harness) => [harness.outlookItems().length, harness.activities().length];
const pairs = async (harness: Harness) =>
  (await harness.links()).map(({ ids, choice: chosen }) => [ids.microsoft, ids.erp, chosen]);

describe("rule 27: what is switched on is looked for in the ERP first", () => {
  it("is one with the activity that stands there behind a closed gate, with what was chosen", async () => {
    const world = await createWorld(["Visit"], ["Visit", "Call"]);
    await world.items.choose(world.scope, world.here[0]!, choice);
    await world.settle();
    expect(sizes(world)).toEqual([1, 2]);
    expect(await pairs(world)).toEqual([[world.here[0], world.there[0], "on"]]);
    expect(world.activities()[0]?.fields["records"]).toEqual(choice.records);
    const told = (await world.history()).map(({ because }) => because);
    expect(told).toContain("matched by naturalKey");
  });

  it("also where it lies outside the dates that are synchronized", async () => {
    const world = await createWorld([], []);
    const far = 24 * 400;
    const here = world.outlook.add("ada", appointment("Visit", far));
    world.erp.add("U-ada", activity("Visit", far));
    await world.items.choose(world.scope, here, choice);
    await world.settle();
    expect(sizes(world)).toEqual([1, 1]);
  });

  it("also where it was switched on before either side was read", async () => {
    const harness = await createHarness({ job: { outlookItems: "chosen" } });
    const here = harness.outlook.add("ada", appointment("Visit", 30));
    harness.erp.add("U-ada", activity("Visit", 30));
    await harness.choose(here);
    await harness.settle();
    expect(sizes(harness)).toEqual([1, 1]);
  });

  it("also where our category switches it on", async () => {
    const world = await createWorld(["Visit"], ["Visit"], { job: { rules: { marks: true } } });
    world.outlook.edit(world.here[0]!, { categories: ["In ERP"] });
    await world.settle();
    expect(sizes(world)).toEqual([1, 1]);
    expect(await pairs(world)).toEqual([[...world.here, ...world.there, "on"]]);
  });

  it("is made where nothing there looks like it, at the price of one listing of its day", async () => {
    const world = await createWorld(["Visit"], ["Call"]);
    await world.items.choose(world.scope, world.here[0]!, choice);
    await world.settle();
    expect(sizes(world)).toEqual([1, 2]);
    expect(world.listings).toEqual({ microsoft: 0, erp: 1 });
  });

  it("leaves alone what belongs to another event, and what somebody else's create made", async () => {
    const world = await createWorld(["Visit", "Visit"], []);
    for (const id of world.here) {
      await world.items.choose(world.scope, id, choice);
      await world.settle();
    }
    expect(sizes(world)).toEqual([2, 2]);
  });

  it("waits while the ERP does not answer, and makes nothing meanwhile", async () => {
    const world = await createWorld(["Visit"], ["Visit"]);
    await world.items.choose(world.scope, world.here[0]!, choice);
    world.erp.failNext({ call: "delta", code: "unavailable", when: "before" });
    expect(await world.run()).toMatchObject({ outcome: "failed" });
    expect(sizes(world)).toEqual([1, 1]);
    await world.settle();
    expect(sizes(world)).toEqual([1, 1]);
  });

  it("is forgotten where it was deleted before it was looked for", async () => {
    const world = await createWorld(["Visit"], ["Visit"]);
    const here = world.here[0]!;
    await world.items.choose(world.scope, here, choice);
    world.erp.failNext({ call: "delta", code: "unavailable", when: "before" });
    expect(await world.run()).toMatchObject({ outcome: "failed" });
    world.outlook.remove(here);
    await world.settle();
    expect(sizes(world)).toEqual([0, 1]);
    expect(await world.links()).toEqual([]);
  });

  it("sets nothing aside that nobody chose", async () => {
    const world = await createWorld(["Visit"], ["Visit", "Broken"]);
    world.erp.spoil(world.there[1]!);
    await world.items.choose(world.scope, world.here[0]!, choice);
    await world.settle();
    expect(await world.quarantine()).toEqual([]);
    expect(sizes(world)).toEqual([1, 2]);
  });
});

describe("rule 27: what cannot be looked for is set aside alone", () => {
  /** Outside of these dates the ERP refuses to be listed, with this code. */
  const bounded = (code: ConnectorErrorCode) => (inner: Connector) => ({
    ...inner,
    delta: async (...[actor, scope, cursor]: Parameters<Connector["delta"]>) => {
      if (inner.side === "erp" && scope.window.to > "2028") {
        throw new ConnectorError(code, "erp", "Dates from 2028 on are not kept.");
      }
      return inner.delta(actor, scope, cursor);
    },
  });
  const far = 24 * 900;

  it.each(["rejected", "forbidden"] as const)("days that the ERP refuses as %s", async (code) => {
    const harness = await createHarness({ wrap: bounded(code), job: closed });
    const lost = harness.outlook.add("ada", appointment("Jubilee", far));
    const near = harness.outlook.add("ada", appointment("Visit", 30));
    harness.erp.add("U-ada", activity("Visit", 30));
    for (const id of [lost, near]) await harness.choose(id, linkedCompanion);
    await harness.settle();
    expect(sizes(harness)).toEqual([2, 1]);
    expect(await harness.quarantine()).toMatchObject([{ itemId: lost, code, subject: "Jubilee" }]);
    expect(await harness.state()).toMatchObject({ health: "operational" });
    harness.outlook.edit(lost, { when: at(60) ?? null });
    await harness.settle();
    expect(sizes(harness)).toEqual([2, 2]);
    expect(await harness.quarantine()).toEqual([]);
  });

  it("of many far from each other, which are looked for at once, only those that it refuses", async () => {
    let listings = 0;
    const limited = bounded("rejected");
    const wrap = (inner: Connector): Connector => {
      const outer = limited(inner);
      return {
        ...outer,
        delta: async (...args) => {
          if (inner.side === "erp") listings += 1;
          return outer.delta(...args);
        },
      };
    };
    const harness = await createHarness({ wrap, job: closed });
    const add = async (subject: string, hour: number) => {
      harness.erp.add("U-ada", activity(subject, hour));
      await harness.choose(harness.outlook.add("ada", appointment(subject, hour)));
    };
    for (let month = 1; month <= 11; month++) await add(`Visit ${month}`, 24 * 31 * month);
    await harness.settle();
    expect(sizes(harness)).toEqual([11, 11]);
    // That of the mailbox, and one for all of them.
    expect(listings).toBe(2);
    for (let month = 1; month <= 11; month++) await add(`Call ${month}`, 24 * 31 * month);
    await add("Jubilee", far);
    await harness.settle();
    expect(sizes(harness)).toEqual([23, 23]);
    expect(await harness.quarantine()).toMatchObject([{ subject: "Jubilee", code: "rejected" }]);
  });

  it("an event that is never answered for, once it is compared", async () => {
    let deaf = "";
    const error = new ConnectorError("unavailable", "microsoft", "No answer.");
    const wrap = (inner: Connector): Connector => ({
      ...inner,
      get: async (actor, resource, ids, doubted) =>
        (await inner.get(actor, resource, ids, doubted)).map((found, index) =>
          ids[index] === deaf && doubted?.size !== 1 ? { kind: "error", error } : found,
        ),
    });
    const world = await createWorld(["Visit"], ["Visit"], { wrap });
    await world.items.choose(world.scope, world.here[0]!, choice);
    world.erp.failNext({ call: "delta", code: "unavailable", when: "before" });
    expect(await world.run()).toMatchObject({ outcome: "failed" });
    deaf = world.here[0]!;
    for (let run = 0; run < 8; run++) await world.run();
    expect(sizes(world)).toEqual([1, 1]);
    expect(await world.quarantine()).toMatchObject([{ itemId: deaf, code: "unavailable" }]);
    expect(await world.state()).toMatchObject({ health: "operational" });
  });
});

describe("rule 27: where several look alike its person is asked", () => {
  it("what he kept apart stays so while the others are compared anew", async () => {
    const world = await createWorld(["Visit", "Visit"], ["Visit", "Visit"]);
    const [here, other] = world.here;
    await world.items.choose(world.scope, here!, choice);
    await world.settle();
    await world.items.decide(world.scope, here!, { pairs: [], apart: [other!] });
    await world.settle();
    await world.retry(here!);
    await world.settle();
    expect(sizes(world)).toEqual([2, 2]);
    expect(await world.quarantine()).toMatchObject([{ itemId: here, apart: [other] }]);
    await world.choose(other!, linkedCompanion);
    await world.settle();
    expect(sizes(world)).toEqual([2, 3]);
  });

  const alike: readonly (readonly [string, string[], string[]])[] = [
    ["two activities", ["Visit"], ["Visit", "Visit"]],
    ["two events", ["Visit", "Visit"], ["Visit"]],
  ];

  it.each(alike)("%s: nothing is made, and the pane asks", async (_what, events, activities) => {
    const world = await createWorld(events, activities);
    const before = sizes(world);
    await world.items.choose(world.scope, world.here[0]!, choice);
    await world.settle();
    expect(sizes(world)).toEqual(before);
    const status = await world.items.status(world.scope, world.here[0]!);
    expect(status).toMatchObject({ state: "needs-decision", on: false });
    const ids = [...world.here, ...world.there].sort();
    expect(status.doubt?.twins.map(({ id }) => id).sort()).toEqual(ids);
    expect((await world.history()).map(({ because }) => because)).toContain("in-doubt");
  });

  it.each(alike)("%s: those that are told to be one are, with what was chosen", async (...args) => {
    const world = await createWorld(args[1], args[2]);
    const before = sizes(world);
    const [here, there] = [world.here[0]!, world.there[0]!];
    await world.items.choose(world.scope, here, choice);
    await world.settle();
    const said = { pairs: [{ microsoftId: here, erpId: there }], apart: [] };
    await world.items.decide(world.scope, here, said);
    await world.settle();
    expect(sizes(world)).toEqual(before);
    expect(await pairs(world)).toEqual([[here, there, "on"]]);
    expect(world.erp.itemOf(there)?.fields["records"]).toEqual(linkedCompanion["records"]);
    expect(await world.quarantine()).toEqual([]);
  });

  it.each(alike)(
    "%s: one that is none of them is made, once",
    async (_what, events, activities) => {
      const world = await createWorld(events, activities);
      const [mine, theirs] = sizes(world);
      const here = world.here[0]!;
      await world.items.choose(world.scope, here, choice);
      await world.settle();
      await world.items.decide(world.scope, here, { pairs: [], apart: [here] });
      await world.settle();
      await world.settle();
      expect(sizes(world)).toEqual([mine, theirs! + 1]);
      expect(await world.items.status(world.scope, here)).toMatchObject({
        state: "in-sync",
        records: choice.records,
      });
    },
  );

  it("is made a second time by neither gate where it was switched on before the first sync", async () => {
    const harness = await createHarness({ job: { outlookItems: "all", erpItems: true } });
    const here = harness.outlook.add("ada", appointment("Visit", 30));
    for (const place of ["Rome", "Oslo"]) {
      harness.erp.add("U-ada", activity("Visit", 30, { place }));
    }
    await harness.choose(here, linkedCompanion);
    await harness.settle();
    expect(sizes(harness)).toEqual([1, 2]);
    const set = await harness.quarantine();
    expect(set.find(({ itemId }) => itemId === here)?.chosen).toEqual(linkedCompanion);
    expect(set).toHaveLength(3);
  });

  it("is made once the others are told to be one", async () => {
    const world = await createWorld(["Visit", "Visit"], ["Visit"]);
    const [first, second] = world.here;
    await world.items.choose(world.scope, first!, choice);
    await world.settle();
    const said = { pairs: [{ microsoftId: second!, erpId: world.there[0]! }], apart: [] };
    await world.items.decide(world.scope, first!, said);
    await world.settle();
    expect(sizes(world)).toEqual([2, 2]);
    expect(await world.items.status(world.scope, first!)).toMatchObject({ state: "in-sync" });
  });

  it("is compared anew by another try", async () => {
    const world = await createWorld(["Visit"], ["Visit", "Visit"]);
    const here = world.here[0]!;
    await world.items.choose(world.scope, here, choice);
    await world.settle();
    await world.retry(here);
    await world.settle();
    expect(sizes(world)).toEqual([1, 2]);
    expect((await world.items.status(world.scope, here)).state).toBe("needs-decision");
    world.erp.edit(world.there[1]!, { when: at(31) ?? null });
    await world.retry(here);
    await world.settle();
    expect(await pairs(world)).toEqual([[here, world.there[0], "on"]]);
  });

  it("stays asked where both sides are listed anew", async () => {
    const world = await createWorld(["Visit"], ["Visit", "Visit"]);
    await world.items.choose(world.scope, world.here[0]!, choice);
    await world.settle();
    for (const side of ["microsoft", "erp"] as const) {
      await world.store.commit(world.scope, [put("inbox", side, { kind: "resync", side })]);
    }
    await world.settle();
    expect(sizes(world)).toEqual([1, 2]);
    const { state } = await world.items.status(world.scope, world.here[0]!);
    expect(state).toBe("needs-decision");
  });
});
