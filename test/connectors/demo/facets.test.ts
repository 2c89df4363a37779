import type { DemoConnector } from "../../../server/connectors/demo/demo.ts";
import { ada, openDemo } from "./demo-erp.ts";

const secret = "a-secret-of-some-length";

describe("the demo ERP's feed", () => {
  it("starts at its end and tells who is concerned, before and after", async () => {
    const { connector, office } = openDemo();
    const { changes: none, cursor } = await connector.feed.changes(null);
    expect(none).toEqual([]);
    await office.ask("PATCH", "/activities/act-0000002", { body: { participants: [] } });
    const { changes } = await connector.feed.changes(cursor);
    expect(changes).toEqual([
      { resource: "appointment", id: "act-0000002", erpUserIds: ["u-ada", "u-grace"] },
    ]);
  });

  it("says when its cursor expired", async () => {
    const { connector, office } = openDemo();
    const { cursor } = await connector.feed.changes(null);
    await office.erp.expireCursors();
    await expect(connector.feed.changes(cursor)).rejects.toMatchObject({ code: "cursor-expired" });
  });

  it("registers a webhook whose calls prove themselves, and no others", async () => {
    const { connector, office } = openDemo();
    await connector.feed.register("https://sync.example/wake", secret);
    await connector.feed.register("https://sync.example/wake", secret);
    await office.ask("PATCH", "/activities/act-0000001", { body: { place: "Here" } });
    await office.erp.webhooks.settled();
    expect(office.deliveries).toHaveLength(1);
    const [call] = office.deliveries;
    const { body = "", headers = {} } = call ?? {};
    const verify = (...call: Parameters<typeof connector.feed.verify>) =>
      connector.feed.verify(...call);
    expect(verify(body, headers, secret)).toBe(true);
    expect(verify(`${body} `, headers, secret)).toBe(false);
    expect(verify(body, headers, "another-secret-of-length")).toBe(false);
    expect(verify(body, { ...headers, "x-erp-timestamp": "1" }, secret)).toBe(false);
    expect(verify(body, {}, secret)).toBe(false);
  });

  it("takes a webhook back, its own alone, and as often as it is asked", async () => {
    const { connector, office } = openDemo();
    await connector.feed.register("https://sync.example/wake", secret);
    await connector.feed.register("https://other.example/wake", secret);
    await connector.feed.unregister?.("https://sync.example/wake");
    await connector.feed.unregister?.("https://sync.example/wake");
    await office.ask("PATCH", "/activities/act-0000001", { body: { place: "Here" } });
    await office.erp.webhooks.settled();
    expect(office.deliveries.map(({ url }) => url)).toEqual(["https://other.example/wake"]);
  });
});

describe("the demo ERP's records", () => {
  it("are found by text and type, page by page", async () => {
    const { connector } = openDemo();
    const query = { text: "northwind", types: ["customer"], limit: 5, offset: 0 };
    expect(await connector.records.search(ada, query)).toEqual({
      records: [
        {
          type: "customer",
          id: "cus-1001",
          name: "Northwind Traders",
          detail: "C1001 · Hamburg",
          webUrl: "http://erp.example:3002/records/customer/cus-1001",
        },
      ],
      more: false,
    });
    const all = { text: "e", limit: 2, offset: 0 };
    const [first, second] = await Promise.all([
      connector.records.search(ada, all),
      connector.records.search(ada, { ...all, offset: 2 }),
    ]);
    expect(first.more).toBe(true);
    expect(second.records).toHaveLength(2);
    expect(first.records).not.toEqual(second.records);
  });

  it("are related to people, best first", async () => {
    const { connector } = openDemo();
    const related = await connector.records.related(ada, ["Helen.Bennett@northwind.example"]);
    expect(related.slice(0, 2).map(({ name }) => name)).toEqual([
      "Helen Bennett",
      "Northwind Traders",
    ]);
    expect(await connector.records.related(ada, [])).toEqual([]);
  });

  it("are read by reference, without those the person may not see", async () => {
    const { connector } = openDemo();
    const refs = [
      { type: "customer", id: "cus-2001" },
      { type: "order", id: "ord-1002" },
    ];
    const found = await connector.records.get(ada, refs);
    expect(found.map(({ id }) => id)).toEqual(["ord-1002"]);
  });

  it("name every type that they come in", async () => {
    const { connector, office } = openDemo();
    const { records } = await office.erp.snapshot();
    const known = connector.records.types.map(({ id }) => id);
    expect(known).toEqual(expect.arrayContaining([...new Set(records.map(({ type }) => type))]));
  });
});

