import { z } from "zod";
import { day, instant, recurrenceSchema } from "./recurrence-shape.ts";

/**
 * An appointment in our fields. Connectors translate their side's spelling to and from these shapes;
 * nothing else knows how Graph or an ERP writes a time.
 */

const timed = z.strictObject({
  allDay: z.literal(false),
  start: instant,
  end: instant,
  /**
   * IANA name of the zone the person thinks in. Of a single appointment it never changes which instant
   * is meant; of a series it is the clock that every occurrence keeps.
   */
  zone: z.string(),
});
const wholeDays = z.strictObject({
  allDay: z.literal(true),
  start: day,
  /** The day after the last one, as iCalendar and Graph have it. */
  end: day,
  zone: z.string(),
});

/**
 * Start, end, all-day, zone and recurrence only make sense together, so they are one field. Start and
 * end of a series are those of its first occurrence.
 */
export const whenSchema = z.discriminatedUnion("allDay", [
  timed.extend({ recurrence: recurrenceSchema.exactOptional() }),
  wholeDays.extend({ recurrence: recurrenceSchema.exactOptional() }),
]);
export type When = z.infer<typeof whenSchema>;

export const bodySchema = z.strictObject({
  format: z.enum(["html", "text"]),
  content: z.string(),
});
export type Body = z.infer<typeof bodySchema>;

/** What an invited person said. */
export const answers = ["accepted", "tentative", "declined"] as const;
export type Answer = (typeof answers)[number];

export const attendeeSchema = z.strictObject({
  /** Lower case; the identity of an attendee. */
  address: z.string(),
  name: z.string(),
  kind: z.enum(["required", "optional", "resource"]),
  /** `none` also for the mailbox's owner himself: what he said is the field `response`. */
  response: z.enum(["none", ...answers]),
});
export type Attendee = z.infer<typeof attendeeSchema>;

/** Somebody whom a person may invite. */
export const inviteeSchema = z.strictObject({
  /** Lower case; who he is. */
  address: z.string(),
  name: z.string(),
});
export type Invitee = z.infer<typeof inviteeSchema>;

export const recordLinkSchema = z.strictObject({
  type: z.string(),
  id: z.string(),
});

/** What an occurrence of a series may have for itself. */
const ownShape = {
  subject: z.string(),
  place: z.string().nullable(),
  body: bodySchema.nullable(),
  showAs: z.enum(["free", "tentative", "busy", "oof", "workingElsewhere"]),
  sensitivity: z.enum(["normal", "private"]),
  importance: z.enum(["low", "normal", "high"]),
  /** Minutes before the start; `null` for none. */
  reminder: z.number().int().nonnegative().nullable(),
  /** Outlook's colour categories, in order; the first names the activity type (Coins, C09). */
  categories: z.array(z.string()),
};

const ownFields = {
  ...ownShape,
  when: z.discriminatedUnion("allDay", [timed, wholeDays]),
  /** What the mailbox's owner says of that day alone. In Outlook who declines a day loses it. */
  response: z.enum(answers).nullable(),
  /** The occurrence does not take place. */
  gone: z.literal(true),
};
export type OwnField = keyof typeof ownFields;

const deviationOf = <F extends OwnField>(field: F) =>
  z.strictObject({ on: day, field: z.literal(field), value: ownFields[field] });

/**
 * One person with whom an occurrence differs from its series: as he takes part on that day, or `null`
 * where he does not. `who` is his address.
 */
const guestOfDay = z.strictObject({
  on: day,
  field: z.literal("attendees"),
  who: z.string(),
  value: attendeeSchema.nullable(),
});

/**
 * One thing in which one occurrence of a series differs from it: `on` is the day on which it was to
 * happen, by the calendar of the series' zone. One field each, so that two people's changes of one
 * occurrence merge like those of any other appointment.
 */
export const exceptionSchema = z.discriminatedUnion("field", [
  deviationOf("gone"),
  deviationOf("when"),
  deviationOf("subject"),
  deviationOf("place"),
  deviationOf("body"),
  deviationOf("showAs"),
  deviationOf("sensitivity"),
  deviationOf("importance"),
  deviationOf("reminder"),
  deviationOf("categories"),
  deviationOf("response"),
  guestOfDay,
]);
export type Exception = z.infer<typeof exceptionSchema>;

export const appointmentSchema = z.strictObject({
  ...ownShape,
  when: whenSchema,
  attendees: z.array(attendeeSchema),
  /** Mail address, lower case, of whose it is: of a meeting whoever organizes it. */
  owner: z.string().nullable(),
  /** Where people join an online meeting; `null` where there is nothing to join. */
  joinLink: z.string().nullable(),
  /**
   * Who takes part by the ERP and was invited by nobody yet: told of an event without attendees, and
   * of an activity. Outlook holds it as lines in the body, which say nothing by themselves.
   */
  toInvite: z.array(inviteeSchema),
  /**
   * What the mailbox's owner said to the invitation; `null`: nothing yet. A side tells it only where he
   * is invited: whoever organizes a meeting answers nobody.
   */
  response: z.enum(answers).nullable(),
  /** Of a series: what its occurrences have for themselves. Empty for a single appointment. */
  exceptions: z.array(exceptionSchema),
  /** Activity type: the id the ERP knows it by. */
  type: z.string().nullable(),
  /** ERP records that the appointment concerns. */
  records: z.array(recordLinkSchema),
});
export type Appointment = z.infer<typeof appointmentSchema>;
export type AppointmentField = keyof Appointment;

/** Fields that Outlook cannot hold and that we keep for it beside the link. */
export const companionFields = ["type", "records"] as const satisfies readonly AppointmentField[];
