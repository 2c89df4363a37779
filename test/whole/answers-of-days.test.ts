import type { OccurrenceChange } from "../../sandbox/erp/model.ts";
import { expectRest, guest, mailsOf, planFault } from "./linked.ts";
import { outlookIdOf } from "./meeting.ts";
import { visit, type Json, type OutlookEvent, type Person } from "./person.ts";
import { worlds, type World } from "./world.ts";

/** Rule 21: who takes part in one day of a series, and what he says of it, concerns that day alone. */

const open = worlds();

const [ada, grace, nina] = [
  "ada@contoso.example",
  "grace@contoso.example",
  "nina@northwind.example",
];
const pattern = { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] };
const range = { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 5 };
const [first, second] = ["2026-12-01", "2026-12-08"];

interface Series {
  readonly world: World;
  readonly organizer: Person;
  readonly invited: Person;
  /** Ada's series, and Grace's copy of it. */
  readonly id: string;
  readonly copyId: string;
}

/** Ada's weekly meeting with Grace, who said yes to it; it is in the ERP for both. */
async function series(more: Json = {}, attendees = [guest(grace)]): Promise<Series> {
  const world = await open();
  const [organizer, invited] = [world.person("ada"), world.person("grace")];
  await organizer.setUp();
  await invited.setUp();
  const id = await organizer.outlook.add(
    visit({ attendees, recurrence: { pattern, range }, ...more }),
  );
  await organizer.choose(id);
  await world.settle();
  if (attendees.length === 0) return { world, organizer, invited, id, copyId: "" };
  const copyId = await outlookIdOf(invited);
  await invited.choose(copyId);
  await invited.outlook.ask("POST", `/me/events/${copyId}/accept`, {});
  await world.settle();
  return { world, organizer, invited, id, copyId };
}

const view = "startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-02-01T00:00:00Z&$top=100";

interface Day extends OutlookEvent {
  readonly originalStart: string;
  readonly responseStatus: { readonly response: string };
}

async function daysOf({ outlook }: Person, master: string): Promise<readonly Day[]> {
  const path = `/me/events/${encodeURIComponent(master)}/instances?${view}`;
  return (await outlook.ask("GET", path))["value"] as readonly Day[];
}

async function dayOf(person: Person, master: string, date: string): Promise<Day> {
  const found = (await daysOf(person, master)).find(({ originalStart }) =>
    originalStart.startsWith(date),
  );
  if (found === undefined) throw new Error(`there is no occurrence on ${date}`);
  return found;
}

/** What the ERP holds of single days, e.g. `2026-12-01 grace@contoso.example declined`. */
async function inErp({ erp }: Person): Promise<readonly string[]> {
  const [activity] = await erp.list();
  const told = ({ date, cancelled, participants = [] }: OccurrenceChange): readonly string[] => [
    ...(cancelled === true ? [`${date} cancelled`] : []),
    ...participants.map(
      ({ address, absent, response }) =>
        `${date} ${address} ${absent === true ? "absent" : response}`,
    ),
  ];
  return (activity?.occurrences ?? []).flatMap(told);
}

async function answer({ invited, world }: Series, date: string, response: string): Promise<void> {
  const [activity] = await invited.erp.list();
  await invited.erp.change(activity!.id, { responses: [{ date, response }] });
  await world.settle();
}

async function saidToOrganizer({ organizer, id }: Series, date: string) {
  const { attendees } = await dayOf(organizer, id, date);
  const all = attendees as readonly (OutlookEvent["attendees"][number] & {
    readonly status: { readonly response: string };
  })[];
  return all.find(({ emailAddress }) => emailAddress.address === grace)?.status.response;
}

/** What was mailed since the series stood: beside Ada's invitation and Grace's yes to it. */
const mails = ({ world }: Series) => mailsOf(world).slice(2);
const response = { kind: "response", from: grace, to: [ada] };

async function rest({ world, organizer, invited }: Series): Promise<void> {
  await expectRest(world, organizer);
  await expectRest(world, invited);
}

