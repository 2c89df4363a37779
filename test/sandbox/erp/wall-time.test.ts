import { DateTime } from "luxon";
import fc from "fast-check";
import { dayAfter, instantOf, wallTime } from "../../../sandbox/erp/page/wall-time.ts";

const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Etc/UTC");

describe("wall times on the ERP's page", () => {
  it("are those of the zone, and lead back to the same instant", () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 2 * 365 * 96 }), (zone, quarters) => {
        const instant = DateTime.fromISO("2026-01-01T00:00Z", { zone: "utc" })
          .plus({ minutes: quarters * 15 })
          .toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
        const wall = wallTime(instant, zone);
        const inZone = DateTime.fromISO(instant, { zone });
        expect(wall).toBe(inZone.toFormat("yyyy-MM-dd'T'HH:mm"));
        // An hour that comes twice has two instants; either is right.
        expect(wallTime(instantOf(wall, zone), zone)).toBe(wall);
      }),
    );
  });

  it("count days", () => {
    expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
  });
});
