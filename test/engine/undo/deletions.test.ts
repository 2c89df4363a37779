import type { Connector } from "../../../server/connectors/port/connector.ts";
import { put } from "../../../server/store/store.ts";
import type { Fields, Side } from "../../../server/sync/model.ts";
import { stoppedAtEachStep } from "../breaker.ts";
import {
  appointment,
  createHarness,
  linkedAppointment,
  type Harness,
  type HarnessOptions,
} from "../harness.ts";

const bothSides: readonly Side[] = ["microsoft", "erp"];

/** An ERP that holds no categories. */
const plainErp = (inner: Connector): Connector =>
  inner.side === "microsoft"
    ? inner
    : {
        ...inner,
        capabilities: {
          ...inner.capabilities,
          holds: {
            appointment: new Set(
              [...inner.capabilities.holds.appointment].filter((field) => field !== "categories"),
            ),
          },
        },
      };

/** Sides that answer that a series which was just made has no days of its own. */
const withDays = (inner: Connector): Connector => ({
  ...inner,
  write: async (actor, resource, actions) =>
    inner.write(
      actor,
      resource,
      actions.map((one) =>
        one.kind === "create" ? { ...one, fields: { ...one.fields, exceptions: [] } } : one,
      ),
    ),
});

const itemsOn = (harness: Harness, side: Side) =>
  side === "erp" ? harness.activities() : harness.outlookItems();

function removeOn(harness: Harness, side: Side): void {
  const id = itemsOn(harness, side)[0]!.id;
  (side === "erp" ? harness.erp : harness.outlook).remove(id);
}

function editOn(harness: Harness, side: Side, fields: Fields): void {
  const id = itemsOn(harness, side)[0]!.id;
  (side === "erp" ? harness.erp : harness.outlook).edit(id, fields);
}

async function undoDeletion(harness: Harness): Promise<void> {
  const line = (await harness.history()).find(({ kind }) => kind === "deleted");
  const wish = { kind: "undo" as const, lineIds: [line?.id ?? "none"], tellGuests: false };
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
}

/** What both sides hold; a meeting with nobody is none, whether its list of guests is told or not. */
const heldBy = (harness: Harness) =>
  bothSides.map((side) =>
    itemsOn(harness, side).map(({ fields }): Fields => ({ attendees: [], ...fields })),
  );

const writesOf = (harness: Harness) => [harness.outlook.writes.length, harness.erp.writes.length];

/** A linked appointment, after somebody changed what stays on one side. */
async function apart(
  options: HarnessOptions,
  edits: readonly (readonly [Side, Fields])[],
): Promise<Harness> {
  const harness = await createHarness(options);
  await linkedAppointment(harness);
  for (const [side, fields] of edits) {
    editOn(harness, side, fields);
    await harness.settle();
  }
  return harness;
}

/** Nothing is carried over afterwards, also where both sides are listed anew. */
async function expectRest(harness: Harness): Promise<void> {
  const before = writesOf(harness);
  harness.outlook.expireCursors();
  harness.erp.expireCursors();
  await harness.settle();
  expect(writesOf(harness)).toEqual(before);
}

const cases: readonly {
  readonly name: string;
  readonly options: HarnessOptions;
  readonly edits: readonly (readonly [Side, Fields])[];
  /** Where it can be deleted with its copy: an edit of what stays on its side outlives the other item. */
  readonly origins: readonly Side[];
}[] = [
  {
    name: "the categories of an appointment whose ERP holds none",
    options: { wrap: plainErp },
    edits: [["microsoft", { categories: ["Blue", "Travel"] }]],
    origins: bothSides,
  },
  {
    name: "what each side says of a field that goes to the ERP alone",
    options: { settings: { flows: { place: "toErp" } } },
    edits: [
      ["microsoft", { place: "Hamburg" }],
      ["erp", { place: "Room 7" }],
    ],
    origins: ["erp"],
  },
  {
    name: "what each side says of a field that goes to Outlook alone",
    options: { settings: { flows: { place: "toMicrosoft" } } },
    edits: [
      ["erp", { place: "Hamburg" }],
      ["microsoft", { place: "My desk" }],
    ],
    origins: ["microsoft"],
  },
  {
    name: "what each side says of a field that is switched off",
    options: { settings: { flows: { reminder: "none" } } },
    edits: [
      ["microsoft", { reminder: 30 }],
      ["erp", { reminder: 5 }],
    ],
    origins: bothSides,
  },
  {
    name: "a text as each side spells it",
    options: {},
    edits: [
      ["microsoft", { body: { format: "html", content: "<p>Bring the <b>contract</b>.</p>" } }],
      ["erp", { body: { format: "text", content: "Bring the contract." } }],
    ],
    origins: bothSides,
  },
];

