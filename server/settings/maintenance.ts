import { DateTime } from "luxon";

/** When nothing is sent to an ERP. */
export type MaintenanceWindow =
  /** Each week; `to` not after `from` is on the day after. */
  | {
      readonly kind: "weekly";
      /** On which it begins, 1 Monday to 7 Sunday. */
      readonly days: readonly number[];
      /** `HH:mm`, where the zone's clocks show it. */
      readonly from: string;
      readonly to: string;
      /** IANA. */
      readonly zone: string;
      readonly reason: string;
    }
  | {
      readonly kind: "once";
      /** ISO 8601 UTC. */
      readonly from: string;
      readonly to: string;
      readonly reason: string;
    };

export interface OpenWindow {
  /** ISO 8601 UTC. */
  readonly until: string;
  readonly reason: string;
}

/**
 * The window that is open now, of several that one which ends last; windows that meet are one.
 * @param nowMs since the epoch
 */
export function openWindow(
  windows: readonly MaintenanceWindow[],
  nowMs: number,
): OpenWindow | null {
  let found: { readonly endMs: number; readonly reason: string } | null = null;
  // At the end of one another may go on: as often as there are windows, and no endless chain.
  for (let round = 0; round <= windows.length; round++) {
    const atMs: number = found?.endMs ?? nowMs;
    const longer = windows
      .flatMap((window) => {
        const endMs = endAt(window, atMs);
        return endMs === null ? [] : [{ endMs, reason: found?.reason ?? window.reason }];
      })
      .sort((one, other) => other.endMs - one.endMs)[0];
    if (longer === undefined) break;
    found = longer;
  }
  return found === null
    ? null
    : { until: new Date(found.endMs).toISOString(), reason: found.reason };
}

/** When the window ends that is open at this moment; `null`: it is not open. */
function endAt(window: MaintenanceWindow, atMs: number): number | null {
  if (window.kind === "once") {
    const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
    return from <= atMs && atMs < to ? to : null;
  }
  const today = DateTime.fromMillis(atMs, { zone: window.zone }).startOf("day");
  // One that began yesterday may not be over.
  for (const day of [today.minus({ days: 1 }), today]) {
    if (!window.days.includes(day.weekday)) continue;
    const from = at(day, window.from);
    const to = at(window.to > window.from ? day : day.plus({ days: 1 }), window.to);
    if (from <= atMs && atMs < to) return to;
  }
  return null;
}

/** Where clocks skip this time, the moment after. */
function at(day: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return day.set({ hour, minute }).toMillis();
}
