import { daysInstead, daysMovedBy } from "../../server/resources/appointment/moved-days.ts";

const dayMs = 86_400_000;
const from = (first: string, everyDays: number, times: number, byMs = 0): readonly string[] =>
  Array.from({ length: times }, (_, at) =>
    new Date(Date.parse(first) + at * everyDays * dayMs + byMs).toISOString(),
  );
const tuesdays = from("2026-11-24T08:00:00Z", 7, 4);
const pairs = (gone: readonly string[], coming: readonly string[]) => [
  ...daysInstead(gone, coming).places.entries(),
];
const inOrder = (gone: readonly string[], coming: readonly string[]) =>
  gone.map((day, at) => [day, coming[at]]);

describe("the days that come in the place of those that went", () => {
  it.each([
    ["the next day", "2026-11-25T08:00:00Z"],
    ["the day before, at another time", "2026-11-23T15:00:00Z"],
    ["most of a week later", "2026-11-28T08:00:00Z"],
    ["months later", "2027-03-02T08:00:00Z"],
  ])("are the same ones in order: %s", (_how, first) => {
    const coming = from(first, 7, 4);
    expect(pairs(tuesdays, coming)).toEqual(inOrder(tuesdays, coming));
  });

  it("are told apart where the clock changes between them", () => {
    const daily = from("2027-03-26T08:00:00Z", 1, 5);
    const coming = daily.map((day, at) =>
      new Date(Date.parse(day) + 5 * dayMs - (at > 1 ? 3_600_000 : 0)).toISOString(),
    );
    expect(pairs(daily, coming)).toEqual(inOrder(daily, coming));
  });

  it("are fewer where it takes place less often, and none is given away twice", () => {
    const coming = from("2026-11-25T08:00:00Z", 14, 2);
    expect(pairs(tuesdays, coming)).toEqual([
      [tuesdays[0], coming[0]],
      [tuesdays[2], coming[1]],
    ]);
  });

  it("leave what comes besides alone", () => {
    const coming = from("2026-11-25T08:00:00Z", 7, 30);
    expect(pairs(tuesdays, coming)).toEqual(inOrder(tuesdays, coming));
  });

  it("are the nearest where only one day went, and none where none comes", () => {
    const coming = from("2026-11-25T08:00:00Z", 7, 4);
    expect(pairs([tuesdays[1] ?? ""], coming)).toEqual([[tuesdays[1], coming[1]]]);
    expect(pairs(tuesdays, [])).toEqual([]);
    expect(pairs([], coming)).toEqual([]);
  });

  it("are found of two years of days at once", () => {
    const gone = from("2026-01-01T08:00:00Z", 1, 730);
    const coming = from("2026-02-01T08:00:00Z", 1, 730, 3_600_000);
    expect(daysInstead(gone, coming).places.size).toBe(730);
  });

  describe("by the move of the first day of their series", () => {
    const by = (gone: readonly string[], coming: readonly string[], days: number) =>
      daysInstead(gone, coming, days * dayMs);

    it("are those that it leads to, however near others come", () => {
      const saturdays = from("2026-11-21T08:00:00Z", 7, 6);
      expect([...by(tuesdays, saturdays, 4).places]).toEqual(inOrder(tuesdays, saturdays.slice(1)));
      expect([...by(tuesdays, saturdays, -3).places]).toEqual(inOrder(tuesdays, saturdays));
    });

    it("leave a day alone whose place is not in sight", () => {
      const saturdays = from("2026-11-28T08:00:00Z", 7, 3);
      const { byMs, places } = by(tuesdays, saturdays, 4);
      expect([...places]).toEqual(inOrder(tuesdays.slice(0, 3), saturdays));
      expect(byMs).toBe(4 * dayMs);
      expect([...daysMovedBy(byMs, tuesdays, from("2026-11-28T08:00:00Z", 7, 5))]).toEqual(
        inOrder(tuesdays, from("2026-11-28T08:00:00Z", 7, 4)),
      );
    });

    it("are found as if it were not known where it leads most of them nowhere", () => {
      const saturdays = from("2026-11-28T08:00:00Z", 7, 4);
      const { byMs, places } = by(tuesdays, saturdays, 116);
      expect([...places]).toEqual(inOrder(tuesdays, saturdays));
      expect(byMs).toBe(4 * dayMs);
    });
  });
});
