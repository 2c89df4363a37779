/**
 * Events read one by one. A series in a zone without a known name is asked for its occurrences as well:
 * they alone tell whether it keeps a clock that we know.
 */
import { z } from "zod";
import type { Actor, Found } from "../port/item.ts";
import { readEvent } from "./event/event.ts";
import { preferEvents } from "./event/properties.ts";
import { eventSchema } from "./event/schema.ts";
import { doubtedWhen } from "./event/series-clock.ts";
import { listPages } from "./requests/pages.ts";
import type { Session } from "./requests/session.ts";

const yearMs = 366 * 86_400_000;

/**
 * The event as an item.
 * @param body as Graph answered it
 * @throws ConnectorError where Graph does not tell the occurrences that have to be known
 */
export async function readWhole(session: Session, actor: Actor, body: unknown): Promise<Found> {
  const when = doubtedWhen(body, actor);
  if (when === null) return readEvent(body, actor);
  const { id } = eventSchema.parse(body);
  // A year and what went before it: both summer time and winter, and any change of the rules by now.
  const from = Math.max(Date.parse(when.start), session.clock.now() - yearMs);
  const url = `${session.root(actor)}/events/${encodeURIComponent(id)}`;
  const days = await listPages(session, actor, {
    url: `${url}/instances?${daysBetween(from, from + 2 * yearMs, 500)}`,
    page: z.looseObject({ value: z.array(eventSchema) }),
    headers: { Prefer: preferEvents },
    what: "occurrences",
  });
  return readEvent(body, actor, days);
}

/** Occurrences between two times, in milliseconds, and when each was to be. @param top most on one page */
export function daysBetween(from: number, to: number, top: number): string {
  return new URLSearchParams({
    startDateTime: new Date(from).toISOString(),
    endDateTime: new Date(to).toISOString(),
    $select: "id,start,end,type,originalStart,occurrenceId",
    $top: `${top}`,
  }).toString();
}
