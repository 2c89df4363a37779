import { openOffice, visit } from "./office.ts";

describe("rights in the demo ERP", () => {
  it("asks for a key, and answers each installation with its own companies", async () => {
    const { ask } = openOffice();
    expect((await ask("GET", "/companies", { key: "wrong" })).status).toBe(401);
    const { body } = await ask("GET", "/companies", { key: "demo-erp-key-fabrikam", user: null });
    expect(body["companies"]).toMatchObject([{ id: "fa-us", locations: [{ name: "New York" }] }]);
  });

  it("refuses an acting user of another installation", async () => {
    const { ask } = openOffice();
    expect((await ask("GET", "/activities", { user: "u-liu" })).status).toBe(403);
  });

  it("asks for an acting user where rights are a person's", async () => {
    const { ask } = openOffice();
    const { status, body } = await ask("GET", "/activities", { user: null });
    expect({ status, error: body["error"] }).toMatchObject({
      status: 400,
      error: { field: "X-Acting-User" },
    });
  });

  it("shows an activity to its owner and participants only, a stranger's like a missing one", async () => {
    const { ask } = openOffice();
    const path = "/activities/act-0000002";
    expect((await ask("GET", path, { user: "u-ada" })).status).toBe(200);
    expect((await ask("GET", path, { user: "u-grace" })).status).toBe(200);
    const strange = await ask("GET", path, { user: "u-katherine" });
    const missing = await ask("GET", "/activities/act-9999999", { user: "u-katherine" });
    expect(strange).toEqual(missing);
    expect(strange.status).toBe(404);
  });

  it("lets a participant answer and link records, and its owner alone do the rest", async () => {
    const { ask } = openOffice();
    const path = "/activities/act-0000002";
    const grace = { headers: { authorization: "Page u-grace" } };
    const answered = await ask("PATCH", path, { ...grace, body: { response: "accepted" } });
    expect(answered.body["participants"]).toMatchObject([
      { user: "u-grace", response: "accepted" },
    ]);
    expect((await ask("PATCH", path, { ...grace, body: { records: [] } })).status).toBe(200);
    for (const body of [{ place: "Graz" }, { participants: [] }]) {
      const { status, body: reply } = await ask("PATCH", path, { ...grace, body });
      const [field] = Object.keys(body);
      expect({ status, reply }).toMatchObject({ status: 403, reply: { error: { field } } });
    }
    expect((await ask("DELETE", path, grace)).status).toBe(403);
    // What a system brings from the calendar of somebody who takes part.
    const brought = { user: "u-grace", body: { place: "Graz" } };
    expect((await ask("PATCH", path, brought)).status).toBe(200);
    expect((await ask("DELETE", path, { user: "u-grace" })).status).toBe(403);
  });

  it("answers for nobody else, and keeps what was said while people come and go", async () => {
    const { ask } = openOffice();
    const path = "/activities/act-0000002";
    const mine = await ask("PATCH", path, { body: { response: "accepted" } });
    expect(mine).toMatchObject({ status: 422, body: { error: { field: "response" } } });
    await ask("PATCH", path, { user: "u-grace", body: { response: "declined" } });
    const participants = [
      { address: "nina@northwind.example" },
      { address: "grace@contoso.example" },
    ];
    const { body } = await ask("PATCH", path, { body: { participants } });
    expect(body["participants"]).toMatchObject([
      { user: null, address: "nina@northwind.example", response: "none" },
      { user: "u-grace", response: "declined" },
    ]);
  });

  it("finds records of the acting user's companies only", async () => {
    const { ask } = openOffice();
    const names = async (user: string) => {
      const { body } = await ask("GET", "/search?q=tailspin", { user });
      return (body["records"] as { name: string }[]).map(({ name }) => name);
    };
    expect(await names("u-ada")).toContain("Tailspin Toys");
    expect(await names("u-grace")).toEqual([]);
  });

  it("makes nobody an activity he has no part in", async () => {
    const { ask } = openOffice();
    const body = { ...visit, owner: "u-grace" };
    expect((await ask("POST", "/activities", { body })).status).toBe(422);
  });
});
