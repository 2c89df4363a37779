import { application } from "../../sandbox/tenants.ts";
import { linked, northwind, ready } from "./linked.ts";
import { visit } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

describe("Setup", () => {
  it("proposes company, location and time zone from the ERP's profile", async () => {
    const world = await open();
    const options = await world.person("ada").call("setupOptions");
    expect(options.proposal).toEqual({
      companyId: "co-eu",
      locationId: "loc-berlin",
      timeZone: "Europe/Berlin",
    });
    expect(options.notices).toEqual([]);
  });

  it("switches push on for both sides, by one subscription each", async () => {
    const world = await open();
    const ada = await ready(world);
    const { calendar } = await ada.call("status");
    expect(calendar).toMatchObject({ enabled: true, push: { microsoft: true, erp: true } });
    expect(world.sandbox.graph.snapshot().subscriptions).toHaveLength(1);
    expect((await world.sandbox.erp.snapshot()).webhooks).toHaveLength(2);
  });

  it("brings the user's activities to Outlook and mails nobody, whoever takes part in them", async () => {
    const world = await open({ seededErp: true, events: 10 });
    const ada = world.person("ada");
    const before = (await ada.outlook.list()).length;
    await ada.setUp();
    await world.settle();
    const subjects = (await ada.outlook.list()).map(({ subject }) => subject);
    expect(subjects.length).toBeGreaterThan(before);
    expect(subjects).toContain("Annual agreement Northwind");
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("repeated, makes nothing twice", async () => {
    const world = await open({ seededErp: true });
    const ada = world.person("ada");
    await ada.setUp();
    await world.settle();
    const [events, activities] = [await ada.outlook.list(), await ada.erp.list()];
    await ada.setUp();
    await world.settle();
    await ada.call("syncNow");
    expect(await ada.outlook.list()).toEqual(events);
    expect(await ada.erp.list()).toEqual(activities);
  });
});

describe("the main path", () => {
  it("an appointment that is switched on is in the ERP, with record and type", async () => {
    const world = await open();
    const ada = await ready(world);
    const id = await ada.outlook.add(visit());
    const view = await ada.choose(id, {
      records: [northwind],
      activityTypeId: "co-eu-site-visit",
    });
    expect(view).toMatchObject({ state: "waiting", on: true });
    await world.settle();
    const shown = await ada.open(id);
    expect(shown).toMatchObject({
      state: "in-sync",
      records: [{ ...northwind, typeName: "Customer", name: "Northwind Traders" }],
      activityType: { id: "co-eu-site-visit", name: "Site visit" },
    });
    const activities = await ada.erp.list();
    expect(activities).toHaveLength(1);
    expect(activities[0]).toMatchObject({
      id: shown.erp?.id,
      owner: "u-ada",
      company: "co-eu",
      subject: "Visit Northwind",
      place: "Hamburg",
      start: "2026-11-24T08:00:00Z",
      end: "2026-11-24T09:00:00Z",
      type: "co-eu-site-visit",
      records: [northwind],
    });
  });

  it("an appointment that nobody switched on stays in Outlook", async () => {
    const world = await open();
    const ada = await ready(world);
    const id = await ada.outlook.add(visit());
    await world.settle();
    expect(await ada.open(id)).toMatchObject({ state: "not-synced", on: false });
    expect(await ada.erp.list()).toEqual([]);
  });

  it("an activity made in the ERP is in Outlook, by push alone", async () => {
    const world = await open();
    const ada = await ready(world);
    await ada.erp.add();
    await world.settle();
    const [event] = await ada.outlook.list();
    expect(event).toMatchObject({ subject: "Call Litware" });
    expect(await ada.open(event!.id)).toMatchObject({ state: "in-sync" });
  });

  it("an edit in Outlook is in the ERP, by push alone", async () => {
    const { world, ada, id } = await linked(await open());
    await ada.outlook.change(id, { subject: "Visit Northwind, postponed" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind, postponed" }]);
  });

  it("an edit in the ERP is in Outlook, by push alone", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.erp.change(activity.id, { place: "Bremen", start: "2026-11-24T07:30:00Z" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({
      location: { displayName: "Bremen" },
      start: { dateTime: "2026-11-24T07:30:00.0000000", timeZone: "UTC" },
    });
  });

  it("subject in Outlook and place in the ERP at the same time: both survive on both sides", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.outlook.change(id, { subject: "Annual visit" });
    await ada.erp.change(activity.id, { place: "Bremen" });
    await world.settle();
    const both = { subject: "Annual visit" };
    expect(await ada.erp.list()).toMatchObject([{ ...both, place: "Bremen" }]);
    expect(await ada.outlook.get(id)).toMatchObject({
      ...both,
      location: { displayName: "Bremen" },
    });
    expect((await ada.open(id)).state).toBe("in-sync");
  });

  it("the newer of two edits of the same field wins, and the log holds both values", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.outlook.change(id, { subject: "Older" });
    world.clock.advance(10_000);
    await ada.erp.change(activity.id, { subject: "Newer" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Newer" });
    const { history } = await ada.open(id);
    const conflict = history.find(({ kind }) => kind === "conflict");
    expect(conflict?.changes).toEqual([{ field: "subject", from: "Older", to: "Newer" }]);
  });

  it("an appointment deleted in Outlook goes from the ERP", async () => {
    const { world, ada, id } = await linked(await open());
    await ada.outlook.remove(id);
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
  });

  it("an activity deleted in the ERP goes from Outlook", async () => {
    const { world, ada, activity } = await linked(await open());
    await ada.erp.remove(activity.id);
    await world.settle();
    expect(await ada.outlook.list()).toEqual([]);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("a meeting with guests outlives its activity: removing it would mail them", async () => {
    const attendees = [
      { emailAddress: { address: "nina@northwind.example", name: "Nina" }, type: "required" },
    ];
    const { world, ada, activity } = await linked(await open(), visit({ attendees }));
    const invited = world.sandbox.graph.mails().length;
    await ada.erp.remove(activity.id);
    await world.settle();
    expect(await ada.outlook.list()).toHaveLength(1);
    expect(world.sandbox.graph.mails()).toHaveLength(invited);
  });

  it("switched off, both copies stay and go their own ways", async () => {
    const { world, ada, id, activity } = await linked(await open());
    const { itemId } = await ada.open(id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: false } });
    await world.settle();
    await ada.outlook.change(id, { subject: "Alone" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ id: activity.id, subject: "Visit Northwind" }]);
  });

  it("the first category names the activity type when none was chosen", async () => {
    const world = await open();
    const ada = await ready(world);
    const id = await ada.outlook.add(visit({ categories: ["Demo", "Call"] }));
    await ada.choose(id);
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ type: "co-eu-demo" }]);
    expect((await ada.open(id)).activityType).toEqual({ id: "co-eu-demo", name: "Demo" });
  });

  it("the server is restarted between choice and run: nothing lost, nothing twice", async () => {
    const world = await open();
    const ada = await ready(world);
    const id = await ada.outlook.add(visit());
    await ada.choose(id);
    await world.restart();
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(1);
    await world.restart();
    await ada.outlook.change(id, { subject: "After the restart" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "After the restart" }]);
  });

  it("comes to rest: a second run sends no write", async () => {
    const { world, ada } = await linked(await open());
    world.sandbox.requestLog.clear();
    await ada.call("syncNow");
    await world.settle();
    const writes = world.sandbox.requestLog
      .list()
      .filter(({ method, path }) => method !== "GET" && !/batch|subscriptions|webhooks/.test(path));
    expect(writes).toEqual([]);
  });
});

