import { appointmentSchemaRules } from "../../../server/resources/appointment/schema.ts";
import { put } from "../../../server/store/store.ts";
import type { HistoryEntry } from "../../../server/store/documents/mailbox.ts";
import {
  elements,
  type Answer,
  type Fields,
  type Side,
  type Value,
} from "../../../server/sync/model.ts";
import type { CalendarSettings } from "../../../server/settings/calendar.ts";
import { lostReplies, stoppedAtEachStep } from "../breaker.ts";
import { appointment, createHarness, linkedAppointment, type Harness } from "../harness.ts";

type Options = Parameters<typeof createHarness>[0];
type Wanted = { readonly keep: Side } | { readonly value: Value };

async function answer(harness: Harness, wanted: Wanted): Promise<void> {
  const [link] = await harness.links();
  const shown = { microsoft: "Outlook's", erp: "ERP's" };
  const given: Answer = { ...shown, ...wanted };
  const wish = { kind: "answer", linkId: link!.id, field: "subject", answer: given } as const;
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
}

/** Both sides changed the subject, its person was asked, and he settled it. */
async function settled(wanted: Wanted, options: Options = {}) {
  const settings: Partial<CalendarSettings> = { precedence: "ask", ...options.settings };
  const harness = await createHarness({ ...options, settings });
  const id = await linkedAppointment(harness);
  const erpId = harness.activities()[0]!.id;
  harness.outlook.edit(id, { subject: "Outlook's" });
  harness.erp.edit(erpId, { subject: "ERP's" });
  await harness.settle();
  expect((await harness.links())[0]?.waiting).toHaveLength(1);
  await answer(harness, wanted);
  await harness.settle();
  const subjects = () => ({
    microsoft: harness.outlook.itemOf(id)?.fields["subject"],
    erp: harness.erp.itemOf(erpId)?.fields["subject"],
  });
  return { harness, settings, id, erpId, subjects };
}
type World = Awaited<ReturnType<typeof settled>>;

async function undo({ harness }: World, side?: Side, tellGuests = false): Promise<void> {
  const isIt = (one: HistoryEntry): boolean =>
    one.kind === "updated" && (side === undefined || one.side === side);
  const line = (await harness.history()).find(isIt);
  const wish = { kind: "undo" as const, lineIds: [line?.id ?? "none"], tellGuests };
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
}

const refusals = async ({ harness }: World) =>
  (await harness.history())
    .filter(({ kind }) => kind === "not-undone")
    .map(({ because, changes }) => [because, ...changes.map(({ field }) => field)].join(" "));

const question = { microsoft: "Outlook's", erp: "ERP's" };

/** Each side holds its own value and the question waits, also when both are read anew. */
async function expectAsked(world: World): Promise<void> {
  const { harness } = world;
  expect(world.subjects()).toEqual(question);
  const waiting = [{ field: "subject", ...question, winner: null }];
  expect(await harness.links()).toMatchObject([{ waiting, dirty: false, writes: [] }]);
  const writes = [harness.outlook.writes.length, harness.erp.writes.length];
  harness.clock.advance(3_600_000);
  harness.outlook.expireCursors();
  harness.erp.expireCursors();
  await harness.settle();
  expect([harness.outlook.writes.length, harness.erp.writes.length]).toEqual(writes);
  expect(await harness.links()).toMatchObject([{ waiting }]);
}

const settlements: readonly {
  readonly name: string;
  readonly wanted: Wanted;
  readonly line: Side;
}[] = [
  { name: "by Outlook's value", wanted: { keep: "microsoft" }, line: "erp" },
  { name: "by the ERP's value", wanted: { keep: "erp" }, line: "microsoft" },
  { name: "by a value of one's own (its line of the ERP)", wanted: { value: "Ours" }, line: "erp" },
  {
    name: "by a value of one's own (its line of Outlook)",
    wanted: { value: "Ours" },
    line: "microsoft",
  },
  { name: "by what both agreed on before", wanted: { value: "Visit" }, line: "erp" },
];
const rules = ["ask", "newest"] as const;

