/** What a person may ask of a meeting that other people are told of: to send it, to cancel it, to keep it. */
import type { Item } from "../../connectors/port/item.ts";
import type { Attendee } from "../../resources/appointment/appointment.ts";
import { guestsToTell, whyNotCancelled } from "../../resources/appointment/ending.ts";
import {
  areSameGuests,
  guestsOf,
  isSent,
  whenShown,
  type NotSent,
} from "../../resources/appointment/invitation.ts";
import type { InboxDocument, MailboxDocument } from "../../store/documents/mailbox.ts";
import { open } from "../../sync/flow.ts";
import type { Link } from "../../sync/model.ts";
import { refuseUnready } from "../items/choice.ts";
import { sightingOf } from "../run/observe/confirm.ts";
import { ItemError } from "../items/item-error.ts";
import type { EngineDeps } from "../mailboxes/mailbox.ts";

export interface InvitationsStatus {
  readonly state: "offered" | "sending";
  readonly guests: readonly Attendee[];
  readonly whenFingerprint: string;
  /** Others were invited before, and are not mailed again. */
  readonly more: boolean;
  /** Whether it can become an online meeting with it. */
  readonly canBeOnline: boolean;
}

export interface EndingStatus {
  readonly state: "asked" | "cancelling";
  /** Who is told when it is cancelled. */
  readonly guests: readonly Attendee[];
  readonly whenFingerprint: string;
}

/** What a person was shown of a meeting, and who he is. */
export interface Cancelling {
  /** The addresses of the guests. */
  readonly guests: readonly string[];
  /** Of the time, as `whenShown` gives it. */
  readonly whenFingerprint: string;
  /** For the log. */
  readonly by: string;
}

export interface Sending extends Cancelling {
  readonly online: boolean;
}

/**
 * The wish to send a meeting to those whom the person was shown.
 * @throws ItemError `conflict` where it is not what he was shown, or not his to send
 */
export function sendingWish(
  deps: EngineDeps,
  mailbox: MailboxDocument,
  link: Link | undefined,
  { guests: shown, whenFingerprint: when, online, by }: Sending,
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
  if (whenShown(link.microsoft?.fields ?? {}) !== when) throw notToSend("moved");
  const invitation = {
    ...{ stamp: deps.ids.next(), online: online && !isSent(link), by },
    guests: guests.map((one) => ({ ...one, response: "none" as const })),
    ...(isSent(link) && { more: true as const }),
    when,
  };
  return { kind: "invite", linkId: link.id, invitation };
}

/**
 * The wish to cancel a meeting whose activity was deleted.
 * @throws ItemError `conflict` where it is not what the person was shown
 */
export function cancellingWish(
  link: Link,
  item: Item,
  { guests, whenFingerprint: when, by }: Cancelling,
): InboxDocument {
  const cancellation = { guests, when, by };
  const why = whyNotCancelled(sightingOf(item).snapshot, cancellation);
  if (why === null) return { kind: "cancel-meeting", linkId: link.id, cancellation };
  throw why === "moved"
    ? new ItemError("conflict", `${movedSentence} Look again, then cancel it.`, { field: "when" })
    : new ItemError(
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
  const whenFingerprint = whenShown(link.microsoft?.fields ?? {});
  return {
    state,
    guests,
    whenFingerprint,
    more: isSent(link),
    // Whoever was invited before would be told of that, too.
    canBeOnline: !isSent(link) && (link.microsoft?.fields["joinLink"] ?? null) === null,
  };
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
  const state = isCancelling ? "cancelling" : "asked";
  return { state, guests, whenFingerprint: whenShown(item.fields) };
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

const movedSentence = "It takes place at another time by now than you were shown.";

function notToSend(why: NotSent): ItemError {
  const told: Readonly<Partial<Record<NotSent, string>>> = {
    gone: "The meeting is not synchronized: switch it on, then send it.",
    "already-sent": "Everybody who takes part is invited by now. Look again.",
    nobody: "Nobody takes part in it: add participants in the ERP first.",
    direction: "Your rules let nothing be written to Outlook: change the direction in Setup first.",
    moved: `${movedSentence} Look again, then send it.`,
    "guests-changed": "Others take part by now than you were shown. Look again, then send it.",
  };
  return new ItemError(
    "conflict",
    told[why] ?? "This meeting is not yours to send: its organizer does.",
    { field: why === "moved" ? "when" : "guests" },
  );
}
