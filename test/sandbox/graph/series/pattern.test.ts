import {
  type Pattern,
  type Range,
  type Recurrence,
  datesOf,
  dayOf,
  happensOn,
  noDate,
  weekdays,
} from "../../../../sandbox/graph/series/pattern.ts";

function series(pattern: Partial<Pattern>, range: Partial<Range>): Recurrence {
  return {
    pattern: {
      ...{ type: "daily", interval: 1, month: 0, dayOfMonth: 0, daysOfWeek: [] },
      ...{ firstDayOfWeek: "sunday", index: "first" },
      ...pattern,
    },
    range: {
      ...{ type: "noEnd", startDate: "2026-11-17", endDate: noDate, numberOfOccurrences: 0 },
      recurrenceTimeZone: "UTC",
      ...range,
    },
  };
}

const dates = (recurrence: Recurrence, until = "2040-01-01") => [...datesOf(recurrence, until)];
const times = (count: number, startDate: string): Partial<Range> => ({
  ...{ type: "numbered", numberOfOccurrences: count, startDate },
});

// Expected dates were read off a printed calendar.
describe("dates of a series", () => {
  it("daily, every third day, over the end of a year", () => {
    const found = dates(series({ type: "daily", interval: 3 }, times(4, "2026-12-26")));
    expect(found).toEqual(["2026-12-26", "2026-12-29", "2027-01-01", "2027-01-04"]);
  });

  it("weekly on several days, beginning in the middle of a week", () => {
    const pattern = { type: "weekly", daysOfWeek: ["monday", "wednesday", "friday"] } as const;
    const found = dates(series(pattern, times(4, "2026-11-18")));
    expect(found).toEqual(["2026-11-18", "2026-11-20", "2026-11-23", "2026-11-25"]);
  });

  // Tuesday 17 November begins; Sunday is the last day of its week or the first of the next.
  it.each([
    ["sunday", ["2026-11-17", "2026-11-29", "2026-12-01", "2026-12-13"]],
    ["monday", ["2026-11-17", "2026-11-22", "2026-12-01", "2026-12-06"]],
  ] as const)("every other week where a week begins on %s", (firstDayOfWeek, expected) => {
    const pattern = { type: "weekly", interval: 2, daysOfWeek: ["sunday", "tuesday"] } as const;
    const found = dates(series({ ...pattern, firstDayOfWeek }, times(4, "2026-11-17")));
    expect(found).toEqual(expected);
  });

  it("on the 31st, and the last day of months that have none", () => {
    const pattern = { type: "absoluteMonthly", dayOfMonth: 31 } as const;
    const found = dates(series(pattern, times(5, "2026-12-31")));
    expect(found).toEqual(["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]);
  });

  it("every month on a day that the first month has behind it", () => {
    const pattern = { type: "absoluteMonthly", interval: 2, dayOfMonth: 5 } as const;
    expect(dates(series(pattern, times(2, "2026-11-17")))).toEqual(["2027-01-05", "2027-03-05"]);
  });

  it("on 29 February, and 28 February in ordinary years", () => {
    const pattern = { type: "absoluteYearly", dayOfMonth: 29, month: 2 } as const;
    const found = dates(series(pattern, times(5, "2028-02-29")));
    expect(found).toEqual(["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
  });

  it.each([
    ["first", ["tuesday"], ["2026-12-01", "2027-01-05", "2027-02-02"]],
    ["third", ["thursday"], ["2026-11-19", "2026-12-17", "2027-01-21"]],
    ["last", ["friday"], ["2026-11-27", "2026-12-25", "2027-01-29"]],
    // The first or last working day of a month.
    [
      "first",
      ["monday", "tuesday", "wednesday", "thursday", "friday"],
      ["2026-12-01", "2027-01-01", "2027-02-01"],
    ],
    [
      "last",
      ["monday", "tuesday", "wednesday", "thursday", "friday"],
      ["2026-11-30", "2026-12-31", "2027-01-29"],
    ],
    ["second", ["saturday", "sunday"], ["2026-12-06", "2027-01-03", "2027-02-07"]],
  ] as const)("monthly on the %s of %j", (index, daysOfWeek, expected) => {
    const pattern = { type: "relativeMonthly", index, daysOfWeek } as const;
    expect(dates(series(pattern, times(3, "2026-11-17")))).toEqual(expected);
  });

  it("every other year on the last Thursday of November", () => {
    const pattern = {
      type: "relativeYearly",
      interval: 2,
      month: 11,
      index: "last",
      daysOfWeek: ["thursday"],
    } as const;
    const found = dates(series(pattern, times(3, "2026-11-17")));
    expect(found).toEqual(["2026-11-26", "2028-11-30", "2030-11-28"]);
  });

  it("end with the end date, which need not be one of them", () => {
    const range = { type: "endDate", startDate: "2026-11-17", endDate: "2026-11-30" } as const;
    const pattern = { type: "weekly", daysOfWeek: ["tuesday"] } as const;
    expect(dates(series(pattern, range))).toEqual(["2026-11-17", "2026-11-24"]);
  });

  it("without end are read as far as asked", () => {
    const found = dates(series({ type: "daily" }, { startDate: "2026-11-17" }), "2026-11-19");
    expect(found).toEqual(["2026-11-17", "2026-11-18", "2026-11-19"]);
    expect(happensOn(series({ type: "daily", interval: 2 }, {}), "2026-11-18")).toBe(false);
    expect(happensOn(series({ type: "daily", interval: 2 }, {}), "2026-11-19")).toBe(true);
  });

  it("can be none at all", () => {
    const range = { type: "endDate", startDate: "2026-11-17", endDate: "2026-11-18" } as const;
    expect(dates(series({ type: "weekly", daysOfWeek: ["monday"] }, range))).toEqual([]);
  });
});

const name = (date: Date) => weekdays[date.getUTCDay()] ?? "";

/** Every date of some years, asked one by one whether it fits: slow, plain, and by other means. */
function oracle(pattern: Pattern, startDate: string, untilYear: number): string[] {
  const found: string[] = [];
  const [startYear = 0, startMonth = 0] = startDate.split("-").map(Number);
  const first = new Date(`${startDate}T12:00:00Z`);
  for (let at = new Date(first); at.getUTCFullYear() < untilYear;) {
    const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
    const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const months = (year - startYear) * 12 + month - startMonth;
    const days = Math.round((at.getTime() - first.getTime()) / 86_400_000);
    const named = (pattern.daysOfWeek as readonly string[]).includes(name(at));
    const ofMonth = Array.from({ length: lastDay }, (_, index) => index + 1).filter((candidate) =>
      (pattern.daysOfWeek as readonly string[]).includes(
        name(new Date(Date.UTC(year, month - 1, candidate))),
      ),
    );
    const place = { first: 0, second: 1, third: 2, fourth: 3, last: ofMonth.length - 1 };
    const isIndexed = ofMonth[place[pattern.index]] === day;
    const isDay = day === Math.min(pattern.dayOfMonth, lastDay);
    const isYear = month === pattern.month && (year - startYear) % pattern.interval === 0;
    const fits = {
      daily: days % pattern.interval === 0,
      weekly: named && weeksBetween(first, at, pattern.firstDayOfWeek) % pattern.interval === 0,
      absoluteMonthly: isDay && months % pattern.interval === 0,
      relativeMonthly: isIndexed && months % pattern.interval === 0,
      absoluteYearly: isDay && isYear,
      relativeYearly: isIndexed && isYear,
    };
    if (fits[pattern.type]) found.push(at.toISOString().slice(0, 10));
    at = new Date(at.getTime() + 86_400_000);
  }
  return found;
}

/** How many times a week begins after `one` and not after `other`. */
function weeksBetween(one: Date, other: Date, firstDayOfWeek: string): number {
  let count = 0;
  for (let at = new Date(one); at < other;) {
    at = new Date(at.getTime() + 86_400_000);
    if (name(at) === firstDayOfWeek) count += 1;
  }
  return count;
}

describe("against a slow witness", () => {
  const cases: [string, Partial<Pattern>][] = [
    ["daily", { type: "daily", interval: 5 }],
    ["weekly", { type: "weekly", interval: 3, daysOfWeek: ["sunday", "saturday", "monday"] }],
    [
      "weekly from Wednesday",
      {
        type: "weekly",
        interval: 2,
        daysOfWeek: ["tuesday", "wednesday"],
        firstDayOfWeek: "wednesday",
      },
    ],
    ["absoluteMonthly", { type: "absoluteMonthly", interval: 5, dayOfMonth: 30 }],
    [
      "relativeMonthly",
      { type: "relativeMonthly", interval: 2, daysOfWeek: ["friday"], index: "fourth" },
    ],
    ["absoluteYearly", { type: "absoluteYearly", month: 2, dayOfMonth: 30 }],
    [
      "relativeYearly",
      { type: "relativeYearly", interval: 2, month: 3, daysOfWeek: ["sunday"], index: "last" },
    ],
  ];
  it.each(cases)("%s is the same for three years", (_name, pattern) => {
    const recurrence = series(pattern, { startDate: "2026-11-17" });
    const found = dates(recurrence, "2029-12-31");
    expect(found).toEqual(oracle(recurrence.pattern, "2026-11-17", 2030));
    expect(found.map(dayOf)).toEqual(found.map(dayOf).toSorted((one, other) => one - other));
  });
});