describe("rule 15: the undo of a question that its person settled", () => {
  it.each(settlements.flatMap((one) => rules.map((precedence) => ({ ...one, precedence }))))(
    "$name gives each side its own value and asks again (rule: $precedence)",
    async ({ wanted, line, precedence }) => {
      const world = await settled(wanted, { settings: { precedence } });
      await undo(world, line);
      await world.harness.settle();
      await expectAsked(world);
      expect(await refusals(world)).toEqual([]);
      const said = (await world.harness.history()).filter(({ kind }) => kind === "undone");
      expect(said).toMatchObject([{ because: "undo:asked", changes: [{ field: "subject" }] }]);
      expect(
        (await world.harness.history()).filter(({ kind }) => kind === "conflict"),
      ).toHaveLength(2);
    },
  );

  it("can be answered otherwise then, and other fields go on meanwhile", async () => {
    const world = await settled({ keep: "microsoft" });
    const { harness, id, erpId } = world;
    await undo(world);
    await harness.settle();
    harness.outlook.edit(id, { place: "Berlin" });
    await harness.settle();
    expect(harness.erp.itemOf(erpId)?.fields["place"]).toBe("Berlin");
    await expectAsked(world);
    await answer(harness, { keep: "erp" });
    await harness.settle();
    expect(world.subjects()).toEqual({ microsoft: "ERP's", erp: "ERP's" });
    expect(await harness.links()).toMatchObject([{ waiting: [], answers: {}, dirty: false }]);
  });

  it("takes back with it what else the same write carried", async () => {
    const settings = { precedence: "ask" } as const;
    const harness = await createHarness({ settings });
    const id = await linkedAppointment(harness);
    const erpId = harness.activities()[0]!.id;
    harness.outlook.edit(id, { subject: "Outlook's" });
    harness.erp.edit(erpId, { subject: "ERP's" });
    await harness.settle();
    harness.outlook.edit(id, { place: "Berlin" });
    await answer(harness, { keep: "microsoft" });
    await harness.settle();
    const subjects = () => ({
      microsoft: harness.outlook.itemOf(id)?.fields["subject"],
      erp: harness.erp.itemOf(erpId)?.fields["subject"],
    });
    const world: World = { harness, settings, id, erpId, subjects };
    await undo(world);
    await harness.settle();
    await expectAsked(world);
    expect(harness.outlook.itemOf(id)?.fields["place"]).toBeNull();
    expect(harness.erp.itemOf(erpId)?.fields["place"]).toBeNull();
  });

  it.each(["microsoft", "erp"] as const)("is refused where %s was edited since", async (side) => {
    for (const wanted of [{ keep: "microsoft" }, { value: "Ours" }] as const) {
      const world = await settled(wanted);
      const { harness, id, erpId } = world;
      if (side === "erp") harness.erp.edit(erpId, { subject: "Later" });
      else harness.outlook.edit(id, { subject: "Later" });
      await undo(world);
      await harness.settle();
      expect(await refusals(world)).toEqual(["undo:edited subject"]);
      expect(world.subjects()).toEqual({ microsoft: "Later", erp: "Later" });
    }
  });

  it("is settled at once where the rules decide it by now", async () => {
    const world = await settled({ keep: "microsoft" });
    Object.assign(world.settings, { precedence: "erp" });
    await undo(world);
    await world.harness.settle();
    expect(world.subjects()).toEqual({ microsoft: "ERP's", erp: "ERP's" });
    expect(await refusals(world)).toEqual([]);
  });

  it("writes to no side that the rules close by now", async () => {
    const world = await settled({ keep: "microsoft" });
    Object.assign(world.settings, { direction: "toMicrosoft" });
    await undo(world);
    await world.harness.settle();
    expect(await refusals(world)).toEqual(["undo:direction subject"]);
    expect(world.subjects()).toEqual({ microsoft: "Outlook's", erp: "Outlook's" });
  });

  it("tells guests only where Outlook's side is written, and its person agreed (rule 14)", async () => {
    const guest = { address: "g@x.example", name: "G", kind: "required", response: "none" };
    const ofMeeting = async (wanted: Wanted): Promise<World> => {
      const world = await settled(wanted);
      world.harness.outlook.edit(world.id, { attendees: [guest] });
      await world.harness.settle();
      return world;
    };
    const silent = await ofMeeting({ value: "Ours" });
    await undoSettling(silent, false);
    expect(await refusals(silent)).toEqual(["undo:guests subject"]);
    expect(silent.subjects()).toEqual({ microsoft: "Ours", erp: "Ours" });
    await undoSettling(silent, true);
    expect(silent.subjects()).toEqual(question);
    const ofErp = await ofMeeting({ keep: "microsoft" });
    await undoSettling(ofErp, false);
    expect(ofErp.subjects()).toEqual(question);
  });

  it.each(lostReplies)(
    "comes to the same where a reply is lost %s it landed, %s times",
    async (when, times) => {
      for (const side of ["outlook", "erp"] as const) {
        const world = await settled({ value: "Ours" }, { settings: { precedence: "newest" } });
        await undo(world);
        world.harness[side].failNext({ call: "write", code: "unavailable", when, times });
        for (let run = 0; run <= times; run++) await world.harness.run().catch(() => undefined);
        await world.harness.settle();
        await expectAsked(world);
      }
    },
  );

  it.each(["before", "after"] as const)(
    "stopped %s any step ends the same (rule 10)",
    async (at) => {
      for (const wanted of [{ keep: "microsoft" }, { value: "Ours" }] as const) {
        await stoppedAtEachStep(
          at,
          async (parts) => {
            const world = await settled(wanted, { ...parts, settings: { precedence: "newest" } });
            await undo(world);
            return world;
          },
          async (world) => {
            await expectAsked(world);
            expect(await refusals(world)).toEqual([]);
            const said = (await world.harness.history()).filter(({ kind }) => kind === "undone");
            expect(said).toHaveLength(1);
          },
        );
      }
    },
  );
});

