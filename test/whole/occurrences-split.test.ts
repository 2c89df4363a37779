import { expectRest, northwind, ready } from "./linked.ts";
import { visit, type Json, type OutlookEvent, type Person } from "./person.ts";
import { minuteMs, worlds, type World } from "./world.ts";

const open = worlds();
const zone = "W. Europe Standard Time";

const tuesdays = (startDate: string, range: Json): Json => ({
  recurrence: {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
    range: { ...range, startDate },
  },
});
/** Six Tuesdays from 24 November on, the last of them on 29 December. */
const first = "2026-11-24";
const whole = tuesdays(first, { type: "numbered", numberOfOccurrences: 6 });
/** What "this and following" leaves of it: the first three. */
const left = tuesdays(first, { type: "endDate", endDate: "2026-12-14" });
/** ... and makes: the last three, an hour later than before. */
const tail = (more: Json = {}): Json =>
  visit({
    subject: "Round",
    start: { dateTime: "2026-12-15T10:00:00", timeZone: zone },
    end: { dateTime: "2026-12-15T11:00:00", timeZone: zone },
    ...tuesdays("2026-12-15", { type: "numbered", numberOfOccurrences: 3 }),
    ...more,
  });

async function daysOf({ outlook }: Person, master: string): Promise<readonly OutlookEvent[]> {
  const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-03-01T00:00:00Z&$top=100";
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly OutlookEvent[];
}

const activities = async ({ erp }: Person) =>
  (await erp.list()).toSorted((one, other) => (one.start < other.start ? -1 : 1));

/** Every activity as its start, with what its people made of it in the ERP. */
const shown = async (ada: Person) =>
  (await activities(ada)).map(({ id, start, type, records }) => ({
    id,
    start: start.slice(0, 16),
    type,
    records: records.map((one) => one.id),
  }));

/** Six activities, each of which its people gave a record and a type in the ERP. */
async function sixDays(outlookItems: "all" | "chosen" = "all") {
  const world = await open({ erpSeries: false });
  const ada = await ready(world, { outlookItems });
  const master = await ada.outlook.add(visit({ subject: "Round", ...whole }));
  await world.settle();
  if (outlookItems === "chosen") {
    for (const day of await daysOf(ada, master)) await ada.choose(day.id);
    await world.settle();
  }
  for (const { id } of await activities(ada)) {
    await ada.erp.change(id, { records: [northwind], type: "co-eu-site-visit" });
  }
  await world.settle();
  const before = await shown(ada);
  expect(before).toHaveLength(6);
  return { world, ada, master, before };
}

type Split = Awaited<ReturnType<typeof sixDays>>;

/** As they were, the last three an hour later. */
const moved = ({ before }: Split) =>
  before.map((one, at) => (at < 3 ? one : { ...one, start: one.start.replace("T08", "T09") }));

async function expectKept(world: World, split: Split): Promise<void> {
  expect(await shown(split.ada)).toEqual(moved(split));
  await expectRest(world, split.ada);
}

