import { DateTime } from "luxon";
import type { Activity, ActivityFields, OccurrenceChange, Recurrence } from "./model.ts";

/**
 * The occurrences of a repeating activity. This ERP looks at one day after the other and asks whether
 * it fits; the clock of the activity's zone stays the same all year.
 */
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Further ahead nobody plans, and no pattern waits longer for its next day. */
const YEARS_MAX = 30;

type Timed = Pick<ActivityFields, "allDay" | "start" | "end" | "timeZone" | "recurrence">;

const dayMs = 86_400_000;
/** Days since 1 January 1970, a Thursday. */
const numberOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** 0 is Monday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

function firstDate({ allDay, start, timeZone }: Timed): string {
  return allDay ? start : (DateTime.fromISO(start, { zone: timeZone }).toISODate() ?? "");
}

/** Dates (`2026-11-23`) on which the activity takes place, up to and with `until`. */
export function* datesOf(activity: Timed, until: string): Generator<string> {
  const { recurrence } = activity;
  const first = numberOf(firstDate(activity));
  if (recurrence == null) {
    yield dateOf(first);
    return;
  }
  const last = Math.min(
    numberOf(until),
    first + YEARS_MAX * 366,
    recurrence.until === null ? Infinity : numberOf(recurrence.until),
  );
  let left = recurrence.count ?? Infinity;
  for (let day = first; day <= last && left > 0; day += 1) {
    if (!fits(recurrence, first, day)) continue;
    left -= 1;
    yield dateOf(day);
  }
}

function fits(recurrence: Recurrence, first: number, day: number): boolean {
  const { frequency, interval, days, dayOfMonth, month, position } = recurrence;
  const isNamed = (one: number): boolean => days.includes(weekdays[weekdayOf(one)] ?? "mon");
  if (frequency === "daily") return (day - first) % interval === 0;
  if (frequency === "weekly") {
    if (!isNamed(day)) return false;
    const begin = (one: number): number =>
      one - ((weekdayOf(one) - weekdays.indexOf(recurrence.weekStart) + 7) % 7);
    return ((begin(day) - begin(first)) / 7) % interval === 0;
  }
  const [here, there] = [new Date(day * dayMs), new Date(first * dayMs)];
  const years = here.getUTCFullYear() - there.getUTCFullYear();
  const months = years * 12 + here.getUTCMonth() - there.getUTCMonth();
  if (frequency === "monthly" && months % interval !== 0) return false;
  if (frequency === "yearly" && (years % interval !== 0 || here.getUTCMonth() + 1 !== month)) {
    return false;
  }
  const dayIn = here.getUTCDate();
  const length = new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() + 1, 0)).getUTCDate();
  if (position === null) return dayIn === Math.min(dayOfMonth ?? 0, length);
  if (!isNamed(day)) return false;
  const start = day - dayIn;
  const named = Array.from({ length }, (_, at) => at + 1).filter((one) => isNamed(start + one));
  return named.at(position === "last" ? -1 : positions.indexOf(position)) === dayIn;
}

const positions = ["first", "second", "third", "fourth"];

export function takesPlaceOn(activity: Timed, date: string): boolean {
  for (const one of datesOf(activity, date)) if (one === date) return true;
  return false;
}

/** What is left of the changes of single occurrences: those of days that the activity still has. */
export function keptOccurrences(
  activity: Timed,
  occurrences: readonly OccurrenceChange[],
): readonly OccurrenceChange[] {
  if (activity.recurrence == null) return [];
  return occurrences
    .filter(({ date }) => takesPlaceOn(activity, date))
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));
}

/** Whether an activity or one of its occurrences touches the time between two moments. */
export function takesPlaceBetween(activity: Timed, fromMs: number, toMs: number): boolean {
  const [start, end] = [Date.parse(activity.start), Date.parse(activity.end)];
  if (activity.recurrence == null) return start < toMs && end >= fromMs;
  if (start >= toMs) return false;
  const early = dateOf(Math.floor((fromMs - (end - start)) / dayMs) - 1);
  const until = dateOf(Math.floor(Math.min(toMs, Date.UTC(9_000, 0)) / dayMs));
  for (const date of datesOf(activity, until)) if (date >= early) return true;
  return false;
}

const UPCOMING_MAX = 6;

/** The next times of a repeating activity from `today` on, as they take place; none of another. */
export function upcoming(activity: Activity, today: string) {
  if (activity.recurrence == null) return [];
  const { allDay, start, end, timeZone, subject } = activity;
  const own = new Map(activity.occurrences.map((one) => [one.date, one]));
  const found: { date: string; start: string; end: string; subject: string }[] = [];
  const first = firstDate(activity);
  const clock = allDay ? "" : DateTime.fromISO(start, { zone: timeZone }).toFormat("HH:mm:ss");
  const lengthMs = Date.parse(end) - Date.parse(start);
  const at = (date: string): { start: string; end: string } => {
    if (allDay) return { start: date, end: dateOf(numberOf(date) + lengthMs / dayMs) };
    const from = DateTime.fromISO(`${date}T${clock}`, { zone: timeZone }).toMillis();
    const spell = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");
    return { start: spell(from), end: spell(from + lengthMs) };
  };
  for (const date of datesOf(activity, dateOf(numberOf(today > first ? today : first) + 3 * 366))) {
    const change = own.get(date);
    if (date < today || change?.cancelled === true) continue;
    const plain = { date, subject, ...at(date) };
    found.push({
      ...plain,
      subject: change?.subject ?? plain.subject,
      start: change?.start ?? plain.start,
      end: change?.end ?? plain.end,
    });
    if (found.length === UPCOMING_MAX) break;
  }
  return found;
}