const day = (on: string, value: string): Fields => ({ on, field: "subject", value });
const gone = (on: string): Fields => ({ on, field: "gone", value: true });
const [contested, other] = ["2026-11-24", "2026-11-25"];

/** Two days of a series were changed: the first by both sides, which waits, the other by Outlook alone. */
async function dayInConflict(precedence: "ask" | "newest", options: Options = {}) {
  const settings = { precedence };
  const job = { outlookItems: "all" as const };
  const harness = await createHarness({ ...options, also: ["exceptions"], job, settings });
  const when = {
    ...{ allDay: false, start: "2026-11-21T08:00:00Z", end: "2026-11-21T08:30:00Z" },
    zone: "Europe/Berlin",
    recurrence: { pattern: { every: "day", interval: 1 }, ends: { kind: "count", count: 9 } },
  };
  const id = harness.outlook.add("ada", appointment("Round", 24, { when, exceptions: [] }));
  await harness.settle();
  const erpId = harness.activities()[0]!.id;
  const edit = (side: Side, ...exceptions: readonly Fields[]): void => {
    if (side === "erp") harness.erp.edit(erpId, { exceptions });
    else harness.outlook.edit(id, { exceptions });
  };
  const days = () => {
    const told = (fields: Fields | undefined) =>
      Object.fromEntries(
        elements(fields?.["exceptions"]).map((one) => {
          const { on, value } = one as Readonly<Record<"on" | "value", string>>;
          return [on.slice(-2), value];
        }),
      );
    return {
      microsoft: told(harness.outlook.itemOf(id)?.fields),
      erp: told(harness.erp.itemOf(erpId)?.fields),
    };
  };
  const decide = async (keep: Side): Promise<void> => {
    const [link] = await harness.links();
    const { microsoft, erp } = link!.waiting[0]!;
    const { fingerprint } = appointmentSchemaRules.fields["exceptions"]!;
    const shown = { microsoft: fingerprint(microsoft), erp: fingerprint(erp) };
    const wish = {
      ...{ kind: "answer" as const, linkId: link!.id, field: "exceptions" },
      answer: { keep, ...shown },
    };
    await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
  };
  const lineOf = async (): Promise<string> =>
    (await harness.history()).find(({ kind }) => kind === "updated")!.id;
  const takeBack = async (...lineIds: readonly string[]): Promise<void> => {
    const wish = { kind: "undo" as const, lineIds, tellGuests: false };
    await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
  };
  const waiting = async () => (await harness.links())[0]!.waiting;
  edit("microsoft", day(contested, "Mine"), day(other, "Outlook"));
  edit("erp", day(contested, "Theirs"));
  await harness.settle();
  expect(days()).toEqual({
    microsoft: { 24: "Mine", 25: "Outlook" },
    erp: { 24: "Theirs", 25: "Outlook" },
  });
  return { harness, edit, days, decide, lineOf, takeBack, waiting };
}
const ofDay = { microsoft: [day(contested, "Mine")], erp: [day(contested, "Theirs")] };

