import type { HistoryEntry } from "../../../server/store/documents/mailbox.ts";
import { put } from "../../../server/store/store.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { lostReplies, stoppedAtEachStep } from "../breaker.ts";
import {
  activity,
  appointment,
  createHarness,
  linkedAppointment,
  linkedCompanion,
  type Harness,
} from "../harness.ts";

type Options = Parameters<typeof createHarness>[0];

/** Its person switches the only linked item off and has the ERP's copy removed. */
async function release(harness: Harness, removeErpCopy = true): Promise<void> {
  const [link] = await harness.links();
  await harness.store.commit(harness.scope, [
    put("inbox", harness.deps.ids.next(), { kind: "release", linkId: link!.id, removeErpCopy }),
  ]);
}

const ofRelease = ({ kind, side }: HistoryEntry): boolean => kind === "unlinked" && side === "erp";

async function undo(harness: Harness): Promise<void> {
  const line = (await harness.history()).find(ofRelease);
  const wish = { kind: "undo" as const, lineIds: [line?.id ?? "none"], tellGuests: false };
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
}

const refusals = async (harness: Harness) =>
  (await harness.history())
    .filter(({ kind }) => kind === "not-undone")
    .map(({ because, changes }) => [because, ...changes.map(({ field }) => field)].join(" "));

const linesOf = async (harness: Harness, kind: HistoryEntry["kind"]) =>
  (await harness.history()).filter((one) => one.kind === kind);

/** An appointment of Outlook's that was switched off, and whose copy in the ERP was removed. */
async function switchedOff(options: Options = {}) {
  const harness = await createHarness(options);
  const id = await linkedAppointment(harness);
  const held = harness.activities()[0]!.fields;
  await release(harness);
  await harness.settle();
  expect(harness.activities()).toEqual([]);
  return { harness, id, held };
}

