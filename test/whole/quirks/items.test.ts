import { linked, planFault, ready, type Linked } from "../linked.ts";
import { call, visit, type Json } from "../person.ts";
import { hourMs, worlds, type World } from "../world.ts";
import { expectUnharmed, movedAndBack, weekly, writesSeen } from "./unharmed.ts";

const open = worlds();
jest.setTimeout(180_000);

async function withSwitches(switches: Partial<World["sandbox"]["graph"]["switches"]>) {
  const world = await open();
  Object.assign(world.sandbox.graph.switches, switches);
  return linked(world);
}

/** The next pass, and one that lists everything anew, write nothing. */
async function writesNothing(story: Linked): Promise<void> {
  story.world.sandbox.requestLog.clear();
  story.world.sandbox.graph.expireDeltaTokens();
  await story.world.pass(7 * hourMs, hourMs);
  expect(writesSeen(story)).toEqual([]);
}

describe("quirks of ids and versions leave the engine unharmed", () => {
  it("id-changes and ids-case-sensitive: an appointment is known by its new id", async () => {
    const story = await linked(await open());
    const { ada, world, id } = story;
    const { linkId } = await ada.open(id);
    const now = await movedAndBack(story);
    await world.settle();
    expect(now).not.toBe(id);
    expect(now).toMatch(/[=_-]/);
    expect((await ada.open(now)).linkId).toBe(linkId);
    await expectUnharmed({ ...story, id: now });
  });

  it.each(["perOccurrence", "shared"] as const)("icaluid: %s", async (icaluid) => {
    const story = await withSwitches({ icaluid });
    await story.ada.outlook.add(weekly());
    await story.world.settle();
    await expectUnharmed(story);
  });

  it("occurrenceId: what the metadata does not declare is no reason to stumble", async () => {
    const story = await withSwitches({ "delta-occurrence-bare": false });
    await story.ada.outlook.add(weekly());
    await story.world.settle();
    await expectUnharmed(story);
  });

  it("etag-churn: new versions without a change write nothing", async () => {
    const story = await withSwitches({ "etag-churn": 1 });
    await story.world.settle();
    story.world.sandbox.requestLog.clear();
    for (let day = 0; day < 3; day++) {
      story.world.sandbox.graph.churn(story.ada.user.id);
      await story.world.pass(7 * hourMs, hourMs);
    }
    expect(writesSeen(story)).toEqual([]);
    await expectUnharmed(story);
  });

  it("notify-own-writes: an echo of ours writes nothing", async () => {
    const story = await linked(await open());
    await expectUnharmed(story);
    await writesNothing(story);
  });

  it("conflict-412: half of what has no If-Match is refused", async () => {
    await expectUnharmed(await withSwitches({ "conflict-412": 0.5 }));
  });

  it("conflict-412 although nobody changed anything", async () => {
    const story = await linked(await open());
    planFault(story.world, { method: "PATCH", path: "/me/events/", status: 412, times: 2 });
    await story.ada.erp.change(story.activity.id, { subject: "Through" });
    await story.world.settle();
    expect(await story.ada.outlook.list()).toMatchObject([{ subject: "Through" }]);
    await expectUnharmed(story);
  });

  it.each(["original", "conflict"] as const)("transactionid: %s", async (repeat) => {
    const world = await open();
    world.sandbox.graph.switches.transactionIdRepeat = repeat;
    const ada = await ready(world);
    planFault(world, { method: "POST", path: "/me/events", when: "after", lostReply: true });
    const activity = await ada.erp.add();
    await world.settle();
    await world.pass(10_000, 1_000);
    const [event] = await ada.outlook.list();
    await expectUnharmed({ world, ada, id: event?.id ?? "", activity });
  });
});

