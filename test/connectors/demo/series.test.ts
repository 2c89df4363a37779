import fc from "fast-check";
import { datesOf as datesOfErp } from "../../../sandbox/erp/recurrence.ts";
import type { Recurrence as ErpRecurrence } from "../../../sandbox/erp/model.ts";
import type { Item, Outcome } from "../../../server/connectors/port/item.ts";
import { demoRecurrence, recurrenceOf } from "../../../server/connectors/demo/series.ts";
import type { Exception } from "../../../server/resources/appointment/appointment.ts";
import { datesOf, type SeriesWhen } from "../../../server/resources/appointment/recurrence.ts";
import type { Fields } from "../../../server/sync/model.ts";
import { anyDay, anyPattern } from "../../resources/any-recurrence.ts";
import { ada, appointment, openDemo } from "./demo-erp.ts";

const weekly: SeriesWhen = {
  ...{ allDay: false, start: "2026-11-24T08:00:00Z", end: "2026-11-24T09:00:00Z" },
  zone: "Europe/Berlin",
  recurrence: {
    pattern: { every: "week", interval: 1, weekdays: ["tuesday"], weekStart: "monday" },
    ends: { kind: "never" },
  },
};

function itemOf(outcome: Outcome | undefined): Item {
  if (outcome?.kind !== "written") throw new Error(`not written: ${JSON.stringify(outcome)}`);
  return outcome.item;
}

async function repeating(more: Fields = {}) {
  const { connector } = openDemo();
  const fields = { ...appointment("Round"), when: weekly, ...more };
  const [outcome] = await connector.write(ada, "appointment", [
    { kind: "create", key: "link#1", fields },
  ]);
  const item = itemOf(outcome);
  const update = (fields: Fields) =>
    connector.write(ada, "appointment", [
      { kind: "update", id: item.id, precondition: item.version, fields, stamp: "s" },
    ]);
  return { item, update };
}

describe("a series in the demo ERP", () => {
  it("is the same recurrence when it comes back, and happens on the same days", () => {
    fc.assert(
      fc.property(anyPattern, anyDay, (pattern, start) => {
        const recurrence = { pattern, ends: { kind: "never" } } as const;
        const given = demoRecurrence(recurrence);
        expect(recurrenceOf(given)).toEqual(recurrence);
        const when: SeriesWhen = { allDay: true, start, end: start, zone: "UTC", recurrence };
        const inErp = {
          ...{ allDay: true, start, end: start, timeZone: "UTC" },
          recurrence: given as ErpRecurrence,
        };
        const until = `${Number(start.slice(0, 4)) + 3}-01-01`;
        expect([...datesOf(when, until)]).toEqual([...datesOfErp(inErp, until)]);
      }),
      { numRuns: 300 },
    );
  });

  it("is kept with its exceptions, and ends as a single activity", async () => {
    const { item, update } = await repeating();
    expect(item).toMatchObject({ fields: { when: weekly }, details: { series: "master" } });
    const exceptions: Exception[] = [
      { on: "2026-12-01", field: "gone", value: true },
      { on: "2026-12-08", field: "place", value: null },
      { on: "2026-12-08", field: "reminder", value: null },
      {
        ...{ on: "2026-12-15", field: "when" },
        value: {
          ...{ allDay: false, zone: "Europe/Berlin" },
          ...{ start: "2026-12-16T08:00:00Z", end: "2026-12-16T09:00:00Z" },
        },
      },
    ];
    const [outcome] = await update({ exceptions });
    expect(itemOf(outcome).fields["exceptions"]).toEqual(exceptions);
    const { recurrence: _series, ...once } = weekly;
    const demo = await repeating();
    const [single] = await demo.update({ when: once });
    expect(itemOf(single)).toMatchObject({ fields: { when: once }, details: { series: "single" } });
  });

  it("refuses what happens on no day of it, naming the field", async () => {
    const { update } = await repeating();
    const [outcome] = await update({
      exceptions: [{ on: "2026-12-02", field: "subject", value: "Never" }],
    });
    expect(outcome).toMatchObject({
      kind: "error",
      error: { code: "rejected", facts: { field: "exceptions" } },
    });
  });
});
