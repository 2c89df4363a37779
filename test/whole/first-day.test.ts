/** From a server that knows nobody to the first appointment that is in sync. */
import { readFileSync } from "node:fs";
import { installations } from "../../sandbox/erp/seed.ts";
import { tenants } from "../../sandbox/tenants.ts";
import { manifestFor } from "../../server/api/manifest.ts";
import { planFault } from "./linked.ts";
import { visit } from "./person.ts";
import { addresses, hourMs, minuteMs, openWorld, type World } from "./world.ts";

const [contoso, fabrikam] = tenants;
const erpOf = (tenantId: string) => {
  const found = installations.find((one) => one.tenantId === tenantId);
  return {
    ...{ name: "ERP", connector: "demo", url: addresses.erp, series: true, tenants: [tenantId] },
    apiKey: found?.apiKey ?? "",
  };
};
const params = { connectionId: "erp" };
const asNew = (body: object) => ({ ...body, isNew: true });
const asKnown = (body: object) => ({ ...body, isNew: false });

let world: World;
beforeEach(async () => {
  world = await openWorld({ empty: true });
});
afterEach(() => world.stop());

async function firstAdministrator() {
  const katherine = world.person("katherine");
  const invitation = await world.server.invitation();
  await katherine.call("enterToken", { body: { token: invitation?.token } });
  return katherine;
}

it("lets nobody do anything before somebody has shown the console's token", async () => {
  const ada = world.person("ada");
  expect(await ada.call("me")).toMatchObject({ audits: "none", awaitsAdministrator: true });
  for (const name of ["profile", "status", "setupOptions", "administrators", "tenants"] as const) {
    expect(await ada.refused(name)).toMatchObject({ status: 401, code: "tenant-unknown" });
  }
  // Entra's own administrators neither: whoever runs the machine says who is the first.
  expect(await world.person("katherine").refused("tenants")).toMatchObject({
    ...{ code: "tenant-unknown" },
  });
});

/** What somebody would be woken for. */
const alarms = (): readonly unknown[] =>
  world.logLines
    .map((line) => JSON.parse(line) as { readonly level: string; readonly msg: string })
    .filter(({ level }) => level !== "info" && level !== "debug");

it("takes a day without an ERP for what it is: no outage, and nobody is alarmed", async () => {
  const katherine = await firstAdministrator();
  for (const name of ["profile", "status", "setupOptions", "log"] as const) {
    expect(await katherine.refused(name)).toMatchObject({ status: 409, code: "erp-not-connected" });
  }
  const found = await katherine.call("health");
  expect(found.findings.filter(({ state }) => state === "failed")).toEqual([]);
  await world.pass(24 * hourMs, hourMs);
  await world.restart();
  await world.pass(hourMs, 10 * minuteMs);
  expect(alarms()).toEqual([]);
});

it("goes the whole way, and the second start knows it all", async () => {
  const katherine = await firstAdministrator();
  expect(await world.server.invitation()).toBeNull();
  const { tenants: known } = await katherine.call("tenants");
  expect(known).toEqual([expect.objectContaining({ id: contoso.id, domains: [contoso.domain] })]);

  const ada = world.person("ada");
  expect((await ada.refused("setupOptions")).detail).toContain("No ERP is connected");
  const tested = await katherine.call("testConnectionOf", { params, body: erpOf(contoso.id) });
  expect(tested).toMatchObject({ answers: true, user: "Katherine Johnson" });
  await katherine.call("saveConnection", { params, body: asNew(erpOf(contoso.id)) });

  await ada.setUp();
  const id = await ada.outlook.add(visit());
  await ada.choose(id);
  await world.settle();
  expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Visit Northwind"]);

  await world.restart();
  await ada.outlook.change(id, { subject: "Visit Northwind again" });
  await world.settle();
  expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Visit Northwind again"]);
  const { connections } = await katherine.call("connections");
  expect(connections).toEqual([expect.objectContaining({ id: "erp", people: 1, healthy: true })]);
  // The key is nowhere to be read: not in an answer, not in what is stored, not in the log.
  const { apiKey } = erpOf(contoso.id);
  const stored: unknown[] = [];
  for await (const change of world.store.dump({ kind: "installation" })) stored.push(change);
  expect(JSON.stringify([connections, stored, world.logLines])).not.toContain(apiKey);
});

it("hands out the manifest that the add-in is deployed with, for its own address", async () => {
  const katherine = await firstAdministrator();
  const { files } = await katherine.call("startFiles");
  expect(files.map(({ name }) => name)).toEqual(["manifest.xml"]);
  const text = files[0]?.text ?? "";
  expect(text).toBe(manifestFor(readFileSync("manifest.xml", "utf8"), addresses.product));
  expect(text).toContain(`${addresses.product}/taskpane.html`);
  expect(await world.person("ada").refused("startFiles")).toMatchObject({ status: 403 });
});

