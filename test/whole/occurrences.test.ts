import { expectRest, ready, stateOf } from "./linked.ts";
import { type Json, type OutlookEvent, type Person, visit } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

/** Ten Tuesdays from the day of `visit` on. */
const weekly = (more: Json = {}): Json =>
  visit({
    subject: "Weekly round",
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 10 },
    },
    ...more,
  });

async function instancesOf(
  { outlook }: Person,
  master: string,
  until = "2027-03-01",
): Promise<readonly OutlookEvent[]> {
  const view = `startDateTime=2026-11-20T00:00:00Z&endDateTime=${until}T00:00:00Z&$top=100`;
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
}

const times = async (person: Person, master: string, until?: string): Promise<readonly string[]> =>
  (await instancesOf(person, master, until)).map(
    ({ start, subject }) => `${start.dateTime.slice(0, 16)} ${subject}`,
  );

const activities = async ({ erp }: Person): Promise<readonly string[]> =>
  (await erp.list()).map(({ start, subject }) => `${start.slice(0, 16)} ${subject}`).toSorted();

/** With changes of the clock in both halves of a year, by whole hours and by half of one. */
const zones = [
  ...["W. Europe Standard Time", "Eastern Standard Time", "Lord Howe Standard Time"],
  ...["Pacific SA Standard Time", "Morocco Standard Time"],
];

/** A series whose ten occurrences are activities in an ERP that holds no series. */
async function tenOccurrences(more: Json = {}) {
  const world = await open({ erpSeries: false });
  const ada = await ready(world, { outlookItems: "all" });
  const master = await ada.outlook.add(weekly(more));
  await world.settle();
  return { world, ada, master };
}

async function expectEqual(world: World, ada: Person, master: string): Promise<void> {
  expect(await activities(ada)).toEqual(await times(ada, master));
  await expectRest(world, ada);
}

