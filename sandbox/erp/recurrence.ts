import { DateTime } from "luxon";
import type { ActivityFields, OccurrenceChange, Recurrence } from "./model.ts";

/**
 * The occurrences of a repeating activity. This ERP looks at one day after the other and asks whether
 * it fits; the clock of the activity's zone stays the same all year.
 */
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Further ahead nobody plans, and no pattern waits longer for its next day. */
const YEARS_MAX = 30;

type Timed = Pick<ActivityFields, "allDay" | "start" | "end" | "timeZone" | "recurrence">;

const dayIn = ({ allDay, timeZone }: Timed, time: string): DateTime =>
  allDay
    ? DateTime.fromISO(time, { zone: "utc" })
    : DateTime.fromISO(time, { zone: timeZone }).setZone("utc", { keepLocalTime: true });

/** Dates (`2026-11-23`) on which the activity takes place, up to and with `until`. */
export function* datesOf(activity: Timed, until: string): Generator<string> {
  const { recurrence } = activity;
  const first = dayIn(activity, activity.start).startOf("day");
  if (recurrence == null) {
    yield first.toISODate() ?? "";
    return;
  }
  const asked = DateTime.fromISO(until, { zone: "utc" });
  const ends = [asked, first.plus({ years: YEARS_MAX })];
  if (recurrence.until !== null) ends.push(DateTime.fromISO(recurrence.until, { zone: "utc" }));
  const last = DateTime.min(...ends) ?? asked;
  let left = recurrence.count ?? Infinity;
  for (let day = first; day <= last && left > 0; day = day.plus({ days: 1 })) {
    if (!fits(recurrence, first, day)) continue;
    left -= 1;
    yield day.toISODate() ?? "";
  }
}

function fits(recurrence: Recurrence, first: DateTime, day: DateTime): boolean {
  const { frequency, interval, days, dayOfMonth, month, position } = recurrence;
  const isNamed = (one: DateTime): boolean => days.includes(weekdays[one.weekday - 1] ?? "mon");
  const isDayOfMonth = (): boolean => {
    if (position === null) return day.day === Math.min(dayOfMonth ?? 0, day.daysInMonth ?? 31);
    if (!isNamed(day)) return false;
    const month = Array.from({ length: day.daysInMonth ?? 31 }, (_, at) =>
      day.set({ day: at + 1 }),
    );
    const named = month.filter(isNamed).map((one) => one.day);
    return named.at(position === "last" ? -1 : positions.indexOf(position)) === day.day;
  };
  switch (frequency) {
    case "daily":
      return Math.round(day.diff(first, "days").days) % interval === 0;
    case "weekly": {
      const begin = (one: DateTime): DateTime => {
        const back = (one.weekday - 1 - weekdays.indexOf(recurrence.weekStart) + 7) % 7;
        return one.minus({ days: back });
      };
      const weeks = Math.round(begin(day).diff(begin(first), "days").days) / 7;
      return weeks % interval === 0 && isNamed(day);
    }
    case "monthly": {
      const months = (day.year - first.year) * 12 + day.month - first.month;
      return months % interval === 0 && isDayOfMonth();
    }
    case "yearly":
      return (day.year - first.year) % interval === 0 && day.month === month && isDayOfMonth();
  }
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
  const early = new Date(fromMs - (end - start) - 86_400_000).toISOString().slice(0, 10);
  const until = new Date(Math.min(toMs, Date.UTC(9_000, 0))).toISOString().slice(0, 10);
  for (const date of datesOf(activity, until)) if (date >= early) return true;
  return false;
}
