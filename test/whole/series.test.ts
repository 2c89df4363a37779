import { DateTime } from "luxon";
import { datesOf } from "../../sandbox/erp/recurrence.ts";
import type { OccurrenceChange, Recurrence } from "../../sandbox/erp/model.ts";
import { expectRest, guest, ready } from "./linked.ts";
import { call, type Json, type OutlookEvent, type Person, visit } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

/** Every Tuesday from the day of `visit` on. */
const weekly = (more: Json = {}): Json =>
  visit({
    subject: "Weekly round",
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "noEnd", startDate: "2026-11-24" },
    },
    ...more,
  });

const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-02-01T00:00:00Z&$top=100";

interface Instance extends OutlookEvent {
  readonly originalStart: string;
  readonly type: string;
}

async function instancesOf({ outlook }: Person, master: string): Promise<readonly Instance[]> {
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly Instance[];
}

async function instance(person: Person, master: string, date: string): Promise<Instance> {
  const found = (await instancesOf(person, master)).find(({ originalStart }) =>
    originalStart.startsWith(date),
  );
  if (found === undefined) throw new Error(`there is no occurrence on ${date}`);
  return found;
}

/** When and as what a series shows in Outlook: `2026-11-24T08:00 Weekly round`. */
async function calendar(person: Person, master: string): Promise<readonly string[]> {
  const all = await instancesOf(person, master);
  return all.map(({ start, subject }) => `${start.dateTime.slice(0, 16)} ${subject}`);
}

async function activityOf({ erp }: Person, subject = "Weekly round") {
  const found = (await erp.list()).filter((one) => one.subject === subject);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** A person's series that the ERP holds as well. */
async function both(more: Json = {}): Promise<{
  readonly world: World;
  readonly ada: Person;
  readonly master: string;
  readonly id: string;
}> {
  const world = await open();
  const ada = await ready(world, { outlookItems: "all" });
  const master = await ada.outlook.add(weekly(more));
  await world.settle();
  return { world, ada, master, id: (await activityOf(ada)).id };
}

const occurrences = (...all: readonly OccurrenceChange[]): Json => ({ occurrences: all });

describe("a series of Outlook", () => {
  it("is one activity that repeats in the ERP, and a second run writes nothing", async () => {
    const { world, ada } = await both();
    expect(await activityOf(ada)).toMatchObject({
      start: "2026-11-24T08:00:00Z",
      timeZone: "Europe/Berlin",
      recurrence: { frequency: "weekly", interval: 1, days: ["tue"], until: null, count: null },
      occurrences: [],
    });
    await expectRest(world, ada);
  });

  it("brings its exceptions along: renamed, moved and deleted occurrences", async () => {
    const { world, ada, master } = await both();
    const [, second, third, fourth] = await instancesOf(ada, master);
    await ada.outlook.change(second!.id, { subject: "Special round" });
    await ada.outlook.change(third!.id, {
      start: { dateTime: "2026-12-09T10:00:00", timeZone: "W. Europe Standard Time" },
      end: { dateTime: "2026-12-09T11:30:00", timeZone: "W. Europe Standard Time" },
    });
    await ada.outlook.remove(fourth!.id);
    await world.settle();
    expect((await activityOf(ada)).occurrences).toEqual([
      { date: "2026-12-01", subject: "Special round" },
      {
        date: "2026-12-08",
        allDay: false,
        start: "2026-12-09T09:00:00Z",
        end: "2026-12-09T10:30:00Z",
      },
      { date: "2026-12-15", cancelled: true },
    ]);
    await expectRest(world, ada);
  });

  it("tells of a deleted occurrence although Graph lists no change", async () => {
    const { world, ada, master } = await both();
    await ada.outlook.remove((await instance(ada, master, "2026-12-01")).id);
    await world.settle();
    expect((await activityOf(ada)).occurrences).toEqual([{ date: "2026-12-01", cancelled: true }]);
  });

  it("tells of it within a day where the notification was lost", async () => {
    const { world, ada, master } = await both();
    world.sandbox.graph.notificationMode = "drop";
    await ada.outlook.remove((await instance(ada, master, "2026-12-01")).id);
    await world.settle();
    expect((await activityOf(ada)).occurrences).toEqual([]);
    await world.pass(26 * 60 * 60 * 1000, 60 * 60 * 1000);
    await world.settle();
    expect((await activityOf(ada)).occurrences).toEqual([{ date: "2026-12-01", cancelled: true }]);
  });

  it.each([
    ["shortened", { type: "endDate", startDate: "2026-11-24", endDate: "2026-12-15" }],
    ["counted", { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 }],
  ])("is %s in the ERP as well, and extended again", async (_how, range) => {
    const { world, ada, master } = await both();
    const pattern = { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] };
    await ada.outlook.change(master, { recurrence: { pattern, range } });
    await world.settle();
    const ends = (await activityOf(ada)).recurrence;
    expect(ends).toMatchObject(range.type === "endDate" ? { until: "2026-12-15" } : { count: 4 });
    const forever = { type: "noEnd", startDate: "2026-11-24" };
    await ada.outlook.change(master, { recurrence: { pattern, range: forever } });
    await world.settle();
    expect((await activityOf(ada)).recurrence).toMatchObject({ until: null, count: null });
    await expectRest(world, ada);
  });

  it("becomes a single appointment and a series again", async () => {
    const { world, ada, master, id } = await both();
    await ada.outlook.change(master, { recurrence: null });
    await world.settle();
    expect(await activityOf(ada)).toMatchObject({ id, recurrence: null });
    const { recurrence } = weekly();
    await ada.outlook.change(master, { recurrence });
    await world.settle();
    expect(await activityOf(ada)).toMatchObject({ id, recurrence: { frequency: "weekly" } });
    await expectRest(world, ada);
  });

  it("mails nobody, whatever the ERP does to it", async () => {
    const guests = [{ emailAddress: { address: "grace@contoso.example" } }];
    const { world, ada, master, id } = await both({ attendees: guests });
    const mails = world.sandbox.graph.mails().length;
    // Cancelling an occurrence of a meeting reaches its guests: it stays in Outlook until she told.
    await ada.erp.change(id, occurrences({ date: "2026-12-01", cancelled: true }));
    await world.settle();
    expect(world.sandbox.graph.mails()).toHaveLength(mails);
    expect(await calendar(ada, master)).toContain("2026-12-01T08:00 Weekly round");
    expect((await activityOf(ada)).occurrences).toEqual([{ date: "2026-12-01", cancelled: true }]);
    await expectRest(world, ada, 1);
  });
});

