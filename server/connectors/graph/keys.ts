/** Which events of a mailbox we made, as one paged list: a complete round of delta does not tell. */
import { z } from "zod";
import { chosenCalendars, type Actor } from "../port/item.ts";
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
export function listKeys(session: Session, actor: Actor): Promise<ReadonlyMap<string, string>> {
  return listProperty(session, actor, keyProperty, keyOf);
}

/** What a property holds, by event id, of all events that have it. */
export async function listProperty(
  session: Session,
  actor: Actor,
  property: string,
  read: (event: z.infer<typeof stampedSchema>) => string | null,
): Promise<ReadonlyMap<string, string>> {
  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${property}' and ep/value ne null)`;
  const expand = `singleValueExtendedProperties($filter=id eq '${property}')`;
  const query = [
    `$filter=${encodeURIComponent(filter)}`,
    `$expand=${encodeURIComponent(expand)}`,
    `$select=id,transactionId&$top=${pageSize}`,
  ].join("&");
  const values = new Map<string, string>();
  for (const calendar of chosenCalendars(actor)) {
    const url = `${listPath(session, actor, calendar)}/events?${query}`;
    const list = async (): Promise<void> => {
      const headers = { Prefer: preferEvents };
      const what = "events";
      for (const event of await listPages(session, actor, {
        url,
        page: pageSchema,
        headers,
        what,
      })) {
        const stamped = stampedSchema.safeParse(event);
        const value = stamped.success ? read(stamped.data) : null;
        if (stamped.success && value !== null) values.set(stamped.data.id, value);
      }
    };
    await readIn(calendar, list, undefined);
  }
  return values;
}
