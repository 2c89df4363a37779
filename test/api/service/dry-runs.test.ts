/** The dry run of many mailboxes: who may see what of it, and what "do this" does. */
import type { DryRunRequest } from "../../../server/api/contract/service/dry-runs.ts";
import { visit, type Person } from "../../whole/person.ts";
import { openWorld, type World } from "../../whole/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  for (const name of ["ada", "grace", "liu"] as const) {
    await world.person(name).setUp({ outlookItems: "all", rules: { privateItems: "full" } });
  }
  await world.settle();
  // From here on no run begins by itself: the clock stands.
  await world.person("ada").outlook.add(visit({ subject: "Merger talks" }));
  await world.person("ada").outlook.add(visit({ subject: "Doctor", sensitivity: "private" }));
  await world.person("grace").outlook.add(visit({ subject: "Compilers" }));
  await world.person("liu").outlook.add(visit({ subject: "Dividends" }));
  await world.idle();
});
afterAll(() => world.stop());

const contoso = () => world.person("ada").user.tenantId;

const asked = (whose: DryRunRequest["whose"]) => ({
  body: { ...{ job: "calendar", whose }, anew: false, alsoOff: false },
});

/** As soon as it is over. */
async function ended(who: Person, dryRunId: string) {
  for (let tries = 0; tries < 100; tries++) {
    await world.idle();
    const seen = await who.call("dryRun", { params: { dryRunId } });
    if (seen.summary.phase !== "looking" && seen.summary.phase !== "doing") return seen;
  }
  throw new Error("The dry run never ends.");
}

async function looked(who: Person, whose: DryRunRequest["whose"] = {}) {
  const { dryRunId } = await who.call("startDryRun", asked(whose));
  return { dryRunId, ...(await ended(who, dryRunId)) };
}

const paramsOf = (dryRunId: string, { user }: Person) => ({
  ...{ dryRunId, tenantId: user.tenantId, mailboxId: user.id },
});

it("goes over the mailboxes within reach: all, a tenant's or a company's", async () => {
  const [katherine, maria] = [world.person("katherine"), world.person("maria")];
  const names = async (who: Person, whose: DryRunRequest["whose"]) =>
    (await looked(who, whose)).rows.map(({ name }) => name);
  const company = { connectionId: `demo-${contoso().slice(0, 8)}`, companyId: "co-eu" };
  expect(await names(katherine, {})).toEqual(["Ada Lovelace", "Grace Hopper", "Liu Wong"]);
  expect(await names(katherine, { tenantId: contoso() })).toEqual(["Ada Lovelace", "Grace Hopper"]);
  expect(await names(katherine, company)).toEqual(["Ada Lovelace", "Grace Hopper"]);
  expect(await names(maria, {})).toEqual(["Liu Wong"]);
  for (const whose of [{ tenantId: contoso() }, company]) {
    expect(await maria.refused("startDryRun", asked(whose))).toMatchObject({ code: "not-found" });
  }
});

it("that reaches beyond one tenant is nothing to who looks after that one", async () => {
  const { dryRunId } = await looked(world.person("katherine"));
  const maria = world.person("maria");
  for (const name of ["dryRun", "dryRunCsv"] as const) {
    expect(await maria.refused(name, { params: { dryRunId } })).toMatchObject({
      code: "not-found",
    });
  }
  const act = { params: { dryRunId }, body: { act: "carry-out", fingerprint: "x" } };
  expect(await maria.refused("actOnDryRun", act)).toMatchObject({ code: "not-found" });
  const { dryRuns } = await maria.call("dryRuns");
  expect(dryRuns.map(({ by }) => by)).not.toContain("Katherine Johnson");
});

