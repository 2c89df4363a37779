import fc from "fast-check";
import { addMinutes, minutesBetween } from "../../../sandbox/outlook/page/wall-time.ts";
import {
  daysOfView,
  isBanner,
  placeBanners,
  placeDay,
  type Span,
} from "../../../sandbox/outlook/page/week.ts";

const day = "2026-11-18";
const span = (id: string, start: string, end: string, isAllDay = false): Span => ({
  id,
  start: start.length === 5 ? `${day}T${start}` : start,
  end: end.length === 5 ? `${day}T${end}` : end,
  isAllDay,
});

describe("days of a view", () => {
  it("begin on Monday, also when a Sunday is shown", () => {
    expect(daysOfView("2026-11-22", "week")).toEqual([
      "2026-11-16",
      "2026-11-17",
      "2026-11-18",
      "2026-11-19",
      "2026-11-20",
      "2026-11-21",
      "2026-11-22",
    ]);
    expect(daysOfView("2026-11-18", "workWeek").at(-1)).toBe("2026-11-20");
  });
});

describe("events of a day", () => {
  it("stand alone over the whole width", () => {
    expect(placeDay([span("a", "09:00", "10:30")], day)).toEqual([
      { id: "a", top: 540, height: 90, lane: 0, lanes: 1 },
    ]);
  });

  it("share the width where they overlap, and only there", () => {
    const placed = placeDay(
      [span("a", "09:00", "10:00"), span("b", "09:30", "11:00"), span("c", "11:00", "12:00")],
      day,
    );
    expect(placed.map(({ id, lane, lanes }) => [id, lane, lanes])).toEqual([
      ["a", 0, 2],
      ["b", 1, 2],
      ["c", 0, 1],
    ]);
  });

  it("are clipped to the day where they run over midnight", () => {
    const night = span("a", "2026-11-17T23:00", "2026-11-18T01:00");
    expect(placeDay([night], day)).toMatchObject([{ top: 0, height: 60 }]);
    expect(placeDay([night], "2026-11-17")).toMatchObject([{ top: 1380, height: 60 }]);
    expect(placeDay([night], "2026-11-19")).toEqual([]);
  });

  it("are tall enough to be clicked even without duration", () => {
    expect(placeDay([span("a", "09:00", "09:00")], day)).toMatchObject([{ height: 25 }]);
  });

  it("never cover each other in a lane, and are all there", () => {
    const spans = fc
      .array(fc.record({ from: fc.integer({ min: 0, max: 1439 }), length: fc.nat(600) }), {
        maxLength: 12,
      })
      .map((list) =>
        list.map(({ from, length }, index) => {
          const start = addMinutes(`${day}T00:00`, from);
          return span(`e${index}`, start, addMinutes(start, length));
        }),
      );
    fc.assert(
      fc.property(spans, (list) => {
        const placed = placeDay(list, day);
        expect(placed).toHaveLength(list.length);
        for (const a of placed) {
          expect(a.lane).toBeLessThan(a.lanes);
          const covered = placed.filter(
            (b) =>
              b !== a && b.lane === a.lane && b.top < a.top + a.height && a.top < b.top + b.height,
          );
          expect(covered).toEqual([]);
        }
      }),
    );
  });
});

describe("banners", () => {
  const days = daysOfView(day, "week");

  it("are all-day events and those of a day or longer", () => {
    expect(isBanner(span("a", "00:00", "2026-11-19T00:00", true))).toBe(true);
    expect(isBanner(span("b", "09:00", "2026-11-19T09:00"))).toBe(true);
    expect(isBanner(span("c", "09:00", "17:00"))).toBe(false);
  });

  it("span the days they touch, their end is exclusive", () => {
    const fair = span("fair", "2026-11-17T00:00", "2026-11-20T00:00", true);
    expect(placeBanners([fair], days)).toEqual([{ id: "fair", column: 1, columns: 3, row: 0 }]);
  });

  it("are cut at the edges of the week and left out beyond them", () => {
    const long = span("long", "2026-11-10T00:00", "2026-12-01T00:00", true);
    const past = span("past", "2026-11-10T00:00", "2026-11-16T00:00", true);
    expect(placeBanners([long, past], days)).toEqual([
      { id: "long", column: 0, columns: 7, row: 0 },
    ]);
  });

  it("take another row only where they meet", () => {
    const banner = (id: string, from: number, until: number): Span =>
      span(id, `2026-11-${from}T00:00`, `2026-11-${until}T00:00`, true);
    const placed = placeBanners(
      [banner("a", 16, 18), banner("b", 17, 19), banner("c", 18, 20)],
      days,
    );
    expect(placed.map(({ id, row }) => [id, row])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 0],
    ]);
    expect(minutesBetween("2026-11-16T00:00", "2026-11-18T00:00")).toBe(2880);
  });
});
