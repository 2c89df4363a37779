import { z } from "zod";

/**
 * An appointment in our fields. Connectors translate their side's spelling to and from these shapes;
 * nothing else knows how Graph or an ERP writes a time.
 */

/** An instant: ISO 8601 UTC with seconds and `Z`, e.g. `2026-11-24T09:00:00Z`. */
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
/** A calendar day, e.g. `2026-11-24`. */
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** Start, end, all-day and zone only make sense together, so they are one field. */
export const whenSchema = z.discriminatedUnion("allDay", [
  z.strictObject({
    allDay: z.literal(false),
    start: instant,
    end: instant,
    /** IANA name of the zone the person thinks in; never changes which instant is meant. */
    zone: z.string(),
  }),
  z.strictObject({
    allDay: z.literal(true),
    start: day,
    /** The day after the last one, as iCalendar and Graph have it. */
    end: day,
    zone: z.string(),
  }),
]);
export type When = z.infer<typeof whenSchema>;

export const bodySchema = z.strictObject({
  format: z.enum(["html", "text"]),
  content: z.string(),
});
export type Body = z.infer<typeof bodySchema>;

export const attendeeSchema = z.strictObject({
  /** Lower case; the identity of an attendee. */
  address: z.string(),
  name: z.string(),
  kind: z.enum(["required", "optional", "resource"]),
  response: z.enum(["none", "accepted", "tentative", "declined"]),
});
export type Attendee = z.infer<typeof attendeeSchema>;

export const recordLinkSchema = z.strictObject({
  type: z.string(),
  id: z.string(),
});

export const appointmentSchema = z.strictObject({
  subject: z.string(),
  when: whenSchema,
  place: z.string().nullable(),
  body: bodySchema.nullable(),
  attendees: z.array(attendeeSchema),
  showAs: z.enum(["free", "tentative", "busy", "oof", "workingElsewhere"]),
  sensitivity: z.enum(["normal", "private"]),
  importance: z.enum(["low", "normal", "high"]),
  /** Minutes before the start; `null` for none. */
  reminder: z.number().int().nonnegative().nullable(),
  /** Outlook's colour categories, in order; the first names the activity type (Coins, C09). */
  categories: z.array(z.string()),
  /** Activity type: the id the ERP knows it by. */
  type: z.string().nullable(),
  /** ERP records that the appointment concerns. */
  records: z.array(recordLinkSchema),
});
export type Appointment = z.infer<typeof appointmentSchema>;
export type AppointmentField = keyof Appointment;

/** Fields that Outlook cannot hold and that we keep for it beside the link. */
export const companionFields = ["type", "records"] as const satisfies readonly AppointmentField[];
