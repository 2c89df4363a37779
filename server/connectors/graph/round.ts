/**
 * One round of changes over all calendars that are synchronized, one after the other, each from a
 * cursor of its own inside the one that the engine keeps.
 *
 * A round lists all of them or none: what is absent from a list may be gone only where every calendar
 * was listed (it may have moved to another), and what exists on both sides already is told apart only
 * by who sees all of it. So a calendar that joins, ends or forgets its cursor has all of them listed
 * anew, at one request for 200 events; one that is no longer chosen is dropped and costs nothing.
 */
import { z } from "zod";
import {
  type Actor,
  type DeltaPage,
  type DeltaScope,
  type ItemChange,
  defaultCalendar,
  chosenCalendars,
} from "../port/item.ts";
import { calendarPath, readIn } from "./calendars.ts";
import { expired, readPage } from "./delta.ts";
import type { Session } from "./requests/session.ts";
import type { Suspects } from "./suspects.ts";

const cursorSchema = z.strictObject({
  /** By calendar: where to go on; `null`: it was not there when all were listed. */
  places: z.record(z.string(), z.string().nullable()),
  /** What is still to be read in this round, in order; none: the next round begins. */
  rest: z.array(z.string()),
  /** The round lists everything. */
  full: z.boolean(),
});
type Cursor = z.infer<typeof cursorSchema>;

/** One page. @throws ConnectorError `cursor-expired` where only a whole new list helps. */
export async function readDelta(
  session: Session,
  suspects: Suspects,
  actor: Actor,
  scope: DeltaScope,
  given: string | null,
): Promise<DeltaPage> {
  const from = placeIn(chosenCalendars(actor), given);
  const [calendar, ...later] = from.rest;
  if (calendar === undefined) {
    return { changes: [], cursor: JSON.stringify(from), more: false, complete: false };
  }
  const path = calendarPath(session, actor, calendar);
  const page = await readIn(
    calendar,
    () => readPage(session, actor, path, scope, from.places[calendar] ?? null),
    null,
  );
  if (page === null && !from.full) {
    // Nobody tells what went with it: a list of the others shows what is missing.
    throw expired("A calendar that was read before is not there any more.");
  }
  const isLastPage = page?.more !== true;
  const rest = isLastPage ? later : from.rest;
  const more = rest.length > 0;
  const changes = page?.changes ?? [];
  suspect(suspects, actor, changes);
  if (from.full) {
    const named = changes.filter(({ removed }) => removed !== true).map(({ id }) => id);
    const first = Object.keys(from.places).length === 0;
    suspects.list(actor, named, { first, last: !more });
  }
  const places = { ...from.places, [calendar]: page?.cursor ?? null };
  const cursor = JSON.stringify({ places, rest, full: from.full && more } satisfies Cursor);
  return { changes, cursor, more, complete: from.full };
}

/** Where a page is to be read; a calendar that the cursor does not know has all of them listed. */
function placeIn(chosen: readonly string[], given: string | null): Cursor {
  if (given === null) return { places: {}, rest: [...chosen], full: true };
  const { places, rest, full } = parse(given);
  const isKnown = (id: string): boolean => id in places || (full && rest.includes(id));
  if (!chosen.every(isKnown)) throw expired("A calendar was chosen that was not read before.");
  const kept = Object.fromEntries(Object.entries(places).filter(([id]) => chosen.includes(id)));
  const open = rest.filter((id) => chosen.includes(id));
  if (rest.length > 0) return { places: kept, rest: open, full };
  return { places: kept, rest: chosen.filter((id) => kept[id] !== null), full: false };
}

/** What one calendar calls removed another one may have listed: it counts as suspect until it is looked for. */
function suspect(suspects: Suspects, actor: Actor, changes: readonly ItemChange[]): void {
  for (const { id, removed } of changes) {
    if (removed === true) suspects.add(actor, id);
    else suspects.clear(actor, id);
  }
}

/** What was kept before several calendars could be chosen: the place in the default one. */
const singleSchema = z.looseObject({ how: z.string(), full: z.boolean() });

function parse(text: string): Cursor {
  try {
    const value: unknown = JSON.parse(text);
    const single = singleSchema.safeParse(value).data;
    if (single === undefined || "places" in single) return cursorSchema.parse(value);
    const { full } = single;
    return { places: { [defaultCalendar]: text }, rest: full ? [defaultCalendar] : [], full };
  } catch (cause) {
    throw expired("The place where we left off was written by another version.", cause);
  }
}
