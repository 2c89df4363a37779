import { expectRest, northwind, ready } from "./linked.ts";
import { visit, type OutlookEvent, type Person } from "./person.ts";
import { minuteMs, worlds } from "./world.ts";

/** Rule 30: the page of a whole series tells how its days stand, and leads to those that need somebody. */

const open = worlds();

const weekly = visit({
  subject: "Round",
  recurrence: {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
    range: { type: "numbered", numberOfOccurrences: 4, startDate: "2026-11-24" },
  },
});

async function daysOf({ outlook }: Person, master: string): Promise<readonly OutlookEvent[]> {
  const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-03-01T00:00:00Z&$top=100";
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
}

/** Ada's gate is closed, and her series is switched on as a whole. */
async function series() {
  const world = await open({ erpSeries: false });
  const ada = await ready(world, { rules: { precedence: "ask" } });
  const master = await ada.outlook.add(weekly);
  await ada.choose(master, { records: [northwind] });
  await world.settle();
  const days = await daysOf(ada, master);
  const activities = (await ada.erp.list()).toSorted((one, other) =>
    one.start < other.start ? -1 : 1,
  );
  expect(activities).toHaveLength(4);
  return { world, ada, master, days, activities };
}

/** ... and both sides called its second day otherwise. */
async function contested() {
  const set = await series();
  const { world, ada, days, activities } = set;
  await ada.outlook.change(days[1]!.id, { subject: "Mine" });
  await ada.erp.change(activities[1]!.id, { subject: "The ERP's" });
  await world.settle();
  return set;
}

const quiet = { waiting: 0, asked: 0, setAside: 0, needing: [] };

describe("rule 30: the days of a whole series together", () => {
  it("are without the one that Outlook got back as an appointment of its own", async () => {
    const { world, ada, master, days, activities } = await series();
    await ada.setUp({ rules: { afterDeleteInOutlook: "recreate" } });
    await ada.outlook.remove(days[3]!.id);
    await world.settle();
    const shown = await ada.open(master);
    expect(shown.days).toEqual({
      ...{ ...quiet, inErp: 3, inSync: 3 },
      span: { first: "2026-11-24", last: "2026-12-08" },
    });
    // Nor does what becomes of the series concern it.
    await ada.outlook.remove(master);
    await ada.erp.change(activities[3]!.id, { subject: "By itself" });
    await world.settle();
    const single = (await ada.outlook.list()).filter(({ subject }) => subject === "By itself");
    expect(single).toHaveLength(1);
    await expectRest(world, ada);
  });

  it("are counted, with the time that they cover and what happened to each", async () => {
    const { ada, master } = await series();
    const shown = await ada.open(master);
    expect(shown.days).toEqual({
      ...{ ...quiet, inErp: 4, inSync: 4 },
      span: { first: "2026-11-24", last: "2026-12-15" },
    });
    const created = shown.history.filter(({ kind }) => kind === "created");
    expect(created.map(({ day }) => day?.slice(0, 12)).toSorted()).toEqual([
      ...["Dec 1, 2026,", "Dec 15, 2026", "Dec 8, 2026,", "Nov 24, 2026"],
    ]);
  });

  it("lead to the one that waits for its person, who answers there", async () => {
    const { world, ada, master, days } = await contested();
    const shown = await ada.open(master);
    expect(shown).toMatchObject({ state: "needs-decision", conflicts: [] });
    expect(shown.days).toMatchObject({ ...{ inErp: 4, inSync: 3, asked: 1 }, waiting: 0 });
    const [needing] = shown.days?.needing ?? [];
    expect(needing).toMatchObject({ state: "needs-decision", fields: ["subject"] });
    expect(needing?.when).toContain("Dec 1, 2026");
    expect(shown.history[0]).toMatchObject({ kind: "conflict", day: needing?.when });

    const params = { itemId: needing?.itemId ?? "" };
    const day = await ada.call("item", { params });
    expect(day).toMatchObject({ series: "single-day", when: needing?.when });
    const { field, microsoftFingerprint, erpFingerprint } = day.conflicts[0]!;
    const body = { field, keep: "erp", microsoftFingerprint, erpFingerprint };
    await ada.call("answerConflict", { params, body });
    // What he decided waits for the next run, and no more for him.
    const decided = await ada.open(master);
    expect(decided).toMatchObject({ state: "waiting", days: { asked: 0, waiting: 1 } });
    await world.settle();
    expect(await ada.outlook.get(days[1]!.id)).toMatchObject({ subject: "The ERP's" });
    expect(await ada.open(master)).toMatchObject({ state: "in-sync", days: { ...quiet } });
    await expectRest(world, ada);
  });

  it("tell which was set aside, and are tried again together", async () => {
    const { world, ada, master, days } = await series();
    await ada.outlook.change(days[2]!.id, { subject: "x".repeat(255) });
    await world.settle();
    const shown = await ada.open(master);
    expect(shown).toMatchObject({ state: "failed", days: { setAside: 1, inSync: 3 } });
    expect(shown.days?.needing).toMatchObject([{ state: "failed" }]);
    const since = async () => (await ada.call("setAside")).items.map((one) => one.since);
    const before = await since();
    await world.pass(minuteMs, minuteMs);
    expect(await since()).toEqual(before);
    await ada.call("syncItem", { params: { itemId: shown.itemId } });
    await world.settle();
    expect(await since()).not.toEqual(before);
    expect((await ada.open(master)).days).toMatchObject({ setAside: 1, inSync: 3 });
  });

  it("count no day that was switched off by itself", async () => {
    const { world, ada, master, days } = await series();
    const { itemId } = await ada.open(days[3]!.id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: false } });
    const span = { first: "2026-11-24", last: "2026-12-08" };
    expect((await ada.open(master)).days).toMatchObject({ inErp: 3, span });
    await world.settle();
    expect((await ada.open(master)).days).toMatchObject({ inErp: 3, span });
  });

  it("are told of where the series itself was never switched on", async () => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world, { outlookItems: "all" });
    const master = await ada.outlook.add(weekly);
    await world.settle();
    expect(await ada.open(master)).toMatchObject({
      ...{ on: false, state: "not-synced", days: { ...quiet, inErp: 4 } },
    });
  });

  it("are none where one wish is all there is", async () => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world);
    const master = await ada.outlook.add(weekly);
    const chosen = await ada.choose(master);
    expect(chosen).toMatchObject({ state: "waiting", on: true });
    expect(chosen.days).toEqual({ ...quiet, inErp: 0, inSync: 0, span: null });
  });
});
