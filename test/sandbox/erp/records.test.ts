import { openOffice, type Office } from "./office.ts";

async function found(office: Office, path: string): Promise<readonly string[]> {
  const { body } = await office.ask("GET", path);
  return (body["records"] as { type: string; id: string }[]).map(({ type, id }) => `${type} ${id}`);
}

describe("record search", () => {
  it.each([
    ["name", "northw"],
    ["number", "c1001"],
    ["domain", "northwind.example"],
    ["address", "office@northwind"],
  ])("finds a customer by %s", async (_, text) => {
    expect(await found(openOffice(), `/search?q=${text}&types=customer`)).toEqual([
      "customer cus-1001",
    ]);
  });

  it("finds a contact by a second address", async () => {
    expect(await found(openOffice(), "/search?q=helen.b%40post")).toEqual(["contact con-1001-1"]);
  });

  it("pages", async () => {
    const office = openOffice();
    const all = await found(office, "/search?q=e&limit=100");
    const first = await office.ask("GET", "/search?q=e&limit=2");
    expect(first.body["more"]).toBe(true);
    expect(await found(office, "/search?q=e&limit=2&offset=2")).toEqual(all.slice(2, 4));
  });

  it("relates people to their contact, customer and what is open with it, in this order", async () => {
    const related = await found(openOffice(), "/related?emails=helen.bennett@northwind.example");
    expect(related.slice(0, 2)).toEqual(["contact con-1001-1", "customer cus-1001"]);
    expect(related).toContain("opportunity opp-1001");
  });

  it("relates a domain to its customer", async () => {
    const related = await found(openOffice(), "/related?domains=alpineskihouse.example");
    expect(related[0]).toBe("customer cus-1002");
  });

  it("creates a contact that the next search relates", async () => {
    const office = openOffice();
    const body = { name: "New Person", email: "new@alpineskihouse.example", customer: "cus-1002" };
    expect((await office.ask("POST", "/records/contact", { body })).status).toBe(201);
    expect(await found(office, "/related?emails=new@alpineskihouse.example")).toHaveLength(5);
  });

  it("makes one contact per address and company, however often it is asked", async () => {
    const { ask } = openOffice();
    const first = await ask("POST", "/records/contact", {
      body: { name: "New Person", email: "new@alpineskihouse.example" },
    });
    const again = await ask("POST", "/records/contact", {
      body: { name: "N. Person", email: "NEW@alpineskihouse.example" },
    });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
  });

  it("knows people by any of their addresses", async () => {
    const { ask } = openOffice();
    const emails = "Helen.B@post.example,stranger@nowhere.example";
    const { body } = await ask("GET", `/people?emails=${emails}`);
    expect(body["people"]).toMatchObject([
      { email: "helen.b@post.example", record: { type: "contact", id: "con-1001-1" } },
    ]);
  });

  it("shows a record with its activities", async () => {
    const { ask } = openOffice();
    const { body } = await ask("GET", "/records/customer/cus-1002/activities");
    expect(body["activities"]).toMatchObject([
      { id: "act-0000002", records: [{ name: "Alpine Ski House" }] },
    ]);
  });

  it("knows the sandbox's people by their addresses", async () => {
    const { ask } = openOffice();
    const { body } = await ask("GET", "/users?email=ADA@contoso.example", { user: null });
    expect(body["users"]).toMatchObject([
      { id: "u-ada", companyNames: ["Contoso Europe GmbH", "Contoso Iberia S.L."] },
    ]);
  });
});