describe("quirks of what an event holds leave the engine unharmed", () => {
  it("body-rewrite: text comes back as HTML and is no change", async () => {
    const story = await linked(await open());
    await story.ada.erp.change(story.activity.id, {
      notes: "Bring\n\nthe plan",
      notesFormat: "text",
    });
    await story.world.settle();
    expect((await story.ada.outlook.get(story.id)).body.content).toContain("<html>");
    await writesNothing(story);
    await expectUnharmed(story);
  });

  it("teams-blob: notes from the ERP do not end an online meeting", async () => {
    const world = await open();
    const online = { isOnlineMeeting: true, onlineMeetingProvider: "teamsForBusiness" };
    const story = await linked(world, visit(online));
    const before = (await story.ada.outlook.get(story.id)).body.content;
    await story.ada.erp.change(story.activity.id, { notes: "From the ERP", notesFormat: "text" });
    await world.settle();
    const after = await story.ada.outlook.get(story.id);
    const [head, rest] = before.split("<body>");
    expect(after.body.content.startsWith(`${head}<body>`)).toBe(true);
    expect(after.body.content.endsWith(String(rest))).toBe(true);
    expect(after).toMatchObject({ isOnlineMeeting: true });
    await expectUnharmed(story);
  });

  it("all-day: a day stays that day", async () => {
    const day = (date: string) => ({
      dateTime: `${date}T00:00:00`,
      timeZone: "W. Europe Standard Time",
    });
    const whole = { isAllDay: true, start: day("2026-11-24"), end: day("2026-11-26") };
    const story = await linked(await open(), visit(whole));
    const [activity] = await story.ada.erp.list();
    expect(activity).toMatchObject({ allDay: true, start: "2026-11-24", end: "2026-11-26" });
    await expectUnharmed(story);
    await writesNothing(story);
  });

  it.each(["named", "custom"] as const)("tz: %s", async (tz) => {
    const story = await withSwitches({ tz });
    expect(await story.ada.erp.list()).toMatchObject([{ start: "2026-11-24T08:00:00Z" }]);
    await expectUnharmed(story);
    await writesNothing(story);
  });

  it("tz: a series in a custom zone is kept where its days show the mailbox's clock", async () => {
    const story = await withSwitches({ tz: "custom" });
    const id = await story.ada.outlook.add(weekly());
    await story.ada.choose(id);
    await story.world.settle();
    const activities = await story.ada.erp.list();
    expect(activities.find(({ subject }) => subject === "Weekly round")).toMatchObject({
      start: "2026-11-24T08:00:00Z",
      timeZone: "Europe/Berlin",
      recurrence: { frequency: "weekly", days: ["tue"] },
    });
    await writesNothing(story);
  });

  it("tz: a series in a custom zone with another clock waits alone until its zone has a name", async () => {
    const story = await withSwitches({ tz: "named" });
    const { ada, world } = story;
    const at = (dateTime: string) => ({ dateTime, timeZone: "Eastern Standard Time" });
    // In Berlin it is Wednesday.
    const id = await ada.outlook.add(
      weekly({ start: at("2026-11-24T18:30:00"), end: at("2026-11-24T18:45:00") }),
    );
    await ada.choose(id);
    world.sandbox.graph.switches.tz = "custom";
    await world.settle();
    expect((await ada.erp.list()).map(({ subject }) => subject)).toEqual(["Visit Northwind"]);
    expect((await ada.call("status")).calendar.quarantined).toBe(1);
    const { entries } = await ada.call("log");
    expect(entries.find(({ kind }) => kind === "failed")?.because).toContain("choose a time zone");
    await expectUnharmed(story);

    world.sandbox.graph.switches.tz = "named";
    const { itemId } = await ada.open(id);
    await ada.call("syncItem", { params: { itemId } });
    await world.settle();
    const activities = await ada.erp.list();
    expect(activities.find(({ subject }) => subject === "Weekly round")).toMatchObject({
      start: "2026-11-24T23:30:00Z",
      timeZone: "America/New_York",
    });
    expect((await ada.call("status")).calendar.quarantined).toBe(0);
  });

  it.each(["drop", "keep"] as const)("recurrence-update: %s", async (update) => {
    const story = await withSwitches({ "recurrence-update": update });
    const { ada, world } = story;
    const master = await ada.outlook.add(weekly());
    const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2026-12-20T00:00:00Z";
    const page = await ada.outlook.ask("GET", `/me/events/${master}/instances?${view}`);
    const [first] = page["value"] as readonly Json[];
    await ada.outlook.change(String(first?.["id"]), { subject: "Special" });
    await world.settle();
    await ada.outlook.change(master, { location: { displayName: "Kiel" } });
    await world.settle();
    await expectUnharmed(story);
  });
});

