import { expectRest, goesWrong, guest, linked, mailsOf, northwind, ready } from "./linked.ts";
import { visit, type OutlookEvent, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

/** The newest line of the log that can be taken back. */
async function newest(person: Person) {
  const { entries } = await person.call("log");
  const line = entries.find(({ undoable }) => undoable);
  if (line === undefined) throw new Error("nothing can be undone");
  return line;
}

const undo = async (world: World, person: Person, body: object): Promise<void> => {
  await person.call("undo", { body: { tellGuests: false, ...body } });
  await world.settle();
};

describe("taking a change back", () => {
  it("that was made in Outlook restores both sides, the text as well, and mails nobody", async () => {
    const { world, ada, id, activity } = await linked(await open());
    const before = await ada.outlook.get(id);
    const body = { contentType: "html", content: "<p>Bring the <b>new</b> contract.</p>" };
    await ada.outlook.change(id, { subject: "Postponed", body });
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Postponed" }]);
    const line = await newest(ada);
    const preview = await ada.call("previewUndo", { body: { lineId: line.id } });
    expect(preview).toMatchObject({ total: 1, possible: 1 });
    expect(preview.changes).toMatchObject([
      { kind: "update", side: "erp", subject: "Postponed", tells: [], refused: [] },
    ]);
    expect(preview.changes[0]!.fields).toContainEqual({
      field: "subject",
      from: "Postponed",
      to: "Visit Northwind",
    });
    await undo(world, ada, { lineId: line.id });
    const after = await ada.outlook.get(id);
    expect(after.subject).toBe(before.subject);
    expect(after.body.content).not.toContain("contract");
    const [restored] = await ada.erp.list();
    expect(restored).toMatchObject({ id: activity.id, subject: "Visit Northwind" });
    expect(JSON.stringify(restored)).not.toContain("contract");
    expect(await ada.open(id)).toMatchObject({ state: "in-sync" });
    const { entries } = await ada.call("log");
    expect(entries.map(({ kind }) => kind)).toContain("undone");
    expect(mailsOf(world)).toEqual([]);
  });

  it("that was made in the ERP restores both sides", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.erp.change(activity.id, { place: "Berlin", subject: "From the ERP" });
    await world.settle();
    await undo(world, ada, { lineId: (await newest(ada)).id });
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind", place: "Hamburg" }]);
    expect(await ada.outlook.get(id)).toMatchObject({
      subject: "Visit Northwind",
      location: { displayName: "Hamburg" },
    });
    expect(mailsOf(world)).toEqual([]);
  });

  it("leaves alone what was edited since, and says so before and after", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.outlook.change(id, { subject: "Postponed", location: { displayName: "Berlin" } });
    await world.settle();
    const line = await newest(ada);
    await ada.erp.change(activity.id, { subject: "Mine" });
    await world.settle();
    const preview = await ada.call("previewUndo", { body: { lineId: line.id } });
    expect(preview.changes).toMatchObject([
      {
        fields: [{ field: "place", from: "Berlin", to: "Hamburg" }],
        refused: [{ because: "edited", fields: ["subject"] }],
      },
    ]);
    await undo(world, ada, { lineId: line.id });
    expect(await ada.erp.list()).toMatchObject([{ subject: "Mine", place: "Hamburg" }]);
    const refused = (await ada.open(id)).history.find(({ kind }) => kind === "not-undone");
    expect(refused).toMatchObject({ because: "undo:edited", changes: [{ field: "subject" }] });
  });

  it("of a deletion makes both again, with what they concern", async () => {
    const { world, ada, id } = await linked(await open());
    await ada.outlook.remove(id);
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    await undo(world, ada, { lineId: (await newest(ada)).id });
    const activities = await ada.erp.list();
    expect(activities).toMatchObject([
      { subject: "Visit Northwind", records: [{ type: "customer", id: "cus-1001" }] },
    ]);
    const [event] = await ada.outlook.list();
    expect(event).toMatchObject({ subject: "Visit Northwind" });
    expect(await ada.open(event!.id)).toMatchObject({ state: "in-sync", on: true });
    expect(mailsOf(world)).toEqual([]);
  });

  it.each(["outlook", "erp"] as const)(
    "of a deletion in %s gives each side back what it alone held",
    async (where) => {
      const body = { contentType: "html", content: "<p>Bring the <b>contract</b>.</p>" };
      const event = visit({ body, categories: ["Blue category", "Travel"] });
      const { world, ada, id, activity } = await linked(await open(), event);
      const erp = { notes: "Bring the contract.", notesFormat: "text" };
      await ada.erp.change(activity.id, erp);
      await world.settle();
      if (where === "erp") await ada.erp.remove(activity.id);
      else await ada.outlook.remove(id);
      await world.settle();
      expect([await ada.outlook.list(), await ada.erp.list()]).toEqual([[], []]);
      await undo(world, ada, { lineId: (await newest(ada)).id });
      const [made, ...more] = await ada.outlook.list();
      expect(more).toEqual([]);
      const { body: text } = await ada.outlook.get(made!.id);
      expect(text.content).toContain("<b>contract</b>");
      expect(made!["categories"]).toEqual(expect.arrayContaining(["Blue category", "Travel"]));
      expect(await ada.erp.list()).toMatchObject([erp]);
      await expectRest(world, ada);
      expect(mailsOf(world)).toEqual([]);
    },
  );

  it.each(["outlook", "erp", "cancel"] as const)(
    "of the deletion of a series in %s gives each side its days back",
    async (how) => {
      const where = how === "erp" ? "erp" : "outlook";
      const world = await open();
      const ada = await ready(world);
      if (how === "cancel") await ada.setUp({ rules: { afterDeleteInOutlook: "cancel" } });
      const recurrence = {
        pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
        range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 5 },
      };
      const master = await ada.outlook.add(visit({ recurrence, categories: ["Travel"] }));
      const range = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-02-01T00:00:00Z";
      const days = async (id: string) => {
        const path = `/me/events/${encodeURIComponent(id)}/instances?${range}&$top=50`;
        const found = (await ada.outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
        return found.map(({ start, subject, categories }) => [
          ...[start.dateTime.slice(0, 10), subject],
          ...(categories as readonly string[]),
        ]);
      };
      const path = `/me/events/${encodeURIComponent(master)}/instances?${range}`;
      const all = (await ada.outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
      await ada.outlook.change(all[1]!.id, { subject: "Special", categories: ["Red category"] });
      await ada.outlook.remove(all[2]!.id);
      await ada.choose(master);
      await world.settle();
      const [activity] = await ada.erp.list();
      const before = await days(master);
      expect(before).toHaveLength(4);
      expect(activity!.occurrences).toHaveLength(2);
      if (where === "erp") await ada.erp.remove(activity!.id);
      else await ada.outlook.remove(master);
      await world.settle();
      const left = (await ada.erp.list()).map(({ status }) => status);
      expect([await ada.outlook.list(), left]).toEqual([[], how === "cancel" ? ["cancelled"] : []]);
      const { id: lineId } = await newest(ada);
      const { changes } = await ada.call("previewUndo", { body: { lineId } });
      expect(changes).toMatchObject([{ single: false }]);
      await undo(world, ada, { lineId });
      const [made] = await ada.outlook.list();
      expect(await days(made!.id)).toEqual(before);
      expect(await ada.erp.list()).toMatchObject([{ occurrences: activity!.occurrences }]);
      await expectRest(world, ada);
      expect(mailsOf(world)).toEqual([]);
    },
  );

  it.each([false, true])(
    "of a deletion that the ERP keeps as cancelled makes that activity active again (reply lost: %s)",
    async (isLost) => {
      const { world, ada, id, activity } = await linked(await open());
      await ada.setUp({ rules: { afterDeleteInOutlook: "cancel" } });
      await world.settle();
      await ada.outlook.remove(id);
      await world.settle();
      expect(await ada.erp.list()).toMatchObject([{ id: activity.id, status: "cancelled" }]);
      const { id: lineId } = await newest(ada);
      const preview = await ada.call("previewUndo", { body: { lineId } });
      expect(preview.changes).toMatchObject([{ kind: "delete", copy: "revived", single: false }]);
      if (isLost) {
        goesWrong(world, "lost-reply", ({ method, url }) => {
          return method === "PATCH" && url.includes(activity.id);
        });
      }
      await undo(world, ada, { lineId });
      await ada.call("syncNow");
      await world.settle();
      expect(await ada.erp.list()).toMatchObject([
        { id: activity.id, status: "open", subject: "Visit Northwind", records: [northwind] },
      ]);
      const [event, ...more] = await ada.outlook.list();
      expect(more).toEqual([]);
      await expectRest(world, ada);
      // From then on the two are one as before.
      await ada.erp.change(activity.id, { subject: "On again" });
      await world.settle();
      expect(await ada.outlook.get(event!.id)).toMatchObject({ subject: "On again" });
      expect(mailsOf(world)).toEqual([]);
    },
  );

  it("of a deletion whose cancelled activity was deleted since makes a new one", async () => {
    const { world, ada, id, activity } = await linked(await open());
    await ada.setUp({ rules: { afterDeleteInOutlook: "cancel" } });
    await world.settle();
    await ada.outlook.remove(id);
    await world.settle();
    await ada.erp.remove(activity.id);
    await world.settle();
    await undo(world, ada, { lineId: (await newest(ada)).id });
    const [made, ...more] = await ada.erp.list();
    expect([made?.status, more]).toEqual(["open", []]);
    expect(made?.id).not.toBe(activity.id);
    await expectRest(world, ada);
  });

  it("of a run takes back all of its changes, and the copies it made are not made again", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.setUp({ outlookItems: "all" });
    await world.settle();
    for (const subject of ["One", "Two", "Three"]) await ada.outlook.add(visit({ subject }));
    await world.settle();
    expect(await ada.erp.list()).toHaveLength(3);
    const { entries } = await ada.call("log");
    for (const runId of new Set(entries.filter((one) => one.undoable).map((one) => one.runId))) {
      const preview = await ada.call("previewUndo", { body: { runId } });
      expect(preview).toMatchObject({ possible: preview.total, notKept: 0 });
      await undo(world, ada, { runId });
    }
    expect(await ada.erp.list()).toEqual([]);
    await ada.call("syncNow");
    await world.settle();
    expect(await ada.erp.list()).toEqual([]);
    expect(await ada.outlook.list()).toHaveLength(3);
    expect(mailsOf(world)).toEqual([]);
  });
});

