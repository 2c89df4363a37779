/** Looking after the people of a realm: at a glance, one by one, and what may be done to each. */
import { openWorld, type World } from "../../whole/world.ts";
import { call, visit } from "../../whole/person.ts";
import type { PersonName } from "../../whole/person.ts";

let world: World;
const paramsOf = (name: PersonName) => {
  const { tenantId, id } = world.person(name).user;
  return { tenantId, mailboxId: id };
};

beforeAll(async () => {
  world = await openWorld();
  // His private appointments too, so that there is something not to be told.
  await world.person("ada").setUp({ rules: { privateItems: "full" } });
  for (const name of ["grace", "liu"] as const) await world.person(name).setUp();
  await world.settle();
});
afterAll(() => world.stop());

const asKatherine = () => world.person("katherine");

describe("one who looks after one tenant", () => {
  it("sees nobody of another, and whom he may not see is unknown", async () => {
    const maria = world.person("maria");
    const { total, rows, tenants } = await maria.call("users");
    expect(rows.map(({ name }) => name)).toEqual(["Liu Wong"]);
    expect([total, tenants.length]).toEqual([1, 1]);
    const params = paramsOf("ada");
    for (const route of ["user", "userLinks", "userLog"] as const) {
      expect(await maria.refused(route, { params })).toMatchObject({ code: "not-found" });
    }
    const explain = await maria.refused("explainForUser", { params: { ...params, linkId: "x" } });
    expect(explain).toMatchObject({ code: "not-found" });
    const pause = await maria.refused("actOnUser", { params, body: { act: "pause" } });
    expect(pause).toMatchObject({ code: "not-found" });
    expect((await world.person("ada").call("status")).health).toBe("operational");
  });
});

describe("who signed in and has not finished Setup", () => {
  it("is called as he signed in, in the list and by who looks for him", async () => {
    const fresh = await openWorld();
    const [katherine, grace] = [fresh.person("katherine"), fresh.person("grace")];
    const { tenantId, id: mailboxId, name, address } = grace.user;
    await grace.call("profile");
    const { rows } = await katherine.call("users", { query: { text: "hopper" } });
    expect(rows).toMatchObject([{ name, address, health: "setup-required" }]);
    const { user } = await katherine.call("user", { params: { tenantId, mailboxId } });
    expect(user).toMatchObject({ name, address });
    await fresh.stop();
  });
});

describe("the list", () => {
  it("counts by health, is searched, filtered, sorted and paged", async () => {
    await world.person("grace").call("stopSync", { body: { how: "pause" } });
    const all = await asKatherine().call("users");
    expect(all.counts).toEqual([
      { health: "paused", count: 1 },
      { health: "operational", count: 2 },
    ]);
    expect(all.rows.map(({ name }) => name)).toEqual(["Ada Lovelace", "Grace Hopper", "Liu Wong"]);
    const names = async (query: Readonly<Record<string, string>>) =>
      (await asKatherine().call("users", { query })).rows.map(({ name }) => name);
    expect(await names({ text: "HOPPER" })).toEqual(["Grace Hopper"]);
    expect(await names({ health: "paused" })).toEqual(["Grace Hopper"]);
    expect(await names({ tenantId: paramsOf("liu").tenantId })).toEqual(["Liu Wong"]);
    expect(await names({ sort: "name", order: "down", limit: "1" })).toEqual(["Liu Wong"]);
    expect(await names({ offset: "1", limit: "1" })).toEqual(["Grace Hopper"]);
    expect(await names({ sort: "health" })).toEqual(["Grace Hopper", "Ada Lovelace", "Liu Wong"]);
    await world.person("grace").call("continueSync");
    await world.settle();
  });
});

describe("a company of the ERP", () => {
  it("is told by its name, by which it is chosen from", async () => {
    const { rows, companies } = await asKatherine().call("users");
    expect(rows.map(({ company }) => company)).toEqual([
      ...["Contoso Europe GmbH", "Contoso Europe GmbH", "Fabrikam Inc."],
    ]);
    expect(companies).toEqual([
      { id: "co-eu", name: "Contoso Europe GmbH" },
      { id: "fa-us", name: "Fabrikam Inc." },
    ]);
    const query = { companyId: "fa-us" };
    const chosen = await asKatherine().call("users", { query });
    expect(chosen.rows.map(({ name }) => name)).toEqual(["Liu Wong"]);
    const { user } = await asKatherine().call("user", { params: paramsOf("ada") });
    expect(user.company).toBe("Contoso Europe GmbH");
  });
});

