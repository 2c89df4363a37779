import { z } from "zod";

/** What is synchronized, as operators name it. */
const resourceName = z.enum(["appointment"]);

/** How the synchronization of one resource is doing: of all mailboxes, or of one. */
export const resourceStateSchema = z.strictObject({
  resource: resourceName,
  /** Mailboxes where it is on. */
  enabled: z.number().int(),
  /** Mailboxes where a run is on its way; 0 where no server runs. */
  running: z.number().int(),
  /** The newest end of a run with nothing left to do, ISO 8601 UTC. */
  lastSuccessAt: z.string().nullable(),
  /** Of those that are on, the one that has waited longest for such an end. */
  oldestSuccessAt: z.string().nullable(),
  /** When the next run is due; `null` where none is planned. */
  nextAt: z.string().nullable(),
});
export type ResourceState = z.infer<typeof resourceStateSchema>;