describe("a run of which one change was taken back before", () => {
  it("says that it is not among those that are kept", async () => {
    const world = await open();
    const ada = world.person("ada");
    for (const subject of ["One", "Two", "Three"]) await ada.outlook.add(visit({ subject }));
    await ada.setUp({ outlookItems: "all" });
    await world.settle();
    const { id, runId } = await newest(ada);
    const body = { runId };
    const before = await ada.call("previewUndo", { body });
    await undo(world, ada, { lineId: id });
    expect(await ada.call("previewUndo", { body })).toMatchObject({
      total: before.total - 1,
      notKept: before.notKept + 1,
    });
  });
});

describe("a meeting that was sent", () => {
  const attendees = [guest("guest@x.example")];

  it("tells its guests of an undo only where the person agreed to it", async () => {
    const { world, ada, id, activity } = await linked(await open(), visit({ attendees }));
    await ada.erp.change(activity.id, { subject: "From the ERP" });
    await world.settle();
    const before = mailsOf(world);
    const { id: lineId } = await newest(ada);
    const preview = await ada.call("previewUndo", { body: { lineId } });
    expect(preview.changes).toMatchObject([{ tells: ["subject"] }]);
    await undo(world, ada, { lineId });
    expect(mailsOf(world)).toEqual(before);
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "From the ERP" });
    await undo(world, ada, { lineId, tellGuests: true });
    expect(await ada.outlook.get(id)).toMatchObject({ subject: "Visit Northwind" });
    expect(await ada.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
    expect(mailsOf(world)).toHaveLength(before.length + 1);
  });

  it("and was deleted is not made again: its guests would be invited", async () => {
    const { world, ada, id } = await linked(await open(), visit({ attendees }));
    await ada.outlook.remove(id);
    await world.settle();
    const before = mailsOf(world);
    const { id: lineId } = await newest(ada);
    const preview = await ada.call("previewUndo", { body: { lineId } });
    expect(preview).toMatchObject({ possible: 0, changes: [{ refused: [{ because: "guests" }] }] });
    await undo(world, ada, { lineId, tellGuests: true });
    expect(await ada.outlook.list()).toEqual([]);
    expect(mailsOf(world)).toEqual(before);
  });
});

describe("what is kept for it", () => {
  it("is one's own: nobody else can see or use it", async () => {
    const { world, ada, id } = await linked(await open());
    await ada.outlook.change(id, { subject: "Postponed" });
    await world.settle();
    const { id: lineId } = await newest(ada);
    const grace = world.person("grace");
    await grace.setUp();
    await world.settle();
    for (const [name, body] of [
      ["previewUndo", { lineId }],
      ["undo", { lineId, tellGuests: false }],
    ] as const) {
      expect(await grace.refused(name, { body })).toMatchObject({ status: 404, code: "not-found" });
    }
    await world.settle();
    expect(await ada.erp.list()).toMatchObject([{ subject: "Postponed" }]);
  });

  it("is nothing of a private appointment, also where it became private later", async () => {
    const world = await open();
    const ada = await ready(world);
    const id = await ada.outlook.add();
    await ada.choose(id);
    await world.settle();
    await ada.outlook.change(id, { sensitivity: "private" });
    await world.settle();
    const { entries } = await ada.call("log");
    expect(entries.filter(({ undoable }) => undoable)).toEqual([]);
    expect((await world.store.list(ada.scope, "undo")).size).toBe(0);
  });
});
