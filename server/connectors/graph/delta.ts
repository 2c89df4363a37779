/**
 * What changed in a window of one calendar, page by page. Pages are candidates: they repeat, may be
 * empty, and carry no extended properties, so stamps and keys are learnt from `get` alone.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { ConnectorError } from "../port/connector-error.ts";
import { whenSchema } from "../../resources/appointment/appointment.ts";
import type { Actor, DeltaPage, DeltaScope, ItemChange, ItemDetails } from "../port/item.ts";
import { unreadable } from "./requests/errors.ts";
import { eventSchema } from "./event/schema.ts";
import { readEvent } from "./event/event.ts";
import { withoutOwn } from "./event/own-properties.ts";
import { preferEvents } from "./event/properties.ts";
import { pathOf } from "./requests/pages.ts";
import type { Session } from "./requests/session.ts";

/** Graph falls back to 10 per page on any request that does not repeat this. */
const preferPages = `${preferEvents}, odata.maxpagesize=200`;

/**
 * A mailbox with many series can get a next link for ever while the same page repeats
 * (quirk `delta-endless-nextlink`). Either bound ends the round; the window is then listed instead.
 */
const maxSamePages = 3;
const maxPages = 1_000;

const cursorSchema = z.strictObject({
  /** `list`: change tracking did not come to an end, so the window is listed without it. */
  how: z.enum(["changes", "list"]),
  /**
   * Path and query below `/v1.0`: the host is ours to choose, so the token never follows a link
   * elsewhere. `null`: the list has been read, and nothing tells what changes after it.
   */
  link: z.string().nullable(),
  /** The round lists everything inside the window. */
  full: z.boolean(),
  pages: z.number(),
  /** Digest of the last page, and how often it came in a row. */
  last: z.string(),
  same: z.number(),
});
type Cursor = z.infer<typeof cursorSchema>;
type Place = Pick<Cursor, "how" | "link" | "full">;

const pageSchema = z.looseObject({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().optional(),
  "@odata.deltaLink": z.string().optional(),
});
type Page = z.infer<typeof pageSchema>;

/**
 * One page.
 * @param calendar where the calendar is, e.g. `/me` or `/me/calendars/…`
 * @throws ConnectorError `cursor-expired` where only a whole new list helps
 */
export async function readPage(
  session: Session,
  actor: Actor,
  calendar: string,
  scope: DeltaScope,
  cursor: string | null,
): Promise<DeltaPage> {
  const place = (how: Cursor["how"]): Cursor =>
    begin({ how, link: windowUrl(calendar, scope, how), full: true });
  const from = cursor === null ? place("changes") : parseCursor(cursor);
  if (from.link === null)
    throw expired("A list of the calendar does not say what changes after it.");
  const reply = await session.send(actor, {
    method: "GET",
    url: from.link,
    headers: { Prefer: preferPages },
  });
  const parsed = pageSchema.safeParse(reply.body);
  if (!parsed.success) throw unreadable("a page without a list of changes");
  const next = nextCursor(from, parsed.data, () => place("list"));
  return {
    changes: readChanges(parsed.data.value, actor),
    ...next,
    cursor: JSON.stringify(next.cursor),
    complete: from.full,
  };
}

function windowUrl(calendar: string, { window }: DeltaScope, how: Cursor["how"]): string {
  const query = new URLSearchParams({ startDateTime: window.from, endDateTime: window.to });
  return `${calendar}/calendarView${how === "changes" ? "/delta" : ""}?${query.toString()}`;
}

/** Where to go on after `page`, which was read at `from`. */
function nextCursor(
  from: Cursor,
  page: Page,
  listInstead: () => Cursor,
): { readonly cursor: Cursor; readonly more: boolean } {
  const { how, full } = from;
  const [nextLink, deltaLink] = [page["@odata.nextLink"], page["@odata.deltaLink"]];
  if (nextLink !== undefined) {
    const cursor = follow(from, pathOf(nextLink), page.value);
    if (cursor !== null) return { cursor, more: true };
    if (how === "list") throw unreadable("a list of the calendar that never ends");
    if (!full) throw expired("The list of changes does not come to an end.");
    return { cursor: listInstead(), more: true };
  }
  if (how === "list") return { cursor: begin({ how, link: null, full }), more: false };
  if (deltaLink === undefined) throw unreadable("a page without a link to continue");
  return { cursor: begin({ how, link: pathOf(deltaLink), full: false }), more: false };
}

function begin(place: Place): Cursor {
  return { ...place, pages: 0, last: "", same: 0 };
}

