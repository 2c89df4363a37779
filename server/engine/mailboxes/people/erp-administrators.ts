import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import { mailboxKey, mailboxScope, type EngineDeps } from "../mailbox.ts";

/** What the ERP said is believed for so long: a page asks it with every request. */
const believedMs = 60_000;

/**
 * Whether a person administers the ERP that he is connected to, as it says itself. Only of who
 * finished Setup: there his address was proved by Graph, in his token it is for show.
 */
export function createErpAdministrators(
  deps: EngineDeps,
): (person: { readonly tenantId: string; readonly userId: string }) => Promise<boolean> {
  const known = new Map<string, { readonly says: boolean; readonly until: number }>();

  const ask = async (tenantId: string, userId: string): Promise<boolean> => {
    const mailbox = await deps.store.get(mailboxScope(tenantId, userId), "mailbox", mailboxKey);
    if (mailbox === undefined || mailbox.erpUserId === null) return false;
    try {
      const user = await deps.erp(mailbox.connectionId).profile?.findUser(mailbox.address);
      return user?.id === mailbox.erpUserId && user.administrator === true;
    } catch (error) {
      // Who cannot be asked gives nobody a role.
      if (error instanceof ConnectorError) return false;
      throw error;
    }
  };

  return async ({ tenantId, userId }) => {
    const key = JSON.stringify([tenantId, userId]);
    const found = known.get(key);
    if (found !== undefined && deps.clock.now() < found.until) return found.says;
    const says = await ask(tenantId, userId);
    known.set(key, { says, until: deps.clock.now() + believedMs });
    return says;
  };
}
