import { ConnectorError } from "../../../server/connectors/port/connector-error.ts";
import { overdue } from "../../../server/engine/undo/limits.ts";
import type { HistoryEntry } from "../../../server/store/documents/mailbox.ts";
import { createMemoryStore } from "../../../server/store/memory/memory.ts";
import { put, type Store } from "../../../server/store/store.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { stoppedAtEachStep } from "../breaker.ts";
import {
  activity,
  appointment,
  at,
  createHarness,
  linkedAppointment,
  linkedCompanion,
  type Harness,
} from "../harness.ts";

/** The newest line of the log about a write. */
async function lineOf(
  harness: Harness,
  kind: HistoryEntry["kind"],
  side?: "microsoft" | "erp",
): Promise<string> {
  const lines = await harness.history();
  const line = lines.find((one) => one.kind === kind && (side === undefined || one.side === side));
  if (line === undefined) throw new Error(`nothing was ${kind}`);
  return line.id;
}

/** A person takes lines back, as the API stores it. */
async function undo(harness: Harness, lineIds: readonly string[], tellGuests = false) {
  const wish = { kind: "undo" as const, lineIds, tellGuests };
  await harness.store.commit(harness.scope, [put("inbox", harness.deps.ids.next(), wish)]);
}

const refusals = async (harness: Harness) =>
  (await harness.history())
    .filter(({ kind }) => kind === "not-undone")
    .map(({ because, changes }) => [because, ...changes.map(({ field }) => field)].join(" "));

const records = async (harness: Harness) => [
  ...(await harness.store.list(harness.scope, "undo")).values(),
];

/** One linked appointment, as both sides hold it. */
async function linked(job: Parameters<typeof createHarness>[0] = {}) {
  const harness = await createHarness(job);
  const id = await linkedAppointment(harness);
  const erpId = harness.activities()[0]!.id;
  return {
    harness,
    id,
    erpId,
    outlook: (): Fields | undefined => harness.outlook.itemOf(id)?.fields,
    erp: (): Fields | undefined => harness.erp.itemOf(erpId)?.fields,
  };
}

type World = Awaited<ReturnType<typeof linked>>;

const editOn = (world: World, side: "microsoft" | "erp", fields: Fields): void =>
  side === "erp"
    ? world.harness.erp.edit(world.erpId, fields)
    : world.harness.outlook.edit(world.id, fields);
const removeOn = (world: World, side: "microsoft" | "erp"): void =>
  side === "erp" ? world.harness.erp.remove(world.erpId) : world.harness.outlook.remove(world.id);

/** What a person does, and fields as they were before. */
const changes: readonly { readonly name: string; readonly to: Fields; readonly from: Fields }[] = [
  { name: "a new subject", to: { subject: "Renamed" }, from: { subject: "Visit" } },
  { name: "a new time", to: { when: at(48)! }, from: { when: at(24)! } },
  {
    name: "a cleared reminder and a body",
    to: { reminder: null, body: { format: "text", content: "Bring the contract." } },
    from: { reminder: 15, body: null },
  },
  { name: "a category", to: { categories: ["Blue"] }, from: { categories: [] } },
];
const bothSides = ["microsoft", "erp"] as const;
const table = changes.flatMap((change) => bothSides.map((origin) => ({ ...change, origin })));

