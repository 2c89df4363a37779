import type { SetupOptions } from "../../server/api/contract/account.ts";
import { expectRest, linked, ready } from "./linked.ts";
import { call, visit, type Person } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

type Flows = SetupOptions["rules"]["flows"];
const flow = (person: Person, flows: Flows) => person.setUp({ rules: { flows } });
const placeOf = async ({ outlook }: Person, id: string) =>
  (await outlook.get(id)).location.displayName;

describe("the way that a person chooses for single fields", () => {
  it("is offered for what both sides hold, and says where there is no choice", async () => {
    const ada = await ready(await open());
    const { fields, rules } = await ada.call("setupOptions");
    expect(rules.flows).toEqual({});
    const ways = Object.fromEntries(fields.map((one) => [one.field, one.ways]));
    expect(ways).toMatchObject({
      subject: ["both", "toErp", "toMicrosoft"],
      place: ["both", "toErp", "toMicrosoft", "none"],
      attendees: ["toErp"],
    });
    // The demo ERP holds no categories, and exceptions go the way of the field they are about.
    expect(Object.keys(ways)).not.toContain("categories");
    expect(Object.keys(ways)).not.toContain("exceptions");
  });

  it.each([
    [
      "a subject that is switched off",
      { subject: "none" },
      "subject",
      /cannot|can be made without/,
    ],
    ["guests that the ERP decides", { attendees: "both" }, "attendees", /decided in Outlook/],
    ["a way that there is not", { place: "sideways" }, "place", /./],
  ])("refuses %s by the name of the field, with the remedy", async (_what, flows, field, told) => {
    const ada = (await open()).person("ada");
    const { proposal } = await ada.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "all", erpItems: true, rules: { flows } };
    const refused = await ada.refused("saveSetup", { body: { ...proposal, calendar } });
    expect(refused).toMatchObject({ status: 400, field: `calendar.rules.flows.${field}` });
    expect(JSON.stringify(refused)).toMatch(told);
  });

  it("is kept field by field: what is not said again stays", async () => {
    const ada = await ready(await open());
    await flow(ada, { place: "toErp", importance: "none" });
    await flow(ada, { importance: "both" });
    const { rules } = await ada.call("setupOptions");
    expect(rules.flows).toEqual({ place: "toErp", importance: "both" });
  });

  it("carries a field that way alone, and what waited when both are open again", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await flow(ada, { place: "toErp", showAs: "none" });
    await world.settle();
    await ada.erp.change(activity.id, { place: "Berlin", subject: "Renamed", showAs: "free" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Renamed", showAs: "busy" });
    expect(await placeOf(ada, id)).toBe("Hamburg");
    await ada.outlook.change(id, { location: { displayName: "Bremen" } });
    await world.settle();
    expect((await ada.erp.list())[0]).toMatchObject({ place: "Bremen", showAs: "free" });
    await expectRest(world, ada);
    await ada.erp.change(activity.id, { place: "Kiel" });
    await world.settle();
    await flow(ada, { place: "both", showAs: "both" });
    await world.settle();
    expect(await placeOf(ada, id)).toBe("Kiel");
    expect(await ada.outlook.get(id)).toMatchObject({ showAs: "free" });
  });

  it("makes a conflict of what both sides changed while a field was off", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.setUp({ rules: { precedence: "ask", flows: { place: "none" } } });
    await world.settle();
    await ada.erp.change(activity.id, { place: "Berlin" });
    await ada.outlook.change(id, { location: { displayName: "Bremen" } });
    await world.settle();
    expect((await ada.open(id)).state).toBe("in-sync");
    await flow(ada, { place: "both" });
    await world.settle();
    expect((await ada.open(id)).conflicts).toMatchObject([{ field: "place" }]);
    expect([await placeOf(ada, id), (await ada.erp.list())[0]?.place]).toEqual([
      "Bremen",
      "Berlin",
    ]);
  });

  it("leaves a field empty in what is made on its source", async () => {
    const world = await open();
    const ada = await ready(world, { erpItems: true, rules: { flows: { place: "toErp" } } });
    await ada.erp.add(call({ place: "The ERP's" }));
    await world.settle();
    const [event] = await ada.outlook.list();
    expect(event).toMatchObject({ subject: "Call Litware", location: { displayName: "" } });
    await expectRest(world, ada);
    expect((await ada.erp.list())[0]).toMatchObject({ place: "The ERP's" });
  });

  it("holds for single days of a series as for the field itself", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all", rules: { flows: { place: "toErp" } } });
    const master = await ada.outlook.add(
      visit({
        recurrence: {
          pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
          range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
        },
      }),
    );
    await world.settle();
    const [activity] = await ada.erp.list();
    await ada.erp.change(activity!.id, {
      occurrences: [{ date: "2026-12-01", place: "The ERP's", subject: "Special" }],
    });
    await world.settle();
    const path = `/me/events/${encodeURIComponent(master)}/instances?startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-01-01T00:00:00Z`;
    const days = (await ada.outlook.ask("GET", path))["value"];
    expect(days).toMatchObject([
      { subject: "Visit Northwind" },
      { subject: "Special", location: { displayName: "Hamburg" } },
      {},
      {},
    ]);
    await expectRest(world, ada);
  });

  it("is shown by the dry run before it is saved", async () => {
    const { world, ada, id } = await linked(await open());
    await flow(ada, { place: "none" });
    await world.settle();
    await ada.outlook.change(id, { location: { displayName: "Bremen" } });
    await world.settle();
    const { proposal } = await ada.call("setupOptions");
    const rules = { flows: { place: "toErp" } };
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true, rules };
    const plan = await ada.call("makePlan", { body: { setup: { ...proposal, calendar } } });
    expect(plan.counts).toEqual([{ kind: "update", side: "erp", count: 1 }]);
    expect((await ada.erp.list())[0]).toMatchObject({ place: "Hamburg" });
  });
});

describe("a link in a body", () => {
  const plan = (href: string) => ({
    body: { contentType: "html", content: `<p>See <a href="${href}">the plan</a></p>` },
  });
  const safe = (url: string): string =>
    `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&amp;reserved=0`;
  const [one, two, three] = [
    "https://one.example/",
    "https://two.example/",
    "https://three.example/",
  ];

  it("that leads elsewhere is an edit, on either side, and both at once a conflict", async () => {
    const { world, ada, id, activity } = await linked(await open(), visit(plan(one)));
    const notes = async () => (await ada.erp.list()).find((all) => all.id === activity.id)?.notes;
    await ada.outlook.change(id, plan(two));
    await world.settle();
    expect(await notes()).toContain(two);
    await ada.erp.change(activity.id, { notes: plan(three).body.content, notesFormat: "html" });
    await world.settle();
    expect((await ada.outlook.get(id)).body.content).toContain(three);
    await expectRest(world, ada);
    await ada.outlook.change(id, plan(one));
    await ada.erp.change(activity.id, { notes: plan(two).body.content, notesFormat: "html" });
    await world.settle();
    expect((await ada.open(id)).conflicts).toMatchObject([{ field: "body" }]);
  });

  it("that Exchange puts its protection around is none", async () => {
    const { world, ada, id } = await linked(await open(), visit(plan(one)));
    const [before] = await ada.erp.list();
    await ada.outlook.change(id, plan(safe(one)));
    await world.settle();
    expect(await ada.erp.list()).toEqual([before]);
    await expectRest(world, ada);
  });
});
