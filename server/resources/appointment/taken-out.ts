import type { Link } from "../../sync/model.ts";
import { attendeeSchema, type Attendee } from "./appointment.ts";

/**
 * Guests of the person's own meeting whom somebody took out of its activity: the ERP does not name them
 * any more, and in Outlook they stay invited, for taking them out there tells them. Nobody is told for
 * us (rule 14): their organizer is, and takes them out himself.
 */
export function takenOutOf(link: Link): readonly Attendee[] {
  const { microsoft, erp, base, choice, attendeeCopy, guestOf } = link;
  if (choice === "off" || microsoft == null || erp == null) return [];
  const isForeign = Object.values(microsoft.readOnly ?? {}).includes("not-organizer");
  if (isForeign || attendeeCopy || guestOf !== undefined) return [];
  const there = attendeesIn(erp.fields["attendees"]);
  // An ERP that holds none takes nobody out.
  if (there === null) return [];
  const [named, agreed] = [addressesOf(there), addressesOf(attendeesIn(base?.erp["attendees"]))];
  return (attendeesIn(microsoft.fields["attendees"]) ?? []).filter(({ address }) => {
    const one = address.toLowerCase();
    return agreed.has(one) && !named.has(one);
  });
}

function attendeesIn(value: unknown): readonly Attendee[] | null {
  return attendeeSchema.array().safeParse(value).data ?? null;
}

function addressesOf(all: readonly Attendee[] | null): ReadonlySet<string> {
  return new Set((all ?? []).map(({ address }) => address.toLowerCase()));
}
