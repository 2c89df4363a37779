import type { StopDocument } from "../../store/documents/administration.ts";
import type { Scope, Store } from "../../store/store.ts";
import type { Decided } from "../../sync/guard.ts";
import type { Side } from "../../sync/model.ts";
import { writtenBy, type Endpoint } from "./messages.ts";

export const endpoints = ["pull", "push"] as const satisfies readonly Endpoint[];

/** Where an endpoint can be stopped: for everybody, or for one tenant. */
export function placeOf(tenantId: string | null): Scope {
  return tenantId === null ? { kind: "installation" } : { kind: "tenant", tenantId };
}

export function stopAt(
  store: Pick<Store, "get">,
  tenantId: string | null,
  endpoint: Endpoint,
): Promise<StopDocument | undefined> {
  return store.get(placeOf(tenantId), "stops", endpoint);
}

/** A way that is closed for a mailbox, as its person is told. */
export interface Stopped extends Pick<StopDocument, "reason" | "at"> {
  readonly endpoint: Endpoint;
}

/** The ways that are closed for the mailboxes of this tenant, be it for everybody or for them. */
export async function stopsFor(
  store: Pick<Store, "get">,
  tenantId: string,
): Promise<readonly Stopped[]> {
  const stopped: Stopped[] = [];
  for (const endpoint of endpoints) {
    const everywhere = await stopAt(store, null, endpoint);
    const found = everywhere ?? (await stopAt(store, tenantId, endpoint));
    if (found !== undefined) stopped.push({ endpoint, reason: found.reason, at: found.at });
  }
  return stopped;
}

/** The sides that nothing is written to for now, for the mailboxes of this tenant. */
export async function stoppedSides(
  store: Pick<Store, "get">,
  tenantId: string,
): Promise<ReadonlySet<Side>> {
  const stopped = await stopsFor(store, tenantId);
  return new Set(stopped.map(({ endpoint }) => writtenBy[endpoint]));
}

/** Whether a decision writes to a side that is stopped; then it stays to be decided about again. */
export function writesToAny({ decision }: Decided, stopped: ReadonlySet<Side>): boolean {
  switch (decision.kind) {
    case "nothing":
    case "settle":
    case "unlink":
      return false;
    case "create":
    case "delete":
    case "restore":
      return stopped.has(decision.side);
    case "update":
    case "reopen":
      return decision.updates.some(({ side }) => stopped.has(side));
  }
}