describe("rule 15: the undo of an update", () => {
  it.each(table)("gives back $name, made in $origin, on both sides", async (row) => {
    const world = await linked();
    const { harness } = world;
    editOn(world, row.origin, row.to);
    await harness.settle();
    await undo(harness, [await lineOf(harness, "updated")]);
    await harness.settle();
    expect(world.outlook()).toMatchObject(row.from);
    expect(world.erp()).toMatchObject(row.from);
    expect((await harness.history()).map(({ kind }) => kind)).toContain("undone");
    expect(await refusals(harness)).toEqual([]);
    expect(await harness.links()).toMatchObject([{ dirty: false, writes: [] }]);
    expect(JSON.stringify(await harness.links())).not.toContain('"undo"');
  });

  const since = bothSides.flatMap((origin) => bothSides.map((later) => ({ origin, later })));
  it.each(since)(
    "made in $origin leaves alone what was edited in $later since, and says which field",
    async ({ origin, later }) => {
      const world = await linked();
      const { harness } = world;
      editOn(world, origin, { subject: "Renamed", place: "Berlin" });
      await harness.settle();
      const line = await lineOf(harness, "updated");
      editOn(world, later, { subject: "Mine" });
      await undo(harness, [line]);
      await harness.settle();
      expect(world.outlook()).toMatchObject({ subject: "Mine", place: null });
      expect(world.erp()).toMatchObject({ subject: "Mine", place: null });
      expect(await refusals(harness)).toEqual(["undo:edited subject"]);
    },
  );

  it.each(bothSides)("is refused where the item is gone in %s since", async (gone) => {
    const world = await linked();
    const { harness } = world;
    editOn(world, "microsoft", { subject: "Renamed" });
    await harness.settle();
    const line = await lineOf(harness, "updated");
    removeOn(world, gone);
    await undo(harness, [line]);
    await harness.settle();
    expect(await refusals(harness)).toEqual(["undo:gone subject"]);
    expect(harness.outlookItems()).toHaveLength(0);
    expect(harness.activities()).toHaveLength(0);
  });

  it("brings back what lost a conflict", async () => {
    const world = await linked({ settings: { precedence: "erp" } });
    const { harness } = world;
    editOn(world, "microsoft", { subject: "Outlook's" });
    editOn(world, "erp", { subject: "ERP's" });
    await harness.settle();
    expect(world.outlook()).toMatchObject({ subject: "ERP's" });
    await undo(harness, [await lineOf(harness, "updated", "microsoft")]);
    await harness.settle();
    expect(world.outlook()).toMatchObject({ subject: "Outlook's" });
    expect(world.erp()).toMatchObject({ subject: "Outlook's" });
  });

  it("brings back what the pane chose, which Outlook cannot hold", async () => {
    const world = await linked();
    const { harness, id } = world;
    await harness.choose(id, { type: "T-call", records: [{ type: "customer", id: "K2" }] });
    await harness.settle();
    expect(world.erp()).toMatchObject({ type: "T-call" });
    await undo(harness, [await lineOf(harness, "updated")]);
    await harness.settle();
    expect(world.erp()).toMatchObject(linkedCompanion);
    expect(await harness.links()).toMatchObject([{ companion: linkedCompanion }]);
  });

  it("can be undone", async () => {
    const world = await linked();
    const { harness } = world;
    editOn(world, "erp", { subject: "Renamed" });
    await harness.settle();
    await undo(harness, [await lineOf(harness, "updated")]);
    await harness.settle();
    await undo(harness, [await lineOf(harness, "updated")]);
    await harness.settle();
    expect(world.outlook()).toMatchObject({ subject: "Renamed" });
    expect(world.erp()).toMatchObject({ subject: "Renamed" });
  });

  it("asked for twice does nothing the second time", async () => {
    const world = await linked();
    const { harness } = world;
    editOn(world, "microsoft", { subject: "Renamed" });
    await harness.settle();
    const line = await lineOf(harness, "updated");
    await undo(harness, [line]);
    await undo(harness, [line]);
    await harness.settle();
    const writes = harness.outlook.writes.length;
    await undo(harness, [line]);
    await harness.settle();
    expect(harness.outlook.writes).toHaveLength(writes);
    expect(world.erp()).toMatchObject({ subject: "Visit" });
    expect(await refusals(harness)).toEqual([]);
  });

  it("takes several changes of one item back, newest first", async () => {
    const world = await linked();
    const { harness } = world;
    const lines: string[] = [];
    for (const subject of ["One", "Two", "Three"]) {
      editOn(world, "microsoft", { subject });
      await harness.settle();
      lines.unshift(await lineOf(harness, "updated"));
    }
    await undo(harness, lines);
    await harness.settle();
    expect(world.outlook()).toMatchObject({ subject: "Visit" });
    expect(world.erp()).toMatchObject({ subject: "Visit" });
    expect(await refusals(harness)).toEqual([]);
  });

  it("looks at both items again before it writes: a feed may be late", async () => {
    const world = await linked();
    const { harness } = world;
    editOn(world, "microsoft", { subject: "Renamed" });
    await harness.settle();
    const line = await lineOf(harness, "updated");
    editOn(world, "erp", { subject: "Mine" });
    harness.erp.lag(1);
    await undo(harness, [line]);
    await harness.settle();
    expect(await refusals(harness)).toEqual(["undo:edited subject"]);
    expect(world.outlook()).toMatchObject({ subject: "Mine" });
  });

  it("that its side refuses ends with the reason, and the item goes on", async () => {
    const world = await linked();
    const { harness } = world;
    editOn(world, "erp", { subject: "Renamed" });
    await harness.settle();
    harness.erp.failNext({ call: "write", code: "rejected", when: "before" });
    await undo(harness, [await lineOf(harness, "updated")]);
    await harness.settle();
    expect(await refusals(harness)).toEqual(["rejected: A failure planned by the test."]);
    expect(await harness.quarantine()).toEqual([]);
    editOn(world, "microsoft", { place: "Berlin" });
    await harness.settle();
    expect(world.erp()).toMatchObject({ subject: "Renamed", place: "Berlin" });
  });

  it("tells the guests of a meeting only where the person agreed to it (rule 14)", async () => {
    const guest = { address: "g@x.example", name: "G", kind: "required", response: "none" };
    const world = await linked();
    const { harness } = world;
    editOn(world, "microsoft", { attendees: [guest] });
    await harness.settle();
    editOn(world, "erp", { subject: "Renamed" });
    await harness.settle();
    const line = await lineOf(harness, "updated");
    await undo(harness, [line]);
    await harness.settle();
    expect(await refusals(harness)).toEqual(["undo:guests subject"]);
    expect(world.outlook()).toMatchObject({ subject: "Renamed" });
    await undo(harness, [line], true);
    await harness.settle();
    expect(world.outlook()).toMatchObject({ subject: "Visit" });
  });
});

