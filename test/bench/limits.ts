/**
 * The model behind the limits (docs/bench.md): what Graph and the latency of the wire allow at best,
 * whoever asks. Latencies are those of one request or one part of a batch.
 */

/** Largest page that is asked for, parts of a `$batch`, requests at once on one mailbox. */
export const graphPage = 200;
export const graphBatch = 20;
const graphPlaces = 4;
/** Requests at once on the demo ERP: the connector's own bound. */
const erpPlaces = 10;
/** Ids of one read of the demo ERP, entries of one page of its feed. */
const erpRead = 200;
const erpFeedPage = 1_000;

/** Pages of one collection are a chain: each names the next. */
export const pagesOf = (items: number): number => Math.ceil(items / graphPage);

/** HTTP requests that write `changes` to Outlook. */
export const batchesFor = (changes: number): number => Math.ceil(changes / graphBatch);

/** Seconds to write `changes` to Outlook: the parts of batches run four at a time. */
export function pushSeconds(changes: number, latencyMs: number): number {
  return (changes * latencyMs) / graphPlaces / 1000;
}

/** Seconds to read `items` from Outlook and make them in the ERP. */
export function firstSyncSeconds(items: number, latencyMs: number): number {
  return (pagesOf(items) * latencyMs + (items * latencyMs) / erpPlaces) / 1000;
}

/** Requests that read `changes` from the ERP's feed, and each activity as it is now. */
export const erpReadsFor = (changes: number): number =>
  Math.ceil(changes / erpFeedPage) + Math.ceil(changes / erpRead);

/** Idle requests of one mailbox and resource and day: the safety net alone. */
export const idlePolls = (safetyNetMs: number): number => (24 * 3_600_000) / safetyNetMs;
