import type { Fields, Value } from "../../../server/sync/model.ts";
import { ada, appointment, openDemo, type Opened } from "./demo-erp.ts";

const grace = { ...ada, address: "grace@contoso.example", erpUserId: "u-grace" };
const person = (address: string, response = "none"): Value => ({
  ...{ address, name: address, kind: "required", response },
});
const guests = [person(ada.address), person(grace.address), person("list@contoso.example")];

async function made({ connector }: Opened, more: Fields) {
  const fields = { ...appointment("Lunch"), attendees: guests, ...more };
  const action = { kind: "create", key: "link#1", fields } as const;
  const [outcome] = await connector.write(ada, "appointment", [action]);
  if (outcome?.kind !== "written") throw new Error(JSON.stringify(outcome));
  return outcome.item;
}

const read = async ({ connector }: Opened, id: string, actor = ada) => {
  const [found] = await connector.get(actor, "appointment", [id]);
  if (found?.kind !== "found") throw new Error(`${id} is not there`);
  return found.item;
};

const update = (id: string, version: string, fields: Fields) =>
  ({ kind: "update", id, precondition: version, fields, stamp: "s" }) as const;

describe("the acting person's answer in the demo ERP", () => {
  it("is a field of its own, apart from those of the others", async () => {
    const erp = openDemo();
    const { id, fields } = await made(erp, { response: "tentative" });
    expect(fields).toMatchObject({
      response: "tentative",
      attendees: [
        { address: ada.address, response: "none" },
        { address: grace.address, response: "none" },
        { address: "list@contoso.example", name: "list@contoso.example" },
      ],
    });
    expect((await read(erp, id, grace)).fields).toMatchObject({
      response: null,
      attendees: [{ address: ada.address, response: "tentative" }, { response: "none" }, {}],
    });
  });

  it("is written for himself alone, also on an activity that is another's", async () => {
    const erp = openDemo();
    const { id, version } = await made(erp, { response: "accepted" });
    const action = update(id, version, { response: "declined" });
    expect(await erp.connector.write(grace, "appointment", [action])).toMatchObject([
      { kind: "written", item: { fields: { response: "declined" } } },
    ]);
    expect((await read(erp, id)).fields).toMatchObject({
      response: "accepted",
      attendees: [{}, { address: grace.address, response: "declined" }, {}],
    });
  });

  it("stays when the people are written, and can be forgotten", async () => {
    const erp = openDemo();
    const first = await made(erp, { response: "accepted" });
    const attendees = [...guests.slice(0, 1), person("nina@northwind.example", "declined")];
    const { connector } = erp;
    await connector.write(ada, "appointment", [update(first.id, first.version, { attendees })]);
    const after = await read(erp, first.id);
    expect(after.fields).toMatchObject({
      response: "accepted",
      attendees: [{ address: ada.address, response: "none" }, attendees[1]],
    });
    await connector.write(ada, "appointment", [
      update(after.id, after.version, { response: null }),
    ]);
    expect((await read(erp, first.id)).fields["response"]).toBeNull();
  });

  it("is told and written by nobody whom the activity does not name", async () => {
    const erp = openDemo();
    const list = { attendees: guests.slice(2), response: "accepted" };
    const { id, version, fields } = await made(erp, list);
    expect(fields).not.toHaveProperty("response");
    const action = update(id, version, { response: "accepted" });
    expect(await erp.connector.write(ada, "appointment", [action])).toMatchObject([
      { error: { code: "rejected", facts: { field: "response" } } },
    ]);
  });
});