describe("one person", () => {
  it("is shown without a secret, and nothing of what is private is told", async () => {
    const ada = world.person("ada");
    await ada.choose(await ada.outlook.add(visit()));
    await ada.choose(await ada.outlook.add(visit({ subject: "Doctor", sensitivity: "private" })));
    await ada.erp.add(call());
    await world.settle();
    const params = paramsOf("ada");
    const page = await asKatherine().call("user", { params });
    expect(page.scopes.join(" ")).toContain("Calendars.ReadWrite");
    expect(page).toMatchObject({ company: "Contoso Europe GmbH", location: "Berlin" });
    expect(page.subscriptions[0]?.clientState).toMatch(/^••••.{4}$/);
    expect(page.cursors.map(({ resource }) => resource)).not.toEqual([]);
    expect(page.user.jobs[0]).toMatchObject({ job: "calendar", enabled: true, linked: 3 });

    const { links } = await asKatherine().call("userLinks", { params });
    expect(links.map(({ subject }) => subject).sort()).toEqual([
      "",
      "Call Litware",
      "Visit Northwind",
    ]);
    const { entries } = await asKatherine().call("userLog", { params, query: { limit: "200" } });
    expect(JSON.stringify(entries)).toContain("Visit Northwind");
    expect(JSON.stringify([links, entries])).not.toContain("Doctor");
    const linkId = links.find(({ subject }) => subject === "Visit Northwind")?.linkId ?? "";
    const item = await asKatherine().call("explainForUser", { params: { ...params, linkId } });
    expect(item.fields).not.toEqual([]);
  });

  it("is shown with what he chose himself; his calendars are counted, and his categories read by few", async () => {
    const grace = world.person("grace");
    const categoryTypes = [{ category: "Therapy", type: "Site visit" }];
    await grace.setUp({ rules: { privateItems: "full", categoryTypes } });
    const params = paramsOf("grace");
    const { choices } = await asKatherine().call("user", { params });
    expect(choices).toMatchObject({
      calendars: { count: 1, isDefaultAlone: true, intoDefault: true },
      mails: false,
    });
    const told = (name: string, of = choices) => of?.settings.find((one) => one.name === name);
    expect(told("privateItems")).toMatchObject({ value: "full", from: "person", lockedBy: null });
    expect(told("precedence")).toMatchObject({ from: "default", overruled: null });
    expect(told("categoryTypes")).toMatchObject({ value: categoryTypes, from: "person" });

    const { user } = world.person("ada");
    const whom = { tenantId: user.tenantId, userId: user.id, role: "auditor", reach: "tenant" };
    await asKatherine().call("appoint", { body: whom });
    const audited = (await world.person("ada").call("user", { params })).choices;
    expect(told("privateItems", audited)).toMatchObject({ value: "full", from: "person" });
    expect(told("categoryTypes", audited)).toMatchObject({ value: null, from: "person" });
    expect(JSON.stringify(audited)).not.toContain("Therapy");
    await asKatherine().call("dismiss", { body: { tenantId: user.tenantId, userId: user.id } });
  });

  it("is shown to who audits without a word that somebody wrote", async () => {
    // In the ERP Grace is an administrator, and so she would be one here.
    const { user } = world.person("ada");
    const whom = { tenantId: user.tenantId, userId: user.id, role: "auditor", reach: "tenant" };
    await asKatherine().call("appoint", { body: whom });
    const ada = world.person("ada");
    const params = paramsOf("ada");
    const { links } = await ada.call("userLinks", { params });
    const { entries } = await ada.call("userLog", { params });
    const [linkId = ""] = links.map((one) => one.linkId);
    const item = await ada.call("explainForUser", { params: { ...params, linkId } });
    expect(links).toHaveLength(3);
    expect(JSON.stringify([links, entries, item])).not.toMatch(/Northwind|Litware|Hamburg/);
    const act = await ada.refused("actOnUser", { params, body: { act: "pause" } });
    expect(act).toMatchObject({ status: 403 });
    await asKatherine().call("dismiss", { body: { tenantId: user.tenantId, userId: user.id } });
  });
});

