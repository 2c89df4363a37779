/** A Graph event read as an item in our fields. Pure; what we write is in `event/body.ts`. */
import type { AppointmentField } from "../../../resources/appointment/appointment.ts";
import { ConnectorError } from "../../port/connector-error.ts";
import type { Found, Item, ItemDetails } from "../../port/item.ts";
import { type GraphEvent, eventSchema } from "./schema.ts";
import { type Owner, eventWhen, fieldsOf, onlineOf } from "./fields.ts";
import { isSeries } from "../../../resources/appointment/recurrence.ts";
import { readExceptions } from "./exceptions.ts";
import { keepsClock } from "./series-clock.ts";
import {
  advanceProperty,
  fieldOf,
  keyProperty,
  paneProperty,
  stampProperty,
  transactionIdOf,
} from "./properties.ts";

/** The fields that Outlook holds; record links and activity type it cannot. */
export const outlookFields = [
  "subject",
  "when",
  "place",
  "body",
  "attendees",
  "owner",
  "toInvite",
  "joinLink",
  "response",
  "showAs",
  "sensitivity",
  "importance",
  "reminder",
  "categories",
  "exceptions",
] as const satisfies readonly AppointmentField[];

/**
 * Reads an event as Graph gave it.
 * @param owner whose mailbox it is; his zone stands for events that name none we know.
 * @param days occurrences of a series that `doubtedWhen` asks for
 * @returns `missing` for a cancelled meeting: it stays in the calendar as "Canceled: …" until the
 *   person removes it, but the meeting is over (rule 12 of server/sync/SPEC.md). `error` (`rejected`, naming
 *   our field) for an event that cannot be understood: it must not harm its neighbours.
 */
export function readEvent(raw: unknown, owner: Owner, days: readonly GraphEvent[] = []): Found {
  const parsed = eventSchema.safeParse(raw);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String) ?? [];
    return { kind: "error", error: malformed(path.join("."), fieldOf(path[0] ?? "")) };
  }
  const event = parsed.data;
  if (event.isCancelled === true) return { kind: "missing", calledOff: true };
  const version = versionOf(event);
  if (version === null) return { kind: "error", error: malformed("@odata.etag") };
  const when = eventWhen(event, owner.timeZone);
  if (when === null) {
    return { kind: "error", error: malformed("start, end, isAllDay or recurrence", "when") };
  }
  // Where each day is an item of its own, nothing is reckoned from the series.
  if (isSeries(when) && owner.series !== "occurrences" && !keepsClock(event, when, days)) {
    return { kind: "error", error: unknownClock() };
  }
  const fields = { ...fieldsOf(event, owner), when };
  const exceptions = readExceptions(event, fields, owner);
  if (exceptions === "malformed") {
    return { kind: "error", error: malformed("exceptionOccurrences", "exceptions") };
  }
  const item: Item = {
    id: event.id,
    version,
    fields: { ...fields, ...(exceptions === null ? {} : { exceptions }) },
    readOnly: readOnlyOf(event),
    modifiedAt: modifiedAtOf(event),
    stamp: extendedProperty(event, stampProperty),
    // An occurrence may show what its series carries: no create ever made a single one.
    key: seriesOf(event) === "occurrence" ? null : keyOf(event),
    details: detailsOf(event),
  };
  return { kind: "found", item };
}

function malformed(property: string, field?: AppointmentField): ConnectorError {
  const what = property === "" ? "The event" : `The event's property ${property}`;
  return new ConnectorError(
    "rejected",
    "microsoft",
    `${what} is missing or has a form that we do not know. Open the event in Outlook and save it again.`,
    field === undefined ? {} : { field },
  );
}

function unknownClock(): ConnectorError {
  return new ConnectorError(
    "rejected",
    "microsoft",
    "The series keeps the clock of a time zone that Outlook does not name, so its days and hours are not known for sure. Open the whole series in Outlook, choose a time zone for it, and save it; of somebody else's meeting, ask the organizer to.",
    { field: "when" },
  );
}

/** The version that a write can be based on; `null` where Graph told none. */
export function versionOf(event: GraphEvent): string | null {
  const etag = event["@odata.etag"];
  if (etag) return etag;
  return event.changeKey ? `W/"${event.changeKey}"` : null;
}

function modifiedAtOf({ lastModifiedDateTime }: GraphEvent): string | null {
  return instantOf(lastModifiedDateTime);
}

function instantOf(text: string | null | undefined): string | null {
  const instant = new Date(text ?? "");
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

function readOnlyOf(event: GraphEvent): Readonly<Record<string, string>> {
  const refuse = (fields: readonly string[], reason: string) =>
    Object.fromEntries(fields.map((field) => [field, reason]));
  return {
    ...(onlineOf(event) === null ? {} : refuse(["joinLink"], "online-meeting")),
    // What an attendee changes in his copy is overwritten by the organizer's next update.
    ...(event.isOrganizer === false
      ? refuse(["subject", "when", "place", "body", "exceptions"], "not-organizer")
      : {}),
  };
}

function seriesOf({ type }: GraphEvent): NonNullable<ItemDetails["series"]> {
  if (type === "seriesMaster") return "master";
  return type === "occurrence" || type === "exception" ? "occurrence" : "single";
}

function detailsOf(event: GraphEvent): ItemDetails {
  const createdAt = instantOf(event.createdDateTime);
  const advanceKey = advanceKeyOf(event);
  const organizer = event.organizer?.emailAddress?.address;
  const originalStart = instantOf(event.originalStart);
  return {
    webUrl: event.webLink ?? null,
    ...(event.iCalUId ? { iCalUId: event.iCalUId } : {}),
    ...(organizer ? { organizerAddress: organizer.toLowerCase() } : {}),
    ...(originalStart === null ? {} : { originalStart }),
    ...(typeof event.isOrganizer === "boolean" ? { organizer: event.isOrganizer } : {}),
    series: seriesOf(event),
    ...(event.seriesMasterId ? { seriesId: event.seriesMasterId } : {}),
    ...(createdAt === null ? {} : { createdAt }),
    ...(advanceKey === null ? {} : { advanceKey }),
  };
}

/** What the pane left in the item's custom properties; anybody could have written there. */
function advanceKeyOf(event: GraphEvent): string | null {
  try {
    const properties: unknown = JSON.parse(extendedProperty(event, paneProperty) ?? "null");
    const key = (properties as Readonly<Record<string, unknown>> | null)?.[advanceProperty];
    return typeof key === "string" ? key : null;
  } catch {
    return null;
  }
}

type Marked = Pick<GraphEvent, "transactionId" | "singleValueExtendedProperties">;

export function extendedProperty(event: Marked, wanted: string): string | null {
  // The GUID inside the id comes back in whatever case Exchange prefers.
  const found = event.singleValueExtendedProperties?.find(
    ({ id }) => id.toLowerCase() === wanted.toLowerCase(),
  );
  return found?.value ?? null;
}

/** A copy that a person made carries the key property, but not the transaction that we created with. */
export function keyOf(event: Marked): string | null {
  const key = extendedProperty(event, keyProperty);
  return key !== null && event.transactionId === transactionIdOf(key) ? key : null;
}
