import type { Fields } from "../../sync/model.ts";
import { appointmentSchema, type Answer, type Attendee } from "./appointment.ts";

/** What the people of a meeting said. */
export interface MeetingAnswers {
  /** The mailbox's owner; `null` where he organizes the meeting. */
  readonly own: Answer | "none" | null;
  /** Everybody else who is invited; `null` for an answer: only the organizer is told. */
  readonly others: (Omit<Attendee, "response"> & {
    readonly response: Attendee["response"] | null;
  })[];
}

/**
 * What the people of an appointment said; `null` where nobody is invited. Outlook tells the organizer;
 * a guest knows what the ERP was told.
 * @param owner the mailbox's address, lower case
 */
export function answersOf(outlook: Fields, erp: Fields, owner: string): MeetingAnswers | null {
  const invited = attendeesIn(outlook);
  const own = appointmentSchema.shape.response.safeParse(outlook["response"]).data;
  if (invited.length === 0 && own === undefined) return null;
  const others = invited.filter(({ address }) => address !== owner);
  if (own === undefined) return { own: null, others };
  const told = new Map(
    [...attendeesIn(erp), ...others]
      .filter(({ response }) => response !== "none")
      .map(({ address, response }) => [address, response]),
  );
  return {
    own: own ?? "none",
    others: others.map((one) => ({ ...one, response: told.get(one.address) ?? null })),
  };
}

function attendeesIn(fields: Fields): readonly Attendee[] {
  return appointmentSchema.shape.attendees.safeParse(fields["attendees"]).data ?? [];
}
