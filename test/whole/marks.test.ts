import { GRAPH } from "../../sandbox/entra/registration.ts";
import { tenants } from "../../sandbox/tenants.ts";
import { markNames } from "../../server/resources/appointment/marks.ts";
import { expectRest, guest, linked, planFault, ready } from "./linked.ts";
import { call, visit, type OutlookEvent, type Person } from "./person.ts";
import { dayMs, worlds, type World } from "./world.ts";

const open = worlds();

const { tracked, attention } = markNames;
const rules = { marks: true } as const;

const categoriesOf = async (person: Person, id: string): Promise<unknown> =>
  (await person.outlook.get(id))["categories"];

/** Our categories in the person's list, by their colours. */
async function coloursOf({ outlook }: Person): Promise<Readonly<Record<string, string>>> {
  const { value } = await outlook.ask("GET", "/me/outlook/masterCategories");
  const list = value as readonly { readonly displayName: string; readonly color: string }[];
  const ours = list.filter(({ displayName }) => [tracked, attention].includes(displayName));
  return Object.fromEntries(ours.map(({ displayName, color }) => [displayName, color]));
}

/** Ada's appointment is in the ERP, and her calendar shows it. */
async function marked(world: World, event = visit()) {
  const all = await linked(world, event);
  await all.ada.setUp({ rules });
  await world.settle();
  return all;
}

/** Requests that change an event at Graph, those in batches one by one. */
const writesOf = ({ sandbox }: World) =>
  sandbox.requestLog
    .list()
    .filter(({ method, path }) => method !== "GET" && path.includes("/events"));

