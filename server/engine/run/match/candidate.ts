import type { Item } from "../../../connectors/port/item.ts";
import { naturalKey } from "../../../resources/appointment/schema.ts";
import type { Candidate } from "../../../sync/match.ts";
import type { Side } from "../../../sync/model.ts";
import { isFurther } from "../../mailboxes/mailbox.ts";
import { sightingOf } from "../observe/confirm.ts";
import type { RunContext } from "../context.ts";
import type { ForeignIds } from "./foreign.ts";
import { linkOfKey, originOf } from "../link-id.ts";

/** An item that no link knows, by what it may be recognised on the other side (rule 6). */
export function candidate(run: RunContext, side: Side, item: Item, foreign: ForeignIds): Candidate {
  // What a create made for an item that this mailbox does not have belongs to somebody's copy of the
  // meeting: this person's copy looks like it and joins it once he says so.
  const isElsewhere = item.key !== null && !run.ledger.links.has(linkOfKey(item.key));
  return {
    snapshot: sightingOf(item).snapshot,
    key: originOf(side, item),
    foreignId: foreign[side].get(item.id) ?? null,
    // All occurrences of a series may share one (quirk `icaluid`).
    sharedId: item.details.series === "occurrence" ? null : (item.details.iCalUId ?? null),
    // Activities that stood already are for the person's own calendar, not for a further mailbox of his.
    naturalKey: isElsewhere || isFurther(run.mailbox) ? null : naturalKey(item.fields),
  };
}

/**
 * Tells whether an item could be the twin of one that is looked for: only then it is worth comparing
 * them. What a create of ours made, and what another integration linked, may look otherwise.
 */
export function likenessTest(
  { rules }: RunContext,
  sought: readonly Pick<Candidate, "sharedId" | "naturalKey">[],
): (item: Item) => boolean {
  const shared = new Set(sought.map(({ sharedId }) => sharedId));
  const named = new Set(sought.map((one) => one.naturalKey));
  for (const signs of [shared, named]) signs.delete(null);
  return ({ fields, key, details }) =>
    key !== null ||
    rules.adopts !== undefined ||
    shared.has(details.iCalUId ?? null) ||
    named.has(naturalKey(fields));
}
