/** Wall times in words. They are formatted as if UTC, which changes nothing about them. */
import { addDays, dayPart } from "./wall-time.ts";

const format = (wall: string, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(
    Date.parse(`${wall.length > 10 ? wall : `${wall}T00:00`}Z`),
  );

export const timeText = (wall: string, locale: string): string =>
  format(wall, locale, { timeStyle: "short" });

/** An hour of the day: `9 AM`, `09 Uhr`. */
export const hourText = (wall: string, locale: string): string =>
  format(wall, locale, { hour: "numeric" });

export const dayText = (day: string, locale: string): string =>
  format(day, locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

export const weekdayText = (day: string, locale: string): string =>
  format(day, locale, { weekday: "short" });

export const monthText = (day: string, locale: string): string =>
  format(day, locale, { month: "long", year: "numeric" });

export interface When {
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
}

/** e.g. `Tuesday, November 24, 2026, 9:00 AM – 10:00 AM`; of all-day events the days, both inclusive. */
export function whenText({ start, end, isAllDay }: When, locale: string): string {
  const from = dayText(dayPart(start), locale);
  if (isAllDay) {
    const last = addDays(dayPart(end), -1);
    return last > dayPart(start) ? `${from} – ${dayText(last, locale)}` : from;
  }
  const until = timeText(end, locale);
  const to = dayPart(end) === dayPart(start) ? until : `${dayText(dayPart(end), locale)}, ${until}`;
  return `${from}, ${timeText(start, locale)} – ${to}`;
}
