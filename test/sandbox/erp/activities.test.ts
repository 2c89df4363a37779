import { openOffice, visit } from "./office.ts";

const reference = { externalSystem: "sync-to-erp", externalId: "link-1#0" };

describe("activities", () => {
  it("stores what it is sent and fills in the rest from the acting user", async () => {
    const { ask } = openOffice();
    const { status, headers, body } = await ask("POST", "/activities", { body: visit });
    expect(status).toBe(201);
    expect(headers["etag"]).toBe('"1"');
    expect(body).toMatchObject({
      subject: "Visit",
      owner: "u-ada",
      company: "co-eu",
      timeZone: "Europe/Berlin",
      version: 1,
      changedBy: { user: "u-ada", via: "api" },
    });
    expect(body).not.toHaveProperty("deleted");
  });

  it("normalises as real systems do: spaces, participants, seconds, unknown tags", async () => {
    const { ask } = openOffice();
    const { body } = await ask("POST", "/activities", {
      body: {
        ...visit,
        subject: "  Visit \t at  Northwind ",
        start: "2026-11-23T10:00:00.500+01:00",
        notesFormat: "html",
        notes: '<div onclick="x()"><script>alert(1)</script><font>Hi</font> <b>all</b></div>',
        participants: [
          { address: "GRACE@contoso.example" },
          { address: "Helen@northwind.example", name: "Helen" },
          { address: "helen@northwind.example" },
        ],
      },
    });
    expect(body).toMatchObject({
      subject: "Visit at Northwind",
      start: "2026-11-23T09:00:00Z",
      notes: "<div>Hi <b>all</b></div>",
      participants: [
        { user: "u-grace", name: "Grace Hopper" },
        { user: null, address: "helen@northwind.example" },
      ],
    });
  });

  it("calls an activity without a subject after its type", async () => {
    const { ask } = openOffice();
    const body = { ...visit, subject: " ", type: "co-eu-site-visit" };
    const made = await ask("POST", "/activities", { body });
    expect(made.body["subject"]).toBe("Site visit");
  });

  it.each([
    ["subject", { subject: "x".repeat(255) }],
    ["end", { end: "2026-11-23T08:00:00Z" }],
    ["start", { allDay: true }],
    ["end", { allDay: true, start: "2026-11-23", end: "2026-11-23" }],
    ["company", { company: "fa-us" }],
    ["location", { location: "loc-madrid" }],
    ["type", { type: "co-es-meeting" }],
    ["owner", { owner: "u-liu" }],
    ["participants.0", { participants: [{ name: "Nobody" }] }],
    ["participants.0.user", { participants: [{ user: "u-liu" }] }],
    ["records.0", { records: [{ type: "customer", id: "cus-2001" }] }],
    ["externalSystem", { externalId: "only-one-of-two" }],
  ])("refuses a bad %s with its name: %j", async (field, bad) => {
    const { ask } = openOffice();
    const { status, body } = await ask("POST", "/activities", { body: { ...visit, ...bad } });
    expect({ status, error: body["error"] }).toMatchObject({ status: 422, error: { field } });
  });

  it.each([
    ["start", { start: "tomorrow" }],
    ["timeZone", { timeZone: "Mars/Olympus" }],
    ["colour", { colour: "red" }],
    ["onlineMeetingUrl", { onlineMeetingUrl: "javascript:alert(1)" }],
    ["records.0.type", { records: [{ type: "planet", id: "x" }] }],
  ])("answers 400 naming a malformed %s", async (field, bad) => {
    const { ask } = openOffice();
    const { status, body } = await ask("POST", "/activities", { body: { ...visit, ...bad } });
    expect({ status, error: body["error"] }).toMatchObject({ status: 400, error: { field } });
  });

  it("creates once per external reference", async () => {
    const { ask } = openOffice();
    const { body: made } = await ask("POST", "/activities", { body: { ...visit, ...reference } });
    const again = await ask("POST", "/activities", { body: { ...visit, ...reference } });
    expect(again.status).toBe(409);
    expect(again.body["error"]).toMatchObject({
      code: "duplicate",
      id: made["id"],
      deleted: false,
    });
  });

  it("keeps a reference burnt after the activity was deleted", async () => {
    const { ask } = openOffice();
    const { body: made } = await ask("POST", "/activities", { body: { ...visit, ...reference } });
    await ask("DELETE", `/activities/${String(made["id"])}`);
    const again = await ask("POST", "/activities", { body: { ...visit, ...reference } });
    expect(again.body["error"]).toMatchObject({ code: "duplicate", deleted: true });
    const found = await ask("GET", "/activities?externalSystem=sync-to-erp&externalId=link-1%230");
    expect(found.body["activities"]).toEqual([]);
  });

  it("changes only the fields sent and stores the stamp with them", async () => {
    const { ask } = openOffice();
    const { body: before } = await ask("GET", "/activities/act-0000001");
    const patch = { place: "Room 5", stamp: "op-1" };
    const { body: after } = await ask("PATCH", "/activities/act-0000001", {
      body: patch,
      ifMatch: 1,
    });
    expect(after).toEqual({
      ...before,
      ...patch,
      version: 2,
      changedAt: "2026-11-20T08:00:00.000Z",
      changedBy: { user: "u-ada", via: "api", name: "Ada Lovelace" },
    });
  });

  it("does not move when nothing changes", async () => {
    const { ask } = openOffice();
    const { body } = await ask("GET", "/activities/act-0000001");
    const { headers } = await ask("PATCH", "/activities/act-0000001", {
      body: { subject: body["subject"] },
    });
    expect(headers["etag"]).toBe('"1"');
  });

  it("answers 412 on a version that moved and changes nothing", async () => {
    const { ask } = openOffice();
    await ask("PATCH", "/activities/act-0000001", { body: { place: "Room 5" } });
    const late = await ask("PATCH", "/activities/act-0000001", {
      body: { place: "Room 6" },
      ifMatch: 1,
    });
    expect(late).toMatchObject({ status: 412, body: { error: { version: 2 } } });
    expect((await ask("DELETE", "/activities/act-0000001", { ifMatch: 1 })).status).toBe(412);
    const { body } = await ask("GET", "/activities/act-0000001");
    expect(body["place"]).toBe("Room 5");
  });

  it("refuses to change or delete what is released, until it is taken back", async () => {
    const { ask } = openOffice();
    const path = "/activities/act-0000009";
    const grace = { user: "u-grace" };
    const refused = { status: 422, body: { error: { field: "released" } } };
    expect(await ask("PATCH", path, { ...grace, body: { place: "x" } })).toMatchObject(refused);
    expect(await ask("DELETE", path, grace)).toMatchObject(refused);
    await ask("PATCH", path, { ...grace, body: { released: false } });
    expect((await ask("DELETE", path, grace)).status).toBe(204);
    expect((await ask("GET", path, grace)).status).toBe(404);
  });

  it("lists what touches a time, page by page in a stable order", async () => {
    const { ask } = openOffice();
    const seen: unknown[] = [];
    let after = "";
    for (let more = true; more;) {
      const { body } = await ask("GET", `/activities?limit=2&from=2026-11-20T00:00:00Z${after}`);
      const page = body["activities"] as { id: string }[];
      seen.push(...page.map(({ id }) => id));
      after = `&after=${page.at(-1)?.id ?? ""}`;
      more = body["more"] as boolean;
    }
    expect(seen).toEqual([
      "act-0000001",
      "act-0000002",
      "act-0000003",
      "act-0000004",
      "act-0000005",
      "act-0000007",
    ]);
  });
});
