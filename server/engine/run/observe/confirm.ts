import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Found, Item } from "../../../connectors/port/item.ts";
import { handOn, withMarksSeen } from "../../../sync/marks.ts";
import { whenSchema } from "../../../resources/appointment/appointment.ts";
import { isCutShort } from "../../../resources/appointment/continuation.ts";
import { asStanding } from "../../../resources/appointment/ending.ts";
import type { Fields, Link, Meeting, Side, Snapshot } from "../../../sync/model.ts";
import { whenElsewhere } from "../../../sync/reconcile.ts";
import { observed, type Sighting } from "../../../sync/record.ts";
import { connectorOf, type RunContext } from "../context.ts";
import { staysInDoubt } from "../match/doubts.ts";
import { endLink } from "../end-link.ts";
import { missingAtHandOver } from "../../mailboxes/hand-over.ts";
import { noteAct } from "../history.ts";
import { isFurther } from "../../mailboxes/mailbox.ts";
import { isItsOwn, parkItem } from "../park.ts";

/** Read together; each connector splits them as its side likes it. */
const confirmBatch = 200;

/**
 * Reads items by id and records what was found; items without a link are returned.
 * @param hinted those that no list named: a gate lets them in from a chosen calendar only
 */
export async function confirm(
  run: RunContext,
  side: Side,
  ids: readonly string[],
  hinted: ReadonlySet<string> = new Set(),
): Promise<readonly Item[]> {
  const connector = connectorOf(run, side);
  const unknown: Item[] = [];
  for (let start = 0; start < ids.length; start += confirmBatch) {
    const part = ids.slice(start, start + confirmBatch);
    const doubted = new Set(part.filter((id) => isDoubted(run, side, id, hinted)));
    const answers = await connector.get(run.actor, run.resource, part, doubted);
    let stopped: ConnectorError | null = null;
    for (const [at, id] of part.entries()) {
      const taken = await take(run, side, id, answers[at] ?? unanswered(side));
      if (taken instanceof ConnectorError) stopped = taken;
      else if (taken !== null) unknown.push(taken);
    }
    if (stopped !== null) throw stopped;
  }
  return unknown;
}

/** What came of reading items without recording it. */
export interface Reading {
  readonly items: readonly Item[];
  /** By id, the errors of those that cannot be read; what is in neither is gone. */
  readonly unread: ReadonlyMap<string, ConnectorError>;
}

/**
 * Reads items for a comparison: nothing is recorded of them, and none is set aside.
 * @throws ConnectorError where it concerns more than an item
 */
export async function readUnchosen(
  run: RunContext,
  side: Side,
  ids: readonly string[],
): Promise<Reading> {
  const items: Item[] = [];
  const unread = new Map<string, ConnectorError>();
  for (let start = 0; start < ids.length; start += confirmBatch) {
    const part = ids.slice(start, start + confirmBatch);
    const hinted = new Set(part);
    const doubted = new Set(part.filter((id) => isDoubted(run, side, id, hinted)));
    const answers = await connectorOf(run, side).get(run.actor, run.resource, part, doubted);
    for (const [at, itemId] of part.entries()) {
      const answer = answers[at] ?? unanswered(side);
      if (answer.kind === "found") items.push(answer.item);
      if (answer.kind !== "error") continue;
      const { error } = answer;
      const link = run.ledger.byItem(side, itemId);
      if (!(await isItsOwn(run, { link, side, itemId, error }))) throw error;
      unread.set(itemId, error);
    }
  }
  return { items, unread };
}

/** Whether it has to be found out where an item stands, and not only what it says. */
function isDoubted(run: RunContext, side: Side, id: string, hinted: ReadonlySet<string>): boolean {
  const link = run.ledger.byItem(side, id);
  if (link === undefined) return side === "microsoft" && hinted.has(id);
  // Kept with the links, so that a restart does not believe again what was thrown away.
  if (link[side] === null) return true;
  const isNew = link[side] === undefined && link.choice === "on";
  return side === "microsoft" && (isNew || link.elsewhere === true);
}

