import type { SetupOptions } from "../../server/api/contract/account.ts";
import { linked, listedAnew } from "./linked.ts";
import { visit, type Person } from "./person.ts";
import { worlds } from "./world.ts";

const open = worlds();

type Rules = SetupOptions["rules"];
const choose = (person: Person, rules: Partial<Rules>) => person.setUp({ rules });

describe("the rules a person chooses", () => {
  it("are what holds for everybody at first, and keep what is not said again", async () => {
    const { ada } = await linked(await open());
    const before = (await ada.call("setupOptions")).rules;
    expect(before).toEqual({
      ...{
        direction: "both",
        flows: {},
        privateItems: "leaveOut",
        precedence: "newest",
        daysBack: 14,
        daysForward: 365,
      },
      ...{ afterDeleteInOutlook: "delete", afterDeleteInErp: "delete", marks: false },
      categoryTypes: [],
    });
    await choose(ada, { precedence: "ask" });
    await choose(ada, { daysBack: 30 });
    const { rules, scope } = await ada.call("setupOptions");
    expect(rules).toEqual({ ...before, precedence: "ask", daysBack: 30 });
    expect(Date.parse(scope.to) - Date.parse(scope.from)).toBeGreaterThan(
      (rules.daysBack + rules.daysForward) * 86_400_000,
    );
  });

  it.each([
    ["days beyond a year back", { daysBack: 400 }, "calendar.rules.daysBack"],
    ["a rule nobody knows", { precedence: "loudest" }, "calendar.rules.precedence"],
  ])("refuse %s by the name of the field", async (_what, rules, field) => {
    const world = await open();
    const ada = world.person("ada");
    const { proposal } = await ada.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "all", erpItems: true, rules };
    const body = { ...proposal, calendar };
    expect(await ada.refused("saveSetup", { body })).toMatchObject({ status: 400, field });
  });

  it("decide at once what waited for an answer", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await choose(ada, { precedence: "ask" });
    await world.settle();
    await ada.outlook.change(id, { subject: "Outlook's" });
    await ada.erp.change(activity.id, { subject: "The ERP's" });
    await world.settle();
    expect((await ada.open(id)).state).toBe("needs-decision");
    await choose(ada, { precedence: "microsoft" });
    await world.settle();
    expect((await ada.open(id)).state).toBe("in-sync");
    expect((await ada.erp.list())[0]?.subject).toBe("Outlook's");
  });

  it.each([
    ["keep", ["open"], 0],
    ["recreate", ["open"], 1],
    ["delete", [], 0],
    ["cancel", ["cancelled"], 0],
  ] as const)("%s after a deletion in Outlook", async (rule, activities, events) => {
    const { world, ada, id } = await linked(await open());
    const statuses = async () => (await ada.erp.list()).map(({ status }) => status);
    await choose(ada, { afterDeleteInOutlook: rule });
    await world.settle();
    await ada.outlook.remove(id);
    await world.settle();
    expect(await statuses()).toEqual(activities);
    expect(await ada.outlook.list()).toHaveLength(events);
    // A full listing changes nothing about it.
    await listedAnew(world, ada);
    expect(await statuses()).toEqual(activities);
    expect(await ada.outlook.list()).toHaveLength(events);
  });

  it("that let changes go one way hold the other side's until both ways are open", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await choose(ada, { direction: "toErp" });
    await world.settle();
    await ada.erp.change(activity.id, { place: "Berlin" });
    await ada.outlook.change(id, { subject: "Renamed" });
    await world.settle();
    expect((await ada.erp.list())[0]).toMatchObject({ subject: "Renamed", place: "Berlin" });
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Renamed" });
    expect(JSON.stringify(await ada.outlook.get(id))).not.toContain("Berlin");
    await choose(ada, { direction: "both" });
    await world.settle();
    expect(JSON.stringify(await ada.outlook.get(id))).toContain("Berlin");
  });

  it("let in the events whose first category is an activity type of the company (C09)", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.setUp({ outlookItems: "category" });
    await ada.outlook.add(visit({ subject: "Comes in", categories: ["Site visit", "Travel"] }));
    await ada.outlook.add(visit({ subject: "Stays", categories: ["Travel"] }));
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Comes in", type: "co-eu-site-visit" }]);
    expect(await ada.outlook.list()).toHaveLength(2);
  });
});
