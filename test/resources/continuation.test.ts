import { fitOf, isCutShort } from "../../server/resources/appointment/continuation.ts";
import type { Recurrence } from "../../server/resources/appointment/recurrence-shape.ts";
import type { Fields, Value } from "../../server/sync/model.ts";

const tuesdays: Extract<Recurrence["pattern"], { every: "week" }> = {
  every: "week",
  interval: 1,
  weekdays: ["tuesday"],
  weekStart: "monday",
};
const never = { kind: "never" } as const;
const until = (day: string) => ({ kind: "until", day }) as const;

/** A series from a day on, at 10 to 11 in Berlin in winter unless another hour (UTC) is named. */
const when = (
  day: string,
  ends: Recurrence["ends"] = never,
  { hour = "09", pattern = tuesdays }: { hour?: string; pattern?: Recurrence["pattern"] } = {},
): Value => ({
  allDay: false,
  start: `${day}T${hour}:00:00Z`,
  end: `${day}T${String(Number(hour) + 1).padStart(2, "0")}:00:00Z`,
  zone: "Europe/Berlin",
  recurrence: { pattern, ends },
});

const round = (time: Value, more: Fields = {}): Fields => ({
  subject: "Weekly round",
  owner: "ada@contoso.example",
  place: "Hamburg",
  body: { format: "text", content: "Numbers" },
  attendees: [{ address: "bo@x.example", name: "Bo", kind: "required", response: "accepted" }],
  when: time,
  ...more,
});

/** Every Tuesday for ever, cut after 15 December: the first day that went is the 22nd. */
const cut = when("2026-11-24");
const left = round(when("2026-11-24", until("2026-12-15")));

describe("a series that is cut short", () => {
  it.each<[string, Value, boolean]>([
    ["ends by a day", when("2026-11-24", until("2026-12-15")), true],
    ["ends by a number", when("2026-11-24", { kind: "count", count: 4 }), true],
    ["is what it was", when("2026-11-24"), false],
    ["moved as well", when("2026-11-24", until("2026-12-15"), { hour: "12" }), false],
    ["begins later", when("2026-12-01", until("2026-12-15")), false],
  ])("%s: so it is told", (_how, now, told) => {
    expect(isCutShort(cut, now)).toBe(told);
  });

  it("is none that was extended, or lost its end", () => {
    const short = when("2026-11-24", until("2026-12-15"));
    expect(isCutShort(short, when("2026-11-24", until("2027-01-15")))).toBe(false);
    expect(isCutShort(short, cut)).toBe(false);
  });

  it("is left with its first day where it was cut there", () => {
    const { recurrence: _none, ...once } = cut as Fields;
    expect(isCutShort(cut, once)).toBe(true);
  });
});

describe("a series goes on with another one", () => {
  const monthly = { every: "month", interval: 1, dayOfMonth: 22 } as const;

  it.each<[string, Fields]>([
    ["as it was", round(when("2026-12-22"))],
    ["at another time", round(when("2026-12-22", never, { hour: "13" }))],
    [
      "on another weekday of that week",
      round(when("2026-12-23", never, { pattern: { ...tuesdays, weekdays: ["wednesday"] } })),
    ],
    ["as often as never before", round(when("2026-12-22", never, { pattern: monthly }))],
    ["somewhere else, with others", round(when("2026-12-22"), { place: "Kiel", attendees: [] })],
    [
      "asked anew",
      round(when("2026-12-22", never, { hour: "13" }), {
        attendees: [{ address: "bo@x.example", name: "", kind: "required", response: "none" }],
      }),
    ],
    ["renamed", round(when("2026-12-22"), { subject: "Other round" })],
    ["renamed, and somewhere else", round(when("2026-12-22"), { subject: "Other", place: "Kiel" })],
    [
      "renamed, and at another time",
      round(when("2026-12-22", never, { hour: "13" }), { subject: "Other round" }),
    ],
    [
      "at another time and place",
      round(when("2026-12-22", never, { hour: "13" }), { place: "Kiel" }),
    ],
    [
      "renamed, with another text",
      round(when("2026-12-22"), { subject: "Other round", body: null }),
    ],
  ])("%s", (_how, next) => {
    expect(fitOf(cut, left, next)).toBe("plain");
  });

  it("keeps its clock where the change of the clock lies between the two", () => {
    const summer = round(when("2027-03-30", never, { hour: "08" }), { place: "Kiel" });
    const before = round(when("2026-11-24", until("2027-03-23")));
    expect(fitOf(cut, before, summer)).toBe("plain");
  });

  it.each<[string, Fields]>([
    ["of another organizer", round(when("2026-12-22"), { owner: "bo@x.example" })],
    ["that begins before the other one is over", round(when("2026-12-15"))],
    ["that comes too late", round(when("2027-01-26"))],
    [
      "that leaves a day out and is called otherwise",
      round(when("2026-12-29"), { subject: "Lunch", body: null, attendees: [] }),
    ],
    [
      "that has nothing in common",
      round(when("2026-12-22", never, { hour: "13" }), {
        ...{ subject: "Lunch", body: null, attendees: [] },
      }),
    ],
    [
      "that happens once",
      round({ ...(when("2026-12-22") as Fields), recurrence: undefined } as unknown as Value),
    ],
  ])("but not with one %s", (_how, next) => {
    expect(fitOf(cut, left, next)).toBeNull();
  });

  it.each<[string, Fields]>([
    ["leaves a day out", round(when("2026-12-29"))],
    ["leaves four days out", round(when("2027-01-19"))],
    [
      "is called, asks and says otherwise",
      round(when("2026-12-22"), { subject: "Lunch", body: null, attendees: [] }),
    ],
    [
      "is called otherwise and has nothing but its text in common",
      round(when("2026-12-22", never, { hour: "13" }), { subject: "Lunch", attendees: [] }),
    ],
  ])("in doubt where it %s", (_how, next) => {
    expect(fitOf(cut, left, next)).toBe("doubtful");
  });

  it.each<[string, Fields, Fields]>([
    ["its place", { body: null, attendees: [] }, { subject: "Lunch" }],
    ["its times", { body: null, attendees: [], place: null }, { subject: "Lunch" }],
    ["no name", { body: null, attendees: [], place: null, subject: "" }, {}],
  ])("in doubt where it has little more than %s in common", (_what, all, more) => {
    const [before, next] = [
      { ...left, ...all },
      { ...round(when("2026-12-22")), ...all, ...more },
    ];
    expect(fitOf(cut, before, next)).toBe("doubtful");
  });

  it("only where something was cut off", () => {
    expect(fitOf(cut, round(cut), round(when("2026-12-22")))).toBeNull();
  });

  it("to its last day, where only that one was cut off", () => {
    const short = when("2026-11-24", until("2026-12-22"));
    expect(fitOf(short, left, round(when("2026-12-22", until("2026-12-22"))))).toBe("plain");
    expect(fitOf(short, left, round(when("2026-12-29")))).toBeNull();
  });
});
