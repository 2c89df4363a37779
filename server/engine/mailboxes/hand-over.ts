import { isDeepStrictEqual } from "node:util";
import type { InboxDocument } from "../../store/documents/mailbox.ts";
import { put, type Change } from "../../store/store.ts";
import type { Link } from "../../sync/model.ts";
import type { RunContext } from "../run/context.ts";
import { endLink } from "../run/end-link.ts";
import { noteAct } from "../run/history.ts";
import type { EngineDeps, MailboxScope } from "./mailbox.ts";
import { reachOf } from "../run/retry.ts";
import { listedAnew } from "../dry-run/trial.ts";

/** Why a link ends whose item cannot be seen by whoever has the mailbox now. */
export const missingAtHandOver = "not seen by its new person";

/** What the next run has to do where another person synchronizes the mailbox from now on. */
export const handedOver: readonly InboxDocument[] = [
  { kind: "handed-over" },
  ...listedAnew,
  // By his rules, and as far as he may write.
  { kind: "replan" },
];

/**
 * What is stored with the mailbox's new person: what the one before had asked for ends with him, and
 * what only he could take back. The links stay, so that nothing is made twice.
 */
export async function handOver(
  { store, ids }: Pick<EngineDeps, "store" | "ids">,
  scope: MailboxScope,
): Promise<readonly Change[]> {
  const gone = await Promise.all(
    (["inbox", "advance", "quarantine", "undo", "state"] as const).map(async (collection) => {
      const documents = await store.list(scope, collection);
      return [...documents.keys()].map((key): Change => ({ kind: "remove", collection, key }));
    }),
  );
  const links = await store.list(scope, "links");
  const kept = [...links].flatMap(([key, link]) => {
    const next = withoutWishes(link);
    return isDeepStrictEqual(next, link) ? [] : [put("links", key, next)];
  });
  return [...gone.flat(), ...kept, ...handedOver.map((wish) => put("inbox", ids.next(), wish))];
}

/** A link without what its person asked for: guests would hear of it from somebody else, and weeks later. */
function withoutWishes({ create, invitation: _asked, undo: _given, ...link }: Link): Link {
  const next: Link = { ...link, answers: {}, ...(link.ending !== undefined && { ending: {} }) };
  // A create in doubt was made under the other user's name in the ERP: ours cannot ask what became of it.
  return create === undefined ? next : { ...next, choice: "off", waiting: [], dirty: false };
}

/**
 * Lets go of what the new person's user in the ERP does not see, and of what is missing in Outlook: for
 * him it reads as deleted, and the other side's item would go with it. Both items stay, and he may switch
 * the appointment on for himself. What turns out to be missing later in the run is let go as well.
 * @throws ConnectorError where the ERP cannot tell
 */
export async function takeUpHandOver(run: RunContext): Promise<void> {
  run.handedOver = true;
  const followed = [...run.ledger.links.values()].filter(
    ({ choice, ids }) => choice !== "off" && ids.erp !== undefined,
  );
  const answers = await run.erp.get(
    run.actor,
    run.resource,
    followed.map(({ ids }) => ids.erp ?? ""),
  );
  for (const [at, link] of followed.entries()) {
    const answer = answers[at];
    if (answer?.kind === "error" && reachOf(answer.error.code) === "run") throw answer.error;
    if (answer?.kind === "found" && link.microsoft !== null) continue;
    endLink(run, link);
    const because = answer?.kind === "found" ? missingAtHandOver : "another user's activity";
    noteAct(run, link, "unlinked", because);
  }
}
