import { makingContract } from "../contract/making-contract.ts";
import { ada, openDemo } from "./demo-erp.ts";

const customer = { type: "customer", id: "cus-1001" };

function open() {
  const { connector, office } = openDemo();
  const { records } = connector;
  if (records.making === undefined) throw new Error("the demo ERP makes records");
  return { records: { ...records, making: records.making }, office };
}

makingContract("the demo ERP", () => {
  const { records, office } = open();
  const tailspin = { type: "customer", id: "cus-1101" };
  const filled = (name: string) => ({
    ...{ name, customer: tailspin, stage: "Proposal", amount: 1200.5 },
  });
  return {
    // Ada works for both companies, Grace for one.
    ...{ records, actor: { ...ada, companyId: "co-es" }, type: "opportunity", filled },
    stranger: { ...ada, userId: "g", mailboxId: "g", erpUserId: "u-grace" },
    refused: { values: { ...filled("Wrong"), customer }, field: "customer" },
    loseNextReply: () => {
      const path = "/api/v1/records/";
      office.faults.add({ times: 1, path, method: "POST", lostReply: true, when: "after" });
    },
  };
});

describe("records made in the demo ERP", () => {
  it("begin with what an appointment tells", async () => {
    const forms = await open().records.making.forms(ada);
    const starts = forms.map(({ type, fields }) => [
      type,
      Object.fromEntries(
        fields.flatMap(({ id, filledWith }) =>
          filledWith === undefined ? [] : [[id, filledWith] as const],
        ),
      ),
    ]);
    expect(Object.fromEntries(starts)).toEqual({
      lead: { name: "person-name", email: "person-address" },
      opportunity: { name: "subject", customer: "related" },
      case: { name: "subject", customer: "related" },
      project: { name: "subject", customer: "related", startsOn: "first-day" },
    });
  });

  it("belong to the customer, and are suggested with its people from then on", async () => {
    const { records } = open();
    const values = { name: "Late delivery", customer, priority: "High", notes: "Twice now." };
    const made = await records.making.create(ada, { type: "case", key: "form-2", values });
    expect(made.detail).toBe("CS5001 · Northwind Traders, High");
    const related = await records.related(ada, ["helen.bennett@northwind.example"]);
    expect(related.map(({ id }) => id)).toContain(made.id);
  });
});
