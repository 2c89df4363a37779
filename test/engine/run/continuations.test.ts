import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import type { Fields, Value } from "../../../server/sync/model.ts";
import { Crash, createBreaker } from "../breaker.ts";
import {
  activity,
  appointment,
  at,
  createHarness,
  linkedCompanion,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

const pattern = { every: "day", interval: 1 };
/** Every day from an hour of the test's plan on. */
const daily = (hour: number, ends: Fields = { kind: "never" }): Value => ({
  ...(at(hour) as Fields),
  recurrence: { pattern, ends },
});
const shortened = daily(24, { kind: "count", count: 3 });
/** The fourth day, which is the first one that was cut off. */
const tail = (more: Fields = {}): Fields => appointment("Round", 96, { when: daily(96), ...more });

const records = ({ activities }: Harness) =>
  activities().map(({ fields }) => [fields["subject"], fields["when"], fields["records"]]);

/** A series of Outlook that its person switched on, with a record and a type. */
async function chosenSeries(options: HarnessOptions = {}, more: Fields = {}) {
  const harness = await createHarness(options);
  const id = harness.outlook.add("ada", appointment("Round", 24, { when: daily(24), ...more }));
  await harness.choose(id, linkedCompanion);
  await harness.settle();
  return { harness, id };
}

const guest = { address: "bo@x.example", name: "Bo", kind: "required", response: "none" };

const isCrash = (error: unknown): boolean => {
  if (error instanceof Crash) return true;
  throw error;
};

const kept = linkedCompanion["records"];
const both = [
  ["Round", shortened, kept],
  ["Round", daily(96), kept],
];

describe("rule 25: a series that is split in Outlook", () => {
  it.each(["chosen", "all"] as const)(
    "goes on in the ERP with its choice, records and type (gate: %s)",
    async (outlookItems) => {
      const { harness, id } = await chosenSeries({ job: { outlookItems } });
      harness.outlook.edit(id, { when: shortened });
      harness.outlook.add("ada", tail());
      await harness.settle();
      expect(records(harness)).toEqual(both);
      expect(harness.activities().map(({ fields }) => fields["type"])).toEqual([
        "T-visit",
        "T-visit",
      ]);
      const links = await harness.links();
      expect(links.map(({ choice, cut }) => [choice, cut])).toEqual([
        ["on", undefined],
        ["on", undefined],
      ]);
      const told = (await harness.history()).map(({ because }) => because);
      expect(told).toContain("goes on with a series");
    },
  );

  it.each(["chosen", "all"] as const)(
    "is heard of in two parts, whichever comes first (gate: %s)",
    async (outlookItems) => {
      for (const first of ["cut", "tail"] as const) {
        const { harness, id } = await chosenSeries({ job: { outlookItems } });
        const acts = [
          () => harness.outlook.edit(id, { when: shortened }),
          () => harness.outlook.add("ada", tail()),
        ];
        for (const act of first === "cut" ? acts : acts.reverse()) {
          act();
          await harness.settle();
        }
        expect(records(harness)).toEqual(both);
      }
    },
  );

  it.each<[string, Fields]>([
    ["renamed", { subject: "Round table" }],
    ["renamed and moved", { subject: "Round table", when: daily(98) }],
    ["moved to another time and place", { place: "Kiel", when: daily(98) }],
  ])("goes on where it was %s at the split, one activity each", async (_how, more) => {
    const what = { body: { format: "text", content: "Numbers" }, attendees: [guest] };
    const { harness, id } = await chosenSeries({ job: { outlookItems: "chosen" } }, what);
    harness.outlook.edit(id, { when: shortened });
    harness.outlook.add("ada", tail({ ...what, ...more }));
    await harness.settle();
    const { subject = "Round", when = daily(96) } = more;
    expect(records(harness)).toEqual([
      ["Round", shortened, kept],
      [subject, when, kept],
    ]);
    expect(harness.outlookItems()).toHaveLength(2);
  });

  it("stays out of the ERP where its person switched it off, also where all comes in", async () => {
    const { harness, id } = await chosenSeries({ job: { outlookItems: "all" } });
    const [link] = await harness.links();
    await harness.store.commit(harness.scope, [
      {
        kind: "put",
        collection: "inbox",
        key: "off",
        document: { kind: "release", linkId: link!.id, removeErpCopy: true },
      },
    ]);
    await harness.settle();
    harness.outlook.edit(id, { when: shortened });
    harness.outlook.add("ada", tail());
    await harness.settle();
    expect(harness.activities()).toEqual([]);
    // Nor later, when all is listed anew.
    harness.outlook.expireCursors();
    await harness.settle();
    expect(harness.activities()).toEqual([]);
  });

  it.each<[string, Fields[]]>([
    ["two that look alike", [tail(), tail()]],
    ["another subject", [tail({ subject: "Lunch" })]],
    ["a private one that is kept out", [tail({ sensitivity: "private" })]],
  ])("is not continued by %s", async (_what, tails) => {
    const { harness, id } = await chosenSeries();
    harness.outlook.edit(id, { when: shortened });
    for (const one of tails) harness.outlook.add("ada", one);
    await harness.settle();
    expect(records(harness)).toEqual([["Round", shortened, kept]]);
  });

  it("sets nothing aside that nobody chose, where its other half is looked for", async () => {
    const { harness, id } = await chosenSeries();
    const broken = harness.outlook.add("ada", tail({ subject: "Somebody else's" }));
    await harness.settle();
    harness.outlook.spoil(broken);
    harness.outlook.edit(id, { when: shortened });
    harness.outlook.add("ada", tail());
    await harness.settle();
    expect(await harness.quarantine()).toEqual([]);
    expect(records(harness)).toEqual(both);
  });

  it("is not continued by what comes days later", async () => {
    const { harness, id } = await chosenSeries();
    harness.outlook.edit(id, { when: shortened });
    await harness.settle();
    harness.clock.advance(25 * 60 * 60 * 1000);
    harness.outlook.add("ada", tail());
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
  });

  it("is the ERP's own second series where that was split as well: one activity each", async () => {
    const { harness, id } = await chosenSeries();
    const [first] = harness.activities();
    harness.outlook.edit(id, { when: shortened });
    harness.outlook.add("ada", tail());
    harness.erp.edit(first!.id, { when: shortened });
    harness.erp.add("U-ada", { ...activity("Round", 96), when: daily(96) });
    await harness.settle();
    expect(records(harness)).toEqual(both);
    expect(harness.outlookItems()).toHaveLength(2);
  });

  it("goes on once, whichever step the process ends at", async () => {
    let steps = 0;
    for (const when of ["before", "after"] as const) {
      for (let step = 1; step <= Math.max(steps, 1) + 1; step++) {
        const breaker = createBreaker();
        const store = breaker.store(createMemoryStore());
        const { harness, id } = await chosenSeries({ store, wrap: breaker.connector });
        harness.outlook.edit(id, { when: shortened });
        harness.outlook.add("ada", tail());
        breaker.arm({ step, when });
        if (await harness.run().then(() => false, isCrash)) steps = Math.max(steps, step);
        breaker.arm(null);
        await harness.settle();
        expect(records(harness)).toEqual(both);
      }
    }
    expect(steps).toBeGreaterThan(5);
  });

  it("goes on once, whatever reply is lost", async () => {
    for (const side of ["outlook", "erp"] as const) {
      for (const call of ["delta", "get", "write"] as const) {
        const { harness, id } = await chosenSeries();
        harness.outlook.edit(id, { when: shortened });
        harness.outlook.add("ada", tail());
        harness[side].failNext({ call, code: "unavailable", when: "after" });
        await harness.run();
        await harness.settle();
        expect(records(harness)).toEqual(both);
        expect(harness.outlookItems()).toHaveLength(2);
      }
    }
  });
});

describe("rule 25: a series that is split in the ERP", () => {
  it.each([true, false])(
    "goes on in Outlook, with records of its own (the ERP's new items come in: %s)",
    async (erpItems) => {
      const { harness } = await chosenSeries({ job: { erpItems } });
      const [first] = harness.activities();
      harness.erp.edit(first!.id, { when: shortened });
      const own = [{ type: "customer", id: "K2" }];
      harness.erp.add("U-ada", { ...activity("Round", 96, { records: own }), when: daily(96) });
      await harness.settle();
      expect(harness.outlookItems().map(({ fields }) => fields["when"])).toEqual([
        shortened,
        daily(96),
      ]);
      expect(records(harness)).toEqual([
        ["Round", shortened, kept],
        ["Round", daily(96), own],
      ]);
      expect((await harness.links()).map(({ choice }) => choice)).toEqual(["on", "on"]);
    },
  );
});