describe("rule 15: the undo of what its person settled of one day of a series", () => {
  it.each(rules.flatMap((rule) => (["microsoft", "erp"] as const).map((keep) => [rule, keep])))(
    "gives back that day alone (rule: %s, kept: %s)",
    async (rule, keep) => {
      const story = await dayInConflict(rule as "ask" | "newest");
      const { harness, edit, days, lineOf, decide, takeBack, waiting } = story;
      await decide(keep as Side);
      await harness.settle();
      const own = keep === "erp" ? "Theirs" : "Mine";
      expect(days().erp).toEqual({ 24: own, 25: "Outlook" });
      const line = await lineOf();
      edit("microsoft", day(contested, own), day(other, "Later"), day("2026-11-26", "New"));
      await harness.settle();
      await takeBack(line);
      await harness.settle();
      const others = { 25: "Later", 26: "New" };
      const asked = { microsoft: { 24: "Mine", ...others }, erp: { 24: "Theirs", ...others } };
      expect(days()).toEqual(asked);
      expect(await waiting()).toMatchObject([{ field: "exceptions", ...ofDay, winner: null }]);
      // Read anew it is the same question, by whichever rule.
      harness.clock.advance(3_600_000);
      harness.outlook.expireCursors();
      harness.erp.expireCursors();
      await harness.settle();
      expect(days()).toEqual(asked);
      expect(await waiting()).toMatchObject([{ ...ofDay, winner: null }]);
      const said = (await harness.history()).filter(({ kind }) => kind.includes("undone"));
      expect(said).toMatchObject([{ kind: "undone", because: "undo:asked" }]);
    },
  );

  it("takes back with it what else of the series the same write carried", async () => {
    const { harness, edit, days, lineOf, decide, takeBack, waiting } = await dayInConflict("ask");
    edit("microsoft", day(contested, "Mine"), day(other, "Later"));
    await decide("microsoft");
    await harness.settle();
    expect(days().erp).toEqual({ 24: "Mine", 25: "Later" });
    await takeBack(await lineOf());
    await harness.settle();
    expect(days()).toEqual({
      microsoft: { 24: "Mine", 25: "Outlook" },
      erp: { 24: "Theirs", 25: "Outlook" },
    });
    expect(await waiting()).toMatchObject([{ ...ofDay, winner: null }]);
  });

  it("leaves a day that became private since as it is in Outlook, and untold in the ERP", async () => {
    const { harness, edit, days, lineOf, decide, takeBack } = await dayInConflict("ask");
    await decide("erp");
    await harness.settle();
    const line = await lineOf();
    const secret = [day(other, "Secret"), { on: other, field: "sensitivity", value: "private" }];
    edit("microsoft", day(contested, "Theirs"), ...secret);
    await harness.settle();
    await takeBack(line);
    await harness.settle();
    expect(harness.outlookItems()[0]?.fields["exceptions"]).toEqual(
      expect.arrayContaining([day(contested, "Mine"), ...secret]),
    );
    expect(days().erp[24]).toBe("Theirs");
    expect(JSON.stringify(harness.activities())).not.toContain("Secret");
  });

  it.each(rules)("asks together about a day that waits meanwhile (rule: %s)", async (rule) => {
    const { harness, edit, days, lineOf, decide, takeBack, waiting } = await dayInConflict(rule);
    await decide("erp");
    await harness.settle();
    const line = await lineOf();
    edit("microsoft", day(contested, "Theirs"), day(other, "Two"));
    edit("erp", day(contested, "Theirs"), day(other, "Zwei"));
    await harness.settle();
    const second = { microsoft: [day(other, "Two")], erp: [day(other, "Zwei")] };
    expect(await waiting()).toMatchObject([{ ...second, winner: null }]);
    await takeBack(line);
    await harness.settle();
    // By time alone the ERP's would win from now on.
    harness.clock.advance(3_600_000);
    harness.erp.edit(harness.activities()[0]!.id, { place: "Hamburg" });
    await harness.settle();
    expect(days()).toEqual({
      microsoft: { 24: "Mine", 25: "Two" },
      erp: { 24: "Theirs", 25: "Zwei" },
    });
    const [question, ...more] = await waiting();
    expect(more).toEqual([]);
    for (const side of ["microsoft", "erp"] as const) {
      expect(new Set(elements(question?.[side]))).toEqual(
        new Set([...ofDay[side], ...second[side]]),
      );
    }
    await decide("erp");
    await harness.settle();
    expect(days().microsoft).toEqual({ 24: "Theirs", 25: "Zwei" });
    expect(await waiting()).toEqual([]);
  });

  it("leaves it to time who wins on a further day, and goes on asking about this one", async () => {
    const story = await dayInConflict("newest");
    const { harness, edit, days, lineOf, decide, takeBack, waiting } = story;
    await decide("erp");
    await harness.settle();
    await takeBack(await lineOf());
    await harness.settle();
    edit("microsoft", ...ofDay.microsoft, day(other, "Two"));
    harness.clock.advance(3_600_000);
    edit("erp", ...ofDay.erp, day(other, "Zwei"));
    await harness.settle();
    expect(days()).toEqual({
      microsoft: { 24: "Mine", 25: "Zwei" },
      erp: { 24: "Theirs", 25: "Zwei" },
    });
    expect(await waiting()).toMatchObject([{ ...ofDay, winner: null }]);
    const [lost] = (await harness.history()).filter(({ because }) => because === "newest");
    expect(lost?.changes).toMatchObject([{ from: [day(other, "Two")], to: [day(other, "Zwei")] }]);
    await decide("microsoft");
    await harness.settle();
    expect(days().erp).toEqual({ 24: "Mine", 25: "Zwei" });
    expect(await waiting()).toEqual([]);
  });

  it("asks about the other day where one of two is gone since", async () => {
    const { harness, edit, days, lineOf, decide, takeBack, waiting } = await dayInConflict("ask");
    const two = { microsoft: day(other, "Two"), erp: day(other, "Zwei") };
    edit("microsoft", day(contested, "Mine"), two.microsoft);
    edit("erp", day(contested, "Theirs"), two.erp);
    await harness.settle();
    await decide("erp");
    await harness.settle();
    const line = await lineOf();
    edit("microsoft", gone(contested), two.erp);
    await harness.settle();
    await takeBack(line);
    await harness.settle();
    expect(await waiting()).toMatchObject([{ microsoft: [two.microsoft], erp: [two.erp] }]);
    expect(days()).toMatchObject({ microsoft: { 25: "Two" }, erp: { 25: "Zwei" } });
    const said = (await harness.history()).filter(({ kind }) => kind.includes("undone"));
    expect(said).toMatchObject([
      { because: "undo:removed", changes: [{ to: [gone(contested)] }] },
      { because: "undo:asked", changes: [{ from: [two.erp], to: [two.microsoft] }] },
    ]);
  });

  it.each(["microsoft", "erp"] as const)(
    "is refused where %s has that day otherwise, or no more",
    async (side) => {
      const since = [
        [[day(contested, "Later")], "undo:edited"],
        [[], "undo:edited"],
        [[gone(contested)], "undo:removed"],
      ] as const;
      for (const [left, because] of since) {
        const { harness, edit, days, lineOf, decide, takeBack } = await dayInConflict("ask");
        await decide("microsoft");
        await harness.settle();
        const line = await lineOf();
        edit(side, ...left, day(other, "Outlook"));
        await harness.settle();
        const before = days();
        await takeBack(line);
        await harness.settle();
        expect(days()).toEqual(before);
        const said = (await harness.history()).filter(({ kind }) => kind === "not-undone");
        expect(said).toMatchObject([{ because, changes: [{ field: "exceptions" }] }]);
      }
    },
  );

  it.each(["before", "after"] as const)("stopped %s any step ends the same", async (at) => {
    await stoppedAtEachStep(
      at,
      async (parts) => {
        const story = await dayInConflict("newest", parts);
        await story.decide("microsoft");
        await story.harness.settle();
        const line = await story.lineOf();
        story.edit("microsoft", day(contested, "Mine"), day(other, "Later"));
        await story.takeBack(line);
        return story;
      },
      async ({ days, waiting }) => {
        expect(days()).toEqual({
          microsoft: { 24: "Mine", 25: "Later" },
          erp: { 24: "Theirs", 25: "Later" },
        });
        expect(await waiting()).toMatchObject([{ ...ofDay, winner: null }]);
      },
    );
  });
});

/** The settling was the last write of the subject, and not the last of all. */
async function undoSettling({ harness }: World, tellGuests: boolean): Promise<void> {
  const line = (await harness.history()).find(
    ({ kind, changes }) => kind === "updated" && changes.some(({ field }) => field === "subject"),
  );
  const wish = { kind: "undo" as const, lineIds: [line!.id], tellGuests };
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
  await harness.settle();
}
