/** What changed in a calendar's window: single events one by one, each series as a whole. */
import type { MailboxCall } from "../call.ts";
import { eventETag, eventId, eventsOf, showEvent } from "../events/project.ts";
import { overlaps, seenIn } from "../events/read.ts";
import type { Removal, StoredEvent } from "../model.ts";
import type { Resource } from "../odata/query.ts";
import { type Master, isMaster, occurrenceOn, typeOf } from "../series/occurrences.ts";
import { showMoment } from "../zones.ts";
import type { Round } from "./round.ts";

/** What is told in one piece: an event, a removal, or the members of a series. */
export interface Change {
  readonly version: number;
  readonly isSeries: boolean;
  /** Shown only when its page comes up. */
  readonly show: () => Resource[];
}

const eventType = { "@odata.type": "#microsoft.graph.event" };

const removed = (call: MailboxCall, ids: { key: string; restId: string }): Resource => ({
  ...eventType,
  id: call.prefer.immutableIds ? ids.key : ids.restId,
  "@removed": { reason: "deleted" },
});

function shown(call: MailboxCall, event: StoredEvent): Resource {
  const isBare = typeOf(event) === "occurrence" && call.switches["delta-occurrence-bare"];
  if (!isBare) return { ...eventType, ...showEvent(event, call) };
  const { occurrence, start, end, isAllDay } = event;
  const { immutableIds, timeZone } = call.prefer;
  return {
    ...eventType,
    "@odata.etag": eventETag(event),
    id: eventId(event, call),
    seriesMasterId: immutableIds ? occurrence?.masterKey : occurrence?.masterRestId,
    type: "occurrence",
    start: showMoment(start, timeZone, isAllDay),
    end: showMoment(end, timeZone, isAllDay),
  };
}

/** An event that changed outside the window is told as a removal, known or not (`event-delta.md`). */
const told = (call: MailboxCall, event: StoredEvent, isInside: boolean): Resource =>
  isInside ? shown(call, event) : removed(call, event);

/** Versions within the round that still have to be told, when it is asked from `from` on. */
type Within = (version: number) => boolean;

function seriesChange(
  call: MailboxCall,
  round: Round,
  master: Master,
  within: Within,
  from: number,
): Change[] {
  const { exceptions } = master.series;
  const changed = Object.entries(exceptions).filter(([, { told: at }]) => within(at));
  const versions = [
    ...(within(master.told) ? [master.told] : []),
    ...changed.map(([, { told: at }]) => at),
  ];
  // The earliest: a later change of one member moves the rest to a later place, never to an earlier.
  const version = Math.min(...versions);
  if (versions.length === 0 || version <= from) return [];
  // Reckoned when its page comes up: of five hundred series each page would reckon all.
  const show = (): Resource[] => {
    const members = seenIn(round.window, master);
    if (round.isFirst && members.length === 0) return [];
    const itself = told(call, master, members.length > 0);
    const isInside = (event: StoredEvent) => overlaps(event, round.window);
    const moved = changed.map(([date]) => occurrenceOn(master, date));
    const gone = round.isFirst ? [] : moved.filter((event) => !isInside(event));
    const seen = within(master.told) ? members : moved.filter(isInside);
    return [
      itself,
      ...seen.map((event) => shown(call, event)),
      ...gone.map((event) => removed(call, event)),
    ];
  };
  return [{ version, isSeries: true, show }];
}

/** Whether the event left this calendar since and is back, so that immutable ids show one thing only. */
function isBack(call: MailboxCall, event: StoredEvent, removals: readonly Removal[]): boolean {
  const { immutableIds } = call.prefer;
  if (!immutableIds || !call.switches["immutable-id-delta-move"]) return false;
  return event.told === event.arrived && removals.some(({ key }) => key === event.key);
}

/** Changes of the round that were not told yet, in the order in which they happened. */
export function changesOf(call: MailboxCall, round: Round, upTo: number): Change[] {
  const { mailbox, switches } = call;
  const within: Within = (version) => version > round.since && version <= upTo;
  const isNew = ({ version }: { readonly version: number }) =>
    version > round.at && version <= upTo;
  const { isFirst } = round;
  const removals = mailbox.removals.filter(
    ({ calendarId, version, isOccurrence }) =>
      calendarId === round.calendarId &&
      within(version) &&
      !(isOccurrence && switches["delta-deleted-occurrence-silent"]),
  );
  const changed = eventsOf(mailbox, round.calendarId).flatMap((event): Change[] => {
    if (isMaster(event)) return seriesChange(call, round, event, within, round.at);
    const version = event.told;
    const isInside = overlaps(event, round.window);
    if (!isNew({ version }) || (isFirst && !isInside)) return [];
    if (isBack(call, event, removals)) return [];
    return [{ version, isSeries: false, show: () => [told(call, event, isInside)] }];
  });
  const left = removals
    .filter((removal) => !isFirst && isNew(removal))
    .map((removal): Change => ({
      version: removal.version,
      isSeries: false,
      show: () => [removed(call, removal)],
    }));
  return [...changed, ...left].toSorted((one, other) => one.version - other.version);
}

/** What the window holds and did not change: what a replay may bring again. */
export function unchangedSince(call: MailboxCall, round: Round): Change[] {
  return eventsOf(call.mailbox, round.calendarId)
    .filter((event) => !isMaster(event) && event.told <= round.since)
    .filter((event) => overlaps(event, round.window))
    .map((event) => ({
      version: event.told,
      isSeries: false,
      show: () => [shown(call, event)],
    }));
}
