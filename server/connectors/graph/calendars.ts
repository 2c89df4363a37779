/** The calendars of a mailbox: where each of them is, what there is to choose, and which one holds an event. */
import { z } from "zod";
import { ConnectorError } from "../port/connector-error.ts";
import type { Calendar } from "../port/facets.ts";
import { type Actor, defaultCalendar } from "../port/item.ts";
import { isItemNotFound, unreadable } from "./requests/errors.ts";
import { preferEvents } from "./event/properties.ts";
import { listPages } from "./requests/pages.ts";
import type { Session } from "./requests/session.ts";

/** Outlook's colours as Graph names them, where `hexColor` says nothing. */
const colors: Readonly<Record<string, string>> = {
  lightBlue: "#a6d1f5",
  lightGreen: "#87d28e",
  lightOrange: "#fcab73",
  lightGray: "#c0c0c0",
  lightYellow: "#f5f55d",
  lightTeal: "#4adacc",
  lightPink: "#ff9fd5",
  lightBrown: "#d2b48c",
  lightRed: "#f08080",
};

const calendarSchema = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  color: z.string().nullish(),
  hexColor: z.string().nullish(),
  isDefaultCalendar: z.boolean().nullish(),
  canEdit: z.boolean().nullish(),
  owner: z.looseObject({ name: z.string().nullish(), address: z.string().nullish() }).nullish(),
});
const pageSchema = z.looseObject({ value: z.array(calendarSchema) });
type GraphCalendar = z.infer<typeof calendarSchema>;

/** Where new events go. */
export function targetOf({ calendars }: Actor): string {
  return calendars?.target ?? defaultCalendar;
}

/** Where a calendar is: its path has `events` and `calendarView` below it. */
export function calendarPath(session: Session, actor: Actor, id: string): string {
  const root = session.root(actor);
  return id === defaultCalendar ? root : `${root}/calendars/${encodeURIComponent(id)}`;
}

function listAll(session: Session, actor: Actor): Promise<readonly GraphCalendar[]> {
  const url = `${session.root(actor)}/calendars?$top=100`;
  return listPages(session, actor, { url, page: pageSchema, what: "calendars" });
}

/** What the mailbox shows in its list of calendars, the default one first. */
export async function listCalendars(session: Session, actor: Actor): Promise<readonly Calendar[]> {
  const all = await listAll(session, actor);
  const own = all.find(({ isDefaultCalendar }) => isDefaultCalendar === true)?.owner?.address;
  const shown = all.map((calendar): Calendar & { readonly first: boolean } => {
    const { id, name, owner, hexColor, color, canEdit, isDefaultCalendar } = calendar;
    const first = isDefaultCalendar === true;
    const address = (owner?.address ?? "").toLowerCase();
    const isOwn = first || address === "" || address === (own ?? actor.address).toLowerCase();
    return {
      first,
      id: first ? defaultCalendar : id,
      name: name ?? "",
      color: colorOf(hexColor ?? "", color ?? ""),
      owner: isOwn ? null : { name: owner?.name ?? address, address },
      canEdit: canEdit !== false,
    };
  });
  return shown
    .toSorted((one, other) => Number(other.first) - Number(one.first))
    .map(({ first: _first, ...calendar }) => calendar);
}

/**
 * What of another mailbox the acting person may use. Its own calendar is asked for by itself, as
 * documented; that a list names further ones shared with him is not, so that a refusal of it is none.
 */
export async function sharedCalendars(
  session: Session,
  actor: Actor,
): Promise<readonly Calendar[]> {
  const home = await allowed(async () => {
    const url = `${session.root(actor)}/calendar`;
    const calendar = calendarSchema.safeParse(
      (await session.send(actor, { method: "GET", url })).body,
    );
    if (!calendar.success) throw unreadable("a calendar that we do not know");
    const { name, canEdit } = calendar.data;
    return [
      {
        ...{ id: defaultCalendar, name: name ?? "", color: null, owner: null },
        canEdit: canEdit === true,
      },
    ];
  });
  const listed = await allowed(() => listCalendars(session, actor));
  // A list also holds what others share with the mailbox.
  return [...home, ...listed.filter(({ id, owner }) => id !== defaultCalendar && owner === null)];
}

/** What is not shared answers as if it were not there, or as denied. */
async function allowed(read: () => Promise<readonly Calendar[]>): Promise<readonly Calendar[]> {
  try {
    return await read();
  } catch (error) {
    const refused = ["not-found", "forbidden"];
    if (error instanceof ConnectorError && refused.includes(error.code)) return [];
    throw error;
  }
}

function colorOf(hexColor: string, color: string): string | null {
  return /^#[0-9a-f]{6}$/i.test(hexColor) ? hexColor : (colors[color] ?? null);
}

/**
 * The calendar that holds an event which none of the chosen ones lists; `null`: none does. An event
 * may still answer from Deleted Items, where it lies in a folder that is no calendar of the mailbox.
 */
export async function calendarHolding(
  session: Session,
  actor: Actor,
  eventUrl: string,
): Promise<string | null> {
  let id: string;
  try {
    const headers = { Prefer: preferEvents };
    const reply = await session.send(actor, {
      method: "GET",
      url: `${eventUrl}/calendar`,
      headers,
    });
    const calendar = calendarSchema.safeParse(reply.body);
    if (!calendar.success) throw unreadable("an event without its calendar");
    id = calendar.data.id;
  } catch (error) {
    if (error instanceof ConnectorError && isItemNotFound(error)) return null;
    throw error;
  }
  const known = (await listAll(session, actor)).find((calendar) => calendar.id === id);
  if (known === undefined) return null;
  return known.isDefaultCalendar === true ? defaultCalendar : known.id;
}

/**
 * Where the events of one calendar are listed. Below the mailbox itself stand "the user's events", which
 * may be more than those of the default calendar.
 */
export function listPath(session: Session, actor: Actor, id: string): string {
  return id === defaultCalendar
    ? `${session.root(actor)}/calendar`
    : calendarPath(session, actor, id);
}

/** What is read in a calendar; `otherwise` where the calendar itself is gone, which a default one never is. */
export async function readIn<T, O>(
  calendar: string,
  read: () => Promise<T>,
  otherwise: O,
): Promise<T | O> {
  try {
    return await read();
  } catch (error) {
    const isMissing = error instanceof ConnectorError && isItemNotFound(error);
    if (isMissing && calendar !== defaultCalendar) return otherwise;
    throw error;
  }
}

/** What a list of a calendar holds; nothing where the calendar is gone. */
export async function eventsIn<T>(
  session: Session,
  actor: Actor,
  calendar: string,
  list: string,
  page: z.ZodType<{ readonly value: readonly T[] }>,
): Promise<readonly T[]> {
  const read = async (): Promise<readonly T[]> => {
    const reply = await session.send(actor, {
      method: "GET",
      url: `${listPath(session, actor, calendar)}/${list}`,
      headers: { Prefer: preferEvents },
    });
    const parsed = page.safeParse(reply.body);
    if (!parsed.success) throw unreadable("a list without events");
    return parsed.data.value;
  };
  return readIn(calendar, read, []);
}

/** Whether a calendar is gone: deleted with all that was in it. */
export async function isGone(session: Session, actor: Actor, id: string): Promise<boolean> {
  if (id === defaultCalendar) return false;
  const request = { method: "GET", url: calendarPath(session, actor, id) } as const;
  return (await readIn(id, () => session.send(actor, request), null)) === null;
}
