/** Repeating activities of the demo ERP as our recurrence and exceptions, and back. Pure. */
import type { Exception, When } from "../../resources/appointment/appointment.ts";
import {
  type Pattern,
  type Recurrence,
  type Weekday,
  recurrenceSchema,
} from "../../resources/appointment/recurrence-shape.ts";
import type { Actor } from "../port/item.ts";
import type { DemoDay, DemoOccurrence, DemoParticipant, DemoRecurrence } from "./shapes.ts";

const dayNames: Readonly<Record<DemoDay, Weekday>> = {
  mon: "monday",
  tue: "tuesday",
  wed: "wednesday",
  thu: "thursday",
  fri: "friday",
  sat: "saturday",
  sun: "sunday",
};
const demoDays = Object.keys(dayNames) as DemoDay[];
const demoDay = (day: Weekday): DemoDay => demoDays.find((one) => dayNames[one] === day) ?? "mon";

/** @returns `null` for a recurrence that we do not understand. */
export function recurrenceOf(given: DemoRecurrence): Recurrence | null {
  const { until, count } = given;
  const ends =
    until !== null
      ? { kind: "until", day: until }
      : count !== null
        ? { kind: "count", count }
        : { kind: "never" };
  const parsed = recurrenceSchema.safeParse({ pattern: patternOf(given), ends });
  return parsed.success ? parsed.data : null;
}

function patternOf(given: DemoRecurrence): unknown {
  const { frequency, interval, dayOfMonth, month, position: nth } = given;
  const weekdays = given.days.map((day) => dayNames[day]);
  switch (frequency) {
    case "daily":
      return { every: "day", interval };
    case "weekly":
      return { every: "week", interval, weekdays, weekStart: dayNames[given.weekStart] };
    case "monthly":
      return nth === null
        ? { every: "month", interval, dayOfMonth }
        : { every: "month-weekday", interval, nth, weekdays };
    case "yearly":
      return nth === null
        ? { every: "year", interval, month, dayOfMonth }
        : { every: "year-weekday", interval, month, nth, weekdays };
  }
}

export function demoRecurrence({ pattern, ends }: Recurrence): DemoRecurrence {
  return {
    days: [],
    weekStart: "mon",
    dayOfMonth: null,
    month: null,
    position: null,
    ...demoPattern(pattern),
    until: ends.kind === "until" ? ends.day : null,
    count: ends.kind === "count" ? ends.count : null,
  };
}

type DemoPattern = Pick<DemoRecurrence, "frequency" | "interval"> & Partial<DemoRecurrence>;

function demoPattern(pattern: Pattern): DemoPattern {
  const { interval } = pattern;
  const days = "weekdays" in pattern ? pattern.weekdays.map(demoDay) : [];
  switch (pattern.every) {
    case "day":
      return { frequency: "daily", interval };
    case "week":
      return { frequency: "weekly", interval, days, weekStart: demoDay(pattern.weekStart) };
    case "month":
      return { frequency: "monthly", interval, dayOfMonth: pattern.dayOfMonth };
    case "month-weekday":
      return { frequency: "monthly", interval, days, position: pattern.nth };
    case "year": {
      const { month, dayOfMonth } = pattern;
      return { frequency: "yearly", interval, month, dayOfMonth };
    }
    case "year-weekday":
      return { frequency: "yearly", interval, days, month: pattern.month, position: pattern.nth };
  }
}

/** What single occurrences have for themselves, one field each; what the acting user says is his own. */
export function exceptionsOf(
  occurrences: readonly DemoOccurrence[],
  when: When,
  { erpUserId }: Pick<Actor, "erpUserId">,
): Exception[] {
  return occurrences.flatMap((one) => {
    const { date: on } = one;
    if (one.cancelled === true) return [{ on, field: "gone", value: true } as const];
    const own: Exception[] = [];
    const { subject, place, notes, start, end, showAs, importance, reminderMinutes } = one;
    if (subject !== undefined) own.push({ on, field: "subject", value: subject });
    if (start !== undefined && end !== undefined) {
      const allDay = one.allDay ?? when.allDay;
      own.push({ on, field: "when", value: { allDay, start, end, zone: when.zone } as When });
    }
    if (place !== undefined) own.push({ on, field: "place", value: place === "" ? null : place });
    if (notes !== undefined) {
      const value = notes === "" ? null : { format: one.notesFormat ?? "text", content: notes };
      own.push({ on, field: "body", value });
    }
    if (showAs !== undefined) own.push({ on, field: "showAs", value: showAs });
    if (one.private !== undefined) {
      own.push({ on, field: "sensitivity", value: one.private ? "private" : "normal" });
    }
    if (importance !== undefined) own.push({ on, field: "importance", value: importance });
    if (reminderMinutes !== undefined) own.push({ on, field: "reminder", value: reminderMinutes });
    for (const { user, absent, ...person } of one.participants ?? []) {
      const isSelf = user !== null && user === erpUserId;
      const { address: who, response } = person;
      const value = { ...person, response: isSelf ? ("none" as const) : response };
      own.push({ on, field: "attendees", who, value: absent === true ? null : value });
      if (isSelf && absent !== true) {
        own.push({ on, field: "response", value: response === "none" ? null : response });
      }
    }
    return own;
  });
}

/** How the ERP is told of a person on one day; what is left out it knows from the activity. */
type ToldParticipant = Pick<DemoParticipant, "address"> & Partial<DemoParticipant>;
type ToldOccurrence = Omit<DemoOccurrence, "participants"> & {
  readonly participants?: readonly ToldParticipant[];
};

/** The ERP's changes of single occurrences for our exceptions; categories it does not hold. */
export function demoOccurrences(
  exceptions: readonly Exception[],
  { address: self }: Pick<Actor, "address">,
): ToldOccurrence[] {
  const byDate = new Map<string, ToldOccurrence>();
  for (const exception of exceptions) {
    const { on } = exception;
    const before = byDate.get(on) ?? { date: on };
    const people = personOn(exception, self);
    const { participants = [] } = before;
    byDate.set(on, {
      ...before,
      ...(people === null ? demoChange(exception) : { participants: joined(participants, people) }),
    });
  }
  return [...byDate.values()].map((one) =>
    one.cancelled === true ? { date: one.date, cancelled: true } : one,
  );
}

/** What an exception says of a person; `null`: it is about something else. */
function personOn(exception: Exception, self: string): ToldParticipant | null {
  if (exception.field === "response") {
    return { address: self, response: exception.value ?? "none" };
  }
  if (exception.field !== "attendees") return null;
  const { who: address, value } = exception;
  if (value === null) return { address, absent: true };
  const { response, ...person } = value;
  // What he says himself is told by itself.
  return address === self ? person : { ...person, response };
}

function joined(all: readonly ToldParticipant[], one: ToldParticipant): readonly ToldParticipant[] {
  const before = all.find(({ address }) => address === one.address);
  return [...all.filter((other) => other !== before), { ...before, ...one }];
}

function demoChange({ field, value }: Exception): Partial<DemoOccurrence> {
  switch (field) {
    case "gone":
      return { cancelled: true };
    case "when":
      return { allDay: value.allDay, start: value.start, end: value.end };
    case "place":
      return { place: value ?? "" };
    case "body":
      return { notes: value?.content ?? "", notesFormat: value?.format ?? "text" };
    case "sensitivity":
      return { private: value === "private" };
    case "reminder":
      return { reminderMinutes: value };
    case "subject":
      return { subject: value };
    case "showAs":
      return { showAs: value };
    case "importance":
      return { importance: value };
    case "categories":
    case "attendees":
    case "response":
      return {};
  }
}