describe("a series that is split where the ERP holds none", () => {
  it.each(["all", "chosen"] as const)(
    "keeps the activities of its days, with their records and types (gate: %s)",
    async (outlookItems) => {
      const split = await sixDays(outlookItems);
      const { world, ada, master } = split;
      await ada.outlook.change(master, left);
      const next = await ada.outlook.add(tail());
      await world.settle();
      await expectKept(world, split);
      for (const { id } of await daysOf(ada, next)) {
        expect(await ada.open(id)).toMatchObject({ state: "in-sync", on: true });
      }
    },
  );

  it("keeps them where the second series was heard of first", async () => {
    const split = await sixDays();
    const { world, ada, master } = split;
    await ada.outlook.add(tail());
    await world.settle();
    expect(await activities(ada)).toHaveLength(9);
    await ada.outlook.change(master, left);
    await world.settle();
    await expectKept(world, split);
  });

  it("keeps them where the cut was heard of first, also over a restart", async () => {
    const split = await sixDays();
    const { world, ada, master } = split;
    await ada.outlook.change(master, left);
    await world.settle();
    expect(await shown(ada)).toEqual(split.before);
    await world.restart();
    await ada.outlook.add(tail());
    await world.settle();
    await expectKept(world, split);
  });

  it("merges what the ERP changes of such a day at the same time", async () => {
    const split = await sixDays();
    const { world, ada, master, before } = split;
    await ada.outlook.change(master, left);
    await ada.erp.change(before[4]!.id, { subject: "Round with the board" });
    const next = await ada.outlook.add(tail());
    await world.settle();
    await expectKept(world, split);
    const subjects = (await daysOf(ada, next)).map(({ subject }) => subject);
    expect(subjects).toEqual(["Round", "Round with the board", "Round"]);
  });

  it("leaves a day off that was switched off", async () => {
    const split = await sixDays();
    const { world, ada, master, before } = split;
    const days = await daysOf(ada, master);
    const { itemId } = await ada.open(days[4]!.id);
    await ada.call("releaseItem", { params: { itemId }, body: { removeErpCopy: false } });
    await world.settle();
    await ada.outlook.change(master, left);
    const next = await ada.outlook.add(tail());
    await world.settle();
    const kept = moved(split).map((one, at) => (at === 4 ? before[4]! : one));
    expect(await shown(ada)).toEqual(kept);
    const [, second] = await daysOf(ada, next);
    expect(await ada.open(second!.id)).toMatchObject({ on: false });
  });

  it("tells it in the chain of the day", async () => {
    const split = await sixDays();
    const { world, ada, master } = split;
    await ada.outlook.change(master, left);
    const next = await ada.outlook.add(tail());
    await world.settle();
    const [day] = await daysOf(ada, next);
    const { itemId } = await ada.open(day!.id);
    const { log } = await ada.call("explainItem", { params: { itemId } });
    expect(log.map(({ because }) => because)).toContain("goes on with a series");
  });

  it("loses them where it only ends, after a while", async () => {
    const split = await sixDays();
    const { world, ada, master, before } = split;
    await ada.outlook.change(master, left);
    await world.settle();
    await world.pass(10 * minuteMs, minuteMs);
    expect(await shown(ada)).toEqual(before.slice(0, 3));
    await expectRest(world, ada);
  });

  describe("and it is not plain what goes on with it", () => {
    /** Another one that takes place in its stead: called otherwise, at the same time as before. */
    const training = (): Json =>
      tail({
        subject: "Training",
        start: { dateTime: "2026-12-15T09:00:00", timeZone: zone },
        end: { dateTime: "2026-12-15T10:00:00", timeZone: zone },
      });

    async function inDoubt() {
      const split = await sixDays();
      const { world, ada, master } = split;
      await ada.outlook.change(master, left);
      const next = await ada.outlook.add(training());
      await world.settle();
      await world.pass(10 * minuteMs, minuteMs);
      const [first] = await daysOf(ada, next);
      const day = await ada.open(first!.id);
      const { first: cut, twins = [] } = day.doubt ?? {};
      return { ...split, day, next, seriesId: cut!.id, nextId: twins[0]!.id };
    }

    it("asks its person in the pane, and nothing is made or deleted before", async () => {
      const { world, ada, before, day, next } = await inDoubt();
      expect(day).toMatchObject({ state: "needs-decision", on: false });
      expect(day.doubt?.first?.subject).toBe("Round");
      expect(day.doubt?.twins.map(({ subject }) => subject)).toEqual(["Training"]);
      expect(await shown(ada)).toEqual(before);
      const params = { itemId: day.itemId };
      const choice = { records: [], activityTypeId: null };
      const refused = await ada.refused("chooseItem", { params, body: choice });
      expect(refused.code).toBe("conflict");
      expect(refused.detail).toContain("a series that was cut");
      const explained = await ada.call("explainItem", { params });
      expect(explained.whyNot).toBe("in-doubt");
      const whole = await ada.open(next);
      expect(whole).toMatchObject({ state: "needs-decision", doubt: day.doubt });
      // Nobody else answers for him.
      const katherine = world.person("katherine");
      const { messages } = await katherine.call("queue", { query: { text: "split-in-doubt" } });
      const { tenantId, mailboxId, messageId } = messages[0]!;
      const message = { params: { tenantId, mailboxId, messageId } };
      expect((await katherine.call("message", message)).acts).toEqual([]);
      for (const act of ["retry", "discard"] as const) {
        const body = { act, ...(act === "discard" && { reason: "Unknown" }) };
        const refusal = await katherine.refused("actOnMessage", { ...message, body });
        expect(refusal).toMatchObject({ code: "conflict" });
      }
      await world.restart();
      await world.settle();
      expect(await shown(ada)).toEqual(before);
    });

    async function expectTaken({ world, ada, before }: Awaited<ReturnType<typeof inDoubt>>) {
      await world.settle();
      expect(await shown(ada)).toEqual(before);
      const subjects = (await activities(ada)).map(({ subject }) => subject);
      expect(subjects.slice(3)).toEqual(["Training", "Training", "Training"]);
      await expectRest(world, ada);
    }

    it("keeps its activities where its person says so in the pane", async () => {
      const asked = await inDoubt();
      const { ada, day, seriesId, nextId } = asked;
      const body = { pairs: [], apart: [], goesOn: [{ seriesId, nextId }] };
      await ada.call("decideDoubt", { params: { itemId: day.itemId }, body });
      await expectTaken(asked);
    });

    it("keeps them where he says so in a dry run", async () => {
      const asked = await inDoubt();
      const { ada, seriesId, nextId } = asked;
      const plan = await ada.call("makePlan", { body: { setup: null } });
      expect(plan.doubts).toMatchObject([{ first: { id: seriesId }, twins: [{ id: nextId }] }]);
      const body = { pairs: [], apart: [], goesOn: [{ seriesId, nextId }] };
      await ada.call("decidePairs", { params: { planId: plan.id }, body });
      await expectTaken(asked);
    });

    it("makes new ones where its person says that none does", async () => {
      const { world, ada, before, day, seriesId } = await inDoubt();
      const goesOn = [{ seriesId, nextId: null }];
      const params = { itemId: day.itemId };
      const other = { pairs: [], apart: [], goesOn: [{ seriesId, nextId: seriesId }] };
      expect((await ada.refused("decideDoubt", { params, body: other })).code).toBe("conflict");
      await ada.call("decideDoubt", { params, body: { pairs: [], apart: [], goesOn } });
      await world.settle();
      const now = await activities(ada);
      expect(now.map(({ id }) => before.findIndex((one) => one.id === id))).toEqual([
        ...[0, 1, 2, -1, -1, -1],
      ]);
      await expectRest(world, ada);
    });
  });

  it("loses them to no other series", async () => {
    const split = await sixDays();
    const { world, ada, master, before } = split;
    await ada.outlook.change(master, left);
    await ada.outlook.add(tail({ subject: "Training", location: { displayName: "Kiel" } }));
    await world.settle();
    await world.pass(10 * minuteMs, minuteMs);
    const ids = (await activities(ada)).map(({ id }) => id);
    expect(ids).toHaveLength(6);
    for (const { id } of before.slice(3)) expect(ids).not.toContain(id);
  });
});
