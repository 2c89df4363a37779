import type { Link } from "../../sync/model.ts";
import type { RunContext } from "./context.ts";
import { noteNotDone } from "./history.ts";

/**
 * Ends the keeping of two items: both stay as they are. What was asked for and is not settled ends with
 * it, so that switching the item on again does nothing that was asked for long ago; a meeting that was to
 * be sent is said not to be. Writes that were not heard of stay known: what they did is not an edit.
 * @param also what the way it ends leaves on the link
 */
export function endLink(run: RunContext, link: Link, also: Partial<Link> = {}): void {
  const { create: _abandoned, undo: _given, invitation, ...others } = link;
  const { elsewhere: _followed, swept: _gone, last: _held, ...rest } = others;
  run.ledger.unpark(link.id);
  run.ledger.stage({ ...rest, ...also, choice: "off", waiting: [], dirty: false });
  // One that is on its way may have landed.
  if (invitation === undefined || invitation.isSending === true) return;
  noteNotDone(run, link, "not-invited", "gone");
}
