import { linked, northwind, ready } from "../whole/linked.ts";
import { worlds } from "../whole/world.ts";

const open = worlds();

const calendar = { enabled: true, outlookItems: "chosen", erpItems: true } as const;
const setup = { companyId: "co-eu", locationId: "loc-berlin", timeZone: "Europe/Berlin", calendar };

describe("profile", () => {
  it("before Setup: who I am on both sides, what is granted, and that Setup is required", async () => {
    const world = await open();
    const profile = await world.person("ada").call("profile");
    expect(profile).toMatchObject({
      name: "Ada Lovelace",
      address: "ada@contoso.example",
      erp: {
        connection: "Contoso ERP",
        user: { id: "u-ada", name: "Ada Lovelace" },
        unavailable: false,
      },
      status: { health: "setup-required" },
      setup: null,
    });
    expect(profile.scopes.join(" ")).toContain("Calendars.ReadWrite");
  });

  it("says who is not known in the ERP", async () => {
    const world = await open();
    const books = await world.sandbox.erp.snapshot();
    const users = books.users.filter(({ id }) => id !== "u-ada");
    await world.sandbox.erp.restore({ ...books, users });
    const ada = world.person("ada");
    expect((await ada.call("profile")).erp.user).toBeNull();
    expect((await ada.call("setupOptions")).notices).toEqual([
      { job: "calendar", code: "erp-user-unknown" },
    ]);
    expect(await ada.refused("saveSetup", { body: setup })).toMatchObject({
      status: 409,
      code: "erp-user-unknown",
    });
  });
});

describe("test connection", () => {
  it("names the person and the system on both sides", async () => {
    const world = await open();
    const test = await world.person("ada").call("testConnection");
    expect(test.microsoft).toMatchObject({ ok: true, user: "Ada Lovelace (ada@contoso.example)" });
    expect(test.erp.ok).toBe(true);
    expect(test.erp.facts).toContain("Demo ERP 1.0");
  });

  it("tells of one side that it is down and still of the other who we are", async () => {
    const world = await open();
    world.sandbox.faults.add({ path: "/api/v1/", status: 503, times: 9, when: "before" });
    const test = await world.person("ada").call("testConnection");
    expect(test.microsoft.ok).toBe(true);
    expect(test.erp.ok).toBe(false);
    expect(test.erp.problem).toContain("demo ERP");
    expect(test.erp.mending).toMatchObject({ fixedBy: "erp" });
  });
});

describe("Setup", () => {
  it("offers companies with their locations, zones, and what the first sync would take", async () => {
    const world = await open();
    const options = await world.person("ada").call("setupOptions");
    expect(options.companies.map(({ id }) => id)).toEqual(["co-eu", "co-es"]);
    expect(options.companies[0]?.locations.map(({ id }) => id)).toEqual([
      "loc-berlin",
      "loc-vienna",
    ]);
    expect(options.timeZones).toContain("Europe/Berlin");
    expect(Date.parse(options.scope.from)).toBeLessThan(world.clock.now());
    expect(Date.parse(options.scope.to)).toBeGreaterThan(world.clock.now());
  });

  it("is kept as it was saved", async () => {
    const world = await open();
    const ada = world.person("ada");
    const saved = await ada.call("saveSetup", {
      body: { ...setup, companyId: "co-es", locationId: "loc-madrid" },
    });
    const elsewhere = { companyId: "co-es", locationId: "loc-madrid" };
    // Nobody is mailed who did not ask for it.
    expect(saved.setup).toEqual({ ...setup, ...elsewhere, mails: false });
    expect((await ada.call("profile")).setup).toEqual(saved.setup);
  });

  it.each([
    ["another company's location", { ...setup, locationId: "loc-madrid" }],
    ["another tenant's company", { ...setup, companyId: "fa-us", locationId: null }],
    ["a company that does not exist", { ...setup, companyId: "co-xx", locationId: null }],
  ])("refuses %s and stores nothing", async (_what, body) => {
    const world = await open();
    const ada = world.person("ada");
    expect(await ada.refused("saveSetup", { body })).toMatchObject({ status: 409 });
    expect((await ada.call("profile")).setup).toBeNull();
  });

  it("refuses a time zone that nobody knows, naming the field", async () => {
    const world = await open();
    const body = { ...setup, timeZone: "Mars/Olympus" };
    expect(await world.person("ada").refused("saveSetup", { body })).toMatchObject({
      status: 400,
      field: "timeZone",
    });
  });

  it("is one person's own: a colleague's begins empty", async () => {
    const world = await open();
    await ready(world);
    expect((await world.person("grace").call("profile")).setup).toBeNull();
    expect((await world.person("grace").call("status")).health).toBe("setup-required");
  });
});

