import type { InTurn } from "../../../lib/turns.ts";
import type { IdentityDocument, MailboxDocument } from "../../../store/documents/mailbox.ts";
import { put, type Store } from "../../../store/store.ts";
import { listMailboxes } from "./directory.ts";
import { isFurther, mailboxKey, scopeOf, type EngineDeps, type MailboxScope } from "../mailbox.ts";

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

/** The same of somebody who was invited and has not come. @param address in lower case */
export async function chosenForInvited(
  store: Pick<Store, "get">,
  { tenantId, address }: { readonly tenantId: string; readonly address: string },
  connectionId: string,
): Promise<ChosenUser | null> {
  const said = await store.get({ kind: "tenant", tenantId }, "invitations", address);
  return said?.erpUser?.connectionId === connectionId ? said.erpUser : null;
}

/**
 * What was chosen for him while he was only invited is his mailbox's from now on, where nobody else's
 * word stands: used up, it does not come back when it is taken back there.
 * @param address as his mailbox has it, in lower case: the one in a token can be changed by its holder
 */
export async function arrive(
  store: Store,
  scope: MailboxScope,
  connectionId: string,
  address: string,
): Promise<ChosenUser | null> {
  const { tenantId } = scope;
  const chosen = await chosenForInvited(store, { tenantId, address }, connectionId);
  if (chosen === null) return null;
  const mailbox = await store.get(scope, "mailbox", mailboxKey);
  // Who he is was settled by his Setup.
  if (mailbox !== undefined && !isFurther(mailbox)) return null;
  await store.commit(scope, [put("identity", "erp", chosen)]);
  const tenant = { kind: "tenant", tenantId } as const;
  const invitation = await store.get(tenant, "invitations", address);
  if (invitation !== undefined) {
    const { erpUser: _usedUp, ...rest } = invitation;
    await store.commit(tenant, [put("invitations", address, rest)]);
  }
  return chosen;
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
