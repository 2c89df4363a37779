import { expectRest, ready } from "./linked.ts";
import { call, visit, type Json, type Person } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

const pattern = { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] };
const from = (startDate: string, endDate?: string): Json => ({
  recurrence: {
    pattern,
    range:
      endDate === undefined
        ? { type: "noEnd", startDate }
        : { type: "endDate", startDate, endDate },
  },
});

const zone = "W. Europe Standard Time";
/** What "this and following" makes: the days behind the split, an hour later than before. */
const tail = visit({
  subject: "Round",
  start: { dateTime: "2026-12-22T11:00:00", timeZone: zone },
  end: { dateTime: "2026-12-22T12:00:00", timeZone: zone },
  ...from("2026-12-22"),
});

const records = [{ type: "customer", id: "cus-1001" }];
const activityTypeId = "co-eu-site-visit";

async function inErp({ erp }: Person) {
  const all = (await erp.list()).toSorted((one, other) => (one.start < other.start ? -1 : 1));
  return all.map(({ start, recurrence, records: of, type }) => ({
    start,
    until: recurrence?.until ?? null,
    records: of.map(({ type: kind, id }) => ({ type: kind, id })),
    type,
  }));
}

const series = (start: string, until: string | null) => ({
  start,
  until,
  records,
  type: activityTypeId,
});

describe("rule 25: a series that is split", () => {
  it.each(["chosen", "all"] as const)(
    "in Outlook goes on in the ERP, exceptions included (gate: %s)",
    async (outlookItems) => {
      const world = await open();
      const ada = await ready(world, { outlookItems });
      const master = await ada.outlook.add(visit({ subject: "Round", ...from("2026-11-24") }));
      await ada.choose(master, { records, activityTypeId });
      await world.settle();
      await ada.outlook.change(master, from("2026-11-24", "2026-12-15"));
      const next = await ada.outlook.add(tail);
      const path = `/me/events/${encodeURIComponent(next)}/instances?startDateTime=2026-12-20T00:00:00Z&endDateTime=2027-01-20T00:00:00Z`;
      const [, second] = (await ada.outlook.ask("GET", path))["value"] as { id: string }[];
      await ada.outlook.change(second!.id, { subject: "Special round" });
      await world.settle();
      expect(await inErp(ada)).toEqual([
        series("2026-11-24T08:00:00Z", "2026-12-15"),
        series("2026-12-22T10:00:00Z", null),
      ]);
      const later = (await ada.erp.list()).find(({ recurrence }) => recurrence?.until === null);
      expect(later?.occurrences).toEqual([{ date: "2026-12-29", subject: "Special round" }]);
      expect(await ada.open(next)).toMatchObject({ state: "in-sync", on: true });
      await expectRest(world, ada);
    },
  );

  it("in the ERP goes on in Outlook, also where its new activities do not come in", async () => {
    const world = await open();
    const ada = await ready(world, { erpItems: false });
    const master = await ada.outlook.add(visit({ subject: "Round", ...from("2026-11-24") }));
    await ada.choose(master, { records, activityTypeId });
    await world.settle();
    const [activity] = await ada.erp.list();
    const { recurrence } = activity!;
    await ada.erp.change(activity!.id, { recurrence: { ...recurrence, until: "2026-12-15" } });
    const { place, notes, notesFormat, timeZone } = activity!;
    await ada.erp.add(
      call({
        ...{ subject: "Round", place, notes, notesFormat, timeZone, recurrence, records },
        start: "2026-12-22T08:00:00Z",
        end: "2026-12-22T09:00:00Z",
      }),
    );
    await world.settle();
    const masters = (await ada.outlook.list()).filter(({ subject }) => subject === "Round");
    expect(masters.map(({ start }) => start.dateTime.slice(0, 16)).sort()).toEqual([
      "2026-11-24T08:00",
      "2026-12-22T08:00",
    ]);
    await expectRest(world, ada);
  });

  it("in the ERP brings days along as it has them; what was just written into others is in the log", async () => {
    const world = await open();
    const ada = await ready(world, { erpItems: true });
    const master = await ada.outlook.add(visit({ subject: "Round", ...from("2026-11-24") }));
    await ada.choose(master, { records, activityTypeId });
    await world.settle();
    const dayOf = async (id: string, date: string) => {
      const view = `startDateTime=${date}T00:00:00Z&endDateTime=${date}T23:00:00Z`;
      const path = `/me/events/${encodeURIComponent(id)}/instances?${view}`;
      return (
        (await ada.outlook.ask("GET", path))["value"] as { id: string; subject: string }[]
      )[0];
    };
    const special = await dayOf(master, "2026-12-29");
    await ada.outlook.change(special!.id, { subject: "Special round" });
    await world.settle();
    const [activity] = await ada.erp.list();
    const { recurrence, occurrences, place, notes, notesFormat, timeZone } = activity!;
    expect(occurrences).toEqual([{ date: "2026-12-29", subject: "Special round" }]);
    const late = await dayOf(master, "2027-01-05");
    await ada.outlook.change(late!.id, { location: { displayName: "Kiel" } });
    await ada.erp.change(activity!.id, { recurrence: { ...recurrence, until: "2026-12-15" } });
    await ada.erp.add(
      call({
        ...{
          subject: "Round",
          place,
          notes,
          notesFormat,
          timeZone,
          recurrence,
          records,
          occurrences,
        },
        start: "2026-12-22T08:00:00Z",
        end: "2026-12-22T09:00:00Z",
      }),
    );
    await world.settle();
    const [, second] = (await ada.outlook.list())
      .filter(({ subject }) => subject === "Round")
      .toSorted((one, other) => (one.start.dateTime < other.start.dateTime ? -1 : 1));
    expect(await dayOf(second!.id, "2026-12-29")).toMatchObject({ subject: "Special round" });
    const { itemId } = await ada.open(master);
    const { log } = await ada.call("explainItem", { params: { itemId } });
    expect(JSON.stringify(log)).toContain("Kiel");
    expect(world.sandbox.graph.mails()).toEqual([]);
    await expectRest(world, ada);
  });
});
