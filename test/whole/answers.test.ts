import { expectRest, guest, mailsOf, planFault } from "./linked.ts";
import { outlookIdOf } from "./meeting.ts";
import { visit, type Person, type ShownActivity } from "./person.ts";
import { worlds, type World } from "./world.ts";

const open = worlds();

const [grace, nina] = ["grace@contoso.example", "nina@northwind.example"];
const room = "room5@contoso.example";

/** Ada's meeting, to which Grace, somebody unknown and a room are invited; it is in the ERP for both. */
async function answerable(world: World, more: object = {}) {
  const [organizer, invited] = [world.person("ada"), world.person("grace")];
  await organizer.setUp();
  await invited.setUp();
  const attendees = [guest(grace), guest(nina, "optional"), guest(room, "resource")];
  const id = await organizer.outlook.add(visit({ attendees, ...more }));
  const copyId = await outlookIdOf(invited);
  await organizer.choose(id);
  await world.settle();
  await invited.choose(copyId);
  await world.settle();
  return { organizer, invited, id, copyId };
}

async function activityOf(person: Person, eventId: string): Promise<ShownActivity> {
  const { erp } = await person.open(eventId);
  const found = (await person.erp.list()).find(({ id }) => id === erp?.id);
  if (found === undefined) throw new Error("the meeting is not in the ERP");
  return found;
}

const said = ({ participants }: ShownActivity, address = grace): string | undefined =>
  participants.find((one) => one.address === address)?.response;

async function saidInOutlook(person: Person, id: string) {
  const { attendees } = await person.outlook.get(id);
  const found = attendees.find(({ emailAddress }) => emailAddress.address === grace);
  return (found as { status?: { response: string } } | undefined)?.status?.response;
}

/** What was mailed beside the invitation that Ada sent herself. */
const mails = (world: World) => mailsOf(world).slice(1);
const response = { kind: "response", from: grace, to: ["ada@contoso.example"] };

describe("an answer given in Outlook", () => {
  it("is in the ERP, for the guest herself and for the organizer, as often as it changes", async () => {
    const world = await open();
    const { organizer, invited, id, copyId } = await answerable(world);
    for (const [action, answer] of [
      ["tentativelyAccept", "tentative"],
      ["accept", "accepted"],
    ] as const) {
      await invited.outlook.ask("POST", `/me/events/${copyId}/${action}`, {});
      await world.settle();
      expect(said(await activityOf(invited, copyId))).toBe(answer);
      expect(said(await activityOf(organizer, id))).toBe(answer);
    }
    // Her own two clicks, and nothing of ours.
    expect(mails(world)).toEqual([response, response]);
    await expectRest(world, organizer);
    await expectRest(world, invited);
  });

  it.each(["decline", "delete"])("to leave the meeting (%s) leaves it in the ERP", async (how) => {
    const world = await open();
    const { organizer, invited, id, copyId } = await answerable(world);
    const { id: activityId } = await activityOf(invited, copyId);
    if (how === "decline") await invited.outlook.ask("POST", `/me/events/${copyId}/decline`, {});
    else await invited.outlook.remove(copyId);
    await world.settle();
    const left = (await invited.erp.list()).find((one) => one.id === activityId);
    expect(left && said(left)).toBe("declined");
    expect(await invited.outlook.list()).toEqual([]);
    // Who only deletes tells the organizer nothing: no more do we.
    const told = how === "decline" ? "declined" : "none";
    expect(await saidInOutlook(organizer, id)).toBe(told);
    expect(mails(world)).toEqual(how === "decline" ? [response] : []);
    await expectRest(world, organizer);
    await expectRest(world, invited);
  });
});