describe("a series where the ERP holds none", () => {
  it("is an activity for each of its occurrences", async () => {
    const { world, ada, master } = await tenOccurrences();
    expect(await activities(ada)).toHaveLength(10);
    await expectEqual(world, ada, master);
  });

  it.each([
    { keeps: "instants", erpTime: undefined, aside: [] },
    // It ends as the hour begins that a clock in Vienna shows twice: set aside, not moved.
    {
      ...{ keeps: "the times of its own clock", erpTime: { clock: "Europe/Vienna" } },
      aside: ["2027-10-30T23:30 Morocco Standard Time"],
    },
  ])(
    "keeps its zone's clock for a year of Sundays in five zones (the ERP keeps $keeps)",
    async ({ erpTime, aside }) => {
      const world = await open({ erpSeries: false, ...(erpTime !== undefined && { erpTime }) });
      const ada = await ready(world, { outlookItems: "all" });
      const shown: string[] = [];
      for (const timeZone of zones) {
        const at = (time: string) => ({ dateTime: `2026-11-29T${time}:00`, timeZone });
        const range = { type: "numbered", startDate: "2026-11-29", numberOfOccurrences: 52 };
        const pattern = { type: "weekly", interval: 1, daysOfWeek: ["sunday"] };
        const master = await ada.outlook.add(
          visit({
            ...{ subject: timeZone, start: at("00:30"), end: at("01:00") },
            recurrence: { pattern, range },
          }),
        );
        shown.push(...(await times(ada, master, "2027-12-01")));
      }
      await world.settle();
      expect(shown).toHaveLength(52 * zones.length);
      const { items } = await ada.call("setAside");
      const twice = items.map(({ reason }) => reason.includes("shows this hour twice"));
      expect(twice).toEqual(aside.map(() => true));
      expect([...(await activities(ada)), ...aside].toSorted()).toEqual(shown.toSorted());
    },
  );

  it("is read without one request for each occurrence", async () => {
    const { world } = await tenOccurrences();
    const seen = world.sandbox.requestLog.list().filter(({ path }) => path.includes("/events/"));
    expect(seen).toEqual([]);
  });

  it("follows what is done to one occurrence in Outlook, and to the series", async () => {
    const { world, ada, master } = await tenOccurrences();
    const [, second, third, fourth] = await instancesOf(ada, master);
    await ada.outlook.change(second!.id, { subject: "Special round" });
    await ada.outlook.change(third!.id, {
      start: { dateTime: "2026-12-09T10:00:00", timeZone: "W. Europe Standard Time" },
      end: { dateTime: "2026-12-09T11:30:00", timeZone: "W. Europe Standard Time" },
    });
    await ada.outlook.remove(fourth!.id);
    await world.settle();
    await expectEqual(world, ada, master);
    await ada.outlook.change(master, { location: { displayName: "Kiel" } });
    await world.settle();
    expect((await ada.erp.list()).map(({ place }) => place)).toEqual(Array(9).fill("Kiel"));
    await expectEqual(world, ada, master);
  });

  it("finds a deleted occurrence within a day where its notification was lost", async () => {
    const { world, ada, master } = await tenOccurrences();
    world.sandbox.graph.notificationMode = "drop";
    const [, second] = await instancesOf(ada, master);
    await ada.outlook.remove(second!.id);
    await world.settle();
    expect(await activities(ada)).toHaveLength(10);
    await world.pass(26 * 60 * 60 * 1000, 60 * 60 * 1000);
    await world.settle();
    expect(await activities(ada)).toHaveLength(9);
    await expectEqual(world, ada, master);
  });

  it("makes exceptions of what is done in the ERP, and never breaks the series", async () => {
    const { world, ada, master } = await tenOccurrences();
    const [first, second, third, fourth] = (await ada.erp.list()).toSorted((one, other) =>
      one.start < other.start ? -1 : 1,
    );
    await ada.erp.change(first!.id, { subject: "First round" });
    await ada.erp.change(second!.id, {
      start: "2026-12-01T13:00:00Z",
      end: "2026-12-01T14:00:00Z",
    });
    await ada.erp.change(third!.id, { place: "Kiel" });
    await ada.erp.remove(fourth!.id);
    await world.settle();
    expect((await times(ada, master)).slice(0, 4)).toEqual([
      "2026-11-24T08:00 First round",
      "2026-12-01T13:00 Weekly round",
      "2026-12-08T08:00 Weekly round",
      "2026-12-22T08:00 Weekly round",
    ]);
    expect(await ada.outlook.get(master)).toMatchObject({
      subject: "Weekly round",
      location: { displayName: "Hamburg" },
      recurrence: { range: { numberOfOccurrences: 10 } },
    });
    await expectEqual(world, ada, master);
  });

  it("that is deleted counts as one deletion, so that the brake lets it pass", async () => {
    const { world, ada, master } = await tenOccurrences();
    for (let at = 0; at < 30; at++) await ada.outlook.add(visit({ subject: `Visit ${at}` }));
    await world.settle();
    await ada.outlook.remove(master);
    await world.settle();
    expect((await activities(ada)).filter((one) => one.includes("round"))).toEqual([]);
    expect(await stateOf(world, ada)).toMatchObject({ health: "operational" });
  });

  it.each(["the series", "one of its days", "one of its activities"] as const)(
    "says of %s that was deleted that it comes back as single appointments, before and after",
    async (what) => {
      const { world, ada, master } = await tenOccurrences();
      const [, second] = await instancesOf(ada, master);
      const [, theirs] = (await ada.erp.list()).toSorted((one, other) =>
        one.start < other.start ? -1 : 1,
      );
      const before = await activities(ada);
      if (what === "the series") await ada.outlook.remove(master);
      else if (what === "one of its days") await ada.outlook.remove(second!.id);
      else await ada.erp.remove(theirs!.id);
      await world.settle();
      const count = what === "the series" ? 10 : 1;
      expect(await activities(ada)).toHaveLength(10 - count);
      const runId = (await ada.call("log")).entries.find(({ undoable }) => undoable)!.runId;
      const preview = await ada.call("previewUndo", { body: { runId } });
      expect(preview).toMatchObject({ possible: count, singles: count });
      expect(preview.changes.map(({ single }) => single)).toEqual(Array(count).fill(true));
      await ada.call("undo", { body: { tellGuests: false, runId } });
      await world.settle();
      expect(await activities(ada)).toEqual(before);
      const { value } = (await ada.outlook.ask(
        "GET",
        "/me/events?$filter=type eq 'singleInstance'&$top=50",
      )) as unknown as { value: readonly OutlookEvent[] };
      expect(value).toHaveLength(count);
      await expectRest(world, ada);
    },
  );

  it("that the rules make again says so of each of its days", async () => {
    const { world, ada, master } = await tenOccurrences();
    await ada.setUp({ rules: { afterDeleteInOutlook: "recreate" } });
    await ada.outlook.remove(master);
    await world.settle();
    const made = (await ada.call("log")).entries.filter(({ kind }) => kind === "created");
    const because = "5 deletions are undone by setting, as a single appointment";
    expect(made.filter((line) => line.because === because)).toHaveLength(10);
    expect(await activities(ada)).toHaveLength(10);
    await expectRest(world, ada);
  });

  it("that a linked appointment becomes is left whole, and its other days come in", async () => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world, { outlookItems: "all" });
    const id = await ada.outlook.add();
    await world.settle();
    const [activity] = await ada.erp.list();
    const { recurrence } = weekly();
    await ada.outlook.change(id, { recurrence, subject: "Weekly round" });
    await world.settle();
    expect(await activities(ada)).toEqual(await times(ada, id));
    await ada.erp.change(activity!.id, { subject: "Changed in the ERP" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Weekly round" });
  });

  it("waits alone where the ERP moves it past the next, with what to do about it", async () => {
    const { world, ada, master } = await tenOccurrences();
    const [, second, third] = (await ada.erp.list()).toSorted((one, other) =>
      one.start < other.start ? -1 : 1,
    );
    await ada.erp.change(second!.id, {
      ...{ start: "2026-12-09T08:00:00Z", end: "2026-12-09T09:00:00Z" },
    });
    await ada.erp.change(third!.id, { subject: "Theirs" });
    await world.settle();
    expect((await times(ada, master)).slice(1, 3)).toEqual([
      "2026-12-01T08:00 Weekly round",
      "2026-12-08T08:00 Theirs",
    ]);
    const { items } = await ada.call("setAside");
    expect(items).toMatchObject([{ code: "rejected", field: "when" }]);
    expect(items[0]?.reason).toContain("only between the days before and after it");
    await ada.erp.change(second!.id, {
      ...{ start: "2026-12-02T08:00:00Z", end: "2026-12-02T09:00:00Z" },
    });
    await world.settle();
    await expectEqual(world, ada, master);
  });

  it("mails no guest, whatever the ERP does to an occurrence", async () => {
    const guests = [{ emailAddress: { address: "grace@contoso.example" } }];
    const { world, ada, master } = await tenOccurrences({ attendees: guests });
    const mails = world.sandbox.graph.mails().length;
    const [first] = await ada.erp.list();
    await ada.erp.remove(first!.id);
    await world.settle();
    expect(world.sandbox.graph.mails()).toHaveLength(mails);
    expect(await times(ada, master)).toHaveLength(10);
  });

  it("is chosen day by day in the pane", async () => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world);
    const master = await ada.outlook.add(weekly());
    const [, second] = await instancesOf(ada, master);
    await ada.choose(second!.id);
    await world.settle();
    expect(await activities(ada)).toEqual(["2026-12-01T08:00 Weekly round"]);
    await expect(ada.open(second!.id)).resolves.toMatchObject({ state: "in-sync" });
  });
});

describe("a series where the ERP holds series", () => {
  it("is chosen as a whole, from any of its days", async () => {
    const world = await open();
    const ada = await ready(world);
    const master = await ada.outlook.add(weekly());
    const [, second] = await instancesOf(ada, master);
    const view = await ada.open(second!.id);
    expect(view).toMatchObject({ series: "occurrence", state: "not-synced" });
    await ada.choose(second!.id);
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([
      { recurrence: { frequency: "weekly", count: 10 } },
    ]);
    await expect(ada.open(second!.id)).resolves.toMatchObject({
      ...{ series: "occurrence", state: "in-sync", itemId: view.itemId },
    });
    await expect(ada.open(master)).resolves.toMatchObject({ series: "series", state: "in-sync" });
  });
});
