import type { Clock } from "../lib/clock.ts";
import type { LeavingDocument, LeftConnection } from "../store/documents/administration.ts";
import type { Store } from "../store/store.ts";
import { actorOf } from "./administrators.ts";
import type { Audit } from "./audit.ts";
import { digestOf } from "./erasure.ts";
import { deciderOf, type LeavingBook } from "./leaving-book.ts";
import type { LeavingConnections, Refusal } from "./leaving-ports.ts";

export interface EndingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<Audit, "record">;
  readonly connections: LeavingConnections;
}

type Ending = NonNullable<LeavingDocument["ending"]>;

/**
 * Removes everything of a company that is no mailbox. What there is to do is noted before, and each step
 * after it is done, so that the proof tells all of it wherever the process ended.
 * @param inVain attempts in a row that the ERP did not answer
 * @returns why it does not go on now, and for how long (ms); `null`: it is done
 */
export async function endCompany(
  deps: EndingDeps,
  book: LeavingBook,
  { tenantId, ...leaving }: LeavingDocument,
  inVain: number,
): Promise<{ readonly refusal: Refusal; readonly ms: number } | null> {
  const { store } = deps;
  if (leaving.rest === undefined) {
    await planned(deps, book, tenantId);
    const left = await leaveConnections(deps, book, tenantId, inVain);
    if (left !== null) return left;
    await book.change(tenantId, ({ ending, ...before }) => ({
      ...before,
      rest: { ...(ending ?? nothing), connections: (ending ?? nothing).connections.map(ended) },
    }));
  }
  await store.erase({ kind: "tenant", tenantId });
  const endedAt = new Date(deps.clock.now()).toISOString();
  const done = await book.change(tenantId, (before) => ({ ...before, state: "done", endedAt }));
  const { caller, requestId } = deciderOf(done);
  await deps.audit.record({
    ...{ actor: actorOf(caller), act: "leaving-finished", requestId },
    ...{ tenantId, about: done.name },
    facts: {
      mailboxes: (await book.departures(tenantId)).length,
      digest: done.rest?.digest ?? "",
    },
  });
  return null;
}

async function planned(
  { store, connections }: EndingDeps,
  book: LeavingBook,
  tenantId: string,
): Promise<void> {
  if (book.found(tenantId).ending !== undefined) return;
  const { digest, documents, logLines } = await digestOf(store.dump({ kind: "tenant", tenantId }));
  const found = await connections.of(tenantId);
  const ending: Ending = {
    ...{ documents: documents + logLines, digest },
    connections: found.map((one) => ({ ...one, webhook: null })),
  };
  await book.change(tenantId, (before) => ({ ...before, ending }));
}

async function leaveConnections(
  { connections }: EndingDeps,
  book: LeavingBook,
  tenantId: string,
  inVain: number,
): Promise<{ readonly refusal: Refusal; readonly ms: number } | null> {
  const all = book.found(tenantId).ending?.connections ?? [];
  for (const { id, webhook } of all) {
    if (webhook !== null) continue;
    const outcome = await connections.leave(id);
    if (typeof outcome === "string") await noteLeft(book, tenantId, id, outcome);
    else {
      const ms = outcome.waitMs(inVain + 1);
      if (ms !== null) return { refusal: outcome, ms };
      await noteLeft(book, tenantId, id, "left");
    }
  }
  for (const { id } of all) await connections.forget(id, deciderOf(book.found(tenantId)));
  return null;
}

async function noteLeft(
  book: LeavingBook,
  tenantId: string,
  id: string,
  webhook: LeftConnection["webhook"],
): Promise<void> {
  await book.change(tenantId, ({ ending = nothing, ...before }) => ({
    ...before,
    ending: {
      ...ending,
      connections: ending.connections.map((one) => (one.id === id ? { ...one, webhook } : one)),
    },
  }));
}

const nothing: Ending = { documents: 0, digest: "", connections: [] };

function ended({ webhook, ...one }: Ending["connections"][number]): LeftConnection {
  return { ...one, webhook: webhook ?? "none" };
}
