/** Who somebody is in the ERP where an administrator says so: a mailbox that moves to another user. */
import { call, visit, type Person, type PersonName } from "./person.ts";
import { installations } from "../../sandbox/erp/seed.ts";
import { tenants } from "../../sandbox/tenants.ts";
import { addresses, worlds, type World } from "./world.ts";

const openWorld = worlds();
const elsewhere = "lovelace@old.example";

const paramsOf = (person: Person) => {
  const { tenantId, id } = person.user;
  return { tenantId, mailboxId: id };
};

/** The ERP knows them by other addresses from now on. */
async function addressed(world: World, by: Readonly<Record<string, string>>): Promise<void> {
  const all = await world.sandbox.erp.snapshot();
  const users = all.users.map((user) => ({ ...user, email: by[user.id] ?? user.email }));
  await world.sandbox.erp.restore({ ...all, users });
}

function desk(world: World) {
  const katherine = world.person("katherine");
  return {
    identity: (person: Person) => katherine.call("identity", { params: paramsOf(person) }),
    choose: (person: Person, erpUserId: string | null, beside: readonly string[] = []) =>
      katherine.call("setIdentity", { params: paramsOf(person), body: { erpUserId, beside } }),
    refused: (person: Person, erpUserId: string | null) =>
      katherine.refused("setIdentity", {
        ...{ params: paramsOf(person), body: { erpUserId, beside: [] } },
      }),
  };
}

async function synced(world: World, ...names: readonly PersonName[]): Promise<readonly Person[]> {
  for (const name of names) await world.person(name).setUp({ outlookItems: "all" });
  await world.settle();
  return names.map((name) => world.person(name));
}

const subjects = async (person: Person) =>
  (await person.outlook.list()).map(({ subject }) => subject).sort();
const allActivities = async (world: World) =>
  (await world.sandbox.erp.snapshot()).activities.filter(({ deleted }) => !deleted);

describe("somebody whom the ERP knows by another address", () => {
  it("asks in vain, is found by his name in Users, and goes on once his user is chosen", async () => {
    const world = await openWorld();
    await addressed(world, { "u-ada": elsewhere });
    const ada = world.person("ada");
    expect((await ada.call("setupOptions")).notices).toEqual([
      { job: "calendar", code: "erp-user-unknown" },
    ]);
    const { rows } = await world.person("katherine").call("users", { query: { text: "lovelace" } });
    expect(rows).toMatchObject([{ name: "Ada Lovelace", health: "setup-required" }]);
    expect(await desk(world).identity(ada)).toMatchObject({ way: "address", user: null });

    const found = await world
      .person("katherine")
      .call("erpUsers", { params: paramsOf(ada), query: { text: "LOVE" } });
    expect(found.users).toEqual([
      { id: "u-ada", name: "Ada Lovelace", address: elsewhere, holders: [] },
    ]);
    const chosen = await desk(world).choose(ada, "u-ada");
    expect(chosen).toMatchObject({ way: "hand", user: { id: "u-ada" }, syncedAs: null });
    await ada.setUp({ outlookItems: "all" });
    expect((await ada.call("profile")).erp).toMatchObject({ user: { id: "u-ada" }, chosen: true });
    await ada.outlook.add(visit());
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind", owner: "u-ada" }]);
  });

  it("is a participant of what he is invited to, answers there, and owns what he organizes", async () => {
    const world = await openWorld();
    await addressed(world, { "u-ada": elsewhere });
    const ada = world.person("ada");
    await ada.call("setupOptions");
    await desk(world).choose(ada, "u-ada");
    const [, grace] = await synced(world, "ada", "grace");
    const guest = { emailAddress: { address: ada.user.address, name: ada.user.name } };
    await grace?.outlook.add(visit({ subject: "Handover", attendees: [guest] }));
    await world.settle();
    const [meeting, ...others] = await allActivities(world);
    expect(others).toEqual([]);
    expect(meeting?.owner).toBe("u-grace");
    expect(meeting?.participants).toContainEqual(
      expect.objectContaining({ user: "u-ada", address: elsewhere }),
    );
    expect(await subjects(ada)).toEqual(["Handover"]);

    const [copy] = await ada.outlook.list();
    await ada.outlook.ask("POST", `/me/events/${copy?.id}/accept`, { sendResponse: true });
    await world.settle();
    await grace?.erp.change(meeting?.id ?? "", { place: "Kiel" });
    await world.settle();
    const [answered, ...more] = await allActivities(world);
    expect([answered?.place, more]).toEqual(["Kiel", []]);
    expect(answered?.participants).toContainEqual(
      expect.objectContaining({ user: "u-ada", response: "accepted" }),
    );
    expect((await ada.outlook.list()).map(({ location }) => location.displayName)).toEqual([
      "Kiel",
    ]);
    const [event] = (await grace?.outlook.list()) ?? [];
    const invited = event?.attendees.map(({ emailAddress }) => emailAddress.address);
    expect(invited).toEqual([ada.user.address]);
  });
});

