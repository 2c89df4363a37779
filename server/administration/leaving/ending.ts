import type { Clock } from "../../lib/clock.ts";
import type { LeavingDocument, LeavingEnding } from "../../store/documents/administration.ts";
import type { Store } from "../../store/store.ts";
import { actorBehind } from "../administrators.ts";
import type { Audit } from "../audit.ts";
import { digestOf } from "../erasure.ts";
import { deciderOf, type LeavingBook } from "./book.ts";
import { leaveConnections, leftOf, type Kept } from "./connections.ts";
import type { LeavingConnections } from "./ports.ts";

export interface EndingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<Audit, "record">;
  readonly connections: LeavingConnections;
}

const nothing: LeavingEnding = { documents: 0, digest: "", connections: [] };

/**
 * Removes everything of a company that is no mailbox. What there is to do is noted before, and each step
 * after it is done, so that the proof tells all of it wherever the process ended.
 * @param inVain attempts in a row that the ERP did not answer
 * @returns what it waits for; `null`: it is done
 */
export async function endCompany(
  deps: EndingDeps,
  book: LeavingBook,
  leaving: LeavingDocument,
  inVain: number,
): Promise<Kept | null> {
  const { tenantId } = leaving;
  const by = deciderOf(leaving);
  if (leaving.rest === undefined) {
    await plan(deps, book, tenantId);
    const kept = await leaveConnections(deps.connections, notesOf(book, tenantId), by, inVain);
    if (kept !== null) return kept;
    await book.change(tenantId, ({ ending = nothing, ...before }) => ({
      ...before,
      rest: { ...ending, connections: leftOf(ending.connections) },
    }));
  }
  await deps.store.erase({ kind: "tenant", tenantId });
  const endedAt = new Date(deps.clock.now()).toISOString();
  const done = await book.change(tenantId, (before) => ({ ...before, state: "done", endedAt }));
  await deps.audit.record({
    ...{ actor: actorBehind(by), act: "leaving-finished", requestId: by.requestId },
    ...{ tenantId, about: done.name },
    facts: {
      mailboxes: (await book.departures(tenantId)).length,
      digest: done.rest?.digest ?? "",
    },
  });
  return null;
}

async function plan(
  { store, connections }: EndingDeps,
  book: LeavingBook,
  tenantId: string,
): Promise<void> {
  if (book.found(tenantId).ending !== undefined) return;
  const { digest, documents, logLines } = await digestOf(store.dump({ kind: "tenant", tenantId }));
  const found = await connections.of(tenantId);
  const ending: LeavingEnding = {
    ...{ documents: documents + logLines, digest },
    connections: found.map((one) => ({ ...one, webhook: null })),
  };
  await book.change(tenantId, (before) => ({ ...before, ending }));
}

function notesOf(book: LeavingBook, tenantId: string) {
  return {
    connections: () => book.found(tenantId).ending?.connections ?? [],
    async note(connections: LeavingEnding["connections"]): Promise<void> {
      await book.change(tenantId, ({ ending = nothing, ...before }) => ({
        ...before,
        ending: { ...ending, connections },
      }));
    },
  };
}
