import { expectRest, northwind, ready } from "./linked.ts";
import { meeting, outlookIdOf, seenInErp, threePeople } from "./meeting.ts";
import { visit, type Json, type OutlookEvent, type Person } from "./person.ts";
import { minuteMs, worlds } from "./world.ts";

/** Rule 29: whatever is done to a series as a whole, a day of it that still takes place keeps its activity. */

const open = worlds();
const zone = "W. Europe Standard Time";

const weekly = (day: string, startDate: string, times: number): Json => ({
  recurrence: {
    pattern: { type: "weekly", interval: 1, daysOfWeek: [day] },
    range: { type: "numbered", startDate, numberOfOccurrences: times },
  },
});
const at = (date: string, hour = 9): Json => ({
  start: { dateTime: `${date}T${String(hour).padStart(2, "0")}:00:00`, timeZone: zone },
  end: { dateTime: `${date}T${hour + 1}:00:00`, timeZone: zone },
});
const tuesdays = weekly("tuesday", "2026-11-24", 4);

async function daysOf({ outlook }: Person, master: string): Promise<readonly OutlookEvent[]> {
  const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-03-01T00:00:00Z&$top=100";
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
}

/** Every activity as its id, its day and what its people made of it in the ERP. */
const shown = async ({ erp }: Person) =>
  (await erp.list())
    .toSorted((one, other) => (one.start < other.start ? -1 : 1))
    .map(({ id, start, records }) => `${id} ${start.slice(5, 16)} ${records.length}`);

/** Four activities, each with a record of its own. */
async function fourDays() {
  const world = await open({ erpSeries: false });
  const ada = await ready(world, { outlookItems: "all" });
  const master = await ada.outlook.add(visit({ subject: "Round", ...tuesdays }));
  await world.settle();
  for (const { id } of await ada.erp.list()) await ada.erp.change(id, { records: [northwind] });
  await world.settle();
  const ids = (await shown(ada)).map((one) => one.split(" ")[0]);
  expect(ids).toHaveLength(4);
  const kept = (...days: readonly string[]) => days.map((day, n) => `${ids[n]} ${day} 1`);
  return { world, ada, master, ids, kept };
}

