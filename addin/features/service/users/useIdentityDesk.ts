import { useService, type ServiceAnswer } from "../../../api/service.ts";
import type { IdentityChoice } from "./identity.ts";
import type { Whom } from "./whom.ts";

/** Somebody who was invited and has not come: his address stands for his mailbox. */
export interface Invited {
  readonly tenantId: string;
  readonly address: string;
}

/** Where it is asked and said who somebody is in the ERP. */
export interface IdentityDesk {
  /** Of whom, as a part of queries' keys. */
  readonly key: readonly string[];
  readonly load: () => Promise<ServiceAnswer<"identity">>;
  /** Users of his ERP by a part of their name, address or id. */
  readonly users: (text: string) => Promise<ServiceAnswer<"erpUsers">>;
  readonly choose: (choice: IdentityChoice) => Promise<ServiceAnswer<"identity">>;
}

/** The same questions of a mailbox's person and of somebody who was only invited. */
export function useIdentityDesk(whom: Whom | Invited): IdentityDesk {
  const ask = useService();
  const { tenantId } = whom;
  if ("mailboxId" in whom) {
    const parameters = { tenantId, mailboxId: whom.mailboxId };
    return {
      key: [tenantId, whom.mailboxId],
      load: () => ask("identity", { parameters }),
      users: (text) => ask("erpUsers", { parameters, query: { text } }),
      choose: (body) => ask("setIdentity", { parameters, body }),
    };
  }
  const query = { tenantId, address: whom.address };
  return {
    key: [tenantId, whom.address],
    load: () => ask("invitedIdentity", { query }),
    users: (text) => ask("invitedErpUsers", { query: { ...query, text } }),
    choose: (choice) => ask("setInvitedIdentity", { body: { ...query, ...choice } }),
  };
}