describe("status and sync now", () => {
  it("count what is linked and say when the next look is due", async () => {
    const { world, ada } = await linked(await open());
    const status = await ada.call("syncNow");
    expect(status).toMatchObject({
      health: "operational",
      calendar: { enabled: true, running: false, linked: 1, waiting: 0, quarantined: 0 },
    });
    expect(status.calendar.lastSyncAt).toBe(new Date(world.clock.now()).toISOString());
    expect(Date.parse(status.calendar.nextSyncAt ?? "")).toBeGreaterThan(world.clock.now());
  });

  it("before Setup there is nothing to synchronize", async () => {
    const world = await open();
    expect((await world.person("ada").call("syncNow")).health).toBe("setup-required");
  });

  it("reads both sides at once, without waiting for an announcement", async () => {
    const { world, ada, id, activity } = await linked(await open());
    world.sandbox.graph.notificationMode = "drop";
    world.sandbox.erp.webhooks.mode = "drop";
    await ada.outlook.change(id, { subject: "Here" });
    await ada.erp.change(activity.id, { place: "There" });
    await ada.call("syncNow");
    expect(await ada.erp.list()).toMatchObject([{ subject: "Here", place: "There" }]);
    expect((await ada.outlook.get(id)).location.displayName).toBe("There");
  });
});

describe("log", () => {
  it("shows both directions, newest first, page by page", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.outlook.change(id, { subject: "From Outlook" });
    await world.settle();
    await ada.erp.change(activity.id, { subject: "From the ERP" });
    await world.settle();
    const { entries } = await ada.call("log");
    const updates = entries.filter(({ kind }) => kind === "updated");
    expect(updates.map(({ side, origin }) => [side, origin])).toEqual([
      ["microsoft", "erp"],
      ["erp", "microsoft"],
    ]);
    expect(updates[0]?.changes).toEqual([
      { field: "subject", from: "From Outlook", to: "From the ERP" },
    ]);

    const paged = [];
    let before: string | undefined;
    for (;;) {
      const page = await ada.call("log", {
        query: { limit: "2", ...(before === undefined ? {} : { before }) },
      });
      if (page.entries.length === 0) break;
      paged.push(...page.entries);
      before = page.entries.at(-1)?.id;
    }
    expect(paged).toEqual(entries);
  });

  it("is one person's own", async () => {
    const { world } = await linked(await open());
    expect((await world.person("grace").call("log")).entries).toEqual([]);
    expect((await world.person("liu").call("log")).entries).toEqual([]);
  });

  it("never holds a body, whatever was changed", async () => {
    const { world, ada, id } = await linked(await open());
    const body = { contentType: "text", content: "the secret recipe" };
    await ada.outlook.change(id, { body });
    await world.settle();
    expect(JSON.stringify(await ada.erp.list())).toContain("the secret recipe");
    expect(JSON.stringify(await ada.call("log"))).not.toContain("secret recipe");
    expect(JSON.stringify((await ada.open(id)).history)).not.toContain("secret recipe");
    expect(world.logLines.join("\n")).not.toContain("secret recipe");
    expect(world.logLines.join("\n")).not.toContain(northwind.id);
  });
});
