/** The calendars of a mailbox; every mailbox has a default one that cannot be deleted. */
import { type MailboxCall, type Reply, bodyObject } from "./call.ts";
import { GraphError, accessDenied, invalidValue, notFound, notImplemented } from "./errors.ts";
import { calendarId, changeKey } from "./ids.ts";
import type { Calendar, Mailbox } from "./model.ts";
import { type Resource, page, pick, requireOptions, selected } from "./odata/query.ts";
import { isForeign, listedFromOthers, mayEdit, seesPrivate, visibleCalendars } from "./sharing.ts";
import { type World, everyOwner, lookUp, nextSource, removeEvent } from "./world.ts";

const colors = [
  ...["auto", "lightBlue", "lightGreen", "lightOrange", "lightGray", "lightYellow", "lightTeal"],
  ...["lightPink", "lightBrown", "lightRed", "maxColor"],
];

const members = [
  ...["id", "name", "color", "hexColor", "isDefaultCalendar", "changeKey", "canShare", "canEdit"],
  ...["canViewPrivateItems", "allowedOnlineMeetingProviders", "defaultOnlineMeetingProvider"],
  ...["isTallyingResponses", "isRemovable", "owner"],
];

/** The calendar that the path names, the default one where it names none. Throws 404. */
export function calendarOf(call: MailboxCall): Calendar {
  const id = call.params["calendar"];
  const calendar = call.mailbox.calendars.find((candidate) =>
    id === undefined ? candidate.isDefault : candidate.id === id,
  );
  if (calendar !== undefined) return calendar;
  if (call.mailbox.fromOthers.some((entry) => entry.id === id)) {
    throw notImplemented("a shared calendar by its id in the list of whom it is shared with");
  }
  throw notFound();
}

function showCalendar(call: MailboxCall, calendar: Calendar): Resource {
  return {
    "@odata.id": `${call.base}/users('${call.owner.id}')/calendars('${calendar.id}')`,
    id: calendar.id,
    name: calendar.name,
    color: calendar.color,
    hexColor: "",
    isDefaultCalendar: calendar.isDefault,
    changeKey: changeKey(calendar.id, calendar.version),
    canShare: !isForeign(call.caller, call.owner),
    canViewPrivateItems: seesPrivate(call, calendar),
    canEdit: mayEdit(call, calendar),
    allowedOnlineMeetingProviders: ["teamsForBusiness"],
    defaultOnlineMeetingProvider: "teamsForBusiness",
    isTallyingResponses: calendar.isDefault,
    isRemovable: !calendar.isDefault,
    owner: { name: call.owner.name, address: call.owner.address },
  };
}

/** Calendars of others as they stand in the mailbox's list. */
function showFromOthers(call: MailboxCall, world: World): readonly Resource[] {
  if (isForeign(call.caller, call.owner)) return [];
  return listedFromOthers(world, call.mailbox).map(({ id, owner, calendar, canEdit, ...more }) => {
    const person = everyOwner().find((one) => one.id === owner.userId);
    return {
      ...showCalendar(call, calendar),
      "@odata.id": `${call.base}/users('${call.owner.id}')/calendars('${id}')`,
      id,
      // Somebody's own calendar bears his name in the lists of others.
      name: calendar.isDefault ? (person?.name ?? "") : calendar.name,
      ...{ isDefaultCalendar: false, isTallyingResponses: false, isRemovable: true },
      ...{ canShare: false, canViewPrivateItems: more.seesPrivate, canEdit },
      owner: { name: person?.name ?? "", address: person?.address ?? "" },
    };
  });
}

const context = (call: MailboxCall, suffix: string) =>
  `${call.base}/$metadata#users('${call.owner.id}')/calendars${suffix}`;

function single(call: MailboxCall, calendar: Calendar, status: 200 | 201): Reply {
  const shown = pick(
    showCalendar(call, calendar),
    selected(call, "microsoft.graph.calendar", members),
  );
  return { status, body: { "@odata.context": context(call, "/$entity"), ...shown } };
}

