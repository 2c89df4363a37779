import { isDeepStrictEqual } from "node:util";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { StoreError } from "../../store/store.ts";
import { listMailboxes } from "./directory.ts";
import { savedWith } from "./mailbox-acts.ts";
import {
  isFurther,
  mailboxKey,
  placeOf,
  scopeOf,
  type EngineDeps,
  type MailboxScope,
} from "./mailbox.ts";

type AlongDeps = Pick<EngineDeps, "store" | "log" | "ids">;

/**
 * Files a person's further mailboxes in the ERP where his own is.
 * @returns those that were filed elsewhere: a run that was on its way there stored nothing any more
 */
export async function takeAlong(
  deps: AlongDeps,
  own: MailboxDocument,
): Promise<readonly MailboxScope[]> {
  return taken(deps, await listMailboxes(deps.store, deps.log), [own]);
}

/** The same for everybody, at the start: a stop may have come between somebody's own mailbox and these. */
export async function takeAllAlong(deps: AlongDeps): Promise<void> {
  const all = await listMailboxes(deps.store, deps.log);
  const own = all.filter((one) => !isFurther(one) && one.erpUserId !== null);
  await taken(deps, all, own);
}

async function taken(
  deps: AlongDeps,
  all: readonly MailboxDocument[],
  owners: readonly MailboxDocument[],
): Promise<readonly MailboxScope[]> {
  const ownOf = new Map(owners.map((own) => [personOf(own), own]));
  const moved: MailboxScope[] = [];
  for (const one of all) {
    const own = ownOf.get(personOf(one));
    if (own === undefined || !isLeftBehind(one, own)) continue;
    const scope = scopeOf(one);
    await move(deps, scope, own);
    moved.push(scope);
  }
  return moved;
}

/** What was listed may be over: from the epoch on nobody takes the mailbox or gives it up unseen. */
async function move(deps: AlongDeps, scope: MailboxScope, own: MailboxDocument): Promise<void> {
  const epoch = await deps.store.acquire(scope);
  const now = await deps.store.get(scope, "mailbox", mailboxKey);
  if (now === undefined || !isLeftBehind(now, own)) return;
  try {
    const moved = { ...now, ...placeOf(own) };
    await deps.store.commit(scope, await savedWith(deps, { mailbox: moved, wishes: [] }), epoch);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "fenced") throw error;
    await move(deps, scope, own);
  }
}

/** A further mailbox of the person that is filed elsewhere in the ERP than his own. */
function isLeftBehind(one: MailboxDocument, own: MailboxDocument): boolean {
  const isHeld = personOf(one) === personOf(own) && isFurther(one) && one.givenUp !== true;
  return isHeld && !isDeepStrictEqual({ ...one, ...placeOf(own) }, one);
}

function personOf({ tenantId, userId }: MailboxDocument): string {
  return JSON.stringify([tenantId, userId]);
}
