import { settled } from "./promise.ts";

/** Also spelled in `server/connectors/graph/event/properties.ts`, where the backend finds it again. */
const name = "syncToErpAdvance";

type Item = Pick<Office.AppointmentCompose, "loadCustomPropertiesAsync"> | null | undefined;

async function properties(): Promise<Office.CustomProperties | null> {
  const item = Office.context.mailbox.item as Item;
  if (item == null) return null;
  return settled<Office.CustomProperties>((callback) => item.loadCustomPropertiesAsync(callback));
}

/** The random key that this pane left on the appointment; `null` where there is none. */
export async function advanceKey(): Promise<string | null> {
  const key: unknown = (await properties())?.get(name);
  return typeof key === "string" ? key : null;
}

/**
 * Leaves the key on the appointment: it travels with Outlook's next save.
 * @throws OfficeError where Outlook refuses.
 */
export async function leaveAdvanceKey(key: string): Promise<void> {
  const own = await properties();
  if (own === null) return;
  own.set(name, key);
  await settled((callback) => own.saveAsync(callback));
}
