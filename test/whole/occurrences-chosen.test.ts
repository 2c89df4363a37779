import { randomUUID } from "node:crypto";
import { advanceProperty, paneProperty } from "../../server/connectors/graph/event/properties.ts";
import { expectRest, northwind, ready } from "./linked.ts";
import { visit, type Json, type OutlookEvent, type Person } from "./person.ts";
import { dayMs, minuteMs, worlds } from "./world.ts";

/** Rule 30: where the ERP holds no series, one click switches on all days of one, and those that come. */

const open = worlds();

const weekly = (range: Json, more: Json = {}): Json =>
  visit({
    subject: "Round",
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { startDate: "2026-11-24", ...range },
    },
    ...more,
  });
const four = { type: "numbered", numberOfOccurrences: 4 };

async function daysOf({ outlook }: Person, master: string): Promise<readonly OutlookEvent[]> {
  const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-03-01T00:00:00Z&$top=100";
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
}

const shown = async ({ erp }: Person) =>
  (await erp.list())
    .toSorted((one, other) => (one.start < other.start ? -1 : 1))
    .map(({ start, records }) => `${start.slice(5, 10)} ${records.map(({ id }) => id).join()}`);

/** Ada's gate is closed: only what she switches on goes to the ERP. */
async function series(event: Json = weekly(four), job: Json = {}) {
  const world = await open({ erpSeries: false });
  const ada = await ready(world, job);
  const master = await ada.outlook.add(event);
  await world.settle();
  return { world, ada, master };
}

describe("rule 30: a series that is switched on as a whole, where the ERP holds none", () => {
  it("is shown as such, and each of its days becomes an activity with its records", async () => {
    const { world, ada, master } = await series();
    const before = await ada.open(master);
    expect(before).toMatchObject({ state: "not-synced", on: false, series: "days" });
    const preview = await ada.call("previewItem", {
      params: { itemId: before.itemId },
      body: { records: [northwind], activityTypeId: null },
    });
    expect(JSON.stringify(preview)).toContain("Round");
    expect(await ada.choose(master, { records: [northwind] })).toMatchObject({
      ...{ state: "waiting", on: true, series: "days" },
    });
    await world.settle();
    expect(await shown(ada)).toEqual(
      ["11-24", "12-01", "12-08", "12-15"].map((day) => `${day} cus-1001`),
    );
    expect(await ada.open(master)).toMatchObject({
      ...{ state: "in-sync", on: true, records: [{ id: "cus-1001" }] },
    });
    const [, second] = await daysOf(ada, master);
    const day = await ada.open(second!.id);
    expect(day).toMatchObject({ state: "in-sync", series: "single-day" });
    // From one of its days the pane comes to all of them.
    const { seriesItemId = "" } = day;
    expect(await ada.call("item", { params: { itemId: seriesItemId } })).toMatchObject({
      ...{ series: "days", state: "in-sync", itemId: before.itemId },
    });
    await expectRest(world, ada);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("takes along the days that it gets later, and those that the window reaches", async () => {
    const { world, ada, master } = await series(weekly(four));
    await ada.choose(master, { records: [northwind] });
    await world.settle();
    await ada.outlook.change(master, {
      recurrence: weekly({ type: "numbered", numberOfOccurrences: 6 })["recurrence"],
    });
    await world.settle();
    expect(await shown(ada)).toHaveLength(6);
    expect((await shown(ada)).every((one) => one.endsWith("cus-1001"))).toBe(true);
    await expectRest(world, ada);
  });

  it("goes on by itself where it never ends", async () => {
    const { world, ada, master } = await series(weekly({ type: "noEnd" }), {
      rules: { daysForward: 14 },
    });
    await ada.choose(master);
    await world.settle();
    const before = (await shown(ada)).length;
    await world.pass(14 * dayMs, dayMs);
    expect((await shown(ada)).length).toBe(before + 2);
  });

  it("changes what all of its days concern, but for those that concern something of their own", async () => {
    const { world, ada, master } = await series();
    const [, second] = await daysOf(ada, master);
    await ada.choose(second!.id, { records: [{ type: "customer", id: "cus-1002" }] });
    await world.settle();
    await ada.choose(master, { records: [northwind] });
    await world.settle();
    const ofDays = (...ids: readonly string[]) =>
      ["11-24", "12-01", "12-08", "12-15"].map((day, at) => `${day} ${ids[at]}`);
    expect(await shown(ada)).toEqual(ofDays("cus-1001", "cus-1002", "cus-1001", "cus-1001"));
    await ada.choose(master, { records: [] });
    await world.settle();
    expect(await shown(ada)).toEqual(ofDays("", "cus-1002", "", ""));
  });

  it("leaves out the day that is switched off by itself, also when it gets more days", async () => {
    const { world, ada, master } = await series();
    await ada.choose(master);
    await world.settle();
    const [, second] = await daysOf(ada, master);
    const { itemId } = await ada.open(second!.id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: true } });
    await world.settle();
    await ada.choose(master, { records: [northwind] });
    await world.settle();
    expect(await shown(ada)).toEqual(["11-24", "12-08", "12-15"].map((day) => `${day} cus-1001`));
    expect(await ada.open(master)).toMatchObject({ state: "in-sync", on: true });
  });

  it.each([true, false])("is switched off as a whole (activities go: %s)", async (removes) => {
    const { world, ada, master } = await series();
    await ada.choose(master);
    await world.settle();
    const { itemId } = await ada.open(master);
    const body = { removeErpCopy: removes };
    expect(await ada.call("releaseItem", { params: { itemId }, body })).toMatchObject({
      ...{ on: false, state: "not-synced" },
    });
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(removes ? 0 : 4);
    await ada.outlook.change(master, {
      recurrence: weekly({ type: "numbered", numberOfOccurrences: 6 })["recurrence"],
    });
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(removes ? 0 : 4);
    expect(await ada.open(master)).toMatchObject({ state: "not-synced", on: false });
  });

  it("is not where it was switched on and off again before a run", async () => {
    const { world, ada, master } = await series();
    await ada.choose(master);
    const { itemId } = await ada.open(master);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: false } });
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    expect(await ada.open(master)).toMatchObject({ on: false });
  });

  it("can be chosen before Outlook saved it", async () => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world);
    const key = randomUUID();
    const body = { records: [northwind], activityTypeId: null };
    await ada.call("makeAdvance", { params: { key }, body });
    const pane = { id: paneProperty, value: JSON.stringify({ [advanceProperty]: key }) };
    const master = await ada.outlook.add(weekly(four, { singleValueExtendedProperties: [pane] }));
    await world.settle();
    // Taken up by the run after the one that saw it.
    await world.pass(minuteMs, minuteMs);
    expect(await shown(ada)).toEqual(
      ["11-24", "12-01", "12-08", "12-15"].map((day) => `${day} cus-1001`),
    );
    expect(await ada.open(master)).toMatchObject({ state: "in-sync", on: true });
    expect(await ada.call("advance", { params: { key } })).toMatchObject({ on: false });
  });

  it("is left out where it is private and its person leaves that out", async () => {
    const { ada, master } = await series(weekly(four, { sensitivity: "private" }));
    expect(await ada.open(master)).toMatchObject({ state: "private", on: false });
    const { itemId } = await ada.open(master);
    const refused = await ada.refused("chooseItem", {
      params: { itemId },
      body: { records: [], activityTypeId: null },
    });
    expect(refused.code).toBe("item-unsupported");
  });

  it("survives a restart between click and run", async () => {
    const { world, ada, master } = await series();
    await ada.choose(master);
    await world.restart();
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(4);
  });
});
