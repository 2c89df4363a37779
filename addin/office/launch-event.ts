/** What Outlook hands to a handler; it waits until it is completed, and people wait with it. */
export interface LaunchEvent {
  readonly completed: (options?: { readonly allowEvent: boolean }) => void;
}

/** Outlook shows "taking longer than expected" after five seconds. */
const patienceMs = 2_000;

/**
 * Does `work` and lets Outlook go on: when it is done, when it failed, and at the latest after two
 * seconds, for Outlook's own calls may never call back. Never twice.
 */
export function finishAfter(event: LaunchEvent, work: () => Promise<void>): void {
  let open = true;
  const finish = (): void => {
    if (!open) return;
    open = false;
    clearTimeout(timer);
    event.completed();
  };
  const timer = setTimeout(finish, patienceMs);
  // Begun inside a promise: what throws at once must not keep Outlook waiting either.
  Promise.resolve().then(work).then(finish, finish);
}
