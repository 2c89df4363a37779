import type { Fields, Value } from "../../../server/sync/model.ts";
import { splitKey } from "../../../server/engine/run/series/splits.ts";
import { stoppedAtEachStep } from "../breaker.ts";
import {
  appointment,
  at,
  createHarness,
  linkedCompanion,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

const dayMs = 24 * 60 * 60 * 1000;
const pattern = { every: "day", interval: 1 };
const kept = linkedCompanion["records"]!;
/** Every day from an hour of the test's plan on. */
const daily = (hour: number, ends: Fields = { kind: "never" }): Value => ({
  ...(at(hour) as Fields),
  recurrence: { pattern, ends },
});
const times = (count: number): Fields => ({ kind: "count", count });

async function say({ store, scope }: Harness, seriesId: string, nextId: string | null) {
  const document = { kind: "goes-on", seriesId, nextId } as const;
  await store.commit(scope, [{ kind: "put", collection: "inbox", key: "said", document }]);
}

/** What is asked: the series that was cut, and those that may go on with it. */
const asked = async (harness: Harness) =>
  (await harness.quarantine()).flatMap(({ split }) =>
    split === undefined ? [] : [[split.first.id, split.next.map(({ id }) => id)]],
  );

const wait = async (harness: Harness, ms = 6 * 60 * 1000): Promise<void> => {
  harness.clock.advance(ms);
  await harness.settle();
};

describe("rule 25: a split that is in doubt, each day an activity of its own", () => {
  /** A series of Outlook with each of its days, as Graph shows them. */
  function addSeries({ outlook }: Harness, hour: number, count: number, more: Fields = {}) {
    const fields = appointment("Round", hour, more);
    const seriesId = outlook.add(
      "ada",
      { ...fields, when: daily(hour, times(count)) },
      { series: "master" },
    );
    const days = Array.from({ length: count }, (_, nth) => {
      const when = at(hour + 24 * nth) as { readonly start: string };
      const day = { ...fields, when: when as Fields };
      const details = { series: "occurrence", seriesId, originalStart: when.start } as const;
      return outlook.add("ada", day, details);
    });
    return { seriesId, days };
  }

  /** Five days in the ERP, each of which its people gave a record there, cut after the third. */
  async function cutAfterThree(options: HarnessOptions = {}) {
    const harness = await createHarness({ job: { outlookItems: "all" }, ...options });
    const { seriesId, days } = addSeries(harness, 24, 5);
    await harness.settle();
    for (const { id } of harness.activities()) harness.erp.edit(id, { records: kept });
    await harness.settle();
    const before = idsOf(harness);
    harness.outlook.edit(seriesId, { when: daily(24, times(3)) });
    for (const id of days.slice(3)) harness.outlook.remove(id);
    return { harness, seriesId, days, before };
  }

  const idsOf = ({ activities }: Harness) => activities().map(({ id }) => id);
  const shown = ({ activities }: Harness) =>
    activities().map(({ id, fields }) => [id, fields["subject"], fields["records"]]);
  const five = (before: readonly string[], subject: string) =>
    before.map((id, nth) => [id, nth < 3 ? "Round" : subject, kept]);

  it.each<[string, (harness: Harness) => { readonly seriesId: string }[]]>([
    ["another subject", (harness) => [addSeries(harness, 96, 2, { subject: "Lunch" })]],
    [
      "another time and subject, the same text",
      (harness) => {
        const body = { format: "text", content: "Numbers" };
        for (const { id } of harness.outlookItems()) harness.outlook.edit(id, { body });
        return [addSeries(harness, 97, 2, { subject: "Lunch", place: "Kiel", body })];
      },
    ],
    ["a gap of a day", (harness) => [addSeries(harness, 120, 1)]],
    ["two that look alike", (harness) => [addSeries(harness, 96, 2), addSeries(harness, 96, 2)]],
  ])("is asked about, and nothing is made or deleted meanwhile: %s", async (_what, act) => {
    const { harness, seriesId, before } = await cutAfterThree();
    const next = act(harness).map((one) => one.seriesId);
    await harness.settle();
    expect(await asked(harness)).toEqual([[seriesId, next]]);
    expect(idsOf(harness)).toEqual(before);
    // Nor later, nor when all is listed anew, nor where other things happen.
    await wait(harness, 3 * dayMs);
    harness.outlook.expireCursors();
    await harness.settle();
    harness.outlook.add("ada", appointment("Lecture", 30));
    await harness.settle();
    expect(idsOf(harness).filter((id) => before.includes(id))).toEqual(before);
    expect(idsOf(harness)).toHaveLength(6);
    expect(await asked(harness)).toEqual([[seriesId, next]]);
    expect((await harness.run()).againMs).toBeUndefined();
  });

  it("keeps the activities of its days where its person says that it goes on", async () => {
    const { harness, seriesId, before } = await cutAfterThree();
    const { seriesId: next } = addSeries(harness, 96, 2, { subject: "Lunch" });
    await harness.settle();
    await say(harness, seriesId, next);
    await harness.settle();
    expect(shown(harness)).toEqual(five(before, "Lunch"));
    expect(await harness.quarantine()).toEqual([]);
    expect((await harness.links()).every(({ cut }) => cut === undefined)).toBe(true);
    harness.outlook.expireCursors();
    await harness.settle();
    expect(shown(harness)).toEqual(five(before, "Lunch"));
  });

  it("goes on with the one that is named, and the other is new", async () => {
    const { harness, seriesId, before } = await cutAfterThree();
    const here = { place: "Kiel" };
    const [one] = [addSeries(harness, 96, 2, here), addSeries(harness, 96, 2)];
    await harness.settle();
    await say(harness, seriesId, one.seriesId);
    await harness.settle();
    const places = harness
      .activities()
      .map(({ id, fields }) => [before.indexOf(id), fields["place"]]);
    expect(places.filter(([nth]) => nth !== -1)).toEqual([
      ...[
        [0, null],
        [1, null],
        [2, null],
        [3, "Kiel"],
        [4, "Kiel"],
      ],
    ]);
    expect(places.filter(([nth]) => nth === -1)).toHaveLength(2);
    expect(await harness.quarantine()).toEqual([]);
  });

  it("ends where its person says that none goes on with it, and the other is new", async () => {
    const { harness, seriesId, before } = await cutAfterThree();
    addSeries(harness, 96, 2, { subject: "Lunch" });
    await harness.settle();
    await say(harness, seriesId, null);
    await harness.settle();
    const now = shown(harness);
    expect(now.map(([id]) => before.indexOf(id as string))).toEqual([0, 1, 2, -1, -1]);
    expect(now.map(([, subject]) => subject)).toEqual([
      ...["Round", "Round", "Round", "Lunch", "Lunch"],
    ]);
    expect(await harness.quarantine()).toEqual([]);
  });

  it("is asked about as well where the gate had made activities of the second one before", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const { seriesId, days } = addSeries(harness, 24, 5);
    await harness.settle();
    for (const { id } of harness.activities()) harness.erp.edit(id, { records: kept });
    await harness.settle();
    const before = idsOf(harness);
    const next = addSeries(harness, 96, 2, { subject: "Lunch" });
    await harness.settle();
    expect(idsOf(harness)).toHaveLength(7);
    harness.outlook.edit(seriesId, { when: daily(24, times(3)) });
    for (const id of days.slice(3)) harness.outlook.remove(id);
    await harness.settle();
    expect(await asked(harness)).toEqual([[seriesId, [next.seriesId]]]);
    await say(harness, seriesId, next.seriesId);
    await harness.settle();
    expect(shown(harness)).toEqual(five(before, "Lunch"));
  });

  it("is over where what might have gone on is gone: the series ended", async () => {
    const { harness, before } = await cutAfterThree();
    const { seriesId, days } = addSeries(harness, 96, 2, { subject: "Lunch" });
    await harness.settle();
    for (const id of [seriesId, ...days]) harness.outlook.remove(id);
    await harness.settle();
    await wait(harness);
    expect(idsOf(harness)).toEqual(before.slice(0, 3));
    expect(await harness.quarantine()).toEqual([]);
  });

  it("needs no answer any more where another one plainly goes on", async () => {
    const { harness, before } = await cutAfterThree();
    addSeries(harness, 96, 2, { subject: "Lunch" });
    await harness.settle();
    addSeries(harness, 97, 2);
    await harness.settle();
    const now = shown(harness).filter(([id]) => before.includes(id as string));
    expect(now).toEqual(five(before, "Round"));
    expect(harness.activities()).toHaveLength(7);
    expect(await harness.quarantine()).toEqual([]);
  });

  it("is not asked about where nothing speaks for it, or it comes too late", async () => {
    for (const [hour, more] of [
      [97, { subject: "Lunch", place: "Kiel" }],
      [120, { subject: "Lunch" }],
    ] as const) {
      const { harness, before } = await cutAfterThree();
      addSeries(harness, hour, 2, more);
      await harness.settle();
      await wait(harness);
      expect(await asked(harness)).toEqual([]);
      const ids = idsOf(harness);
      expect(ids.filter((id) => before.includes(id))).toEqual(before.slice(0, 3));
    }
  });

  it("holds an answer that was given in a dry run, before the question was stored", async () => {
    const { harness, seriesId, before } = await cutAfterThree();
    const { seriesId: next } = addSeries(harness, 96, 2, { subject: "Lunch" });
    await say(harness, seriesId, next);
    await harness.settle();
    expect(shown(harness)).toEqual(five(before, "Lunch"));
    expect(await harness.quarantine()).toEqual([]);
  });

  it("forgets an answer to what is not asked", async () => {
    const { harness, before } = await cutAfterThree();
    await say(harness, "nothing", "else");
    await harness.settle();
    await wait(harness);
    expect(idsOf(harness)).toEqual(before.slice(0, 3));
    expect(await harness.quarantine()).toEqual([]);
  });

  it("outlives what is done to all that was set aside", async () => {
    const { harness, seriesId, before } = await cutAfterThree();
    addSeries(harness, 96, 2, { subject: "Lunch" });
    await harness.settle();
    const key = splitKey(seriesId);
    for (const document of [
      { kind: "retry", key } as const,
      { kind: "discard", key, reason: "Old", by: "Bo" } as const,
      { kind: "apart", side: "microsoft", ids: ["nothing"] } as const,
    ]) {
      const put = { kind: "put", collection: "inbox", key: document.kind, document } as const;
      await harness.store.commit(harness.scope, [put]);
      await harness.settle();
    }
    expect(await asked(harness)).toHaveLength(1);
    expect(idsOf(harness)).toEqual(before);
  });

  it.each(["all", "chosen"] as const)(
    "asks nobody where all that is behind the cut was switched off, and loses nothing (gate: %s)",
    async (outlookItems) => {
      const harness = await createHarness({ job: { outlookItems } });
      const { seriesId, days } = addSeries(harness, 24, 5);
      for (const id of days) await harness.choose(id, linkedCompanion);
      await harness.settle();
      const before = shown(harness);
      expect(before).toHaveLength(5);
      for (const { id, ids } of await harness.links()) {
        if (!days.slice(3).includes(ids.microsoft ?? "")) continue;
        const document = { kind: "release", linkId: id, removeErpCopy: false } as const;
        const put = { kind: "put", collection: "inbox", key: id, document } as const;
        await harness.store.commit(harness.scope, [put]);
      }
      await harness.settle();
      harness.outlook.edit(seriesId, { when: daily(24, times(3)) });
      for (const id of days.slice(3)) harness.outlook.remove(id);
      const next = addSeries(harness, 96, 2, { subject: "Lunch" });
      await harness.settle();
      await wait(harness);
      expect(await asked(harness)).toEqual([]);
      // What a gate lets in is new, as it is to its person: he had let go of the other.
      const isNew = (one: readonly unknown[]) => one[1] === "Lunch";
      expect(shown(harness).filter(isNew)).toHaveLength(outlookItems === "all" ? 2 : 0);
      await harness.choose(next.days[0]!, linkedCompanion);
      await harness.settle();
      expect(shown(harness).filter((one) => !isNew(one))).toEqual(before);
      expect(shown(harness).find(isNew)?.[2]).toEqual(kept);
      expect(await harness.quarantine()).toEqual([]);
    },
  );

  it.each([
    ["before", "yes"],
    ["after", "yes"],
    ["before", "no"],
    ["after", "no"],
  ] as const)(
    "holds at whichever step the process ends (%s it, the answer is %s)",
    async (when, answer) => {
      const steps = await stoppedAtEachStep(
        when,
        async (parts) => {
          const split = await cutAfterThree(parts);
          const { seriesId: next } = addSeries(split.harness, 96, 2, { subject: "Lunch" });
          await split.harness.settle();
          await say(split.harness, split.seriesId, answer === "yes" ? next : null);
          return split;
        },
        async ({ harness, before }) => {
          expect(await harness.quarantine()).toEqual([]);
          const kept = answer === "yes" ? [0, 1, 2, 3, 4] : [0, 1, 2, -1, -1];
          expect(idsOf(harness).map((id) => before.indexOf(id))).toEqual(kept);
        },
      );
      expect(steps).toBeGreaterThan(3);
    },
  );
});

