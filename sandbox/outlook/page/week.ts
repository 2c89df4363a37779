/** Where events stand in the week grid. Pure: wall times in, minutes and lanes out. */
import { addDays, dayPart, minutesBetween, weekday } from "./wall-time.ts";

export type CalendarView = "workWeek" | "week" | "list";

/** Something with a beginning and an exclusive end, as wall times. */
export interface Span {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
}

export interface PlacedSpan {
  readonly id: string;
  /** Minutes after midnight of the day, clipped to the day. */
  readonly top: number;
  readonly height: number;
  /** Column among events at the same time, and how many columns they need. */
  readonly lane: number;
  readonly lanes: number;
}

export interface Banner {
  readonly id: string;
  /** Index of the first day shown and number of days. */
  readonly column: number;
  readonly columns: number;
  readonly row: number;
}

const minutesPerDay = 1440;
/** A shorter chip could not be read or clicked. */
const shortestChip = 25;

/** The days that a view shows around `day`; weeks begin on Monday. */
export function daysOfView(day: string, view: CalendarView): readonly string[] {
  const monday = addDays(day, -((weekday(day) + 6) % 7));
  const count = view === "workWeek" ? 5 : 7;
  return Array.from({ length: count }, (_, index) => addDays(monday, index));
}

/** True for what stands in the strip above the hours: all-day events and those of 24 hours or more. */
export function isBanner(span: Span): boolean {
  return span.isAllDay || minutesBetween(span.start, span.end) >= minutesPerDay;
}

/** Events of one day in as few lanes as possible; overlapping ones share the width equally. */
export function placeDay(spans: readonly Span[], day: string): readonly PlacedSpan[] {
  const midnight = `${day}T00:00`;
  const clipped = spans
    .filter((span) => !isBanner(span))
    .map((span) => ({
      id: span.id,
      from: Math.max(0, minutesBetween(midnight, span.start)),
      to: Math.min(minutesPerDay, minutesBetween(midnight, span.end)),
      starts: dayPart(span.start) === day,
    }))
    // An event without duration counts on the day it starts.
    .filter(
      ({ from, to, starts }) => from < minutesPerDay && (to > from || (starts && to === from)),
    )
    .map(({ id, from, to }) => ({ id, from, to: Math.max(to, from + shortestChip) }))
    .sort((a, b) => a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1));

  const placed: PlacedSpan[] = [];
  let group: { id: string; from: number; to: number; lane: number }[] = [];
  let laneEnds: number[] = [];
  const closeGroup = (): void => {
    for (const { id, from, to, lane } of group) {
      placed.push({ id, top: from, height: to - from, lane, lanes: laneEnds.length });
    }
    group = [];
    laneEnds = [];
  };
  for (const span of clipped) {
    if (laneEnds.every((end) => end <= span.from)) closeGroup();
    const free = laneEnds.findIndex((end) => end <= span.from);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = span.to;
    group.push({ ...span, lane });
  }
  closeGroup();
  return placed;
}

/** All-day and long events as banners over the days shown, in as few rows as possible. */
export function placeBanners(spans: readonly Span[], days: readonly string[]): readonly Banner[] {
  const rows: number[] = [];
  return spans
    .filter(isBanner)
    .map((span) => {
      const touches = (day: string): boolean =>
        span.start < `${addDays(day, 1)}T00:00` && span.end > `${day}T00:00`;
      return { id: span.id, column: days.findIndex(touches), last: days.findLastIndex(touches) };
    })
    .filter(({ column }) => column !== -1)
    .sort((a, b) => a.column - b.column || b.last - a.last || (a.id < b.id ? -1 : 1))
    .map(({ id, column, last }) => {
      const free = rows.findIndex((end) => end < column);
      const row = free === -1 ? rows.length : free;
      rows[row] = last;
      return { id, column, columns: last - column + 1, row };
    });
}
