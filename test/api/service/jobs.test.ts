/** Jobs at three levels: what administrators decide reaches the next runs of whom it concerns. */
import type { LevelView } from "../../../server/api/contract/service/jobs.ts";
import { ready } from "../../whole/linked.ts";
import { visit, type Parts, type Person } from "../../whole/person.ts";
import { worlds, type World } from "../../whole/world.ts";

const open = worlds();

type Values = LevelView["content"]["values"];
const contoso = (world: World) => ({
  connectionId: `demo-${world.person("ada").user.tenantId.slice(0, 8)}`,
  companyId: "co-eu",
});
const fabrikam = (world: World) => ({
  connectionId: `demo-${world.person("liu").user.tenantId.slice(0, 8)}`,
  companyId: "fa-us",
});
const system = {};

const partsOf = (place: object, body?: object): Parts => ({
  query: { job: "calendar", ...place },
  ...(body === undefined ? {} : { body }),
});
const levelOf = (who: Person, place: object) => who.call("jobLevel", partsOf(place));
async function change(who: Person, place: object, values: Values, locked: string[] = []) {
  const { revision } = await levelOf(who, place);
  return who.call("saveJobLevel", partsOf(place, { revision, values, locked }));
}
async function refusal(who: Person, place: object, values: Values, locked: string[] = []) {
  const { revision } = await levelOf(who, place);
  return who.refused("saveJobLevel", partsOf(place, { revision, values, locked }));
}
const leftToAbove = async (who: Person, enabled = true): Promise<void> => {
  const { proposal } = await who.call("setupOptions");
  const job = { enabled, outlookItems: "chosen", erpItems: true };
  const inherit = ["outlookItems", "erpItems"];
  await who.call("saveSetup", { body: { ...proposal, calendar: { ...job, inherit } } });
};
const subjects = async ({ erp }: Person) => (await erp.list()).map(({ subject }) => subject);

describe("an administrator's off", () => {
  it("outranks everything: no run, no item switch, until he takes it back", async () => {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all" });
    const katherine = world.person("katherine");
    await change(katherine, system, { enabled: false });
    await ada.outlook.add(visit({ subject: "While it is off" }));
    await world.settle();
    expect(await ada.call("status")).toMatchObject({
      ...{ health: "off-above", calendar: { enabled: false } },
    });
    const chosen = await ada.outlook.add(visit({ subject: "Chosen" }));
    const { itemId } = await ada.open(chosen);
    const body = { records: [], activityTypeId: null };
    expect(await ada.refused("chooseItem", { params: { itemId }, body })).toMatchObject({
      code: "forbidden",
    });
    // Whoever has it on keeps it on, for the day on which it may run again.
    expect((await ada.call("profile")).setup?.calendar.enabled).toBe(true);
    expect(await subjects(ada)).toEqual([]);

    await change(katherine, system, {});
    await world.settle();
    expect((await subjects(ada)).toSorted()).toEqual(["Chosen", "While it is off"]);
  });
});

