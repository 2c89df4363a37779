/** The item as office.js receives it at its start (`GetInitialData`). Pure. */
import type { MailboxOwner } from "../../page-config.ts";
import type { Person } from "../draft.ts";
import type { Attendee, GraphEvent, Response } from "../graph-event.ts";
import { instantOf } from "../wall-time.ts";
import { ewsIdOf } from "./exchange-id.ts";
import type { OpenItem } from "./open-item.ts";

/** Item types of the protocol; with `none` the mailbox is there and `mailbox.item` is not. */
export const itemTypes = { read: 2, compose: 5, none: 6 } as const;
const readWriteItem = 3;
/** office.js' order: none, organizer, tentative, accepted, declined. */
const responses: Readonly<Record<Response, number>> = {
  none: 0,
  notResponded: 0,
  organizer: 1,
  tentativelyAccepted: 2,
  accepted: 3,
  declined: 4,
};
const recipientTypes = { distributionList: 1, user: 2, externalUser: 3 } as const;

/** A person as office.js expects one; colleagues share the mailbox's mail domain. */
export function recipientData(
  person: Person,
  owner: MailboxOwner,
  response: Response = "none",
): Record<string, unknown> {
  return {
    name: person.name,
    address: person.address,
    recipientType: recipientTypes[recipientTypeOf(person, owner)],
    appointmentResponse: responses[response],
  };
}

function recipientTypeOf({ address }: Person, owner: MailboxOwner): keyof typeof recipientTypes {
  if (owner.groups.includes(address.toLowerCase())) return "distributionList";
  const domain = owner.address.slice(owner.address.indexOf("@"));
  return address.endsWith(domain) ? "user" : "externalUser";
}

function attendeeData(attendee: Attendee, owner: MailboxOwner): Record<string, unknown> {
  const { name, address = "" } = attendee.emailAddress;
  return recipientData({ name: name ?? address, address }, owner, attendee.status?.response);
}

function attendeesData(event: GraphEvent | null, owner: MailboxOwner): Record<string, unknown> {
  const all = event?.attendees ?? [];
  const data = (attendee: Attendee) => attendeeData(attendee, owner);
  return {
    to: all.filter(({ type }) => type !== "optional").map(data),
    cc: all.filter(({ type }) => type === "optional").map(data),
  };
}

/** @param item null where nothing is open: the pane then shows Home. */
export function initialData(
  item: OpenItem | null,
  owner: MailboxOwner,
  addinId: string,
): Record<string, unknown> {
  const mailbox = {
    permissionLevel: readWriteItem,
    hostVersion: "15.20.9999.0",
    userDisplayName: owner.name,
    userEmailAddress: owner.address,
    userTimeZone: owner.windowsZone,
    userProfileType: "office365",
    isRestIdSupported: true,
    owaView: "ThreeColumns",
    extensionId: addinId,
    ewsUrl: "",
    restUrl: `${window.location.origin}/api`,
  };
  if (item === null) return { ...mailbox, itemType: itemTypes.none };
  const { draft, event, mode } = item;
  const organizer = event?.organizer ?? { emailAddress: owner };
  const created = event?.createdDateTime;
  const modified = event?.lastModifiedDateTime;
  return {
    ...mailbox,
    itemType: itemTypes[mode],
    isFromSharedFolder: owner.shared !== undefined,
    id: event === null || mode === "compose" ? null : ewsIdOf(event.id),
    itemClass: "IPM.Appointment",
    subject: draft.subject,
    normalizedSubject: draft.subject,
    start: instantOf(draft.start, owner.ianaZone),
    end: instantOf(draft.end, owner.ianaZone),
    isAllDayEvent: draft.isAllDay,
    sensitivity: draft.sensitivity,
    location: draft.location,
    organizer: attendeeData(organizer, owner),
    ...attendeesData(event, owner),
    bcc: [],
    attachments: [],
    conversationId: "",
    seriesId: event?.seriesMasterId == null ? null : ewsIdOf(event.seriesMasterId),
    recurrence: null,
    dateTimeCreated: created === undefined ? null : Date.parse(created),
    dateTimeModified: modified === undefined ? null : Date.parse(modified),
  };
}
