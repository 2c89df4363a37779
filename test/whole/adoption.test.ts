import { listedAnew, ready } from "./linked.ts";
import { call, visit, type Json, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

const params = { connectionId: "demo-11111111" };
const oro = "String {00020329-0000-0000-C000-000000000046} Name OroCRM_id";
const marked = (value: string): Json => ({
  singleValueExtendedProperties: [{ id: oro, value }],
});
/** Subject and time differ on both sides: nothing but the mark tells that they are one. */
const theirs = { subject: "As the other one spelled it" };

async function adopt(world: World, body: Json): Promise<void> {
  const empty = { property: null, system: null };
  await world.person("katherine").call("saveAdoption", { params, body: { ...empty, ...body } });
}

const subjectsOf = async ({ outlook, erp }: Person) => [
  (await outlook.list()).map(({ subject }) => subject).sort(),
  (await erp.list()).map(({ subject }) => subject).sort(),
];

/** The whole of a first sync, which takes everything on both sides over. */
const firstSync = (world: World) => ready(world, { outlookItems: "all" });

describe("what another integration had linked before us", () => {
  it("is made a second time on both sides where nobody says that it may be believed", async () => {
    const world = await open();
    const ada = world.person("ada");
    const { id } = await ada.erp.add(call(theirs));
    await ada.outlook.add(visit(marked(id)));
    await firstSync(world);
    expect((await ada.erp.list()).length).toBe(2);
  });

  it("is adopted by the id of the activity that its event carries, as the dry run says", async () => {
    const world = await open();
    await adopt(world, { property: "OroCRM_id" });
    const ada = world.person("ada");
    const { id } = await ada.erp.add(call(theirs));
    await ada.outlook.add(visit(marked(id)));
    const { proposal } = await ada.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "all", erpItems: true };
    const { id: planId } = await ada.call("makePlan", {
      body: { setup: { ...proposal, calendar } },
    });
    const { entries } = await ada.call("planEntries", { params: { planId } });
    expect(JSON.stringify(entries)).toContain("Another integration had linked the two before.");
    await firstSync(world);
    // What differs between the two is an edit like any other: its person is asked.
    expect(await subjectsOf(ada)).toEqual([["Visit Northwind"], [theirs.subject]]);
    expect((await ada.call("waitingItems")).items).toMatchObject([
      { conflicts: [{ field: "subject" }, { field: "when" }] },
    ]);
    expect((await ada.erp.list())[0]?.id).toBe(id);
    const [event] = await ada.outlook.list();
    const path = `/me/events/${event?.id ?? ""}?$expand=singleValueExtendedProperties($filter=id eq '${oro}')`;
    expect(JSON.stringify(await ada.outlook.ask("GET", path))).toContain(id);
  });

  it.each(["id", "iCalUId"] as const)(
    "is adopted by the %s of its event to which the ERP's activity refers, which stays as it is",
    async (which) => {
      const world = await open();
      await adopt(world, { system: "m365" });
      const ada = world.person("ada");
      const id = await ada.outlook.add(visit());
      const externalId = String((await ada.outlook.get(id))[which]);
      await ada.erp.add(call({ ...theirs, externalId, externalSystem: "M365" }));
      await firstSync(world);
      expect(await ada.outlook.list()).toHaveLength(1);
      expect(await ada.erp.list()).toMatchObject([{ externalId, externalSystem: "M365" }]);
    },
  );

  it("asks where a copy carries the same mark, and believes nothing that contradicts itself", async () => {
    const world = await open();
    await adopt(world, { property: "OroCRM_id", system: "M365" });
    const ada = world.person("ada");
    const copied = await ada.erp.add(call({ subject: "Copied" }));
    for (const subject of ["Original", "Copy"]) {
      await ada.outlook.add(visit({ subject, ...marked(copied.id) }));
    }
    const other = await ada.outlook.add(visit({ subject: "Between two", ...marked(copied.id) }));
    await ada.erp.add(
      call({ subject: "The other one", externalId: other, externalSystem: "M365" }),
    );
    await firstSync(world);
    const { items } = await ada.call("setAside");
    const aside = items.map(({ subject }) => subject).sort();
    expect(aside).toEqual(["Copied", "Copy", "Original"]);
    const subjects = await subjectsOf(ada);
    expect(subjects[0]).toEqual(["Between two", "Copy", "Original", "The other one"]);
    expect(subjects[1]).toEqual(["Between two", "Copied", "The other one"]);
  });

  it("marks that lead nowhere are left alone, and a refresh finds nothing new", async () => {
    const world = await open();
    await adopt(world, { property: "OroCRM_id", system: "M365" });
    const ada = world.person("ada");
    await ada.outlook.add(visit(marked("act-9999999")));
    await ada.erp.add(call({ externalId: "gone", externalSystem: "M365" }));
    await firstSync(world);
    const before = await subjectsOf(ada);
    expect(before[0]).toHaveLength(2);
    await listedAnew(world, ada);
    expect(await subjectsOf(ada)).toEqual(before);
  });
});