describe("a company's rules", () => {
  it("reach its people's next run and nobody else's", async () => {
    const world = await open();
    const [ada, grace, liu] = [world.person("ada"), world.person("grace"), world.person("liu")];
    for (const one of [ada, grace, liu]) await leftToAbove(one);
    await world.settle();
    for (const one of [ada, grace, liu]) {
      await one.outlook.add(visit({ subject: `Of ${one.user.givenName}` }));
    }
    await world.settle();
    expect(await subjects(ada)).toEqual([]);

    const { concerned } = await change(world.person("katherine"), contoso(world), {
      outlookItems: "all",
    });
    expect(concerned).toBe(2);
    await world.settle();
    expect([await subjects(ada), await subjects(grace)]).toEqual([["Of Ada"], ["Of Grace"]]);
    expect(await subjects(liu)).toEqual([]);
  });

  it("tell those whose process ended before they heard of it", async () => {
    const world = await open();
    const ada = world.person("ada");
    await leftToAbove(ada);
    await world.settle();
    await ada.outlook.add(visit({ subject: "Heard of later" }));
    await world.settle();
    const { connectionId, companyId } = contoso(world);
    // As the store was between the change and the first who was told.
    await world.store.commit({ kind: "connection", connectionId }, [
      {
        ...{ kind: "put", collection: "settings", key: `calendar/${companyId}` },
        document: { values: { outlookItems: "all" }, before: { values: {} } },
      },
    ]);
    await world.restart();
    await world.settle();
    expect(await subjects(ada)).toEqual(["Heard of later"]);
    const scope = { kind: "connection", connectionId } as const;
    const stored = await world.store.get(scope, "settings", `calendar/${companyId}`);
    expect(stored).not.toHaveProperty("before");
  });

  it("hold for a person until he says otherwise, and again when he gives that back", async () => {
    const world = await open();
    const ada = world.person("ada");
    await leftToAbove(ada);
    await change(world.person("katherine"), contoso(world), { precedence: "erp" });
    expect((await ada.call("setupOptions")).rules.precedence).toBe("erp");
    await ada.setUp({ rules: { precedence: "ask" } });
    const options = await ada.call("setupOptions");
    expect(options.rules.precedence).toBe("ask");
    expect(options.own).toMatchObject({ precedence: "ask" });
    const { proposal } = options;
    const job = { enabled: true, outlookItems: "chosen", erpItems: true, inherit: ["precedence"] };
    await ada.call("saveSetup", { body: { ...proposal, calendar: job } });
    const back = await ada.call("setupOptions");
    expect(back.rules.precedence).toBe("erp");
    expect(back.own).not.toHaveProperty("precedence");
    expect(back.above.find(({ companyId }) => companyId === "co-eu")?.settings).toMatchObject({
      precedence: { value: "erp", from: "company", lockedBy: null },
    });
  });
});

describe("what is fixed above", () => {
  it("is refused to a person by the name of the field; what he had holds again later", async () => {
    const world = await open();
    const [ada, katherine] = [world.person("ada"), world.person("katherine")];
    await ada.setUp({ rules: { direction: "toErp", privateItems: "full" } });
    await change(katherine, system, { direction: "both", privateItems: "busy" }, ["direction"]);
    expect((await ada.call("setupOptions")).rules).toMatchObject({
      ...{ direction: "both", privateItems: "busy" },
    });
    const { proposal } = await ada.call("setupOptions");
    for (const rules of [{ direction: "toErp" }, { privateItems: "full" }]) {
      const calendar = { enabled: true, outlookItems: "chosen", erpItems: true, rules };
      const problem = await ada.refused("saveSetup", { body: { ...proposal, calendar } });
      const [name] = Object.keys(rules);
      expect(problem).toMatchObject({ code: "forbidden", field: `calendar.rules.${name}` });
    }
    await ada.setUp({ rules: { daysBack: 7, privateItems: "leaveOut" } });
    await change(katherine, system, {});
    expect((await ada.call("setupOptions")).rules).toMatchObject({
      ...{ direction: "toErp", privateItems: "leaveOut", daysBack: 7 },
    });
  });

  it("binds a company as well", async () => {
    const world = await open();
    const katherine = world.person("katherine");
    await world.person("ada").setUp();
    await change(katherine, system, { brakeDeletions: 5, precedence: "erp" }, ["precedence"]);
    const looser = await refusal(katherine, contoso(world), { brakeDeletions: 6 });
    expect(looser).toMatchObject({ status: 403, field: "values.brakeDeletions" });
    const fixed = await refusal(katherine, contoso(world), { precedence: "ask" });
    expect(fixed).toMatchObject({ status: 403, field: "values.precedence" });
    await change(katherine, contoso(world), { brakeDeletions: 4 });
    const { settings } = await levelOf(katherine, contoso(world));
    expect(settings.find(({ name }) => name === "brakeDeletions")?.above).toEqual({
      ...{ value: 5, from: "system", locked: false },
    });
  });
});

