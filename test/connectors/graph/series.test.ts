import fc from "fast-check";
import { DateTime } from "luxon";
import type { Exception } from "../../../server/resources/appointment/appointment.ts";
import {
  datesOf,
  occurrenceOn,
  type SeriesWhen,
} from "../../../server/resources/appointment/recurrence.ts";
import { appointmentSchemaRules } from "../../../server/resources/appointment/schema.ts";
import type { Item } from "../../../server/connectors/port/item.ts";
import { anyDay, anyPattern } from "../../resources/any-recurrence.ts";
import { get, itemOf, made, write } from "./acts.ts";
import { sandboxed, type Sandbox } from "./sandbox.ts";

const zones = [
  ...["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo"],
  ...["Asia/Kolkata", "UTC"],
];
const instant = (time: DateTime): string => time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
const print = (name: string, value: unknown): string | undefined =>
  appointmentSchemaRules.fields[name]?.fingerprint(value as never);

/** Half an hour by the zone's clock, so that even Lord Howe's half hour shows. */
function at(day: string, zone: string, time = "09:15"): { start: string; end: string } {
  const start = DateTime.fromISO(`${day}T${time}`, { zone });
  return { start: instant(start), end: instant(start.plus({ minutes: 30 })) };
}

const anySeries = fc
  .record({ pattern: anyPattern, day: anyDay, zone: fc.constantFrom(...zones) })
  .map(({ pattern, day, zone }): SeriesWhen => {
    const recurrence = { pattern, ends: { kind: "never" } } as const;
    const start = { allDay: false, zone, ...at(day, zone), recurrence } as const;
    // Exchange wants a series to begin with an occurrence.
    const [first] = datesOf(start, "2040-01-01");
    return { ...start, ...at(first ?? day, zone) };
  });

async function shown(sandbox: Sandbox, id: string, from: string, to: string) {
  const query = `startDateTime=${from}&endDateTime=${to}&$top=1000`;
  const page = (await sandbox.person("GET", `/me/events/${id}/instances?${query}`)) as {
    value: { id: string; start: { dateTime: string } }[];
  };
  return page.value.map(({ start }) => `${start.dateTime.slice(0, 19)}Z`);
}

describe("a series in Outlook", () => {
  it("means the same after it went there, and shows a year of it by its own clock", async () => {
    const sandbox = sandboxed();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(anySeries, async (when) => {
        const item = await made(sandbox, `link${++count}#1`, { when });
        expect(print("when", item.fields["when"])).toBe(print("when", when));
        const from = DateTime.fromISO(when.start, { zone: when.zone });
        const to = from.plus({ years: 1 });
        const expected = [...datesOf(when, to.toISODate() ?? "")]
          .map((date) => occurrenceOn(when, date).start)
          .filter((start) => start < instant(to));
        expect(await shown(sandbox, item.id, when.start, instant(to))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  const daily: SeriesWhen = {
    ...{ allDay: false, zone: "Europe/Berlin", ...at("2026-11-23", "Europe/Berlin") },
    recurrence: { pattern: { every: "day", interval: 1 }, ends: { kind: "count", count: 10 } },
  };
  const update = (item: Item, exceptions: readonly Exception[], stamp = "s") => ({
    ...{ kind: "update" as const, id: item.id, precondition: item.version, stamp },
    fields: { exceptions: exceptions as never },
  });

  it("takes any exceptions, and reads back what it took", async () => {
    const dates = [...datesOf(daily, "2027-01-01")];
    const own = fc.oneof(
      fc.record({ field: fc.constant("subject"), value: fc.constantFrom("A", "B") }),
      fc.record({ field: fc.constant("place"), value: fc.constantFrom("Kiel", null) }),
      fc.record({ field: fc.constant("showAs"), value: fc.constantFrom("free", "oof") }),
      fc.record({ field: fc.constant("reminder"), value: fc.constantFrom(5, null) }),
      fc.record({ field: fc.constant("when"), value: fc.constantFrom("11:00", "16:40") }),
      fc.record({ field: fc.constant("gone"), value: fc.constant(true) }),
    );
    const some = fc.uniqueArray(fc.record({ on: fc.constantFrom(...dates), own }), {
      maxLength: 6,
      selector: ({ on, own: { field } }) => `${on} ${field}`,
    });
    const whole = (told: typeof some extends fc.Arbitrary<infer T> ? T : never): Exception[] => {
      const gone = new Set(
        told.filter(({ own: { field } }) => field === "gone").map(({ on }) => on),
      );
      return told.flatMap(({ on, own: { field, value } }) => {
        if (gone.has(on) && field !== "gone") return [];
        const { zone } = daily;
        const when = { allDay: false, zone, ...at(on, zone, String(value)) };
        return [{ on, field, value: field === "when" ? when : value } as Exception];
      });
    };
    await fc.assert(
      fc.asyncProperty(some, some, async (one, other) => {
        const sandbox = sandboxed();
        const more = { when: daily, place: "Bonn", reminder: 15 };
        let item = await made(sandbox, "link#1", more);
        item = itemOf((await write(sandbox, update(item, whole(one), "s1")))[0]);
        expect(print("exceptions", item.fields["exceptions"])).toBe(
          print("exceptions", whole(one)),
        );
        // What is gone in Outlook stays gone: whoever wants something else keeps that.
        const lost = whole(one).filter(({ field }) => field === "gone");
        const days = new Set(lost.map(({ on }) => on));
        const next = [...lost, ...whole(other).filter(({ on }) => !days.has(on))];
        item = itemOf((await write(sandbox, update(item, next, "s2")))[0]);
        expect(print("exceptions", item.fields["exceptions"])).toBe(print("exceptions", next));
        expect(item.stamp).toBe("s2");
        expect(await get(sandbox, item.id)).toEqual({ kind: "found", item });
      }),
      { numRuns: 25 },
    );
  });

  it("is not written over what somebody did to one of its occurrences meanwhile", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox, "link#1", { when: daily });
    const list = (await sandbox.person(
      "GET",
      `/me/events/${item.id}/instances?startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z`,
    )) as { value: { id: string }[] };
    await sandbox.person("PATCH", `/me/events/${list.value[2]?.id}`, { subject: "Mine" });
    const [outcome] = await write(
      sandbox,
      update(item, [{ on: "2026-11-25", field: "subject", value: "Theirs" }]),
    );
    expect(outcome).toMatchObject({ kind: "error", error: { code: "stale" } });
  });

  it("does not get a deleted occurrence back: the refusal names the field and what to do", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox, "link#1", { when: daily });
    const [gone] = await write(
      sandbox,
      update(item, [{ on: "2026-11-25", field: "gone", value: true }]),
    );
    const [outcome] = await write(sandbox, update(itemOf(gone), []));
    expect(outcome).toMatchObject({
      kind: "error",
      error: { code: "rejected", facts: { field: "exceptions" } },
    });
  });

  it("does not move a day past the next: the refusal names the field and what to do", async () => {
    const sandbox = sandboxed();
    const item = await made(sandbox, "link#1", { when: daily });
    const { zone } = daily;
    const when = { allDay: false, zone, ...at("2026-11-27", zone) };
    const [outcome] = await write(
      sandbox,
      update(item, [{ on: "2026-11-25", field: "when", value: when }]),
    );
    expect(outcome).toMatchObject({
      kind: "error",
      error: {
        ...{ code: "rejected", facts: { field: "when" } },
        message: expect.stringContaining("only between the days before and after it") as unknown,
      },
    });
  });
});
