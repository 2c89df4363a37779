/** What a change does to a series: its own, and that of one of its occurrences. */
import { GraphError, invalidValue } from "../errors.ts";
import type { EventInput } from "../events/input.ts";
import type { Exception, StoredEvent } from "../model.ts";
import type { Switches } from "../switches.ts";
import { readRecurrence, requireOccurrence } from "./input.ts";
import {
  type Master,
  isMaster,
  neighboursOf,
  ownMembers,
  plainOccurrenceOn,
  wallIn,
} from "./occurrences.ts";
import { happensOn } from "./pattern.ts";

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What is left of the exceptions once pattern or times are new (quirk `recurrence-update`). */
function carryOver(master: Master, drop: boolean): void {
  const { series } = master;
  const kept = (date: string) => !drop && happensOn(series.recurrence, date);
  series.cancelled = series.cancelled.filter(kept);
  series.exceptions = Object.fromEntries(
    Object.entries(series.exceptions).filter(([date]) => kept(date)),
  );
}

/**
 * Brings `event`, with `input` already in it, in line with the recurrence that was sent or that it had.
 * Throws 400 for a recurrence that cannot be.
 */
export function applyRecurrence(
  event: StoredEvent,
  before: StoredEvent,
  input: EventInput,
  switches: Switches,
): void {
  if (event.occurrence !== null) {
    if (input.recurrence) {
      throw invalidValue(
        "Event.Recurrence cannot be set on an occurrence; change its series master.",
      );
    }
    return;
  }
  if (input.recurrence === null) event.series = null;
  if (input.recurrence) {
    const { cancelled = [], exceptions = {} } = event.series ?? {};
    event.series = { recurrence: readRecurrence(input.recurrence, event), cancelled, exceptions };
  }
  if (!isMaster(event)) return;
  if (!input.recurrence) followStart(event, before);
  const members = ["start", "end", "isAllDay"] as const;
  const moved = members.some((name) => !same(event[name], before[name]));
  const isNew = !same(event.series.recurrence, before.series?.recurrence);
  if (before.series !== null && (moved || isNew)) {
    carryOver(event, switches["recurrence-update"] === "drop");
  }
}

/** A series whose master is moved to another day begins there. */
function followStart(master: Master, before: StoredEvent): void {
  const { recurrence } = master.series;
  const zone = recurrence.range.recurrenceTimeZone;
  const { date } = wallIn(zone, master.start, master.isAllDay);
  if (date === wallIn(zone, before.start, before.isAllDay).date) return;
  const range = { ...recurrence.range, startDate: date };
  requireOccurrence({ ...recurrence, range });
  master.series.recurrence = { ...recurrence, range };
}

/** Throws 400 when an occurrence would touch or pass the one before or after it. */
export function requireBetweenNeighbours(master: Master, event: StoredEvent): void {
  if (event.occurrence === null) return;
  const [before, after] = neighboursOf(master, event.occurrence.date);
  const early = before !== undefined && event.start.utc < before.end.utc;
  const late = after !== undefined && event.end.utc > after.start.utc;
  if (early || late) {
    throw new GraphError(
      400,
      "ErrorOccurrenceCrossingBoundary",
      "Modified occurrence is crossing or overlapping adjacent occurrence.",
    );
  }
}

/** What of a changed occurrence differs from its master. */
export function exceptionOf(
  master: Master,
  event: StoredEvent,
  date: string,
): Pick<Exception, "changes"> {
  const plain = plainOccurrenceOn(master, date);
  const changed = ownMembers.filter((name) => !same(event[name], plain[name]));
  return { changes: Object.fromEntries(changed.map((name) => [name, event[name]])) };
}
