import fc from "fast-check";
import { DateTime, IANAZone } from "luxon";
import { WINDOWS_TO_IANA_MAP } from "windows-iana";
import { ianaZone, timesOf, whenOf } from "../../../../server/connectors/graph/event/time.ts";

const berlin = "Europe/Berlin";
const iana = WINDOWS_TO_IANA_MAP.flatMap((entry) => [...entry.iana]);

const hourMs = 3_600_000;
const firstMs = Date.UTC(2025, 0, 1);

/** The hours of three years in which the clocks of `zone` change; the first where they never do. */
function changesOf(name: string): readonly number[] {
  const zone = IANAZone.create(name);
  const changesIn = (fromMs: number, stepMs: number) =>
    zone.offset(fromMs) !== zone.offset(fromMs + stepMs);
  // Week by week, then hour by hour: asking for every hour of three years would take seconds.
  const weeks = Array.from({ length: 3 * 52 }, (_, week) => firstMs + week * 168 * hourMs);
  const changes = weeks
    .filter((weekMs) => changesIn(weekMs, 168 * hourMs))
    .flatMap((weekMs) => Array.from({ length: 168 }, (_, hour) => weekMs + hour * hourMs))
    .filter((startMs) => changesIn(startMs, hourMs));
  return changes.length > 0 ? changes : [firstMs];
}

/** A zone with an instant near a change of its clocks: where wall time and instant part ways. */
const nearChange = fc.constantFrom(...iana).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    start: fc
      .tuple(fc.constantFrom(...changesOf(zone)), fc.integer({ min: -180, max: 180 }))
      .map(([changeMs, minutes]) =>
        DateTime.fromMillis(changeMs, { zone: "utc" }).plus({ minutes }),
      ),
    minutes: fc.integer({ min: 0, max: 600 }),
  }),
);
const spelled = (time: DateTime) => time.toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");

describe("times of Graph", () => {
  it("survive writing and reading as the same instants, in every zone and at every change of clocks", () => {
    fc.assert(
      fc.property(nearChange, ({ zone, start, minutes }) => {
        const when = {
          allDay: false as const,
          start: spelled(start),
          end: spelled(start.plus({ minutes })),
          zone,
        };
        const read = whenOf(timesOf(when, berlin), berlin);
        expect(read).toMatchObject({ start: when.start, end: when.end });
      }),
    );
  });

  it("are written in UTC for a zone that Windows does not know", () => {
    const at = "2026-11-24T08:00:00Z";
    const when = { allDay: false as const, start: at, end: at, zone: "Mars/Phobos" };
    const utc = { dateTime: "2026-11-24T08:00:00", timeZone: "UTC" };
    expect(timesOf(when, berlin)).toMatchObject({ start: utc, end: utc });
  });

  it("keep whole days on their days, whatever the zones", () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date("2025-01-01"),
          max: new Date("2027-12-31"),
          noInvalidDate: true,
        }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(...iana),
        (date, days, home) => {
          const start = date.toISOString().slice(0, 10);
          const end = DateTime.fromISO(start).plus({ days }).toISODate()!;
          const when = { allDay: true as const, start, end, zone: "Pacific/Auckland" };
          expect(whenOf(timesOf(when, home), home)).toMatchObject({ allDay: true, start, end });
        },
      ),
    );
  });

  it("are written as wall-clock time of the item's zone, by its Windows name", () => {
    const when = {
      allDay: false as const,
      start: "2026-07-01T07:00:00Z",
      end: "2026-07-01T08:00:00Z",
      zone: "Europe/Vienna",
    };
    expect(timesOf(when, berlin)).toEqual({
      isAllDay: false,
      start: { dateTime: "2026-07-01T09:00:00", timeZone: "W. Europe Standard Time" },
      end: { dateTime: "2026-07-01T10:00:00", timeZone: "W. Europe Standard Time" },
    });
  });

  it("are written in UTC in the hour that the clock shows twice", () => {
    const when = {
      allDay: false as const,
      start: "2026-10-25T01:30:00Z",
      end: "2026-10-25T02:30:00Z",
      zone: berlin,
    };
    expect(timesOf(when, berlin)).toMatchObject({
      start: { dateTime: "2026-10-25T01:30:00", timeZone: "UTC" },
      end: { dateTime: "2026-10-25T03:30:00", timeZone: "W. Europe Standard Time" },
    });
  });

  it.each([
    ["W. Europe Standard Time", berlin, berlin],
    ["W. Europe Standard Time", "Europe/Vienna", "Europe/Vienna"],
    ["Eastern Standard Time", berlin, "America/New_York"],
    ["Asia/Tokyo", berlin, "Asia/Tokyo"],
    ["tzone://Microsoft/Utc", berlin, "UTC"],
    ["tzone://Microsoft/Custom", berlin, null],
    ["Customized Time Zone", berlin, null],
    ["", berlin, null],
  ])("name the zone %j, for a person in %s, %j", (name, home, zone) => {
    expect(ianaZone(name, home)).toBe(zone);
  });

  it("fall back to the mailbox's zone where the event's has no name, without moving the instant", () => {
    const event = {
      start: { dateTime: "2026-11-24T08:00:00.0000000", timeZone: "UTC" },
      end: { dateTime: "2026-11-24T09:00:00.0000000", timeZone: "UTC" },
      originalStartTimeZone: "tzone://Microsoft/Custom",
    };
    expect(whenOf(event, berlin)).toEqual({
      allDay: false,
      start: "2026-11-24T08:00:00Z",
      end: "2026-11-24T09:00:00Z",
      zone: berlin,
    });
  });

  it("are understood in another zone than the one asked for", () => {
    const at = (dateTime: string, timeZone: string) => ({ dateTime, timeZone });
    expect(
      whenOf(
        {
          start: at("2026-11-24T09:00:00", "W. Europe Standard Time"),
          end: at("2026-11-24T10:00:00", "Europe/Berlin"),
        },
        berlin,
      ),
    ).toMatchObject({ start: "2026-11-24T08:00:00Z", end: "2026-11-24T09:00:00Z" });
  });

  it.each([
    ["no date", { dateTime: "datetime-value", timeZone: "UTC" }, false],
    ["a zone nobody knows", { dateTime: "2026-11-24T09:00:00", timeZone: "Mars" }, false],
    ["no day", { dateTime: "2026-13-41T00:00:00", timeZone: "UTC" }, true],
    ["an end before its start", { dateTime: "2026-11-24T00:00:00", timeZone: "UTC" }, true],
  ])("are not understood with %s", (_what, time, isAllDay) => {
    expect(whenOf({ start: time, end: time, isAllDay }, berlin)).toBeNull();
  });
});
