import { expectRest, guest, linked, listedAnew, northwind, ready } from "./linked.ts";
import { call, visit, type Json, type OutlookEvent, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

const body = { contentType: "text", content: "The diagnosis" };
const attendees = [guest("guest@fabrikam.example")];
const secret = (more: Json = {}): Json =>
  visit({
    ...{ subject: "Secret", location: { displayName: "Clinic" }, body, sensitivity: "private" },
    ...more,
  });
/** All that the ERP may show of it. */
const masked = { subject: "Busy", place: "", notes: "", participants: [], private: true };
const busy = async (world: World): Promise<Person> =>
  ready(world, { outlookItems: "all", rules: { privateItems: "busy" } });
const erpHas = async ({ erp }: Person): Promise<string> => JSON.stringify(await erp.list());
/** What is typed below in Outlook stands nowhere but there. */
const clues = /Secret|Clinic|diagnosis|fabrikam/;

async function expectUntold(world: World, ada: Person): Promise<void> {
  expect(await erpHas(ada)).not.toMatch(clues);
  const log = await ada.call("log", { query: { limit: "100" } });
  expect(JSON.stringify(log)).not.toMatch(clues);
  expect(world.logLines.join("\n")).not.toMatch(clues);
  const { tenantId, id: mailboxId } = ada.user;
  const params = { tenantId, mailboxId };
  const theirs = await world.person("katherine").call("exportUser", { params });
  expect(JSON.stringify(theirs)).not.toMatch(clues);
}

describe("a private appointment", () => {
  it.each(["private", "personal", "confidential"])(
    "that Outlook calls %s is a busy time in the ERP, and nothing more",
    async (sensitivity) => {
      const world = await open();
      const ada = await busy(world);
      await ada.outlook.add(secret({ sensitivity, attendees, showAs: "oof" }));
      await world.settle();
      expect(await ada.erp.list()).toMatchObject([
        { ...masked, start: "2026-11-24T08:00:00Z", showAs: "oof", records: [] },
      ]);
      await expectUntold(world, ada);
      await expectRest(world, ada);
    },
  );

  it("is left out where nothing else was chosen, for the gates and for the switch", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all" });
    const id = await ada.outlook.add(secret());
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    const { itemId, state } = await ada.open(id);
    expect(state).toBe("private");
    const choice = { records: [], activityTypeId: null };
    await ada.refused("chooseItem", { params: { itemId }, body: choice });
  });

  it("comes in, masked, once it is to be shown as busy, and in full once that is chosen", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all" });
    await ada.outlook.add(secret());
    await world.settle();
    await ada.setUp({ outlookItems: "all", rules: { privateItems: "busy" } });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([masked]);
    await ada.setUp({ outlookItems: "all", rules: { privateItems: "full" } });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([
      { subject: "Secret", place: "Clinic", private: true },
    ]);
    await ada.setUp({ outlookItems: "all", rules: { privateItems: "busy" } });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([masked]);
  });

  it("says it in the language in which Setup was finished", async () => {
    const world = await open();
    const ada = world.person("ada");
    const { proposal } = await ada.call("setupOptions");
    const rules = { privateItems: "busy" };
    const calendar = { enabled: true, outlookItems: "all", erpItems: true, rules };
    const body_ = { ...proposal, calendar };
    await ada.call("saveSetup", { body: body_, headers: { "accept-language": "de" } });
    await ada.outlook.add(secret());
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ ...masked, subject: "Beschäftigt" }]);
    await ada.call("saveSetup", { body: body_, headers: { "accept-language": "en" } });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([masked]);
  });

  it("is moved from the ERP, and its subject is not renamed from there", async () => {
    const world = await open();
    const ada = await busy(world);
    const id = await ada.outlook.add(secret());
    await world.settle();
    const [activity] = await ada.erp.list();
    const moved = { start: "2026-11-26T08:00:00Z", end: "2026-11-26T09:00:00Z" };
    await ada.erp.change(activity!.id, { ...moved, subject: "Guessed" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Secret" });
    expect((await ada.outlook.get(id)).start.dateTime).toContain("2026-11-26");
    expect(await ada.erp.list()).toMatchObject([{ ...masked, ...moved }]);
    await expectUntold(world, ada);
    await expectRest(world, ada);
  });

  it("loses its details in the ERP when it becomes private, and gets them back", async () => {
    const world = await open();
    const ada = await busy(world);
    const id = await ada.outlook.add(visit({ body, attendees }));
    await world.settle();
    const details = { subject: "Visit Northwind", place: "Hamburg", private: false };
    expect(await ada.erp.list()).toMatchObject([details]);
    await ada.outlook.change(id, { sensitivity: "private" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([masked]);
    expect(await erpHas(ada)).not.toMatch(clues);
    const event = await ada.outlook.get(id);
    expect(event).toMatchObject({
      subject: "Visit Northwind",
      location: { displayName: "Hamburg" },
    });
    expect(event.attendees).toHaveLength(1);
    await expectRest(world, ada);
    await ada.outlook.change(id, { sensitivity: "normal" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([details]);
    expect(await erpHas(ada)).toContain("diagnosis");
    await expectRest(world, ada);
    // Hers alone: the invitation, and the two times when she changed the meeting.
    expect(world.sandbox.graph.mails()).toHaveLength(3);
  });

  it("that a person switched on concerns what he linked it to, and stays masked", async () => {
    const world = await open();
    const ada = await ready(world, { rules: { privateItems: "busy" } });
    const id = await ada.outlook.add(secret());
    await ada.choose(id, { records: [northwind], activityTypeId: "co-eu-site-visit" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([
      { ...masked, records: [northwind], type: "co-eu-site-visit" },
    ]);
    expect((await ada.open(id)).state).toBe("in-sync");
  });

  it("keeps its time alone where it is left out, was taken over by a gate and became private", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all" });
    const id = await ada.outlook.add(visit());
    await world.settle();
    await ada.outlook.change(id, secret());
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([masked]);
    await expectUntold(world, ada);
    await listedAnew(world, ada);
    expect(await ada.erp.list()).toMatchObject([masked]);
  });

  it("stays whole where it is left out, but a person had switched it on himself", async () => {
    const { world, ada, id } = await linked(await open());
    await ada.outlook.change(id, { sensitivity: "private" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind", private: true }]);
  });

  it("of the ERP comes to its owner's Outlook whole, and takes nothing back", async () => {
    const world = await open();
    const ada = await busy(world);
    await ada.erp.add(call({ private: true, place: "Here" }));
    await world.settle();
    const [event] = await ada.outlook.list();
    expect(event).toMatchObject({ subject: "Call Litware", sensitivity: "private" });
    await ada.outlook.change(event!.id, { subject: "Secret", location: { displayName: "Clinic" } });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Call Litware", place: "Here" }]);
    await expectUntold(world, ada);
    await expectRest(world, ada);
  });

  it("tells nothing to who tries the rules", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all" });
    await ada.outlook.add(secret());
    await world.settle();
    const { proposal } = await ada.call("setupOptions");
    const rules = { privateItems: "busy" };
    const calendar = { enabled: true, outlookItems: "all", erpItems: true, rules };
    const plan = await ada.call("makePlan", { body: { setup: { ...proposal, calendar } } });
    expect(plan.counts).toEqual([{ kind: "create", side: "erp", count: 1 }]);
    const params = { planId: plan.id };
    const shown = [
      await ada.call("planEntries", { params }),
      await ada.call("planCsv", { params }),
    ];
    expect(JSON.stringify(shown)).not.toMatch(clues);
  });
});

describe("a private series", () => {
  const weekly = (more: Json = {}): Json =>
    secret({
      recurrence: {
        pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
        range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
      },
      ...more,
    });
  const days = async ({ outlook }: Person, master: string) => {
    const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-01-01T00:00:00Z";
    const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
    return (await outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
  };

  it("is masked with all its days; those that are moved or cancelled say so", async () => {
    const world = await open();
    const ada = await busy(world);
    const master = await ada.outlook.add(weekly());
    const [, second, third, fourth] = await days(ada, master);
    await ada.outlook.change(second!.id, { subject: "Secret day" });
    await ada.outlook.remove(third!.id);
    await ada.outlook.change(fourth!.id, { showAs: "free" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([
      {
        ...masked,
        occurrences: [
          { date: "2026-12-08", cancelled: true },
          { date: "2026-12-15", showAs: "free" },
        ],
      },
    ]);
    await expectUntold(world, ada);
    await expectRest(world, ada);
  });

  it("that becomes private takes what its days told with it, and gives it back", async () => {
    const world = await open();
    const ada = await busy(world);
    const master = await ada.outlook.add(weekly({ sensitivity: "normal" }));
    const [, second] = await days(ada, master);
    await ada.outlook.change(second!.id, { subject: "Secret day" });
    await world.settle();
    expect(await erpHas(ada)).toContain("Secret day");
    await ada.outlook.change(master, { sensitivity: "private" });
    await world.settle();
    expect(await erpHas(ada)).not.toMatch(clues);
    expect((await days(ada, master))[1]).toMatchObject({ subject: "Secret day" });
    await ada.outlook.change(master, { sensitivity: "normal" });
    await world.settle();
    expect(await erpHas(ada)).toContain("Secret day");
  });

  it("hides a single private day of a series that is not", async () => {
    const world = await open();
    const ada = await busy(world);
    const open_ = { sensitivity: "normal", subject: "Round", location: { displayName: "Here" } };
    const master = await ada.outlook.add(
      weekly({ ...open_, body: { contentType: "text", content: "Plain" } }),
    );
    const [, second] = await days(ada, master);
    await ada.outlook.change(second!.id, { sensitivity: "private", subject: "Secret day" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([
      {
        ...{ subject: "Round", place: "Here", private: false },
        occurrences: [{ date: "2026-12-01", subject: "Busy", place: "", notes: "", private: true }],
      },
    ]);
    await expectUntold(world, ada);
    await expectRest(world, ada);
    expect((await days(ada, master))[1]).toMatchObject({ subject: "Secret day" });
  });
});
