import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import type { Cleared, ClearingChoices } from "../../store/documents/administration.ts";
import { sides, type Side } from "../../sync/model.ts";
import { actingWith } from "../run/series/series.ts";
import type { Scheduler } from "../scheduler.ts";
import { removeCopies, type Removal } from "./copies.ts";
import { actorOf, scopeOf, type EngineDeps } from "./mailbox.ts";
import { removeMarks } from "./unmark.ts";

export const nothingCleared: Cleared = {
  marks: { removed: 0, left: 0 },
  outlookCopies: { removed: 0, left: 0 },
  erpCopies: { removed: 0, left: 0 },
};

type Deps = Pick<EngineDeps, "store" | "graph" | "erp" | "ids">;

/**
 * Takes away what we left in both systems for a mailbox whose syncing ended, as far as that was chosen.
 * Done in the place of a run, so that none is under way meanwhile. Repeated, it goes on.
 * @throws ConnectorError where a side cannot be asked at all
 */
export async function clearMailbox(
  deps: Deps,
  scheduler: Pick<Scheduler, "runAs">,
  mailbox: MailboxDocument,
  choices: ClearingChoices,
): Promise<Cleared> {
  let outcome: Cleared | Error = new ConnectorError(
    "unavailable",
    "microsoft",
    "The server is about to end: ask once more when it runs again.",
  );
  await scheduler.runAs(scopeOf(mailbox), async () => {
    try {
      outcome = await clear(deps, mailbox, choices);
    } catch (error) {
      outcome = error instanceof Error ? error : new Error(String(error));
    }
    return { outcome: "off", writes: 0, error: null };
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

async function clear(
  deps: Deps,
  mailbox: MailboxDocument,
  choices: ClearingChoices,
): Promise<Cleared> {
  const removes = (side: Side): boolean =>
    (side === "microsoft" ? choices.outlookCopies : choices.erpCopies) === "remove";
  const removed = { microsoft: nothingCleared.outlookCopies, erp: nothingCleared.erpCopies };
  for (const side of sides.filter(removes)) {
    removed[side] = await removeCopies(await removalOf(deps, mailbox), side);
  }
  // Last: a category taken off makes another version of an item, which would pass for an edit of it.
  const marks =
    choices.marks === "remove" ? await removeMarks(deps, mailbox) : nothingCleared.marks;
  return { marks, outlookCopies: removed.microsoft, erpCopies: removed.erp };
}

async function removalOf(deps: Deps, mailbox: MailboxDocument): Promise<Removal> {
  const scope = scopeOf(mailbox);
  const erp = deps.erp(mailbox.connectionId);
  return {
    ...{ store: deps.store, scope, epoch: await deps.store.acquire(scope) },
    actor: actingWith(erp, actorOf(mailbox, true)),
    connectors: { microsoft: deps.graph, erp },
  };
}
