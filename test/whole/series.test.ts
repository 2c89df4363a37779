import { linked, ready, stateOf } from "./linked.ts";
import { type Json, visit } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();
jest.setTimeout(120_000);

/** Every Tuesday from the day of `visit` on. */
const weekly = (more: Json = {}): Json =>
  visit({
    subject: "Weekly round",
    attendees: [{ emailAddress: { address: "grace@contoso.example" } }],
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "noEnd", startDate: "2026-11-24" },
    },
    ...more,
  });

const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-03-01T00:00:00Z&$top=100";

/** What everybody's calendar shows of it, versions included. */
async function shown(world: World): Promise<unknown> {
  const desks = [world.person("ada").outlook, world.person("grace").outlook];
  const answers = desks.map(async (desk) => desk.ask("GET", `/me/calendarView?${view}`));
  return (await Promise.all(answers)).map((answer) => answer["value"]);
}

const seriesOnly = (shownBy: unknown) =>
  (shownBy as Json[][]).map((events) => events.filter(({ type }) => type !== "singleInstance"));

describe("series, which are not synchronized yet", () => {
  it("stay in Outlook as they are, and nobody is mailed, while single events travel", async () => {
    const world = await open();
    const ada = world.person("ada");
    const master = await ada.outlook.add(weekly());
    const instances = async () =>
      (await ada.outlook.ask("GET", `/me/events/${master}/instances?${view}`))["value"] as Json[];
    await ada.setUp({ outlookItems: "all" });
    await world.settle();
    await ada.outlook.add();
    const [first, second, third] = await instances();
    await ada.outlook.change(String(first?.["id"]), { subject: "Special round" });
    await ada.outlook.remove(String(second?.["id"]));
    await world.settle();
    await ada.outlook.change(master, { location: { displayName: "Kiel" } });
    await ada.outlook.change(String(third?.["id"]), { showAs: "oof" });
    const before = seriesOnly(await shown(world));
    const mails = world.sandbox.graph.mails();
    await world.settle();
    await ada.erp.add({
      ...{ subject: "From the ERP", start: "2026-11-25T09:00:00Z", end: "2026-11-25T10:00:00Z" },
    });
    await world.settle();
    expect(seriesOnly(await shown(world))).toEqual(before);
    expect(world.sandbox.graph.mails()).toEqual(mails);
    const subjects = (await ada.erp.list()).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(["From the ERP", "Visit Northwind"]);
    expect(await stateOf(world, ada)).toMatchObject({ health: "operational" });
  });

  it("that a linked appointment becomes takes nothing away on either side", async () => {
    const { world, ada, id } = await linked(await open());
    const { recurrence } = weekly();
    await ada.outlook.change(id, { recurrence, subject: "Now every week" });
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(1);
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Now every week" });
  });

  it("without end in the list of changes keep nothing else from travelling", async () => {
    const world = await open();
    world.sandbox.graph.switches["delta-endless-nextlink"] = true;
    const ada = world.person("ada");
    await ada.outlook.add(weekly());
    const person = await ready(world);
    await person.outlook.add();
    const id = await person.outlook.add(visit({ subject: "Chosen" }));
    await person.choose(id);
    await world.settle();
    expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Chosen"]);
  });
});
