import { ConnectorError } from "../../connectors/port/connector-error.ts";
import { throwWhatEndsAll } from "./copies.ts";
import { actorOf, scopeOf, type EngineDeps } from "./mailbox.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import type { Link } from "../../sync/model.ts";
import type { Actor, WriteAction } from "../../connectors/port/item.ts";
import { withdrawCategories } from "../run/apply/marks.ts";

const batchLength = 20;
/** Somebody may edit an item between the reading and the write; so often is enough. */
const triesMax = 3;

/** How many items in Outlook carry a category of ours, as they were last seen. */
export function countMarked(links: readonly Link[]): number {
  return links.filter(isMarked).length;
}

function isMarked({ microsoft }: Link): boolean {
  return (microsoft?.marks?.length ?? 0) > 0;
}

/** Ids of the mailbox's items that carry a category of ours, as they were last seen. */
async function markedItems(
  { store }: Pick<EngineDeps, "store">,
  mailbox: MailboxDocument,
): Promise<readonly string[]> {
  const links = await store.list(scopeOf(mailbox), "links");
  return [...links.values()].flatMap((link) =>
    link.microsoft != null && isMarked(link) ? [link.microsoft.id] : [],
  );
}

/**
 * Takes our categories off the items of a mailbox whose syncing ends, and out of its list where none is
 * left with one; a person's own stay.
 * @returns how many items were cleared, and how many could not be. @throws ConnectorError where
 *   Microsoft 365 cannot be asked at all
 */
export async function removeMarks(
  deps: Pick<EngineDeps, "store" | "graph" | "ids">,
  mailbox: MailboxDocument,
): Promise<{ readonly removed: number; readonly left: number }> {
  const actor = actorOf(mailbox, true);
  let ids = await markedItems(deps, mailbox);
  const total = ids.length;
  for (let attempt = 0; attempt < triesMax && ids.length > 0; attempt++) {
    const left: string[] = [];
    for (let start = 0; start < ids.length; start += batchLength) {
      const batch = ids.slice(start, start + batchLength);
      const found = await deps.graph.get(actor, "appointment", batch);
      throwWhatEndsAll(found);
      const actions = found.flatMap((one): WriteAction[] => {
        if (one.kind !== "found" || (one.item.marks?.length ?? 0) === 0) return [];
        const { id, version: precondition, fields } = one.item;
        const beside = fields["categories"] ?? [];
        const stamp = deps.ids.next();
        return [{ kind: "update", id, precondition, fields: {}, stamp, marks: [], beside }];
      });
      const outcomes = await deps.graph.write(actor, "appointment", actions);
      throwWhatEndsAll(outcomes);
      for (const [at, outcome] of outcomes.entries()) {
        const action = actions[at];
        if (outcome.kind === "error" && action?.kind === "update") left.push(action.id);
      }
      left.push(...batch.filter((_id, at) => found[at]?.kind === "error"));
    }
    ids = left;
  }
  if (ids.length === 0) await withdraw(deps, mailbox, actor);
  return { removed: total - ids.length, left: ids.length };
}

async function withdraw(
  deps: Pick<EngineDeps, "store" | "graph">,
  mailbox: MailboxDocument,
  actor: Actor,
): Promise<void> {
  try {
    await withdrawCategories(deps, scopeOf(mailbox), actor);
  } catch (error) {
    // The permission was taken back: two names in a list keep nobody from leaving.
    if (!(error instanceof ConnectorError && error.code === "forbidden")) throw error;
  }
}
