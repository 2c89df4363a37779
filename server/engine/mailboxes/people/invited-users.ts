import type { InvitationDocument } from "../../../store/documents/administration.ts";
import { put } from "../../../store/store.ts";
import { ItemError } from "../../items/item-error.ts";
import { chosenForInvited, inUserTurn } from "./erp-users.ts";
import { choiceOf, holdersAgreed, userToChoose, type Identities } from "./identities.ts";
import type { EngineDeps, MailboxScope } from "../mailbox.ts";

/**
 * Who somebody will be in the ERP who was invited and has not come: the address he was invited at, in
 * lower case, stands for his mailbox. What is chosen is kept with his invitation, which goes with it,
 * and is his mailbox's once he opens Setup (`arrive`).
 */
export type InvitedUsers = Pick<Identities, "chosen" | "byAddress" | "choose" | "takeBack">;

export function createInvitedUsers(
  deps: Pick<EngineDeps, "store" | "erp" | "clock" | "userTurns">,
  connectionOf: (tenantId: string) => string,
  identities: Pick<Identities, "holders" | "user">,
): InvitedUsers {
  const { store } = deps;
  const chosen = ({ tenantId, mailboxId: address }: MailboxScope) =>
    chosenForInvited(store, { tenantId, address }, connectionOf(tenantId));

  const save = async (
    { tenantId, mailboxId: address }: MailboxScope,
    erpUser: InvitationDocument["erpUser"],
  ): Promise<void> => {
    const tenant = { kind: "tenant", tenantId } as const;
    const invitation = await store.get(tenant, "invitations", address);
    if (invitation === undefined) {
      throw new ItemError("conflict", "It was changed just now. Look again.");
    }
    const { erpUser: _before, ...rest } = invitation;
    const kept = erpUser === undefined ? rest : { ...rest, erpUser };
    await store.commit(tenant, [put("invitations", address, kept)]);
  };

  const invited: InvitedUsers = {
    chosen,
    async byAddress({ tenantId, mailboxId: address }) {
      return (await deps.erp(connectionOf(tenantId)).profile?.findUser(address)) ?? null;
    },

    async choose(scope, userId, beside) {
      const connectionId = connectionOf(scope.tenantId);
      const user = await userToChoose(identities, scope, userId);
      return inUserTurn(deps.userTurns, connectionId, async () => {
        const holders = await holdersAgreed(identities, scope, user, beside);
        const before = (await chosen(scope))?.userId ?? null;
        await save(scope, choiceOf(user, holders, connectionId, deps.clock.now()));
        return { before, now: user.id };
      });
    },

    async takeBack(scope) {
      const before = (await chosen(scope))?.userId ?? null;
      const user = await invited.byAddress(scope);
      await save(scope, undefined);
      return { before, now: user?.id ?? null };
    },
  };
  return invited;
}
