import { OfficeError, settled } from "./promise.ts";

/** What is open in Outlook, as plain data. */
export type OpenItem =
  | { readonly kind: "none" }
  | { readonly kind: "message" }
  /** An appointment that has no id before it is saved. */
  | { readonly kind: "unsaved" }
  | {
      readonly kind: "appointment";
      /** REST id; not immutable: the backend translates it. */
      readonly restId: string;
      /** Organizer and attendees, lower case, each once. */
      readonly addresses: readonly string[];
    };

/** Office's number for "no id before the item is saved". */
const itemNotSaved = 9046;

/** The members that differ between reading and composing; @types/office-js splits them over types. */
interface Later<T> {
  readonly getAsync: (callback: (result: Office.AsyncResult<T>) => void) => void;
}
type Readable<T> = T | Later<T>;
interface AppointmentItem {
  readonly itemType: string;
  readonly itemId?: string;
  readonly getItemIdAsync?: (callback: (result: Office.AsyncResult<string>) => void) => void;
  readonly organizer?: Readable<Office.EmailAddressDetails>;
  readonly requiredAttendees?: Readable<Office.EmailAddressDetails[]>;
  readonly optionalAttendees?: Readable<Office.EmailAddressDetails[]>;
}

async function read<T>(value: Readable<T> | undefined, absent: T): Promise<T> {
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
  const mailbox = Office.context.mailbox as { item?: unknown } | undefined;
  const item = (mailbox?.item ?? null) as AppointmentItem | null;
  if (item === null) return { kind: "none" };
  if (item.itemType !== (Office.MailboxEnums.ItemType.Appointment as string)) {
    return { kind: "message" };
  }
  const id = await idOf(item);
  if (id === null) return { kind: "unsaved" };
  const nobody: Office.EmailAddressDetails[] = [];
  const [organizer, required, optional] = await Promise.all([
    read<Office.EmailAddressDetails | null>(item.organizer, null),
    read(item.requiredAttendees, nobody),
    read(item.optionalAttendees, nobody),
  ]);
  const people = [...(organizer === null ? [] : [organizer]), ...required, ...optional];
  const addresses = people
    .map((person) => person.emailAddress.toLowerCase())
    .filter((a) => a !== "");
  return { kind: "appointment", restId: restIdOf(id), addresses: [...new Set(addresses)] };
}

/** Calls `listener` when a pinned pane meets another item. Hosts that cannot tell stay silent. */
export function onItemChanged(listener: () => void): void {
  try {
    Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, () => listener());
  } catch {
    // Before Mailbox 1.5 a pane lives as long as its item.
  }
}