describe("a series of the ERP", () => {
  const repeating = (more: Json = {}): Json =>
    call({
      subject: "Weekly round",
      recurrence: { frequency: "weekly", interval: 2, days: ["wed", "fri"] },
      ...more,
    });

  it("is a series in Outlook, exceptions included", async () => {
    const world = await open();
    const ada = await ready(world);
    await ada.erp.add(
      repeating(
        occurrences(
          { date: "2026-11-27", subject: "Short round" },
          { date: "2026-12-09", cancelled: true },
        ),
      ),
    );
    await world.settle();
    const [master] = (await ada.outlook.list()).filter(({ subject }) => subject === "Weekly round");
    expect(master).toMatchObject({
      type: "seriesMaster",
      recurrence: { pattern: { type: "weekly", interval: 2 } },
    });
    expect((await calendar(ada, master!.id)).slice(0, 4)).toEqual([
      "2026-11-25T09:00 Weekly round",
      "2026-11-27T09:00 Short round",
      "2026-12-11T09:00 Weekly round",
      "2026-12-23T09:00 Weekly round",
    ]);
    await expectRest(world, ada);
  });

  it("changes single occurrences in Outlook: renamed, moved, deleted, and taken back", async () => {
    const { world, ada, master, id } = await both();
    await ada.erp.change(
      id,
      occurrences(
        { date: "2026-12-01", subject: "Special round", showAs: "free" },
        { date: "2026-12-08", start: "2026-12-08T13:00:00Z", end: "2026-12-08T14:00:00Z" },
        { date: "2026-12-15", cancelled: true },
      ),
    );
    await world.settle();
    expect((await calendar(ada, master)).slice(0, 4)).toEqual([
      "2026-11-24T08:00 Weekly round",
      "2026-12-01T08:00 Special round",
      "2026-12-08T13:00 Weekly round",
      "2026-12-22T08:00 Weekly round",
    ]);
    await ada.erp.change(id, occurrences({ date: "2026-12-15", cancelled: true }));
    await world.settle();
    expect((await calendar(ada, master)).slice(0, 4)).toEqual([
      "2026-11-24T08:00 Weekly round",
      "2026-12-01T08:00 Weekly round",
      "2026-12-08T08:00 Weekly round",
      "2026-12-22T08:00 Weekly round",
    ]);
    await expectRest(world, ada);
  });
});

