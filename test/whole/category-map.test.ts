/** Which category means which activity type: what is mapped decides on both sides. */
import { expectRest, ready } from "./linked.ts";
import { call, visit, type Parts, type Person } from "./person.ts";
import { team, teamAdded } from "./team.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

const contoso = (world: World) => ({
  connectionId: `demo-${world.person("ada").user.tenantId.slice(0, 8)}`,
  companyId: "co-eu",
});
const map = [
  { category: "Customer visit", type: "Site visit" },
  { category: "On site", type: "Site visit" },
];

/** What a level says, asked and said as the panel does. */
function levelOf(world: World, place: object = contoso(world)) {
  const katherine = world.person("katherine");
  const partsOf = (body?: object): Parts => ({
    query: { job: "calendar", ...place },
    ...(body === undefined ? {} : { body }),
  });
  const bodyOf = async (values: object, locked: string[]) => {
    const { revision } = await katherine.call("jobLevel", partsOf());
    return partsOf({ revision, values, locked });
  };
  return {
    look: () => katherine.call("jobLevel", partsOf()),
    say: async (values: object, locked: string[] = []) =>
      katherine.call("saveJobLevel", await bodyOf(values, locked)),
    /** What everybody's next run would do by these. */
    tryOut: async (values: object) => {
      const { dryRunId } = await katherine.call("tryJobLevel", await bodyOf(values, []));
      await world.settle();
      return katherine.call("dryRun", { params: { dryRunId } });
    },
    refused: async (values: object) => katherine.refused("saveJobLevel", await bodyOf(values, [])),
  };
}
const inTeamSetup = (body: object): Parts => ({ params: { mailboxId: team.id }, body });
const told = async (who: Person, eventId: string): Promise<readonly string[]> => {
  const { itemId } = await who.open(eventId);
  const { log } = await who.call("explainItem", { params: { itemId } });
  return log.map(({ because }) => because);
};

describe("a category that is mapped to an activity type", () => {
  it("lets its events in, with that type, and explain tells that the map decided", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "category" });
    await ada.outlook.add(visit({ subject: "Named", categories: ["Call"] }));
    const id = await ada.outlook.add(visit({ subject: "Mapped", categories: ["customer visit"] }));
    await ada.outlook.add(visit({ subject: "Neither", categories: ["Travel"] }));
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Named", type: "co-eu-call" }]);
    // Shown before it is saved, without what stands in it.
    const { rows } = await levelOf(world).tryOut({ categoryTypes: map });
    expect(rows.map(({ total }) => total)).toEqual([1]);

    // What was kept out is looked at again.
    await levelOf(world).say({ categoryTypes: map });
    await world.settle();
    const activities = await ada.erp.list();
    expect(activities.map(({ subject, type }) => [subject, type]).toSorted()).toEqual([
      ["Mapped", "co-eu-site-visit"],
      ["Named", "co-eu-call"],
    ]);
    expect(await told(ada, id)).toContain("type by map");
  });

  it("is the first category of what is made in the ERP, and stays what its person makes of it", async () => {
    const world = await open();
    const ada = await ready(world, { erpItems: true });
    await levelOf(world).say({ categoryTypes: map });
    await world.settle();
    const activity = await ada.erp.add({
      ...call({ subject: "Made there" }),
      type: "co-eu-site-visit",
    });
    await ada.erp.add({ ...call({ subject: "Of another type" }), type: "co-eu-call" });
    await world.settle();
    const bySubject = async (subject: string) =>
      (await ada.outlook.list()).find((one) => one.subject === subject)!;
    const made = await bySubject("Made there");
    expect(made["categories"]).toEqual(["Customer visit"]);
    expect((await bySubject("Of another type"))["categories"]).toEqual([]);
    expect(await told(ada, made.id)).toContain("category by map");

    await ada.outlook.change(made.id, { categories: ["Mine"], subject: "Renamed" });
    await world.settle();
    expect((await ada.outlook.get(made.id))["categories"]).toEqual(["Mine"]);
    expect(await ada.erp.list()).toContainEqual(
      expect.objectContaining({ id: activity.id, subject: "Renamed", type: "co-eu-site-visit" }),
    );
  });

  it("is put on nothing where categories do not go to Outlook", async () => {
    const world = await open();
    const ada = await ready(world, { erpItems: true });
    await levelOf(world).say({ categoryTypes: map, "flows.categories": "toErp" });
    await ada.erp.add({ ...call({ subject: "Made there" }), type: "co-eu-site-visit" });
    await world.settle();
    expect((await ada.outlook.list()).map((one) => one["categories"])).toEqual([[]]);
  });
});