/** The next page of the same round; `null` for a round that turns in a circle. */
function follow(from: Cursor, link: string, events: readonly unknown[]): Cursor | null {
  // An empty page in the middle of a round is legal and says nothing about repetition.
  const last = events.length === 0 ? "" : digestOf(events);
  const same = last !== "" && last === from.last ? from.same + 1 : 1;
  const pages = from.pages + 1;
  if (same >= maxSamePages || pages >= maxPages) return null;
  return { ...from, link, pages, last, same };
}

/** Which events a page names: the same ones in other words or doubled are the same page. */
function digestOf(events: readonly unknown[]): string {
  const ids = events.flatMap((event) => entrySchema.safeParse(event).data?.id ?? []);
  const names = JSON.stringify([...new Set(ids)].sort());
  return createHash("sha256").update(names).digest("base64");
}

function parseCursor(cursor: string): Cursor {
  try {
    return cursorSchema.parse(JSON.parse(cursor));
  } catch (cause) {
    throw expired("The place where we left off was written by another version.", cause);
  }
}

export function expired(reason: string, cause?: unknown): ConnectorError {
  return new ConnectorError("cursor-expired", "microsoft", reason, { cause });
}

const entrySchema = eventSchema.pick({
  id: true,
  "@removed": true,
  isCancelled: true,
  type: true,
  seriesMasterId: true,
});
type Entry = z.infer<typeof entrySchema>;

/**
 * The events of a page as changes. A series is never split over two pages and brings its master along
 * (quirk `delta-deleted-occurrence-silent`). Where it is one item for us, whatever befell a member
 * befell the master; where each occurrence is one, the master only fills in what a member leaves out.
 */
function readChanges(events: readonly unknown[], actor: Actor): readonly ItemChange[] {
  const masters = new Map<string, unknown>();
  for (const event of events) {
    const entry = entrySchema.safeParse(event);
    if (entry.success && entry.data.type === "seriesMaster") masters.set(entry.data.id, event);
  }
  const apart = actor.series === "occurrences";
  const facts = new Map(
    apart ? [...masters].map(([id, master]) => [id, factsOf(master, actor)] as const) : [],
  );
  const told = new Set<string>();
  return events.flatMap((event): readonly ItemChange[] => {
    const entry = entrySchema.safeParse(event);
    if (!entry.success) return [];
    const { id } = entry.data;
    const masterId = entry.data.seriesMasterId ?? null;
    if (isGone(entry.data)) {
      // A cancelled exception is still a member; what is removed no longer says whose.
      if (apart || masterId === null) return [{ id, removed: true }];
    }
    if (apart) {
      const change = readChange(filled(event, masters), id, actor);
      return [ofSeries(change, facts.get(masterId ?? ""))];
    }
    if (masterId === null) return [readChange(event, id, actor)];
    if (masters.has(masterId) || told.has(masterId)) return [];
    told.add(masterId);
    return [{ id: masterId }];
  });
}

function isGone(entry: Entry): boolean {
  return entry["@removed"] !== undefined || entry.isCancelled === true;
}

/** A bare occurrence (quirk `delta-occurrence-bare`) with what it has in common with its series. */
function filled(event: unknown, masters: ReadonlyMap<string, unknown>): unknown {
  const member = z.looseObject({ seriesMasterId: z.string() }).safeParse(event);
  if (!member.success || "subject" in member.data) return event;
  const master = z.looseObject({}).safeParse(masters.get(member.data.seriesMasterId));
  if (!master.success) return event;
  const { recurrence: _series, transactionId: _created, ...common } = master.data;
  return { ...common, ...member.data };
}

type SeriesFacts = Pick<ItemDetails, "seriesUid" | "seriesBegins">;

/** What tells a series from others in every mailbox, and when it first takes place. */
function factsOf(master: unknown, actor: Actor): SeriesFacts {
  const seriesUid = eventSchema.safeParse(master).data?.iCalUId;
  const read = readEvent(master, actor);
  const when = read.kind === "found" ? whenSchema.safeParse(read.item.fields["when"]) : undefined;
  const start = new Date(when?.data?.start ?? "");
  return {
    ...(seriesUid ? { seriesUid } : {}),
    ...(Number.isNaN(start.getTime()) ? {} : { seriesBegins: start.toISOString() }),
  };
}

/** An occurrence with what is known of its series. */
function ofSeries(change: ItemChange, facts: SeriesFacts = {}): ItemChange {
  const { item } = change;
  if (item === undefined) return change;
  return { ...change, item: { ...item, details: { ...item.details, ...facts } } };
}

/** An event that cannot be understood is still a candidate: `get` tells what is wrong with it. */
function readChange(event: unknown, id: string, actor: Actor): ItemChange {
  const whole = typeof event === "object" && event !== null && "subject" in event;
  const found = whole ? readEvent(event, actor) : null;
  return found?.kind === "found" ? { id, item: withoutOwn(found.item, actor) } : { id };
}