describe("rule 29: a series that is moved to other days, where the ERP holds none", () => {
  it.each([
    ["to the next day", "wednesday", "2026-11-25", ["11-25", "12-02", "12-09", "12-16"]],
    ["to the day before", "monday", "2026-11-23", ["11-23", "11-30", "12-07", "12-14"]],
    ["by most of a week", "saturday", "2026-11-28", ["11-28", "12-05", "12-12", "12-19"]],
    ["by three weeks", "tuesday", "2026-12-22", ["12-22", "12-29", "01-05", "01-12"]],
  ])("%s keeps its activities with their records", async (_how, day, start, dates) => {
    const { world, ada, master, kept } = await fourDays();
    await ada.outlook.change(master, { ...at(start), ...weekly(day, start, 4) });
    await world.settle();
    const expected = kept(...dates.map((date) => `${date}T08:00`));
    expect(new Set(await shown(ada))).toEqual(new Set(expected));
    await expectRest(world, ada);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("and made longer has new activities for its new days alone", async () => {
    const { world, ada, master, kept } = await fourDays();
    await ada.outlook.change(master, {
      ...at("2026-11-25"),
      ...weekly("wednesday", "2026-11-25", 5),
    });
    await world.settle();
    const days = ["11-25T08:00", "12-02T08:00", "12-09T08:00", "12-16T08:00"];
    expect((await shown(ada)).slice(0, 4)).toEqual(kept(...days));
    expect(await ada.erp.list()).toHaveLength(5);
    await expectRest(world, ada);
  });

  it("merges with what the ERP changes of one of its days meanwhile", async () => {
    const { world, ada, master, ids } = await fourDays();
    await ada.outlook.change(master, {
      ...at("2026-11-25"),
      ...weekly("wednesday", "2026-11-25", 4),
    });
    await ada.erp.change(ids[1]!, { place: "Kiel" });
    await world.settle();
    expect((await ada.erp.list()).find(({ id }) => id === ids[1])).toMatchObject({
      start: "2026-12-02T08:00:00Z",
      place: "Kiel",
    });
    expect((await daysOf(ada, master)).map(({ location }) => location.displayName)).toEqual([
      ...["Hamburg", "Kiel", "Hamburg", "Hamburg"],
    ]);
    await expectRest(world, ada);
  });

  it("takes the one day along that its person switched on, and stays on it", async () => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world);
    const master = await ada.outlook.add(visit({ subject: "Round", ...tuesdays }));
    const [, second] = await daysOf(ada, master);
    await ada.choose(second!.id, { records: [northwind] });
    await world.settle();
    const [{ id } = { id: "" }] = await ada.erp.list();
    await ada.outlook.change(master, {
      ...at("2026-11-25"),
      ...weekly("wednesday", "2026-11-25", 4),
    });
    await world.settle();
    expect(await shown(ada)).toEqual([`${id} 12-02T08:00 1`]);
    const states = [];
    for (const day of await daysOf(ada, master)) states.push((await ada.open(day.id)).state);
    expect(states).toEqual(["not-synced", "in-sync", "not-synced", "not-synced"]);
    await expectRest(world, ada);
  });

  it("keeps its activities where no notification tells that days went", async () => {
    const { world, ada, master, kept } = await fourDays();
    // The list alone shows the new days, and nothing of those that went.
    world.sandbox.graph.notificationMode = "drop";
    await ada.outlook.change(master, {
      ...at("2026-11-25"),
      ...weekly("wednesday", "2026-11-25", 4),
    });
    await ada.call("syncNow");
    await world.settle();
    const days = ["11-25T08:00", "12-02T08:00", "12-09T08:00", "12-16T08:00"];
    expect(await shown(ada)).toEqual(kept(...days));
    await expectRest(world, ada);
  });

  it("takes over what its person says of a new day before anybody looked", async () => {
    const { world, ada, master, ids } = await fourDays();
    await ada.outlook.change(master, {
      ...at("2026-11-25"),
      ...weekly("wednesday", "2026-11-25", 4),
    });
    const [, second] = await daysOf(ada, master);
    await ada.choose(second!.id, { records: [], activityTypeId: "co-eu-call" });
    await world.settle();
    expect(await shown(ada)).toHaveLength(4);
    expect((await ada.erp.list()).find(({ id }) => id === ids[1])).toMatchObject({
      ...{ start: "2026-12-02T08:00:00Z", type: "co-eu-call", records: [northwind] },
    });
    await expectRest(world, ada);
  });

  it("leaves out the day that its person switched off", async () => {
    const { world, ada, master } = await fourDays();
    const [, , third] = await daysOf(ada, master);
    const { itemId } = await ada.open(third!.id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: true } });
    await world.settle();
    await ada.outlook.change(master, {
      ...at("2026-11-25"),
      ...weekly("wednesday", "2026-11-25", 4),
    });
    await world.settle();
    expect((await shown(ada)).map((one) => one.slice(12, 23))).toEqual([
      ...["11-25T08:00", "12-02T08:00", "12-16T08:00"],
    ]);
  });
});