it.each([
  [{ loudness: 11 }, [], "values.loudness"],
  [{ direction: "sideways" }, [], "values.direction"],
  [{ daysBack: 366 }, [], "values.daysBack"],
  [{}, ["enabled"], "locked"],
  [{}, ["loudness"], "locked"],
] as const)("refuses %j, fixing %j, by the name of the field", async (values, locked, field) => {
  const world = await open();
  const problem = await refusal(world.person("katherine"), system, values, [...locked]);
  expect(problem).toMatchObject({ status: 400, code: "bad-request", field });
});

it("offers what the systems at hand can do, and shows what was said before all the same", async () => {
  const world = await open();
  const katherine = world.person("katherine");
  const offered = async () =>
    new Map((await levelOf(katherine, system)).settings.map((one) => [one.name, one.allowed]));
  expect((await offered()).has("flows.body")).toBe(true);
  // No ERP here holds categories, so that their way would decide nothing.
  expect((await offered()).has("flows.categories")).toBe(false);
  expect((await offered()).get("afterDeleteInOutlook")).toContain("cancel");
  await change(katherine, system, { "flows.categories": "none" });
  expect((await offered()).has("flows.categories")).toBe(true);
});

describe("one who looks after one tenant", () => {
  it("reaches its companies alone, and not what holds for everybody", async () => {
    const world = await open();
    await world.person("ada").setUp();
    await world.person("liu").setUp();
    const maria = world.person("maria");
    const { companies, system: isEverybodys } = await maria.call("jobPlaces");
    expect(companies.map(({ name, people }) => [name, people])).toEqual([["Fabrikam Inc.", 1]]);
    expect(isEverybodys).toBe(false);
    expect(await maria.refused("jobLevel", partsOf(system))).toMatchObject({ code: "forbidden" });
    const body = { revision: "", values: { enabled: false }, locked: [] };
    for (const [place, code] of [
      [system, "forbidden"],
      [contoso(world), "not-found"],
      [{ ...fabrikam(world), companyId: "co-eu" }, "not-found"],
    ] as const) {
      for (const route of ["saveJobLevel", "tryJobLevel"] as const) {
        expect(await maria.refused(route, partsOf(place, body))).toMatchObject({ code });
      }
    }
    await change(maria, fabrikam(world), { direction: "toErp" });
    const rulesOf = async (name: "ada" | "liu") =>
      (await world.person(name).call("setupOptions")).rules.direction;
    expect([await rulesOf("ada"), await rulesOf("liu")]).toEqual(["both", "toErp"]);
    // Whoever came second would undo what he never saw.
    const late = partsOf(fabrikam(world), { revision: "", values: {}, locked: [] });
    expect(await maria.refused("saveJobLevel", late)).toMatchObject({ code: "conflict" });

    const { entries } = await maria.call("audit");
    expect(entries[0]).toMatchObject({
      ...{ act: "job-changed", outcome: "done", facts: { direction: "as above → toErp" } },
    });
    expect(entries[0]?.about).toContain("Fabrikam Inc.");
  });
});

