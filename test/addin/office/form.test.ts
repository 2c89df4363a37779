import { daysOf, readForm } from "../../../addin/office/form.ts";

type Callback = (result: unknown) => void;
const ok = (value: unknown) => ({ status: "succeeded", value });
const later = (value: unknown) => ({ getAsync: (callback: Callback) => callback(ok(value)) });
const failing = {
  getAsync: (callback: Callback) => callback({ status: "failed", error: { code: 5000 } }),
};
const bodyOf = (text: string) => ({
  getAsync: (_type: string, callback: Callback) => callback(ok(text)),
});

/** Office in a mailbox that lives two hours east of the computer. */
function open(item: unknown): void {
  const convertToLocalClientTime = (date: Date) => {
    const there = new Date(date.getTime() + 2 * 3_600_000);
    return { year: there.getUTCFullYear(), month: there.getUTCMonth(), date: there.getUTCDate() };
  };
  Object.assign(globalThis, {
    Office: {
      AsyncResultStatus: { Succeeded: "succeeded" },
      CoercionType: { Text: "text" },
      MailboxEnums: { ItemType: { Appointment: "appointment" } },
      context: { mailbox: { item, convertToLocalClientTime } },
    },
  });
}

const composing = {
  itemType: "appointment",
  subject: later("Kick-off"),
  start: later(new Date("2026-11-24T09:00:00Z")),
  end: later(new Date("2026-11-24T10:30:00Z")),
  location: later("Room 5"),
  body: bodyOf("x".repeat(5_000)),
  requiredAttendees: later([{ emailAddress: "Maria@northwind.example", displayName: "Maria" }]),
  optionalAttendees: later([{ emailAddress: "bo@litware.example", displayName: "" }]),
  categories: later([{ displayName: "Demo", color: "Preset1" }]),
  sensitivity: later("private"),
  isAllDayEvent: later(false),
  recurrence: later(null),
};

describe("what the form says", () => {
  it("is read before anything is saved", async () => {
    open(composing);
    expect(await readForm()).toEqual({
      subject: "Kick-off",
      when: { allDay: false, start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:30:00Z" },
      recurrence: null,
      place: "Room 5",
      body: "x".repeat(2_000),
      guests: [
        { address: "maria@northwind.example", name: "Maria", kind: "required" },
        { address: "bo@litware.example", name: "bo@litware.example", kind: "optional" },
      ],
      private: true,
      categories: ["Demo"],
    });
  });

  it("is read of an appointment that is only looked at, and where Outlook is too old to tell all", async () => {
    open({
      itemType: "appointment",
      subject: "Kick-off",
      start: new Date("2026-11-24T09:00:00Z"),
      end: new Date("2026-11-24T10:00:00Z"),
      location: "",
      body: failing,
      categories: failing,
    });
    expect(await readForm()).toMatchObject({
      subject: "Kick-off",
      when: { allDay: false, start: "2026-11-24T09:00:00Z" },
      ...{ recurrence: null, body: "", guests: [], private: false, categories: [] },
    });
  });

  it("has whole days by the calendar of the mailbox, not of the computer", async () => {
    open({
      ...composing,
      isAllDayEvent: later(true),
      start: later(new Date("2026-11-23T22:00:00Z")),
      end: later(new Date("2026-11-25T22:00:00Z")),
    });
    const form = await readForm();
    expect(form.when).toEqual({ allDay: true, start: "2026-11-24", end: "2026-11-26" });
    expect(daysOf(form)).toEqual({ first: "2026-11-24", last: "2026-11-25" });
  });

  const series = (recurrenceType: string, recurrenceProperties: object, last: string | null) => ({
    ...{ recurrenceType, recurrenceProperties },
    seriesTime: { getEndDate: () => last },
  });
  it.each([
    [
      series("weekly", { interval: 2, days: ["mon", "thu"], firstDayOfWeek: "mon" }, "2027-01-31"),
      { every: "week", interval: 2, weekdays: ["monday", "thursday"], weekStart: "monday" },
      { kind: "until", day: "2027-01-31" },
    ],
    [
      series("monthly", { interval: 1, dayOfWeek: "weekday", weekNumber: "last" }, null),
      {
        ...{ every: "month-weekday", interval: 1, nth: "last" },
        weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      },
      { kind: "never" },
    ],
    [
      series("yearly", { interval: 1, dayOfMonth: 29, month: "feb" }, null),
      { every: "year", interval: 1, month: 2, dayOfMonth: 29 },
      { kind: "never" },
    ],
    [series("daily", { interval: 3 }, null), { every: "day", interval: 3 }, { kind: "never" }],
  ])("repeats as the form has it: %#", async (recurrence, pattern, ends) => {
    open({ ...composing, recurrence: later(recurrence) });
    expect((await readForm()).recurrence).toEqual({ pattern, ends });
  });
});