describe("rule 29: a series without end that is moved, where the ERP holds none", () => {
  const endless = (day: string, startDate: string): Json => ({
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: [day] },
      range: { type: "noEnd", startDate },
    },
  });
  const dayMs = 24 * 60 * minuteMs;
  const later = (day: string, days: number): string =>
    new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

  it.each([
    ["by most of a week", "2026-11-24", "saturday", "2026-11-28", 4],
    ["by nearly a week", "2026-11-24", "monday", "2026-11-30", 6],
    ["to the day before", "2026-11-24", "monday", "2026-11-23", -1],
    ["by most of a week, long after it began", "2026-08-04", "saturday", "2026-08-08", 4],
    ["by a week and most of one", "2026-11-24", "saturday", "2026-12-05", 11],
    ["from some day on, long after it began", "2026-08-04", "wednesday", "2026-11-25", 1],
  ])("%s: each activity goes where its own day went", async (_how, first, day, start, days) => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world, {
      outlookItems: "all",
      rules: { daysBack: 7, daysForward: 60 },
    });
    const master = await ada.outlook.add(
      visit({ subject: "Round", ...at(first), ...endless("tuesday", first) }),
    );
    await world.settle();
    for (const { id } of await ada.erp.list()) await ada.erp.change(id, { records: [northwind] });
    await world.settle();
    const before = await ada.erp.list();
    expect(before.length).toBeGreaterThan(7);
    await ada.outlook.change(master, { ...at(start), ...endless(day, start) });
    await world.settle();
    const after = new Map((await ada.erp.list()).map((one) => [one.id, one]));
    const moved = before
      .map(({ id, start: was }) => [later(was.slice(0, 10), days), after.get(id)] as const)
      .filter(([to]) => to >= start);
    expect(moved.map(([, one]) => one?.start.slice(0, 10))).toEqual(moved.map(([to]) => to));
    expect(moved.map(([, one]) => one?.records.length)).toEqual(moved.map(() => 1));
    await expectRest(world, ada);
  });
});

describe("rule 29: a meeting that repeats and is moved to other days, where the ERP holds no series", () => {
  it("stays one activity for each day, whoever of its people is heard of first", async () => {
    const world = await open({ erpSeries: false });
    const people = await threePeople(world, { outlookItems: "all" });
    await meeting(world, people, tuesdays);
    await world.pass(minuteMs);
    const idsOf = async () => (await seenInErp(people)).map(({ id }) => id).toSorted();
    const before = await idsOf();
    expect(before).toHaveLength(4);
    const mails = world.sandbox.graph.mails().length;
    const master = await outlookIdOf(people.ada);
    await people.ada.outlook.change(master, {
      ...at("2026-11-25"),
      ...weekly("wednesday", "2026-11-25", 4),
    });
    // Outlook tells the guests, for their organizer moved it himself.
    const told = world.sandbox.graph.mails().length;
    expect(told).toBeGreaterThan(mails);
    await world.pass(10 * minuteMs, minuteMs);
    expect(await idsOf()).toEqual(before);
    expect((await seenInErp(people)).map(({ start }) => start.slice(5, 10)).toSorted()).toEqual([
      ...["11-25", "12-02", "12-09", "12-16"],
    ]);
    expect(world.sandbox.graph.mails()).toHaveLength(told);
    await expectRest(world, people.ada);
  });
});

describe("rule 29: a series that becomes a single appointment, where the ERP holds none", () => {
  it("keeps the activity of its first day, also when it repeats again", async () => {
    const { world, ada, master, kept } = await fourDays();
    await ada.outlook.change(master, { recurrence: null });
    await world.settle();
    expect(await shown(ada)).toEqual(kept("11-24T08:00"));
    await expectRest(world, ada);
    await ada.outlook.change(master, tuesdays);
    await world.settle();
    expect((await shown(ada)).slice(0, 1)).toEqual(kept("11-24T08:00"));
    expect(await ada.erp.list()).toHaveLength(4);
    await expectRest(world, ada);
  });
});

describe("rule 29: a linked appointment that becomes a series, where the ERP holds none", () => {
  it("stays linked as its first day: both go on, and the pane says so", async () => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world);
    const master = await ada.outlook.add();
    await ada.choose(master, { records: [northwind] });
    await world.settle();
    const [activity] = await ada.erp.list();
    await ada.outlook.change(master, tuesdays);
    await world.settle();
    const [first, second] = await daysOf(ada, master);
    expect(await ada.open(first!.id)).toMatchObject({ state: "in-sync", on: true });
    expect(await ada.open(second!.id)).toMatchObject({ state: "not-synced" });
    await ada.erp.change(activity!.id, { place: "Kiel" });
    await ada.outlook.change(first!.id, { subject: "First round" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([
      { id: activity!.id, subject: "First round", place: "Kiel" },
    ]);
    expect((await daysOf(ada, master)).map(({ location }) => location.displayName)).toEqual([
      ...["Kiel", "Hamburg", "Hamburg", "Hamburg"],
    ]);
    await expectRest(world, ada);
  });
});
