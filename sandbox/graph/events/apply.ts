/** Puts what an app sent into an event, with the rules of Exchange for times, places and people. */
import { invalidValue } from "../errors.ts";
import { guid } from "../ids.ts";
import type { Attendee, Location, Moment, StoredEvent } from "../model.ts";
import { isMidnight, readMoment } from "../zones.ts";
import { hasMeetingBlob, toHtml, withMeetingBlob } from "./body.ts";
import { extensionName } from "./extension-names.ts";
import type { EventInput } from "./input.ts";

const never = "0001-01-01T00:00:00Z";

type GivenLocation = NonNullable<EventInput["location"]>;

function showLocation(given: GivenLocation): Location {
  const displayName = given.displayName ?? "";
  const kept = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  );
  return {
    displayName,
    locationType: "default",
    ...(displayName !== "" && { uniqueId: displayName }),
    uniqueIdType: displayName === "" ? "unknown" : "private",
    ...kept,
  };
}

const isPlace = (given: GivenLocation | null | undefined): given is GivenLocation =>
  given != null && (given.displayName ?? "") + (given.locationEmailAddress ?? "") !== "";

/** The new attendees; who was there before keeps his answer. */
function mergeAttendees(
  given: NonNullable<EventInput["attendees"]>,
  before: readonly Attendee[],
): Attendee[] {
  return given.map((attendee) => {
    const address = attendee.emailAddress?.address ?? "";
    if (address === "") throw invalidValue("An attendee needs Attendee.EmailAddress.Address.");
    const known = before.find(
      (other) => other.emailAddress.address.toLowerCase() === address.toLowerCase(),
    );
    return {
      type: attendee.type ?? known?.type ?? "required",
      status: known?.status ?? { response: "none", time: never },
      emailAddress: {
        name: attendee.emailAddress?.name ?? known?.emailAddress.name ?? address,
        address,
      },
    };
  });
}

function checkTimes(start: Moment, end: Moment, isAllDay: boolean): void {
  if (isAllDay) {
    if (!isMidnight(start) || !isMidnight(end)) {
      const which = isMidnight(start) ? "End" : "Start";
      throw invalidValue(
        `The Event.${which} property for an all-day event needs to be set to midnight.`,
      );
    }
    if (start.zone !== end.zone) {
      throw invalidValue("An all-day event needs Event.Start and Event.End in the same time zone.");
    }
    if (end.utc <= start.utc) throw invalidValue("An all-day event lasts at least one day.");
  }
  if (end.utc < start.utc) throw invalidValue("Event.End must not be before Event.Start.");
}

function applyTimes(event: StoredEvent, input: EventInput): void {
  const start = input.start ? readMoment("Start", input.start) : event.start;
  const end = input.end ? readMoment("End", input.end) : event.end;
  const isAllDay = input.isAllDay ?? event.isAllDay;
  checkTimes(start, end, isAllDay);
  Object.assign(event, { start, end, isAllDay });
}

/** Text and people: what the other attendees see. */
function applyContent(event: StoredEvent, input: EventInput): void {
  if (input.subject !== undefined) event.subject = input.subject ?? "";
  if (input.body !== undefined) {
    event.body = toHtml({
      contentType: input.body?.contentType ?? "html",
      content: input.body?.content ?? "",
    });
  }
  if (input.locations) event.locations = input.locations.filter(isPlace).map(showLocation);
  if (input.location !== undefined) {
    event.locations = isPlace(input.location) ? [showLocation(input.location)] : [];
  }
  if (input.attendees !== undefined) {
    event.attendees = mergeAttendees(input.attendees ?? [], event.attendees);
  }
}

/** Members where a value, once given, simply replaces the old one; `null` is ignored. */
const plain = [
  ...(["categories", "importance", "sensitivity", "showAs", "isReminderOn"] as const),
  ...(["reminderMinutesBeforeStart", "responseRequested", "allowNewTimeProposals"] as const),
  "hideAttendees" as const,
];

function applyPlain(event: StoredEvent, input: EventInput): void {
  for (const name of plain) {
    const value = input[name];
    if (value !== undefined && value !== null) Object.assign(event, { [name]: value });
  }
  if (input.categories === null) event.categories = [];
}

/**
 * A meeting that is online stays online, whatever is sent; but a new body without its block loses the
 * link (quirk `teams-blob`).
 */
function applyOnlineMeeting(event: StoredEvent, input: EventInput): void {
  if (input.isOnlineMeeting === true && !event.isOnlineMeeting) {
    const thread = guid(`meeting/${event.iCalUId}`).replaceAll("-", "");
    event.isOnlineMeeting = true;
    event.onlineMeetingProvider = input.onlineMeetingProvider ?? "teamsForBusiness";
    event.joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0`;
    event.body = withMeetingBlob(event.body, event.joinUrl);
  } else if (event.joinUrl !== null && input.body !== undefined) {
    if (!hasMeetingBlob(event.body, event.joinUrl)) {
      Object.assign(event, {
        joinUrl: null,
        isOnlineMeeting: false,
        onlineMeetingProvider: "unknown",
      });
    }
  }
}

/** Puts `input` into `event`. Throws 400 before anything is changed that a person could see half-done. */
export function applyInput(event: StoredEvent, input: EventInput): void {
  applyTimes(event, input);
  applyContent(event, input);
  applyPlain(event, input);
  applyOnlineMeeting(event, input);
  for (const { id, value } of input.singleValueExtendedProperties ?? []) {
    event.extendedProperties[id] = value;
  }
  for (const { id, value } of input.multiValueExtendedProperties ?? []) {
    event.extendedLists[id] = value;
  }
  for (const extension of input.extensions ?? []) {
    const { name, content } = readExtension(extension);
    event.extensions[name] = content;
  }
}

/** Name and content of an open extension as sent. Throws 400 without `extensionName`. */
export function readExtension(extension: Record<string, unknown>): {
  name: string;
  content: Record<string, unknown>;
} {
  const { extensionName: given, id: _, ...rest } = extension;
  if (typeof given !== "string" || given === "") {
    throw invalidValue("An open extension needs extensionName.");
  }
  const content = Object.entries(rest).filter(([key]) => !key.includes("@odata."));
  return { name: extensionName(given), content: Object.fromEntries(content) };
}
