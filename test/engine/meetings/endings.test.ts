import type { Item } from "../../../server/connectors/port/item.ts";
import { whenShown } from "../../../server/resources/appointment/invitation.ts";
import { put } from "../../../server/store/store.ts";
import type { InboxDocument } from "../../../server/store/documents/mailbox.ts";
import { lostReplies, stoppedAtEachStep } from "../breaker.ts";
import { appointment, at, createHarness, type Harness, type HarnessOptions } from "../harness.ts";

/**
 * Rule 14: a meeting with guests whose activity was deleted stands, and its organizer is asked. Nobody is
 * told that it is off before he clicks, and each guest once after it.
 */

const bo = { address: "bo@x.example", name: "Bo", kind: "optional", response: "none" };
const cy = { address: "cy@x.example", name: "Cy", kind: "required", response: "accepted" };
const eachOnce = [`cancelled: ${bo.address}`, `cancelled: ${cy.address}`];

interface Meeting {
  readonly harness: Harness;
  readonly id: string;
  readonly event: () => Item | undefined;
  readonly mails: () => readonly string[];
  readonly said: () => Promise<readonly string[]>;
}

/** A meeting of Ada with two guests, whose activity was just deleted in the ERP. */
async function meeting(options: HarnessOptions = {}): Promise<Meeting> {
  const harness = await createHarness(options);
  const id = harness.outlook.add("ada", appointment("Kick-off", 24, { attendees: [bo, cy] }));
  await harness.choose(id);
  await harness.settle();
  harness.erp.remove(harness.activities()[0]!.id);
  await harness.settle();
  return {
    harness,
    id,
    event: () => harness.outlook.itemOf(id),
    mails: () => [...harness.outlook.mails].sort(),
    said: async () =>
      (await harness.history())
        .filter(({ kind }) => kind === "cancelled" || kind === "not-cancelled")
        .map(({ kind, because }) => `${kind} ${because}`),
  };
}

async function wish({ harness }: Meeting, document: InboxDocument): Promise<void> {
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), document)]);
}

/** A person clicks _Cancel the meeting_, as the API stores it. */
async function cancel(world: Meeting): Promise<void> {
  const [link] = await world.harness.links();
  const { fields } = world.event()!;
  const guests = (fields["attendees"] as { address: string }[]).map(({ address }) => address);
  const cancellation = { guests, when: whenShown(fields), by: "Ada Lovelace" };
  await wish(world, { kind: "cancel-meeting", linkId: link!.id, cancellation });
}

async function keep(world: Meeting): Promise<void> {
  const [link] = await world.harness.links();
  await wish(world, { kind: "keep-meeting", linkId: link!.id });
}

/** All is well, and nothing is written any more. */
async function expectRest({ harness, mails }: Meeting): Promise<void> {
  const before = [harness.outlook.writes.length, harness.erp.writes.length, mails().length];
  await harness.run();
  const after = [harness.outlook.writes.length, harness.erp.writes.length, mails().length];
  expect(after).toEqual(before);
  for (const { ending } of await harness.links()) expect(ending?.cancelling).toBeUndefined();
}