describe("a mailbox that is synchronized as somebody else from now on", () => {
  it("keeps both copies, makes nothing twice, and takes up what the new user has", async () => {
    const world = await openWorld();
    const [ada] = (await synced(world, "ada")) as [Person];
    await ada.outlook.add(visit());
    await ada.erp.add(call());
    const katherine = world.person("katherine");
    await katherine.erp.add(call({ subject: "Audit" }));
    await world.settle();
    const before = await allActivities(world);

    // A sync that is on its way as the user before ends with it.
    await ada.outlook.add(visit({ subject: "Under way" }));
    const underWay = ada.call("syncNow");
    const chosen = await desk(world).choose(ada, "u-katherine");
    await underWay;
    expect(chosen).toMatchObject({ syncedAs: "u-katherine", way: "hand", since: /./ });
    await world.settle();

    const after = await allActivities(world);
    for (const { id, owner, subject } of before) {
      expect(after.find((one) => one.id === id)).toMatchObject({ owner, subject });
    }
    expect(after.filter(({ subject }) => subject === "Visit Northwind")).toHaveLength(1);
    expect(after.filter(({ subject }) => subject === "Under way").length).toBeLessThanOrEqual(1);
    expect(await subjects(ada)).toEqual([
      ...["Audit", "Call Litware", "Under way", "Visit Northwind"],
    ]);
    await world.pass(24 * 60 * 60_000);
    expect(await subjects(ada)).toHaveLength(4);
    expect(await allActivities(world)).toHaveLength(after.length);

    // Theirs from now on goes to the new user, both ways.
    await ada.outlook.add(visit({ subject: "As Katherine" }));
    await world.settle();
    expect(await katherine.erp.list()).toContainEqual(
      expect.objectContaining({ subject: "As Katherine", owner: "u-katherine" }),
    );
    const { entries } = await katherine.call("audit", { query: { act: "identity-chosen" } });
    expect(entries).toMatchObject([
      {
        about: `${ada.user.name} (${ada.user.address})`,
        facts: { before: "u-ada", now: "u-katherine", beside: 0 },
      },
    ]);
  });

  it("is whom the address tells again, once the choice is taken back", async () => {
    const world = await openWorld();
    const [ada] = (await synced(world, "ada")) as [Person];
    await ada.outlook.add(visit());
    await world.settle();
    await desk(world).choose(ada, "u-katherine");
    await world.settle();
    expect(await desk(world).choose(ada, null)).toMatchObject({
      ...{ way: "address", since: null, syncedAs: "u-ada", user: { id: "u-ada" } },
    });
    await world.settle();
    expect((await ada.call("profile")).erp).toMatchObject({ user: { id: "u-ada" }, chosen: false });
    expect(await allActivities(world)).toHaveLength(1);
    expect(await subjects(ada)).toEqual(["Visit Northwind"]);
    await ada.outlook.add(visit({ subject: "Own again" }));
    await world.settle();
    expect((await ada.erp.list()).map(({ owner }) => owner)).toEqual(["u-ada", "u-ada"]);
  });

  it("stays paused where it was, and is filed in a company of its user", async () => {
    const world = await openWorld();
    const ada = world.person("ada");
    await ada.call("saveSetup", {
      body: {
        ...{ companyId: "co-es", locationId: null, timeZone: "Europe/Berlin" },
        calendar: { enabled: true, outlookItems: "all", erpItems: true },
      },
    });
    await world.settle();
    await ada.call("stopSync", { body: { how: "pause" } });
    await desk(world).choose(ada, "u-katherine");
    await world.settle();
    const { status, setup } = await ada.call("profile");
    expect(status.health).toBe("paused");
    expect(setup).toMatchObject({ companyId: "co-eu", locationId: "loc-berlin" });
  });
});