describe("what the brake holds", () => {
  const params = () => paramsOf("liu");
  const held = async () => (await asKatherine().call("user", { params: params() })).brake;
  const release = (shown?: object) => ({
    params: params(),
    body: { act: "release-brake", ...(shown !== undefined && { held: shown }) },
  });

  it("goes on by an administrator's word for what he was shown, and for nothing else", async () => {
    const liu = world.person("liu");
    await liu.setUp({ outlookItems: "all" });
    const ids: string[] = [];
    for (let day = 1; day <= 13; day++) {
      ids.push(await liu.outlook.add(visit({ subject: `Visit ${day}` })));
    }
    await world.settle();
    const before = (await liu.erp.list()).length;
    for (const id of ids.slice(0, 12)) await liu.outlook.remove(id);
    await world.settle();
    const shown = await held();
    expect(shown).toMatchObject({ side: "erp", cause: "deletions", deletions: 12 });
    expect(shown?.planned[0]?.subject).toMatch(/^Visit/u);

    expect(await asKatherine().refused("actOnUser", release())).toMatchObject({
      ...{ code: "bad-request", field: "held" },
    });
    const less = release({ side: "erp", deletions: 11 });
    expect(await asKatherine().refused("actOnUser", less)).toMatchObject({
      ...{ code: "conflict", field: "held" },
    });
    await world.settle();
    expect(await liu.erp.list()).toHaveLength(before);

    const after = await asKatherine().call("actOnUser", release({ side: "erp", deletions: 12 }));
    expect(after.brake).toBeNull();
    expect(await liu.erp.list()).toHaveLength(before - 12);
    const { entries } = await asKatherine().call("audit", { query: { text: "liu" } });
    expect(entries[0]).toMatchObject({ act: "brake-released" });
    const log = JSON.stringify(await liu.call("log"));
    expect(log).toContain("released:12:Katherine Johnson");
    const again = release({ side: "erp", deletions: 12 });
    expect(await asKatherine().refused("actOnUser", again)).toMatchObject({ code: "conflict" });
  });
});

describe("what is done to a person's syncing", () => {
  const act = (name: PersonName, what: string) =>
    asKatherine().call("actOnUser", { params: paramsOf(name), body: { act: what } });

  it("is told in the trail by his id, which readers see as his name", async () => {
    expect((await act("ada", "pause")).user.health).toBe("paused");
    expect((await act("ada", "continue")).user.jobs[0]?.enabled).toBe(true);
    await act("ada", "resync");
    const { entries } = await asKatherine().call("audit", { query: { text: "lovelace" } });
    expect(entries.slice(0, 3).map((line) => line.act)).toEqual([
      "user-resynced",
      "user-continued",
      "user-paused",
    ]);
    expect(entries[0]?.about).toBe("Ada Lovelace (ada@contoso.example)");
    const stored = await world.store.history({ kind: "installation" }, { limit: 3 });
    expect(JSON.stringify(stored)).not.toContain("Lovelace");
  });

  it("makes a subscription anew, and ends one", async () => {
    const [before] = (await act("ada", "renew-subscription")).subscriptions;
    expect((await act("ada", "delete-subscription")).subscriptions).toEqual([]);
    const [after] = (await act("ada", "renew-subscription")).subscriptions;
    expect(after?.ids[0]).not.toBe(before?.ids[0]);
    expect(after?.healthy).toBe(true);
  });

  it("keeps what is linked when somebody is disconnected, and forgets what lets us act for him", async () => {
    const page = await act("ada", "disconnect");
    expect(page).toMatchObject({ scopes: [], subscriptions: [] });
    expect(page.user.health).toBe("off");
    expect((await asKatherine().call("userLinks", { params: paramsOf("ada") })).total).toBe(3);
    const again = { params: paramsOf("ada"), body: { act: "sync" } };
    expect(await asKatherine().refused("actOnUser", again)).toMatchObject({
      code: "setup-required",
    });
  });
});