describe("rule 14: a meeting whose activity was deleted", () => {
  it("stands, and the link remembers that its organizer is to be asked", async () => {
    const world = await meeting();
    expect(world.event()).toBeDefined();
    expect(await world.harness.links()).toMatchObject([{ choice: "off", erp: null, ending: {} }]);
    await expectRest(world);
    expect(world.mails()).toEqual([]);
  });

  it("is cancelled by his click alone: each guest is told once, and the log says by whom", async () => {
    const world = await meeting();
    await cancel(world);
    await world.harness.settle();
    expect(world.event()).toBeUndefined();
    expect(world.mails()).toEqual(eachOnce);
    expect(await world.said()).toEqual(["cancelled cancelled:2:Ada Lovelace"]);
    expect(await world.harness.links()).toEqual([]);
    await expectRest(world);
  });

  it("is kept by a click: nobody is asked any more, and a later wish to cancel finds nothing", async () => {
    const world = await meeting();
    await keep(world);
    await cancel(world);
    await world.harness.settle();
    expect(world.event()).toBeDefined();
    const [link] = await world.harness.links();
    expect(link).toMatchObject({ choice: "off" });
    expect(link).not.toHaveProperty("ending");
    expect(world.mails()).toEqual([]);
    await expectRest(world);
  });

  it("asked for twice is cancelled once", async () => {
    const world = await meeting();
    await cancel(world);
    await cancel(world);
    await world.harness.settle();
    expect(world.mails()).toEqual(eachOnce);
    expect(await world.said()).toHaveLength(1);
  });

  it.each(lostReplies)(
    "whose reply is lost (%s it landed, %d times) is cancelled once",
    async (when, times) => {
      const world = await meeting();
      await cancel(world);
      world.harness.outlook.failNext({ call: "write", code: "unavailable", when, times });
      await world.harness.settle();
      expect(world.mails()).toEqual(eachOnce);
      expect(await world.said()).toEqual(["cancelled cancelled:2:Ada Lovelace"]);
      await expectRest(world);
    },
  );

  it.each(["before", "after"] as const)("stopped %s any step is cancelled once", async (when) => {
    const step = await stoppedAtEachStep(
      when,
      async (parts) => {
        const world = await meeting(parts);
        await cancel(world);
        return world;
      },
      async (world) => {
        expect(world.mails()).toEqual(eachOnce);
        expect(await world.said()).toEqual(["cancelled cancelled:2:Ada Lovelace"]);
        await expectRest(world);
      },
    );
    expect(step).toBeGreaterThan(6);
  });

  it("stopped before any step of the deletion is asked about all the same, and stands", async () => {
    await stoppedAtEachStep(
      "after",
      async (parts) => {
        const world = await meeting(parts);
        await world.harness.choose(world.id);
        await world.harness.settle();
        world.harness.erp.remove(world.harness.activities()[0]!.id);
        return world;
      },
      async (world) => {
        expect(await world.harness.links()).toMatchObject([{ choice: "off", ending: {} }]);
        expect(world.mails()).toEqual([]);
      },
    );
  });

  it.each<readonly [string, string, (world: Meeting) => void]>([
    [
      "takes place at another time",
      "moved",
      ({ harness, id }) => harness.outlook.edit(id, { when: at(48)! }),
    ],
    [
      "has other guests",
      "guests-changed",
      ({ harness, id }) => harness.outlook.edit(id, { attendees: [cy] }),
    ],
    [
      "has nobody to tell",
      "nobody",
      ({ harness, id }) => harness.outlook.edit(id, { attendees: [] }),
    ],
    ["is gone", "gone", ({ harness, id }) => harness.outlook.remove(id)],
  ])(
    "that %s by then is not cancelled, and the log says why",
    async (_what, because, meanwhile) => {
      const world = await meeting();
      await cancel(world);
      meanwhile(world);
      await world.harness.settle();
      expect(world.mails()).toEqual([]);
      expect(await world.said()).toEqual([`not-cancelled not-cancelled:${because}`]);
      await expectRest(world);
      // He is asked again about what is there now.
      const asked = because === "moved" || because === "guests-changed";
      const links = await world.harness.links();
      expect(links.some(({ ending }) => ending !== undefined)).toBe(asked);
      if (!asked) return;
      await cancel(world);
      await world.harness.settle();
      expect(world.event()).toBeUndefined();
    },
  );

  it("edited in another field meanwhile is cancelled: nobody was shown that", async () => {
    const world = await meeting();
    await cancel(world);
    world.harness.outlook.edit(world.id, { place: "Berlin" });
    await world.harness.settle();
    expect(world.mails()).toEqual(eachOnce);
  });

  it("refused by Outlook is told of, and not tried for ever", async () => {
    const world = await meeting();
    await cancel(world);
    world.harness.outlook.failNext({ call: "write", code: "rejected", when: "before" });
    await world.harness.settle();
    expect(world.mails()).toEqual([]);
    expect(await world.said()).toEqual(["not-cancelled rejected: A failure planned by the test."]);
    await expectRest(world);
  });

  it("is not cancelled where nothing may be written to Outlook", async () => {
    const world = await meeting();
    await cancel(world);
    await world.harness.runClosed();
    expect(world.mails()).toEqual([]);
    expect(await world.said()).toEqual(["not-cancelled not-cancelled:direction"]);
  });

  it("asks no more once its person ended it himself, or has nobody to tell", async () => {
    const gone = await meeting();
    gone.harness.outlook.remove(gone.id);
    await gone.harness.settle();
    expect(await gone.harness.links()).toEqual([]);
    const alone = await meeting();
    alone.harness.outlook.edit(alone.id, { attendees: [] });
    await alone.harness.settle();
    expect((await alone.harness.links())[0]).not.toHaveProperty("ending");
  });

  it("switched on again gets an activity, and nothing is asked", async () => {
    const world = await meeting();
    await world.harness.choose(world.id);
    await world.harness.settle();
    expect(world.harness.activities()).toHaveLength(1);
    expect((await world.harness.links())[0]).not.toHaveProperty("ending");
    expect(world.mails()).toEqual([]);
  });
});
