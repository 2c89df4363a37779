import { z } from "zod";
import { recordSchema } from "./items.ts";

/** What was chosen for an appointment that Outlook has not saved yet. */
export const advanceViewSchema = z.strictObject({
  /** Whether the appointment will be linked when it is saved. */
  on: z.boolean(),
  records: z.array(recordSchema),
  activityType: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  activityTypes: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});
export type AdvanceView = z.infer<typeof advanceViewSchema>;
