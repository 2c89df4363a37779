import type { Recurrence } from "../../server/resources/appointment/recurrence-shape.ts";
import { show } from "../../server/resources/appointment/show.ts";
import type { Value } from "../../server/sync/model.ts";

const english = { locale: "en-GB", timeZone: "Europe/Berlin" };
const german = { locale: "de", timeZone: "Europe/Berlin" };

const series = (pattern: Recurrence["pattern"], ends: Recurrence["ends"] = { kind: "never" }) => ({
  ...{ allDay: true, start: "2026-11-24", end: "2026-11-25", zone: "Europe/Berlin" },
  recurrence: { pattern, ends },
});

const tuesdays = {
  ...{ every: "week", interval: 2, weekStart: "monday" },
  weekdays: ["tuesday", "friday"],
} satisfies Recurrence["pattern"];

describe("a series in words", () => {
  it.each<[string, string, Value]>([
    ["every day", "täglich", series({ every: "day", interval: 1 })],
    ["every 2 weeks on Tue, Fri", "alle 2 Wochen am Di, Fr", series(tuesdays)],
    [
      "every month on day 31, 4 times",
      "monatlich am 31., 4-mal",
      series({ every: "month", interval: 1, dayOfMonth: 31 }, { kind: "count", count: 4 }),
    ],
    [
      "every month on last Fri, until 15 Dec 2026",
      "monatlich am letzten Fr, bis 15. Dez. 2026",
      series(
        { every: "month-weekday", interval: 1, nth: "last", weekdays: ["friday"] },
        { kind: "until", day: "2026-12-15" },
      ),
    ],
    [
      "every year on day 29 February",
      "jährlich am 29. Februar",
      series({ every: "year", interval: 1, month: 2, dayOfMonth: 29 }),
    ],
  ])("%s", (inEnglish, inGerman, when) => {
    expect(show("when", when, english)).toBe(`24 Nov 2026 (${inEnglish})`);
    expect(show("when", when, german)).toBe(`24. Nov. 2026 (${inGerman})`);
  });

  it("says of each exception which day it is about", () => {
    const exceptions = [
      { on: "2026-12-01", field: "subject", value: "Special round" },
      { on: "2026-12-08", field: "gone", value: true },
    ];
    expect(show("exceptions", exceptions, english)).toBe(
      "1 Dec 2026: Special round, 8 Dec 2026: does not take place",
    );
    expect(show("exceptions", [], english)).toBeNull();
  });
});