describe("the dry run of a change", () => {
  const wider: Values = { outlookItems: "all" };

  /** Ada and Grace leave to the levels what of Outlook goes over; each has an appointment that does not. */
  async function company() {
    const world = await open();
    const [ada, grace, katherine] = [
      ...[world.person("ada"), world.person("grace"), world.person("katherine")],
    ] as [Person, Person, Person];
    await leftToAbove(ada);
    await leftToAbove(grace);
    await leftToAbove(world.person("liu"));
    await world.settle();
    await ada.outlook.add(visit({ subject: "Merger talks" }));
    await grace.outlook.add(visit({ subject: "Compilers" }));
    await world.settle();
    const place = contoso(world);
    const tried = async (values = wider) => {
      const { revision } = await levelOf(katherine, place);
      return katherine.call("tryJobLevel", partsOf(place, { revision, values, locked: [] }));
    };
    const seen = async (dryRunId: string) => {
      for (let tries = 0; tries < 100; tries++) {
        await world.idle();
        const found = await katherine.call("dryRun", { params: { dryRunId } });
        if (!["looking", "doing"].includes(found.summary.phase)) return found;
      }
      throw new Error("The dry run never ends.");
    };
    return {
      ...{ world, ada, grace, katherine, place, tried, seen },
      /** Everybody whom the rules concern was looked at. */
      looked: async (values = wider) => seen((await tried(values)).dryRunId),
      doThis: async ({ dryRunId, fingerprint }: { dryRunId: string; fingerprint: string }) => {
        const body = { act: "carry-out", fingerprint };
        await katherine.call("actOnDryRun", { params: { dryRunId }, body });
        return seen(dryRunId);
      },
      saidNow: async () => (await levelOf(katherine, place)).content.values,
    };
  }

  it("goes over everybody whom it concerns, tells how much, when and why, and does nothing", async () => {
    const { world, ada, katherine, looked, saidNow } = await company();
    const { summary, rows } = await looked();
    expect(summary).toMatchObject({
      ...{ mailboxes: 2, phase: "looked", toDo: 2 },
      counts: [{ kind: "create", side: "erp", count: 2 }],
      rules: { ready: true, saved: null, problem: null },
    });
    expect(rows.map(({ name, total }) => [name, total])).toEqual([
      ["Ada Lovelace", 1],
      ["Grace Hopper", 1],
    ]);
    const { dryRunId } = summary;
    const { tenantId, id: mailboxId } = ada.user;
    const params = { dryRunId, tenantId, mailboxId };
    const plan = await katherine.call("dryRunPlan", { params });
    const { csv } = await katherine.call("dryRunCsv", { params });
    expect(csv.trim().split("\n")).toHaveLength(3);
    expect(JSON.stringify([plan, csv])).not.toMatch(/Merger|Compilers/);
    await world.settle();
    expect(await subjects(ada)).toEqual([]);
    expect(await saidNow()).toEqual({});
  });

  it("is saved where everybody would do what was shown, and then they do", async () => {
    const { world, ada, grace, katherine, looked, doThis, saidNow } = await company();
    const { summary } = await looked();
    const done = await doThis(summary);
    expect(done.summary).toMatchObject({ phase: "done", rules: { ready: false, saved: 2 } });
    expect(done.rows.map(({ state }) => state)).toEqual(["agreed", "agreed"]);
    expect(await saidNow()).toEqual(wider);
    await world.settle();
    expect([await subjects(ada), await subjects(grace)]).toEqual([["Merger talks"], ["Compilers"]]);
    const { entries } = await katherine.call("audit");
    expect(
      entries
        .map(({ act }) => act)
        .slice(0, 3)
        .toSorted(),
    ).toEqual([...["dry-run-carried-out", "job-changed", "rules-tried"]]);
    expect(entries.find(({ act }) => act === "job-changed")).toMatchObject({
      facts: { outlookItems: "as above → all" },
    });
    // A second click saves nothing a second time.
    const again = { act: "carry-out", fingerprint: done.summary.fingerprint };
    const params = { dryRunId: summary.dryRunId };
    expect(await katherine.refused("actOnDryRun", { params, body: again })).toMatchObject({
      code: "conflict",
    });
  });

  it("says what changed since and saves nothing, and does what is shown then", async () => {
    const { world, grace, katherine, looked, doThis, saidNow } = await company();
    const { summary } = await looked();
    await grace.outlook.add(visit({ subject: "Came later" }));
    const changed = await doThis(summary);
    expect(changed.summary.rules).toMatchObject({ ready: true, saved: null, problem: null });
    expect(changed.rows.map(({ name, state }) => [name, state])).toEqual([
      ["Ada Lovelace", "planned"],
      ["Grace Hopper", "changed"],
    ]);
    const { tenantId, id: mailboxId } = grace.user;
    const params = { dryRunId: summary.dryRunId, tenantId, mailboxId };
    const { since } = await katherine.call("dryRunPlan", { params });
    expect([since?.appeared.length, since?.vanished.length]).toEqual([1, 0]);
    await world.settle();
    expect([await saidNow(), await subjects(grace)]).toEqual([{}, []]);
    // What is shown by now is not what the first click was about.
    const { fingerprint } = summary;
    const body = { act: "carry-out", fingerprint };
    expect(await katherine.refused("actOnDryRun", { params, body })).toMatchObject({
      code: "conflict",
    });
    expect((await doThis(changed.summary)).summary.rules).toMatchObject({ saved: 2 });
    await world.settle();
    expect((await subjects(grace)).toSorted()).toEqual(["Came later", "Compilers"]);
  });

  it("saves nothing where somebody came to be concerned, or the rules are others by now", async () => {
    const { world, grace, katherine, looked, doThis, saidNow } = await company();
    await grace.call("stopSync", { body: { how: "pause" } });
    await world.settle();
    const first = await looked();
    expect(first.rows).toHaveLength(1);
    await grace.call("continueSync");
    await world.settle();
    const late = await doThis(first.summary);
    expect(late.rows.map(({ name, state }) => [name, state])).toContainEqual([
      ...["Grace Hopper", "changed"],
    ]);
    expect(late.summary.rules?.saved).toBeNull();
    const { summary } = await looked();
    await change(katherine, system, { privateItems: "leaveOut" });
    await world.settle();
    const stale = await doThis(summary);
    expect(stale.summary.rules?.saved).toBeNull();
    expect(stale.summary.rules?.problem).toContain("Look again");
    expect(await saidNow()).toEqual({});
  });

  it("can be saved by nothing that was stopped before all were looked at", async () => {
    const { world, katherine, tried, seen } = await company();
    // No calendar is listed before it was stopped: how fast it looks must not decide.
    let goOn = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (goOn = resolve));
    world.network.between = async ({ url }, pass) => {
      if (url.includes("calendarView")) await stopped;
      return pass();
    };
    const { dryRunId } = await tried();
    await katherine.call("actOnDryRun", { params: { dryRunId }, body: { act: "stop" } });
    goOn();
    const { summary } = await seen(dryRunId);
    expect(summary.stopped).toBe(true);
    expect(summary.rules?.ready).toBe(false);
    const body = { act: "carry-out", fingerprint: summary.fingerprint };
    expect(await katherine.refused("actOnDryRun", { params: { dryRunId }, body })).toMatchObject({
      code: "conflict",
    });
  });
});