it("knows the ERP's companies before anybody has finished Setup, and decides the rules of one", async () => {
  const katherine = await firstAdministrator();
  const step = async (name: string) => {
    const { steps } = await katherine.call("start");
    return steps.find((one) => one.step === name);
  };
  expect(await step("companies")).toMatchObject({ state: "optional", count: 0 });
  const tested = await katherine.call("testConnectionOf", { params, body: erpOf(contoso.id) });
  expect(tested.companies).toContain("Contoso Europe GmbH");
  await katherine.call("saveConnection", { params, body: asNew(erpOf(contoso.id)) });
  const names = tested.companies.toSorted();
  expect(await step("companies")).toMatchObject({ state: "done", names });
  const { companies } = await katherine.call("jobPlaces");
  expect(companies.map(({ name }) => name).toSorted()).toEqual(names);
  const { people, connectionId, companyId } = companies.find(
    ({ companyId: id }) => id === "co-eu",
  )!;
  expect(people).toBe(0);
  const query = { job: "calendar", connectionId, companyId };
  const { revision } = await katherine.call("jobLevel", { query });
  const decided = { values: { outlookItems: "all" }, locked: ["outlookItems"] };
  await katherine.call("saveJobLevel", { query, body: { revision, ...decided } });
  // Who comes into it afterwards finds them.
  const { above } = await world.person("ada").call("setupOptions");
  expect(above.find((one) => one.companyId === companyId)?.settings).toMatchObject({
    outlookItems: { value: "all", lockedBy: "company" },
  });

  expect(await step("dry-run")).toMatchObject({ state: "optional" });
  await katherine.call("startDryRun", {
    body: { job: "calendar", whose: {}, anew: false, alsoOff: false },
  });
  expect(await step("dry-run")).toMatchObject({ state: "done" });
});

it("the rules are decided once anybody's are, for everybody or for a company", async () => {
  const katherine = await firstAdministrator();
  const rules = async () => {
    const { steps } = await katherine.call("start");
    return steps.find(({ step }) => step === "rules")?.state;
  };
  await katherine.call("saveConnection", { params, body: asNew(erpOf(contoso.id)) });
  await world.person("ada").setUp();
  expect(await rules()).toBe("optional");
  const decide = async (level: object, values: object) => {
    const query = { job: "calendar", ...level };
    const { revision } = await katherine.call("jobLevel", { query });
    await katherine.call("saveJobLevel", { query, body: { revision, values, locked: [] } });
  };
  const ofCompany = { connectionId: "erp", companyId: "co-eu" };
  await decide(ofCompany, { outlookItems: "all" });
  expect(await rules()).toBe("done");
  // Taken back, nothing is decided any more.
  await decide(ofCompany, {});
  expect(await rules()).toBe("optional");
  await decide({}, { outlookItems: "all" });
  expect(await rules()).toBe("done");
});

it("of an ERP that is removed nothing is kept, and it is not called at any more", async () => {
  const katherine = await firstAdministrator();
  await katherine.call("saveConnection", { params, body: asNew(erpOf(contoso.id)) });
  await world.settle();
  const { revision } = await katherine.call("erpTerms", { params });
  const limits = { perMinute: 10 };
  await katherine.call("saveErpTerms", { params, body: { limits, windows: [], revision } });
  const scope = { kind: "connection", connectionId: "erp" };
  expect(await world.store.scopes("connection")).toContainEqual(scope);
  await katherine.call("removeConnection", { params });
  expect(await world.store.scopes("connection")).not.toContainEqual(scope);
  const { webhooks } = await world.sandbox.erp.snapshot();
  expect(webhooks).toEqual([]);
  // The same short name begins with nothing said of it.
  await katherine.call("saveConnection", { params, body: asNew(erpOf(contoso.id)) });
  expect(await katherine.call("erpTerms", { params })).toMatchObject({ limits: {}, windows: [] });
});

