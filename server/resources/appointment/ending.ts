import type { Cancellation, Link, Snapshot } from "../../sync/model.ts";
import { attendeeSchema, type Attendee } from "./appointment.ts";
import { whenShown } from "./invitation.ts";

/**
 * Why a meeting is not cancelled.
 *
 * gone            it is not there any more
 * not-organizer   it is somebody else's
 * nobody          it has no guests any more, so that there is nobody to tell
 * guests-changed  it has other guests than the person was shown
 * moved           it takes place at another time than the person was shown
 * direction       the rules write nothing to Outlook
 */
export type NotCancelled =
  "gone" | "not-organizer" | "nobody" | "guests-changed" | "moved" | "direction";

type Seen = Pick<Snapshot, "fields" | "readOnly">;

/** Who is told when this meeting is cancelled; nobody where it is not its person's own. */
export function guestsToTell({ fields, readOnly }: Seen): readonly Attendee[] {
  if (Object.values(readOnly ?? {}).includes("not-organizer")) return [];
  return attendeeSchema.array().safeParse(fields["attendees"]).data ?? [];
}

/** Why a meeting that a person wants cancelled is not what he was shown; `null`: it is. */
export function whyNotCancelled(
  seen: Seen,
  { guests, when }: Pick<Cancellation, "guests" | "when">,
): NotCancelled | null {
  if (Object.values(seen.readOnly ?? {}).includes("not-organizer")) return "not-organizer";
  const now = guestsToTell(seen).map(({ address }) => address.toLowerCase());
  if (now.length === 0) return "nobody";
  const shown = guests.map((address) => address.toLowerCase());
  if (JSON.stringify(now.sort()) !== JSON.stringify(shown.sort())) return "guests-changed";
  return whenShown(seen.fields) === when ? null : "moved";
}

/**
 * The link of a meeting that stands without its activity, as the meeting was read: its person is asked
 * about what is there now, and not at all once there is nobody to tell.
 */
export function asStanding(link: Link, seen: Snapshot): Link {
  const { ending, ...rest } = link;
  if (ending === undefined) return link;
  const isAsked = ending.cancelling !== undefined || guestsToTell(seen).length > 0;
  return { ...rest, microsoft: seen, ...(isAsked && { ending }) };
}
