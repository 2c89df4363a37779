import type { Link, Side } from "./model.ts";

/**
 * What becomes of a link whose item in Outlook lies in a calendar that is not synchronized (rule 12).
 * One that a person switched on is followed wherever it lies. One that a gate took up is gone from
 * what is synchronized, as if it was deleted, where somebody moved it there. Where the person took the
 * whole calendar away, both items stay as they are and are no longer kept the same; so do those of a
 * meeting that somebody else invited to, whose removal would count as his answer (rule 19).
 * @param wasTakenAway whether that calendar was synchronized before, and is not any more
 */
export function whenElsewhere(
  { choice, attendeeCopy }: Pick<Link, "choice" | "attendeeCopy">,
  wasTakenAway: boolean,
): "followed" | "released" | "gone" {
  if (choice !== "gate") return "followed";
  return wasTakenAway || attendeeCopy ? "released" : "gone";
}

/**
 * After a complete listing of one side: the linked ids that were not in it. Only candidates for a
 * deletion, because a listing shows a window and may lag; each is confirmed by reading it (rule 12).
 */
export function missingFrom(
  listing: ReadonlySet<string>,
  links: Iterable<Link>,
  side: Side,
): readonly string[] {
  const missing: string[] = [];
  for (const link of links) {
    const snapshot = link[side];
    if (snapshot !== undefined && snapshot !== null && !listing.has(snapshot.id)) {
      missing.push(snapshot.id);
    }
  }
  return missing;
}
