/** Reading events: one, a list, or those inside a window. */
import type { MailboxCall, Reply } from "../call.ts";
import { calendarOf } from "../calendars.ts";
import { GraphError } from "../errors.ts";
import type { StoredEvent } from "../model.ts";
import { type ListOptions, type Resource, page, requireOptions } from "../odata/query.ts";
import { isMaster, occurrenceOn, occurrencesIn } from "../series/occurrences.ts";
import { type World, findEvent } from "../world.ts";
import { queryTime } from "../zones.ts";
import {
  calendarLinks,
  eventContext,
  eventETag,
  eventId,
  eventView,
  eventsOf,
  filterableEvent,
  showEvent,
} from "./project.ts";

const listOptions = ["$select", "$filter", "$orderby", "$top", "$skip", "$expand", "$count"];

const times = ["start/dateTime", "end/dateTime", "createdDateTime", "lastModifiedDateTime"];

const list: ListOptions = {
  pageSize: 10,
  filterable: [
    ...times,
    ...["id", "subject", "iCalUId", "type", "isAllDay", "isCancelled", "isOrganizer", "importance"],
    ...["sensitivity", "showAs", "categories", "seriesMasterId", "hasAttachments", "isReminderOn"],
    ...["organizer/emailAddress/address", "organizer/emailAddress/name", "location/displayName"],
    ...["singleValueExtendedProperties", "extensions"],
  ],
  sortable: [...times, "subject", "importance", "isAllDay"],
};

export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The window of a calendar view. Throws 400 without both ends. */
export function readWindow(call: MailboxCall): Window {
  const start = call.query.get("startdatetime");
  const end = call.query.get("enddatetime");
  if (start === undefined || end === undefined) {
    throw new GraphError(
      400,
      "ErrorInvalidParameter",
      "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.",
    );
  }
  const window = { start: queryTime("StartDateTime", start), end: queryTime("EndDateTime", end) };
  if (window.end <= window.start) {
    throw new GraphError(
      400,
      "ErrorInvalidParameter",
      "The value of parameter 'EndDateTime' must be after 'StartDateTime'.",
    );
  }
  return window;
}

/** Whether an event shows in a window; one without length shows where it begins. */
export const overlaps = (event: StoredEvent, window: Window) =>
  event.start.utc < window.end && (event.end.utc > window.start || event.start.utc >= window.start);

/** What a calendar view shows for an event: itself, or the occurrences of its series. */
export function seenIn(window: Window, event: StoredEvent): StoredEvent[] {
  const inside = (candidate: StoredEvent) => overlaps(candidate, window);
  if (isMaster(event)) return occurrencesIn(event, window.start, window.end, inside);
  return inside(event) ? [event] : [];
}

const byStart = (one: StoredEvent, other: StoredEvent) => one.start.utc - other.start.utc;

function listed(call: MailboxCall, events: StoredEvent[], suffix = ""): Reply {
  requireOptions(call, listOptions);
  const view = eventView(call);
  // Only a filter or an order looks inside; thousands of events are not shown to pick ten.
  const looksInside = call.query.has("$filter") || call.query.has("$orderby");
  const sources = new Map<Resource, StoredEvent>(
    events.map((event) => [looksInside ? filterableEvent(event, call) : {}, event]),
  );
  const { items, annotations } = page(call, [...sources.keys()], list);
  const value = items.map((item) => sources.get(item)).filter((event) => event !== undefined);
  return {
    status: 200,
    body: { "@odata.context": eventContext(call, suffix), ...annotations, value: value.map(view) },
  };
}

/** Members that only a GET of a master shows, and only to who asks for them. */
function seriesMembers(call: MailboxCall, event: StoredEvent): Resource {
  if (!isMaster(event)) return {};
  const { cancelled, exceptions } = event.series;
  const selects = /\bcancelledOccurrences\b/i.test(call.query.get("$select") ?? "");
  const expands = /\bexceptionOccurrences\b/i.test(call.query.get("$expand") ?? "");
  const view = () => {
    const dates = Object.keys(exceptions).toSorted();
    return dates.map((date) => showEvent(occurrenceOn(event, date), call));
  };
  return {
    ...(selects && {
      cancelledOccurrences: cancelled.map((date) => `OID.${eventId(event, call)}.${date}`),
    }),
    ...(expands && { exceptionOccurrences: view() }),
  };
}

export function getEvent(call: MailboxCall, world: World): Reply {
  requireOptions(call, ["$select", "$expand"]);
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  const links = call.query.has("$select") ? {} : calendarLinks(call, event);
  return {
    status: 200,
    headers: { etag: eventETag(event) },
    body: {
      "@odata.context": eventContext(call, "/$entity"),
      ...eventView(call)(event),
      ...seriesMembers(call, event),
      ...links,
    },
  };
}

/** Newest first, as Exchange lists a calendar that nobody ordered. */
export function listEvents(call: MailboxCall): Reply {
  const events = eventsOf(call.mailbox, calendarOf(call).id);
  return listed(
    call,
    events.toSorted((one, other) => other.createdAt - one.createdAt),
  );
}

export function listCalendarView(call: MailboxCall): Reply {
  const window = readWindow(call);
  const events = eventsOf(call.mailbox, calendarOf(call).id)
    .flatMap((event) => seenIn(window, event))
    .toSorted(byStart);
  return listed(call, events);
}

/** Occurrences and exceptions of one series. */
export function listInstances(call: MailboxCall, world: World): Reply {
  const window = readWindow(call);
  const event = findEvent(world, call.mailbox, call.params["event"] ?? "");
  if (!isMaster(event)) {
    throw new GraphError(
      400,
      "ErrorInvalidRequest",
      "Your request can't be completed. Only a series master has instances.",
    );
  }
  const suffix = `('${encodeURIComponent(eventId(event, call))}')/instances`;
  return listed(call, seenIn(window, event).toSorted(byStart), suffix);
}
