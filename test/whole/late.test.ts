import { expectRest, listedAnew, mailsOf, ready } from "./linked.ts";
import { call, visit, type Json, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

/** The same meeting as `visit`, as somebody entered it in the ERP by hand. */
const entered = (more: Json = {}): Json =>
  call({
    ...{ subject: "Visit Northwind", start: "2026-11-24T08:00:00Z", end: "2026-11-24T09:00:00Z" },
    ...more,
  });

const byCategory = { outlookItems: "category", erpItems: false } as const;
const both = { outlookItems: "all", erpItems: true } as const;

const sizes = async ({ outlook, erp }: Person) => [
  (await outlook.list()).length,
  (await erp.list()).length,
];

/** Why the event is kept with an activity, as Explain tells its person. */
async function explained(ada: Person, eventId: string): Promise<string> {
  const { itemId } = await ada.open(eventId);
  const { log } = await ada.call("explainItem", { params: { itemId } });
  return log.map(({ because }) => because).join(" ");
}

/** An event that nobody let in, and its counterpart that the ERP keeps for itself. */
async function standing(world: World, activities = 1) {
  const ada = world.person("ada");
  const id = await ada.outlook.add(visit());
  for (let count = 0; count < activities; count++) await ada.erp.add(entered());
  await ready(world, byCategory);
  expect(await sizes(ada)).toEqual([1, activities]);
  return { ada, id };
}

describe("rule 28: what stands on the other side already is made by no gate a second time", () => {
  it("an event that gets its category later is one with the activity, and Explain says by what", async () => {
    const world = await open();
    const { ada, id } = await standing(world);
    await ada.outlook.change(id, { categories: ["Site visit"] });
    await world.settle();
    expect(await sizes(ada)).toEqual([1, 1]);
    expect(await ada.open(id)).toMatchObject({ state: "in-sync", on: true });
    expect(await explained(ada, id)).toContain("matched by naturalKey");
    expect(mailsOf(world)).toEqual([]);
    await expectRest(world, ada);
  });

  it("where two activities could be meant its person says which, and the other stays", async () => {
    const world = await open();
    const { ada, id } = await standing(world, 2);
    await ada.outlook.change(id, { categories: ["Site visit"] });
    await world.settle();
    expect(await sizes(ada)).toEqual([1, 2]);
    const view = await ada.open(id);
    expect(view).toMatchObject({ state: "needs-decision", on: false });
    expect(view.doubt?.twins).toHaveLength(3);
    await listedAnew(world, ada);
    expect(await sizes(ada)).toEqual([1, 2]);
  });

  it("the same meeting entered by hand in both systems between two runs is one", async () => {
    const world = await open();
    const ada = await ready(world, both);
    const id = await ada.outlook.add(visit());
    await ada.erp.add(entered());
    await world.settle();
    expect(await sizes(ada)).toEqual([1, 1]);
    expect(await explained(ada, id)).toContain("matched by naturalKey");
    await expectRest(world, ada);
  });

  it("an activity entered later is one with the event that nobody switched on", async () => {
    const world = await open();
    const ada = world.person("ada");
    const id = await ada.outlook.add(visit());
    await ready(world);
    await ada.erp.add(entered());
    await world.settle();
    expect(await sizes(ada)).toEqual([1, 1]);
    expect(await ada.open(id)).toMatchObject({ state: "in-sync" });
    await expectRest(world, ada);
  });
});
