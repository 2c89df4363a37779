import { put } from "../../../server/store/store.ts";
import type { Link } from "../../../server/sync/model.ts";
import {
  activity,
  appointment,
  createHarness,
  linkedAppointment,
  type Harness,
} from "../harness.ts";

/** The mailbox as an older backup had it: these links, no cursors, everything to be listed again. */
async function restore(harness: Harness, links: readonly Link[]): Promise<void> {
  const { store, scope, deps } = harness;
  await store.acquire(scope);
  for (const collection of ["links", "cursors"] as const) {
    for (const key of (await store.list(scope, collection)).keys()) {
      await store.commit(scope, [{ kind: "remove", collection, key }]);
    }
  }
  await store.commit(scope, [
    ...links.map((link) => put("links", link.id, link)),
    put("inbox", deps.ids.next(), { kind: "resync", side: "microsoft" }),
    put("inbox", deps.ids.next(), { kind: "resync", side: "erp" }),
  ]);
}

const subjects = (harness: Harness) => ({
  outlook: harness.outlookItems().map(({ fields }) => fields["subject"]),
  erp: harness.activities().map(({ fields }) => fields["subject"]),
});

describe("rule 6: what was made before is recognised where its link was forgotten", () => {
  it("pairs each item with what was made for it, even where its subject changed on one side", async () => {
    const harness = await createHarness();
    const visit = await linkedAppointment(harness, "Visit");
    harness.erp.add("U-ada", activity("Call", 30));
    await harness.settle();
    const before = harness.outlook.writes.length + harness.erp.writes.length;
    harness.clock.advance(60_000);
    harness.outlook.edit(visit, { subject: "Visit, moved" });
    await restore(harness, []);
    await harness.settle();
    expect(subjects(harness)).toEqual({
      outlook: ["Visit, moved", "Call"],
      erp: ["Visit, moved", "Call"],
    });
    // The one edit, and nothing made anew.
    expect(harness.outlook.writes.length + harness.erp.writes.length).toBe(before + 1);
  });

  it("enters it in the link that an older backup holds, and loses neither side's edits", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const [visit, call] = [
      harness.outlook.add("ada", appointment("Visit", 24)),
      harness.erp.add("U-ada", activity("Call", 30)),
    ];
    await harness.run();
    const early = (await harness.links()).map((link): Link => {
      const { create: _open, ...rest } = link;
      const made = link.ids.microsoft === visit ? "erp" : "microsoft";
      const { [made]: _half, ...there } = rest;
      const { [made]: _id, ...ids } = link.ids;
      return { ...there, ids, generation: 0, base: null, writes: [], dirty: true };
    });
    await harness.settle();
    harness.clock.advance(60_000);
    harness.erp.edit(call, { place: "Oslo" });
    harness.outlook.edit(visit, { place: "Rome" });
    await restore(harness, early);
    await harness.settle();
    expect(harness.outlookItems().map(({ fields }) => fields["place"])).toEqual(["Rome", "Oslo"]);
    expect(harness.activities().map(({ fields }) => fields["place"])).toEqual(["Oslo", "Rome"]);
    expect(await harness.links()).toHaveLength(2);
  });

  it("does not make again what a person deleted while the copy was kept by setting", async () => {
    const harness = await createHarness({
      job: { outlookItems: "all" },
      settings: { afterDeleteInErp: "keep" },
    });
    harness.outlook.add("ada", appointment("Visit"));
    await harness.settle();
    harness.erp.remove(harness.activities()[0]!.id);
    await harness.settle();
    await harness.store.commit(harness.scope, [
      put("inbox", "full", { kind: "resync", side: "microsoft" }),
    ]);
    await harness.settle();
    expect(subjects(harness)).toEqual({ outlook: ["Visit"], erp: [] });
  });

  it("leaves alone what was made for an item that is gone", async () => {
    const harness = await createHarness();
    await linkedAppointment(harness, "Visit");
    const [event] = harness.outlookItems();
    await restore(harness, []);
    harness.outlook.remove(event!.id);
    await harness.settle();
    expect(subjects(harness)).toEqual({ outlook: [], erp: ["Visit"] });
  });
});