describe("rule 15: the undo of a create", () => {
  it("removes the copy in the ERP and keeps the item off, whatever the gates let in", async () => {
    const world = await linked({ job: { outlookItems: "all" } });
    const { harness } = world;
    await undo(harness, [await lineOf(harness, "created")]);
    await harness.settle();
    harness.outlook.expireCursors();
    await harness.settle();
    expect(harness.activities()).toHaveLength(0);
    expect(harness.outlookItems()).toHaveLength(1);
    expect(await harness.links()).toMatchObject([{ choice: "off" }]);
  });

  it("removes the copy in Outlook, and the activity stays", async () => {
    const harness = await createHarness();
    harness.erp.add("U-ada", activity("Call"));
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(1);
    await undo(harness, [await lineOf(harness, "created", "microsoft")]);
    await harness.settle();
    harness.erp.expireCursors();
    await harness.settle();
    expect(harness.outlookItems()).toHaveLength(0);
    expect(harness.activities()).toHaveLength(1);
  });

  it("leaves the activity of an appointment that is switched on before he hears that it went", async () => {
    const harness = await createHarness();
    harness.erp.add("U-ada", activity("Call"));
    await harness.settle();
    const id = harness.outlookItems()[0]!.id;
    await undo(harness, [await lineOf(harness, "created", "microsoft")]);
    await harness.settle();
    await harness.choose(id);
    await harness.settle();
    expect(harness.activities()).toHaveLength(1);
  });

  it.each(bothSides)("is refused where the item was edited in %s since", async (side) => {
    const world = await linked();
    const { harness } = world;
    const line = await lineOf(harness, "created");
    editOn(world, side, { subject: "Mine" });
    await undo(harness, [line]);
    await harness.settle();
    expect(await refusals(harness)).toEqual(["undo:edited subject"]);
    expect(world.erp()).toMatchObject({ subject: "Mine" });
    expect(world.outlook()).toMatchObject({ subject: "Mine" });
  });

  it("can be undone: the copy is made again from what its original holds by then", async () => {
    const world = await linked();
    const { harness } = world;
    await undo(harness, [await lineOf(harness, "created")]);
    await harness.settle();
    editOn(world, "microsoft", { subject: "Meanwhile" });
    await harness.settle();
    await undo(harness, [await lineOf(harness, "deleted")]);
    await harness.settle();
    expect(harness.activities()).toMatchObject([{ fields: { subject: "Meanwhile" } }]);
    expect(await harness.links()).toMatchObject([{ choice: "on" }]);
  });

  it("of a run that made many stops at the brake, and goes on when it is released (rule 11)", async () => {
    const harness = await createHarness({
      job: { outlookItems: "all" },
      settings: { brakeDeletions: 2, brakeShare: 0.1 },
    });
    for (let n = 0; n < 5; n++) harness.outlook.add("ada", appointment(`Visit ${n}`, 24 + n));
    await harness.settle();
    const made = (await harness.history()).filter(({ kind }) => kind === "created");
    await undo(
      harness,
      made.map(({ id }) => id),
    );
    await harness.run();
    expect(harness.activities()).toHaveLength(5);
    expect(await harness.state()).toMatchObject({
      health: "braked",
      brake: { side: "erp", deletions: 5 },
    });
    const release = { kind: "release-brake", side: "erp", deletions: 5, by: "Olga" } as const;
    await harness.store.commit(harness.scope, [put("inbox", "release", release)]);
    await harness.settle();
    expect(harness.activities()).toHaveLength(0);
    expect(harness.outlookItems()).toHaveLength(5);
    expect(await harness.state()).toMatchObject({ health: "operational" });
  });
});

