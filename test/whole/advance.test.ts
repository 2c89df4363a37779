import { randomUUID } from "node:crypto";
import { advanceProperty, paneProperty } from "../../server/connectors/graph/event/properties.ts";
import { northwind, ready } from "./linked.ts";
import { visit, type Json } from "./person.ts";
import { inTeam, team, teamAdded } from "./team.ts";
import { worlds } from "./world.ts";

const open = worlds();

const choice = { records: [northwind], activityTypeId: "co-eu-site-visit" };

/** An event as Outlook saves it when the pane has left its key in the custom properties. */
const saved = (key: string, more: Json = {}): Json =>
  visit({
    singleValueExtendedProperties: [
      { id: paneProperty, value: JSON.stringify({ [advanceProperty]: key }) },
    ],
    ...more,
  });

describe("an appointment that was chosen before Outlook saved it", () => {
  it("is in the ERP once it is saved, by push alone, and its copy is not", async () => {
    const world = await open();
    const ada = await ready(world);
    const key = randomUUID();
    const made = await ada.call("makeAdvance", { params: { key }, body: choice });
    expect(made).toMatchObject({
      on: true,
      records: [{ ...northwind, name: "Northwind Traders" }],
      activityType: { name: "Site visit" },
    });
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);

    const id = await ada.outlook.add(saved(key));
    await world.settle();
    const shown = await ada.open(id);
    expect(shown).toMatchObject({ state: "in-sync", on: true, records: [northwind] });
    expect(await ada.erp.list()).toMatchObject([
      { subject: "Visit Northwind", type: "co-eu-site-visit", records: [northwind] },
    ]);
    expect(await ada.call("advance", { params: { key } })).toMatchObject({ on: false });

    const twin = await ada.outlook.add(saved(key, { subject: "Copy" }));
    await world.settle();
    expect(await ada.open(twin)).toMatchObject({ state: "not-synced", on: false });
    expect(await ada.erp.list()).toHaveLength(1);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("outside the window is linked when the pane shows it", async () => {
    const world = await open();
    const ada = await ready(world);
    const key = randomUUID();
    await ada.call("makeAdvance", { params: { key }, body: choice });
    const year = (hour: string) => ({ dateTime: `2031-11-24T${hour}:00`, timeZone: "UTC" });
    const id = await ada.outlook.add(saved(key, { start: year("09:00"), end: year("10:00") }));
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    expect(await ada.open(id)).toMatchObject({ state: "waiting", on: true });
    await world.settle();
    expect(await ada.open(id)).toMatchObject({ state: "in-sync" });
  });

  it("is nobody else's: a key is only good in the mailbox it was made in", async () => {
    const world = await open();
    const ada = await ready(world);
    const grace = world.person("grace");
    await grace.setUp();
    const key = randomUUID();
    await ada.call("makeAdvance", { params: { key }, body: choice });
    const id = await grace.outlook.add(saved(key));
    await world.settle();
    expect(await grace.open(id)).toMatchObject({ state: "not-synced" });
    expect(await grace.call("advance", { params: { key } })).toMatchObject({ on: false });
  });

  it("in a team's mailbox is linked there, at once when the pane shows it", async () => {
    const { world, ada, desk } = await teamAdded(await open());
    const [shown, unseen] = [randomUUID(), randomUUID()];
    for (const key of [shown, unseen]) {
      await ada.call("makeAdvance", inTeam({ params: { key }, body: choice }));
    }
    const query = { restId: await desk.add(saved(shown)), addresses: [team.address] };
    await desk.add(saved(unseen, { subject: "Boiler inspection" }));
    await ada.call("findItem", inTeam({ body: query }));
    await world.settle();
    const shownThere = (await ada.erp.list()).find(({ subject }) => subject === "Visit Northwind");
    const linked = { owner: "u-ada", type: choice.activityTypeId, records: [northwind] };
    expect(shownThere).toMatchObject(linked);
    await world.pass(20 * 60_000, 5 * 60_000);
    expect((await ada.erp.list()).map(({ subject }) => subject).toSorted()).toEqual([
      "Boiler inspection",
      "Visit Northwind",
    ]);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("that was chosen before Outlook told whose mailbox it is, is linked in the team's that it was saved in", async () => {
    const { world, ada, desk } = await teamAdded(await open());
    const [shown, unseen] = [randomUUID(), randomUUID()];
    for (const key of [shown, unseen])
      await ada.call("makeAdvance", { params: { key }, body: choice });
    const query = { restId: await desk.add(saved(shown)), addresses: [team.address] };
    await desk.add(saved(unseen, { subject: "Boiler inspection" }));
    expect(await ada.call("findItem", inTeam({ body: query }))).toMatchObject({
      state: "waiting",
      on: true,
      records: [northwind],
    });
    await world.pass(20 * 60_000, 5 * 60_000);
    const linked = { owner: "u-ada", type: choice.activityTypeId, records: [northwind] };
    expect(
      (await ada.erp.list()).toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
    ).toMatchObject([
      { ...linked, subject: "Boiler inspection" },
      { ...linked, subject: "Visit Northwind" },
    ]);
    for (const key of [shown, unseen]) {
      expect(await ada.call("advance", { params: { key } })).toMatchObject({ on: false });
    }
    const copies = [await desk.add(saved(shown)), await ada.outlook.add(saved(unseen))];
    await world.pass(20 * 60_000, 5 * 60_000);
    expect(copies).toHaveLength(2);
    expect(await ada.erp.list()).toHaveLength(2);
    expect(world.sandbox.graph.mails()).toEqual([]);
  });

  it("that waits in both mailboxes, as where it was brought over halfway, is linked once", async () => {
    const { world, ada, desk } = await teamAdded(await open());
    const key = randomUUID();
    await ada.call("makeAdvance", { params: { key }, body: choice });
    await ada.call("makeAdvance", inTeam({ params: { key }, body: choice }));
    await desk.add(saved(key));
    await world.pass(20 * 60_000, 5 * 60_000);
    await desk.add(saved(key, { subject: "Copy" }));
    await ada.outlook.add(saved(key, { subject: "Copy" }));
    await world.pass(20 * 60_000, 5 * 60_000);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
  });

  it("is withdrawn before it was saved", async () => {
    const world = await open();
    const ada = await ready(world);
    const key = randomUUID();
    await ada.call("makeAdvance", { params: { key }, body: choice });
    await ada.call("withdrawAdvance", { params: { key } });
    await ada.outlook.add(saved(key));
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
  });

  it("is refused under a key that others could guess, naming the field", async () => {
    const world = await open();
    const ada = await ready(world);
    const problem = await ada.refused("makeAdvance", { params: { key: "1" }, body: choice });
    expect(problem).toMatchObject({ code: "bad-request", field: "key" });
  });

  it("finds records before there is an item", async () => {
    const world = await open();
    const ada = await ready(world);
    const addresses = "maria@northwind.example";
    const related = await ada.call("records", { query: { addresses } });
    expect(related.couldBeRelatedTo.map(({ name }) => name)).toContain("Northwind Traders");
    const { found } = await ada.call("records", { query: { text: "Northwind" } });
    expect(found).toMatchObject([{ name: "Northwind Traders" }, ...found.slice(1)]);
  });
});
