/** Where an event stands: in a calendar that is synchronized, in another one, or in none any more. */
import { z } from "zod";
import { whenSchema } from "../../resources/appointment/appointment.ts";
import type { ConnectorError } from "../port/connector-error.ts";
import { chosenCalendars, type Actor, type Found, type Item } from "../port/item.ts";
import { calendarHolding, eventsIn } from "./calendars.ts";
import type { Session } from "./requests/session.ts";
import type { Suspects } from "./suspects.ts";

const idPage = z.looseObject({ value: z.array(z.looseObject({ id: z.string() })) });
const dayMs = 24 * 60 * 60 * 1000;

export interface Standing {
  /**
   * An event that answered by its id, looked for where there is doubt: what no calendar of the mailbox
   * holds is `missing`, what lies in another than the chosen ones says in which.
   */
  confirm(actor: Actor, found: Found, doubted: ReadonlySet<string> | undefined): Promise<Found>;
}

export function createStanding(
  session: Session,
  suspects: Suspects,
  eventUrl: (actor: Actor, id: string) => string,
): Standing {
  /** Whether a chosen calendar lists the event: a list never reaches into Deleted Items. */
  async function isListed(actor: Actor, item: Item): Promise<boolean> {
    const list = listing(item);
    if (list === null) return true;
    for (const calendar of chosenCalendars(actor)) {
      const listed = await eventsIn(session, actor, calendar, list, idPage);
      if (listed.some(({ id }) => id === item.id)) return true;
    }
    return false;
  }

  async function look(actor: Actor, item: Item): Promise<Found> {
    const found = (elsewhere: string | null): Found => ({
      kind: "found",
      item: { ...item, details: { ...item.details, elsewhere } },
    });
    if (!(await isListed(actor, item))) {
      const calendar = await calendarHolding(session, actor, eventUrl(actor, item.id));
      if (calendar === null) return { kind: "missing" };
      // A chosen one: then the list was older than what the event itself says.
      if (!chosenCalendars(actor).includes(calendar)) return found(calendar);
    }
    suspects.clear(actor, item.id);
    return found(null);
  }

  return {
    async confirm(actor, found, doubted) {
      if (found.kind !== "found") return found;
      const { id } = found.item;
      if (!suspects.has(actor, id) && doubted?.has(id) !== true) return found;
      try {
        return await look(actor, found.item);
      } catch (error) {
        return { kind: "error", error: error as ConnectorError };
      }
    },
  };
}

/**
 * A list that names the item where its calendar holds it; `null` where it cannot be told apart. A list
 * of events holds no occurrences, and all of a series may share one `iCalUId` (quirk `icaluid`).
 */
function listing({ details, fields }: Item): string | null {
  if (details.series === "occurrence") {
    const when = whenSchema.safeParse(fields["when"]);
    if (!when.success) return null;
    const [start, end] = [when.data.start, when.data.end].map((at) => Date.parse(at));
    const query = new URLSearchParams({
      startDateTime: new Date((start ?? 0) - dayMs).toISOString(),
      endDateTime: new Date((end ?? 0) + dayMs).toISOString(),
      $select: "id",
      $top: "1000",
    });
    return `calendarView?${query.toString()}`;
  }
  const { iCalUId } = details;
  if (iCalUId === undefined) return null;
  const filter = encodeURIComponent(`iCalUId eq '${iCalUId.replaceAll("'", "''")}'`);
  return `events?$filter=${filter}&$select=id`;
}