describe("the type of what is in the ERP already", () => {
  /** In the ERP by its category, with the type that the map has for it. */
  async function typedByCategory() {
    const world = await open();
    const ada = await ready(world, { outlookItems: "category" });
    await levelOf(world).say({ categoryTypes: map });
    await world.settle();
    const id = await ada.outlook.add(visit({ categories: ["Customer visit"] }));
    await world.settle();
    const typeOf = async () => (await ada.erp.list()).map(({ type }) => type);
    expect(await typeOf()).toEqual(["co-eu-site-visit"]);
    return { world, ada, id, typeOf };
  }

  it.each([
    ["is cleared", []],
    ["is no longer the first", ["Travel", "Customer visit"]],
    ["is replaced by one of another type", ["Call"]],
  ])("stays where its category %s, and both go on together", async (_how, categories) => {
    const { world, ada, id, typeOf } = await typedByCategory();
    await ada.outlook.change(id, { categories, subject: "Renamed" });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Renamed", type: "co-eu-site-visit" }]);
    await expectRest(world, ada);
    expect((await ada.open(id)).activityType?.id).toBe("co-eu-site-visit");
    expect(await typeOf()).toEqual(["co-eu-site-visit"]);
  });

  it("stays what somebody chose in the ERP, whatever becomes of the category", async () => {
    const { world, ada, id, typeOf } = await typedByCategory();
    const [{ id: activity } = { id: "" }] = await ada.erp.list();
    await ada.erp.change(activity, { type: "co-eu-demo" });
    await world.settle();
    await ada.outlook.change(id, { categories: [] });
    await world.settle();
    expect(await typeOf()).toEqual(["co-eu-demo"]);
    expect((await ada.open(id)).activityType?.id).toBe("co-eu-demo");
  });

  it("follows the category as it is now where its person asks for that in the pane", async () => {
    const { world, ada, id, typeOf } = await typedByCategory();
    await ada.choose(id, { activityTypeId: "co-eu-demo" });
    await world.settle();
    expect(await typeOf()).toEqual(["co-eu-demo"]);
    await ada.outlook.change(id, { categories: ["Call"] });
    await world.settle();
    expect(await typeOf()).toEqual(["co-eu-demo"]);
    await ada.choose(id, { activityTypeId: null });
    await world.settle();
    expect(await typeOf()).toEqual(["co-eu-call"]);
    await expectRest(world, ada);
  });
});

describe("a person's own map", () => {
  it("means the same in the mailboxes of others that he synchronizes, as soon as he changes it", async () => {
    const { world, ada, desk } = await teamAdded(await open());
    const categoryOf = { outlookItems: "category", onlyToErp: false, rules: {} };
    await ada.call("saveFurtherSetup", inTeamSetup(categoryOf));
    await desk.add(visit({ subject: "Mapped", categories: ["Customer visit"] }));
    await world.settle();
    const typesOf = async (subject: string) =>
      (await ada.erp.list()).flatMap((one) => (one.subject === subject ? [one.type] : []));
    expect(await typesOf("Mapped")).toEqual([]);

    await ada.setUp({ rules: { categoryTypes: map } });
    await world.settle();
    expect(await typesOf("Mapped")).toEqual(["co-eu-site-visit"]);

    // What he chooses for it later leaves the map alone, and so does adding it once more.
    await ada.call("saveFurtherSetup", inTeamSetup({ ...categoryOf, rules: { daysBack: 3 } }));
    await ada.call("giveUpMailbox", { params: { mailboxId: team.id } });
    await ada.call("addMailbox", { body: { address: team.address, outlookItems: "category" } });
    await desk.add(visit({ subject: "Mapped later", categories: ["On site"] }));
    await world.settle();
    await world.pass(20 * 60_000, 5 * 60_000);
    expect(await typesOf("Mapped later")).toEqual(["co-eu-site-visit"]);
  });
});