const table = cases.flatMap((one) => one.origins.map((origin) => ({ ...one, origin })));
/** What goes one way, from the side where it was deleted. */
const oneWay = table.filter(({ name }) => name.includes("alone"));

describe("rule 15: the undo of a deletion gives each side back what it alone held", () => {
  it.each(table)("$name, deleted in $origin", async ({ options, edits, origin }) => {
    const harness = await apart(options, edits);
    const held = heldBy(harness);
    removeOn(harness, origin);
    await harness.settle();
    expect(heldBy(harness)).toEqual([[], []]);
    await undoDeletion(harness);
    await harness.settle();
    expect(heldBy(harness)).toEqual(held);
    const lines = await harness.history();
    expect(lines.filter(({ kind }) => kind === "undone")).toHaveLength(1);
    expect(lines.filter(({ kind }) => kind === "not-undone")).toEqual([]);
    await expectRest(harness);
  });

  it.each(oneWay)("$name, stopped at any step", async ({ options, edits, origin }) => {
    for (const when of ["before", "after"] as const) {
      let held: unknown;
      await stoppedAtEachStep(
        when,
        async (parts) => {
          const harness = await apart({ ...options, ...parts }, edits);
          held = heldBy(harness);
          removeOn(harness, origin);
          await harness.settle();
          await undoDeletion(harness);
          return { harness };
        },
        async ({ harness }) => {
          expect(heldBy(harness)).toEqual(held);
          await expectRest(harness);
        },
      );
    }
  });

  it.each(oneWay)("$name, also where a reply is lost", async ({ options, edits, origin }) => {
    for (const side of bothSides) {
      const harness = await apart(options, edits);
      const held = heldBy(harness);
      removeOn(harness, origin);
      await harness.settle();
      await undoDeletion(harness);
      const connector = side === "erp" ? harness.erp : harness.outlook;
      connector.failNext({ call: "write", when: "after", code: "unavailable" });
      await harness.run();
      await harness.settle();
      expect(heldBy(harness)).toEqual(held);
      await expectRest(harness);
    }
  });

  it("is refused for a meeting whose guests the ERP holds none of: they would be invited again", async () => {
    const guest = { address: "g@x.example", name: "G", kind: "required", response: "none" };
    const harness = await apart({ settings: { flows: { attendees: "none" } } }, [
      ["microsoft", { attendees: [guest] }],
    ]);
    removeOn(harness, "microsoft");
    await harness.settle();
    await undoDeletion(harness);
    await harness.settle();
    expect(heldBy(harness)).toEqual([[], []]);
    expect((await harness.history())[0]).toMatchObject({ because: "undo:guests" });
  });

  it("keeps nothing of what was private on the side where it was deleted", async () => {
    const harness = await apart({ settings: { flows: { sensitivity: "none" } } }, [
      ["microsoft", { sensitivity: "private" }],
    ]);
    removeOn(harness, "microsoft");
    await harness.settle();
    const kept = [...(await harness.store.list(harness.scope, "undo")).values()];
    expect(kept.filter(({ kind }) => kind === "delete")).toEqual([]);
  });
});

describe("rule 15: the undo of the deletion of a series", () => {
  const on = "2026-11-24";
  const series = {
    when: {
      ...{ allDay: false, start: "2026-11-21T08:00:00Z", end: "2026-11-21T08:30:00Z" },
      zone: "Europe/Berlin",
      recurrence: { pattern: { every: "day", interval: 1 }, ends: { kind: "count", count: 6 } },
    },
    categories: ["Blue"],
  };
  /** The days on which it is otherwise: one that both have, and one in a field that Outlook alone holds. */
  const days = [
    { on, field: "subject", value: "Special" },
    { on: "2026-11-23", field: "gone", value: null },
  ];
  const own = { on: "2026-11-25", field: "categories", value: ["Red"] };

  it.each(bothSides)("gives each side its days back, deleted in %s", async (origin) => {
    const harness = await createHarness({
      also: ["exceptions"],
      job: { outlookItems: "all" },
      wrap: (inner) => withDays(plainErp(inner)),
    });
    harness.outlook.add("ada", appointment("Round", 24, { ...series, exceptions: [] }));
    await harness.settle();
    editOn(harness, "microsoft", { exceptions: [...days, own] });
    await harness.settle();
    const held = heldBy(harness);
    expect(held).toMatchObject([
      [{ exceptions: [...days, own], categories: ["Blue"] }],
      [{ exceptions: days }],
    ]);
    removeOn(harness, origin);
    await harness.settle();
    await undoDeletion(harness);
    await harness.settle();
    expect(heldBy(harness)).toEqual(held);
    await expectRest(harness);
  });
});