describe("edits of both people in one series", () => {
  it("merge by occurrence and field", async () => {
    const { world, ada, master, id } = await both();
    await ada.outlook.change((await instance(ada, master, "2026-12-01")).id, { subject: "Mine" });
    await ada.outlook.change(master, { location: { displayName: "Kiel" } });
    await ada.erp.change(
      id,
      occurrences(
        { date: "2026-12-01", showAs: "tentative" },
        { date: "2026-12-08", subject: "Theirs" },
      ),
    );
    await world.settle();
    expect((await calendar(ada, master)).slice(1, 3)).toEqual([
      "2026-12-01T08:00 Mine",
      "2026-12-08T08:00 Theirs",
    ]);
    expect(await instance(ada, master, "2026-12-01")).toMatchObject({ showAs: "tentative" });
    expect(await activityOf(ada)).toMatchObject({
      place: "Kiel",
      occurrences: [
        { date: "2026-12-01", subject: "Mine", showAs: "tentative" },
        { date: "2026-12-08", subject: "Theirs" },
      ],
    });
    await expectRest(world, ada);
  });

  it.each(["keep", "drop"] as const)(
    "keep the exceptions where the ERP moves the series (Exchange: %s)",
    async (how) => {
      const { world, ada, master, id } = await both();
      world.sandbox.graph.switches["recurrence-update"] = how;
      await ada.outlook.change((await instance(ada, master, "2026-12-01")).id, { subject: "Mine" });
      await ada.outlook.remove((await instance(ada, master, "2026-12-08")).id);
      await world.settle();
      await ada.erp.change(id, { start: "2026-11-24T10:00:00Z", end: "2026-11-24T11:00:00Z" });
      await world.settle();
      expect((await calendar(ada, master)).slice(0, 3)).toEqual([
        "2026-11-24T10:00 Weekly round",
        "2026-12-01T10:00 Mine",
        "2026-12-15T10:00 Weekly round",
      ]);
      expect((await activityOf(ada)).occurrences).toEqual([
        { date: "2026-12-01", subject: "Mine" },
        { date: "2026-12-08", cancelled: true },
      ]);
      await expectRest(world, ada);
    },
  );

  it("end for a day that one of them removed as Outlook has it, and the log tells of the other's", async () => {
    const { world, ada, master, id } = await both();
    const [, second, third] = await instancesOf(ada, master);
    await ada.outlook.change(second!.id, { subject: "Mine" });
    await ada.outlook.remove(third!.id);
    await ada.erp.change(
      id,
      occurrences(
        { date: "2026-12-01", cancelled: true },
        { date: "2026-12-08", subject: "Theirs" },
      ),
    );
    await world.settle();
    expect((await calendar(ada, master)).slice(0, 3)).toEqual([
      "2026-11-24T08:00 Weekly round",
      "2026-12-01T08:00 Mine",
      "2026-12-15T08:00 Weekly round",
    ]);
    expect((await activityOf(ada)).occurrences).toEqual([
      { date: "2026-12-01", subject: "Mine" },
      { date: "2026-12-08", cancelled: true },
    ]);
    const log = await world.store.history(ada.scope, { limit: 50 });
    const [told] = log.filter(({ kind }) => kind === "conflict");
    expect(told).toMatchObject({ because: "removed-and-edited" });
    expect(JSON.stringify(told?.changes)).toContain("Theirs");
    await expectRest(world, ada);
  });

  it("leave a day with guests in Outlook as it is when the ERP removes it, and mail nobody", async () => {
    const { world, ada, master, id } = await both({ attendees: [guest("guest@fabrikam.example")] });
    await ada.outlook.change((await instance(ada, master, "2026-12-01")).id, { subject: "Mine" });
    await world.settle();
    const mails = world.sandbox.graph.mails().length;
    await ada.erp.change(id, occurrences({ date: "2026-12-01", cancelled: true }));
    await world.settle();
    expect((await calendar(ada, master))[1]).toBe("2026-12-01T08:00 Mine");
    expect((await activityOf(ada)).occurrences).toEqual([{ date: "2026-12-01", cancelled: true }]);
    expect(world.sandbox.graph.mails()).toHaveLength(mails);
    await expectRest(world, ada, 1);
  });

  it("are those of the new weekday when the ERP moves the series", async () => {
    const { world, ada, master, id } = await both();
    await ada.outlook.change((await instance(ada, master, "2026-12-01")).id, { subject: "Mine" });
    await world.settle();
    const { recurrence } = await activityOf(ada);
    const thursday: Recurrence = { ...recurrence!, days: ["thu"] };
    await ada.erp.change(id, {
      recurrence: thursday,
      start: "2026-11-26T08:00:00Z",
      end: "2026-11-26T09:00:00Z",
    });
    await world.settle();
    expect((await calendar(ada, master)).slice(0, 2)).toEqual([
      "2026-11-26T08:00 Weekly round",
      "2026-12-03T08:00 Weekly round",
    ]);
    await expectRest(world, ada);
  });
});

