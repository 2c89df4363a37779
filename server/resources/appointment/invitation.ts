import type { Fields, Invitation, Link } from "../../sync/model.ts";
import { attendeeSchema, inviteeSchema, type Attendee } from "./appointment.ts";
import { appointmentSchemaRules } from "./schema.ts";

/**
 * Why a meeting is not sent.
 *
 * gone            one of the two items is not there any more, or they are no longer kept the same
 * not-organizer   it is somebody else's meeting, or one day of a series, or Outlook's body is damaged
 * already-sent    somebody was invited by now, and nobody takes part besides
 * nobody          nobody but its owner takes part
 * guests-changed  others take part than the person was shown
 * moved           it takes place at another time than the person was shown
 * direction       the rules write nothing to Outlook
 * unheard         the meeting moved while the request was on its way, and they are not among its guests
 */
export type NotSent =
  | "gone"
  | "not-organizer"
  | "already-sent"
  | "nobody"
  | "guests-changed"
  | "moved"
  | "direction"
  | "unheard";

/**
 * Whom the owner of a meeting may invite, as the ERP names them; or why nobody. Of a meeting that was
 * sent before, those who are not among its guests and were not sent it.
 */
export function guestsOf(link: Link): readonly Attendee[] | NotSent {
  const { microsoft, erp, choice } = link;
  if (choice === "off" || microsoft == null || erp == null) return "gone";
  const sent = isSent(link);
  if (sent ? !isOwn(link) : microsoft.fields["toInvite"] === undefined) return "not-organizer";
  const there = invitedTo(link);
  const before = new Set(sent ? link.invited : []);
  const known = attendeeSchema.array().safeParse(erp.fields["attendees"]).data ?? [];
  const named = inviteeSchema.array().safeParse(erp.fields["toInvite"]).data ?? [];
  const people = named.filter(({ address }) => {
    const one = address.toLowerCase();
    return !there.has(one) && !before.has(one);
  });
  if (people.length === 0) return sent ? "already-sent" : "nobody";
  const kinds = new Map(known.map(({ address, kind }) => [address, kind]));
  return people.map(({ address, name }) => ({
    ...{ address, name, kind: kinds.get(address) ?? "required" },
    response: "none",
  }));
}

/** Whether somebody is invited to the meeting. */
export function isSent(link: Pick<Link, "microsoft">): boolean {
  return invitedTo(link).size > 0;
}

/** Addresses of those whom Outlook has invited, in lower case. */
function invitedTo({ microsoft }: Pick<Link, "microsoft">): ReadonlySet<string> {
  const guests = attendeeSchema.array().safeParse(microsoft?.fields["attendees"]).data ?? [];
  return new Set(guests.map(({ address }) => address.toLowerCase()));
}

/** Whether the link's person organizes the meeting; one day of a series is invited to with the series. */
function isOwn({ microsoft, attendeeCopy, guestOf, seriesId }: Link): boolean {
  const isForeign = Object.values(microsoft?.readOnly ?? {}).includes("not-organizer");
  return !isForeign && !attendeeCopy && guestOf === undefined && seriesId === undefined;
}

/**
 * Whether the request that sends it has landed. Guests that are added bring no stamp along, for a
 * stamp might be told to the others: where no answer said it, that they are among the guests does.
 */
export function hasLanded(
  link: Pick<Link, "microsoft">,
  { guests, more, ...invitation }: Invitation,
): boolean {
  if (more !== true || invitation.hasLanded === true) return invitation.hasLanded === true;
  const there = invitedTo(link);
  const areIn = guests.every(({ address }) => there.has(address.toLowerCase()));
  return invitation.isSending === true && areIn;
}

/**
 * The link with those to whom it was sent, as far as the ERP names them still: whoever is taken out there
 * and comes back is somebody to be asked about again.
 */
export function withInvited<L extends Pick<Link, "erp" | "invited">>(link: L): L {
  const { invited = [], erp } = link;
  if (invited.length === 0) return link;
  const named = inviteeSchema.array().safeParse(erp?.fields["toInvite"]).data ?? [];
  const still = new Set(named.map(({ address }) => address.toLowerCase()));
  return { ...link, invited: invited.filter((address) => still.has(address)) };
}

/** When a meeting takes place, as its person was shown it. */
export function whenShown(fields: Fields): string {
  return appointmentSchemaRules.fields["when"]?.fingerprint(fields["when"] ?? null) ?? "";
}

/** Why a meeting that a person wants sent is not what he was shown any more; `null`: it is. */
export function whyNotSent(link: Link, invitation: Invitation): NotSent | null {
  const { guests, when, more = false } = invitation;
  const now = guestsOf(link);
  if (typeof now === "string") return now;
  if (isSent(link) !== more) return more ? "guests-changed" : "already-sent";
  const { isSending, sentOn } = invitation;
  // It may have landed, and somebody taken a guest away again: sent once more he would be mailed twice.
  const isUnheard = more && isSending === true && sentOn !== link.microsoft?.version;
  if (isUnheard) return "unheard";
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
