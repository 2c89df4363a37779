import { expectRest, ready } from "./linked.ts";
import { call, visit, type Json, type Person } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

const zone = "W. Europe Standard Time";
const berlin = (subject: string, start: string, end: string, timeZone = zone): Json =>
  visit({ subject, start: { dateTime: start, timeZone }, end: { dateTime: end, timeZone } });
const daily = (startDate: string): Json => ({
  recurrence: {
    pattern: { type: "daily", interval: 1 },
    range: { type: "numbered", startDate, numberOfOccurrences: 4 },
  },
});

const timesIn = async ({ erp }: Person) =>
  (await erp.list()).map(({ subject, start, end }) => `${subject} ${start} ${end}`).toSorted();
const outlookTimes = async ({ outlook }: Person) =>
  (await outlook.list())
    .map(({ subject, start }) => `${subject} ${start.dateTime.slice(0, 19)}`)
    .toSorted();

describe("an ERP that keeps all times by its own clock", () => {
  it("agrees with Outlook over a day on which that clock changes, on both sides' items", async () => {
    const world = await open({ erpTime: { clock: "Europe/Vienna" } });
    const ada = await ready(world, { outlookItems: "all" });
    await ada.outlook.add({
      ...berlin("Series", "2026-10-24T09:00:00", "2026-10-24T10:00:00"),
      ...daily("2026-10-24"),
    });
    await ada.outlook.add(berlin("Spring", "2027-03-28T01:30:00", "2027-03-28T03:30:00"));
    await ada.outlook.add(
      berlin("York", "2027-03-20T09:00:00", "2027-03-20T10:00:00", "Eastern Standard Time"),
    );
    await ada.erp.add(
      call({ subject: "Autumn", start: "2027-10-30T23:15:00Z", end: "2027-10-31T03:00:00Z" }),
    );
    await world.settle();
    expect(await timesIn(ada)).toEqual([
      "Autumn 2027-10-30T23:15:00Z 2027-10-31T03:00:00Z",
      "Series 2026-10-24T07:00:00Z 2026-10-24T08:00:00Z",
      "Spring 2027-03-28T00:30:00Z 2027-03-28T01:30:00Z",
      "York 2027-03-20T13:00:00Z 2027-03-20T14:00:00Z",
    ]);
    const master = (await ada.outlook.list()).find(({ subject }) => subject === "Series");
    const path = `/me/events/${encodeURIComponent(master!.id)}/instances?startDateTime=2026-10-20T00:00:00Z&endDateTime=2026-11-20T00:00:00Z`;
    const days = (await ada.outlook.ask("GET", path))["value"] as { start: { dateTime: string } }[];
    // 25 October is an hour longer.
    expect(days.map(({ start }) => start.dateTime.slice(0, 13))).toEqual([
      "2026-10-24T07",
      "2026-10-25T08",
      "2026-10-26T08",
      "2026-10-27T08",
    ]);
    await expectRest(world, ada);
  });

  it("is not given what it would move: the item is set aside and stays as it is in Outlook", async () => {
    const world = await open({ erpTime: { clock: "Europe/Vienna" } });
    const ada = await ready(world, { outlookItems: "all" });
    const twice = { dateTime: "2027-10-31T01:30:00", timeZone: "UTC" };
    await ada.outlook.add(
      visit({ subject: "Twice", start: twice, end: { ...twice, dateTime: "2027-10-31T03:00:00" } }),
    );
    await ada.outlook.add({
      ...berlin("York", "2026-10-24T09:00:00", "2026-10-24T10:00:00", "Eastern Standard Time"),
      ...daily("2026-10-24"),
    });
    const before = await outlookTimes(ada);
    await world.settle();
    expect(await timesIn(ada)).toEqual([]);
    expect(await outlookTimes(ada)).toEqual(before);
    const { items } = await ada.call("setAside");
    expect(items.map(({ reason }) => reason).toSorted()).toEqual([
      expect.stringContaining("shows this hour twice"),
      expect.stringContaining("day by day"),
    ]);
  });
});

describe("an ERP that refuses midnight as a time of day (ERP.net, R38488)", () => {
  it.each([undefined, "Europe/Vienna", "UTC"])(
    "has meetings up to midnight and from midnight on (its clock: %s)",
    async (clock) => {
      const world = await open({
        erpTime: { midnight: "refused", ...(clock !== undefined && { clock }) },
      });
      const ada = await ready(world, { outlookItems: "all" });
      const night = clock === "UTC" ? "UTC" : zone;
      const late = await ada.outlook.add(
        berlin("Late", "2026-11-24T22:00:00", "2026-11-25T00:00:00", night),
      );
      await ada.outlook.add(berlin("Early", "2026-11-25T00:00:00", "2026-11-25T01:00:00", night));
      const before = await outlookTimes(ada);
      await world.settle();
      const offset = clock === "UTC" ? ["22:00", "23:59", "00:00"] : ["21:00", "22:59", "23:00"];
      expect((await timesIn(ada)).map((line) => line.replace(/2026-11-\d\dT/g, ""))).toEqual([
        expect.stringContaining(`Early ${offset[2]}:01Z`),
        `Late ${offset[0]}:00Z ${offset[1]}:59Z`,
      ]);
      expect(await outlookTimes(ada)).toEqual(before);
      await expectRest(world, ada);
      // What the ERP's people change of it is carried over, and midnight stays midnight.
      const activity = (await ada.erp.list()).find(({ subject }) => subject === "Late");
      await ada.erp.change(activity!.id, { place: "Kiel" });
      await world.settle();
      expect(await ada.outlook.get(late)).toMatchObject({ location: { displayName: "Kiel" } });
      expect(await outlookTimes(ada)).toEqual(before);
      await expectRest(world, ada);
    },
  );
});