/** Zones by the names that Graph and the ERP have for them, with changes of the clock in both halves of a year. */
const zones = [
  ["Europe/Berlin", "W. Europe Standard Time"],
  ["America/New_York", "Eastern Standard Time"],
  ["Australia/Lord_Howe", "Lord Howe Standard Time"],
  ["America/Santiago", "Pacific SA Standard Time"],
  ["Africa/Casablanca", "Morocco Standard Time"],
] as const;

describe("the clock of a daily series", () => {
  const days = 366;

  it.each(zones)(
    "is the same on both sides all year in %s, wherever it was made",
    async (zone, name) => {
      const world = await open();
      const ada = await ready(world, { outlookItems: "all" });
      const first = DateTime.fromISO("2026-11-24T00:30", { zone });
      const spell = (time: DateTime): string => time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
      await ada.erp.add(
        call({
          ...{ subject: "Of the ERP", timeZone: zone },
          ...{ start: spell(first), end: spell(first.plus({ minutes: 30 })) },
          recurrence: { frequency: "daily", interval: 1, count: days },
        }),
      );
      await ada.outlook.add(
        visit({
          subject: "Of Outlook",
          start: { dateTime: "2026-11-24T00:30:00", timeZone: name },
          end: { dateTime: "2026-11-24T01:00:00", timeZone: name },
          recurrence: {
            pattern: { type: "daily", interval: 1 },
            range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: days },
          },
        }),
      );
      await world.settle();
      const masters = await ada.outlook.list();
      for (const subject of ["Of the ERP", "Of Outlook"]) {
        const master = masters.find((one) => one.subject === subject);
        const path = `/me/events/${encodeURIComponent(master!.id)}/instances?startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-12-01T00:00:00Z&$top=500`;
        const instances = (await ada.outlook.ask("GET", path))["value"] as readonly Instance[];
        const activity = await activityOf(ada, subject);
        const clock = DateTime.fromISO(activity.start, { zone: activity.timeZone });
        const inErp = [...datesOf(activity, "2027-12-01")].map((date) =>
          spell(
            DateTime.fromISO(`${date}T${clock.toFormat("HH:mm")}`, { zone: activity.timeZone }),
          ),
        );
        expect(inErp).toHaveLength(days);
        expect(new Set(inErp.map((time) => time.slice(11, 16))).size).toBeGreaterThan(1);
        expect(instances.map(({ start }) => `${start.dateTime.slice(0, 19)}Z`)).toEqual(inErp);
      }
    },
  );
});

