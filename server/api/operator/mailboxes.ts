import type { MailboxDocument, StateDocument } from "../../store/documents/mailbox.ts";
import { StoreError, type Scope, type Store } from "../../store/store.ts";
import { mailboxKey, stateKey, type MailboxScope } from "../../engine/mailboxes/mailbox.ts";
import type { HealthCode } from "../contract/account.ts";
import { healthOf } from "../health.ts";

/** A mailbox as an operator meets it. */
export interface MailboxSight {
  readonly scope: MailboxScope;
  /** `refused`: its files are damaged or of a newer version, and it alone stands still. */
  readonly health: HealthCode | "refused";
  readonly reason: string | null;
  readonly mailbox: MailboxDocument | null;
  readonly state: StateDocument | null;
}

/** So many are read at once: each has files of its own. */
const atOnce = 32;

/** Every mailbox of the installation with its state; one that is refused is among them. */
export async function lookAtMailboxes(store: Store): Promise<readonly MailboxSight[]> {
  const scopes = (await store.scopes("mailbox")).filter(isMailbox);
  const sights: MailboxSight[] = [];
  for (let start = 0; start < scopes.length; start += atOnce) {
    const some = scopes.slice(start, start + atOnce);
    sights.push(...(await Promise.all(some.map((scope) => lookAt(store, scope)))));
  }
  return sights;
}

async function lookAt(store: Store, scope: MailboxScope): Promise<MailboxSight> {
  try {
    const mailbox = (await store.get(scope, "mailbox", mailboxKey)) ?? null;
    const state = (await store.get(scope, "state", stateKey)) ?? null;
    return {
      scope,
      mailbox,
      state,
      health: healthOf({ mailbox, state, storage: null }),
      reason: state?.reason ?? null,
    };
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "refused") throw error;
    return { scope, mailbox: null, state: null, health: "refused", reason: error.message };
  }
}

function isMailbox(scope: Scope): scope is MailboxScope {
  return scope.kind === "mailbox";
}
