import { openAppointment, peopleOf, read, type Readable } from "./item.ts";
import { recurrenceOf, type FormRecurrence } from "./recurrence.ts";
import { settled } from "./promise.ts";

/** What the open appointment says now, whether it was saved or not. */
export interface FormContent {
  readonly subject: string;
  /** UTC instants, or, of whole days, the first one and the day after the last. */
  readonly when:
    | { readonly allDay: false; readonly start: string; readonly end: string }
    | { readonly allDay: true; readonly start: string; readonly end: string };
  /** `null`: it takes place once. */
  readonly recurrence: FormRecurrence | null;
  readonly place: string;
  /** The beginning of its text. */
  readonly body: string;
  readonly guests: readonly {
    readonly address: string;
    readonly name: string;
    readonly kind: "required" | "optional";
  }[];
  readonly private: boolean;
  readonly categories: readonly string[];
}

/** As much as a person is shown of it. */
const bodyMax = 2_000;

/** The members that are read here; @types/office-js splits them over reading and composing. */
interface FormItem {
  readonly subject?: Readable<string>;
  readonly start?: Readable<Date>;
  readonly end?: Readable<Date>;
  readonly location?: Readable<string>;
  readonly body?: Office.Body;
  readonly requiredAttendees?: Readable<Office.EmailAddressDetails[]>;
  readonly optionalAttendees?: Readable<Office.EmailAddressDetails[]>;
  /** Mailbox 1.7; reading gives it as a value. */
  readonly recurrence?: Readable<Office.Recurrence | null>;
  /** Mailbox 1.8. */
  readonly categories?: Readable<Office.CategoryDetails[] | null>;
  /** Mailbox 1.14. */
  readonly isAllDayEvent?: Readable<boolean>;
  readonly sensitivity?: Readable<string>;
}

/** Throws where no appointment is open; what an older Outlook does not tell is as in a new one. */
export async function readForm(): Promise<FormContent> {
  const open = openAppointment();
  if (open === null || open === "message") throw new Error("No appointment is open.");
  const item = open as FormItem;
  const now = new Date();
  const nobody: Office.EmailAddressDetails[] = [];
  const [subject, start, end, place, allDay, sensitivity, body] = await Promise.all([
    read(item.subject, ""),
    read(item.start, now),
    read(item.end, now),
    read(item.location, ""),
    read(item.isAllDayEvent, false),
    read(item.sensitivity, "normal"),
    bodyOf(item),
  ]);
  const [required, optional, categories, recurrence] = await Promise.all([
    read(item.requiredAttendees, nobody),
    read(item.optionalAttendees, nobody),
    read(item.categories, null),
    read(item.recurrence, null),
  ]);
  return {
    ...{ subject, place, body, private: sensitivity !== "normal" },
    when: allDay
      ? { allDay, start: dayOf(start), end: dayOf(end) }
      : { allDay, start: instantOf(start), end: instantOf(end) },
    recurrence: recurrence === null ? null : recurrenceOf(recurrence),
    guests: [
      ...peopleOf(required).map((person) => ({ ...person, kind: "required" as const })),
      ...peopleOf(optional).map((person) => ({ ...person, kind: "optional" as const })),
    ],
    categories: (categories ?? []).map(({ displayName }) => displayName),
  };
}

/** The days on which it begins and ends, as the mailbox's own calendar has them. */
export function daysOf({ when }: FormContent): { readonly first: string; readonly last: string } {
  if (!when.allDay) return { first: dayOf(new Date(when.start)), last: dayOf(new Date(when.end)) };
  const last = new Date(Date.parse(when.end) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  return { first: when.start, last: last < when.start ? when.start : last };
}

async function bodyOf({ body }: FormItem): Promise<string> {
  if (body === undefined) return "";
  try {
    const text = await settled<string>((callback) =>
      body.getAsync(Office.CoercionType.Text, callback),
    );
    return text.slice(0, bodyMax);
  } catch {
    return "";
  }
}

const instantOf = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** In the zone of the mailbox, which need not be the computer's. */
function dayOf(date: Date): string {
  const { year, month, date: day } = localTime(date);
  return [year, month + 1, day].map((part) => String(part).padStart(2, "0")).join("-");
}

function localTime(date: Date): { year: number; month: number; date: number } {
  try {
    return Office.context.mailbox.convertToLocalClientTime(date);
  } catch {
    // Phones lack it, and are set to the zone of whoever carries them.
    return { year: date.getFullYear(), month: date.getMonth(), date: date.getDate() };
  }
}
