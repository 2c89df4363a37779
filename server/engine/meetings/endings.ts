import { asStanding } from "../../resources/appointment/ending.ts";
import type { InboxDocument } from "../../store/documents/mailbox.ts";
import type { Link } from "../../sync/model.ts";
import { noteCancelled, type Cause } from "./cancelling.ts";
import type { RunContext } from "../run/context.ts";
import { noteAct, noteNotDone } from "../run/history.ts";

/** Puts a person's wish to cancel a meeting on its link, where it stays until it is known what came of it. */
export function takeUpCancellation(
  { ledger }: RunContext,
  { linkId, cancellation }: Extract<InboxDocument, { kind: "cancel-meeting" }>,
): void {
  const link = ledger.links.get(linkId);
  // Asked twice is asked once; who let it stand or switched it on meanwhile wants it to stand.
  if (link?.ending === undefined || link.ending.cancelling !== undefined) return;
  ledger.stage({ ...link, ending: { cancelling: cancellation } });
}

/** A person lets a meeting stand whose activity is gone: he is not asked any more. */
export function letStand(
  run: RunContext,
  { linkId }: Extract<InboxDocument, { kind: "keep-meeting" }>,
): void {
  const link = run.ledger.links.get(linkId);
  if (link?.ending === undefined || link.ending.cancelling !== undefined) return;
  run.ledger.stage(withoutEnding(link));
  noteAct(run, link, "answered", "meeting kept");
  run.touched(link);
}

/** Meetings whose activity was deleted. */
export const endings: Cause = {
  askedOn: (_run, { ending }) => ending?.cancelling,
  keep: (link, cancelling) => ({ ...link, ending: { cancelling } }),
  gone(run, link, cancelling) {
    if (cancelling.isSending === true) noteCancelled(run, link, cancelling);
    else noteNotDone(run, link, "not-cancelled", "gone");
    run.ledger.drop(link);
  },
  /** Its person is asked again about what is there now. */
  refused(run, link) {
    const asked: Link = { ...link, ending: {} };
    run.ledger.stage(link.microsoft == null ? asked : asStanding(asked, link.microsoft));
  },
};

function withoutEnding(link: Link): Link {
  const { ending: _asked, ...rest } = link;
  return rest;
}
