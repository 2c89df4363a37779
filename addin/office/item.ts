import { OfficeError, settled } from "./promise.ts";

/** What is open in Outlook, as plain data. */
export type OpenItem =
  | { readonly kind: "none" }
  | { readonly kind: "message" }
  | {
      /** An appointment in somebody else's mailbox. */
      readonly kind: "shared";
      /** Its address, lower case; empty where Outlook does not tell it. */
      readonly mailbox: string;
      /** REST id in that mailbox; `null` before it is saved. */
      readonly restId: string | null;
      readonly people: readonly Attendant[];
    }
  /** An appointment that has no id before it is saved. */
  | { readonly kind: "unsaved"; readonly people: readonly Attendant[] }
  | {
      readonly kind: "appointment";
      /** REST id; not immutable: the backend translates it. */
      readonly restId: string;
      readonly people: readonly Attendant[];
    };

/** Organizer or attendee. */
export interface Attendant {
  /** Lower case. */
  readonly address: string;
  /** The address again where Outlook knows none. */
  readonly name: string;
  /** A distribution list; only told of an appointment that is read, and nowhere in Graph. */
  readonly group?: true;
}

/** Office's word for it (`MailboxEnums.RecipientType`), which older hosts do not name. */
const distributionList = "distributionList";

/** Office's number for "no id before the item is saved". */
const itemNotSaved = 9046;

/** The members that differ between reading and composing; @types/office-js splits them over types. */
interface Later<T> {
  readonly getAsync: (callback: (result: Office.AsyncResult<T>) => void) => void;
}
export type Readable<T> = T | Later<T>;
interface AppointmentItem {
  readonly itemType: string;
  readonly itemId?: string;
  readonly getItemIdAsync?: (callback: (result: Office.AsyncResult<string>) => void) => void;
  /** Only there where the item lies in a shared folder or mailbox, one's own with some hosts as well. */
  readonly getSharedPropertiesAsync?: (
    callback: (result: Office.AsyncResult<SharedProperties>) => void,
  ) => void;
  readonly organizer?: Readable<Office.EmailAddressDetails>;
  readonly requiredAttendees?: Readable<Office.EmailAddressDetails[]>;
  readonly optionalAttendees?: Readable<Office.EmailAddressDetails[]>;
}

/** `targetMailbox` is younger than `owner` and may be missing. */
interface SharedProperties {
  readonly owner?: string;
  readonly targetMailbox?: string;
}

/** Whose the item is where that is somebody else; `null`: one's own. */
async function sharedMailboxOf(item: AppointmentItem): Promise<string | null> {
  const { getSharedPropertiesAsync } = item;
  if (getSharedPropertiesAsync === undefined) return null;
  try {
    const shared = await settled<SharedProperties>((callback) =>
      getSharedPropertiesAsync.call(item, callback),
    );
    const mailbox = (shared.targetMailbox ?? shared.owner ?? "").toLowerCase();
    const { emailAddress } = Office.context.mailbox.userProfile;
    return mailbox === emailAddress.toLowerCase() ? null : mailbox;
  } catch {
    // Outlook refuses it for what is not shared: read as somebody else's, every item would be.
    return null;
  }
}

/** A member of the open item, in any of the modes; `absent` where this Outlook does not give it. */
export async function read<T>(value: Readable<T> | undefined, absent: T): Promise<T> {
  if (value === undefined) return absent;
  if (!isAsync(value)) return value;
  try {
    return await settled<T>((callback) => value.getAsync(callback));
  } catch {
    // Not every host gives every member in every mode; people are only hints for the search.
    return absent;
  }
}

function isAsync<T>(value: Readable<T>): value is Later<T> {
  return typeof (value as { getAsync?: unknown } | null)?.getAsync === "function";
}

async function idOf(item: AppointmentItem): Promise<string | null> {
  if (item.itemId !== undefined && item.itemId !== "") return item.itemId;
  const { getItemIdAsync } = item;
  if (getItemIdAsync === undefined) return null;
  try {
    return await settled<string>((callback) => getItemIdAsync.call(item, callback));
  } catch (error) {
    if (error instanceof OfficeError && error.code === itemNotSaved) return null;
    throw error;
  }
}

/** Whether the open item is an appointment that was never saved. Throws `OfficeError`. */
export async function isUnsaved(): Promise<boolean> {
  const item = openAppointment();
  return typeof item === "object" && item !== null && (await idOf(item)) === null;
}

/** The open appointment; `null`: nothing is open. */
export function openAppointment(): AppointmentItem | "message" | null {
  const mailbox = Office.context.mailbox as { item?: unknown } | undefined;
  const item = (mailbox?.item ?? null) as AppointmentItem | null;
  if (item === null) return null;
  const appointment = Office.MailboxEnums.ItemType.Appointment as string;
  return item.itemType === appointment ? item : "message";
}

/** Outlook gives EWS ids, which URLs cannot hold; phones give REST ids and lack the converter. */
function restIdOf(id: string): string {
  const mailbox = Office.context.mailbox as { convertToRestId?: Office.Mailbox["convertToRestId"] };
  if (mailbox.convertToRestId === undefined) return id;
  try {
    return Office.context.mailbox.convertToRestId(id, Office.MailboxEnums.RestVersion.v2_0);
  } catch {
    return id;
  }
}

/** The open item in any of the modes. Throws `OfficeError` where Outlook refuses to tell. */
export async function readItem(): Promise<OpenItem> {
  const item = openAppointment();
  if (item === null) return { kind: "none" };
  if (item === "message") return { kind: "message" };
  const mailbox = await sharedMailboxOf(item);
  const id = await idOf(item);
  const people = await everybodyOn(item);
  // Its id leads nowhere in one's own mailbox, or to another item.
  if (mailbox !== null) {
    return { kind: "shared", mailbox, restId: id === null ? null : restIdOf(id), people };
  }
  if (id === null) return { kind: "unsaved", people };
  return { kind: "appointment", restId: restIdOf(id), people };
}

/** Organizer and attendees, each address once. */
async function everybodyOn(item: AppointmentItem): Promise<readonly Attendant[]> {
  const nobody: Office.EmailAddressDetails[] = [];
  const [organizer, required, optional] = await Promise.all([
    read<Office.EmailAddressDetails | null>(item.organizer, null),
    read(item.requiredAttendees, nobody),
    read(item.optionalAttendees, nobody),
  ]);
  return peopleOf([...(organizer === null ? [] : [organizer]), ...required, ...optional]);
}

/** Each address once; who has none is nobody yet. */
export function peopleOf(all: readonly Office.EmailAddressDetails[]): readonly Attendant[] {
  const people = new Map<string, Attendant>();
  for (const person of all) {
    const address = person.emailAddress.toLowerCase();
    // Outlook leaves the name out, or empty, where only an address was typed.
    const name = (person.displayName as string | undefined) ?? "";
    if (address === "" || people.has(address)) continue;
    const group = (person.recipientType as string | undefined) === distributionList;
    people.set(address, {
      address,
      name: name === "" ? address : name,
      ...(group && { group }),
    });
  }
  return [...people.values()];
}

export function addressesOf(people: readonly Attendant[]): string[] {
  return people.map(({ address }) => address);
}
