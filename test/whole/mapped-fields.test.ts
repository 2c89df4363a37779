import { ready } from "./linked.ts";
import { visit, type Json, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

const connectionId = "demo-11111111";
const params = { connectionId };
const mapping = (fieldId: string, more: object = {}) => ({
  ...{ fieldId, place: "property", category: "", flow: "both", ...more },
});
const phase = mapping("phase", { place: "category", category: "Phase" });

async function map(katherine: Person, mappings: readonly object[]): Promise<void> {
  const { revision } = await katherine.call("fieldMappings", { params });
  await katherine.call("saveFieldMappings", { params, body: { mappings, revision } });
}

/** What our properties on an event hold, as another program would read them. */
function propertiesOf({ sandbox }: World, subject: string): readonly string[] {
  const { mailboxes } = sandbox.graph.snapshot();
  const events = Object.values(mailboxes).flatMap((one) => Object.values(one.events));
  const found = events.find((one) => one.subject === subject);
  return Object.entries(found?.extendedProperties ?? {}).flatMap(([id, value]) =>
    id.includes("SyncToErpField") ? [`${id.split("SyncToErpField ")[1] ?? ""}=${value}`] : [],
  );
}

async function begin(mappings: readonly object[]) {
  const world = await open();
  const katherine = world.person("katherine");
  await map(katherine, mappings);
  const ada = await ready(world, { outlookItems: "all" });
  return { world, katherine, ada };
}

describe("an ERP's own fields", () => {
  it("are told by the ERP, and mapped where nothing speaks against it", async () => {
    const world = await open();
    const katherine = world.person("katherine");
    const { fields, revision } = await katherine.call("fieldMappings", { params });
    expect(fields.map(({ id, type }) => `${id} ${type}`)).toContain("phase choice");
    const body = { mappings: [mapping("invoiceNumber")], revision };
    const problem = await katherine.refused("saveFieldMappings", { params, body });
    expect(problem).toMatchObject({ status: 400, field: "mappings.0.flow" });
    expect(JSON.stringify(problem)).toContain("Let it go to Outlook only.");
    const late = { mappings: [phase], revision: "of yesterday" };
    expect(await katherine.refused("saveFieldMappings", { params, body: late })).toMatchObject({
      status: 409,
    });
    const other = { params: { connectionId: "demo-22222222" } };
    expect(await world.person("ada").refused("fieldMappings", other)).toMatchObject({
      status: 403,
    });
  });

  it("go both ways: on the event where only the pane shows it, and as a category", async () => {
    const { world, ada } = await begin([mapping("costCentre"), phase]);
    const activity = await ada.erp.add({
      ...{ subject: "Visit", start: "2026-11-25T09:00:00Z", end: "2026-11-25T10:00:00Z" },
      custom: { costCentre: "4711", phase: "draft", billable: true },
    });
    await world.settle();
    const [event] = await ada.outlook.list();
    const id = event?.id ?? "";
    expect(event?.["categories"]).toContain("Phase: Draft");
    expect(propertiesOf(world, "Visit")).toEqual([`${connectionId}%2FcostCentre=4711`]);
    expect((await ada.open(id)).mapped).toEqual([
      { name: "Cost centre", value: "4711" },
      { name: "Phase", value: "Draft" },
    ]);
    const mine = (event?.["categories"] as string[]).filter((one) => !one.startsWith("Phase"));
    await ada.outlook.change(id, { categories: [...mine, "Important", "Phase: Agreed"] });
    await ada.erp.change(activity.id, { custom: { costCentre: "4712" } });
    await world.settle();
    const [now] = await ada.erp.list();
    expect(now?.custom).toMatchObject({ costCentre: "4712", phase: "agreed", billable: true });
    expect(propertiesOf(world, "Visit")).toEqual([`${connectionId}%2FcostCentre=4712`]);
    expect((await ada.outlook.get(id))["categories"]).toEqual(
      expect.arrayContaining([...mine, "Important", "Phase: Agreed"]),
    );
  });

  it("reach what is synchronized already, and stay on both sides when they are taken out", async () => {
    const { world, ada, katherine } = await begin([]);
    const id = await ada.outlook.add(visit());
    await world.settle();
    const [activity] = await ada.erp.list();
    await ada.erp.change(activity?.id ?? "", { custom: { costCentre: "4711" } });
    await world.settle();
    await map(katherine, [mapping("costCentre")]);
    await world.settle();
    expect(propertiesOf(world, "Visit Northwind")).toHaveLength(1);
    await map(katherine, []);
    await ada.erp.change(activity?.id ?? "", { custom: { costCentre: null } });
    await world.settle();
    expect(propertiesOf(world, "Visit Northwind")).toEqual([`${connectionId}%2FcostCentre=4711`]);
    expect((await ada.open(id)).mapped).toEqual([]);
  });

  it("are tried with everybody whom they concern, and saved with just that, or not at all", async () => {
    const { world, ada, katherine } = await begin([]);
    for (const name of ["grace", "liu"] as const)
      await world.person(name).setUp({ outlookItems: "all" });
    await ada.outlook.add(visit());
    await world.settle();
    const [activity] = await ada.erp.list();
    await ada.erp.change(activity?.id ?? "", { custom: { costCentre: "4711" } });
    await world.settle();
    const tried = async () => {
      const { revision } = await katherine.call("fieldMappings", { params });
      const body = { mappings: [mapping("costCentre")], revision };
      const { dryRunId } = await katherine.call("tryFieldMappings", { params, body });
      await world.settle();
      return katherine.call("dryRun", { params: { dryRunId } });
    };
    const saved = async ({ dryRunId, fingerprint }: { dryRunId: string; fingerprint: string }) => {
      const body = { act: "carry-out", fingerprint };
      await katherine.call("actOnDryRun", { params: { dryRunId }, body });
      await world.settle();
      return katherine.call("dryRun", { params: { dryRunId } });
    };

    const first = await tried();
    // Liu's company has another ERP.
    expect(first.rows.map(({ name, total }) => [name, total])).toEqual([
      ["Ada Lovelace", 1],
      ["Grace Hopper", 0],
    ]);
    const { tenantId, id: mailboxId } = ada.user;
    const { dryRunId } = first.summary;
    const plan = await katherine.call("dryRunPlan", { params: { dryRunId, tenantId, mailboxId } });
    // By the name that nothing saved knows yet, and without what stands in her appointment.
    expect(plan.entries).toMatchObject([
      { side: "microsoft", subject: "", changes: [{ field: "Cost centre", from: null, to: null }] },
    ]);
    expect(propertiesOf(world, "Visit Northwind")).toEqual([]);

    await map(katherine, [phase]);
    const late = await saved(first.summary);
    expect(late.summary.rules).toMatchObject({ saved: null });
    expect(late.summary.rules?.problem).toContain("These fields were changed since");
    expect((await katherine.call("fieldMappings", { params })).mappings).toEqual([phase]);

    const done = await saved((await tried()).summary);
    expect(done.summary.rules).toMatchObject({ saved: 2, problem: null });
    expect(propertiesOf(world, "Visit Northwind")).toEqual([`${connectionId}%2FcostCentre=4711`]);
    const { entries } = await katherine.call("audit");
    expect(entries.find(({ act }) => act === "fields-mapped")).toMatchObject({
      ...{ about: "Contoso ERP", facts: { before: "phase: category Phase, both" } },
    });
  });

  it("survive a restart, a series and an edit of its days", async () => {
    const { world, ada } = await begin([mapping("costCentre")]);
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 3 },
    } satisfies Json;
    const id = await ada.outlook.add(visit({ recurrence }));
    await world.settle();
    const [activity] = await ada.erp.list();
    await world.restart();
    await ada.erp.change(activity?.id ?? "", {
      custom: { costCentre: "4711" },
      occurrences: [{ date: "2026-11-25", subject: "Other subject" }],
    });
    await world.settle();
    expect(propertiesOf(world, "Visit Northwind")).toEqual([`${connectionId}%2FcostCentre=4711`]);
    await ada.outlook.change(id, { subject: "Renamed" });
    await world.settle();
    expect((await ada.erp.list())[0]).toMatchObject({
      ...{ subject: "Renamed", custom: { costCentre: "4711" } },
    });
  });

  it("are told by their label and in words, to whoever is told, also when they have no place any more", async () => {
    const { world, ada, katherine } = await begin([phase]);
    const activity = await ada.erp.add({
      ...{ subject: "Visit", start: "2026-11-25T09:00:00Z", end: "2026-11-25T10:00:00Z" },
      custom: { phase: "draft" },
    });
    await world.settle();
    await ada.erp.change(activity.id, { custom: { phase: "agreed" } });
    const changed = { field: "Phase", from: "Draft", to: "Agreed" };
    const plan = await ada.call("makePlan", { body: { setup: null } });
    const { entries } = await ada.call("planEntries", { params: { planId: plan.id } });
    expect(entries).toMatchObject([{ changes: [changed] }]);
    await world.settle();
    const [line] = (await ada.call("log")).entries.filter(({ kind }) => kind === "updated");
    expect(line?.changes).toEqual([changed]);
    const preview = await ada.call("previewUndo", { body: { lineId: line?.id ?? "" } });
    const back = { field: "Phase", from: "Agreed", to: "Draft" };
    expect(preview.changes).toMatchObject([{ fields: [back] }]);
    await map(katherine, []);
    await world.settle();
    const updates = { query: { kind: "updated" } };
    expect((await katherine.call("serviceLog", updates)).entries[0]?.fields).toEqual(["Phase"]);
    const whose = { tenantId: ada.scope.tenantId, mailboxId: ada.scope.mailboxId };
    const told = (await katherine.call("userLog", { params: whose })).entries;
    expect(told.flatMap(({ changes }) => changes)).toContainEqual(changed);
    await world.restart();
    const after = (await katherine.call("userLog", { params: whose })).entries;
    expect(after.flatMap(({ changes }) => changes)).toContainEqual(changed);
  });
});
