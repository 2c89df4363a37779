import { z } from "zod";
import { itemChoiceSchema } from "./items.ts";

const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, "This must be an instant in UTC.");
const day = z.iso.date();

/** An appointment that Outlook has not saved, as its form holds it now. */
export const unsavedFormSchema = z.strictObject({
  subject: z.string().max(1_000),
  when: z.discriminatedUnion("allDay", [
    z.strictObject({ allDay: z.literal(false), start: instant, end: instant }),
    /** The first day, and the day after the last. */
    z.strictObject({ allDay: z.literal(true), start: day, end: day }),
  ]),
  /** `null`: it takes place once. */
  recurrence: z
    .strictObject({
      pattern: z.looseObject({ every: z.string() }),
      ends: z.looseObject({ kind: z.string() }),
    })
    .nullable(),
  place: z.string().max(1_000),
  /** The beginning of its text: as much as is shown. */
  body: z.string().max(2_000),
  guests: z
    .array(
      z.strictObject({
        address: z.string().max(320),
        name: z.string().max(320),
        kind: z.enum(["required", "optional"]),
      }),
    )
    .max(500)
    .readonly(),
  private: z.boolean(),
  categories: z.array(z.string().max(255)).max(50).readonly(),
});
export type UnsavedFormBody = z.infer<typeof unsavedFormSchema>;

export const unsavedPreviewSchema = z.strictObject({
  form: unsavedFormSchema,
  choice: itemChoiceSchema,
});
export type UnsavedPreview = z.infer<typeof unsavedPreviewSchema>;
