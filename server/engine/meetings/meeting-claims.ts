import type { IndexDocument } from "../../store/documents/administration.ts";
import { put, StoreError, type Change, type Scope } from "../../store/store.ts";
import type { RunContext } from "../run/context.ts";

/** Longer than any run takes from a claim to the link and the intent that stand behind it. */
const freshMs = 15 * 60 * 1000;
/** Another process is at it in the same moment; so often in a row is none. */
const attemptsMax = 5;

export interface Claim extends IndexDocument {
  /** So young that what it was made for may not be stored yet. */
  readonly isFresh: boolean;
}

/** Who claimed a meeting for the whole tenant. */
export async function readClaim(run: RunContext, meetingId: string): Promise<Claim | undefined> {
  const claim = await run.deps.store.get(tenantOf(run), "index", meetingId);
  if (claim === undefined) return undefined;
  return { ...claim, isFresh: run.deps.clock.now() < Date.parse(claim.at) + freshMs };
}

/** A meeting that a link is to own. */
export interface Wanted {
  readonly meetingId: string;
  readonly linkId: string;
  /** The claim that this one replaces; any other stands, also the same one if it was renewed since. */
  readonly instead: Claim | undefined;
  /** The activity that it takes over: a claim that is replaced must not take the knowledge of it along. */
  readonly erpId: string | undefined;
}

/**
 * Claims meetings for links of this mailbox, all that are left at once: compare-and-set by the fencing
 * epoch of the tenant's scope.
 * @returns the meetings that are ours now
 */
export async function claimMeetings(
  run: RunContext,
  wanted: readonly Wanted[],
): Promise<ReadonlySet<string>> {
  const { store } = run.deps;
  const tenant = tenantOf(run);
  const { mailboxId } = run.mailbox;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const epoch = await store.acquire(tenant);
    const left: Wanted[] = [];
    for (const one of wanted) {
      const claim = await store.get(tenant, "index", one.meetingId);
      const isAsRead = claim?.linkId === one.instead?.linkId && claim?.at === one.instead?.at;
      if (isAsRead || claim?.linkId === one.linkId) left.push(one);
    }
    const claims = left.map(({ meetingId, linkId, erpId }) => {
      const claim = { mailboxId, linkId, at: run.now() };
      return put("index", meetingId, erpId === undefined ? claim : { ...claim, erpId });
    });
    if (await written(run, tenant, claims, epoch)) {
      return new Set(left.map(({ meetingId }) => meetingId));
    }
  }
  return new Set();
}

/** Gives claims of ours back: somebody with the better right was there already. */
export async function dropClaims(run: RunContext, meetingIds: readonly string[]): Promise<void> {
  if (meetingIds.length === 0) return;
  const removals = meetingIds.map((key) => ({ kind: "remove", collection: "index", key }) as const);
  await run.deps.store.commit(tenantOf(run), removals);
}

/** @returns false where somebody else claimed something meanwhile. */
async function written(
  { deps }: RunContext,
  tenant: Scope,
  changes: readonly Change[],
  epoch: number,
): Promise<boolean> {
  try {
    await deps.store.commit(tenant, changes, epoch);
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code === "fenced") return false;
    throw error;
  }
}

function tenantOf({ mailbox }: RunContext): Scope {
  return { kind: "tenant", tenantId: mailbox.tenantId };
}
