/** The walls of the Service section: who may look and change, and how far. */
import { auditActs } from "../../../server/administration/acts.ts";
import { routes, type Route, type RouteName } from "../../../server/api/contract/routes.ts";
import { put } from "../../../server/store/store.ts";
import { openWorld, type World } from "../../whole/world.ts";

const iso = (ms: number): string => new Date(ms).toISOString();
const guarded = (Object.entries(routes) as [RouteName, Route][]).filter(
  ([, { access }]) => access === "administrator" || access === "auditor",
);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

it.each(guarded.map(([name]) => name))("%s is refused to who has no role", async (name) => {
  const { method, path }: Route = routes[name];
  const problem = await world.person("ada").refused(name, {
    params: Object.fromEntries(
      [...path.matchAll(/:(\w+)/g)].map(([, key = ""]): [string, string] => [key, "x"]),
    ),
    ...(method === "GET" ? {} : { body: {} }),
  });
  expect(problem).toMatchObject({ status: 403, code: "forbidden" });
  const { entries } = await world.person("katherine").call("audit");
  expect(entries[0]).toMatchObject({
    ...{ act: "access-refused", outcome: "refused", requestId: problem.requestId },
    about: `${method} ${path}`,
  });
});

it("needs neither a mailbox here nor Graph's consent to administer", async () => {
  const me = await world.person("katherine").call("me");
  expect(me).toMatchObject({ administers: "installation", awaitsAdministrator: false });
  expect(await world.person("maria").call("me")).toMatchObject({ administers: "tenant" });
  expect(await world.person("ada").call("me")).toMatchObject({ audits: "none" });
});

it("believes the ERP about who administers it, once he has finished Setup", async () => {
  const grace = world.person("grace");
  expect((await grace.call("me")).administers).toBe("none");
  await grace.setUp();
  world.clock.advance(61_000);
  expect((await grace.call("me")).administers).toBe("tenant");
});

describe("one who looks after one tenant", () => {
  it("sees nobody and nothing of another, and cannot give what he has not", async () => {
    await world.person("ada").setUp();
    await world.person("liu").setUp();
    const maria = world.person("maria");
    const { people } = await maria.call("administrators");
    expect(people.map(({ name }) => name)).toEqual(["Liu Wong"]);
    const whom = ({ tenantId, id }: { tenantId: string; id: string }) => ({ tenantId, userId: id });
    const role = { role: "administrator" };
    const ada = { ...whom(world.person("ada").user), ...role, reach: "tenant" };
    expect(await maria.refused("appoint", { body: ada })).toMatchObject({ code: "not-found" });
    const liu = { ...whom(world.person("liu").user), ...role };
    const everywhere = { ...liu, reach: "installation" };
    expect(await maria.refused("appoint", { body: everywhere })).toMatchObject({ field: "reach" });
    await maria.call("appoint", { body: { ...liu, reach: "tenant" } });
    expect((await world.person("liu").call("me")).administers).toBe("tenant");

    await world.person("katherine").call("appoint", { body: { ...ada, reach: "installation" } });
    const shown = (await maria.call("audit")).entries.map(({ about }) => about).join();
    expect(shown).toContain("Liu Wong");
    expect(shown).not.toContain("Ada");
    const dismissed = await maria.refused("dismiss", { body: whom(world.person("ada").user) });
    expect(dismissed).toMatchObject({ code: "not-found" });
  });
});

describe("a role by address", () => {
  const grace = "grace@contoso.example";

  it("waits for who has not come, in the company whose address it is, and is his at sign-in", async () => {
    const katherine = world.person("katherine");
    const body = { address: "Linus@Contoso.example ", role: "auditor", reach: "tenant" };
    const { promised } = await katherine.call("promiseRole", { body });
    const { tenantId } = katherine.user;
    expect(promised).toMatchObject([{ tenantId, address: "linus@contoso.example" }]);
    await katherine.call("withdrawPromise", { body: { tenantId, address: promised[0]!.address } });
    expect((await katherine.call("administrators")).promised).toEqual([]);
  });

  it("is given at once to who is known here", async () => {
    const body = { address: grace, role: "auditor", reach: "tenant" };
    const { promised, appointed } = await world.person("katherine").call("promiseRole", { body });
    expect(promised).toEqual([]);
    expect(appointed).toContainEqual(expect.objectContaining({ address: grace, role: "auditor" }));
  });

  it("is refused beyond one's own company, and for more than one has", async () => {
    const maria = world.person("maria");
    const body = { address: "linus@contoso.example", role: "auditor", reach: "tenant" };
    expect(await maria.refused("promiseRole", { body })).toMatchObject({
      ...{ code: "not-found", field: "address" },
    });
    const own = { ...body, address: "new@fabrikam.example", reach: "installation" };
    expect(await maria.refused("promiseRole", { body: own })).toMatchObject({ field: "reach" });
  });

  it("that an older server gave for everything is not one company's to change", async () => {
    const maria = world.person("maria");
    const { tenantId } = maria.user;
    const address = "older@fabrikam.example";
    const stored = put("promises", address, {
      ...{ role: "administrator", reach: "installation", by: "Katherine" },
      ...{ at: iso(world.clock.now()), until: iso(world.clock.now() + 60_000) },
    });
    await world.store.commit({ kind: "tenant", tenantId }, [stored]);
    const body = { address, role: "auditor", reach: "tenant" };
    expect(await maria.refused("promiseRole", { body })).toMatchObject({ code: "forbidden" });
    const taken = { tenantId, address };
    expect(await maria.refused("withdrawPromise", { body: taken })).toMatchObject({
      field: "reach",
    });
  });

  it.each(["linus@contoso.example", grace])(
    "is for one company only, also where everything is one's own: %s",
    async (address) => {
      const body = { address, role: "auditor", reach: "installation" };
      const problem = await world.person("katherine").refused("promiseRole", { body });
      expect(problem).toMatchObject({ code: "bad-request", field: "reach" });
      expect(problem.remedy).toContain("once he has signed in");
    },
  );
});

it("names every act that the trail can be filtered by", async () => {
  for (const act of auditActs) {
    await world.person("katherine").call("audit", { query: { act } });
  }
  const problem = await world.person("katherine").refused("audit", { query: { act: "x" } });
  expect(problem).toMatchObject({ code: "bad-request", field: "act" });
  expect((await world.person("katherine").call("verifyAudit")).brokenAt).toBeNull();
});
