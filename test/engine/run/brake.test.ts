import { releaseBrake } from "../../../server/engine/run/apply/brake.ts";
import type { RunOptions } from "../../../server/engine/run/run.ts";
import { activity, appointment, createHarness, type Harness } from "../harness.ts";

/** Six days, from the day after the test began. */
const daily = {
  ...{ allDay: false, start: "2026-11-21T08:00:00Z", end: "2026-11-21T08:30:00Z" },
  zone: "Europe/Berlin",
  recurrence: { pattern: { every: "day", interval: 1 }, ends: { kind: "count", count: 6 } },
};
const settings = { brakeDeletions: 2, brakeShare: 0.1 };

/** Eight appointments in step, of which five are deleted in Outlook: more than the brake allows. */
async function held(run: RunOptions = {}): Promise<{ harness: Harness; ids: readonly string[] }> {
  const harness = await createHarness({ job: { outlookItems: "all" }, settings, run });
  const ids = Array.from({ length: 8 }, (_, n) =>
    harness.outlook.add("ada", appointment(`Visit ${n}`, 24 + n)),
  );
  await harness.settle();
  for (const id of ids.slice(0, 5)) harness.outlook.remove(id);
  await harness.run();
  return { harness, ids };
}

const release = (harness: Harness) => releaseBrake(harness.deps, harness.scope, "Olga (operator)");
const erpDeletions = (harness: Harness) =>
  harness.erp.writes.filter(({ kind }) => kind === "delete").length;

describe("rule 11: a braked run", () => {
  it("shows what it would have done, before the first deletion", async () => {
    const { harness } = await held();
    const state = await harness.state();
    expect(state?.health).toBe("braked");
    expect(state?.brake).toMatchObject({ side: "erp", cause: "deletions", deletions: 5 });
    expect(state?.brake?.planned.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `delete Visit ${n}`),
    );
    expect(erpDeletions(harness)).toBe(0);
  });

  it("goes on when an administrator releases it, and the log says who", async () => {
    const { harness } = await held();
    expect(await release(harness)).toMatchObject({ deletions: 5 });
    await harness.settle();
    expect(harness.activities()).toHaveLength(3);
    expect(await harness.state()).toMatchObject({ health: "operational", brake: null });
    expect(JSON.stringify(await harness.history())).toContain("released:5:Olga (operator)");
    expect((await harness.store.list(harness.scope, "inbox")).size).toBe(0);
  });

  it("is agreed to as it was shown: what comes on top is held anew", async () => {
    const { harness, ids } = await held();
    await release(harness);
    harness.outlook.remove(ids[5]!);
    await harness.run();
    expect(erpDeletions(harness)).toBe(0);
    expect(await harness.state()).toMatchObject({ brake: { deletions: 6 } });
    expect(await release(harness)).toMatchObject({ deletions: 6 });
    await harness.settle();
    expect(harness.activities()).toHaveLength(2);
  });

  it("that was released is not held again when its writes get no answer", async () => {
    const { harness } = await held();
    await release(harness);
    harness.erp.failNext({ call: "write", code: "unavailable", when: "before", times: 5 });
    await harness.run();
    expect(await harness.state()).toMatchObject({ health: "erp-down" });
    await harness.settle();
    expect(harness.activities()).toHaveLength(3);
  });

  it("that was released is not held again when it ends after its first portion", async () => {
    const { harness } = await held({ portionMax: 1 });
    await release(harness);
    await harness.run({ crowded: () => true });
    await harness.settle();
    expect(harness.activities()).toHaveLength(3);
    expect(await harness.state()).toMatchObject({ health: "operational", brake: null });
  });

  it("holds deletions in Outlook as well", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" }, settings });
    for (let n = 0; n < 5; n++) harness.outlook.add("ada", appointment(`Visit ${n}`, 24 + n));
    await harness.settle();
    for (const { id } of harness.activities()) harness.erp.remove(id);
    await harness.run();
    expect(await harness.state()).toMatchObject({ health: "braked", brake: { side: "microsoft" } });
    expect(harness.outlookItems()).toHaveLength(5);
  });

  it("holds days that the ERP cancels in many series, and nothing else; one agrees to them as to deletions", async () => {
    const harness = await createHarness({
      ...{ also: ["exceptions"], job: { outlookItems: "all" }, settings },
    });
    for (let n = 0; n < 5; n++) {
      harness.outlook.add("ada", appointment(`Round ${n}`, 24, { when: daily, exceptions: [] }));
    }
    await harness.settle();
    for (const { id } of harness.activities()) {
      harness.erp.edit(id, { exceptions: [{ on: "2026-11-24", field: "gone", value: true }] });
    }
    harness.erp.add("U-ada", activity("New", 30));
    await harness.run();
    const state = await harness.state();
    expect(state?.brake).toMatchObject({ side: "microsoft", cause: "deletions", deletions: 5 });
    expect(state?.brake?.planned[0]).toMatchObject({ kind: "days", side: "microsoft" });
    const cancelled = () =>
      harness.outlookItems().filter(({ fields }) => JSON.stringify(fields).includes('"gone"'));
    expect(cancelled()).toHaveLength(0);
    expect(harness.outlookItems()).toHaveLength(6);
    await release(harness);
    await harness.settle();
    expect(cancelled()).toHaveLength(5);
    expect(await harness.state()).toMatchObject({ health: "operational", brake: null });
  });

  it("of a side that is suddenly empty stays so in its later rounds, whatever we make there meanwhile", async () => {
    const harness = await createHarness({
      job: { outlookItems: "all" },
      settings: { brakeEmptied: 1 },
    });
    const id = harness.outlook.add("ada", appointment("Visit"));
    await harness.settle();
    harness.outlook.remove(id);
    harness.erp.add("U-ada", activity("New here", 30));
    await harness.run();
    expect(harness.outlookItems()).toHaveLength(1);
    expect(erpDeletions(harness)).toBe(0);
    expect(await harness.state()).toMatchObject({ health: "braked", brake: { cause: "emptied" } });
  });

  it("cannot be released where nothing is held", async () => {
    const harness = await createHarness();
    await harness.run();
    expect(await release(harness)).toBeNull();
    expect((await harness.store.list(harness.scope, "inbox")).size).toBe(0);
  });
});

