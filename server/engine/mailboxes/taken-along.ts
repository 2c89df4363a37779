import { isDeepStrictEqual } from "node:util";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { StoreError } from "../../store/store.ts";
import { listMailboxes } from "./people/directory.ts";
import { wishesOf } from "../dry-run/trial.ts";
import { savedWith } from "./mailbox-acts.ts";
import {
  isFurther,
  mailboxKey,
  scopeOf,
  withSetupOf,
  type EngineDeps,
  type MailboxScope,
} from "./mailbox.ts";

type AlongDeps = Pick<EngineDeps, "store" | "log" | "ids" | "decided">;

/**
 * Has a person's further mailboxes follow his own Setup: they are filed in the ERP where his own is, and
 * his categories mean there what they mean in his own.
 * @returns those that were otherwise: a run that was on its way there stored nothing any more
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
    const mailbox = withSetupOf(own, now);
    const [was, will] = await Promise.all([decidedOf(deps, now), decidedOf(deps, mailbox)]);
    const trial = { mailbox, wishes: wishesOf(was, will) };
    await deps.store.commit(scope, await savedWith(deps, trial), epoch);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "fenced") throw error;
    await move(deps, scope, own);
  }
}

async function decidedOf({ decided }: AlongDeps, mailbox: MailboxDocument) {
  return (await decided?.(mailbox)) ?? mailbox;
}

/** A further mailbox of the person that does not follow his own Setup. */
function isLeftBehind(one: MailboxDocument, own: MailboxDocument): boolean {
  const isHeld = personOf(one) === personOf(own) && isFurther(one) && one.givenUp !== true;
  return isHeld && !isDeepStrictEqual(withSetupOf(own, one), one);
}

function personOf({ tenantId, userId }: MailboxDocument): string {
  return JSON.stringify([tenantId, userId]);
}
