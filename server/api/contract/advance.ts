import { z } from "zod";
import { recordSchema, itemChoiceSchema } from "./items.ts";

/** What was chosen for an appointment that Outlook has not saved yet. */
export const advanceViewSchema = z.strictObject({
  /** Whether the appointment will be linked when it is saved. */
  on: z.boolean(),
  records: z.array(recordSchema),
  activityType: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  activityTypes: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      /** By which first category an appointment gets it; `null`: none means it. */
      category: z.string().nullable(),
    }),
  ),
});
export type AdvanceView = z.infer<typeof advanceViewSchema>;

export const advanceRoutes = {
  advance: {
    method: "GET",
    path: "/api/advance/:key",
    summary: "What was chosen for an appointment that is not saved yet",
    access: "person",
    mailbox: "contents",
    response: advanceViewSchema,
  },
  makeAdvance: {
    method: "PUT",
    path: "/api/advance/:key",
    summary: "Have it linked when it is saved, or change what it will concern",
    access: "person",
    mailbox: "contents",
    body: itemChoiceSchema,
    response: advanceViewSchema,
  },
  withdrawAdvance: {
    method: "POST",
    path: "/api/advance/:key/withdraw",
    summary: "Do not link it when it is saved",
    access: "person",
    mailbox: "contents",
    response: advanceViewSchema,
  },
} as const;