describe("rule 21: what a guest says of one day in Outlook", () => {
  it.each([
    ["tentativelyAccept", "tentative"],
    ["decline", "declined"],
  ])("(%s) is in the ERP of that day, and the series is answered as before", async (act, said) => {
    const story = await series();
    const { invited, organizer, world, copyId } = story;
    const day = await dayOf(invited, copyId, first);
    await invited.outlook.ask("POST", `/me/events/${day.id}/${act}`, {});
    await world.settle();
    expect(await inErp(invited)).toEqual([`${first} ${grace} ${said}`]);
    const [activity] = await organizer.erp.list();
    expect(activity).toMatchObject({ participants: [{ address: grace, response: "accepted" }] });
    expect(mails(story)).toEqual([response]);
    await rest(story);
  });

  it("by deleting it is a no for that day, and no end of it for anybody", async () => {
    const story = await series();
    const { invited, organizer, world, id, copyId } = story;
    await invited.outlook.remove((await dayOf(invited, copyId, first)).id);
    await world.settle();
    expect(await inErp(invited)).toEqual([`${first} ${grace} declined`]);
    expect(await daysOf(organizer, id)).toHaveLength(5);
    expect(mails(story)).toEqual([]);
    await rest(story);
    // A day that she left has nothing to be answered: her word in Outlook stands.
    await answer(story, first, "accepted");
    expect(await inErp(invited)).toEqual([`${first} ${grace} declined`]);
    expect(mails(story)).toEqual([]);
    await rest(story);
  });
});

describe("rule 21: what a guest says of one day in the ERP", () => {
  it("leaves her own mailbox, once, for that day alone", async () => {
    const story = await series();
    await answer(story, first, "tentative");
    const { invited, copyId } = story;
    expect((await dayOf(invited, copyId, first)).responseStatus.response).toBe(
      "tentativelyAccepted",
    );
    expect((await dayOf(invited, copyId, second)).responseStatus.response).toBe("accepted");
    expect(await saidToOrganizer(story, first)).toBe("tentativelyAccepted");
    expect(await saidToOrganizer(story, second)).toBe("accepted");
    expect(await inErp(invited)).toEqual([`${first} ${grace} tentative`]);
    expect(mails(story)).toEqual([response]);
    await rest(story);
  });

  it("takes a day that she declines out of her calendar, and out of nobody else's", async () => {
    const story = await series();
    await answer(story, first, "declined");
    const { invited, organizer, id, copyId } = story;
    expect(await daysOf(invited, copyId)).toHaveLength(4);
    expect(await daysOf(organizer, id)).toHaveLength(5);
    expect(await saidToOrganizer(story, first)).toBe("declined");
    expect(await inErp(organizer)).toEqual([`${first} ${grace} declined`]);
    expect(mails(story)).toEqual([response]);
    await rest(story);
  });

  it.each([
    ["tentative", "POST", "/tentativelyAccept"],
    ["declined", "POST", "/decline"],
    ["tentative", "PATCH", "/events/"],
  ])("(%s) is sent once where the reply to %s %s is lost", async (said, method, path) => {
    const story = await series();
    const { world, invited } = story;
    planFault(world, { method, path, when: "after", lostReply: true });
    await answer(story, first, said);
    await invited.call("syncNow");
    await world.settle();
    expect(await inErp(invited)).toEqual([`${first} ${grace} ${said}`]);
    expect(mails(story)).toEqual([response]);
    await rest(story);
  });

  it("that she takes back there comes back: Outlook cannot forget an answer", async () => {
    const story = await series();
    await answer(story, first, "tentative");
    await answer(story, first, "none");
    expect(await inErp(story.invited)).toEqual([`${first} ${grace} tentative`]);
    expect(mails(story)).toEqual([response]);
    await rest(story);
  });

  it("goes together with what she says of the series, each once", async () => {
    const story = await series();
    const { invited, world } = story;
    const [activity] = await invited.erp.list();
    const responses = [{ date: first, response: "declined" }];
    await invited.erp.change(activity!.id, { response: "tentative", responses });
    await world.settle();
    expect(await saidToOrganizer(story, first)).toBe("declined");
    expect(await saidToOrganizer(story, second)).toBe("tentativelyAccepted");
    expect(mails(story)).toEqual([response, response]);
    await rest(story);
  });

  it("before the two items met is sent to nobody", async () => {
    const world = await open();
    const [organizer, invited] = [world.person("ada"), world.person("grace")];
    await organizer.setUp();
    await invited.setUp();
    const recurrence = { pattern, range };
    const id = await organizer.outlook.add(visit({ attendees: [guest(grace)], recurrence }));
    await organizer.choose(id);
    await world.settle();
    const [activity] = await invited.erp.list();
    const responses = [{ date: first, response: "declined" }];
    await invited.erp.change(activity!.id, { responses });
    await world.settle();
    const copyId = await outlookIdOf(invited);
    await invited.choose(copyId);
    await world.settle();
    expect(await daysOf(invited, copyId)).toHaveLength(5);
    expect(mailsOf(world)).toHaveLength(1);
    await expectRest(world, invited);
    // What she says from now on is.
    await invited.erp.change(activity!.id, { responses: [{ date: second, response: "declined" }] });
    await world.settle();
    expect(await daysOf(invited, copyId)).toHaveLength(4);
    expect(mailsOf(world)).toHaveLength(2);
  });
});

