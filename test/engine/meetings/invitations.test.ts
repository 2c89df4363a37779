import type { Item } from "../../../server/connectors/port/item.ts";
import { guestsOf, isSent, whenShown } from "../../../server/resources/appointment/invitation.ts";
import { put } from "../../../server/store/store.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { lostReplies, stoppedAtEachStep } from "../breaker.ts";
import {
  activity,
  appointment,
  at,
  createHarness,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

/** Rule 14: nobody is mailed because of us, but where a person sends his own meeting: then once each. */

const bo = { address: "bo@x.example", name: "Bo", kind: "optional", response: "none" };
const cy = { address: "cy@x.example", name: "Cy", kind: "required", response: "none" };
const named = [bo, cy].map(({ address, name }) => ({ address, name }));
const people: Fields = { attendees: [bo, cy], toInvite: named };

interface Meeting {
  readonly harness: Harness;
  readonly event: () => Item;
  readonly erpId: string;
  readonly mails: () => readonly string[];
  readonly said: () => Promise<readonly string[]>;
}

/** A meeting made in the ERP, as it stands in Outlook before anybody was invited. */
async function meeting(options: HarnessOptions = {}): Promise<Meeting> {
  const harness = await createHarness({ also: ["toInvite"], ...options });
  const erpId = harness.erp.add("U-ada", activity("Kick-off", 24, people));
  await harness.settle();
  // As Outlook tells it of an event without guests.
  const id = harness.outlookItems()[0]!.id;
  harness.outlook.edit(id, { attendees: [] });
  await harness.settle();
  return {
    harness,
    event: () => harness.outlook.itemOf(id)!,
    erpId,
    mails: () => [...harness.outlook.mails].sort(),
    said: async () =>
      (await harness.history())
        .filter(({ kind }) => kind === "invited" || kind === "not-invited")
        .map(({ kind, because }) => `${kind} ${because}`),
  };
}

/** A person clicks _Send invitations_, as the API stores it. */
async function send({ harness }: Meeting, online = false): Promise<void> {
  const [link] = await harness.links();
  const guests = guestsOf(link!);
  if (typeof guests === "string") throw new Error(guests);
  const invitation = {
    ...{ stamp: harness.deps.ids.next(), online, by: "Ada Lovelace" },
    guests: guests.map((one) => ({ ...one, response: "none" as const })),
    ...(isSent(link!) && { more: true as const }),
    when: whenShown(link!.microsoft!.fields),
  };
  const wish = { kind: "invite" as const, linkId: link!.id, invitation };
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
}

/** All is well, and nothing is written any more. */
async function expectRest({ harness, mails }: Meeting): Promise<void> {
  const before = [harness.outlook.writes.length, harness.erp.writes.length, mails().length];
  await harness.run();
  const after = [harness.outlook.writes.length, harness.erp.writes.length, mails().length];
  expect(after).toEqual(before);
  expect(await harness.links()).toMatchObject([{ dirty: false, writes: [] }]);
  expect((await harness.links())[0]).not.toHaveProperty("invitation");
}

describe("sending a meeting that was made in the ERP", () => {
  it("mails nobody before the click, each guest once after it, and says who sent it", async () => {
    const world = await meeting();
    expect(world.event().fields).toMatchObject({ attendees: [], toInvite: named });
    world.harness.erp.edit(world.erpId, { subject: "Kick-off, again" });
    await world.harness.settle();
    expect(world.mails()).toEqual([]);
    await send(world);
    await world.harness.settle();
    expect(world.mails()).toEqual([bo.address, cy.address]);
    expect(world.event().fields["attendees"]).toMatchObject([bo, cy]);
    expect(await world.said()).toEqual(["invited invited:2:Ada Lovelace"]);
    await expectRest(world);
    // From now on they flow as of any meeting of Outlook.
    world.harness.outlook.edit(world.event().id, { attendees: [cy] });
    await world.harness.settle();
    expect(world.harness.activities()[0]!.fields["attendees"]).toMatchObject([cy]);
  });

  it("asked twice, or again after it was sent, mails nobody twice", async () => {
    const world = await meeting();
    await send(world);
    await send(world);
    await world.harness.settle();
    await expectRest(world);
    expect(world.mails()).toEqual([bo.address, cy.address]);
  });

  it.each(lostReplies)(
    "whose reply is lost (%s it landed, %d times) mails nobody twice",
    async (when, times) => {
      const world = await meeting();
      await send(world);
      world.harness.outlook.failNext({ call: "write", code: "unavailable", when, times });
      await world.harness.settle();
      expect(world.mails()).toEqual([bo.address, cy.address]);
      expect(await world.said()).toHaveLength(1);
      await expectRest(world);
    },
  );

  it("that landed unheard and whose guests a person changed since is not sent again", async () => {
    const world = await meeting();
    await send(world);
    world.harness.outlook.failNext({ call: "write", code: "unavailable", when: "after" });
    await world.harness.run();
    world.harness.outlook.edit(world.event().id, { attendees: [] });
    await world.harness.settle();
    expect(world.mails()).toEqual([bo.address, cy.address]);
    expect(await world.said()).toEqual(["invited invited:2:Ada Lovelace"]);
  });

  it.each(["before", "after"] as const)(
    "stopped %s any step, mails everybody once",
    async (when) => {
      const step = await stoppedAtEachStep(
        when,
        async (parts) => {
          const world = await meeting(parts);
          await send(world);
          return world;
        },
        async (world) => {
          expect(world.mails()).toEqual([bo.address, cy.address]);
          expect(await world.said()).toEqual(["invited invited:2:Ada Lovelace"]);
          await expectRest(world);
        },
      );
      expect(step).toBeGreaterThan(8);
    },
  );

  it("edited in another field meanwhile is sent as it is by then", async () => {
    const world = await meeting();
    await send(world);
    world.harness.outlook.edit(world.event().id, { place: "Berlin" });
    world.harness.erp.edit(world.erpId, { subject: "Renamed" });
    await world.harness.settle();
    expect(world.event().fields).toMatchObject({ place: "Berlin", subject: "Renamed" });
    expect(world.mails()).toHaveLength(2);
    await expectRest(world);
  });

  it.each<readonly [string, string, (world: Meeting) => void]>([
    [
      "takes place at another time",
      "moved",
      ({ harness, event }) => harness.outlook.edit(event().id, { when: at(48)! }),
    ],
    [
      "has other participants",
      "guests-changed",
      ({ harness, erpId }) =>
        harness.erp.edit(erpId, { attendees: [bo], toInvite: named.slice(0, 1) }),
    ],
    [
      "has guests",
      "already-sent",
      ({ harness, event }) => harness.outlook.edit(event().id, { attendees: [cy] }),
    ],
    ["is gone in Outlook", "gone", ({ harness, event }) => harness.outlook.remove(event().id)],
    ["is gone in the ERP", "gone", ({ harness, erpId }) => harness.erp.remove(erpId)],
  ])("that %s by then is not sent, and the log says why", async (_what, because, meanwhile) => {
    const world = await meeting();
    await send(world);
    meanwhile(world);
    await world.harness.settle();
    expect(world.mails()).toEqual([]);
    // What ended with its link is told of by the deletion.
    const told = because === "gone" ? [] : [`not-invited not-invited:${because}`];
    expect(await world.said()).toEqual(told);
    for (const link of await world.harness.links()) expect(link).not.toHaveProperty("invitation");
  });

  it("whose sending gets no answer stops five runs and then none, and is kept", async () => {
    const world = await meeting({ job: { outlookItems: "all" } });
    await send(world);
    const { harness } = world;
    harness.outlook.failNext({ call: "write", code: "unavailable", when: "before", times: 8 });
    const outcomes: string[] = [];
    for (let run = 0; run < 7; run++) outcomes.push((await harness.run()).outcome);
    expect(outcomes).toEqual([...Array<string>(4).fill("failed"), "done", "done", "done"]);
    harness.outlook.add("ada", appointment("Another", 40));
    expect(await harness.run()).toMatchObject({ outcome: "done" });
    expect(harness.activities()).toHaveLength(2);
    expect(world.mails()).toEqual([]);
    await harness.settle();
    expect(world.mails()).toEqual([bo.address, cy.address]);
    expect(await world.said()).toEqual(["invited invited:2:Ada Lovelace"]);
  });

  it("about which both sides do not agree waits for the answer, and is sent as it is then", async () => {
    const world = await meeting({ settings: { precedence: "ask" } });
    const { harness, event, erpId } = world;
    harness.outlook.edit(event().id, { subject: "mine" });
    harness.erp.edit(erpId, { subject: "theirs" });
    await harness.settle();
    await send(world);
    await harness.settle();
    expect(world.mails()).toEqual([]);
    const [link] = await harness.links();
    const answer = { keep: "erp" as const, microsoft: "mine", erp: "theirs" };
    const wish = { kind: "answer", linkId: link!.id, field: "subject", answer } as const;
    await harness.store.commit(harness.scope, [put("inbox", "answer", wish)]);
    await harness.settle();
    expect(event().fields["subject"]).toBe("theirs");
    expect(world.mails()).toEqual([bo.address, cy.address]);
    await expectRest(world);
  });

  it("refused by Outlook is told of, and not tried for ever", async () => {
    const world = await meeting();
    await send(world);
    world.harness.outlook.failNext({ call: "write", code: "rejected", when: "before" });
    await world.harness.settle();
    expect(world.mails()).toEqual([]);
    expect(await world.said()).toEqual(["not-invited rejected: A failure planned by the test."]);
    await expectRest(world);
  });

  it("is not done where nothing may be written to Outlook", async () => {
    const world = await meeting();
    await send(world);
    await world.harness.runClosed();
    expect(world.mails()).toEqual([]);
    expect(await world.said()).toEqual(["not-invited not-invited:direction"]);
  });
});

describe("somebody who is added in the ERP after the meeting was sent", () => {
  const dee = { address: "dee@x.example", name: "Dee" };

  /** A meeting that was sent to Bo and Cy, and to which the ERP added Dee since. */
  async function sentMeeting(options: HarnessOptions = {}): Promise<Meeting> {
    const world = await meeting(options);
    await send(world);
    await world.harness.settle();
    world.harness.erp.edit(world.erpId, { toInvite: [...named, dee] });
    await world.harness.settle();
    return world;
  }
  const first = [bo.address, cy.address];
  const guests = ({ event }: Meeting) =>
    (event().fields["attendees"] as readonly { address: string }[]).map(({ address }) => address);

  it("is mailed by nobody's but a person's click, he alone, and once", async () => {
    const world = await sentMeeting();
    expect(guestsOf((await world.harness.links())[0]!)).toMatchObject([dee]);
    expect(world.mails()).toEqual(first);
    await send(world);
    await send(world);
    await world.harness.settle();
    expect(world.mails()).toEqual([...first, dee.address]);
    expect(guests(world)).toEqual([...first, dee.address]);
    expect(await world.said()).toContain("invited invited:1:Ada Lovelace");
    await expectRest(world);
    expect(guestsOf((await world.harness.links())[0]!)).toBe("already-sent");
  });

  it.each(lostReplies)(
    "is mailed once where the reply is lost (%s it landed, %d times)",
    async (when, times) => {
      const world = await sentMeeting();
      await send(world);
      world.harness.outlook.failNext({ call: "write", code: "unavailable", when, times });
      await world.harness.settle();
      expect(world.mails()).toEqual([...first, dee.address]);
      await expectRest(world);
    },
  );

  /** Exchange puts the address that a mailbox sends with in the place of the one that was invited. */
  const respelled = (harness: Harness, of: string, now: string): void => {
    for (const { id, fields } of harness.outlookItems()) {
      const attendees = (fields["attendees"] as readonly { address: string }[]).map((one) =>
        one.address === of ? { ...one, address: now } : one,
      );
      harness.outlook.edit(id, { attendees });
    }
  };

  it.each(["at once", "later"] as const)(
    "is offered no more where Exchange names him otherwise, %s",
    async (when) => {
      let rewrites = false;
      const wrap: NonNullable<HarnessOptions["wrap"]> = (inner) => ({
        ...inner,
        ...(inner.invitations !== undefined && {
          invitations: {
            send: async (actor, sending) => {
              const error = await inner.invitations!.send(actor, sending);
              if (rewrites) respelled(world.harness, dee.address, "d.primary@x.example");
              return error;
            },
          },
        }),
      });
      const world = await sentMeeting({ wrap });
      rewrites = when === "at once";
      await send(world);
      await world.harness.settle();
      if (when === "later") respelled(world.harness, dee.address, "d.primary@x.example");
      await world.harness.settle();
      expect(world.mails()).toEqual([...first, dee.address]);
      expect(await world.said()).toContain("invited invited:1:Ada Lovelace");
      expect(guestsOf((await world.harness.links())[0]!)).toBe("already-sent");
      await expectRest(world);
    },
  );

  it("is offered again where the ERP took him out and in again since", async () => {
    const world = await sentMeeting();
    const { harness } = world;
    await send(world);
    await harness.settle();
    respelled(harness, dee.address, "d.primary@x.example");
    for (const toInvite of [named, [...named, dee]]) {
      harness.erp.edit(world.erpId, { toInvite });
      await harness.settle();
    }
    expect(guestsOf((await harness.links())[0]!)).toMatchObject([dee]);
  });

  it("and taken away again before that was heard is not mailed a second time: the log says so", async () => {
    const world = await sentMeeting();
    await send(world);
    world.harness.outlook.failNext({ call: "write", code: "unavailable", when: "after" });
    await world.harness.run();
    world.harness.outlook.edit(world.event().id, { attendees: [bo, cy] });
    await world.harness.settle();
    expect(world.mails()).toEqual([...first, dee.address]);
    expect(await world.said()).toContain("not-invited not-invited:unheard");
    await expectRest(world);
  });

  it.each(["before", "after"] as const)("is mailed once, stopped %s any step", async (when) => {
    const step = await stoppedAtEachStep(
      when,
      async (parts) => {
        const world = await sentMeeting(parts);
        await send(world);
        return world;
      },
      async (world) => {
        expect(world.mails()).toEqual([...first, dee.address]);
        await expectRest(world);
      },
    );
    expect(step).toBeGreaterThan(4);
  });
});