describe("a day that both sides changed, where its person is asked", () => {
  /** Three days changed: the first on both sides, the others on one side each. */
  async function asked() {
    const world = await open();
    const ada = await ready(world, { outlookItems: "all", rules: { precedence: "ask" } });
    const master = await ada.outlook.add(weekly());
    await world.settle();
    const { id } = await activityOf(ada);
    await ada.outlook.change((await instance(ada, master, "2026-12-01")).id, { subject: "Mine" });
    await ada.outlook.change((await instance(ada, master, "2026-12-08")).id, {
      subject: "Outlook",
    });
    await ada.erp.change(
      id,
      occurrences(
        { date: "2026-12-01", subject: "Theirs" },
        { date: "2026-12-15", subject: "ERP" },
      ),
    );
    await world.settle();
    return { world, ada, master };
  }
  const named = async (person: Person, master: string) => ({
    outlook: (await calendar(person, master)).slice(1, 4).map((one) => one.slice(17)),
    erp: (await activityOf(person)).occurrences.map(({ subject }) => subject),
  });
  const now = async (person: Person, master: string) => {
    const { itemId, conflicts } = await person.open(master);
    return { itemId, conflicts };
  };
  const decide = async (person: Person, master: string, keep: "microsoft" | "erp") => {
    const { itemId, conflicts } = await now(person, master);
    const { field, microsoftFingerprint, erpFingerprint } = conflicts[0]!;
    const body = { field, keep, microsoftFingerprint, erpFingerprint };
    await person.call("answerConflict", { params: { itemId }, body });
  };

  it("waits alone: the others are merged, a second run writes nothing, and the answer is about it", async () => {
    const { world, ada, master } = await asked();
    expect(await named(ada, master)).toEqual({
      outlook: ["Mine", "Outlook", "ERP"],
      erp: ["Theirs", "Outlook", "ERP"],
    });
    expect((await now(ada, master)).conflicts).toMatchObject([
      {
        field: "exceptions",
        microsoft: "Dec 1, 2026: Mine",
        erp: "Dec 1, 2026: Theirs",
        draft: null,
      },
    ]);
    await expectRest(world, ada, 1);
    await decide(ada, master, "microsoft");
    await world.settle();
    expect(await named(ada, master)).toEqual({
      outlook: ["Mine", "Outlook", "ERP"],
      erp: ["Mine", "Outlook", "ERP"],
    });
    expect((await now(ada, master)).conflicts).toEqual([]);
    await expectRest(world, ada);
  });

  it.each(["microsoft", "erp"] as const)(
    "is all that is given back when its settling by %s's is taken back, whatever became of other days",
    async (keep) => {
      const { world, ada, master } = await asked();
      await decide(ada, master, keep);
      await world.settle();
      const own = keep === "erp" ? "Theirs" : "Mine";
      const both = [own, "Outlook", "ERP"];
      expect(await named(ada, master)).toEqual({ outlook: both, erp: both });
      const lineId = (await ada.call("log")).entries.find(({ undoable }) => undoable)!.id;
      await ada.outlook.change((await instance(ada, master, "2026-12-08")).id, {
        subject: "Later",
      });
      await world.settle();
      const preview = await ada.call("previewUndo", { body: { lineId } });
      const question = { microsoft: "Dec 1, 2026: Mine", erp: "Dec 1, 2026: Theirs" };
      expect(preview.changes).toMatchObject([
        { kind: "update", refused: [], asks: [{ field: "exceptions", ...question }] },
      ]);
      await ada.call("undo", { body: { tellGuests: false, lineId } });
      await world.settle();
      expect(await named(ada, master)).toEqual({
        outlook: ["Mine", "Later", "ERP"],
        erp: ["Theirs", "Later", "ERP"],
      });
      expect((await now(ada, master)).conflicts).toMatchObject([question]);
      await expectRest(world, ada, 1);
      await decide(ada, master, "erp");
      await world.settle();
      const settled = ["Theirs", "Later", "ERP"];
      expect(await named(ada, master)).toEqual({ outlook: settled, erp: settled });
      await expectRest(world, ada);
    },
  );

  it("keeps what each side says when the change of another day is taken back", async () => {
    const { world, ada, master } = await asked();
    const { entries } = await ada.call("log");
    for (const line of entries.filter(({ undoable }) => undoable)) {
      await ada.call("undo", { body: { tellGuests: false, lineId: line.id } });
      await world.settle();
    }
    expect(await named(ada, master)).toEqual({
      outlook: ["Mine", "Weekly round", "Weekly round"],
      erp: ["Theirs"],
    });
    expect((await now(ada, master)).conflicts).toMatchObject([
      { microsoft: "Dec 1, 2026: Mine", erp: "Dec 1, 2026: Theirs" },
    ]);
    await expectRest(world, ada, 1);
  });
});

it("a list of changes without end keeps nothing from travelling", async () => {
  const world = await open();
  world.sandbox.graph.switches["delta-endless-nextlink"] = true;
  const ada = world.person("ada");
  await ada.outlook.add(weekly());
  const person = await ready(world);
  await person.outlook.add();
  const id = await person.outlook.add(visit({ subject: "Chosen" }));
  await person.choose(id);
  await world.settle();
  expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Chosen"]);
});
