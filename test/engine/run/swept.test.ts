import type { Fields } from "../../../server/sync/model.ts";
import { appointment, createHarness } from "../harness.ts";

/** Every day at eight, from the day after the test began. */
const daily = (hour: number): Fields[string] => ({
  ...{ allDay: false, start: `2026-11-21T0${hour}:00:00Z`, end: `2026-11-21T0${hour}:30:00Z` },
  zone: "Europe/Berlin",
  recurrence: { pattern: { every: "day", interval: 1 }, ends: { kind: "count", count: 6 } },
});
const day = { on: "2026-11-24", field: "subject", value: "Special" };

/** An ERP that drops the days of a series whenever its time is written. */
const sweeping = {
  also: ["exceptions"],
  job: { outlookItems: "all" as const },
  erpSettles: (before: Fields, after: Fields): Fields =>
    JSON.stringify(before["when"]) === JSON.stringify(after["when"])
      ? after
      : { ...after, exceptions: [] },
};

async function seriesOn(options = sweeping) {
  const harness = await createHarness(options);
  const series = { when: daily(8) ?? null, exceptions: [] };
  const id = harness.outlook.add("ada", appointment("Round", 24, series));
  await harness.settle();
  return { ...harness, id };
}

describe("rule 20: a day that is changed while its series is moved on the other side", () => {
  it("stands on both sides in the end, also where the reply to our write is lost", async () => {
    for (const isLost of [false, true]) {
      const harness = await seriesOn();
      const { outlook, erp, id } = harness;
      outlook.edit(id, { when: daily(9) ?? null });
      erp.edit(harness.activities()[0]!.id, { exceptions: [day] });
      if (isLost) erp.failNext({ call: "write", when: "after", code: "unavailable" });
      await harness.run();
      await harness.settle();
      for (const [item] of [harness.activities(), harness.outlookItems()]) {
        expect(item!.fields).toMatchObject({ when: daily(9), exceptions: [day] });
      }
    }
  });

  it("stands again in what was swept, also of a series that is set aside since", async () => {
    const harness = await seriesOn();
    const { outlook, erp, id } = harness;
    erp.edit(harness.activities()[0]!.id, { exceptions: [day] });
    await harness.settle();
    // The move lands and sweeps; what comes with it to Outlook is refused there.
    outlook.edit(id, { when: daily(9) ?? null });
    erp.edit(harness.activities()[0]!.id, { place: "Hamburg" });
    outlook.failNext({ call: "write", when: "before", code: "rejected" });
    await harness.settle();
    expect(await harness.quarantine()).toHaveLength(1);
    expect(harness.activities()[0]!.fields["exceptions"]).toEqual([day]);
  });

  it("is gone where its person took it away, although the write would have swept it, too", async () => {
    const harness = await seriesOn();
    const { outlook, erp, id } = harness;
    erp.edit(harness.activities()[0]!.id, { exceptions: [day] });
    await harness.settle();
    outlook.edit(id, { when: daily(9) ?? null });
    erp.edit(harness.activities()[0]!.id, { exceptions: [] });
    await harness.settle();
    for (const [item] of [harness.activities(), harness.outlookItems()]) {
      expect(item!.fields).toMatchObject({ when: daily(9), exceptions: [] });
    }
  });

  it("is made again with a series that only the other side still has", async () => {
    const harness = await seriesOn();
    const { outlook, erp, id } = harness;
    erp.edit(harness.activities()[0]!.id, { exceptions: [day] });
    outlook.edit(id, { when: daily(9) ?? null });
    erp.failNext({ call: "write", when: "after", code: "unavailable" });
    await harness.run();
    // Nobody removed the day: what is left of the series lives on for it.
    outlook.remove(id);
    await harness.settle();
    const left = { subject: "Round", when: daily(9), exceptions: [day] };
    expect(harness.activities()[0]!.fields).toMatchObject(left);
  });
});
