/**
 * The occurrences of a series, reckoned from its master: the clock of the recurrence's zone stays the
 * same over a change to or from summer time. An exception is the same with what differs put over it.
 */
import { occurrenceIdOf } from "../ids.ts";
import type { Moment, Series, StoredEvent } from "../model.ts";
import { momentAt, readMoment } from "../zones.ts";
import { dateOf, datesOf, dayOf, happensOn } from "./pattern.ts";

export type Master = StoredEvent & { series: Series };

export const isMaster = (event: StoredEvent): event is Master => event.series !== null;

export const typeOf = ({ series, occurrence }: StoredEvent) => {
  if (series !== null) return "seriesMaster" as const;
  if (occurrence === null) return "singleInstance" as const;
  return occurrence.isException ? ("exception" as const) : ("occurrence" as const);
};

/** A master's moment as the clock in the recurrence's zone shows it. */
interface WallTime {
  readonly date: string;
  /** `09:00:00.0000000` */
  readonly time: string;
}

/** The wall time of a moment in the zone whose calendar the series follows. */
export function wallIn(zone: string, moment: Moment, isAllDay: boolean): WallTime {
  const local = isAllDay || moment.zone === zone ? moment.local : momentAt(moment.utc, zone).local;
  return { date: local.slice(0, 10), time: local.slice(11) };
}

/** A function that says when the occurrence of a date begins and ends. */
function timesOf(master: Master): (date: string) => { start: Moment; end: Moment } {
  const { isAllDay, series } = master;
  const zone = series.recurrence.range.recurrenceTimeZone;
  const start = wallIn(zone, master.start, isAllDay);
  const end = wallIn(zone, master.end, isAllDay);
  const days = dayOf(end.date) - dayOf(start.date);
  const place = (date: string, time: string, like: Moment): Moment => {
    const local = `${date}T${time}`;
    if (isAllDay) return { ...readMoment("Start", at(local, like.zone)), local };
    const moment = readMoment("Start", at(local, zone));
    return like.zone === zone ? moment : momentAt(moment.utc, like.zone);
  };
  const at = (dateTime: string, timeZone: string) => ({ dateTime, timeZone });
  return (date) => {
    const from = place(date, start.time, master.start);
    const until = place(dateOf(dayOf(date) + days), end.time, master.end);
    if (from.utc <= until.utc) return { start: from, end: until };
    // It begins in an hour that its clock skips: where that puts it behind its end, it keeps its length.
    const utc = from.utc + (master.end.utc - master.start.utc);
    return { start: from, end: momentAt(utc, until.zone) };
  };
}

/** The members that an exception may have for itself. */
export const ownMembers = [
  ...(["subject", "body", "start", "end", "isAllDay", "locations", "attendees"] as const),
  ...(["categories", "importance", "sensitivity", "showAs", "isReminderOn"] as const),
  ...(["reminderMinutesBeforeStart", "responseRequested", "allowNewTimeProposals"] as const),
  ...(["hideAttendees", "isCancelled", "responseStatus", "isOnlineMeeting"] as const),
  ...(["onlineMeetingProvider", "joinUrl", "extensions", "extendedProperties"] as const),
  ...(["extendedLists", "attachments", "snoozedTo"] as const),
] satisfies (keyof StoredEvent)[];

type Times = ReturnType<ReturnType<typeof timesOf>>;

function build(master: Master, date: string, times: Times, plain: boolean): StoredEvent {
  const exception = plain ? undefined : master.series.exceptions[date];
  return {
    ...master,
    ...times,
    ...exception?.changes,
    key: occurrenceIdOf(master.key, date),
    restId: occurrenceIdOf(master.restId, date),
    told: exception?.told ?? master.told,
    modifiedAt: exception?.modifiedAt ?? master.modifiedAt,
    transactionId: null,
    series: null,
    occurrence: {
      masterKey: master.key,
      masterRestId: master.restId,
      date,
      originalStart: times.start.utc,
      isException: exception !== undefined,
    },
  };
}

/** Whether the series has a living occurrence that was to happen on this date. */
export const hasOccurrence = ({ series }: Master, date: string) =>
  !series.cancelled.includes(date) && happensOn(series.recurrence, date);

/** The occurrence that was to happen on `date`; ask `hasOccurrence` first. */
export const occurrenceOn = (master: Master, date: string): StoredEvent =>
  build(master, date, timesOf(master)(date), false);

/** The same as if nobody had ever changed it: what an exception is compared with. */
export const plainOccurrenceOn = (master: Master, date: string): StoredEvent =>
  build(master, date, timesOf(master)(date), true);

/** Further away from a date than any zone's clock and any change of it. */
const slackDays = 2;
const dayMs = 86_400_000;

/** The living occurrences and exceptions that touch the time from `from` to `to`, by original date. */
export function occurrencesIn(
  master: Master,
  from: number,
  to: number,
  touches: (event: StoredEvent) => boolean,
): StoredEvent[] {
  const { series } = master;
  const times = timesOf(master);
  const lengthDays = Math.ceil((master.end.utc - master.start.utc) / dayMs);
  const first = dateOf(Math.floor(from / dayMs) - lengthDays - slackDays);
  const last = dateOf(Math.floor(to / dayMs) + slackDays);
  const plain = [...datesOf(series.recurrence, last)].filter(
    (date) => date >= first && !(date in series.exceptions) && !series.cancelled.includes(date),
  );
  // An exception may have been moved here from any date.
  const dates = [...plain, ...Object.keys(series.exceptions)].toSorted();
  return dates.map((date) => build(master, date, times(date), false)).filter(touches);
}

/** The living occurrences before and after the one of `date`, as they are now. */
export function neighboursOf(master: Master, date: string): (StoredEvent | undefined)[] {
  const { recurrence, cancelled } = master.series;
  const living = (other: string) => other !== date && !cancelled.includes(other);
  // Far enough ahead for the rarest pattern and a run of deleted ones.
  const reach = dateOf(dayOf(date) + 366 * 10 * recurrence.pattern.interval);
  const at = (near: string | undefined) =>
    near === undefined ? undefined : occurrenceOn(master, near);
  let before: string | undefined;
  for (const other of datesOf(recurrence, reach)) {
    if (!living(other)) continue;
    if (other > date) return [at(before), at(other)];
    before = other;
  }
  return [at(before), undefined];
}
