import type { Fields } from "../../sync/model.ts";
import type { Appointment, AppointmentField } from "./appointment.ts";
import type { Recurrence } from "./recurrence-shape.ts";

/** What Outlook's form tells of an appointment before it is saved. */
export interface UnsavedForm {
  readonly subject: string;
  /** UTC instants or, of whole days, the first one and the day after the last. */
  readonly when: { readonly allDay: boolean; readonly start: string; readonly end: string };
  readonly recurrence: Recurrence | null;
  readonly place: string;
  readonly body: string;
  readonly guests: readonly {
    readonly address: string;
    readonly name: string;
    readonly kind: "required" | "optional";
  }[];
  readonly private: boolean;
  readonly categories: readonly string[];
}

/** Fields of which Outlook tells nothing before it has saved an appointment. */
export const untoldByForm = [
  "showAs",
  "importance",
  "reminder",
] as const satisfies readonly AppointmentField[];

/**
 * The appointment that the form would become. What it does not tell is absent, which is not empty.
 * @param owner whose mailbox it is: who organizes it, and whose clock it keeps
 */
export function formFields(
  form: UnsavedForm,
  owner: { readonly address: string; readonly timeZone: string },
): Fields {
  const { subject, when, recurrence, place, body, guests, categories } = form;
  const repeated = recurrence === null ? {} : { recurrence };
  const fields = {
    subject,
    when: { ...when, zone: owner.timeZone, ...repeated },
    place: place.trim() === "" ? null : place.trim(),
    body: body.trim() === "" ? null : { format: "text" as const, content: body },
    attendees: guests.map((guest) => ({ ...guest, response: "none" as const })),
    owner: owner.address,
    sensitivity: form.private ? ("private" as const) : ("normal" as const),
    categories: [...categories],
    exceptions: [],
  } satisfies Partial<Record<AppointmentField, unknown>> & Omit<Partial<Appointment>, "when">;
  return fields;
}