/** @returns the item where no link knows it, or the error that ends the run. */
async function take(
  run: RunContext,
  side: Side,
  id: string,
  answer: Found,
): Promise<Item | ConnectorError | null> {
  const { ledger } = run;
  const link = ledger.byItem(side, id);
  switch (answer.kind) {
    case "found":
      if (!staysInDoubt(run, id)) ledger.unpark(id);
      if (link === undefined) return answer.item;
      see(run, link, side, answer.item);
      return null;
    case "missing":
      ledger.unpark(id);
      if (link !== undefined && isHidden(run, link, side)) {
        letGo(run, link);
      } else if (link !== undefined && link.choice !== "off" && run.handedOver) {
        // It may well be there, and only not for the person who has the mailbox now.
        endLink(run, link);
        noteAct(run, link, "unlinked", missingAtHandOver);
      } else if (link !== undefined && link.choice !== "off") {
        // Its deletion is a change like any other: it goes on, whatever it was parked for.
        if (link[side] !== null) ledger.unpark(link.id);
        // The meeting itself is over, and not only this copy of it.
        const ended = answer.calledOff === true ? { ...link, calledOff: true as const } : link;
        const gone = observed(ended, side, null, run.schema);
        ledger.stage({ ...gone, ...cutOfDay(run, link, side) });
      } else if (link?.ending !== undefined && side === "microsoft") {
        // Its person ended it himself. One that is being cancelled is told of by whoever does that.
        if (link.ending.cancelling === undefined) ledger.drop(link);
      } else if (link?.microsoft?.marks !== undefined && side === "microsoft") {
        // Nothing is left to take a mark off, nor for one to arrive at.
        const { marking: _lost, ...rest } = link;
        ledger.stage({ ...rest, microsoft: { ...link.microsoft, marks: [] } });
      }
      return null;
    case "error":
      return parkItem(run, { link, side, itemId: id, error: answer.error });
  }
}

/**
 * Of somebody else's mailbox a calendar that is not chosen may be closed to the person without a word
 * (`connectors/graph/rights.ts` asks for the chosen ones): what lay there may well be there still.
 */
function isHidden({ mailbox }: RunContext, link: Link, side: Side): boolean {
  if (side !== "microsoft" || link.elsewhere !== true || link.choice === "off") return false;
  return isFurther(mailbox);
}

function unanswered(side: Side): Found {
  const reason = "An item that was asked for was not answered.";
  return { kind: "error", error: new ConnectorError("unavailable", side, reason) };
}

/** Records an item that was read; a link that is switched off only keeps its ids, and our marks. */
function see(run: RunContext, known: Link, side: Side, item: Item): void {
  const sighting = sightingOf(item);
  const link = side === "microsoft" ? withMarksSeen(known, sighting.snapshot) : known;
  const hand = side === "microsoft" && item.marks !== undefined ? handOn(known, item.marks) : null;
  if (hand !== null && run.showsMarks) run.hands.set(link.id, hand);
  const cut = cutOf(run, link, side, item);
  if (link.choice === "off") {
    const standing = side === "microsoft" ? asStanding(link, sighting.snapshot) : link;
    // Seen once: the rest of an item that is off stays as it was when it was switched off.
    const seen = cut === null ? null : { ...cut, [side]: withTime(link, side, item) };
    const next = seen === null ? standing : { ...standing, ...seen };
    if (next !== known) run.ledger.stage(next);
    return;
  }
  if (item.details.elsewhere != null && !isFollowed(run, link, item.details.elsewhere)) return;
  const next = observed({ ...link, dirty: false }, side, sighting, run.schema);
  if (next.dirty) run.fresh.add(link.id);
  const { invitation } = link;
  const isSent = side === "microsoft" && item.stamp !== null && item.stamp === invitation?.stamp;
  // What was refused may be accepted now that the item is another; one with nothing to write was
  // parked because it could not be read.
  if (next.dirty || !link.dirty) run.ledger.unpark(link.id);
  if (side === "microsoft" && next.dirty && item.modifiedAt !== null)
    run.news.push(item.modifiedAt);
  run.ledger.stage({
    ...next,
    ...kindOf(side, item, link.meeting),
    ...cut,
    ...(isSent && { invitation: { ...invitation, hasLanded: true } }),
    dirty: link.dirty || next.dirty,
  });
}

