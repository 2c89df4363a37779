import { isUnsaved } from "./item.ts";

/**
 * `edited`: somebody changes in the form when it is or who takes part. `other`: another item is
 * open, or the one that is open was saved for the first time.
 */
export type ItemNews = "edited" | "other";

/** Outlook tells nobody that a form was saved; asking costs nothing, it is answered in the page. */
const savedPollMs = 2_000;

interface Watched {
  readonly addHandlerAsync?: (type: Office.EventType, handler: () => void) => void;
}

/** Calls `listener` with what may have become of the open item. Hosts that cannot tell stay silent. */
export function onItemChanged(listener: (news: ItemNews) => void): void {
  const watch = (): void => {
    watchForm(() => listener("edited"));
    awaitSave(() => listener("other"));
  };
  // A pinned pane meets another item: Mailbox 1.5, mail only.
  attempt(() =>
    Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, () => {
      watch();
      listener("other");
    }),
  );
  watch();
}

/** Mailbox 1.7, appointments only. */
function watchForm(listener: () => void): void {
  const item = Office.context.mailbox.item as Watched | null | undefined;
  const { AppointmentTimeChanged, RecipientsChanged, RecurrenceChanged } = Office.EventType;
  for (const type of [AppointmentTimeChanged, RecipientsChanged, RecurrenceChanged]) {
    attempt(() => item?.addHandlerAsync?.(type, () => listener()));
  }
}

/** Tells once when the open item, unsaved so far, has got its id. */
function awaitSave(listener: () => void): void {
  const item: unknown = Office.context.mailbox.item;
  const ask = async (wasUnsaved: boolean): Promise<void> => {
    if (Office.context.mailbox.item !== item) return;
    if (await isUnsaved().catch(() => false)) setTimeout(() => void ask(true), savedPollMs);
    else if (wasUnsaved) listener();
  };
  void ask(false);
}

/** Each event came with a version of Outlook; older ones throw. */
function attempt(call: () => void): void {
  try {
    call();
  } catch {
    // A pane without it is as old as its last reading.
  }
}
