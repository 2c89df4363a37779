import { z } from "zod";

/** Wall-clock time without a zone, as `<input type="datetime-local">` has it. */
const wallClock = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, "Give date and time.");
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, "Give a day.");

/** When an appointment is, as a person writes it: the last day counts, and the clock is his zone's. */
const handWhenSchema = z
  .discriminatedUnion("allDay", [
    z.strictObject({
      allDay: z.literal(false),
      start: wallClock,
      end: wallClock,
      zone: z.string().refine(isZone, "This is no time zone that we know."),
    }),
    z.strictObject({
      allDay: z.literal(true),
      start: day,
      /** The last day. */
      end: day,
      zone: z.string().refine(isZone, "This is no time zone that we know."),
    }),
  ])
  .refine(({ start, end }) => end >= start, {
    path: ["end"],
    message: "It ends before it starts.",
  });
export type HandWhen = z.infer<typeof handWhenSchema>;

/** A field's value as a person writes it, by field. Fields that are missing here are kept or not. */
export const handSchemas = {
  subject: z.string().trim().min(1, "Give a subject.").max(255),
  place: z.string().trim().max(255),
  body: z.string().max(20_000),
  when: handWhenSchema,
  showAs: z.enum(["free", "tentative", "busy", "oof", "workingElsewhere"]),
  importance: z.enum(["low", "normal", "high"]),
  sensitivity: z.enum(["normal", "private"]),
  /** Minutes before the start; `null`: none. Two weeks are the most that Outlook offers. */
  reminder: z.number().int().min(0).max(20_160).nullable(),
} as const satisfies Readonly<Record<string, z.ZodType>>;
export type HandField = keyof typeof handSchemas;

export const handValueSchema = z.union([z.string(), z.number(), z.null(), handWhenSchema]);
export type HandValue = z.infer<typeof handValueSchema>;

export function isHandField(field: string): field is HandField {
  return Object.hasOwn(handSchemas, field);
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