/** What is kept of a series that lost its end: by it the one is found that goes on with it (rule 25). */
function cutOf(run: RunContext, link: Link, side: Side, item: Item): Pick<Link, "cut"> | null {
  const when = link[side]?.fields["when"];
  const isOurs = link.writes.some((one) => one.side === side && one.stamp === item.stamp);
  if (when === undefined || isOurs || !isCutShort(when, item.fields["when"])) return null;
  return { cut: { ...link.cut, [side]: { when, seenAt: run.now(), isNew: true } } };
}

/** Of a day that went: whether its series lost its end with it is to be looked at (`tails.ts`). */
function cutOfDay(run: RunContext, link: Link, side: Side): Pick<Link, "cut"> | null {
  const { seriesId, microsoft, erp } = link;
  const isDay = seriesId !== undefined && run.actor.series === "occurrences";
  const when = microsoft?.fields["when"];
  if (side === "erp" || !isDay || when === undefined || erp === null) return null;
  return { cut: { microsoft: { when, seenAt: run.now(), isNew: true } } };
}

function withTime(link: Link, side: Side, { fields }: Item): Snapshot | null {
  const before = link[side];
  const when = fields["when"];
  if (before == null || when === undefined) return before ?? null;
  return { ...before, fields: { ...before.fields, when } };
}

/** Rule 12 for an item in a calendar that is not synchronized. @returns whether it is kept the same all the same */
function isFollowed(run: RunContext, link: Link, calendar: string): boolean {
  const left = run.mailbox.jobs.calendar.calendars?.left ?? [];
  switch (whenElsewhere(link, left.includes(calendar))) {
    case "followed":
      return true;
    case "released":
      // What a create in doubt has made has to be known before the link lets go of it.
      if (link.create !== undefined) return true;
      letGo(run, link);
      return false;
    case "gone":
      if (run.handedOver) {
        letGo(run, link);
        return false;
      }
      run.ledger.stage(observed(link, "microsoft", null, run.schema));
      return false;
  }
}

function letGo(run: RunContext, link: Link): void {
  endLink(run, link, { elsewhere: true });
  noteAct(run, link, "unlinked", "its calendar is not synchronized");
}

/** What a link keeps of the kind of its item in Outlook: whose copy, of which series, and where. */
export function kindOf(
  side: Side,
  item: Item,
  before?: Meeting,
): Partial<Pick<Link, "attendeeCopy" | "seriesId" | "seriesBegins" | "elsewhere" | "meeting">> {
  if (side === "erp") return {};
  const { organizer, seriesId, seriesBegins, elsewhere } = item.details;
  const meeting = meetingOf(item, before);
  return {
    attendeeCopy: organizer === false,
    ...(seriesId === undefined ? {} : { seriesId }),
    ...(seriesBegins === undefined ? {} : { seriesBegins }),
    ...(elsewhere === undefined ? {} : { elsewhere: elsewhere !== null }),
    ...(meeting === null ? {} : { meeting }),
  };
}

/**
 * Which meeting an item is a copy of. An occurrence's own `iCalUId` is not to be relied on (quirk
 * `icaluid`): it is known by its day and by its series, which is asked where it matters.
 */
function meetingOf({ details, fields }: Item, before: Meeting | undefined): Meeting | null {
  const { iCalUId, seriesUid, organizerAddress: organizer = null } = details;
  if (details.series !== "occurrence") return iCalUId ? { id: iCalUId, organizer } : null;
  const day = asInstant(details.originalStart ?? startOf(fields["when"]));
  if (seriesUid !== undefined) return { id: ofDay(seriesUid, day), day, organizer };
  return { id: before?.day === day ? before.id : null, day, organizer };
}

/** What the copies of one occurrence have in common in all mailboxes. */
export function ofDay(seriesUid: string, day: string): string {
  return `${seriesUid} ${day}`;
}

/** Spelled alike, whichever of the two told it: mailboxes find each other by it. */
function asInstant(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : time.toISOString();
}

function startOf(when: Fields[string] | undefined): string {
  const parsed = whenSchema.safeParse(when);
  return parsed.success ? parsed.data.start : "";
}

export function sightingOf(item: Item): Sighting {
  const { stamp, id, version, fields, readOnly, modifiedAt, marks } = item;
  const { webUrl, modifiedBy = null } = item.details;
  const snapshot = {
    ...{ id, version, fields, modifiedAt, modifiedBy, webUrl },
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(marks === undefined ? {} : { marks }),
  };
  return { snapshot, stamp };
}
