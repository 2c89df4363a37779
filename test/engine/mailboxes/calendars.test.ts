import { chooseCalendars } from "../../../server/engine/mailboxes/calendars.ts";
import { mailboxKey } from "../../../server/engine/mailboxes/mailbox.ts";
import type { ChosenCalendars } from "../../../server/store/documents/mailbox.ts";
import { put } from "../../../server/store/store.ts";
import { activity, appointment, createHarness, type Harness } from "../harness.ts";

const both: ChosenCalendars = { chosen: ["default", "work"], target: "default", left: [] };

/** Everything goes to the ERP from the default calendar and from `work`, which holds one appointment. */
async function atWork() {
  const harness = await createHarness({ job: { outlookItems: "all", calendars: both } });
  const event = harness.outlook.add("ada", appointment("Kick-off"));
  harness.outlook.move(event, "work");
  await harness.settle();
  expect(harness.activities()).toHaveLength(1);
  return { harness, event };
}

/** Setup is saved with these calendars, and Outlook listed anew as it is then. */
async function choose(harness: Harness, calendars: ChosenCalendars): Promise<void> {
  const { store, scope, mailbox, deps } = harness;
  const calendar = { ...mailbox.jobs.calendar, calendars };
  await store.commit(scope, [
    put("mailbox", mailboxKey, { ...mailbox, jobs: { calendar } }),
    put("inbox", deps.ids.next(), { kind: "resync", side: "microsoft" }),
    put("inbox", deps.ids.next(), { kind: "resync", side: "erp" }),
  ]);
  await harness.settle();
}

const withoutWork: ChosenCalendars = { chosen: ["default"], target: "default", left: ["work"] };

describe("a calendar that is taken away", () => {
  it("deletes nothing and follows no more", async () => {
    const { harness, event } = await atWork();
    await choose(harness, withoutWork);
    const [copy] = harness.activities();
    harness.outlook.edit(event, { subject: "Renamed" });
    harness.erp.edit(copy?.id ?? "", { place: "Bonn" });
    await harness.settle();
    expect(harness.activities()).toMatchObject([{ fields: { subject: "Kick-off" } }]);
    expect(harness.outlookItems()).toMatchObject([{ fields: { subject: "Renamed", place: null } }]);
    expect(await harness.links()).toMatchObject([{ choice: "off", elsewhere: true }]);
    expect((await harness.history())[0]).toMatchObject({ kind: "unlinked" });
  });

  it("brings both sides' edits together when it is chosen again", async () => {
    const { harness, event } = await atWork();
    await choose(harness, withoutWork);
    const [copy] = harness.activities();
    harness.outlook.edit(event, { subject: "Renamed" });
    harness.erp.edit(copy?.id ?? "", { place: "Bonn" });
    await choose(harness, both);
    const merged = { fields: { subject: "Renamed", place: "Bonn" } };
    expect(harness.activities()).toMatchObject([merged]);
    expect(harness.outlookItems()).toMatchObject([merged]);
  });

  it("chosen again after the ERP's copy was deleted does not delete the appointment", async () => {
    const { harness } = await atWork();
    await choose(harness, withoutWork);
    harness.erp.remove(harness.activities()[0]?.id ?? "");
    await harness.settle();
    await choose(harness, both);
    expect(harness.outlookItems()).toHaveLength(1);
    expect(harness.activities()).toHaveLength(1);
  });
});

describe("an appointment that is moved to a calendar that is not chosen", () => {
  it("has left what is synchronized where a gate took it up", async () => {
    const { harness, event } = await atWork();
    harness.outlook.move(event, "private");
    await harness.settle();
    expect(harness.activities()).toEqual([]);
    expect(harness.outlookItems()).toHaveLength(1);
  });

  it("is followed where a person switched it on, also by nothing but the daily look", async () => {
    const { harness, event } = await atWork();
    await harness.choose(event);
    harness.outlook.move(event, "private");
    await harness.settle();
    expect(await harness.links()).toMatchObject([{ choice: "on", elsewhere: true }]);
    harness.outlook.edit(event, { subject: "Renamed" });
    harness.outlook.expireCursors();
    harness.clock.advance(25 * 3_600_000);
    await harness.settle();
    expect(harness.activities()).toMatchObject([{ fields: { subject: "Renamed" } }]);
  });

  it("tells the ERP no answer where the person was invited to it", async () => {
    const { harness } = await atWork();
    const attendees = [
      { address: "ada@contoso.example", name: "Ada", kind: "required", response: "accepted" },
    ];
    const fields = appointment("Lunch", 30, { attendees, response: "accepted" });
    const lunch = harness.outlook.add("ada", fields, "invited");
    await harness.settle();
    harness.outlook.move(lunch, "private");
    await harness.settle();
    const copy = harness.activities().find((one) => one.fields["subject"] === "Lunch");
    expect(copy?.fields["response"]).toBe("accepted");
    const link = (await harness.links()).find(({ ids }) => ids.microsoft === lunch);
    expect(link).toMatchObject({ choice: "off", elsewhere: true });
    harness.outlook.move(lunch, "work");
    harness.outlook.edit(lunch, { place: "Canteen" });
    await harness.settle();
    const again = harness.activities().filter((one) => one.fields["subject"] === "Lunch");
    expect(again).toMatchObject([{ fields: { response: "accepted", place: "Canteen" } }]);
  });

  it("is not taken up by a gate, whoever points at it", async () => {
    const { harness } = await atWork();
    const event = harness.outlook.add("ada", appointment("Dentist", 30));
    harness.outlook.move(event, "private");
    await harness.store.commit(harness.scope, [
      put("inbox", harness.deps.ids.next(), { kind: "look", microsoftId: event }),
    ]);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
  });
});

describe("choosing calendars", () => {
  const own = { color: null, owner: null, canEdit: true };
  const there = [
    { id: "default", name: "Calendar", ...own },
    { id: "holidays", name: "Holidays", ...own, canEdit: false },
    { id: "grace", name: "Plans", ...own, owner: { name: "Grace", address: "g@x.example" } },
  ];

  it.each([
    ["one that can only be read", ["holidays"], "holidays", "chosen", "can only be read"],
    ["one of somebody else", ["grace"], "grace", "chosen", "belongs to Grace"],
    ["one that is gone", ["gone"], "gone", "chosen", "not in the mailbox any more"],
    ["a target that is not chosen", ["default"], "holidays", "target", "must go to one of"],
  ])("names the field and the remedy for %s", (_what, chosen, target, field, says) => {
    expect(() => chooseCalendars(there, undefined, { chosen, target })).toThrow(
      expect.objectContaining({
        ...{ code: "conflict", facts: { field: `calendar.calendars.${field}` } },
        message: expect.stringMatching(new RegExp(`${says}.*Setup`)) as string,
      }) as Error,
    );
  });
});

describe("what comes from the ERP", () => {
  it("is made in the calendar that the person named", async () => {
    const calendars = { ...both, target: "work" };
    const harness = await createHarness({ job: { calendars } });
    harness.erp.add("U-ada", activity("Call"));
    await harness.settle();
    await choose(harness, { chosen: ["default"], target: "default", left: ["work"] });
    expect(await harness.links()).toMatchObject([{ choice: "off", elsewhere: true }]);
  });
});