describe("quirks of meetings leave the engine unharmed", () => {
  const guest = { emailAddress: { address: "grace@contoso.example" } };

  it("cancel-vs-delete: what the ERP deletes cancels no meeting, and a cancelled one goes", async () => {
    const { world, ada, id, activity } = await linked(await open(), visit({ attendees: [guest] }));
    const mails = world.sandbox.graph.mails().length;
    await ada.erp.remove(activity.id);
    await world.settle();
    expect(await ada.outlook.list()).toMatchObject([{ id }]);
    expect(world.sandbox.graph.mails()).toHaveLength(mails);

    const other = await linked(await open(), visit({ attendees: [guest] }));
    await other.ada.outlook.ask("POST", `/me/events/${other.id}/cancel`, {});
    await other.world.settle();
    expect(await other.ada.erp.list()).toEqual([]);
  });

  it("attendee-copy: an edit in the ERP is not written to a guest's copy", async () => {
    const world = await open();
    const [ada, grace] = [world.person("ada"), world.person("grace")];
    await grace.setUp();
    await ada.outlook.add(visit({ attendees: [guest] }));
    await world.settle();
    const [copy] = await grace.outlook.list();
    await grace.choose(copy?.id ?? "");
    await world.settle();
    const [activity] = await grace.erp.list();
    const mails = world.sandbox.graph.mails().length;
    // Whose it is in the ERP as well, though her own calendar is not synchronized.
    await ada.erp.change(activity?.id ?? "", { subject: "Mine" });
    await world.settle();
    expect(await grace.outlook.list()).toMatchObject([{ subject: "Visit Northwind" }]);
    expect(await grace.erp.list()).toMatchObject([{ subject: "Visit Northwind" }]);
    expect(world.sandbox.graph.mails()).toHaveLength(mails);
  });
});

describe("quirks of throttling and errors leave the engine unharmed", () => {
  it("mailbox-concurrency: never more than four at a time, batches included", async () => {
    const world = await open();
    const ada = await ready(world);
    for (let nth = 0; nth < 30; nth++) await ada.erp.add(call({ subject: `Call ${nth}` }));
    await world.settle();
    expect(await ada.outlook.list()).toHaveLength(30);
    const statuses = world.sandbox.requestLog.list().map(({ status }) => status);
    expect(statuses).not.toContain(429);
  });

  it.each(["given", "absent"] as const)("429 with Retry-After %s", async (retryAfter) => {
    const story = await withSwitches({ retryAfter, throttledBody: "TooManyRequests" });
    planFault(story.world, { path: "/me/events/", status: 429, times: 2 });
    await story.ada.erp.change(story.activity.id, { subject: "Slowly" });
    await story.world.settle();
    await story.world.pass(hourMs, 60_000);
    await expectUnharmed(story);
  });

  it("restapi-mailbox: a mailbox that is not in the cloud deletes nothing and comes back", async () => {
    const story = await linked(await open());
    const { world, ada } = story;
    world.sandbox.graph.setMailbox(ada.user.id, false);
    await ada.erp.change(story.activity.id, { subject: "Meanwhile" });
    await world.settle();
    await world.pass(3 * hourMs, hourMs);
    expect(await ada.erp.list()).toMatchObject([{ subject: "Meanwhile" }]);
    world.sandbox.graph.setMailbox(ada.user.id, true);
    await world.pass(3 * hourMs, hourMs);
    expect(await ada.outlook.list()).toMatchObject([{ subject: "Meanwhile" }]);
    await expectUnharmed(story);
  });
});