describe("rule 15: the undo of a deletion", () => {
  it.each(bothSides)("that a person made in %s makes both items again, once", async (origin) => {
    const world = await linked();
    const { harness } = world;
    const body = { format: "text", content: "Bring the contract." };
    editOn(world, "microsoft", { body });
    await harness.settle();
    removeOn(world, origin);
    await harness.settle();
    expect(await harness.links()).toEqual([]);
    const line = await lineOf(harness, "deleted");
    await undo(harness, [line]);
    await undo(harness, [line]);
    await harness.settle();
    expect(harness.outlookItems()).toMatchObject([{ fields: { subject: "Visit", body } }]);
    expect(harness.activities()).toMatchObject([
      { fields: { subject: "Visit", body, ...linkedCompanion } },
    ]);
    expect(await harness.links()).toMatchObject([{ choice: "on", dirty: false }]);
    expect(await refusals(harness)).toEqual([]);
  });

  it("is refused for a meeting with guests: they would be invited again (rule 14)", async () => {
    const guest = { address: "g@x.example", name: "G", kind: "required", response: "none" };
    const world = await linked();
    const { harness } = world;
    editOn(world, "microsoft", { attendees: [guest] });
    await harness.settle();
    removeOn(world, "microsoft");
    await harness.settle();
    await undo(harness, [await lineOf(harness, "deleted")], true);
    await harness.settle();
    expect(await refusals(harness)).toEqual(["undo:guests"]);
    expect(harness.outlookItems()).toHaveLength(0);
  });

  it("is refused where something stands that may be the item: beside it nothing is made", async () => {
    let unreadable = false;
    const world = await linked({
      wrap: (inner) => ({
        ...inner,
        get: async (actor, resource, ids) => {
          const found = await inner.get(actor, resource, ids);
          const error = new ConnectorError("rejected", inner.side, "It cannot be read.");
          return unreadable ? ids.map(() => ({ kind: "error" as const, error })) : found;
        },
      }),
    });
    const { harness } = world;
    removeOn(world, "microsoft");
    await harness.settle();
    unreadable = true;
    await undo(harness, [await lineOf(harness, "deleted")]);
    await harness.run();
    expect(await refusals(harness)).toEqual(["undo:there"]);
    expect(harness.outlookItems()).toHaveLength(0);
  });
});

