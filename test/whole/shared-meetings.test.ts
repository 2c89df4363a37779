import { northwind } from "./linked.ts";
import { meeting, outlookIdOf, seenInErp, threePeople } from "./meeting.ts";
import { worlds } from "./world.ts";

const open = worlds();

describe("rule 17: a meeting that several mailboxes synchronize is one activity", () => {
  it("when all of their calendars come in by themselves", async () => {
    const world = await open();
    const people = await threePeople(world, { outlookItems: "all" });
    const { ada, grace, katherine } = people;
    await meeting(world, people);
    await world.pass(60_000);
    const [activity, ...more] = await seenInErp(people);
    expect(more).toEqual([]);
    expect(activity?.owner).toBe((await ada.erp.list())[0]?.owner);
    expect(activity?.participants.map(({ address }) => address).sort()).toEqual(
      [grace.user.address, katherine.user.address].sort(),
    );
    const views = await Promise.all(
      [ada, grace, katherine].map(async (one) => one.open(await outlookIdOf(one))),
    );
    expect(views.map(({ state, sharedWith }) => [state, sharedWith])).toEqual([
      ["in-sync", null],
      ["in-sync", "Ada Lovelace"],
      ["in-sync", "Ada Lovelace"],
    ]);
  });

  it("when its guests switched it on before the organizer, who then owns it", async () => {
    const world = await open();
    const people = await threePeople(world);
    const { ada, grace, katherine } = people;
    await meeting(world, people);
    await grace.choose(await outlookIdOf(grace));
    await world.settle();
    const [first] = await seenInErp(people);
    await katherine.choose(await outlookIdOf(katherine));
    await world.settle();
    await ada.choose(await outlookIdOf(ada));
    await world.pass(60_000);
    const all = await seenInErp(people);
    expect(all.map(({ id }) => id)).toEqual([first?.id]);
    const view = await ada.open(await outlookIdOf(ada));
    expect([view.state, view.erp?.id, view.sharedWith]).toEqual(["in-sync", first?.id, null]);
    await ada.outlook.change(await outlookIdOf(ada), { subject: "Kick-off, moved" });
    await world.settle();
    expect((await seenInErp(people)).map(({ subject }) => subject)).toEqual(["Kick-off, moved"]);
    const joined = await grace.open(await outlookIdOf(grace));
    expect([joined.state, joined.sharedWith]).toEqual(["in-sync", "Ada Lovelace"]);
  });

  it("and whoever comes later sees so before he joins, in the preview as in the dry run", async () => {
    const world = await open();
    const people = await threePeople(world);
    const { ada, grace } = people;
    await meeting(world, people);
    const mine = await grace.open(await outlookIdOf(grace));
    const body = { records: [], activityTypeId: null };
    const preview = async () =>
      grace.call("previewItem", { params: { itemId: mine.itemId }, body });
    // Nobody was there before; to look is not to claim it.
    expect(await preview()).toMatchObject({ sharedWith: null, writes: [{ kind: "create" }] });
    await ada.choose(await outlookIdOf(ada));
    await world.settle();
    const shown = await preview();
    expect(shown.sharedWith).toBe("Ada Lovelace");
    expect(shown.writes.filter(({ kind }) => kind === "create")).toEqual([]);
    await grace.call("chooseItem", { params: { itemId: mine.itemId }, body });
    const planned = await grace.call("makePlan", { body: { setup: null } });
    expect(planned.counts.filter(({ kind }) => kind === "create")).toEqual([]);
    await world.settle();
    expect(await seenInErp(people)).toHaveLength(1);
  });

  it("when two guests switch it on at the same moment", async () => {
    const world = await open();
    const people = await threePeople(world);
    const { grace, katherine } = people;
    await meeting(world, people);
    await Promise.all([grace, katherine].map(async (one) => one.choose(await outlookIdOf(one))));
    await world.pass(60_000);
    expect(await seenInErp(people)).toHaveLength(1);
    for (const one of [grace, katherine]) {
      expect((await one.open(await outlookIdOf(one))).state).toBe("in-sync");
    }
  });

  it("and what each person says it concerns is said of that activity", async () => {
    const world = await open();
    const people = await threePeople(world, { outlookItems: "all" });
    const { grace } = people;
    await meeting(world, people);
    await world.pass(60_000);
    await grace.choose(await outlookIdOf(grace), { records: [northwind] });
    await world.pass(60_000);
    const [activity] = await seenInErp(people);
    expect(activity?.records).toEqual([expect.objectContaining(northwind)]);
    const view = await people.ada.open(await outlookIdOf(people.ada));
    expect(view.records.map(({ id }) => id)).toEqual([northwind.id]);
  });
});

