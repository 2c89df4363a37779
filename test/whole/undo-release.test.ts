import { expectRest, goesWrong, linked, mailsOf, northwind, ready } from "./linked.ts";
import { visit, type Json, type OutlookEvent, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

/** Rule 15: an appointment that is not synced any more, and whose copy in the ERP was removed, comes back. */

const open = worlds();

async function release(world: World, person: Person, id: string): Promise<void> {
  const { itemId } = await person.open(id);
  await person.call("releaseItem", { params: { itemId }, body: { removeErpCopy: true } });
  await world.settle();
  expect(await person.erp.list()).toEqual([]);
}

/** The newest line of the log that can be taken back. */
async function newest(person: Person) {
  const { entries } = await person.call("log");
  const line = entries.find(({ undoable }) => undoable);
  if (line === undefined) throw new Error("nothing can be undone");
  return line;
}

const undo = async (world: World, person: Person, body: object): Promise<void> => {
  await person.call("undo", { body: { tellGuests: false, ...body } });
  await world.settle();
};

const four = { type: "numbered", numberOfOccurrences: 4 };
const weekly = (range: Json): Json =>
  visit({
    subject: "Round",
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { startDate: "2026-11-24", ...range },
    },
  });

async function daysOf({ outlook }: Person, master: string): Promise<readonly OutlookEvent[]> {
  const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-03-01T00:00:00Z&$top=100";
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
}

const shown = async ({ erp }: Person) =>
  (await erp.list())
    .toSorted((one, other) => (one.start < other.start ? -1 : 1))
    .map(({ start, records }) => `${start.slice(5, 10)} ${records.map(({ id }) => id).join()}`);

describe("rule 15: an item that was switched off with its copy in the ERP", () => {
  it("is synced again with all that the copy held; it is shown first, and nobody is mailed", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.erp.change(activity.id, { place: "Berlin" });
    await world.settle();
    const [before] = await ada.erp.list();
    await release(world, ada, id);
    const line = await newest(ada);
    expect(line).toMatchObject({ kind: "unlinked", side: "erp" });
    const { changes, possible } = await ada.call("previewUndo", { body: { lineId: line.id } });
    expect(possible).toBe(1);
    expect(changes).toMatchObject([{ kind: "release", side: "erp", refused: [] }]);
    expect(changes[0]!.fields).toContainEqual({ field: "place", from: null, to: "Berlin" });
    await undo(world, ada, { lineId: line.id });
    const { id: _old, version: _was, ...held } = before!;
    const [after] = await ada.erp.list();
    const same = ["subject", "start", "end", "place", "records", "type"] as const;
    for (const field of same) expect((after as Json)[field]).toEqual((held as Json)[field]);
    expect(after!.records).toMatchObject([northwind]);
    expect(await ada.open(id)).toMatchObject({ state: "in-sync", on: true });
    await expectRest(world, ada);
    await ada.outlook.change(id, { subject: "Renamed" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ id: after!.id, subject: "Renamed" }]);
    expect(mailsOf(world)).toEqual([]);
  });

  it("gets one copy where the ERP's reply to it is lost", async () => {
    const { world, ada, id } = await linked(await open());
    await release(world, ada, id);
    const line = await newest(ada);
    goesWrong(
      world,
      "lost-reply",
      ({ method, url }) => method === "POST" && url.includes("/activities"),
    );
    await undo(world, ada, { lineId: line.id });
    await ada.call("syncNow");
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(1);
    expect(await ada.open(id)).toMatchObject({ state: "in-sync", on: true });
    await expectRest(world, ada);
  });

  it("stays off where it was edited in Outlook since, and the log names what", async () => {
    const { world, ada, id } = await linked(await open());
    await release(world, ada, id);
    const line = await newest(ada);
    await ada.outlook.change(id, { subject: "Mine" });
    await world.settle();
    await undo(world, ada, { lineId: line.id });
    expect(await ada.erp.list()).toEqual([]);
    const view = await ada.open(id);
    expect(view).toMatchObject({ on: false });
    expect(view.history.find(({ kind }) => kind === "not-undone")).toMatchObject({
      ...{ because: "undo:edited", changes: [{ field: "subject" }] },
    });
  });

  it("is refused in the preview where it was switched on again since", async () => {
    const { world, ada, id } = await linked(await open());
    await release(world, ada, id);
    const line = await newest(ada);
    await ada.choose(id);
    await world.settle();
    expect(await ada.call("previewUndo", { body: { lineId: line.id } })).toMatchObject({
      ...{ possible: 0, changes: [{ refused: [{ because: "switched" }] }] },
    });
  });

  it("of a series comes back with the day that is otherwise", async () => {
    const world = await open();
    const ada = await ready(world);
    const master = await ada.outlook.add(weekly(four));
    await ada.choose(master, { records: [northwind] });
    await world.settle();
    const [, second] = await daysOf(ada, master);
    await ada.outlook.change(second!.id, { subject: "Round in Berlin" });
    await world.settle();
    const [before] = await ada.erp.list();
    expect(JSON.stringify(before)).toContain("Round in Berlin");
    await release(world, ada, master);
    await undo(world, ada, { lineId: (await newest(ada)).id });
    const [after, ...more] = await ada.erp.list();
    expect(more).toEqual([]);
    expect((after as Json)["exceptions"]).toEqual((before as Json)["exceptions"]);
    expect((after as Json)["recurrence"]).toEqual((before as Json)["recurrence"]);
    await expectRest(world, ada);
  });
});

