/** What an ERP can do and lets our account do, as Service and the doctor tell it. */
import { rightsIn } from "../../../server/connectors/port/rights.ts";
import { abilityHandlers } from "../../../server/api/handlers/service/abilities.ts";
import { listMailboxes } from "../../../server/engine/mailboxes/people/directory.ts";
import { lookAtErps } from "../../../server/api/doctor/reach.ts";
import { worlds, type World } from "../../whole/world.ts";

const openWorld = worlds();

async function withheld(world: World, ...rights: readonly string[]): Promise<void> {
  await world.sandbox.erp.restore({
    ...(await world.sandbox.erp.snapshot()),
    withheld: [...rights],
  });
}

const connectionOf = (world: World) => {
  const { tenantId } = world.person("katherine").user;
  return { params: { connectionId: `demo-${tenantId.slice(0, 8)}` } };
};

it("tells what it can do, and what not", async () => {
  const levelsOf = async (world: World) => {
    const { abilities } = await world.person("katherine").call("abilities", connectionOf(world));
    return new Map(abilities.map(({ ability, level }) => [ability, level]));
  };
  const strong = await levelsOf(await openWorld());
  for (const one of ["series", "lock", "createOnce", "push", "userList"] as const) {
    expect(strong.get(one)).toBe("yes");
  }
  const weak = await levelsOf(
    await openWorld({ erpSeries: false, erpTime: { clock: "Europe/Berlin" } }),
  );
  expect([weak.get("series"), weak.get("time")]).toEqual(["no", "partly"]);
});

it("asks which rights the account has, as they are now, and names the one that is missing", async () => {
  const world = await openWorld();
  const ask = async () => world.person("katherine").call("erpRights", connectionOf(world));
  const before = await ask();
  expect(before.problem).toBeNull();
  expect(new Set(before.rights.map(({ state }) => state))).toEqual(new Set(["granted"]));
  expect(before.page).toMatch(/^http/);

  await withheld(world, "activities.create");
  // Once a minute: an ERP is not asked as often as somebody looks.
  expect(await ask()).toEqual(before);
  world.clock.advance(60_000);
  const { rights } = await ask();
  expect(rights.filter(({ state }) => state === "missing")).toEqual([
    { use: "createActivities", state: "missing", name: "activities.create" },
  ]);
});

it("keeps a connection of another company to itself", async () => {
  const world = await openWorld();
  const { params } = connectionOf(world);
  for (const route of ["abilities", "erpRights"] as const) {
    expect(await world.person("maria").refused(route, { params })).toMatchObject({
      code: "not-found",
    });
  }
});

it("tries its rights as nobody of another company", async () => {
  const world = await openWorld();
  const ada = world.person("ada");
  await ada.setUp();
  const [mailbox] = await listMailboxes(world.store);
  const tried: unknown[] = [];
  const connection = { id: mailbox?.connectionId, tenants: [ada.user.tenantId, "fabrikam"] };
  const erp = {
    ...{ side: "erp", capabilities: {} },
    get: async (actor: { readonly erpUserId: string }) => {
      tried.push(actor.erpUserId);
      return [{ kind: "missing" }];
    },
  };
  const { erpRights } = abilityHandlers({
    ...{ store: world.store, clock: world.clock, erp: () => erp, plain: () => erp },
    installation: { connections: () => [connection] },
  } as never);
  const params = { connectionId: connection.id ?? "" };
  for (const tenantId of ["fabrikam", ada.user.tenantId]) {
    await erpRights({ realm: { tenantId }, params, language: "en" } as never);
  }
  expect(tried).toEqual(["u-ada"]);
});

describe("an ERP that tells no rights", () => {
  const erp = (more: object) => ({
    ...{ side: "erp", capabilities: {}, get: async () => [{ kind: "missing" }] },
    ...{ profile: { findUser: async () => null } },
    ...more,
  });

  it("is read as far as it can be; what is written stays untold", async () => {
    const found = await rightsIn(erp({}) as never, { erpUserId: "U1" } as never);
    expect(found.map(({ use, state }) => `${use}: ${state}`)).toEqual([
      "users: granted",
      "readActivities: granted",
      "createActivities: untold",
      "changeActivities: untold",
      "deleteActivities: untold",
    ]);
    const nobody = await rightsIn(erp({}) as never, null);
    expect(nobody.find(({ use }) => use === "readActivities")?.state).toBe("untold");
  });

  it("is told by the doctor where it refuses, by what does not work", async () => {
    const { ConnectorError } = await import("../../../server/connectors/port/connector-error.ts");
    const refusing = erp({
      profile: {
        findUser: async () => {
          throw new ConnectorError("forbidden", "erp", "No.");
        },
      },
    });
    const found = await lookAtErps(["demo"], () => refusing as never);
    expect(found).toMatchObject([{ state: "failed", fixedBy: "erp" }]);
    expect(found[0]?.says).toContain("find people by their address");
  });
});
