/** Days of a meeting that repeats are cancelled in an ERP that holds series: its organizer says what comes of them. */
import type { OccurrenceChange } from "../../sandbox/erp/model.ts";
import { expectRest, goesWrong, guest, linked, mailsOf } from "./linked.ts";
import { visit, type Json, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

const [bo, cy] = ["bo@customer.example", "cy@customer.example"] as const;
const [first, second] = ["2026-12-01", "2026-12-08"] as const;

/** A series of Ada with guests, four Tuesdays, which the ERP holds as one. */
async function meeting(more: Json = {}) {
  const recurrence = {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
    range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
  };
  const event = visit({ recurrence, attendees: [guest(bo), guest(cy)], ...more });
  const story = await linked(await open(), event);
  return { ...story, before: mailsOf(story.world) };
}

const cancelled = (...dates: readonly string[]): readonly OccurrenceChange[] =>
  dates.map((date) => ({ date, cancelled: true }));

async function cancelInErp(
  { world, ada, activity }: Awaited<ReturnType<typeof meeting>>,
  ...dates: readonly string[]
): Promise<void> {
  await ada.erp.change(activity.id, { occurrences: cancelled(...dates) });
  await world.settle();
}

/** Its days in Outlook from one date to another. */
async function instances(ada: Person, master: string, from: string, to: string) {
  const span = `startDateTime=${from}T00:00:00Z&endDateTime=${to}T00:00:00Z&$top=100`;
  const path = `/me/events/${encodeURIComponent(master)}/instances?${span}`;
  return (await ada.outlook.ask("GET", path))["value"] as readonly {
    readonly id: string;
    readonly start: { readonly dateTime: string };
  }[];
}

/** The days on which it takes place in Outlook. */
async function daysIn(ada: Person, master: string): Promise<readonly string[]> {
  const all = await instances(ada, master, "2026-11-20", "2027-02-01");
  return all.map(({ start }) => start.dateTime.slice(0, 10));
}

async function removeFirst(ada: Person, master: string): Promise<void> {
  const [day] = await instances(ada, master, first, "2026-12-02");
  await ada.outlook.remove(day!.id);
}

const cancelledIn = async (ada: Person) => (await ada.erp.list())[0]!.occurrences;

async function answer(ada: Person, id: string, keep: "microsoft" | "erp"): Promise<void> {
  const { itemId, conflicts } = await ada.open(id);
  const { field, microsoftFingerprint, erpFingerprint } = conflicts[0]!;
  const body = { field, microsoftFingerprint, erpFingerprint, keep };
  await ada.call("answerConflict", { params: { itemId }, body });
}

const newMails = (world: World, before: readonly unknown[]) => mailsOf(world).slice(before.length);

describe("rule 14: a day with guests that is cancelled in the ERP", () => {
  it("stands, and its organizer is asked in the pane and under Attention, with whom it is", async () => {
    const story = await meeting();
    const { world, ada, id, before } = story;
    await cancelInErp(story, first);
    const asked = {
      field: "exceptions",
      days: [
        {
          when: expect.stringContaining("Dec 1, 2026") as string,
          guests: [{ address: bo }, { address: cy }],
        },
      ],
    };
    expect(await ada.open(id)).toMatchObject({ state: "needs-decision", conflicts: [asked] });
    expect(await ada.call("waitingItems")).toMatchObject({
      ...{ total: 1, items: [{ conflicts: [asked], ending: null }] },
    });
    expect(await daysIn(ada, id)).toContain(first);
    expect(await cancelledIn(ada)).toEqual(cancelled(first));
    await expectRest(world, ada, 1);
    expect(mailsOf(world)).toEqual(before);
  });

  it("waits alone: what else is changed of the series goes over", async () => {
    const story = await meeting();
    const { world, ada, id, activity, before } = story;
    await ada.erp.change(activity.id, {
      subject: "Jour fixe",
      occurrences: [...cancelled(first), { date: second, subject: "Theirs" }],
    });
    await world.settle();
    expect((await ada.outlook.get(id)).subject).toBe("Jour fixe");
    const onSecond = await instances(ada, id, second, "2026-12-09");
    expect(onSecond).toMatchObject([{ subject: "Theirs" }]);
    expect(await daysIn(ada, id)).toContain(first);
    // What else is changed of a meeting is told as ever; nobody hears that a day is off.
    expect(newMails(world, before).filter(({ kind }) => kind === "cancellation")).toEqual([]);
    await expectRest(world, ada, 1);
  });

  it("is cancelled by his click: each guest is told once, and the other days stay", async () => {
    const story = await meeting();
    const { world, ada, id, before } = story;
    await cancelInErp(story, first);
    await answer(ada, id, "erp");
    expect((await ada.call("waitingItems")).total).toBe(0);
    await world.settle();
    expect(await daysIn(ada, id)).toEqual(["2026-11-24", second, "2026-12-15"]);
    expect(newMails(world, before).flatMap(({ to }) => to)).toEqual([bo, cy]);
    expect(await ada.open(id)).toMatchObject({ state: "in-sync", conflicts: [] });
    await expectRest(world, ada);
    expect(newMails(world, before).flatMap(({ to }) => to)).toEqual([bo, cy]);
  });

  it("is cancelled once where the reply is lost", async () => {
    const story = await meeting();
    const { world, ada, id, before } = story;
    await cancelInErp(story, first);
    goesWrong(
      world,
      "lost-reply",
      ({ method, url }) => method === "DELETE" && url.includes("/events/"),
    );
    await answer(ada, id, "erp");
    await world.settle();
    expect(await daysIn(ada, id)).not.toContain(first);
    expect(newMails(world, before).flatMap(({ to }) => to)).toEqual([bo, cy]);
    await expectRest(world, ada);
  });

  it("comes back in the ERP by his click, nobody is mailed, and his word can be taken back", async () => {
    const story = await meeting();
    const { world, ada, id, before } = story;
    await cancelInErp(story, first, second);
    await answer(ada, id, "microsoft");
    await world.settle();
    expect(await cancelledIn(ada)).toEqual([]);
    expect(await daysIn(ada, id)).toHaveLength(4);
    await expectRest(world, ada);

    const { entries } = await ada.call("log");
    const { id: lineId } = entries.find(({ undoable }) => undoable)!;
    await ada.call("undo", { body: { lineId, tellGuests: false } });
    await world.settle();
    expect(await cancelledIn(ada)).toEqual(cancelled(first, second));
    expect(await ada.call("waitingItems")).toMatchObject({
      items: [{ conflicts: [{ days: [{}, {}] }] }],
    });
    expect(mailsOf(world)).toEqual(before);
  });

  it("that was shown with other guests is not cancelled: he is asked about those there are now", async () => {
    const story = await meeting();
    const { world, ada, id } = story;
    await cancelInErp(story, first);
    await answer(ada, id, "erp");
    await ada.outlook.change(id, { attendees: [guest(bo)] });
    const byHim = mailsOf(world);
    await world.settle();
    expect(await daysIn(ada, id)).toContain(first);
    expect(mailsOf(world)).toEqual(byHim);
    const { conflicts } = await ada.open(id);
    expect(conflicts).toMatchObject([{ days: [{ guests: [{ address: bo }] }] }]);
  });

  it("is nothing to decide any more once the ERP lets it take place again, or he cancels it himself", async () => {
    const story = await meeting();
    const { world, ada, id, activity } = story;
    await cancelInErp(story, first);
    await ada.erp.change(activity.id, { occurrences: [] });
    await world.settle();
    await expectRest(world, ada);
    await cancelInErp(story, first);
    await removeFirst(ada, id);
    await world.settle();
    await expectRest(world, ada);
  });
});

describe("rule 5: a single day and the rule for deletions", () => {
  const bySelf = async () => {
    const story = await meeting({ attendees: [] });
    await story.ada.setUp({
      rules: { afterDeleteInErp: "keep", afterDeleteInOutlook: "keep" },
    });
    await story.world.settle();
    return story;
  };

  it("stays in Outlook where it is kept, and gone in the ERP, whatever is changed of it", async () => {
    const story = await bySelf();
    const { world, ada, id } = story;
    await cancelInErp(story, first);
    expect(await daysIn(ada, id)).toContain(first);
    await expectRest(world, ada);
    await ada.outlook.change(id, { subject: "Jour fixe" });
    await world.settle();
    await ada.setUp({ rules: { afterDeleteInErp: "delete" } });
    await world.settle();
    await expectRest(world, ada);
    expect(await daysIn(ada, id)).toContain(first);
    expect(await cancelledIn(ada)).toEqual(cancelled(first));
  });

  it("stays in the ERP where it was deleted in Outlook", async () => {
    const { world, ada, id } = await bySelf();
    await removeFirst(ada, id);
    await world.settle();
    expect(await cancelledIn(ada)).toEqual([]);
    expect(await daysIn(ada, id)).not.toContain(first);
    await expectRest(world, ada);
  });
});

describe("rule 15: a day of a series that Outlook has no more", () => {
  it.each(["erp", "microsoft"] as const)(
    "is not given back, and the preview says so: it went in %s",
    async (side) => {
      const story = await meeting({ attendees: [] });
      const { world, ada, id } = story;
      if (side === "erp") await cancelInErp(story, first);
      else await removeFirst(ada, id);
      await world.settle();
      const { entries } = await ada.call("log");
      const { id: lineId } = entries.find(({ undoable }) => undoable)!;
      const { possible, changes } = await ada.call("previewUndo", { body: { lineId } });
      expect(possible).toBe(0);
      expect(changes[0]!.refused).toEqual([
        { because: "removed", fields: ["exceptions"], parts: "Dec 1, 2026: does not take place" },
      ]);
      // Who asks all the same hears it, and nothing is set aside.
      await ada.call("undo", { body: { lineId, tellGuests: false } });
      await world.settle();
      const { state, history } = await ada.open(id);
      expect(state).toBe("in-sync");
      expect(history[0]).toMatchObject({ kind: "not-undone", because: "undo:removed" });
      expect(await daysIn(ada, id)).not.toContain(first);
      expect(await cancelledIn(ada)).toMatchObject(cancelled(first));
    },
  );

  it.each(["erp", "microsoft"] as const)(
    "stays gone, and what else was changed with it is given back: both done in %s",
    async (side) => {
      const story = await meeting({ attendees: [] });
      const { world, ada, id, activity } = story;
      const [onSecond] = await instances(ada, id, second, "2026-12-09");
      if (side === "erp") {
        const occurrences = [...cancelled(first), { date: second, subject: "Theirs" }];
        await ada.erp.change(activity.id, { occurrences });
      } else {
        await removeFirst(ada, id);
        await ada.outlook.change(onSecond!.id, { subject: "Theirs" });
      }
      await world.settle();
      expect(await cancelledIn(ada)).toHaveLength(2);
      const { entries } = await ada.call("log");
      const { id: lineId } = entries.find(({ undoable }) => undoable)!;
      const preview = await ada.call("previewUndo", { body: { lineId } });
      const parts = "Dec 1, 2026: does not take place";
      const given = [{ field: "exceptions", from: `${parts}, Dec 8, 2026: Theirs`, to: parts }];
      const refused = [{ because: "removed", fields: ["exceptions"], parts }];
      expect(preview).toMatchObject({ possible: 1, changes: [{ fields: given, refused }] });
      await ada.call("undo", { body: { lineId, tellGuests: false } });
      await world.settle();
      expect(await cancelledIn(ada)).toMatchObject(cancelled(first));
      expect(await daysIn(ada, id)).not.toContain(first);
      const [back] = await instances(ada, id, second, "2026-12-09");
      expect(back).toMatchObject({ subject: visit()["subject"] });
      const { state, history } = await ada.open(id);
      expect(state).toBe("in-sync");
      const told = history.filter(({ kind }) => kind === "undone" || kind === "not-undone");
      expect(told).toMatchObject([
        { because: "undo:removed", changes: [{ field: "exceptions", from: null, to: parts }] },
        { because: "undo:update", changes: [{ from: "Dec 8, 2026: Theirs", to: null }] },
      ]);
      // Asked once more nothing is left to be given back.
      expect(await ada.call("previewUndo", { body: { lineId } })).toMatchObject({ possible: 0 });
      await expectRest(world, ada);
    },
  );
});
