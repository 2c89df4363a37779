import { expectRest, ready } from "./linked.ts";
import { visit, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

/**
 * Rule 14: the sandbox counts cancellations. None before the organizer's click when the activity of his
 * meeting was deleted in the ERP, one for each guest after it.
 */

const open = worlds();

const bo = { address: "bo@x.example", name: "Bo" };
const grace = { address: "grace@contoso.example", name: "Grace Hopper" };
const guests = [bo, grace];
const addresses = guests.map(({ address }) => address);

const cancelled = ({ sandbox }: World): readonly string[] =>
  sandbox.graph
    .mails()
    .filter(({ kind }) => kind === "cancellation")
    .flatMap(({ to }) => [...to])
    .sort();

interface Meeting {
  readonly world: World;
  readonly ada: Person;
  /** As Outlook shows it to the pane. */
  readonly id: string;
  readonly itemId: string;
}

/** A meeting of Ada with two guests, whose activity was just deleted in the ERP. */
async function meeting(): Promise<Meeting> {
  const world = await open();
  const ada = await ready(world);
  const attendees = guests.map((emailAddress) => ({ emailAddress, type: "required" }));
  const id = await ada.outlook.add(visit({ subject: "Kick-off", attendees }));
  await ada.choose(id, { records: [], activityTypeId: null });
  await world.settle();
  const [activity] = await ada.erp.list();
  if (activity === undefined) throw new Error("the meeting did not reach the ERP");
  await ada.erp.remove(activity.id);
  await world.settle();
  const { itemId } = await ada.open(id);
  return { world, ada, id, itemId };
}

const decide = ({ ada, itemId }: Meeting, body: object) =>
  ada.call("endMeeting", { params: { itemId }, body });
const shownTime = async ({ ada, id }: Meeting): Promise<string> =>
  (await ada.open(id)).ending?.whenFingerprint ?? "";
const cancel = async (story: Meeting) => {
  const whenFingerprint = await shownTime(story);
  return decide(story, { decision: "cancel", guests: addresses, whenFingerprint });
};
const stands = async ({ ada, id }: Meeting): Promise<boolean> =>
  (await ada.outlook.list()).some((event) => event.id === id);

describe("a meeting whose activity was deleted", () => {
  it("stands, and its organizer is asked in the pane and on Home; nobody is told", async () => {
    const story = await meeting();
    const { world, ada, id, itemId } = story;
    const ending = { state: "asked", guests };
    expect(await ada.open(id)).toMatchObject({ on: false, ending });
    expect(await ada.call("waitingItems")).toMatchObject({
      total: 1,
      items: [{ itemId, subject: "Kick-off", conflicts: [], ending }],
    });
    await expectRest(world, ada);
    expect(await stands(story)).toBe(true);
    expect(cancelled(world)).toEqual([]);
  });

  it("is cancelled by his click: each guest is told once, and the log says by whom", async () => {
    const story = await meeting();
    const { world, ada } = story;
    const view = await cancel(story);
    expect(view.ending).toMatchObject({ state: "cancelling" });
    expect((await ada.call("waitingItems")).total).toBe(0);
    await world.settle();
    expect(await stands(story)).toBe(false);
    expect(cancelled(world)).toEqual(addresses);
    const { entries } = await ada.call("log");
    expect(entries.filter(({ kind }) => kind === "cancelled")).toMatchObject([
      { subject: "Kick-off", because: "cancelled:2:Ada Lovelace" },
    ]);
    await expectRest(world, ada);
    await world.pass(10 * 60_000, 60_000);
    expect(cancelled(world)).toEqual(addresses);
    expect(await ada.erp.list()).toEqual([]);
  });

  it("is kept by a click, and nobody asks any more", async () => {
    const story = await meeting();
    const { world, ada, id } = story;
    expect((await decide(story, { decision: "keep" })).ending).toBeNull();
    await world.settle();
    expect((await ada.open(id)).ending).toBeNull();
    expect((await ada.call("waitingItems")).total).toBe(0);
    await expectRest(world, ada);
    expect(await stands(story)).toBe(true);
    expect(cancelled(world)).toEqual([]);
  });

  it.each([
    ["DELETE", "after", "lost"],
    ["DELETE", "before", "lost"],
    ["DELETE", "before", 503],
    ["GET", "after", "lost"],
  ] as const)(
    "tells each guest once, whatever reply is lost (%s, %s, %s)",
    async (method, when, how) => {
      const story = await meeting();
      const { world, ada } = story;
      await cancel(story);
      world.sandbox.faults.add({
        ...{ method, path: "/me/events/", when, times: 1 },
        ...(how === "lost" ? { lostReply: true } : { status: how }),
      });
      await world.settle();
      await world.pass(10 * 60_000, 60_000);
      expect(cancelled(world)).toEqual(addresses);
      const { entries } = await ada.call("log");
      expect(entries.filter(({ kind }) => kind === "cancelled")).toHaveLength(1);
      await expectRest(world, ada);
    },
  );

  it("is not cancelled where it was moved since it was shown, and the click says so", async () => {
    const story = await meeting();
    const { ada, id, itemId } = story;
    const whenFingerprint = await shownTime(story);
    const { start, end } = visit({
      start: { dateTime: "2026-12-04T13:00:00", timeZone: "Europe/Berlin" },
      end: { dateTime: "2026-12-04T14:00:00", timeZone: "Europe/Berlin" },
    });
    await ada.outlook.change(id, { start, end });
    const body = { decision: "cancel", guests: addresses, whenFingerprint };
    expect(await ada.refused("endMeeting", { params: { itemId }, body })).toMatchObject({
      ...{ status: 409, code: "conflict", field: "when" },
    });
    expect(await stands(story)).toBe(true);
  });

  it("is not cancelled where others are invited than were shown, and the click says so", async () => {
    const story = await meeting();
    const { world, ada, id, itemId } = story;
    const whenFingerprint = await shownTime(story);
    const body = { decision: "cancel", guests: [bo.address], whenFingerprint };
    expect(await ada.refused("endMeeting", { params: { itemId }, body })).toMatchObject({
      ...{ status: 409, code: "conflict", field: "guests" },
    });
    // Changed between the click and the run: what is there now is asked about.
    await cancel(story);
    const attendees = [{ emailAddress: bo, type: "required" }];
    await ada.outlook.change(id, { attendees });
    const before = cancelled(world);
    await world.settle();
    expect(cancelled(world)).toEqual(before);
    expect(await ada.open(id)).toMatchObject({ ending: { state: "asked", guests: [bo] } });
    const { entries } = await ada.call("log");
    expect(entries.find(({ kind }) => kind === "not-cancelled")).toMatchObject({
      because: "not-cancelled:guests-changed",
    });
  });

  it("is nobody's to end but its organizer's", async () => {
    const story = await meeting();
    const { world } = story;
    const person = world.person("grace");
    await person.setUp({ outlookItems: "all" });
    await world.settle();
    const copy = (await person.outlook.list()).find(({ subject }) => subject === "Kick-off");
    const { ending, itemId } = await person.open(copy!.id);
    expect(ending).toBeNull();
    const body = { decision: "keep" };
    expect(await person.refused("endMeeting", { params: { itemId }, body })).toMatchObject({
      status: 409,
    });
    expect(cancelled(world)).toEqual([]);
  });
});