/** Each kind of change, and what both sides hold when it was taken back. */
const stops = [
  {
    kind: "updated",
    change: (world: World) => editOn(world, "erp", { subject: "Renamed", place: "Berlin" }),
    end: { outlook: ["Visit"], erp: ["Visit"] },
  },
  {
    kind: "created",
    change: () => undefined,
    end: { outlook: ["Visit"], erp: [] },
  },
  {
    kind: "deleted",
    change: (world: World) => removeOn(world, "microsoft"),
    end: { outlook: ["Visit"], erp: ["Visit"] },
  },
] as const;
const when = ["before", "after"] as const;

describe("rule 10: an undo that is stopped", () => {
  it.each(stops.flatMap((stop) => when.map((at) => ({ ...stop, at }))))(
    "$at any step, of what was $kind, ends as if it had not been",
    async ({ kind, change, end, at }) => {
      await stoppedAtEachStep(
        at,
        async (parts) => {
          const world = await linked(parts);
          change(world);
          await world.harness.settle();
          await undo(world.harness, [await lineOf(world.harness, kind)]);
          return world;
        },
        async ({ harness }) => {
          const subjects = (items: readonly { readonly fields: Fields }[]) =>
            items.map(({ fields }) => fields["subject"]);
          expect(subjects(harness.outlookItems())).toEqual(end.outlook);
          expect(subjects(harness.activities())).toEqual(end.erp);
          expect(await refusals(harness)).toEqual([]);
          const said = (await harness.history()).filter((one) => one.kind === "undone");
          expect(said).toHaveLength(1);
        },
      );
    },
  );
});

describe("what an undo needs", () => {
  it("is not kept of private items, and forgotten when an item becomes private", async () => {
    const store = createMemoryStore();
    let stored = "";
    const commit: Store["commit"] = async (scope, all, epoch) => {
      const ofUndo = all.filter((one) => one.kind === "put" && one.collection === "undo");
      stored += JSON.stringify(ofUndo);
      return store.commit(scope, all, epoch);
    };
    const world = await linked({ store: { ...store, commit } });
    const { harness } = world;
    editOn(world, "microsoft", { body: { format: "text", content: "plain" } });
    await harness.settle();
    expect(await records(harness)).toHaveLength(2);
    editOn(world, "microsoft", { sensitivity: "private" });
    await harness.settle();
    editOn(world, "microsoft", { subject: "Secret" });
    await harness.settle();
    expect(await records(harness)).toEqual([]);
    // Nor for a moment: what was on the disk once can be read there.
    expect(stored).toContain("plain");
    expect(stored).not.toContain("Secret");
  });

  it("is kept for thirty days", async () => {
    const world = await linked();
    const { harness } = world;
    harness.clock.advance(31 * 24 * 3_600_000);
    editOn(world, "microsoft", { subject: "Later" });
    await harness.settle();
    expect(await records(harness)).toMatchObject([{ kind: "update", subject: "Later" }]);
  });

  it("is kept for the newest thousand changes", () => {
    const now = "2026-11-20T08:00:00.000Z";
    const kept = new Map(
      Array.from({ length: 1_002 }, (_, n) => [`line ${n}`, { linkId: "a", at: now }] as const),
    );
    expect(overdue(kept, now)).toEqual(["line 0", "line 1"]);
  });
});