describe("rule 15: the undo of switching off with the ERP's copy", () => {
  it("makes the copy again as it was, switched on and linked, and both sides rest", async () => {
    const { harness, held } = await switchedOff();
    await undo(harness);
    await harness.settle();
    expect(harness.activities()).toMatchObject([{ fields: held }]);
    expect(harness.outlookItems()).toHaveLength(1);
    const [link] = await harness.links();
    expect(link).toMatchObject({ choice: "on", dirty: false, companion: linkedCompanion });
    expect(link!.ids.erp).toBe(harness.activities()[0]!.id);
    expect(await linesOf(harness, "undone")).toMatchObject([{ because: "undo:release" }]);
    expect(await refusals(harness)).toEqual([]);
    const writes = [harness.outlook.writes.length, harness.erp.writes.length];
    harness.outlook.expireCursors();
    harness.erp.expireCursors();
    await harness.settle();
    expect([harness.outlook.writes.length, harness.erp.writes.length]).toEqual(writes);
  });

  it("is as good as what the ERP made first, under the choice that it had", async () => {
    const harness = await createHarness();
    harness.erp.add("U-ada", activity("Call"));
    await harness.settle();
    const held = harness.activities()[0]!.fields;
    await release(harness);
    await harness.settle();
    await undo(harness);
    await harness.settle();
    expect(harness.activities()).toMatchObject([{ fields: held }]);
    expect(await harness.links()).toMatchObject([{ choice: "gate", dirty: false }]);
  });

  it("can be asked for twice and makes one copy", async () => {
    const { harness } = await switchedOff();
    await undo(harness);
    await undo(harness);
    await harness.settle();
    await undo(harness);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(await refusals(harness)).toEqual([]);
    expect(await linesOf(harness, "undone")).toHaveLength(1);
  });

  it.each(lostReplies)(
    "makes it exactly once where the reply is lost %s it landed, %s times",
    async (when, times) => {
      const { harness, held } = await switchedOff();
      await undo(harness);
      harness.erp.failNext({ call: "write", code: "unavailable", when, times });
      for (let run = 0; run <= times; run++) await harness.run().catch(() => undefined);
      await harness.settle();
      expect(harness.activities()).toMatchObject([{ fields: held }]);
      expect(await harness.links()).toMatchObject([{ choice: "on", dirty: false }]);
    },
  );

  it.each(["before", "after"] as const)(
    "stopped %s any step ends the same (rule 10)",
    async (at) => {
      await stoppedAtEachStep(
        at,
        async (parts) => {
          const world = await switchedOff(parts);
          await undo(world.harness);
          return world;
        },
        async ({ harness, held }) => {
          expect(harness.activities()).toMatchObject([{ fields: held }]);
          expect(await harness.links()).toMatchObject([{ choice: "on", dirty: false }]);
          expect(await linesOf(harness, "undone")).toHaveLength(1);
          expect(await refusals(harness)).toEqual([]);
        },
      );
    },
  );

  it("holds also where the removal was stopped at any step, with what the ERP held then", async () => {
    await stoppedAtEachStep(
      "after",
      async (parts) => {
        const harness = await createHarness(parts);
        await linkedAppointment(harness);
        // Nobody has heard of it when the copy goes.
        harness.erp.edit(harness.activities()[0]!.id, { place: "Berlin" });
        await release(harness);
        return { harness };
      },
      async ({ harness }) => {
        expect(harness.activities()).toEqual([]);
        expect(await linesOf(harness, "unlinked")).toHaveLength(1);
        await undo(harness);
        await harness.settle();
        expect(harness.activities()).toMatchObject([{ fields: { place: "Berlin" } }]);
        expect(harness.outlookItems()).toMatchObject([{ fields: { place: "Berlin" } }]);
      },
    );
  });

  it("carries over what was edited in Outlook before it was switched off, and unheard of", async () => {
    const harness = await createHarness();
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { subject: "Renamed" });
    await release(harness);
    await harness.settle();
    await undo(harness);
    await harness.settle();
    expect(await refusals(harness)).toEqual([]);
    expect(harness.activities()).toMatchObject([{ fields: { subject: "Renamed" } }]);
    expect(harness.outlookItems()).toMatchObject([{ fields: { subject: "Renamed" } }]);
  });

  it("asks again what waited for an answer", async () => {
    const harness = await createHarness({ settings: { precedence: "ask" } });
    const id = await linkedAppointment(harness);
    harness.outlook.edit(id, { subject: "Outlook's" });
    harness.erp.edit(harness.activities()[0]!.id, { subject: "ERP's" });
    await harness.settle();
    await release(harness);
    await harness.settle();
    await undo(harness);
    await harness.settle();
    expect(harness.activities()).toMatchObject([{ fields: { subject: "ERP's" } }]);
    expect(harness.outlookItems()).toMatchObject([{ fields: { subject: "Outlook's" } }]);
    expect(await harness.links()).toMatchObject([
      { waiting: [{ field: "subject", winner: null }], choice: "on" },
    ]);
  });

  const refused: readonly {
    readonly name: string;
    readonly why: string;
    readonly act: (harness: Harness, id: string) => Promise<void> | void;
    readonly left: { readonly outlook: number; readonly erp: number };
  }[] = [
    {
      name: "the appointment was edited since",
      why: "undo:edited subject",
      act: (harness, id) => harness.outlook.edit(id, { subject: "Mine" }),
      left: { outlook: 1, erp: 0 },
    },
    {
      name: "the appointment was deleted since",
      why: "undo:gone",
      act: (harness, id) => harness.outlook.remove(id),
      left: { outlook: 0, erp: 0 },
    },
    {
      name: "it was switched on again since",
      why: "undo:switched",
      act: (harness, id) => harness.choose(id),
      left: { outlook: 1, erp: 1 },
    },
    {
      name: "it was switched on and off again since",
      why: "undo:switched",
      async act(harness, id) {
        await harness.choose(id);
        await harness.settle();
        await release(harness, false);
      },
      left: { outlook: 1, erp: 1 },
    },
  ];

  it.each(refused)("is refused, with the reason, where $name", async ({ why, act, left }) => {
    const { harness, id } = await switchedOff();
    await act(harness, id);
    await harness.settle();
    await undo(harness);
    await harness.settle();
    expect(await refusals(harness)).toEqual([why]);
    expect(harness.outlookItems()).toHaveLength(left.outlook);
    expect(harness.activities()).toHaveLength(left.erp);
  });

  it("that the ERP refuses stays off, and can be asked for again", async () => {
    const { harness } = await switchedOff();
    harness.erp.failNext({ call: "write", code: "rejected", when: "before" });
    await undo(harness);
    await harness.settle();
    expect(await refusals(harness)).toEqual(["rejected: A failure planned by the test."]);
    expect(harness.activities()).toEqual([]);
    expect(await harness.links()).toMatchObject([{ choice: "off", dirty: false }]);
    await undo(harness);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
  });

  it("makes no second one where it stands in the ERP by hand already", async () => {
    const { harness, held } = await switchedOff();
    harness.erp.add("U-ada", held);
    await undo(harness);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
    expect(harness.outlookItems()).toHaveLength(1);
    expect(await harness.links()).toMatchObject([{ choice: "on", dirty: false }]);
  });

  it("keeps nothing of what is private, and nothing where the copy stayed", async () => {
    const harness = await createHarness({ settings: { privateItems: "full" } });
    const id = harness.outlook.add("ada", appointment("Secret", 24, { sensitivity: "private" }));
    await harness.choose(id);
    await harness.settle();
    await release(harness);
    await harness.settle();
    expect(harness.activities()).toEqual([]);
    expect((await harness.store.list(harness.scope, "undo")).size).toBe(0);

    const other = await createHarness();
    await linkedAppointment(other);
    other.erp.failNext({ call: "write", code: "rejected", when: "before" });
    await release(other);
    await other.settle();
    expect(other.activities()).toHaveLength(1);
    const kinds = [...(await other.store.list(other.scope, "undo")).values()].map(
      ({ kind }) => kind as string,
    );
    expect(kinds).not.toContain("release");
    expect((await other.history()).filter(ofRelease)).toEqual([]);
  });

  it("of a day leaves the other days alone", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const days = [24, 48, 72].map((hour) => harness.outlook.add("ada", appointment("Round", hour)));
    await harness.settle();
    const links = await harness.links();
    const link = links.find(({ ids }) => ids.microsoft === days[1]);
    await harness.store.commit(harness.scope, [
      put("inbox", "off", { kind: "release", linkId: link!.id, removeErpCopy: true }),
    ]);
    await harness.settle();
    const before: readonly Fields[] = harness.activities().map(({ fields }) => fields);
    expect(before).toHaveLength(2);
    await undo(harness);
    await harness.settle();
    expect(harness.activities()).toHaveLength(3);
  });
});
