import { settled } from "./promise.ts";

const name = "syncToErpLinked";

/** Mailbox 1.15, composing only; lives as long as the form and leaves no trace in the item. */
function sessionData(): Office.SessionData | null {
  const item = Office.context.mailbox.item as
    { readonly sessionData?: Office.SessionData } | null | undefined;
  return item?.sessionData ?? null;
}

/** Tells the event handlers of this form whether the item is linked. Never fails. */
export async function rememberLinked(linked: boolean): Promise<void> {
  const data = sessionData();
  if (data === null) return;
  await settled((callback) => data.setAsync(name, linked ? "1" : "0", callback)).catch(
    () => undefined,
  );
}

/** What the pane remembered in this form; `false` where there was none. */
export async function isRememberedLinked(): Promise<boolean> {
  const data = sessionData();
  if (data === null) return false;
  return settled<string>((callback) => data.getAsync(name, callback)).then(
    (value) => value === "1",
    () => false,
  );
}