describe("two people as one user of the ERP", () => {
  it("is not two people at once whom two administrators choose in the same moment", async () => {
    const world = await openWorld();
    const people = await synced(world, "ada", "grace");
    const chosen = await Promise.allSettled(
      people.map((person) => desk(world).choose(person, "u-katherine")),
    );
    expect(chosen.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const now = await Promise.all(people.map((person) => desk(world).identity(person)));
    expect(now.filter(({ user }) => user?.id === "u-katherine")).toHaveLength(1);
  });

  it("are refused until an administrator agrees to who was shown", async () => {
    const world = await openWorld();
    const [ada, grace] = (await synced(world, "ada", "grace")) as [Person, Person];
    expect(await desk(world).refused(grace, "u-ada")).toMatchObject({
      ...{ status: 409, code: "erp-user-taken", by: "Ada Lovelace" },
    });
    expect((await desk(world).identity(grace)).user).toMatchObject({ id: "u-grace" });
    const chosen = await desk(world).choose(grace, "u-ada", [ada.user.id]);
    expect(chosen.user).toMatchObject({
      ...{ id: "u-ada", holders: [{ mailboxId: ada.user.id, name: "Ada Lovelace" }] },
    });
    await world.settle();
    // Either may save Setup again.
    for (const one of [ada, grace]) await one.setUp({ outlookItems: "all" });
  });

  it("are refused in Setup too, where an address would make them so", async () => {
    const world = await openWorld();
    const grace = world.person("grace");
    await grace.setUp();
    await desk(world).choose(grace, "u-ada");
    const ada = world.person("ada");
    const { proposal } = await ada.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true };
    const problem = await ada.refused("saveSetup", { body: { ...proposal, calendar } });
    expect(problem).toMatchObject({ code: "erp-user-taken", by: "Grace Hopper" });
    await ada.call("profile");
    await desk(world).choose(ada, "u-ada", [grace.user.id]);
    await ada.setUp();
  });
});

describe("whom an administrator cannot choose", () => {
  it("is a user of another company's ERP, or nobody at all", async () => {
    const world = await openWorld();
    const ada = world.person("ada");
    await ada.setUp();
    for (const id of ["u-liu", "nobody"]) {
      expect(await desk(world).refused(ada, id)).toMatchObject({
        ...{ code: "erp-user-unknown", field: "erpUserId" },
      });
    }
    const { users } = await world.person("katherine").call("erpUsers", { params: paramsOf(ada) });
    expect(users.map(({ id }) => id).sort()).toEqual(["u-ada", "u-grace", "u-katherine"]);
  });

  it("is anybody, for who administers another company or only looks", async () => {
    const world = await openWorld();
    const ada = world.person("ada");
    await ada.setUp();
    const body = { erpUserId: "u-grace", beside: [] };
    const maria = await world.person("maria").refused("setIdentity", {
      ...{ params: paramsOf(ada), body },
    });
    expect(maria).toMatchObject({ code: "not-found" });
    const liu = await world.person("liu").refused("setIdentity", { params: paramsOf(ada), body });
    expect(liu).toMatchObject({ status: 403 });
  });

  it("is whom the address tells, where it tells nobody", async () => {
    const world = await openWorld();
    const [ada] = (await synced(world, "ada")) as [Person];
    await desk(world).choose(ada, "u-ada");
    await addressed(world, { "u-ada": elsewhere });
    expect(await desk(world).refused(ada, null)).toMatchObject({ code: "erp-user-unknown" });
    expect((await desk(world).identity(ada)).syncedAs).toBe("u-ada");
  });
});

describe("an ERP that serves two companies", () => {
  /** Fabrikam works in Contoso's ERP. */
  async function sharedWorld(): Promise<World> {
    const [{ name, apiKey } = { name: "", apiKey: "" }] = installations;
    const both = tenants.map(({ id }) => id);
    const one = { id: "both", name, connector: "demo", url: addresses.erp, apiKey, tenants: both };
    const world = await openWorld({
      env: { ERP_CONNECTIONS: JSON.stringify([{ ...one, series: true }]) },
    });
    await world.person("ada").setUp();
    return world;
  }
  const refusal = {
    ...{ code: "forbidden", status: 403 },
    detail: "Other companies use this ERP as well.",
  };

  it("shows its people to nobody who administers one of them, who can choose none either", async () => {
    const world = await sharedWorld();
    const [maria, liu] = [world.person("maria"), world.person("liu")];
    await liu.call("setupOptions");
    const params = paramsOf(liu);
    expect(await maria.call("identity", { params })).toMatchObject({ isOwn: false, user: null });
    expect(await maria.refused("erpUsers", { params })).toMatchObject(refusal);
    for (const erpUserId of ["u-ada", null]) {
      const body = { erpUserId, beside: [world.person("ada").user.id] };
      expect(await maria.refused("setIdentity", { params, body })).toMatchObject(refusal);
    }
    // Whoever administers all of it sees who is who, in both.
    const katherine = world.person("katherine");
    const { users } = await katherine.call("erpUsers", { params, query: { text: "u-ada" } });
    expect(users.map(({ holders }) => holders)).toEqual([
      [{ mailboxId: world.person("ada").user.id, name: "Ada Lovelace" }],
    ]);
    expect(await desk(world).refused(liu, "u-ada")).toMatchObject({ code: "erp-user-taken" });
    await desk(world).choose(liu, "u-ada", [world.person("ada").user.id]);
    // Her own administrator is told whom she is, and not who else is.
    expect(await maria.call("identity", { params })).toMatchObject({
      user: { id: "u-ada", holders: [] },
    });
  });

  it("lets nobody become who somebody of the other one is, and does not name him", async () => {
    const world = await sharedWorld();
    const liu = world.person("liu");
    await addressed(world, { "u-ada": liu.user.address });
    const { proposal } = await liu.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true };
    const problem = await liu.refused("saveSetup", { body: { ...proposal, calendar } });
    expect(problem).toMatchObject({ status: 409, code: "erp-user-taken" });
    expect(JSON.stringify(problem)).not.toContain("Ada");
  });
});