describe("other people", () => {
  it("of the same company are not touched: neither their mailbox nor their activities", async () => {
    const world = await open({ seededErp: true, events: 5 });
    const [ada, grace] = [world.person("ada"), world.person("grace")];
    const before = await grace.outlook.list();
    await ada.setUp({ outlookItems: "all" });
    await world.settle();
    expect(await grace.outlook.list()).toEqual(before);
    const ours = world.sandbox.requestLog.list().filter(({ app }) => app === application.clientId);
    expect(ours.map(({ mailbox }) => mailbox)).not.toContain(grace.user.id);
  });

  it("of another company have a mailbox, a link and an ERP of their own", async () => {
    const { world, ada, id } = await linked(await open());
    const liu = world.person("liu");
    await liu.setUp();
    const theirs = await liu.outlook.add(visit({ subject: "Of Fabrikam" }));
    await liu.choose(theirs);
    await world.settle();
    expect(await liu.erp.list()).toMatchObject([{ subject: "Of Fabrikam", company: "fa-us" }]);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
    const { itemId } = await ada.open(id);
    expect(await liu.refused("item", { params: { itemId } })).toMatchObject({
      code: "item-not-found",
    });
  });

  it("who both have an activity's people see it once each, and its changes reach both", async () => {
    const world = await open();
    const [ada, grace] = [world.person("ada"), world.person("grace")];
    await ada.setUp();
    await grace.setUp();
    await world.settle();
    const made = await ada.erp.add({
      ...{ subject: "Together", start: "2026-11-25T09:00:00Z", end: "2026-11-25T10:00:00Z" },
      participants: [{ user: "u-grace" }],
    });
    await world.settle();
    expect(await ada.outlook.list()).toHaveLength(1);
    await ada.erp.change(made.id, { subject: "Together again" });
    await world.settle();
    expect(await ada.outlook.list()).toMatchObject([{ subject: "Together again" }]);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });
});