describe("an answer given in the ERP", () => {
  it.each([
    ["accepted", "accepted"],
    ["tentative", "tentativelyAccepted"],
  ])("%s: leaves the guest's own mailbox, once", async (answer, inOutlook) => {
    const world = await open();
    const { organizer, invited, id, copyId } = await answerable(world);
    const activity = await activityOf(invited, copyId);
    await invited.erp.change(activity.id, { response: answer });
    await world.settle();
    expect(await invited.outlook.get(copyId)).toMatchObject({
      responseStatus: { response: inOutlook },
    });
    expect(await saidInOutlook(organizer, id)).toBe(inOutlook);
    expect(said(await activityOf(organizer, id))).toBe(answer);
    expect(mails(world)).toEqual([response]);
    await expectRest(world, organizer);
    await expectRest(world, invited);
  });

  it("declined: takes the meeting out of her calendar, and stays in the ERP", async () => {
    const world = await open();
    const { organizer, invited, id, copyId } = await answerable(world);
    const activity = await activityOf(invited, copyId);
    await invited.erp.change(activity.id, { response: "declined" });
    await world.settle();
    expect(await invited.outlook.list()).toEqual([]);
    expect(await saidInOutlook(organizer, id)).toBe("declined");
    expect(said(await activityOf(organizer, id))).toBe("declined");
    const left = (await invited.erp.list()).find((one) => one.id === activity.id);
    expect(left && said(left)).toBe("declined");
    expect(mails(world)).toEqual([response]);
    await expectRest(world, organizer);
    await expectRest(world, invited);
  });

  it.each([
    ["accepted", "POST", "/accept"],
    ["accepted", "PATCH", "/events/"],
    ["declined", "POST", "/decline"],
  ])("%s: is sent once where the reply to %s %s is lost", async (answer, method, path) => {
    const world = await open();
    const { organizer, invited, id, copyId } = await answerable(world);
    const activity = await activityOf(invited, copyId);
    planFault(world, { method, path, when: "after", lostReply: true });
    await invited.erp.change(activity.id, { response: answer });
    await world.settle();
    await invited.call("syncNow");
    await world.settle();
    expect(await saidInOutlook(organizer, id)).toBe(answer);
    expect(mails(world)).toEqual([response]);
    await expectRest(world, invited);
  });

  it("by somebody whose mailbox is not synchronized stays in the ERP, and nobody is mailed", async () => {
    const world = await open();
    const ada = world.person("ada");
    await ada.setUp();
    const id = await ada.outlook.add(visit({ attendees: [guest(grace)] }));
    await ada.choose(id);
    await world.settle();
    const [{ id: activityId } = { id: "" }] = await ada.erp.list();
    await world.person("grace").erp.change(activityId, { response: "accepted" });
    await world.settle();
    expect(said(await activityOf(ada, id))).toBe("accepted");
    expect(await saidInOutlook(ada, id)).toBe("none");
    // Her own mailbox says something else: that is what counts.
    const invited = world.person("grace");
    const copyId = await outlookIdOf(invited);
    await invited.outlook.ask("POST", `/me/events/${copyId}/decline`, {});
    await world.settle();
    expect(said(await activityOf(ada, id))).toBe("declined");
    expect(mails(world)).toEqual([response]);
  });

  it("of a whole series is one answer", async () => {
    const world = await open();
    const pattern = { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] };
    const range = { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 };
    const { organizer, invited, id, copyId } = await answerable(world, {
      recurrence: { pattern, range },
    });
    const activity = await activityOf(invited, copyId);
    await invited.erp.change(activity.id, { response: "accepted" });
    await world.settle();
    expect(await saidInOutlook(organizer, id)).toBe("accepted");
    expect(mails(world)).toEqual([response]);
    await expectRest(world, invited);
  });
});

describe("a meeting that is moved", () => {
  it("is to be answered anew, in the ERP as well, and nothing answers by itself", async () => {
    const world = await open();
    const { organizer, invited, id, copyId } = await answerable(world);
    const { id: activityId } = await activityOf(invited, copyId);
    await invited.erp.change(activityId, { response: "accepted" });
    await world.settle();
    const [start, end] = ["2026-11-24T14:00:00", "2026-11-24T15:00:00"].map((dateTime) => ({
      ...{ dateTime, timeZone: "W. Europe Standard Time" },
    }));
    await organizer.outlook.change(id, { start, end });
    await world.settle();
    expect((await invited.open(copyId)).answers).toMatchObject({ own: "none" });
    expect(said(await activityOf(invited, copyId))).toBe("none");
    expect(said(await activityOf(organizer, id))).toBe("none");
    // Ada's update, and Grace's answer before it.
    expect(mails(world).map(({ kind }) => kind)).toEqual(["response", "update"]);
    await expectRest(world, organizer);
    await expectRest(world, invited);
  });
});

describe("the people of a meeting", () => {
  it("reach the ERP with names, addresses and kinds; who is unknown stays an address", async () => {
    const world = await open();
    const { organizer, id } = await answerable(world);
    expect((await activityOf(organizer, id)).participants).toMatchObject([
      { user: "u-grace", address: grace, name: "Grace Hopper", kind: "required" },
      { user: null, address: nina, name: nina, kind: "optional" },
      { user: null, address: room, kind: "resource" },
    ]);
    expect(mails(world)).toEqual([]);
  });

  it("are shown with what they said, the person's own answer first", async () => {
    const world = await open();
    const { organizer, invited, id, copyId } = await answerable(world);
    await invited.outlook.ask("POST", `/me/events/${copyId}/accept`, {});
    await world.settle();
    expect((await invited.open(copyId)).answers).toMatchObject({ own: "accepted" });
    expect((await organizer.open(id)).answers).toEqual({
      own: null,
      others: [
        { address: grace, name: grace, kind: "required", response: "accepted" },
        { address: nina, name: nina, kind: "optional", response: "none" },
        { address: room, name: room, kind: "resource", response: "none" },
      ],
    });
  });
});

describe("a meeting that was called off", () => {
  it("is not answered by us, and goes in the ERP as the rules say", async () => {
    const world = await open();
    const { organizer, invited, id, copyId } = await answerable(world);
    const { id: activityId } = await activityOf(invited, copyId);
    await organizer.outlook.ask("POST", `/me/events/${id}/cancel`, {});
    await world.settle();
    expect((await invited.erp.list()).map((one) => one.id)).not.toContain(activityId);
    expect(mails(world).map(({ kind }) => kind)).toEqual(["cancellation"]);
  });
});
