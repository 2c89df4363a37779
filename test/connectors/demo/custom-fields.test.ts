import { customContract } from "../contract/custom-contract.ts";
import { ada, appointment, openDemo } from "./demo-erp.ts";

customContract("the demo ERP", () => ({
  ...{ connector: openDemo().connector, actor: ada, fields: appointment },
}));

describe("the demo ERP's own fields", () => {
  it("cannot be changed where the activity is released", async () => {
    const { connector, office } = openDemo();
    await office.ask("PATCH", "/activities/act-0000001", { body: { released: true } });
    const [found] = await connector.get(ada, "appointment", ["act-0000001"]);
    expect(found).toMatchObject({ item: { readOnly: { "custom:costCentre": "released" } } });
  });
});
