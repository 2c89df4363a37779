import fc from "fast-check";
import {
  addDays,
  addMinutes,
  instantOf,
  minutePart,
  wallTimeAt,
  weekday,
} from "../../../sandbox/outlook/page/wall-time.ts";

const berlin = "Europe/Berlin";
const iso = (wall: string): string => new Date(instantOf(wall, berlin)).toISOString();

describe("wall times", () => {
  it("are read from Graph's seven digits", () => {
    expect(minutePart("2026-11-24T09:00:00.0000000")).toBe("2026-11-24T09:00");
    expect(minutePart("2026-11-24")).toBe("2026-11-24T00:00");
  });

  it("count over months, years and leap days", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addMinutes("2026-11-20T23:45", 30)).toBe("2026-11-21T00:15");
    expect(weekday("2026-11-22")).toBe(0);
  });

  it("become instants by the zone's offset, summer and winter", () => {
    expect(iso("2026-11-18T09:00")).toBe("2026-11-18T08:00:00.000Z");
    expect(iso("2026-07-01T09:00")).toBe("2026-07-01T07:00:00.000Z");
  });

  it("of a skipped hour land after the gap, of a repeated hour on the first", () => {
    expect(iso("2026-03-29T02:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(iso("2026-10-25T02:30")).toBe("2026-10-25T00:30:00.000Z");
  });

  it("show an instant as a clock in the zone does", () => {
    expect(wallTimeAt(Date.parse("2026-11-18T23:30:00Z"), berlin)).toBe("2026-11-19T00:30");
  });

  it("return to the same wall time from the instant, but for skipped hours", () => {
    const minutes = fc.integer({ min: 0, max: 2 * 365 * 1440 });
    const zone = fc.constantFrom(berlin, "America/New_York", "Asia/Kolkata", "Etc/UTC");
    fc.assert(
      fc.property(minutes, zone, (offset, name) => {
        const instant = Date.parse("2026-01-01T00:00Z") + offset * 60_000;
        const wall = wallTimeAt(instant, name);
        expect(wallTimeAt(instantOf(wall, name), name)).toBe(wall);
      }),
    );
  });
});
