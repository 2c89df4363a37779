import type { SetupRequest } from "../../server/api/contract/account.ts";
import type { PlanEntryView } from "../../server/api/contract/plan.ts";
import { ready } from "../whole/linked.ts";
import { call, visit, type Person } from "../whole/person.ts";
import { worlds, type World } from "../whole/world.ts";

const open = worlds();

/** Setup as it is proposed, with what is to be tried. */
async function trying(ada: Person, calendar: Partial<SetupRequest["calendar"]> = {}) {
  const { proposal } = await ada.call("setupOptions");
  const job = { enabled: true, outlookItems: "all", erpItems: true, ...calendar };
  return { setup: { ...proposal, calendar: job } };
}

const make = async (ada: Person, body: unknown) => ada.call("makePlan", { body });
const entriesOf = async (ada: Person, planId: string, query: Record<string, string> = {}) =>
  ada.call("planEntries", { params: { planId }, query });
const carryOut = async (world: World, ada: Person, planId: string) => {
  const carried = await ada.call("carryOutPlan", { params: { planId } });
  // It answers when everything is decided; the writes come after that.
  await world.idle();
  return carried;
};
const told = (entries: readonly PlanEntryView[]) =>
  entries.map(({ kind, side, subject }) => `${kind} ${side ?? "-"} ${subject}`);

async function held({ store }: World, { scope, outlook, erp }: Person): Promise<unknown> {
  const stored: unknown[] = [];
  for await (const change of store.dump(scope)) stored.push(change);
  return { stored, outlook: await outlook.list(), erp: await erp.list() };
}

describe("trying Setup before it is saved", () => {
  it("shows what the first sync would do, in the reader's words, and does nothing", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.outlook.add();
    await ada.erp.add();
    await ada.call("profile");
    const before = await held(world, ada);
    const plan = await make(ada, await trying(ada));
    expect(plan).toMatchObject({ total: 2, doubts: [] });
    expect(plan.counts).toEqual([
      { kind: "create", side: "microsoft", count: 1 },
      { kind: "create", side: "erp", count: 1 },
    ]);
    const { entries } = await entriesOf(ada, plan.id);
    expect(told(entries)).toEqual(["create erp Visit Northwind", "create microsoft Call Litware"]);
    expect(entries[0]).toMatchObject({
      when: "Nov 24, 2026, 9:00 AM – 10:00 AM",
      reason: "It is only on the other side so far.",
      rule: "6 first copy",
    });
    const german = await ada.call("planEntries", {
      params: { planId: plan.id },
      headers: { "accept-language": "de" },
    });
    expect(german.entries[0]?.reason).toBe("Bisher steht es nur auf der anderen Seite.");
    await world.settle();
    expect(await held(world, ada)).toEqual(before);
  });

  it("and then doing this saves it, and does exactly that", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.outlook.add();
    await ada.erp.add();
    const plan = await make(ada, await trying(ada));
    const carried = await carryOut(world, ada, plan.id);
    expect(carried.kind === "done" && carried.profile.setup?.calendar).toMatchObject({
      enabled: true,
      outlookItems: "all",
    });
    expect(await ada.outlook.list()).toHaveLength(2);
    expect(await ada.erp.list()).toHaveLength(2);
    await world.settle();
    // It is followed from now on, like any mailbox.
    await ada.outlook.add(visit({ subject: "Afterwards" }));
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(3);
    expect(await make(ada, { setup: null })).toMatchObject({ total: 0, counts: [] });
  });

  it("says what changed since, saves nothing and writes nothing", async () => {
    const world = await open();
    const ada = world.person("ada");
    const id = await ada.outlook.add();
    const plan = await make(ada, await trying(ada));
    await ada.outlook.remove(id);
    await ada.outlook.add(visit({ subject: "Another" }));
    const carried = await carryOut(world, ada, plan.id);
    if (carried.kind !== "changed") throw new Error("it was carried out");
    expect(told(carried.appeared)).toEqual(["create erp Another"]);
    expect(told(carried.vanished)).toEqual(["create erp Visit Northwind"]);
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    expect((await ada.call("profile")).setup).toBeNull();
    // The new plan is kept and can be agreed to.
    expect(await carryOut(world, ada, carried.plan.id)).toMatchObject({ kind: "done" });
    expect(await ada.erp.list()).toHaveLength(1);
  });

  it("shows what another rule would do to what waits, and does it", async () => {
    const world = await open();
    const ada = await ready(world);
    await ada.setUp({ outlookItems: "all", rules: { direction: "toErp" } });
    const id = await ada.outlook.add();
    await world.settle();
    const [activity] = await ada.erp.list();
    await ada.erp.change(activity!.id, { place: "Oslo" });
    await world.settle();
    expect(await make(ada, { setup: null })).toMatchObject({ total: 0 });
    const plan = await make(ada, await trying(ada, { rules: { direction: "both" } }));
    const { entries } = await entriesOf(ada, plan.id);
    expect(told(entries)).toEqual(["update microsoft Visit Northwind"]);
    expect(entries[0]?.changes).toEqual([{ field: "place", from: "Hamburg", to: "Oslo" }]);
    expect(await carryOut(world, ada, plan.id)).toMatchObject({ kind: "done" });
    expect((await ada.outlook.get(id)).location.displayName).toBe("Oslo");
    expect((await ada.call("setupOptions")).rules.direction).toBe("both");
  });

  it("switches off without touching either side", async () => {
    const world = await open();
    const ada = await ready(world);
    const plan = await make(ada, await trying(ada, { enabled: false }));
    expect(plan.total).toBe(0);
    expect(await carryOut(world, ada, plan.id)).toMatchObject({ kind: "done" });
    expect((await ada.call("status")).health).toBe("off");
  });

  it("is refused before Setup where nothing is to be tried", async () => {
    const world = await open();
    const refused = await world.person("ada").refused("makePlan", { body: { setup: null } });
    expect(refused).toMatchObject({ code: "setup-required" });
  });
});

