/** Which events of a mailbox we made, as one paged list: a complete round of delta does not tell. */
import { z } from "zod";
import { chosenCalendars, type Actor } from "../connector.ts";
import { listPath, readIn } from "./calendars.ts";
import { eventSchema } from "./event/schema.ts";
import { keyOf } from "./event/event.ts";
import { keyProperty, preferEvents } from "./event/properties.ts";
import { listPages } from "./requests/pages.ts";
import type { Session } from "./requests/session.ts";

/** Graph gives up to 1,000 per page; ids and one property are small. */
const pageSize = 1_000;

const pageSchema = z.looseObject({ value: z.array(z.unknown()) });
const stampedSchema = eventSchema.pick({
  id: true,
  transactionId: true,
  singleValueExtendedProperties: true,
});

/** The keys by event id. Copies that people made carry the property too; `keyOf` tells them apart. */
export async function listKeys(
  session: Session,
  actor: Actor,
): Promise<ReadonlyMap<string, string>> {
  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${keyProperty}' and ep/value ne null)`;
  const expand = `singleValueExtendedProperties($filter=id eq '${keyProperty}')`;
  const query = [
    `$filter=${encodeURIComponent(filter)}`,
    `$expand=${encodeURIComponent(expand)}`,
    `$select=id,transactionId&$top=${pageSize}`,
  ].join("&");
  const keys = new Map<string, string>();
  for (const calendar of chosenCalendars(actor)) {
    const first = `${listPath(session, actor, calendar)}/events?${query}`;
    await readIn(calendar, () => listInto(keys, session, actor, first), undefined);
  }
  return keys;
}

async function listInto(
  keys: Map<string, string>,
  session: Session,
  actor: Actor,
  url: string,
): Promise<void> {
  const headers = { Prefer: preferEvents };
  const events = await listPages(session, actor, {
    url,
    page: pageSchema,
    headers,
    what: "events",
  });
  for (const event of events) {
    const stamped = stampedSchema.safeParse(event);
    const key = stamped.success ? keyOf(stamped.data) : null;
    if (stamped.success && key !== null) keys.set(stamped.data.id, key);
  }
}
