import { expectRest, mailsOf, ready } from "./linked.ts";
import { outlookIdOf } from "./meeting.ts";
import { call, type Json, type OutlookEvent, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

/** Rule 14: the sandbox counts invitations. None before a person's click, one for each guest after it. */

const open = worlds();

const bo = { address: "bo@x.example", name: "Bo" };
const grace = { address: "grace@contoso.example", name: "Grace Hopper" };
const guests = [bo.address, grace.address];

const invitationTo = (to: readonly string[]) => ({
  ...{ kind: "invitation", from: "ada@contoso.example", to },
});
const eachOnce = [invitationTo(guests)];

interface Meeting {
  readonly world: World;
  readonly ada: Person;
  readonly activityId: string;
  /** As Outlook shows it to the pane. */
  readonly id: string;
}

/** A meeting that Ada made in the ERP, in her Outlook. */
async function sendable(activity: Json = {}): Promise<Meeting> {
  const world = await open();
  const ada = await ready(world);
  const made = await ada.erp.add(
    call({ participants: [bo, grace], notes: "Price", notesFormat: "text", ...activity }),
  );
  await world.settle();
  return { world, ada, activityId: made.id, id: await outlookIdOf(ada) };
}

const click = async ({ world, ada, id }: Meeting, online = false): Promise<void> => {
  const { itemId, invitations } = await ada.open(id);
  const { guests: shown = [], whenFingerprint = "" } = invitations ?? {};
  const body = { guests: shown.map(({ address }) => address), whenFingerprint, online };
  await ada.call("sendInvitations", { params: { itemId }, body });
  await world.settle();
};
const event = async ({ ada, id }: Meeting): Promise<OutlookEvent> => ada.outlook.get(id);

describe("Send invitations", () => {
  it("is offered with the names of whoever would be mailed; before it nobody is", async () => {
    const story = await sendable();
    const { ada, world, id } = story;
    expect((await ada.open(id)).invitations).toMatchObject({
      state: "offered",
      guests: [bo, grace],
      canBeOnline: true,
    });
    expect(mailsOf(world)).toEqual([]);
    await click(story);
    expect(mailsOf(world)).toEqual(eachOnce);
    const sent = await event(story);
    expect(sent.attendees.map(({ emailAddress }) => emailAddress.address)).toEqual(guests);
    // What was mailed names nobody as not invited, and says what the ERP's notes say.
    expect(sent.body.content).not.toContain("not invited yet");
    expect(sent.body.content).toContain("Price");
    const view = await ada.open(id);
    expect(view).toMatchObject({ state: "in-sync", invitations: null });
    expect(view.history.find(({ kind }) => kind === "invited")).toMatchObject({
      because: "invited:2:Ada Lovelace",
      changes: [{ field: "attendees", to: "Bo, Grace Hopper" }],
    });
    const explained = await ada.call("explainItem", { params: { itemId: view.itemId } });
    expect(explained.log.map(({ kind }) => kind)).toContain("invited");
    await expectRest(world, ada);
    expect(await ada.erp.list()).toMatchObject([{ notes: "Price" }]);
    expect(mailsOf(world)).toEqual(eachOnce);
  });

  it("makes a Teams meeting of it on request: the way in is in the invitation and in the ERP", async () => {
    const story = await sendable();
    const { ada, world, activityId, id } = story;
    await click(story, true);
    expect(mailsOf(world)).toEqual(eachOnce);
    const sent = await event(story);
    const { joinUrl } = sent["onlineMeeting"] as { joinUrl: string };
    expect(sent.body.content).toContain(joinUrl);
    expect(await ada.erp.list()).toMatchObject([{ onlineMeetingUrl: joinUrl }]);
    const copy = (await world.person("grace").outlook.list()).find(
      ({ subject }) => subject === "Call Litware",
    );
    expect(copy?.body.content).toContain(joinUrl);
    // Notes of the ERP stay in their own part from now on, and stand there once.
    await ada.erp.change(activityId, { notes: "Price: 7", notesFormat: "text" });
    await world.settle();
    const changed = await ada.outlook.get(id);
    expect(changed.body.content.match(/Price/g)).toHaveLength(1);
    expect(changed.body.content).toContain("Price: 7");
    expect(changed["onlineMeeting"]).toEqual({ joinUrl });
    await expectRest(world, ada);
  });

  it.each([
    ["PATCH", "after", "lost"],
    ["PATCH", "before", "lost"],
    ["PATCH", "before", 503],
    ["GET", "after", "lost"],
  ] as const)(
    "mails each guest once, whatever reply is lost (%s, %s, %s)",
    async (method, when, how) => {
      const story = await sendable();
      const { ada, world, id } = story;
      const { itemId, invitations } = await ada.open(id);
      const { whenFingerprint = "" } = invitations ?? {};
      const body = { guests, whenFingerprint, online: true };
      await ada.call("sendInvitations", { params: { itemId }, body });
      world.sandbox.faults.add({
        ...{ method, path: "/me/events/", when, times: 1 },
        ...(how === "lost" ? { lostReply: true } : { status: how }),
      });
      await world.settle();
      await world.pass(10 * 60_000, 60_000);
      expect(mailsOf(world)).toEqual(eachOnce);
      expect((await ada.open(id)).history.filter(({ kind }) => kind === "invited")).toHaveLength(1);
      await expectRest(world, ada);
    },
  );

  it("is refused with field and remedy where it is not what was shown, or was sent already", async () => {
    const story = await sendable();
    const { ada, world, activityId, id } = story;
    const { itemId, invitations } = await ada.open(id);
    const { whenFingerprint = "" } = invitations ?? {};
    const ask = (addresses: readonly string[], time = whenFingerprint) =>
      ada.refused("sendInvitations", {
        params: { itemId },
        body: { guests: addresses, whenFingerprint: time, online: false },
      });
    const refusal = { status: 409, code: "conflict", field: "guests" };
    expect(await ask([bo.address])).toMatchObject(refusal);
    expect(await ask(guests, "another time")).toMatchObject({ ...refusal, field: "when" });
    await ada.erp.change(activityId, { participants: [bo] });
    await world.settle();
    expect(await ask(guests)).toMatchObject(refusal);
    expect(mailsOf(world)).toEqual([]);
    await click(story);
    expect(await ask([bo.address])).toMatchObject({
      ...refusal,
      detail: expect.stringContaining("is invited by now") as string,
    });
    expect(mailsOf(world)).toEqual([invitationTo([bo.address])]);
  });

  it("is nobody's but the organizer's: a guest is not offered it", async () => {
    const story = await sendable();
    const { world } = story;
    const person = world.person("grace");
    await person.setUp({ outlookItems: "all" });
    await world.settle();
    await click(story);
    const copy = (await person.outlook.list()).find(({ subject }) => subject === "Call Litware");
    expect((await person.open(copy!.id)).invitations).toBeNull();
    expect(mailsOf(world)).toEqual(eachOnce);
  });
});

describe("a meeting that was sent", () => {
  it.each([false, true])(
    "tells of whoever is added in the ERP, who is mailed by a click, alone (what stamps do: %s)",
    async (extendedPropertyMails) => {
      const story = await sendable();
      const { ada, world, activityId, id } = story;
      world.sandbox.graph.switches.extendedPropertyMails = extendedPropertyMails;
      await click(story, true);
      const before = mailsOf(world);
      const cy = { address: "cy@x.example", name: "Cy" };
      await ada.erp.change(activityId, { participants: [bo, grace, cy] });
      await world.settle();
      expect(mailsOf(world)).toEqual(before);
      expect((await ada.open(id)).invitations).toEqual({
        ...{ state: "offered", guests: [cy], more: true, canBeOnline: false },
        whenFingerprint: expect.any(String) as string,
      });
      // What is asked beside it would reach the others: it is not done.
      await click(story, true);
      expect(mailsOf(world)).toEqual([...before, invitationTo([cy.address])]);
      const { attendees } = await event(story);
      expect(attendees.map(({ emailAddress }) => emailAddress.address)).toEqual([
        ...guests,
        cy.address,
      ]);
      const view = await ada.open(id);
      expect(view).toMatchObject({ state: "in-sync", invitations: null });
      expect(view.history.find(({ kind }) => kind === "invited")?.because).toBe(
        "invited:1:Ada Lovelace",
      );
      await expectRest(world, ada);
    },
  );

  it("is not called off because its activity was deleted: it stands, and the log says why", async () => {
    const story = await sendable();
    const { ada, world, activityId, id } = story;
    await click(story);
    await ada.erp.remove(activityId);
    await world.settle();
    expect((await event(story)).attendees).toHaveLength(2);
    expect(mailsOf(world)).toEqual(eachOnce);
    expect(await ada.open(id)).toMatchObject({ on: false, ending: { state: "asked" } });
    const { entries } = await ada.call("log");
    expect(entries.find(({ kind }) => kind === "unlinked")).toMatchObject({
      because: "14 removing it would reach other people",
    });
  });
});

describe("undoing a meeting that was sent", () => {
  const cancelled = { kind: "cancellation", from: "ada@contoso.example", to: guests };
  const createdLine = async ({ ada }: Meeting): Promise<string> => {
    const { entries } = await ada.call("log");
    return entries.find(({ kind }) => kind === "created")!.id;
  };

  it("asks first: who is told, and cancels it by that agreement alone, each guest once", async () => {
    const story = await sendable();
    const { ada, world, activityId, id } = story;
    await click(story, true);
    const lineId = await createdLine(story);
    const shown = await ada.call("previewUndo", { body: { lineId } });
    expect(shown).toMatchObject({ changes: [], total: 1, possible: 1, notKept: 0 });
    expect(shown.meetings).toMatchObject([{ lineId, guests: [bo, grace] }]);
    await ada.call("undo", { body: { lineId, tellGuests: true } });
    await world.settle();
    expect(mailsOf(world)).toEqual(eachOnce);
    expect((await ada.open(id)).history[0]).toMatchObject({ because: "undo:guests" });

    const { whenFingerprint = "" } = shown.meetings[0] ?? {};
    const others = { lineId, guests: [bo.address], whenFingerprint };
    for (const one of [others, { lineId, guests, whenFingerprint: "another time" }]) {
      const body = { lineId, tellGuests: false, cancels: [one] };
      expect(await ada.refused("undo", { body })).toMatchObject({ status: 409, code: "conflict" });
    }
    const cancels = [{ lineId, guests, whenFingerprint }];
    await ada.call("undo", { body: { lineId, tellGuests: false, cancels } });
    await world.settle();
    expect(mailsOf(world)).toMatchObject([...eachOnce, cancelled]);
    const [activity] = await ada.erp.list();
    expect(activity).toMatchObject({ id: activityId, onlineMeetingUrl: null });
    const { entries } = await ada.call("log");
    expect(entries.find(({ kind }) => kind === "cancelled")).toMatchObject({
      because: "cancelled:2:Ada Lovelace",
    });
    await world.settle();
    expect(mailsOf(world)).toHaveLength(2);
  });
});
