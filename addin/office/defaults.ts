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
  await settled<void>((callback) => settings.saveAsync(callback));
}

/**
 * Puts the category on the open appointment, where it has none yet (a copy brings its own). Outlook
 * refuses categories that are not in the mailbox's list.
 */
export async function startWithCategory(category: string): Promise<void> {
  const item = Office.context.mailbox.item as
    Pick<Office.AppointmentCompose, "categories"> | null | undefined;
  const categories = item?.categories as Office.Categories | undefined;
  if (categories === undefined) return;
  const there = await settled<readonly unknown[] | null>((callback) =>
    categories.getAsync(callback as (result: Office.AsyncResult<Office.CategoryDetails[]>) => void),
  );
  if (there !== null && there.length > 0) return;
  await settled<void>((callback) => categories.addAsync([category], callback));
}