it("tells who administers what would happen to each item, and nothing of what is private", async () => {
  const [katherine, ada] = [world.person("katherine"), world.person("ada")];
  const { dryRunId, summary } = await looked(katherine);
  expect(summary).toMatchObject({
    ...{ mailboxes: 3, toDo: 3, mayAct: true, progress: { done: 3, of: 3 } },
    counts: [{ kind: "create", side: "erp", count: 4 }],
  });
  const { entries } = await katherine.call("dryRunPlan", { params: paramsOf(dryRunId, ada) });
  expect(entries.map(({ subject }) => subject).toSorted()).toEqual(["", "Merger talks"]);
  expect(entries[0]?.reason).toBe("It is only on the other side so far.");
  const { csv, name } = await katherine.call("dryRunCsv", { params: { dryRunId } });
  expect(name).toMatch(/^dry-run-.*\.csv$/);
  const [line] = (await katherine.call("audit")).entries;
  expect(line).toMatchObject({ act: "dry-run-exported", facts: { mailboxes: 3 } });
  const lines = csv.trim().split("\r\n");
  expect(lines).toHaveLength(5);
  expect(lines[3]).toMatch(/^grace@contoso.example,Create,ERP,Compilers,/);
  expect(JSON.stringify([entries, csv])).not.toContain("Doctor");
  expect(await ada.erp.list()).toEqual([]);
});

it("tells who audits what would happen and why, not what people wrote, and lets him do nothing", async () => {
  const [katherine, liu] = [world.person("katherine"), world.person("liu")];
  const { tenantId, id: userId } = liu.user;
  const whom = { tenantId, userId };
  await katherine.call("appoint", { body: { ...whom, role: "auditor", reach: "installation" } });
  const { dryRunId } = await looked(katherine);
  const { summary, rows } = await liu.call("dryRun", { params: { dryRunId } });
  expect([summary.mayAct, rows.length]).toEqual([false, 3]);
  const params = paramsOf(dryRunId, world.person("ada"));
  const { entries } = await liu.call("dryRunPlan", { params });
  const { csv } = await liu.call("dryRunCsv", { params: { dryRunId } });
  expect(entries).toHaveLength(2);
  expect(JSON.stringify([entries, csv])).not.toMatch(/Merger|Compilers|Hamburg/);
  const act = { params: { dryRunId }, body: { act: "carry-out", fingerprint: "x" } };
  expect(await liu.refused("actOnDryRun", act)).toMatchObject({ code: "forbidden" });
  await katherine.call("dismiss", { body: whom });
});

it("is carried out mailbox by mailbox, says where something changed since, and stands in the trail", async () => {
  const [katherine, ada, grace] = [
    ...[world.person("katherine"), world.person("ada"), world.person("grace")],
  ] as [Person, Person, Person];
  const { dryRunId, summary: shown } = await looked(katherine, { tenantId: contoso() });
  await grace.outlook.add(visit({ subject: "Came later" }));
  await world.idle();
  const act = (fingerprint: string) => ({
    params: { dryRunId },
    body: { act: "carry-out", fingerprint },
  });
  const other = await katherine.refused("actOnDryRun", act("of another"));
  expect(other).toMatchObject({ code: "conflict" });
  await katherine.call("actOnDryRun", act(shown.fingerprint));
  const { summary, rows } = await ended(katherine, dryRunId);
  expect(summary.phase).toBe("done");
  expect(rows.map(({ name, state }) => [name, state])).toEqual([
    ["Ada Lovelace", "agreed"],
    ["Grace Hopper", "changed"],
  ]);
  const { since } = await katherine.call("dryRunPlan", { params: paramsOf(dryRunId, grace) });
  expect(since?.appeared.map(({ subject }) => subject)).toEqual(["Came later"]);
  expect(await ada.erp.list()).toHaveLength(2);
  expect(await grace.erp.list()).toEqual([]);
  const { entries } = await katherine.call("audit");
  expect(entries.slice(0, 2).map(({ act, facts }) => [act, facts])).toEqual([
    ["dry-run-carried-out", { mailboxes: 2 }],
    ["dry-run-started", { anew: false, alsoOff: false }],
  ]);
  expect(entries[0]?.tenantId).toBe(contoso());
});

it("that is not kept any more says so", async () => {
  const problem = await world.person("katherine").refused("dryRun", { params: { dryRunId: "x" } });
  expect(problem).toMatchObject({ code: "not-found", remedy: "Start it again." });
});
