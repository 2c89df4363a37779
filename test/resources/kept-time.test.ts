import fc from "fast-check";
import { DateTime } from "luxon";
import {
  asKept as asKeptOr,
  asMeant,
  type TimeKeeping,
} from "../../server/resources/appointment/kept-time.ts";
import type { Fields } from "../../server/sync/model.ts";

const at = (start: string, end: string, zone = "Europe/Berlin", more: Fields = {}): Fields => ({
  when: { allDay: false, start, end, zone, ...more },
});
const daily = { recurrence: { pattern: { every: "day", interval: 1 }, ends: { kind: "never" } } };

/** Fields as they are kept, where they can be. */
function asKept(fields: Fields, keeping: TimeKeeping): Fields {
  const kept = asKeptOr(fields, keeping);
  return "fields" in kept ? kept.fields : {};
}

describe("a system that keeps all times by one clock", () => {
  const berlin = { clock: "Europe/Berlin" };

  it.each([
    [
      "a single appointment of another zone",
      at("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "America/New_York"),
    ],
    [
      "a series of that clock, by another name",
      at("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "Europe/Vienna", daily),
    ],
  ])("is given %s, at the same instants", (_what, fields) => {
    const { when } = asKept(fields, berlin);
    expect(when).toEqual({ ...(fields["when"] as Fields), zone: "Europe/Berlin" });
  });

  it.each([
    [
      "a series by another clock",
      at("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "America/New_York", daily),
      /New_York.*day by day/,
    ],
    ["the first of two hours", at("2027-10-31T00:30:00Z", "2027-10-31T02:30:00Z"), /twice/],
    ["the second of two hours", at("2027-10-31T01:30:00Z", "2027-10-31T02:30:00Z"), /twice/],
  ])("is not given %s, and the reason names the remedy", (_what, fields, told) => {
    expect(asKeptOr(fields, berlin)).toEqual({
      unkept: { field: "when", reason: expect.stringMatching(told) as string },
    });
  });

  it("keeps UTC where that is its clock: a series of another one is refused", () => {
    expect(
      asKeptOr(at("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "Europe/Berlin", daily), {
        clock: "UTC",
      }),
    ).toHaveProperty("unkept");
    const once = at("2027-10-31T01:30:00Z", "2027-10-31T02:30:00Z");
    expect(asKept(once, { clock: "UTC" })).toEqual(
      at("2027-10-31T01:30:00Z", "2027-10-31T02:30:00Z", "UTC"),
    );
  });
});

describe("a system that refuses midnight", () => {
  const none = { midnight: "refused" } as const;
  const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata");
  const hour = fc.integer({ min: 0, max: 48 });

  it("is never given one, and what it was given is read as it was meant", () => {
    fc.assert(
      fc.property(
        zone,
        hour,
        hour,
        fc.option(fc.constantFrom("Europe/Vienna", "UTC")),
        (name, from, length, clock) => {
          const begin = DateTime.fromISO("2026-11-24T00:00", { zone: clock ?? name });
          const spell = (hours: number): string =>
            begin.plus({ hours }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
          const keeping = { ...none, ...(clock !== null && { clock }) };
          const given = at(spell(from), spell(from + length), name);
          const kept = asKept(given, keeping)["when"] as { start: string; end: string };
          const shown = (instant: string): string =>
            DateTime.fromISO(instant, { zone: clock ?? name }).toFormat("HH:mm:ss");
          expect([shown(kept.start), shown(kept.end)]).not.toContain("00:00:00");
          expect(kept.end >= kept.start).toBe(true);
          const { start, end } = asMeant({ when: kept }, keeping)["when"] as Fields;
          expect([start, end]).toEqual([spell(from), spell(from + length)]);
        },
      ),
    );
  });

  it("is given whole days as they are, and single days of a series like any time", () => {
    const days = { when: { allDay: true, start: "2026-11-24", end: "2026-11-25", zone: "UTC" } };
    expect(asKept(days, none)).toEqual(days);
    const value = at("2026-11-24T22:00:00Z", "2026-11-24T23:00:00Z")["when"]!;
    const one = {
      exceptions: [
        { on: "2026-11-24", field: "when", value },
        { on: "2026-11-25", field: "gone", value: true },
      ],
    };
    const kept = asKept(one, none);
    expect(JSON.stringify(kept)).toContain("2026-11-24T22:59:59Z");
    expect(asMeant(kept, none)).toEqual(one);
  });
});
