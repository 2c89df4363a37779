/**
 * How a system keeps times that cannot keep all of them, and our times as they are written there. Pure.
 */
import { DateTime } from "luxon";
import type { Fields, Value } from "../../sync/model.ts";
import { whenSchema, type When } from "./appointment.ts";
import { isSeries, keepSameClock } from "./recurrence.ts";

/** What a system cannot tell of times; empty: it keeps any instant with its zone. */
export interface TimeKeeping {
  /**
   * The IANA zone by whose clock it keeps all times, without saying so of any of them: the company's, or
   * `UTC`. Absent: each item has a zone of its own.
   */
  readonly clock?: string;
  /** No time of day may be midnight there, which stands for whole days. Absent: it may. */
  readonly midnight?: "refused";
}

/** Why a time cannot be kept: the field, and a sentence with the remedy. */
export interface Unkept {
  readonly field: string;
  readonly reason: string;
}

/** Fields as a system that keeps times so can hold them; or a time that would be another one when read back. */
export function asKept(
  fields: Fields,
  keeping: TimeKeeping,
): { readonly fields: Fields } | { readonly unkept: Unkept } {
  const refused: Unkept[] = [];
  const written = withTimes(fields, (value, field) => {
    const when = whenSchema.safeParse(value).data;
    if (when === undefined || when.allDay) return value;
    const reason = unkeptBy(when, keeping);
    if (reason !== null) refused.push({ field, reason });
    return kept(when, keeping);
  });
  const [unkept] = refused;
  return unkept === undefined ? { fields: written } : { unkept };
}

/** Fields as they were meant by `asKept`. */
export function asMeant(fields: Fields, keeping: TimeKeeping): Fields {
  if (keeping.midnight !== "refused") return fields;
  return withTimes(fields, (value) => {
    const when = whenSchema.safeParse(value).data;
    if (when === undefined || when.allDay) return value;
    const zone = keeping.clock ?? when.zone;
    return { ...when, start: meant(when.start, zone), end: meant(when.end, zone) };
  });
}

/** Each time of an item, those of single days of a series among them. */
function withTimes(fields: Fields, change: (value: Value, field: string) => Value): Fields {
  const { when, exceptions } = fields;
  const days = Array.isArray(exceptions) ? (exceptions as readonly Fields[]) : null;
  return {
    ...fields,
    ...(when !== undefined && { when: change(when, "when") }),
    ...(days !== null && {
      exceptions: days.map((day) =>
        day["field"] === "when"
          ? { ...day, value: change(day["value"] ?? null, "exceptions") }
          : day,
      ),
    }),
  };
}

function unkeptBy(when: When, { clock }: TimeKeeping): string | null {
  if (clock === undefined) return null;
  if (isSeries(when) && !keepSameClock(when.zone, clock, Number(when.start.slice(0, 4)))) {
    return `The ERP keeps all times by the clock of ${clock}: a series by the clock of ${when.zone} would be at another hour there for a part of the year. Give it that time zone, or have series go to the ERP day by day.`;
  }
  if (![when.start, when.end].some((instant) => isShownTwice(instant, clock))) return null;
  return `The ERP keeps all times by the clock of ${clock}, which shows this hour twice: it would be an hour earlier or later there. Choose another time.`;
}

function kept(when: When, { clock, midnight }: TimeKeeping): When {
  const zoned = clock === undefined ? when : { ...when, zone: clock };
  if (midnight !== "refused") return zoned;
  const start = isMidnight(when.start, zoned.zone) ? moved(when.start, 1) : when.start;
  const end = isMidnight(when.end, zoned.zone) ? moved(when.end, -1) : when.end;
  return { ...zoned, start, end: end < start ? start : end };
}

/** A second beside midnight: nobody plans by seconds, so whatever reads so was midnight. */
function meant(instant: string, zone: string): string {
  for (const seconds of [-1, 1]) {
    const beside = moved(instant, seconds);
    if (isMidnight(beside, zone)) return beside;
  }
  return instant;
}

function isMidnight(instant: string, zone: string): boolean {
  return DateTime.fromISO(instant, { zone }).toFormat("HH:mm:ss") === "00:00:00";
}

/** Whether what the clock shows may be another instant as well: systems differ in which one they take. */
function isShownTwice(instant: string, clock: string): boolean {
  return DateTime.fromISO(instant, { zone: clock }).getPossibleOffsets().length > 1;
}

function moved(instant: string, seconds: number): string {
  return DateTime.fromISO(instant, { zone: "utc" })
    .plus({ seconds })
    .toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