export function listCalendars(call: MailboxCall, world: World): Reply {
  requireOptions(call, ["$select", "$filter", "$orderby", "$top", "$skip", "$count"]);
  const names = selected(call, "microsoft.graph.calendar", members);
  const all = [
    ...visibleCalendars(call).map((calendar) => showCalendar(call, calendar)),
    ...showFromOthers(call, world),
  ];
  const options = { pageSize: 10, filterable: ["name", "id"], sortable: ["name"] };
  const { items, annotations } = page(call, all, options);
  const value = items.map((item) => pick(item, names));
  return { status: 200, body: { "@odata.context": context(call, ""), ...annotations, value } };
}

export function getCalendar(call: MailboxCall): Reply {
  requireOptions(call, ["$select"]);
  return single(call, calendarOf(call), 200);
}

/** Name and color as sent; the rest of a calendar cannot be set. Throws 400. */
function readCalendar(call: MailboxCall): { name?: string; color?: string } {
  const { name, color } = bodyObject(call);
  if (name !== undefined && (typeof name !== "string" || name.trim() === "")) {
    throw invalidValue("Calendar.Name must be a text that is not empty.");
  }
  if (color !== undefined && (typeof color !== "string" || !colors.includes(color))) {
    throw invalidValue(`Calendar.Color must be one of ${colors.join(", ")}.`);
  }
  return { ...(name !== undefined && { name }), ...(color !== undefined && { color }) };
}

function requireNewName(call: MailboxCall, name: string | undefined, except?: Calendar): void {
  const taken = call.mailbox.calendars.some(
    (other) => other !== except && other.name.toLowerCase() === name?.toLowerCase(),
  );
  if (taken) {
    throw new GraphError(
      409,
      "ErrorFolderExists",
      "A folder with the specified name already exists.",
    );
  }
}

export function createCalendar(call: MailboxCall, world: World): Reply {
  const { name, color } = readCalendar(call);
  if (name === undefined) throw invalidValue("Calendar.Name is required.");
  requireNewName(call, name);
  const calendar: Calendar = {
    id: calendarId(nextSource(world, call.mailbox)),
    name,
    color: color ?? "auto",
    version: 1,
    isDefault: false,
  };
  call.mailbox.calendars.push(calendar);
  return single(call, calendar, 201);
}

export function updateCalendar(call: MailboxCall): Reply {
  const calendar = calendarOf(call);
  const changes = readCalendar(call);
  requireNewName(call, changes.name, calendar);
  Object.assign(calendar, changes);
  calendar.version += 1;
  return single(call, calendar, 200);
}

/** Puts one into the person's list that he may only read. */
export function addReadOnlyCalendar(world: World, mailbox: Mailbox, name: string): Calendar {
  const id = calendarId(nextSource(world, mailbox));
  const calendar = { id, name, color: "auto", version: 1, isDefault: false, isReadOnly: true };
  mailbox.calendars.push(calendar);
  return calendar;
}

/** Throws 403 for a calendar that the person may only read. */
export function requireWritable({ mailbox }: MailboxCall, id: string): void {
  if (mailbox.calendars.some((one) => one.id === id && one.isReadOnly === true)) {
    throw accessDenied();
  }
}

/** The calendar goes with everything in it. */
export function deleteCalendar(call: MailboxCall, world: World): Reply {
  const calendar = calendarOf(call);
  if (calendar.isDefault) {
    throw new GraphError(
      400,
      "ErrorDeleteDistinguishedFolder",
      "Distinguished folders cannot be deleted.",
    );
  }
  const inside = Object.values(call.mailbox.events).filter(
    (event) => event.calendarId === calendar.id,
  );
  for (const event of inside) removeEvent(world, call.mailbox, event);
  call.mailbox.calendars = call.mailbox.calendars.filter((other) => other !== calendar);
  return { status: 204 };
}

/** The calendar an event lies in; 404 for one that answers from Deleted Items. */
export function getCalendarOfEvent(call: MailboxCall): Reply {
  requireOptions(call, ["$select"]);
  const event = lookUp(call.mailbox, call.params["event"] ?? "");
  const calendar = call.mailbox.calendars.find((other) => other.id === event?.calendarId);
  if (calendar === undefined) throw notFound();
  return single(call, calendar, 200);
}
