import { whenOf } from "../../server/resources/appointment/continuation.ts";
import { datesOf, isSeries } from "../../server/resources/appointment/recurrence.ts";
import type { Pattern, Recurrence } from "../../server/resources/appointment/recurrence-shape.ts";
import {
  asCut,
  beginsThere,
  daysInPlace,
  fits,
  keepsDay,
  liesBehind,
} from "../../server/resources/appointment/tail.ts";
import type { Fields } from "../../server/sync/model.ts";

const week = (...weekdays: Extract<Pattern, { every: "week" }>["weekdays"]): Pattern => ({
  ...{ every: "week", interval: 1, weekdays, weekStart: "monday" },
});
const tuesdays = week("tuesday");

/** A series from a day on, at eight by the clock of Berlin, all of its days where no end is named. */
const series = (
  day: string,
  pattern: Pattern = tuesdays,
  ends: Recurrence["ends"] = { kind: "never" },
): Fields => ({
  subject: "Round",
  owner: "ada@contoso.example",
  when: {
    ...{ allDay: false, zone: "Europe/Berlin", recurrence: { pattern, ends } },
    start: `${day}T07:00:00Z`,
    end: `${day}T08:00:00Z`,
  },
});
const wholeDays = (day: string, pattern: Pattern, ends: Recurrence["ends"]): Fields => ({
  subject: "Fair",
  when: {
    ...{ allDay: true, start: day, zone: "America/Los_Angeles", recurrence: { pattern, ends } },
    end: new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10),
  },
});

/** Tuesdays that end on 8 December: the first day that went is the 15th. */
const left = series("2026-11-24", tuesdays, { kind: "until", day: "2026-12-14" });
const cut = asCut(left)!;
const at = (day: string): string => `${day}T07:00:00.000Z`;

/** What comes in the place of the three days that went. */
function inPlace(next: Fields, from = cut, lost = ["2026-12-15", "2026-12-22", "2026-12-29"]) {
  const when = whenOf(next["when"]);
  if (when === null || !isSeries(when)) throw new Error("no series");
  const coming = [...datesOf(when, "2027-02-01")].map(at);
  const places = daysInPlace(from, next, lost.map(at), coming);
  return lost.map((day) => places.get(at(day))?.slice(0, 10) ?? null);
}

describe("a series of which days went", () => {
  it("was cut where it ends and the days lie behind its end", () => {
    expect(cut.last).toBe("2026-12-08");
    expect(liesBehind(cut, at("2026-12-15"))).toBe(true);
    expect(liesBehind(cut, at("2026-12-08"))).toBe(false);
    expect(asCut(series("2026-11-24"))).toBeNull();
    expect(asCut({ when: null })).toBeNull();
  });

  it("would still have those that were deleted or cut off, and none that it was moved from", () => {
    const days = ["2026-11-24", "2026-12-15", "2027-06-01"];
    expect(days.filter((day) => keepsDay(left, at(day)))).toEqual(days);
    expect(
      days.filter((day) => keepsDay(series("2026-11-25", week("wednesday")), at(day))),
    ).toEqual([]);
    expect(days.filter((day) => keepsDay(series("2026-12-08"), at(day)))).toEqual(days.slice(1));
    expect(keepsDay({ when: null }, at("2026-11-24"))).toBe(false);
  });

  it("may be followed by what begins among the first of them", () => {
    const begins = ["2026-12-08", "2026-12-14", "2026-12-15", "2027-01-12", "2027-01-26"];
    expect(begins.filter((day) => beginsThere(cut, at(day)))).toEqual([
      "2026-12-14",
      "2026-12-15",
      "2027-01-12",
    ]);
  });

  it("goes on in what is much as it was, and in nothing else", () => {
    expect(fits(cut, series("2026-12-15"))).toBe("plain");
    expect(fits(cut, { ...series("2026-12-15"), subject: "Lunch" })).toBe("doubtful");
    expect(fits(cut, series("2027-01-12"))).toBe("doubtful");
    expect(fits(cut, series("2027-01-19"))).toBeNull();
  });
});

describe("in the place of each day that went comes", () => {
  it.each<[string, Fields, readonly (string | null)[]]>([
    ["the same day", series("2026-12-15"), ["2026-12-15", "2026-12-22", "2026-12-29"]],
    [
      "the day before",
      series("2026-12-14", week("monday")),
      ["2026-12-14", "2026-12-21", "2026-12-28"],
    ],
    [
      "a day nearly a week later",
      series("2026-12-21", week("monday")),
      ["2026-12-21", "2026-12-28", "2027-01-04"],
    ],
    [
      "the same of two days a week",
      series("2026-12-15", week("tuesday", "thursday")),
      ["2026-12-15", "2026-12-22", "2026-12-29"],
    ],
    [
      "nothing for every second one",
      series("2026-12-15", { ...tuesdays, interval: 2 }),
      ["2026-12-15", null, "2026-12-29"],
    ],
    [
      "the nearest one where weeks become months",
      series("2026-12-15", { every: "month", interval: 1, dayOfMonth: 15 }),
      ["2026-12-15", null, null],
    ],
    [
      "nothing behind its end",
      series("2026-12-15", tuesdays, { kind: "count", count: 2 }),
      ["2026-12-15", "2026-12-22", null],
    ],
  ])("%s", (_what, next, days) => {
    expect(inPlace(next)).toEqual(days);
  });

  it("the next weekday of its kind, however long the month", () => {
    const first = (weekday: "monday" | "tuesday"): Pattern => ({
      ...{ every: "month-weekday", interval: 1, nth: "first", weekdays: [weekday] },
    });
    const months = series("2026-09-07", first("monday"), { kind: "until", day: "2026-10-30" });
    const next = series("2026-11-03", first("tuesday"));
    const lost = ["2026-11-02", "2026-12-07", "2027-01-04"];
    const days = ["2026-11-03", "2026-12-01", "2027-01-05"];
    expect(inPlace(next, asCut(months)!, lost)).toEqual(days);
  });

  it("the same day where they are whole days, however their midnight is told", () => {
    const days = wholeDays("2026-11-24", tuesdays, { kind: "count", count: 3 });
    const next = wholeDays("2026-12-15", tuesdays, { kind: "count", count: 2 });
    const lost = ["2026-12-15T00:00:00.000Z", "2026-12-22T08:00:00.000Z"];
    const coming = ["2026-12-15T08:00:00.000Z", "2026-12-22T00:00:00.000Z"];
    expect([...daysInPlace(asCut(days)!, next, lost, coming)]).toEqual([
      [lost[0], coming[0]],
      [lost[1], coming[1]],
    ]);
  });
});