describe("an ERP that cannot be used", () => {
  it("says what is wrong with what was entered, and nothing is kept of it", async () => {
    const katherine = await firstAdministrator();
    const good = erpOf(contoso.id);
    const wrongKey = await katherine.call("testConnectionOf", {
      ...{ params, body: { ...good, apiKey: "wrong" } },
    });
    expect(wrongKey).toMatchObject({ answers: false, field: "apiKey" });
    const refusals = [
      [{ ...good, url: "http://169.254.169.254/latest" }, "url"],
      [{ ...good, url: "http://[::ffff:127.0.0.1]:9/erp" }, "url"],
      [{ ...good, tenants: [fabrikam.id] }, "tenants"],
      [{ ...good, apiKey: undefined }, "apiKey"],
    ] as const;
    for (const [body, field] of refusals) {
      const told = [
        await katherine.refused("testConnectionOf", { params, body }),
        await katherine.refused("saveConnection", { params, body: asNew(body) }),
      ];
      for (const problem of told) expect(problem).toMatchObject({ field });
    }
    expect((await katherine.call("connections")).connections).toEqual([]);
  });

  it("says who mends it and how, as the ERP really answers", async () => {
    const katherine = await firstAdministrator();
    const test = async (body: object, language = "en") => {
      const headers = { "accept-language": language };
      return katherine.call("testConnectionOf", { params, body, headers });
    };
    const good = erpOf(contoso.id);
    const path = "/api/v1/users";
    expect(await test({ ...good, apiKey: "wrong" })).toMatchObject({
      ...{ answers: false, field: "apiKey" },
      mending: { fixedBy: "administrator", remedy: expect.stringContaining("API key") as string },
    });
    for (const [fault, fixedBy, field] of [
      [{ status: 403 }, "erp", "apiKey"],
      [{ status: 429 }, "nobody", null],
      [{ status: 503 }, "erp", null],
    ] as const) {
      planFault(world, { path, ...fault });
      expect(await test(good)).toMatchObject({ answers: false, field, mending: { fixedBy } });
    }
    // One below the API is a page of the ERP.
    expect(await test({ ...good, url: `${addresses.erp}/pages` })).toMatchObject({
      ...{ answers: false, field: "url", mending: { fixedBy: "administrator" } },
    });
    planFault(world, { path, status: 503 });
    expect((await test(good, "de")).mending?.remedy).toContain("seinem Protokoll");
    expect(await test(good)).toMatchObject({ answers: true, mending: null });
  });

  it("that knows who tests not, or has no company for him, says so", async () => {
    const katherine = await firstAdministrator();
    const test = () => katherine.call("testConnectionOf", { params, body: erpOf(contoso.id) });
    const snapshot = await world.sandbox.erp.snapshot();
    const among = (change: (user: (typeof snapshot.users)[number]) => object) =>
      world.sandbox.erp.restore({
        ...snapshot,
        users: snapshot.users.map((user) =>
          user.email === katherine.user.address ? { ...user, ...change(user) } : user,
        ),
      });
    await among(() => ({ companies: [] }));
    expect(await test()).toMatchObject({
      ...{ answers: true, user: "Katherine Johnson", companies: [] },
      mending: { fixedBy: "erp", remedy: expect.stringContaining("company") as string },
    });
    await among(() => ({ email: "somebody.else@contoso.example" }));
    expect(await test()).toMatchObject({
      ...{ answers: true, user: null },
      mending: { fixedBy: "erp", remedy: expect.stringContaining("mail address") as string },
    });
  });

  it("sends the key to no other address than it was entered for", async () => {
    const katherine = await firstAdministrator();
    await katherine.call("saveConnection", { params, body: asNew(erpOf(contoso.id)) });
    const body = { ...erpOf(contoso.id), url: "https://elsewhere.example", apiKey: undefined };
    const told = [
      await katherine.refused("testConnectionOf", { params, body }),
      await katherine.refused("saveConnection", { params, body: asKnown(body) }),
    ];
    for (const problem of told) expect(problem).toMatchObject({ field: "apiKey" });
    const renamed = { ...erpOf(contoso.id), name: "Our ERP", apiKey: undefined };
    const { connections } = await katherine.call("saveConnection", {
      ...{ params, body: asKnown(renamed) },
    });
    expect(connections[0]).toMatchObject({ name: "Our ERP" });
  });
});

describe("an ERP that people are connected to", () => {
  it("is not exchanged for another, nor taken from them, under the same name", async () => {
    const katherine = await firstAdministrator();
    const good = erpOf(contoso.id);
    await katherine.call("saveConnection", { params, body: asNew(good) });
    await world.person("ada").setUp();
    const elsewhere = { ...good, url: "https://elsewhere.example" };
    const refusals = [
      [asNew(good), "connectionId"],
      [asKnown(elsewhere), "url"],
      [asKnown({ ...good, tenants: [] }), "tenants"],
    ] as const;
    for (const [body, field] of refusals) {
      expect(await katherine.refused("saveConnection", { params, body })).toMatchObject({ field });
    }
    expect(await katherine.refused("removeConnection", { params })).toMatchObject({
      ...{ code: "rejected" },
    });
  });
});

it("nobody shuts himself out", async () => {
  const katherine = await firstAdministrator();
  const own = { params: { tenantId: contoso.id } };
  expect(await katherine.refused("removeTenant", own)).toMatchObject({ code: "rejected" });
});