describe("people outside, in the demo ERP", () => {
  const helen = "helen.bennett@northwind.example";
  const people = (connector: DemoConnector) => {
    const facet = connector.records.people;
    if (facet?.create === undefined)
      throw new Error("the demo ERP knows people and makes contacts");
    return { known: facet.known.bind(facet), create: facet.create.bind(facet) };
  };

  it("are known by their addresses, whatever their number", async () => {
    const { connector, sent } = openDemo();
    const strangers = Array.from({ length: 120 }, (_, index) => `s${index}@nowhere.example`);
    const known = await people(connector).known(ada, [...strangers, helen]);
    expect([...known]).toMatchObject([[helen, { type: "contact", id: "con-1001-1" }]]);
    expect(sent).toHaveLength(3);
  });

  it("become contacts of a company, once", async () => {
    const { connector } = openDemo();
    const { create, known } = people(connector);
    const contact = {
      name: "New Person",
      address: "new@northwind.example",
      company: { type: "customer", id: "cus-1001" },
    };
    const made = await create(ada, contact);
    expect(made).toMatchObject({ type: "contact", name: "New Person" });
    expect(await create(ada, contact)).toEqual(made);
    expect(await known(ada, [contact.address])).toEqual(new Map([[contact.address, made]]));
  });

  it("are refused with our name of the field", async () => {
    const { connector } = openDemo();
    const contact = {
      name: "New Person",
      address: "new@northwind.example",
      company: { type: "customer", id: "gone" },
    };
    await expect(people(connector).create(ada, contact)).rejects.toMatchObject({
      code: "rejected",
      facts: { field: "company" },
    });
  });
});

describe("people in the demo ERP", () => {
  it("are found by mail address, whatever its case", async () => {
    const { connector } = openDemo();
    expect(await connector.profile.findUser("Ada@Contoso.example")).toEqual({
      id: "u-ada",
      name: "Ada Lovelace",
      address: "ada@contoso.example",
      administrator: false,
      companyId: "co-eu",
      locationId: "loc-berlin",
      timeZone: "Europe/Berlin",
    });
    expect(await connector.profile.findUser("nobody@contoso.example")).toBeNull();
    expect(await connector.profile.findUser("liu@fabrikam.example")).toBeNull();
  });

  it("choose among their companies, locations and activity types", async () => {
    const { connector } = openDemo();
    const companies = await connector.profile.companies(ada);
    expect(companies).toMatchObject([
      { name: "Contoso Europe GmbH", locations: [{ name: "Berlin" }, { name: "Vienna" }] },
      { name: "Contoso Iberia S.L.", locations: [{ name: "Madrid" }] },
    ]);
    const types = await connector.profile.activityTypes(ada, "co-es");
    expect(types).toContainEqual({ id: "co-es-site-visit", name: "Site visit" });
  });

  it("test their connection", async () => {
    const { connector } = openDemo();
    expect(await connector.check(ada)).toEqual({
      user: "Ada Lovelace",
      address: "ada@contoso.example",
      facts: ["Demo ERP 1.0", "Contoso Europe GmbH", "Contoso Iberia S.L."],
    });
  });

  it("are nobody's behind a wrong key", async () => {
    const { connector } = openDemo("wrong-key");
    const refused = await connector.check(ada).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "unauthorized", side: "erp" });
    expect(String(refused)).not.toContain("wrong-key");
  });
});
