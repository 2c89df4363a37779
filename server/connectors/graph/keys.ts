/** Which events of a mailbox we made, as one paged list: a complete round of delta does not tell. */
import { z } from "zod";
import type { Actor } from "../connector.ts";
import { calendarPath, chosenBy, readIn } from "./calendars.ts";
import { unreadable } from "./errors.ts";
import { eventSchema } from "./event-schema.ts";
import { keyOf } from "./event.ts";
import { keyProperty, preferEvents } from "./properties.ts";
import type { Session } from "./session.ts";

/** Graph gives up to 1,000 per page; ids and one property are small. */
const pageSize = 1_000;
/** More than any mailbox has: a list that never ends is broken. */
const pagesMax = 1_000;

const pageSchema = z.looseObject({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().optional(),
});
const markSchema = eventSchema.pick({
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
  for (const calendar of chosenBy(actor)) {
    const first = `${calendarPath(session, actor, calendar)}/events?${query}`;
    await readIn(calendar, () => listInto(keys, session, actor, first), undefined);
  }
  return keys;
}

async function listInto(
  keys: Map<string, string>,
  session: Session,
  actor: Actor,
  first: string,
): Promise<void> {
  let url: string | undefined = first;
  for (let page = 0; url !== undefined; page++) {
    if (page === pagesMax) throw unreadable("a list of events that never ends");
    const reply = await session.send(actor, {
      method: "GET",
      url,
      headers: { Prefer: preferEvents },
    });
    const parsed = pageSchema.safeParse(reply.body);
    if (!parsed.success) throw unreadable("a list without events");
    for (const event of parsed.data.value) {
      const mark = markSchema.safeParse(event);
      const key = mark.success ? keyOf(mark.data) : null;
      if (mark.success && key !== null) keys.set(mark.data.id, key);
    }
    url = parsed.data["@odata.nextLink"]?.split("/v1.0")[1];
  }
}
