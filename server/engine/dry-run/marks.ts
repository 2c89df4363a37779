import { sameMarks, wantedMarks } from "../../sync/marks.ts";
import type { Decision, Link, Snapshot } from "../../sync/model.ts";
import type { Reopening } from "../../sync/reopen.ts";
import type { Restoration } from "../../sync/undo.ts";
import type { SeenRun } from "./entries.ts";

/**
 * How many appointments in Outlook get our categories or lose them once all of this is carried out.
 * What is made or deleted there is not among them: it is in the plan by itself.
 * @param shown whether the person wants to see marks
 */
export function markedBy({ round, links, parked }: SeenRun, shown: boolean): number {
  const decided = new Map(round.free.map(({ link, decision }) => [link.id, decision]));
  let count = 0;
  for (const link of links.values()) {
    const next = carriedOut(link, decided.get(link.id));
    if (next?.microsoft == null) continue;
    const wanted = wantedMarks(next, { shown, aside: parked.has(link.id) });
    if (!sameMarks(wanted, next.microsoft.marks)) count++;
  }
  return count;
}

/** The link as its marks will see it; `null` where nothing is left in Outlook to mark. */
function carriedOut(link: Link, decision: Decision | Restoration | Reopening | undefined) {
  switch (decision?.kind) {
    case "delete":
      return null;
    case "unlink":
      return { ...link, choice: "off" as const };
    case "create": {
      const made: Snapshot = { id: "", version: "", modifiedAt: null, fields: {} };
      return decision.side === "erp" ? { ...link, erp: made } : null;
    }
    case "update": {
      const waiting = decision.conflicts.filter(({ winner }) => winner === null);
      return { ...link, waiting };
    }
    case "reopen":
      return { ...link, waiting: decision.questions };
    case "nothing":
    case "settle":
    case "restore":
    case undefined:
      return link;
  }
}
