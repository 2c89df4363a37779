import { AsyncLocalStorage } from "node:async_hooks";

const around = new AsyncLocalStorage<ReadonlySet<string>>();

/**
 * Does `work` as part of these requests: every line of the server's log that it writes names them, and
 * so does every line of a mailbox's log. Whoever holds the set may add to it while the work goes on.
 * @param ids as the callers were told them; empty: nobody asked for it, whatever started it
 */
export function inRequests<T>(ids: ReadonlySet<string>, work: () => T): T {
  return around.run(ids, work);
}

/** Ids of the requests that what is done now belongs to; none where nobody asked for it. */
export function requestsNow(): readonly string[] {
  return [...(around.getStore() ?? [])];
}
