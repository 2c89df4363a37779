import type { ItemChange } from "../../../connectors/port/item.ts";
import type { Link } from "../../../sync/model.ts";
import type { RunContext } from "../context.ts";
import { noteAct } from "../history.ts";
import { withoutErpCopy } from "./take-up.ts";

/**
 * The items that are followed although they lie in a calendar that is not listed: read when Outlook
 * notifies of them, and once a day, because a notification can be lost.
 */
export function followedElsewhere(
  { ledger }: RunContext,
  { due, notified }: { readonly due: boolean; readonly notified: ReadonlySet<string> },
): readonly string[] {
  const links = due
    ? [...ledger.links.values()]
    : [...notified].flatMap((id) => ledger.byItem("microsoft", id) ?? []);
  return links.flatMap(({ elsewhere, ids, choice }) =>
    elsewhere === true && choice !== "off" ? (ids.microsoft ?? []) : [],
  );
}

/**
 * Links that were let go because their calendar is not synchronized, and whose items a list of the
 * chosen calendars names again: they go on from what both sides had agreed on, or, where the ERP's
 * copy is gone meanwhile, as if there had never been one.
 */
export async function resumeReturned(
  run: RunContext,
  changes: readonly ItemChange[],
): Promise<void> {
  const links = new Set(
    changes.flatMap(({ id, removed }): readonly Link[] => {
      const link = removed === true ? undefined : run.ledger.byItem("microsoft", id);
      return link?.choice === "off" && link.elsewhere === true ? [link] : [];
    }),
  );
  const there = await keptInErp(run, [...links]);
  for (const link of links) {
    // What both sides hold by now is read with the others.
    const { microsoft: _here, erp: _there, ...unread } = link;
    // Read as a deletion, the absence of the ERP's copy would take the appointment with it.
    const start = there.has(link.ids.erp ?? "") ? unread : withoutErpCopy(unread);
    run.ledger.stage({ ...start, choice: "gate", elsewhere: false, dirty: true });
    noteAct(run, link, "linked", "its calendar is synchronized again");
  }
}

/** The ids of those that still stand in the ERP. @throws ConnectorError where it cannot tell */
async function keptInErp(run: RunContext, links: readonly Link[]): Promise<ReadonlySet<string>> {
  const ids = links.flatMap((link) => link.ids.erp ?? []);
  if (ids.length === 0) return new Set();
  const answers = await run.erp.get(run.actor, run.resource, ids);
  return new Set(
    ids.filter((_id, at) => {
      const answer = answers[at];
      if (answer?.kind === "error" && answer.error.code !== "rejected") throw answer.error;
      return answer?.kind !== "missing";
    }),
  );
}