describe("a second company", () => {
  it("comes in when it is let in, and its administrators reach it alone", async () => {
    const katherine = await firstAdministrator();
    const maria = world.person("maria");
    expect(await maria.refused("me")).toMatchObject({ code: "tenant-unknown" });
    const tenant = { params: { tenantId: fabrikam.id } };
    const body = { name: "Fabrikam", domains: [fabrikam.domain] };
    const taken = { ...body, domains: [contoso.domain] };
    expect(await katherine.refused("saveTenant", { ...tenant, body: asNew(taken) })).toMatchObject({
      field: "domains",
    });
    await katherine.call("saveTenant", { ...tenant, body: asNew(body) });
    const hers = await maria.call("tenants");
    expect(hers.tenants.map(({ name }) => name)).toEqual(["Fabrikam"]);
    expect(await maria.refused("saveTenant", { ...tenant, body: asKnown(body) })).toMatchObject({
      status: 403,
    });
    expect(await maria.refused("consentLink", { params: { tenantId: contoso.id } })).toMatchObject({
      ...{ code: "not-found" },
    });
    await katherine.call("removeTenant", tenant);
    expect(await maria.refused("me")).toMatchObject({ code: "tenant-unknown" });
  });

  it("is changed on purpose alone: not by letting it in again, nor once it is shut out", async () => {
    const katherine = await firstAdministrator();
    const tenant = { params: { tenantId: fabrikam.id } };
    const body = { name: "Fabrikam", domains: [fabrikam.domain] };
    const renamed = { name: "Fabrikam Ltd", domains: ["fabrikam.example", "fabrikam.test"] };
    expect(await katherine.refused("saveTenant", { ...tenant, body: asKnown(body) })).toMatchObject(
      { code: "not-found" },
    );
    await katherine.call("saveTenant", { ...tenant, body: asNew(body) });
    const again = { ...tenant, body: asNew({ name: "Typed once more", domains: [] }) };
    expect(await katherine.refused("saveTenant", again)).toMatchObject({
      ...{ code: "rejected", field: "tenantId" },
    });
    const known = async () => (await katherine.call("tenants")).tenants;
    expect(await known()).toContainEqual(expect.objectContaining(body));
    await katherine.call("saveTenant", { ...tenant, body: asKnown(renamed) });
    expect(await known()).toContainEqual(expect.objectContaining(renamed));
  });

  it("is synchronized no more while it is shut out, and goes on when it is let in again", async () => {
    const katherine = await firstAdministrator();
    const tenant = { params: { tenantId: fabrikam.id } };
    const body = { name: "Fabrikam", domains: [] };
    await katherine.call("saveTenant", { ...tenant, body: asNew(body) });
    await katherine.call("saveConnection", { params, body: asNew(erpOf(fabrikam.id)) });
    const liu = world.person("liu");
    await liu.setUp();
    const id = await liu.outlook.add(visit());
    await liu.choose(id);
    await world.settle();
    await katherine.call("removeTenant", tenant);
    await liu.outlook.change(id, { subject: "Changed meanwhile" });
    await world.settle();
    expect((await liu.erp.list()).map(({ subject }) => subject)).toEqual(["Visit Northwind"]);
    await katherine.call("saveTenant", { ...tenant, body: asNew(body) });
    await liu.call("syncNow");
    await world.settle();
    expect((await liu.erp.list()).map(({ subject }) => subject)).toEqual(["Changed meanwhile"]);
  });
});

it("keeps how an ERP keeps times, over a restart, and writes no other ones there", async () => {
  const katherine = await firstAdministrator();
  const time = { clock: "Europe/Vienna", midnight: "refused" } as const;
  await world.sandbox.erp.restore({ ...(await world.sandbox.erp.snapshot()), time });
  const body = { ...erpOf(contoso.id), time };
  expect(await katherine.call("testConnectionOf", { params, body })).toMatchObject({
    answers: true,
  });
  await katherine.call("saveConnection", { params, body: asNew(body) });
  await world.restart();
  const saved = async () => (await katherine.call("connections")).connections[0]?.time;
  expect(await saved()).toEqual(time);

  const ada = world.person("ada");
  await ada.setUp();
  const timeZone = "W. Europe Standard Time";
  const id = await ada.outlook.add(
    visit({
      start: { dateTime: "2026-11-24T22:00:00", timeZone },
      end: { dateTime: "2026-11-25T00:00:00", timeZone },
    }),
  );
  await ada.choose(id);
  await world.settle();
  expect((await ada.erp.list()).map(({ end }) => end)).toEqual(["2026-11-24T22:59:59Z"]);
  await katherine.call("saveConnection", {
    params,
    body: asKnown(erpOf(contoso.id)),
  });
  expect(await saved()).toBeUndefined();
  const [line] = (await katherine.call("audit")).entries;
  expect(line).toMatchObject({ act: "connection-saved", facts: { clock: "", midnight: true } });
});