describe("a guest of a shared meeting", () => {
  it("keeps his own colours, reminders and ways of being busy out of it", async () => {
    const world = await open();
    const people = await threePeople(world, { outlookItems: "all" });
    await meeting(world, people);
    await world.pass(60_000);
    const before = await seenInErp(people);
    await people.grace.outlook.change(await outlookIdOf(people.grace), {
      showAs: "free",
      reminderMinutesBeforeStart: 45,
      categories: ["Private colour"],
    });
    await world.settle();
    expect(await seenInErp(people)).toEqual(before);
  });

  it("who deletes his copy ends nothing", async () => {
    const world = await open();
    const people = await threePeople(world, { outlookItems: "all" });
    await meeting(world, people);
    await world.pass(60_000);
    const before = await seenInErp(people);
    await people.grace.outlook.remove(await outlookIdOf(people.grace));
    await world.settle();
    const after = await seenInErp(people);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await people.ada.outlook.list()).toHaveLength(1);
  });

  it("who switches off and asks for the activity to go leaves it to the others", async () => {
    const world = await open();
    const people = await threePeople(world, { outlookItems: "all" });
    await meeting(world, people);
    await world.pass(60_000);
    const { itemId } = await people.grace.open(await outlookIdOf(people.grace));
    await people.grace.call("releaseItem", { params: { itemId }, body: { removeErpCopy: true } });
    await world.settle();
    expect(await seenInErp(people)).toHaveLength(1);
    expect((await people.ada.open(await outlookIdOf(people.ada))).state).toBe("in-sync");
  });

  it("keeps it when the organizer leaves", async () => {
    const world = await open();
    const people = await threePeople(world, { outlookItems: "all" });
    const { ada, grace } = people;
    await meeting(world, people);
    await world.pass(60_000);
    const { itemId } = await ada.open(await outlookIdOf(ada));
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: false } });
    await world.settle();
    await ada.outlook.change(await outlookIdOf(ada), { subject: "Kick-off, later" });
    await world.pass(60_000);
    expect((await seenInErp(people)).map(({ subject }) => subject)).toEqual(["Kick-off, later"]);
    const owners = await Promise.all(
      [grace, people.katherine].map(async (one) => one.open(await outlookIdOf(one))),
    );
    expect(owners.filter(({ sharedWith }) => sharedWith === null)).toHaveLength(1);
  });
});

describe("a shared meeting", () => {
  it("whose activity is deleted in the ERP is made by nobody again, and nobody is mailed", async () => {
    const world = await open();
    const people = await threePeople(world, { outlookItems: "all" });
    await meeting(world, people);
    await world.pass(60_000);
    const mails = world.sandbox.graph.mails().length;
    const [activity] = await people.ada.erp.list();
    await people.ada.erp.remove(activity?.id ?? "");
    await world.pass(60_000);
    expect(await seenInErp(people)).toEqual([]);
    expect(world.sandbox.graph.mails()).toHaveLength(mails);
    for (const one of [people.ada, people.grace]) expect(await one.outlook.list()).toHaveLength(1);
  });

  it("that its organizer cancels ends in the ERP, once", async () => {
    const world = await open();
    const people = await threePeople(world, { outlookItems: "all" });
    await meeting(world, people);
    await world.pass(60_000);
    await people.ada.outlook.remove(await outlookIdOf(people.ada));
    await world.pass(60_000);
    expect(await seenInErp(people)).toEqual([]);
  });

  it("is one where each day of a series is an activity", async () => {
    const world = await open({ erpSeries: false });
    const people = await threePeople(world, { outlookItems: "all" });
    const range = { type: "endDate", startDate: "2026-11-24", endDate: "2026-11-27" };
    const recurrence = { pattern: { type: "daily", interval: 1 }, range };
    await meeting(world, people, { recurrence });
    await world.pass(60_000);
    const all = await seenInErp(people);
    expect(all.map(({ start }) => start.slice(0, 10)).sort()).toEqual([
      "2026-11-24",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
    ]);
  });

  it("is foreseen as such by a dry run", async () => {
    const world = await open();
    const people = await threePeople(world);
    const { ada, grace } = people;
    await meeting(world, people);
    await ada.choose(await outlookIdOf(ada));
    await world.settle();
    const { proposal } = await grace.call("setupOptions");
    const calendar = { enabled: true, outlookItems: "all", erpItems: true } as const;
    const plan = await grace.call("makePlan", { body: { setup: { ...proposal, calendar } } });
    expect(plan.counts.filter(({ kind }) => kind === "create")).toEqual([]);
  });
});