it("tells how often both sides are asked where nothing is announced, as it is configured", async () => {
  const world = await open({ env: { SYNC_INTERVAL_MINUTES: "20", SAFETY_NET_HOURS: "12" } });
  expect((await world.person("katherine").call("jobPlaces")).asked).toEqual({
    ...{ intervalMinutes: 20, safetyNetHours: 12, seriesHours: 24 },
  });
});

describe("how often a side is asked that announces nothing", () => {
  it("is as configured, until it is set for everybody or for a company", async () => {
    const world = await open({ env: { SYNC_INTERVAL_MINUTES: "20" } });
    const katherine = world.person("katherine");
    const aboveOf = async () =>
      (await levelOf(katherine, contoso(world))).settings.find(
        ({ name }) => name === "intervalMinutes",
      );
    expect(await aboveOf()).toMatchObject({
      ...{ fixable: false, allowed: { min: 1, max: 1_440 } },
      above: { value: 20, from: "default" },
    });
    await change(katherine, system, { intervalMinutes: 45 });
    expect(await aboveOf()).toMatchObject({ above: { value: 45, from: "system" } });
    expect((await katherine.call("jobPlaces")).asked.intervalMinutes).toBe(45);
    await change(katherine, contoso(world), { intervalMinutes: 60 });
    const refused = await refusal(katherine, system, { intervalMinutes: 0 });
    expect(refused).toMatchObject({ status: 400, field: "values.intervalMinutes" });
    expect(refused.detail).toContain("a whole number from 1 to 1440");
  });
});