describe("rule 15: days of a series, where the ERP holds none", () => {
  async function series() {
    const world = await open({ erpSeries: false });
    const ada = await ready(world);
    const master = await ada.outlook.add(weekly(four));
    await world.settle();
    await ada.choose(master, { records: [northwind] });
    await world.settle();
    return { world, ada, master };
  }
  const all = ["11-24", "12-01", "12-08", "12-15"].map((day) => `${day} cus-1001`);

  it("come back one by one", async () => {
    const { world, ada, master } = await series();
    const [, second] = await daysOf(ada, master);
    const { itemId } = await ada.open(second!.id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: true } });
    await world.settle();
    expect(await shown(ada)).toHaveLength(3);
    await undo(world, ada, { lineId: (await newest(ada)).id });
    expect(await shown(ada)).toEqual(all);
    expect(await ada.open(second!.id)).toMatchObject({ state: "in-sync", on: true });
    await expectRest(world, ada);
  });

  it("that are one appointment by now come back as that, and take no other along", async () => {
    const { world, ada, master } = await series();
    await ada.outlook.change(master, { recurrence: null });
    await world.settle();
    await release(world, ada, master);
    const { id: lineId } = await newest(ada);
    await ada.call("undo", { body: { tellGuests: false, lineId } });
    await ada.outlook.add(visit({ subject: "Nobody switched this on" }));
    await world.settle();
    expect(await shown(ada)).toEqual(all.slice(0, 1));
    expect(await ada.open(master)).toMatchObject({ state: "in-sync", on: true });
    await expectRest(world, ada);
  });

  it("come back all at once where the whole series was switched off, with days that came since", async () => {
    const { world, ada, master } = await series();
    await release(world, ada, master);
    const { runId } = await newest(ada);
    await ada.outlook.change(master, {
      recurrence: weekly({ type: "numbered", numberOfOccurrences: 5 })["recurrence"],
    });
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    const body = { runId };
    expect(await ada.call("previewUndo", { body })).toMatchObject({ total: 4, possible: 4 });
    await undo(world, ada, body);
    expect(await shown(ada)).toEqual([...all, "12-22 cus-1001"]);
    expect(await ada.open(master)).toMatchObject({ state: "in-sync", on: true, series: "days" });
    await expectRest(world, ada);
    expect(mailsOf(world)).toEqual([]);
  });
});
