import type { Link, Side } from "./model.ts";

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
