import type { Fields, Value } from "../sync/model.ts";
import { whenSchema } from "./appointment/appointment.ts";
import { happensBetween, isSeries } from "./appointment/recurrence.ts";

/** The stretch of time whose appointments are synchronized, as ISO 8601 UTC instants. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

export interface WindowSpan {
  readonly daysBack: number;
  readonly daysForward: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The window around `nowMs`, begun at a Monday 00:00 UTC and one week wider than asked on either
 * side: it moves once a week and never lags the span, so cursors live a week (rule 12).
 */
export function windowAround(nowMs: number, span: WindowSpan): Window {
  const today = Math.floor(nowMs / dayMs);
  // Day 0 of the epoch was a Thursday; day 4 the first Monday.
  const monday = today - ((((today - 4) % 7) + 7) % 7);
  const at = (day: number): string => new Date(day * dayMs).toISOString();
  return { from: at(monday - span.daysBack - 7), to: at(monday + span.daysForward + 14) };
}

/**
 * Whether an appointment's `when` begins inside the window, or an occurrence of its series does; one
 * that tells no time does.
 */
export function startsInside(when: Value | undefined, window: Window): boolean {
  if (typeof when !== "object" || when === null || Array.isArray(when)) return true;
  if ("recurrence" in when) {
    const series = whenSchema.safeParse(when);
    if (series.success && isSeries(series.data)) {
      return happensBetween(series.data, window.from, window.to);
    }
  }
  const start = (when as Fields)["start"];
  if (typeof start !== "string") return true;
  return start >= window.from.slice(0, start.length) && start < window.to.slice(0, start.length);
}
