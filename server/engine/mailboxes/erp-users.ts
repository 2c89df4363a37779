import type { InTurn } from "../../lib/turns.ts";
import type { IdentityDocument, MailboxDocument } from "../../store/documents/mailbox.ts";
import type { Store } from "../../store/store.ts";
import { listMailboxes } from "./directory.ts";
import { isFurther, scopeOf, type EngineDeps, type MailboxScope } from "./mailbox.ts";

export type ChosenUser = Extract<IdentityDocument, { kind: "erp" }>;

/** What an administrator chose for a mailbox's owner, as far as it holds in this ERP. */
export async function chosenUser(
  store: Pick<Store, "get">,
  scope: MailboxScope,
  connectionId: string,
): Promise<ChosenUser | null> {
  const said = await store.get(scope, "identity", "erp");
  return said?.kind === "erp" && said.connectionId === connectionId ? said : null;
}

/** Who else is a user of the ERP already, of whatever tenant, without an administrator's agreement to it. */
export async function othersWhoAre(
  { store, log }: Pick<EngineDeps, "store"> & Partial<Pick<EngineDeps, "log">>,
  scope: MailboxScope,
  connectionId: string,
  userId: string | null,
): Promise<readonly MailboxDocument[]> {
  const agreed = async (one: MailboxScope, other: string): Promise<boolean> =>
    (await chosenUser(store, one, connectionId))?.beside.includes(other) === true;
  const found: MailboxDocument[] = [];
  for (const one of await listMailboxes(store, log)) {
    const isOther = one.tenantId !== scope.tenantId || one.mailboxId !== scope.mailboxId;
    const isHe = one.connectionId === connectionId && one.erpUserId === userId && !isFurther(one);
    if (!isOther || !isHe) continue;
    const mayBoth =
      (await agreed(scope, one.mailboxId)) || (await agreed(scopeOf(one), scope.mailboxId));
    if (!mayBoth) found.push(one);
  }
  return found;
}

/** Looks and stores while nobody else becomes a user of the same ERP. */
export function inUserTurn<T>(
  turns: InTurn | undefined,
  connectionId: string,
  task: () => Promise<T>,
): Promise<T> {
  return turns === undefined ? task() : turns(connectionId, task);
}