describe("categories in Outlook's calendar", () => {
  it("show what is tracked, with a colour, and the ERP hears nothing of it", async () => {
    const event = visit({ categories: ["Call"] });
    const { world, ada, id, activity } = await marked(await open(), event);
    expect(await categoriesOf(ada, id)).toEqual(["Call", tracked]);
    expect(await coloursOf(ada)).toEqual({ [tracked]: "preset4", [attention]: "preset0" });
    expect((await ada.erp.list())[0]?.version).toBe(activity.version);
    expect((await ada.open(id)).state).toBe("in-sync");
    await expectRest(world, ada);
  });

  it("come with what the ERP brings, in the same request", async () => {
    const world = await open();
    const ada = await ready(world, { rules });
    world.sandbox.requestLog.clear();
    await ada.erp.add();
    await world.settle();
    const [event] = await ada.outlook.list();
    expect(event?.["categories"]).toEqual([tracked]);
    expect(writesOf(world).map(({ method }) => method)).toEqual(["POST"]);
  });

  it("removed by hand, untrack: both copies stay and neither follows the other", async () => {
    const { world, ada, id, activity } = await marked(await open());
    await ada.outlook.change(id, { categories: ["Call"], subject: "Mine now" });
    await world.settle();
    const view = await ada.open(id);
    expect(view).toMatchObject({ on: false, state: "not-synced" });
    expect(view.history.map(({ because }) => because)).toContain("category removed");
    expect((await ada.erp.list())[0]).toMatchObject({ version: activity.version });
    await ada.erp.change(activity.id, { place: "Berlin" });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({ location: { displayName: "Hamburg" } });
    await ada.outlook.change(id, { categories: ["Call", tracked] });
    await world.settle();
    expect(await ada.open(id)).toMatchObject({ on: true, state: "in-sync" });
    expect(await ada.erp.list()).toMatchObject([{ subject: "Mine now" }]);
    await expectRest(world, ada);
  });

  it("put on by hand, bring an appointment into the ERP; switched off in the pane, they go", async () => {
    const world = await open();
    const ada = await ready(world, { rules });
    const id = await ada.outlook.add(visit({ categories: [tracked] }));
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(1);
    const { itemId } = await ada.open(id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: false } });
    await world.settle();
    expect(await categoriesOf(ada, id)).toEqual([]);
    expect(await ada.open(id)).toMatchObject({ on: false, state: "not-synced" });
    await expectRest(world, ada);
    expect(await ada.open(id)).toMatchObject({ on: false });
  });

  it("ask for attention while a conflict waits, and go when it is answered", async () => {
    const { world, ada, id, activity } = await marked(await open());
    await ada.setUp({ rules: { precedence: "ask" } });
    await world.settle();
    await ada.outlook.change(id, { subject: "Outlook's" });
    await ada.erp.change(activity.id, { subject: "The ERP's" });
    await world.settle();
    expect(await categoriesOf(ada, id)).toEqual([tracked, attention]);
    const { itemId, conflicts } = await ada.open(id);
    const { field, microsoftFingerprint, erpFingerprint } = conflicts[0]!;
    const body = { field, keep: "erp", microsoftFingerprint, erpFingerprint };
    await ada.call("answerConflict", { params: { itemId }, body });
    await world.settle();
    expect(await ada.outlook.get(id)).toMatchObject({
      subject: "The ERP's",
      categories: [tracked],
    });
    await expectRest(world, ada);
  });

  it("ask for attention where the ERP released the activity and takes no edit (E25)", async () => {
    const { world, ada, id, activity } = await marked(await open());
    await ada.erp.change(activity.id, { released: true });
    await world.settle();
    expect(await categoriesOf(ada, id)).toEqual([tracked]);
    await ada.outlook.change(id, { subject: "Too late" });
    await world.settle();
    expect(await categoriesOf(ada, id)).toEqual([tracked, attention]);
    expect((await ada.erp.list())[0]?.subject).toBe("Visit Northwind");
    const { history, notTaken, state } = await ada.open(id);
    expect([state, notTaken]).toEqual(["not-taken", ["subject"]]);
    expect(history[0]).toMatchObject({ kind: "conflict", because: "read-only:released" });
    await expectRest(world, ada, 1);
    await ada.erp.change(activity.id, { released: false });
    await world.settle();
    expect((await ada.erp.list())[0]?.subject).toBe("Too late");
    expect(await categoriesOf(ada, id)).toEqual([tracked]);
  });

  it("are not needed for Home to tell of it, for as long as it lasts", async () => {
    const world = await open();
    const { ada, id, activity } = await linked(world);
    await ada.erp.change(activity.id, { released: true });
    await world.settle();
    expect((await ada.call("waitingItems")).total).toBe(0);
    await ada.outlook.change(id, { subject: "Too late" });
    await world.settle();
    expect(await ada.call("waitingItems")).toMatchObject({
      total: 1,
      items: [{ conflicts: [], notTaken: ["subject"], ending: null }],
    });
    expect((await ada.call("status")).calendar.waiting).toBe(1);
    await ada.outlook.change(id, { subject: "Visit Northwind" });
    await world.settle();
    expect((await ada.call("waitingItems")).total).toBe(0);
    expect((await ada.call("status")).calendar.waiting).toBe(0);
  });

  it("a released activity is not deleted with its event: it waits in sight, and goes once it is opened again", async () => {
    const world = await open();
    const { ada, id, activity } = await linked(world);
    await ada.erp.change(activity.id, { released: true });
    await world.settle();
    await ada.outlook.remove(id);
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(1);
    expect(await ada.outlook.list()).toEqual([]);
    const { items } = await ada.call("setAside");
    expect(items).toMatchObject([{ subject: "Visit Northwind", side: "erp", code: "rejected" }]);
    await ada.erp.change(activity.id, { released: false });
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    expect((await ada.call("setAside")).items).toEqual([]);
  });

  it("mail nobody, on an organizer's meeting and on a guest's copy", async () => {
    const world = await open();
    const grace = world.person("grace");
    await grace.setUp({ outlookItems: "chosen", rules });
    const { ada, id } = await marked(world, visit({ attendees: [guest(grace.user.address)] }));
    const [copy] = await grace.outlook.list();
    await grace.choose(copy!.id);
    await world.settle();
    const sent = world.sandbox.graph.mails().length;
    expect(await categoriesOf(ada, id)).toEqual([tracked]);
    await ada.setUp({ rules: { marks: false } });
    await world.settle();
    await ada.setUp({ rules });
    await world.settle();
    expect(await categoriesOf(ada, id)).toEqual([tracked]);
    expect(world.sandbox.graph.mails()).toHaveLength(sent);
    // Her own act, the invitation, is the only one.
    expect(world.sandbox.graph.mails().filter(({ kind }) => kind !== "invitation")).toEqual([]);
  });

  it("stand on a series, and take nothing from its days", async () => {
    const world = await open();
    const weekly = visit({
      categories: ["Call"],
      recurrence: {
        pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
        range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
      },
    });
    const { ada, id } = await marked(world, weekly);
    const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2026-12-31T00:00:00Z";
    const days = async () =>
      (await ada.outlook.ask("GET", `/me/events/${encodeURIComponent(id)}/instances?${view}`))[
        "value"
      ] as readonly OutlookEvent[];
    const [, second, third] = await days();
    await ada.outlook.change(second!.id, { categories: ["Demo"], subject: "Special" });
    await ada.outlook.change(third!.id, { location: { displayName: "Vienna" } });
    await world.settle();
    expect(await categoriesOf(ada, id)).toEqual(["Call", tracked]);
    // The ERP moves a day, so that the series is written once more.
    const [activity] = await ada.erp.list();
    await ada.erp.change(activity!.id, { place: "Berlin" });
    await world.settle();
    const names = (await days()).map(({ subject }) => subject);
    expect(names).toEqual(["Visit Northwind", "Special", "Visit Northwind", "Visit Northwind"]);
    expect(await categoriesOf(ada, id)).toEqual(["Call", tracked]);
    expect((await ada.open(id)).state).toBe("in-sync");
    await expectRest(world, ada);
  });

  it("stand on each occurrence, where the ERP holds no series", async () => {
    const world = await open({ erpSeries: false });
    const ada = await ready(world, { outlookItems: "all", rules });
    await ada.outlook.add(
      visit({
        recurrence: {
          pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
          range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 3 },
        },
      }),
    );
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(3);
    const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2026-12-31T00:00:00Z";
    const { value } = await ada.outlook.ask("GET", `/me/calendarView?${view}`);
    const shown = (value as readonly OutlookEvent[]).map((one) => one["categories"]);
    expect(shown).toEqual([[tracked], [tracked], [tracked]]);
    await expectRest(world, ada);
  });

  it("work without a colour where the list may not be changed, and get it when it may", async () => {
    const world = await open();
    planFault(world, { method: "POST", path: "masterCategories", status: 403, times: 1 });
    const { ada, id } = await marked(world);
    expect(await categoriesOf(ada, id)).toEqual([tracked]);
    expect(await coloursOf(ada)).toEqual({});
    await world.pass(dayMs);
    await ada.erp.add(call());
    await world.settle();
    expect(Object.keys(await coloursOf(ada)).sort()).toEqual([attention, tracked]);
  });

  it("have their colours asked for by whoever wants them, and are there for whoever does not agree", async () => {
    const world = await open();
    const [contoso] = tenants;
    const ada = world.person("ada");
    const { switches } = world.sandbox.entra;
    const needed = `${GRAPH}/MailboxSettings.ReadWrite`;
    const read = `${GRAPH}/MailboxSettings.Read`;
    switches.grantTenant(contoso, { delegated: false, application: false });
    switches.setConsent(ada.user, { but: [needed] }, [read]);
    const { id } = await marked(world);
    expect(await categoriesOf(ada, id)).toEqual([tracked]);
    expect(await coloursOf(ada)).toEqual({});
    expect((await ada.call("setupOptions")).lacksColors).toBe(true);
    expect(await ada.refused("allowColors")).toMatchObject({
      ...{ code: "consent-required", scopes: [needed] },
    });
    switches.setConsent(ada.user, true);
    await ada.call("allowColors");
    await world.settle();
    expect(Object.keys(await coloursOf(ada)).sort()).toEqual([attention, tracked]);
    expect((await ada.call("setupOptions")).lacksColors).toBe(false);
    await expectRest(world, ada);
  });

  it("go with the switch in Setup, and leave a person's own where they were", async () => {
    const { world, ada, id } = await marked(await open(), visit({ categories: ["Call"] }));
    await ada.setUp({ rules: { marks: false } });
    await world.settle();
    expect(await categoriesOf(ada, id)).toEqual(["Call"]);
    expect((await ada.open(id)).state).toBe("in-sync");
    await expectRest(world, ada);
  });

  it("are told by a dry run as a figure, and untracking by hand as what it is", async () => {
    const { world, ada, id } = await linked(await open());
    const { proposal } = await ada.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "chosen", erpItems: true, rules };
    const tried = await ada.call("makePlan", { body: { setup: { ...proposal, calendar } } });
    expect(tried).toMatchObject({ marked: 1, total: 0 });
    expect(await categoriesOf(ada, id)).toEqual([]);
    await ada.setUp({ rules });
    await world.settle();
    expect(await ada.call("makePlan", { body: { setup: null } })).toMatchObject({
      ...{ marked: 0, total: 0 },
    });
    await ada.outlook.change(id, { categories: [] });
    const plan = await ada.call("makePlan", { body: { setup: null } });
    expect(plan).toMatchObject({ marked: 0, total: 1, counts: [{ kind: "unlink", count: 1 }] });
    expect((await ada.open(id)).on).toBe(true);
    await world.settle();
    expect((await ada.open(id)).on).toBe(false);
  });

  it("of three hundred appointments go in batches, and the second run writes nothing", async () => {
    const world = await open({ events: 300 });
    const ada = world.person("ada");
    await ada.setUp({ outlookItems: "all", erpItems: false });
    await world.settle();
    const activities = (await ada.erp.list()).length;
    expect(activities).toBeGreaterThan(200);
    const roundTrips: string[] = [];
    const { between } = world.network;
    world.network.between = async (request, pass) => {
      if (request.url.includes("/v1.0/")) roundTrips.push(request.url);
      return between(request, pass);
    };
    world.sandbox.requestLog.clear();
    await ada.setUp({ outlookItems: "all", erpItems: false, rules });
    await world.settle();
    const patched = writesOf(world).filter(({ method }) => method === "PATCH");
    expect(patched).toHaveLength(activities);
    const batches = roundTrips.filter((url) => url.endsWith("$batch"));
    expect(batches).toHaveLength(Math.ceil(activities / 20));
    // Setup itself asks who and where she is; then two rounds of changes, our keys and the list.
    const others = roundTrips.filter((url) => /calendarView|masterCategories|events/.test(url));
    expect(others.length).toBeLessThanOrEqual(10);
    await expectRest(world, ada);
  });
});