describe("rule 21: who takes part in one day", () => {
  it("is added and left out by its organizer, and the ERP follows for that day", async () => {
    const story = await series();
    const { organizer, invited, world, id } = story;
    await organizer.outlook.change((await dayOf(organizer, id, first)).id, {
      attendees: [guest(grace), guest(nina)],
    });
    await organizer.outlook.change((await dayOf(organizer, id, second)).id, { attendees: [] });
    await world.settle();
    expect(await inErp(organizer)).toEqual([`${first} ${nina} none`, `${second} ${grace} absent`]);
    const [activity] = await organizer.erp.list();
    expect(activity?.participants.map(({ address }) => address)).toEqual([grace]);
    // Ada's own clicks: Nina is asked to one day, and Grace told that one is off.
    expect(mails(story)).toEqual([
      { kind: "invitation", from: ada, to: [nina] },
      { kind: "cancellation", from: ada, to: [grace] },
    ]);
    await expectRest(world, organizer);
    await organizer.outlook.change((await dayOf(organizer, id, first)).id, {
      attendees: [guest(grace)],
    });
    await world.settle();
    expect(await inErp(organizer)).toEqual([`${second} ${grace} absent`]);
    expect(await daysOf(organizer, id)).toHaveLength(5);
    expect(invited.user.address).toBe(grace);
  });

  it("is changed in the ERP for the ERP alone: nobody is invited or told", async () => {
    const story = await series();
    const { organizer, world, id } = story;
    const [activity] = await organizer.erp.list();
    const participants = [{ address: nina }, { address: grace, absent: true }];
    await organizer.erp.change(activity!.id, { occurrences: [{ date: first, participants }] });
    await world.settle();
    const { attendees } = await dayOf(organizer, id, first);
    expect(attendees.map(({ emailAddress }) => emailAddress.address)).toEqual([grace]);
    expect(await inErp(organizer)).toEqual([`${first} ${nina} none`, `${first} ${grace} absent`]);
    expect(mails(story)).toEqual([]);
    await expectRest(world, organizer);
  });

  it("keeps that day in Outlook when the ERP ends it, until its organizer told: his guests alone would be", async () => {
    const story = await series({}, []);
    const { organizer, world, id } = story;
    await organizer.outlook.change((await dayOf(organizer, id, first)).id, {
      attendees: [guest(nina)],
    });
    await world.settle();
    expect(await inErp(organizer)).toEqual([`${first} ${nina} none`]);
    const [activity] = await organizer.erp.list();
    const occurrences = [first, second].map((date) => ({ date, cancelled: true }));
    await organizer.erp.change(activity!.id, { occurrences });
    await world.settle();
    const left = (await daysOf(organizer, id)).map(({ originalStart }) =>
      originalStart.slice(0, 10),
    );
    expect(left).toContain(first);
    expect(left).not.toContain(second);
    expect(mailsOf(world)).toEqual([{ kind: "invitation", from: ada, to: [nina] }]);
    await expectRest(world, organizer, 1);
  });
});