describe("a plan", () => {
  it("is read page by page and by kind and side, and is its person's alone", async () => {
    const world = await open({ events: 12 });
    const ada = world.person("ada");
    await ada.erp.add();
    const plan = await make(ada, await trying(ada));
    const first = await entriesOf(ada, plan.id, { kind: "create", side: "erp", limit: "5" });
    const rest = await entriesOf(ada, plan.id, { kind: "create", side: "erp", offset: "5" });
    const count = plan.counts.find(({ kind, side }) => kind === "create" && side === "erp")?.count;
    expect(first.total).toBe(count);
    expect(first.entries).toHaveLength(5);
    const ids = [...first.entries, ...rest.entries].map((entry) => entry.ids.microsoft);
    expect(new Set(ids).size).toBe(count);
    expect((await entriesOf(ada, plan.id, { side: "microsoft" })).total).toBe(1);
    const foreign = { params: { planId: plan.id } };
    for (const route of ["planEntries", "planCsv", "carryOutPlan"] as const) {
      const { code } = await world.person("grace").refused(route, foreign);
      expect(code).toBe("not-found");
    }
  });

  it("is a table that a spreadsheet reads as text, and nothing in it is a formula", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.outlook.add(visit({ subject: '=HYPERLINK("http://x","y")', location: {} }));
    await ada.outlook.add(visit({ subject: "Lunch, with Bob" }));
    await ada.erp.add(call({ subject: "-1+1" }));
    const plan = await make(ada, await trying(ada));
    const { csv, name } = await ada.call("planCsv", { params: { planId: plan.id } });
    expect(name).toBe("dry-run-2026-11-20.csv");
    const lines = csv.split("\r\n");
    expect(lines[0]).toBe("\uFEFFWhat,Where,Subject,When,Changes,Why,Rule,Outlook id,ERP id");
    expect(csv).toContain(`Create,ERP,"'=HYPERLINK(""http://x"",""y"")",`);
    expect(csv).toContain(`Create,ERP,"Lunch, with Bob",`);
    expect(csv).toContain(`Create,Outlook,'-1+1,`);
    expect(lines).toHaveLength(1 + 3 + 1);
    const german = { "accept-language": "de" };
    const again = await ada.call("planCsv", { params: { planId: plan.id }, headers: german });
    expect(again.csv).toContain("Was,Wo,Betreff");
  });

  it("shows doubtful pairs, and what a person decides about them holds", async () => {
    const world = await open();
    const ada = world.person("ada");
    const here = [
      await ada.outlook.add(visit({ location: { displayName: "Rome" } })),
      await ada.outlook.add(visit({ location: { displayName: "Oslo" } })),
    ];
    const when = { start: "2026-11-24T08:00:00Z", end: "2026-11-24T09:00:00Z" };
    for (const place of ["Oslo", "Bonn"]) {
      await ada.erp.add(call({ subject: "Visit Northwind", place, ...when }));
    }
    const plan = await make(ada, await trying(ada));
    expect(plan.counts).toEqual([{ kind: "doubt", side: null, count: 1 }]);
    const twins = plan.doubts[0]?.twins ?? [];
    expect(twins.map(({ side, place }) => `${side} ${place ?? ""}`).sort()).toEqual([
      "erp Bonn",
      "erp Oslo",
      "microsoft Oslo",
      "microsoft Rome",
    ]);
    const idOf = (side: string, place: string): string =>
      twins.find((one) => one.side === side && one.place === place)?.id ?? "";
    const body = {
      pairs: [{ microsoftId: idOf("microsoft", "Oslo"), erpId: idOf("erp", "Oslo") }],
      apart: [idOf("microsoft", "Rome"), idOf("erp", "Bonn")],
    };
    const params = { planId: plan.id };
    const strange = { ...body, apart: ["somebody-elses"] };
    expect(await ada.refused("decidePairs", { params, body: strange })).toMatchObject({
      code: "conflict",
    });
    expect(await ada.call("decidePairs", { params, body })).toEqual({ decided: 3 });
    const next = await make(ada, await trying(ada));
    expect(next.counts).toEqual([
      { kind: "create", side: "microsoft", count: 1 },
      { kind: "create", side: "erp", count: 1 },
      // What Outlook knows of it and the ERP did not.
      { kind: "update", side: "erp", count: 1 },
      { kind: "link", side: null, count: 1 },
    ]);
    expect(await carryOut(world, ada, next.id)).toMatchObject({ kind: "done" });
    expect(await ada.erp.list()).toHaveLength(3);
    expect(await ada.outlook.list()).toHaveLength(3);
    expect((await ada.outlook.get(here[1]!)).location.displayName).toBe("Oslo");
    expect((await ada.call("status")).calendar.quarantined).toBe(0);
  });
});
