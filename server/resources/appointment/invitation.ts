import type { Fields, Invitation, Link } from "../../sync/model.ts";
import { attendeeSchema, inviteeSchema, type Attendee } from "./appointment.ts";
import { appointmentSchemaRules } from "./schema.ts";

/**
 * Why a meeting is not sent.
 *
 * gone            one of the two items is not there any more, or they are no longer kept the same
 * not-organizer   it is somebody else's meeting, or one day of a series, or Outlook's body is damaged
 * already-sent    somebody was invited by now
 * nobody          nobody but its owner takes part
 * guests-changed  others take part than the person was shown
 * moved           it takes place at another time than the person was shown
 * direction       the rules write nothing to Outlook
 */
export type NotSent =
  "gone" | "not-organizer" | "already-sent" | "nobody" | "guests-changed" | "moved" | "direction";

/** Whom the owner of a meeting may invite, as the ERP names them; or why nobody. */
export function guestsOf(
  link: Pick<Link, "microsoft" | "erp" | "choice">,
): readonly Attendee[] | NotSent {
  const { microsoft, erp, choice } = link;
  if (choice === "off" || microsoft == null || erp == null) return "gone";
  const invited = microsoft.fields["attendees"];
  if (Array.isArray(invited) && invited.length > 0) return "already-sent";
  if (microsoft.fields["toInvite"] === undefined) return "not-organizer";
  const known = attendeeSchema.array().safeParse(erp.fields["attendees"]).data ?? [];
  const people = inviteeSchema.array().safeParse(erp.fields["toInvite"]).data ?? [];
  if (people.length === 0) return "nobody";
  const kinds = new Map(known.map(({ address, kind }) => [address, kind]));
  return people.map(({ address, name }) => ({
    ...{ address, name, kind: kinds.get(address) ?? "required" },
    response: "none",
  }));
}

/** When a meeting takes place, as its person was shown it. */
export function whenShown(fields: Fields): string {
  return appointmentSchemaRules.fields["when"]?.fingerprint(fields["when"] ?? null) ?? "";
}

/** Why a meeting that a person wants sent is not what he was shown any more; `null`: it is. */
export function whyNotSent(link: Link, { guests, when }: Invitation): NotSent | null {
  const now = guestsOf(link);
  if (typeof now === "string") return now;
  if (!areSameGuests(now, guests)) return "guests-changed";
  return whenShown(link.microsoft?.fields ?? {}) === when ? null : "moved";
}

type Addressed = Pick<Attendee, "address">;

/** Whether two lists name the same people, in whatever order and however their addresses are spelled. */
export function areSameGuests(one: readonly Addressed[], other: readonly Addressed[]): boolean {
  const of = (list: readonly Addressed[]): ReadonlySet<string> =>
    new Set(list.map(({ address }) => address.toLowerCase()));
  const [ours, theirs] = [of(one), of(other)];
  return ours.size === theirs.size && [...ours].every((address) => theirs.has(address));
}
