import fc from "fast-check";
import { DateTime } from "luxon";
import { datesOf as datesOfGraph } from "../../sandbox/graph/series/pattern.ts";
import { recurrenceProperty } from "../../server/connectors/graph/event/recurrence.ts";
import {
  datesOf,
  happensBetween,
  happensOn,
  occurrenceOn,
  recurrencePrint,
  type SeriesWhen,
} from "../../server/resources/appointment/recurrence.ts";
import { appointmentSchemaRules } from "../../server/resources/appointment/schema.ts";
import { anyDay, anyPattern } from "./any-recurrence.ts";
import { independentDates } from "./independent-dates.ts";

const series = fc
  .record({
    pattern: anyPattern,
    start: anyDay,
    ends: fc.oneof(
      fc.constant({ kind: "never" as const }),
      fc.record({ kind: fc.constant("count" as const), count: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ kind: fc.constant("until" as const), day: anyDay }),
    ),
  })
  .map(({ start, ...recurrence }): SeriesWhen => ({
    allDay: true,
    start,
    end: DateTime.fromISO(start).plus({ days: 1 }).toISODate() ?? "",
    zone: "UTC",
    recurrence,
  }));

const until = "2033-01-01";

describe("the dates of a series", () => {
  it("are those of an independent library", () => {
    fc.assert(
      fc.property(series, (when) => {
        expect([...datesOf(when, until)]).toEqual(independentDates(when, until));
      }),
      { numRuns: 1_500 },
    );
  });

  it("are those that the sandbox's Exchange shows", () => {
    fc.assert(
      fc.property(series, (when) => {
        const graph = recurrenceProperty(when, "UTC") as Parameters<typeof datesOfGraph>[0];
        expect([...datesOf(when, until)]).toEqual([...datesOfGraph(graph, until)]);
      }),
      { numRuns: 1_500 },
    );
  });

  // The cases of Oro's own expansion (shared research, erp/oro.md).
  const from = (start: string, recurrence: SeriesWhen["recurrence"]): SeriesWhen => ({
    ...{ allDay: true, start, end: start, zone: "UTC", recurrence },
  });
  const never = { kind: "never" } as const;

  it("take the last day of a shorter month for the 31st, and 28 February in a common year", () => {
    const monthly = { every: "month", interval: 1, dayOfMonth: 31 } as const;
    const ends = { kind: "count", count: 4 } as const;
    expect([...datesOf(from("2016-01-01", { pattern: monthly, ends }), until)]).toEqual([
      ...["2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30"],
    ]);
    const yearly = { every: "year", interval: 1, month: 2, dayOfMonth: 31 } as const;
    expect([
      ...datesOf(from("2015-01-01", { pattern: yearly, ends: never }), "2017-12-31"),
    ]).toEqual(["2015-02-28", "2016-02-29", "2017-02-28"]);
  });

  it("depend on the first day of the week where weeks are left out", () => {
    const on = (weekStart: "monday" | "sunday") =>
      from("2026-11-24", {
        pattern: { every: "week", interval: 2, weekdays: ["tuesday", "sunday"], weekStart },
        ends: { kind: "count", count: 4 },
      });
    expect([...datesOf(on("monday"), until)]).toEqual([
      ...["2026-11-24", "2026-11-29", "2026-12-08", "2026-12-13"],
    ]);
    expect([...datesOf(on("sunday"), until)]).toEqual([
      ...["2026-11-24", "2026-12-06", "2026-12-08", "2026-12-20"],
    ]);
  });
});

