/** What stands in the event form, and what of it a person changed. Pure. */
import type { Attendee, EventChanges, GraphEvent, Sensitivity, ShowAs } from "./graph-event.ts";
import { plainText } from "./plain-text.ts";
import { addDays, addMinutes, dayPart, minutePart } from "./wall-time.ts";

export interface Person {
  readonly name: string;
  readonly address: string;
}

export interface Draft {
  readonly subject: string;
  /** Wall times; of an all-day event midnight of the first day and of the day after the last. */
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
  readonly location: string;
  readonly body: string;
  readonly bodyType: "text" | "html";
  readonly required: readonly Person[];
  readonly optional: readonly Person[];
  readonly categories: readonly string[];
  readonly showAs: ShowAs;
  readonly sensitivity: Sensitivity;
  /** Minutes before the start; null for none. */
  readonly reminder: number | null;
}

const person = (attendee: Attendee): Person => ({
  name: attendee.emailAddress.name ?? attendee.emailAddress.address ?? "",
  address: attendee.emailAddress.address ?? "",
});

/** An empty form for half an hour from `start`. */
export function newDraft(start: string): Draft {
  return {
    subject: "",
    start,
    end: addMinutes(start, 30),
    isAllDay: false,
    location: "",
    body: "",
    bodyType: "text",
    required: [],
    optional: [],
    categories: [],
    showAs: "busy",
    sensitivity: "normal",
    reminder: 15,
  };
}

export function draftOf(event: GraphEvent): Draft {
  const attendees = event.attendees ?? [];
  return {
    subject: event.subject ?? "",
    start: minutePart(event.start.dateTime),
    end: minutePart(event.end.dateTime),
    isAllDay: event.isAllDay ?? false,
    location: event.location?.displayName ?? "",
    body: plainText(event.body),
    bodyType: "text",
    required: attendees.filter(({ type }) => type !== "optional").map(person),
    optional: attendees.filter(({ type }) => type === "optional").map(person),
    categories: event.categories ?? [],
    showAs: event.showAs ?? "busy",
    sensitivity: event.sensitivity ?? "normal",
    reminder: event.isReminderOn === true ? (event.reminderMinutesBeforeStart ?? 15) : null,
  };
}

/** A draft with whole days or with hours: Graph wants midnights for the former. */
export function withAllDay(draft: Draft, isAllDay: boolean): Draft {
  if (draft.isAllDay === isAllDay) return draft;
  const day = dayPart(draft.start);
  if (!isAllDay) {
    return { ...draft, isAllDay, start: `${day}T08:00`, end: `${day}T08:30`, showAs: "busy" };
  }
  const last = dayPart(draft.end) > day ? dayPart(draft.end) : day;
  return {
    ...draft,
    isAllDay,
    start: `${day}T00:00`,
    end: `${addDays(last, 1)}T00:00`,
    showAs: "free",
  };
}

/** A new start keeps the length, as Outlook does. */
export function withStart(draft: Draft, start: string, lengthMinutes: number): Draft {
  return { ...draft, start, end: addMinutes(start, lengthMinutes) };
}

function attendees(draft: Draft): readonly Attendee[] {
  const entry = (type: "required" | "optional") => (who: Person) => ({
    type,
    emailAddress: { name: who.name, address: who.address },
  });
  return [...draft.required.map(entry("required")), ...draft.optional.map(entry("optional"))];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The Graph body for what differs between two drafts, in the given zone; everything where there is
 * no `before`. Fields that Graph wants together (start, end, all-day) travel together.
 */
export function changesOf(before: Draft | null, after: Draft, windowsZone: string): EventChanges {
  const changed = (...fields: (keyof Draft)[]): boolean =>
    before === null || fields.some((field) => !same(before[field], after[field]));
  const time = (wall: string) => ({ dateTime: `${wall}:00`, timeZone: windowsZone });
  return {
    ...(changed("subject") && { subject: after.subject }),
    ...(changed("start", "end", "isAllDay") && {
      start: time(after.start),
      end: time(after.end),
      isAllDay: after.isAllDay,
    }),
    ...(changed("location") && { location: { displayName: after.location } }),
    ...(changed("body") && { body: { contentType: after.bodyType, content: after.body } }),
    ...(changed("required", "optional") && { attendees: attendees(after) }),
    ...(changed("categories") && { categories: after.categories }),
    ...(changed("showAs") && { showAs: after.showAs }),
    ...(changed("sensitivity") && { sensitivity: after.sensitivity }),
    ...(changed("reminder") && {
      isReminderOn: after.reminder !== null,
      ...(after.reminder !== null && { reminderMinutesBeforeStart: after.reminder }),
    }),
  };
}

/**
 * `Ada Lovelace <ada@contoso.example>; grace@contoso.example` as people. Entries without an @ are
 * returned as `unknown`, so that the form can name them.
 */
export function peopleOf(text: string): { people: readonly Person[]; unknown: readonly string[] } {
  const entries = text
    .split(/[;,\n]/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const people: Person[] = [];
  const unknown: string[] = [];
  for (const entry of entries) {
    const match = /^(.*?)<\s*([^<>\s]+@[^<>\s]+)\s*>$/u.exec(entry);
    const address = match?.[2] ?? entry;
    if (/^[^@\s]+@[^@\s]+$/u.test(address)) {
      const name = match?.[1]?.trim() ?? "";
      people.push({ name: name === "" ? address : name, address });
    } else unknown.push(entry);
  }
  return { people, unknown };
}

export function textOfPeople(people: readonly Person[]): string {
  return people
    .map(({ name, address }) => (name === address ? address : `${name} <${address}>`))
    .join("; ");
}
