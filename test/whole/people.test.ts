import { northwind, ready } from "./linked.ts";
import { worlds } from "./world.ts";

const open = worlds();

const helen = "helen.bennett@northwind.example";
const stranger = "maria@northwind.example";

describe("the people on an appointment", () => {
  it("are known to the ERP or not, and become contacts that appointments concern", async () => {
    const world = await open();
    const ada = await ready(world);
    const addresses = [helen, stranger, "grace@contoso.example"];
    const before = await ada.call("people", { body: { addresses } });
    expect(before).toMatchObject({
      people: [
        { address: helen, record: { type: "contact", typeName: "Contact" } },
        { address: stranger, record: null, colleague: false },
        { colleague: true },
      ],
      companyType: "customer",
    });

    const body = { name: " Maria Anders ", address: stranger, company: northwind };
    const clicks = [ada.call("createContact", { body }), ada.call("createContact", { body })];
    const [made, again] = await Promise.all(clicks);
    expect(again).toEqual(made);
    expect(made).toMatchObject({ type: "contact", name: "Maria Anders" });

    const id = await ada.outlook.add();
    await ada.choose(id, { records: [{ type: "contact", id: made!.id }] });
    await world.settle();
    expect(await ada.open(id)).toMatchObject({ state: "in-sync", records: [{ id: made!.id }] });
    const { records } = await world.sandbox.erp.snapshot();
    const named = records.filter(({ name }) => name === "Maria Anders");
    expect(named).toMatchObject([{ customer: northwind.id }]);
  });

  it("are refused with the field and a sentence", async () => {
    const world = await open();
    const ada = await ready(world);
    const company = { type: "customer", id: "gone" };
    const body = { name: "Maria Anders", address: stranger, company };
    const problem = await ada.refused("createContact", { body });
    expect(problem).toMatchObject({ code: "rejected", field: "company" });
    expect(problem.detail).toContain("The company has no such customer.");
  });
});