describe("the time of an occurrence", () => {
  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
  ];

  it.each(zones)("keeps its clock all year in %s", (zone) => {
    const start = DateTime.fromISO("2026-01-05T09:30", { zone });
    const instant = (time: DateTime): string => time.toUTC().toISO({ suppressMilliseconds: true })!;
    const when: SeriesWhen = {
      ...{ allDay: false, zone, start: instant(start), end: instant(start.plus({ hours: 15 })) },
      recurrence: { pattern: { every: "day", interval: 1 }, ends: { kind: "count", count: 400 } },
    };
    let count = 0;
    for (const date of datesOf(when, until)) {
      const occurrence = occurrenceOn(when, date);
      const [from, to] = [occurrence.start, occurrence.end].map((at) =>
        DateTime.fromISO(at, { zone }),
      );
      expect(from!.toFormat("yyyy-MM-dd HH:mm")).toBe(`${date} 09:30`);
      expect(to!.toFormat("HH:mm")).toBe("00:30");
      expect(happensOn(when, date)).toBe(true);
      count++;
    }
    expect(count).toBe(400);
  });

  it("keeps its length where it begins in an hour that the clock skips", () => {
    const when: SeriesWhen = {
      ...{ allDay: false, start: "2027-08-29T04:30:00Z", end: "2027-08-29T05:00:00Z" },
      zone: "America/Santiago",
      recurrence: {
        pattern: { every: "week", interval: 1, weekdays: ["sunday"], weekStart: "monday" },
        ends: { kind: "count", count: 2 },
      },
    };
    // From 0:00 to 1:00 on 5 September 2027 no clock in Chile shows anything.
    expect(occurrenceOn(when, "2027-09-05")).toMatchObject({
      ...{ start: "2027-09-05T04:30:00Z", end: "2027-09-05T05:00:00Z" },
    });
  });

  it("leaves whole days whole over a change of the clock", () => {
    const when: SeriesWhen = {
      ...{ allDay: true, start: "2017-03-11", end: "2017-03-12", zone: "America/Los_Angeles" },
      recurrence: { pattern: { every: "day", interval: 1 }, ends: { kind: "count", count: 3 } },
    };
    expect([...datesOf(when, until)].map((date) => occurrenceOn(when, date))).toMatchObject([
      { start: "2017-03-11", end: "2017-03-12" },
      { start: "2017-03-12", end: "2017-03-13" },
      { start: "2017-03-13", end: "2017-03-14" },
    ]);
  });
});

describe("what a series means", () => {
  const weekly: SeriesWhen = {
    ...{ allDay: false, start: "2026-11-24T08:00:00Z", end: "2026-11-24T09:00:00Z" },
    zone: "Europe/Berlin",
    recurrence: {
      pattern: { every: "week", interval: 1, weekdays: ["tuesday", "friday"], weekStart: "monday" },
      ends: { kind: "never" },
    },
  };
  const print = appointmentSchemaRules.fields["when"]!.fingerprint;

  it("does not depend on how it is spelled", () => {
    const { pattern, ends } = weekly.recurrence;
    const other: SeriesWhen = {
      ...weekly,
      zone: "Europe/Vienna",
      recurrence: {
        ends,
        pattern: { ...pattern, weekdays: ["friday", "tuesday"], weekStart: "sunday" } as never,
      },
    };
    expect(print(other)).toBe(print(weekly));
    expect(recurrencePrint(other)).toBe(recurrencePrint(weekly));
  });

  it.each([
    ["another clock, though the first occurrence is the same", { ...weekly, zone: "UTC" }],
    [
      "an end",
      { ...weekly, recurrence: { ...weekly.recurrence, ends: { kind: "count", count: 3 } } },
    ],
    ["no series", { allDay: false, start: weekly.start, end: weekly.end, zone: weekly.zone }],
  ])("is not %s", (_what, other) => {
    expect(print(other)).not.toBe(print(weekly));
  });

  it("is inside a window where an occurrence is", () => {
    expect(happensBetween(weekly, "2027-05-01T00:00:00Z", "2027-05-08T00:00:00Z")).toBe(true);
    expect(happensBetween(weekly, "2026-05-01T00:00:00Z", "2026-11-24T00:00:00Z")).toBe(false);
    const twice = {
      ...weekly,
      recurrence: { ...weekly.recurrence, ends: { kind: "count", count: 2 } as const },
    };
    expect(happensBetween(twice, "2026-12-01T00:00:00Z", "2027-12-01T00:00:00Z")).toBe(false);
  });
});
