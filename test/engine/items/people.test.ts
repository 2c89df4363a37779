import type { Connector } from "../../../server/connectors/port/connector.ts";
import type { ErpRecord, PeopleFacet } from "../../../server/connectors/port/facets.ts";
import { createPeople } from "../../../server/engine/items/people.ts";
import { createHarness } from "../harness.ts";

const record = (address: string): ErpRecord => ({
  type: "contact",
  id: address,
  name: address,
  detail: null,
  webUrl: null,
});
const maria = "maria@northwind.example";
const contact = { name: "Maria Anders", address: maria, company: null };

/** An ERP that makes a second contact when it is asked twice, as most do. */
async function createWorld(facet: Partial<PeopleFacet> | null = {}) {
  const contacts: string[] = [];
  const asked: (readonly string[])[] = [];
  const people: PeopleFacet = {
    companyType: "customer",
    known: async (_actor, addresses) => {
      asked.push(addresses);
      return new Map(
        addresses.filter((one) => contacts.includes(one)).map((one) => [one, record(one)]),
      );
    },
    create: async (_actor, { address }) => {
      contacts.push(address);
      return record(address);
    },
    ...facet,
  };
  const records = {
    types: [],
    search: async () => ({ records: [], more: false }),
    related: async () => [],
    get: async () => [],
    ...(facet === null ? {} : { people }),
  };
  const wrap = (inner: Connector): Connector =>
    inner.side === "erp" ? { ...inner, records } : inner;
  const harness = await createHarness({ wrap });
  const engine = createPeople(harness.deps);
  return {
    contacts,
    asked,
    known: (...addresses: string[]) => engine.known(harness.scope, addresses),
    create: (wanted = contact) => engine.create(harness.scope, wanted),
  };
}

describe("the people on an appointment", () => {
  it("are known to the ERP, or not, whatever the spelling of their addresses", async () => {
    const world = await createWorld();
    world.contacts.push(maria);
    const { people } = await world.known("Maria@Northwind.example", "bo@litware.example");
    expect(people).toEqual([
      { address: maria, record: record(maria), colleague: false },
      { address: "bo@litware.example", record: null, colleague: false },
    ]);
  });

  it("are not looked for where they are colleagues: the ERP is not asked about them", async () => {
    const world = await createWorld();
    const { people } = await world.known("grace@contoso.example");
    expect(people).toEqual([{ address: "grace@contoso.example", record: null, colleague: true }]);
    expect(world.asked).toEqual([]);
  });

  it("are nobody's business where the ERP does not tell whom it knows", async () => {
    const world = await createWorld(null);
    expect(await world.known(maria)).toEqual({ people: [], companyType: null });
    await expect(world.create()).rejects.toMatchObject({ code: "rejected" });
  });
});

describe("a new contact", () => {
  it("is one, however many click at once and in whatever spelling", async () => {
    const world = await createWorld();
    const clicks = [world.create(), world.create({ ...contact, address: maria.toUpperCase() })];
    expect(await Promise.all(clicks)).toEqual([record(maria), record(maria)]);
    expect(world.contacts).toEqual([maria]);
  });

  it("is the one that is there, where it was made since the form was opened", async () => {
    const world = await createWorld();
    world.contacts.push(maria);
    expect(await world.create()).toEqual(record(maria));
    expect(world.contacts).toEqual([maria]);
  });

  it("is made by the next click after a failure", async () => {
    let failing = true;
    const world = await createWorld({
      create: async (_actor, { address }) => {
        if (failing) throw new Error("the ERP is away");
        return record(address);
      },
    });
    await expect(world.create()).rejects.toThrow("away");
    failing = false;
    expect(await world.create()).toEqual(record(maria));
  });
});
