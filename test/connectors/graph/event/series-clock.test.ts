/** A series whose zone Graph names by nothing that a table knows: read right, or not at all. */
import type { Actor } from "../../../../server/connectors/port/item.ts";
import { readEvent } from "../../../../server/connectors/graph/event/event.ts";
import { eventSchema } from "../../../../server/connectors/graph/event/schema.ts";
import { graphEvent } from "../stub.ts";

type Json = Readonly<Record<string, unknown>>;

const custom = "tzone://Microsoft/Custom";
const owner = { address: "ada@contoso.example", timeZone: "Europe/Berlin" };
const utc = (dateTime: string) => ({ dateTime: `${dateTime}:00.0000000`, timeZone: "UTC" });

const tuesdays = { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] };
const range = { type: "noEnd", startDate: "2026-11-24", recurrenceTimeZone: custom };

/** Every Tuesday at 9 in Berlin, unless said. */
const master = (more: Json = {}, inRange: Json = {}) =>
  graphEvent("M", {
    type: "seriesMaster",
    originalStartTimeZone: custom,
    recurrence: { pattern: tuesdays, range: { ...range, ...inRange } },
    ...more,
  });

const day = (date: string, time = "08:00", more: Json = {}) => ({
  ...{ id: date, type: "occurrence", occurrenceId: `OID.M.${date}` },
  ...{ start: utc(`${date}T${time}`), originalStart: `${date}T${time}:00Z` },
  ...more,
});

/** The Berlin clock in winter, when New York has summer time and Berlin not yet, and in summer. */
const asInBerlin = [day("2026-11-24"), day("2027-03-23"), day("2027-04-06", "07:00")];

function zoneOf(event: Json, days: readonly Json[] = [], reader: Partial<Actor> = {}) {
  const parsed = days.map((one) => eventSchema.parse(one));
  const found = readEvent(event, { ...owner, ...reader }, parsed);
  if (found.kind === "missing") throw new Error("missing");
  if (found.kind === "found") return (found.item.fields["when"] as { zone: string }).zone;
  return `${found.error.code} ${found.error.facts.field ?? ""}`;
}

describe("a series in a zone without a known name", () => {
  it("is refused where it would fall on other days than Graph says", () => {
    const late = { start: utc("2026-11-24T23:30"), end: utc("2026-11-24T23:45") };
    expect(zoneOf(master(late), [day("2026-11-24", "23:30")])).toBe("rejected when");
  });

  it("is refused with what can be done about it", () => {
    const found = readEvent(master(), owner);
    expect(found.kind === "error" && found.error.message).toContain("choose a time zone for it");
  });

  it.each([
    ["no day was told: the day it begins on says nothing of summer time", []],
    ["a day is at another hour in summer", [...asInBerlin, day("2027-04-13", "08:00")]],
    [
      "a day is on another date",
      [day("2026-11-24", "08:00", { occurrenceId: "OID.M.2026-11-25" })],
    ],
    ["a day is none of the pattern's", [day("2026-11-25")]],
    ["a day says not when it was to be", [day("2026-11-24", "08:00", { originalStart: null })]],
  ])("is refused where %s", (_why, days) => {
    // An exception is somewhere else than it was to be.
    const told = days.map((one) => ({ ...one, type: "exception" }));
    expect(zoneOf(master(), told)).toBe("rejected when");
  });

  it.each(["UTC", "Asia/Kolkata", "America/New_York"])(
    "is refused in a mailbox whose clock is that of %s",
    (timeZone) => {
      expect(zoneOf(master(), asInBerlin, { timeZone })).toBe("rejected when");
    },
  );

  it("keeps the mailbox's clock where all days that Graph tells are by it", () => {
    expect(zoneOf(master(), asInBerlin)).toBe("Europe/Berlin");
  });

  it("is known by its plain days as well where nothing says when they were to be", () => {
    const bare = asInBerlin.map((one) => ({ ...one, originalStart: null, occurrenceId: null }));
    expect(zoneOf(master(), bare)).toBe("Europe/Berlin");
  });

  it("is known by when a moved day was to be, not by where it is now", () => {
    const moved = day("2026-12-08", "08:00", { type: "exception", start: utc("2026-12-09T15:00") });
    expect(zoneOf(master(), [...asInBerlin, moved])).toBe("Europe/Berlin");
  });

  it("needs no clock for whole days, and the day that it begins on all the same", () => {
    const whole = { isAllDay: true, start: utc("2026-11-24T00:00"), end: utc("2026-11-25T00:00") };
    expect(zoneOf(master(whole))).toBe("Europe/Berlin");
    expect(zoneOf(master(whole, { startDate: "2026-11-23" }))).toBe("rejected when");
  });

  it("matters to nobody where each day is an item of its own", () => {
    expect(zoneOf(master(), [], { series: "occurrences" })).toBe("Europe/Berlin");
  });
});

describe("a series in a zone with a known name", () => {
  it.each([
    ["its own", master({}, { recurrenceTimeZone: "Eastern Standard Time" }), "America/New_York"],
    ["its own, an IANA one", master({}, { recurrenceTimeZone: "Asia/Tokyo" }), "Asia/Tokyo"],
    [
      "the event's, where the series tells none",
      master({ originalStartTimeZone: "Tokyo Standard Time" }, { recurrenceTimeZone: "" }),
      "Asia/Tokyo",
    ],
  ])("keeps the clock of %s", (_whose, event, zone) => {
    expect(zoneOf(event)).toBe(zone);
  });

  it("is not taken to be in the event's, where its own has no known name", () => {
    expect(zoneOf(master({ originalStartTimeZone: "Tokyo Standard Time" }))).toBe("rejected when");
  });
});
