/**
 * Names on Graph's side: our own extended properties on an event, and which of our fields each
 * property of an event belongs to.
 */
import { createHash } from "node:crypto";
import type { AppointmentField } from "../../../resources/appointment/appointment.ts";

/**
 * Our property set. It is stored in every customer's mailbox, so it never changes: with another GUID
 * nothing we ever wrote would be recognised.
 */
const propertySet = "{5b1c2f0e-8f6d-4f0b-9c55-6d2a7e4b9a31}";

/** Holds the key of the create that made the event. A copy made by a person carries it as well. */
export const keyProperty = `String ${propertySet} Name SyncToErpKey`;
/** Holds the stamp of our last update. */
export const stampProperty = `String ${propertySet} Name SyncToErpStamp`;

/** A field that a program or a person added to items in Outlook, where Outlook keeps such (MS-OXPROPS, PS_PUBLIC_STRINGS). */
export function userField(name: string): string {
  return `String {00020329-0000-0000-C000-000000000046} Name ${name.replaceAll("'", "''")}`;
}

/** Holds the value of a field of the ERP's own, as text. @param name unlike any other of this mailbox */
export function fieldProperty(name: string): string {
  // Nothing that the name of a property, or a filter that names it, could break at.
  const safe = encodeURIComponent(name).replaceAll("'", "%27");
  return `String ${propertySet} Name SyncToErpField ${safe}`;
}

/**
 * Asked for with every request that names or returns an event: ids that survive a move, and times in
 * UTC (the person's zone is read from `originalStartTimeZone`).
 */
export const preferEvents = 'IdType="ImmutableId", outlook.timezone="UTC"';

/**
 * Where Exchange keeps what the add-in saves as an item's custom properties (MS-OXCEXT): one text of
 * JSON under the add-in's id, the `Id` of manifest.xml.
 */
export const paneProperty =
  "String {00020329-0000-0000-C000-000000000046} Name cecp-7f9e0a52-6f0f-4d0e-9a31-2f6f2c1d8a10";

/** The name in it under which the pane leaves its random key (`addin/office/advance.ts`). */
export const advanceProperty = "syncToErpAdvance";

/**
 * The `transactionId` of a create: a GUID made of the key, since Graph documents no length and its
 * examples are GUIDs. Unlike the key property it is not copied when a person duplicates the event.
 */
export function transactionIdOf(key: string): string {
  const hex = createHash("sha256").update(`sync-to-erp/${key}`).digest("hex");
  // Version 8 (free use) and the RFC 9562 variant, so that strict readers take it for a GUID.
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

const fieldOfProperty: Readonly<Record<string, AppointmentField>> = {
  subject: "subject",
  start: "when",
  end: "when",
  isallday: "when",
  originalstarttimezone: "when",
  location: "place",
  locations: "place",
  body: "body",
  attendees: "attendees",
  responsestatus: "response",
  sendresponse: "response",
  showas: "showAs",
  sensitivity: "sensitivity",
  importance: "importance",
  isreminderon: "reminder",
  reminderminutesbeforestart: "reminder",
  categories: "categories",
  recurrence: "when",
  cancelledoccurrences: "exceptions",
  exceptionoccurrences: "exceptions",
};

/** Our field that a property of an event belongs to, e.g. `start` → `when`; `start/dateTime` too. */
export function fieldOf(property: string): AppointmentField | undefined {
  return fieldOfProperty[property.split(/[/.]/)[0]?.toLowerCase() ?? ""];
}