describe("rule 25: a split that is in doubt, the series one activity", () => {
  const left = daily(24, times(3));
  const tail = (more: Fields = {}): Fields =>
    appointment("Round", 96, { when: daily(96), ...more });

  /** A series that its person switched on, with a record, cut after the third day. */
  async function cutSeries(outlookItems: "chosen" | "all", ...tails: readonly Fields[]) {
    const harness = await createHarness({ job: { outlookItems } });
    const id = harness.outlook.add("ada", appointment("Round", 24, { when: daily(24) }));
    await harness.choose(id, linkedCompanion);
    await harness.settle();
    harness.outlook.edit(id, { when: left });
    const next = tails.map((one) => harness.outlook.add("ada", one));
    await harness.settle();
    return { harness, id, next };
  }

  const shown = ({ activities }: Harness) =>
    activities().map(({ fields }) => [fields["subject"], fields["when"], fields["records"]]);

  it.each(["chosen", "all"] as const)(
    "is asked about, and the second one is not made before (gate: %s)",
    async (gate) => {
      for (const tails of [[tail({ subject: "Lunch" })], [tail(), tail()]]) {
        const { harness, id, next } = await cutSeries(gate, ...tails);
        await wait(harness, 3 * dayMs);
        harness.outlook.expireCursors();
        await harness.settle();
        expect(await asked(harness)).toEqual([[id, next]]);
        expect(shown(harness)).toEqual([["Round", left, kept]]);
      }
    },
  );

  it.each(["chosen", "all"] as const)(
    "goes on with choice and records where its person says so (gate: %s)",
    async (gate) => {
      const { harness, id, next } = await cutSeries(gate, tail({ subject: "Lunch" }));
      await wait(harness, 3 * dayMs);
      await say(harness, id, next[0]!);
      await harness.settle();
      expect(shown(harness)).toEqual([
        ["Round", left, kept],
        ["Lunch", daily(96), kept],
      ]);
      expect((await harness.links()).map(({ choice, cut }) => [choice, cut])).toEqual([
        ["on", undefined],
        ["on", undefined],
      ]);
      expect(await harness.quarantine()).toEqual([]);
    },
  );

  it.each(["chosen", "all"] as const)(
    "is a new one where its person says so (gate: %s)",
    async (gate) => {
      const { harness, id } = await cutSeries(gate, tail({ subject: "Lunch" }));
      await say(harness, id, null);
      await harness.settle();
      const first = ["Round", left, kept];
      expect(shown(harness)).toEqual(gate === "all" ? [first, ["Lunch", daily(96), []]] : [first]);
      expect(await harness.quarantine()).toEqual([]);
      expect((await harness.links()).every(({ cut }) => cut === undefined)).toBe(true);
    },
  );

  it("is over where what might have gone on is gone", async () => {
    const { harness, next } = await cutSeries("all", tail({ subject: "Lunch" }));
    harness.outlook.remove(next[0]!);
    await harness.settle();
    await wait(harness, 2 * dayMs);
    expect(await harness.quarantine()).toEqual([]);
    expect(shown(harness)).toEqual([["Round", left, kept]]);
  });

  it("inherits where the gate had made the second one before", async () => {
    const { harness, id } = await (async () => {
      const made = await createHarness({ job: { outlookItems: "all" } });
      const first = made.outlook.add("ada", appointment("Round", 24, { when: daily(24) }));
      await made.choose(first, linkedCompanion);
      await made.settle();
      return { harness: made, id: first };
    })();
    const next = harness.outlook.add("ada", tail({ subject: "Lunch" }));
    await harness.settle();
    harness.outlook.edit(id, { when: left });
    await harness.settle();
    expect(await asked(harness)).toEqual([[id, [next]]]);
    await say(harness, id, next);
    await harness.settle();
    expect(shown(harness)).toEqual([
      ["Round", left, kept],
      ["Lunch", daily(96), kept],
    ]);
  });
});