describe("the pane, opened on one day of a series", () => {
  it("tells of that day by itself: when, in what it differs, who said what, and its history", async () => {
    const story = await series();
    const { organizer, world, id } = story;
    const day = await dayOf(organizer, id, first);
    await organizer.outlook.change(day.id, { subject: "Special round" });
    await organizer.outlook.change((await dayOf(organizer, id, second)).id, { subject: "Other" });
    await answer(story, first, "tentative");
    await world.settle();
    const shown = await organizer.open(day.id);
    expect(shown).toMatchObject({ series: "occurrence", subject: "Visit Northwind", on: true });
    expect(shown.day).toMatchObject({ on: first, subject: "Special round" });
    expect(shown.day?.when).toContain("2026");
    expect(shown.day?.differs).toContainEqual({
      ...{ field: "subject", microsoft: "Special round", erp: "Special round" },
    });
    expect(shown.day?.answers?.others).toMatchObject([{ address: grace, response: "tentative" }]);
    // The other day's name is in the series' log and not in this one's.
    const told = (lines: typeof shown.history) => JSON.stringify(lines);
    expect(told(shown.history)).toContain("Other");
    expect(told(shown.day!.history)).toContain("Special round");
    expect(told(shown.day!.history)).not.toContain("Other");
    // Asked for by its own handle it is told again; the series is told without a day.
    const params = { itemId: shown.day!.itemId };
    expect((await organizer.call("item", { params })).day).toEqual(shown.day);
    expect((await organizer.open(id)).day).toBeNull();
  });
});

describe("rule 21 where the ERP holds no series", () => {
  it("each day is an activity with its own participants and answers", async () => {
    const world = await open({ erpSeries: false });
    const [organizer, invited] = [world.person("ada"), world.person("grace")];
    await organizer.setUp({ outlookItems: "all" });
    await invited.setUp({ outlookItems: "all" });
    const recurrence = { pattern, range };
    const id = await organizer.outlook.add(visit({ attendees: [guest(grace)], recurrence }));
    await world.settle();
    await organizer.outlook.change((await dayOf(organizer, id, second)).id, {
      attendees: [guest(grace), guest(nina)],
    });
    await world.settle();
    const before = mailsOf(world).length;
    const onDay = async (date: string) =>
      (await organizer.erp.list()).find(({ start }) => start.startsWith(date))!;
    expect(await organizer.erp.list()).toHaveLength(5);
    expect((await onDay(first)).participants).toMatchObject([{ address: grace }]);
    expect((await onDay(second)).participants).toMatchObject([
      { address: grace },
      { address: nina },
    ]);
    await invited.erp.change((await onDay(first)).id, { response: "tentative" });
    await invited.erp.change((await onDay(second)).id, { response: "declined" });
    await world.settle();
    const copyId = (await invited.outlook.list()).find(
      ({ subject }) => subject === "Visit Northwind",
    )!.id;
    const said = (await daysOf(invited, copyId)).map(
      ({ originalStart, responseStatus }) =>
        `${originalStart.slice(0, 10)} ${responseStatus.response}`,
    );
    expect(said).toContain(`${first} tentativelyAccepted`);
    expect(said.some((one) => one.startsWith(second))).toBe(false);
    expect((await onDay(first)).participants).toMatchObject([{ response: "tentative" }]);
    expect((await onDay(second)).participants).toMatchObject([{ response: "declined" }, {}]);
    expect(mailsOf(world).slice(before)).toEqual([response, response]);
    await expectRest(world, organizer);
    await expectRest(world, invited);
  });
});
