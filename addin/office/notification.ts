import { settled } from "./promise.ts";

const key = "sync-to-erp";
/** Office refuses longer texts. */
const lengthMax = 150;

/** Shows one line above the item, replacing ours. Hosts without notifications show nothing. */
export async function notifyOnItem(text: string): Promise<void> {
  const item = Office.context.mailbox.item as
    { readonly notificationMessages?: Office.NotificationMessages } | null | undefined;
  const messages = item?.notificationMessages;
  if (messages === undefined) return;
  await settled((callback) =>
    messages.replaceAsync(
      key,
      {
        type: Office.MailboxEnums.ItemNotificationMessageType.InformationalMessage,
        message: text.slice(0, lengthMax),
        // The id of an image in the manifest's resources.
        icon: "Icon.16x16",
        persistent: false,
      },
      callback,
    ),
  ).catch(() => undefined);
}
