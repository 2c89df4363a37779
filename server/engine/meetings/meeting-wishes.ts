/** What a person may ask of a meeting that other people are told of: to send it, to cancel it, to keep it. */
import type { Item } from "../../connectors/connector.ts";
import type { Attendee } from "../../resources/appointment/appointment.ts";
import { guestsToTell, whyNotCancelled } from "../../resources/appointment/ending.ts";
import {
  areSameGuests,
  guestsOf,
  whenShown,
  type NotSent,
} from "../../resources/appointment/invitation.ts";
import type { InboxDocument, MailboxDocument } from "../../store/documents.ts";
import { open } from "../../sync/flow.ts";
import type { Link } from "../../sync/model.ts";
import { refuseUnready } from "../items/choice.ts";
import { sightingOf } from "../run/confirm.ts";
import { ItemError } from "../items/item-error.ts";
import type { EngineDeps } from "../mailboxes/mailbox.ts";

export interface InvitationsStatus {
  readonly state: "offered" | "sending";
  readonly guests: readonly Attendee[];
  /** Whether it can become an online meeting with it. */
  readonly canBeOnline: boolean;
}

export interface EndingStatus {
  readonly state: "asked" | "cancelling";
  /** Who is told when it is cancelled. */
  readonly guests: readonly Attendee[];
}

export interface Sending {
  /** The addresses that he was shown. */
  readonly guests: readonly string[];
  readonly online: boolean;
  /** Who sends it, for the log. */
  readonly by: string;
}

export interface Cancelling {
  /** The addresses of the guests that he was shown. */
  readonly guests: readonly string[];
  /** Who cancels it, for the log. */
  readonly by: string;
}

/**
 * The wish to send a meeting to those whom the person was shown.
 * @throws ItemError `conflict` where it is not what he was shown, or not his to send
 */
export function sendingWish(
  deps: EngineDeps,
  mailbox: MailboxDocument,
  link: Link | undefined,
  { guests: shown, online, by }: Sending,
): InboxDocument {
  // A wish that cannot be carried out now must not mail people weeks later.
  refuseUnready(mailbox);
  if (!open(deps.rules(mailbox).policy, "microsoft")) throw notToSend("direction");
  if (link === undefined) throw notToSend("gone");
  const guests = guestsOf(link);
  if (typeof guests === "string") throw notToSend(guests);
  if (deps.graph.invitations === undefined) throw notToSend("not-organizer");
  const wanted = shown.map((address) => ({ address }));
  if (!areSameGuests(guests, wanted)) throw notToSend("guests-changed");
  const invitation = {
    ...{ stamp: deps.ids.next(), online, by },
    guests: guests.map((one) => ({ ...one, response: "none" as const })),
    when: whenShown(link.microsoft?.fields ?? {}),
  };
  return { kind: "invite", linkId: link.id, invitation };
}

/**
 * The wish to cancel a meeting whose activity was deleted.
 * @throws ItemError `conflict` where it is not what the person was shown
 */
export function cancellingWish(link: Link, item: Item, { guests, by }: Cancelling): InboxDocument {
  const seen = sightingOf(item).snapshot;
  const cancellation = { guests, when: whenShown(seen.fields), by };
  if (whyNotCancelled(seen, cancellation) === null) {
    return { kind: "cancel-meeting", linkId: link.id, cancellation };
  }
  throw new ItemError(
    "conflict",
    "Others are invited by now than you were shown. Look again, then cancel it.",
    { field: "guests" },
  );
}

/** The link of a meeting that is asked about. @throws ItemError `conflict` where nothing is asked */
export function refuseUnasked(link: Link | undefined, wishes: readonly InboxDocument[]): Link {
  if (link?.ending !== undefined && !isDecided(link, wishes)) return link;
  throw new ItemError("conflict", "Nothing is asked of this meeting any more. Look again.");
}

/** `null` where it is not this person's to send. */
export function invitationsOf(
  link: Link,
  wishes: readonly InboxDocument[],
): InvitationsStatus | null {
  const guests = guestsOf(link);
  if (typeof guests === "string") return null;
  const asked = wishes.some((one) => one.kind === "invite" && one.linkId === link.id);
  const state = asked || link.invitation !== undefined ? "sending" : "offered";
  return { state, guests, canBeOnline: (link.microsoft?.fields["joinLink"] ?? null) === null };
}

/** `null` where nothing is asked of it. */
export function endingOf(
  link: Link,
  item: Item,
  wishes: readonly InboxDocument[],
): EndingStatus | null {
  const guests = guestsToTell(item);
  if (link.ending === undefined || guests.length === 0) return null;
  const wish = endingWish(link, wishes);
  if (wish === "keep-meeting") return null;
  const isCancelling = wish !== undefined || link.ending.cancelling !== undefined;
  return { state: isCancelling ? "cancelling" : "asked", guests };
}

/** Whether its person has said what becomes of a meeting that stands without its activity. */
export function isDecided(link: Link, wishes: readonly InboxDocument[]): boolean {
  return link.ending?.cancelling !== undefined || endingWish(link, wishes) !== undefined;
}

function endingWish({ id }: Link, wishes: readonly InboxDocument[]) {
  return wishes.find(
    (one) => (one.kind === "cancel-meeting" || one.kind === "keep-meeting") && one.linkId === id,
  )?.kind;
}

function notToSend(why: NotSent): ItemError {
  const told: Readonly<Partial<Record<NotSent, string>>> = {
    gone: "The meeting is not synchronized: switch it on, then send it.",
    "already-sent": "Somebody was invited to this meeting already. Invite more people in Outlook.",
    nobody: "Nobody takes part in it: add participants in the ERP first.",
    direction: "Your rules let nothing be written to Outlook: change the direction in Setup first.",
    "guests-changed": "Others take part by now than you were shown. Look again, then send it.",
  };
  return new ItemError(
    "conflict",
    told[why] ?? "This meeting is not yours to send: its organizer does.",
    { field: "guests" },
  );
}
