import type { Item } from "../../../server/connectors/port/item.ts";
import { guestsOf, whenShown } from "../../../server/resources/appointment/invitation.ts";
import { put } from "../../../server/store/store.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { lostReplies, stoppedAtEachStep } from "../breaker.ts";
import { activity, at, createHarness, type Harness, type HarnessOptions } from "../harness.ts";

/**
 * Rule 15 of what was made in Outlook and sent to guests since: taking that back is calling the meeting
 * off, by the agreement of its person alone, each guest once.
 */

const bo = { address: "bo@x.example", name: "Bo", kind: "optional", response: "none" } as const;
const cy = { address: "cy@x.example", name: "Cy", kind: "required", response: "none" } as const;
const people: Fields = {
  attendees: [bo, cy],
  toInvite: [bo, cy].map(({ address, name }) => ({ address, name })),
};
const eachOnce = [`cancelled: ${bo.address}`, `cancelled: ${cy.address}`];

interface Meeting {
  readonly harness: Harness;
  readonly id: string;
  readonly erpId: string;
  readonly lineId: string;
  readonly event: () => Item | undefined;
  readonly activity: () => Item | undefined;
  readonly cancellations: () => readonly string[];
  readonly said: () => Promise<readonly string[]>;
}

const told = ["cancelled", "not-cancelled", "undone", "not-undone"];

/** A meeting that was made in the ERP, sent by its person, and answered by one of its guests. */
async function meeting(options: HarnessOptions = {}): Promise<Meeting> {
  const harness = await createHarness({ ...options, also: ["toInvite", "joinLink"] });
  const erpId = harness.erp.add("U-ada", activity("Kick-off", 24, { ...people, joinLink: null }));
  await harness.settle();
  const id = harness.outlookItems()[0]!.id;
  harness.outlook.edit(id, { attendees: [], joinLink: null });
  await harness.settle();
  const [link] = await harness.links();
  const guests = guestsOf(link!);
  if (typeof guests === "string") throw new Error(guests);
  const invitation = {
    ...{ stamp: harness.deps.ids.next(), online: false, by: "Ada Lovelace" },
    guests: guests.map((one) => ({ ...one, response: "none" as const })),
    when: whenShown(link!.microsoft!.fields),
  };
  const wish = { kind: "invite" as const, linkId: link!.id, invitation };
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
  await harness.settle();
  const answered = [bo, { ...cy, response: "accepted" }];
  harness.outlook.edit(id, { attendees: answered, joinLink: "https://join.example/1" });
  await harness.settle();
  const line = (await harness.history()).find(({ kind }) => kind === "created");
  return {
    ...{ harness, id, erpId, lineId: line!.id },
    event: () => harness.outlook.itemOf(id),
    activity: () => harness.erp.itemOf(erpId),
    cancellations: () => harness.outlook.mails.filter((one) => one.startsWith("cancelled")).sort(),
    said: async () =>
      (await harness.history())
        .filter(({ kind }) => told.includes(kind))
        .map(({ kind, because }) => `${kind} ${because}`),
  };
}

/** A person takes the making of it back, as the API stores it. */
async function undo({ harness, lineId, event }: Meeting, agreed = true): Promise<void> {
  const { fields } = event()!;
  const guests = (fields["attendees"] as { address: string }[]).map(({ address }) => address);
  const cancellation = { guests, when: whenShown(fields), by: "Ada Lovelace" };
  const wish = {
    ...{ kind: "undo" as const, lineIds: [lineId], tellGuests: true },
    ...(agreed && { cancellations: { [lineId]: cancellation } }),
  };
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
}

async function expectTakenBack(world: Meeting): Promise<void> {
  const { harness, event, activity: held, cancellations, said } = world;
  expect(event()).toBeUndefined();
  expect(cancellations()).toEqual(eachOnce);
  expect(await said()).toEqual(["undone undo:create", "cancelled cancelled:2:Ada Lovelace"]);
  // The ERP holds what it held before: no answers to what was called off, and no way into it.
  expect(held()?.fields).toMatchObject({ subject: "Kick-off", ...people, joinLink: null });
  expect(await harness.links()).toMatchObject([{ choice: "off", dirty: false, writes: [] }]);
  expect(JSON.stringify(await harness.links())).not.toContain('"undo"');
  const before = [harness.outlook.writes.length, harness.erp.writes.length];
  harness.erp.expireCursors();
  await harness.run();
  expect([harness.outlook.writes.length, harness.erp.writes.length]).toEqual(before);
}

