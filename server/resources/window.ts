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
