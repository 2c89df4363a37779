import { worlds } from "./world.ts";
import { visit } from "./person.ts";

const open = worlds();

describe("the main path", () => {
  it("an appointment that is switched on is in the ERP, with its record and type", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.setUp();
    await world.settle();
    const id = await ada.outlook.add(visit());
    const view = await ada.choose(id, {
      records: [{ type: "customer", id: "cus-1001" }],
      activityTypeId: "co-eu-site-visit",
    });
    expect(view).toMatchObject({ state: "waiting", on: true });
    await world.settle();
    expect(await ada.open(id)).toMatchObject({ state: "in-sync" });
    const [activity] = await ada.erp.list();
    expect(activity).toMatchObject({
      subject: "Visit Northwind",
      type: "co-eu-site-visit",
      place: "Hamburg",
      records: [{ type: "customer", id: "cus-1001" }],
    });
  });
});