describe("rule 15: the undo of a create whose meeting was sent", () => {
  it("cancels nothing without the agreement to just that, and says why it stays", async () => {
    const world = await meeting();
    await undo(world, false);
    await world.harness.settle();
    expect(world.event()).toBeDefined();
    expect(world.cancellations()).toEqual([]);
    expect(await world.said()).toEqual(["not-undone undo:guests"]);
    expect(await world.harness.links()).toMatchObject([{ choice: "gate", dirty: false }]);
  });

  it("cancels it by that agreement, and gives the ERP back what it held", async () => {
    const world = await meeting();
    expect(world.activity()?.fields).toMatchObject({ joinLink: "https://join.example/1" });
    await undo(world);
    await world.harness.settle();
    await expectTakenBack(world);
  });

  it("leaves alone what the ERP says otherwise by then of what the meeting had told it", async () => {
    const world = await meeting();
    await undo(world);
    world.harness.erp.edit(world.erpId, { joinLink: "https://own.example" });
    await world.harness.settle();
    expect(world.event()).toBeUndefined();
    expect(world.activity()?.fields).toMatchObject({ ...people, joinLink: "https://own.example" });
  });

  it.each(lostReplies)(
    "whose reply is lost (%s it landed, %d times) cancels it once",
    async (when, times) => {
      const world = await meeting();
      await undo(world);
      world.harness.outlook.failNext({ call: "write", code: "unavailable", when, times });
      await world.harness.settle();
      await expectTakenBack(world);
    },
  );

  it.each(["before", "after"] as const)("stopped %s any step cancels it once", async (when) => {
    const step = await stoppedAtEachStep(
      when,
      async (parts) => {
        const world = await meeting(parts);
        await undo(world);
        return world;
      },
      expectTakenBack,
    );
    expect(step).toBeGreaterThan(8);
  });

  it("refused by the ERP in what it gets back ends all the same: the activity is nobody's deletion", async () => {
    const world = await meeting();
    await undo(world);
    world.harness.erp.failNext({ call: "write", code: "rejected", when: "before" });
    await world.harness.settle();
    expect(world.cancellations()).toEqual(eachOnce);
    expect(world.activity()).toBeDefined();
    expect(await world.harness.links()).toMatchObject([{ choice: "off", dirty: false }]);
    expect(await world.said()).toContain("cancelled cancelled:2:Ada Lovelace");
  });

  it("asked for again while nobody knows whether it landed still tells that it was cancelled", async () => {
    const world = await meeting();
    await undo(world);
    const { harness, lineId } = world;
    harness.outlook.failNext({ call: "write", code: "unavailable", when: "after" });
    await harness.run();
    const again = { kind: "undo" as const, lineIds: [lineId], tellGuests: true };
    await harness.store.commit(harness.scope, [put("inbox", "again", again)]);
    await harness.settle();
    await expectTakenBack(world);
  });

  it.each<readonly [string, readonly string[], (world: Meeting) => void]>([
    [
      "has other guests",
      ["not-undone undo:guests", "not-cancelled not-cancelled:guests-changed"],
      ({ harness, id }) => harness.outlook.edit(id, { attendees: [cy] }),
    ],
    [
      "takes place at another time",
      ["not-undone undo:edited"],
      ({ harness, id }) => harness.outlook.edit(id, { when: at(48)! }),
    ],
  ])("stays where it %s by then, and the log says why", async (_what, because, meanwhile) => {
    const world = await meeting();
    await undo(world);
    meanwhile(world);
    await world.harness.settle();
    expect(world.event()).toBeDefined();
    expect(world.cancellations()).toEqual([]);
    expect(await world.said()).toEqual(because);
    // It can be asked for again, of what is there now.
    expect([...(await world.harness.store.list(world.harness.scope, "undo")).keys()]).toContain(
      world.lineId,
    );
  });

  it("is nobody's any more where he cancelled it himself meanwhile: his guests were told by that", async () => {
    const world = await meeting();
    await undo(world);
    world.harness.outlook.remove(world.id);
    await world.harness.settle();
    expect(await world.said()).toEqual(["undone undo:create"]);
    expect(world.activity()?.fields).toMatchObject({ ...people, joinLink: null });
  });

  it("refused by Outlook is told of, and not tried for ever", async () => {
    const world = await meeting();
    await undo(world);
    world.harness.outlook.failNext({ call: "write", code: "rejected", when: "before" });
    await world.harness.settle();
    expect(world.event()).toBeDefined();
    expect(await world.said()).toEqual([
      "not-undone undo:guests",
      "not-cancelled rejected: A failure planned by the test.",
    ]);
  });

  it("can be undone: it is made again, and nobody is invited", async () => {
    const world = await meeting();
    await undo(world);
    await world.harness.settle();
    const mails = world.harness.outlook.mails.length;
    const line = (await world.harness.history()).find(({ kind }) => kind === "cancelled");
    const wish = { kind: "undo" as const, lineIds: [line!.id], tellGuests: true };
    await world.harness.store.commit(world.harness.scope, [put("inbox", "again", wish)]);
    await world.harness.settle();
    expect(world.harness.outlookItems()).toMatchObject([{ fields: { subject: "Kick-off" } }]);
    expect(world.harness.outlook.mails).toHaveLength(mails);
  });
});
