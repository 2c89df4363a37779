import { settled } from "./promise.ts";

/**
 * What a person wants on every new appointment. Kept in his mailbox (roaming settings), where
 * Outlook's event handlers find it without signing in and without our server.
 */
const name = "newAppointmentCategory";

/** The first category of new appointments; `null`: nothing is put on them. */
export function defaultCategory(): string | null {
  const category: unknown = Office.context.roamingSettings.get(name);
  return typeof category === "string" && category !== "" ? category : null;
}

/** @throws OfficeError where the mailbox does not take it. */
export async function keepDefaultCategory(category: string | null): Promise<void> {
  const settings = Office.context.roamingSettings;
  if (category === null) settings.remove(name);
  else settings.set(name, category);
  await settled((callback) => settings.saveAsync(callback));
}

/**
 * Puts the category on the open appointment, where it has none yet (a copy brings its own). Outlook
 * refuses categories that are not in the mailbox's list.
 */
export async function startWithCategory(category: string): Promise<void> {
  // Mailbox 1.8.
  const item = Office.context.mailbox.item as
    { readonly categories?: Office.Categories } | null | undefined;
  const categories = item?.categories;
  if (categories === undefined) return;
  // Outlook says null for none.
  const there = await settled<Office.CategoryDetails[] | null>((callback) =>
    categories.getAsync(callback),
  );
  if (there !== null && there.length > 0) return;
  await settled((callback) => categories.addAsync([category], callback));
}