describe("rule 11: a side that is suddenly empty", () => {
  it("is not held once more for what both sides have lost when its release was carried out", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const ids = Array.from({ length: 6 }, (_, n) =>
      harness.outlook.add("ada", appointment(`Visit ${n}`, 24 + n)),
    );
    await harness.settle();
    for (const id of ids) harness.outlook.remove(id);
    await harness.run();
    expect(await harness.state()).toMatchObject({ brake: { cause: "emptied", deletions: 6 } });
    await release(harness);
    harness.erp.failNext({ call: "write", code: "unavailable", when: "after" });
    await harness.run();
    await harness.settle();
    expect(harness.activities()).toEqual([]);
    expect(await harness.links()).toEqual([]);
    expect(await harness.state()).toMatchObject({ health: "operational", brake: null });
  });

  it("declines no meeting that the person was invited to", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const ids = Array.from({ length: 6 }, (_, n) =>
      harness.outlook.add(
        "ada",
        appointment(`Lunch ${n}`, 24 + n, { response: "none" }),
        "invited",
      ),
    );
    await harness.settle();
    for (const id of ids) harness.outlook.remove(id);
    await harness.run();
    const said = () => harness.activities().map(({ fields }) => fields["response"]);
    expect(said()).not.toContain("declined");
    const state = await harness.state();
    expect(state?.brake).toMatchObject({ cause: "emptied", deletions: 6 });
    expect(state?.brake?.planned).toContainEqual(
      expect.objectContaining({ kind: "unlink", side: null, subject: "Lunch 0" }),
    );
    await release(harness);
    await harness.settle();
    expect(new Set(said())).toEqual(new Set(["declined"]));
    // Nor is what follows from it held once more: the pairs end.
    expect(await harness.state()).toMatchObject({ health: "operational", brake: null });
    expect((await harness.links()).every(({ choice }) => choice === "off")).toBe(true);
  });

  it("is not believed, although so few deletions would be allowed", async () => {
    const harness = await createHarness({ job: { outlookItems: "all" } });
    const ids = Array.from({ length: 5 }, (_, n) =>
      harness.outlook.add("ada", appointment(`Visit ${n}`, 24 + n)),
    );
    await harness.settle();
    harness.erp.edit(harness.activities()[0]!.id, { place: "Oslo" });
    for (const id of ids) harness.outlook.remove(id);
    await harness.run();
    // Neither deleted in the ERP nor, for the edit's sake, made again in Outlook.
    expect(harness.activities()).toHaveLength(5);
    expect(harness.outlookItems()).toHaveLength(0);
    expect(await harness.state()).toMatchObject({ brake: { cause: "emptied", deletions: 5 } });
    await release(harness);
    await harness.settle();
    expect(harness.outlookItems().map(({ fields }) => fields["place"])).toEqual(["Oslo"]);
    expect(harness.activities()).toHaveLength(1);
  });
});