describe("somebody who was only invited", () => {
  const letter = { language: "en", words: "", again: true } as const;
  const address = "ada@contoso.example";

  async function invited() {
    const world = await openWorld();
    await addressed(world, { "u-ada": elsewhere });
    const katherine = world.person("katherine");
    const invite = () =>
      katherine.call("invite", { body: { ...letter, people: [{ address, name: "Ada" }] } });
    await invite();
    return {
      ...{ world, katherine, invite, ada: world.person("ada") },
      identity: () => katherine.call("invitedIdentity", { query: { address } }),
      choose: (erpUserId: string | null, beside: readonly string[] = []) =>
        katherine.call("setInvitedIdentity", { body: { address, erpUserId, beside } }),
    };
  }

  it("is given his user at once, which is his when he comes, and his page takes it back", async () => {
    const { world, katherine, invite, ada, identity, choose } = await invited();
    expect(await identity()).toMatchObject({ way: "address", user: null, syncedAs: null });
    const query = { address, text: "love" };
    const { users } = await katherine.call("invitedErpUsers", { query });
    expect(users.map(({ id }) => id)).toEqual(["u-ada"]);
    expect(await choose("u-ada")).toMatchObject({ way: "hand", user: { id: "u-ada" } });
    // Another mail does not forget it.
    await invite();
    const { invitations } = await katherine.call("invitations");
    expect(invitations).toMatchObject([{ address, times: 2, erpUser: "Ada Lovelace" }]);

    await ada.setUp({ outlookItems: "all" });
    expect((await ada.call("profile")).erp).toMatchObject({ user: { id: "u-ada" }, chosen: true });
    await ada.outlook.add(visit());
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind", owner: "u-ada" }]);
    expect(await katherine.refused("invitedIdentity", { query: { address } })).toMatchObject({
      code: "conflict",
    });

    // From now on his page says it: what is taken back there does not come from the invitation again.
    await addressed(world, { "u-ada": address });
    await desk(world).choose(ada, null);
    expect((await ada.call("profile")).erp).toMatchObject({ user: { id: "u-ada" }, chosen: false });
    expect(await desk(world).identity(ada)).toMatchObject({ way: "address" });
  });

  it("is found by his address again where the choice is taken back before he comes", async () => {
    const { ada, identity, choose } = await invited();
    await choose("u-ada");
    expect(await choose(null)).toMatchObject({ way: "address", user: null });
    expect(await identity()).toMatchObject({ way: "address", since: null });
    expect((await ada.call("setupOptions")).notices).toEqual([
      { job: "calendar", code: "erp-user-unknown" },
    ]);
  });

  it("becomes a user who is somebody's already only where that was agreed to", async () => {
    const { world, ada, katherine, choose } = await invited();
    await synced(world, "grace");
    const body = { address, erpUserId: "u-grace", beside: [] };
    expect(await katherine.refused("setInvitedIdentity", { body })).toMatchObject({
      code: "erp-user-taken",
    });
    await choose("u-grace", [paramsOf(world.person("grace")).mailboxId]);
    await ada.setUp();
    expect((await ada.call("profile")).erp).toMatchObject({ user: { id: "u-grace" } });
  });

  it("is nobody's business but his company's, and nobody who was not invited", async () => {
    const { world, katherine } = await invited();
    const theirs = await world.person("maria").refused("invitedIdentity", { query: { address } });
    expect(theirs).toMatchObject({ code: "not-found" });
    const query = { address: "mary@contoso.example" };
    expect(await katherine.refused("invitedIdentity", { query })).toMatchObject({
      code: "not-found",
    });
  });
});