describe("the levels of the map", () => {
  it("replace it as a whole, each the one above, until a level says nothing any more", async () => {
    const world = await open();
    const ada = await ready(world);
    const rulesOf = async () => (await ada.call("setupOptions")).rules.categoryTypes;
    await levelOf(world, {}).say({ categoryTypes: map });
    expect(await rulesOf()).toEqual(map);
    const company = [{ category: "Phone", type: "Call" }];
    await levelOf(world).say({ categoryTypes: company });
    expect(await rulesOf()).toEqual(company);
    await ada.setUp({ rules: { categoryTypes: [] } });
    expect(await rulesOf()).toEqual([]);
    // What people have no say in is not told as something they could leave to the levels above.
    const [{ settings } = { settings: {} }] = (await ada.call("setupOptions")).above;
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(["categoryTypes", "direction"]));
    expect(Object.keys(settings)).not.toContain("brakeShare");
    expect(Object.keys(settings)).not.toContain("intervalMinutes");

    await levelOf(world).say({ categoryTypes: company }, ["categoryTypes"]);
    expect(await rulesOf()).toEqual(company);
    const { proposal } = await ada.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true };
    const said = { ...proposal, calendar: { ...calendar, rules: { categoryTypes: map } } };
    expect(await ada.refused("saveSetup", { body: said })).toMatchObject({
      ...{ code: "forbidden", field: "calendar.rules.categoryTypes" },
    });
    // The same as what is fixed is no other word.
    const same = { ...proposal, calendar: { ...calendar, rules: { categoryTypes: [...company] } } };
    await ada.call("saveSetup", { body: same });

    await levelOf(world).say({});
    const { revision, content } = await levelOf(world).look();
    expect(content.values).toEqual({});
    // Said once more it is no change, whatever order its names come in.
    await levelOf(world).say({ categoryTypes: map });
    const again = map.map(({ category, type }) => ({ type, category }));
    expect((await levelOf(world).say({ categoryTypes: again })).concerned).toBe(0);
    expect((await levelOf(world).look()).revision).not.toBe(revision);
  });

  it("tell what it can be filled in with, and refuse a row by its number", async () => {
    const world = await open();
    const ada = await ready(world);
    const { known } = await levelOf(world).look();
    expect(known.types).toEqual(["Meeting", "Call", "Site visit", "Demo", "Negotiation"]);
    const twice = [...map, { category: "ON SITE", type: "Call" }];
    expect(await levelOf(world).refused({ categoryTypes: twice })).toMatchObject({
      code: "bad-request",
      field: "values.categoryTypes",
      detail: "Row 3: row 2 has the category ON SITE already. Capitals make no difference.",
    });
    const unknown = [{ category: "Lunch", type: "Feast" }];
    expect(await levelOf(world).refused({ categoryTypes: unknown })).toMatchObject({
      detail: "Row 1: the ERP has no activity type called Feast.",
    });
    const { proposal } = await ada.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true };
    const body = { ...proposal, calendar: { ...calendar, rules: { categoryTypes: unknown } } };
    expect(await ada.refused("saveSetup", { body })).toMatchObject({
      ...{ code: "bad-request", field: "calendar.rules.categoryTypes" },
    });
  });
});
