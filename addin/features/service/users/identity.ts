import type { ErpUserView } from "../../../../server/api/contract/service/identity.ts";

/** What is chosen: a user of the ERP, or whoever the mail address tells. */
export interface IdentityChoice {
  readonly erpUserId: string | null;
  /** Others who are this user, as they were shown. */
  readonly beside: string[];
}

/** The choice of a user, with those beside him as they were shown. */
export function choiceOf({ id, holders }: ErpUserView): IdentityChoice {
  return { erpUserId: id, beside: holders.map(({ mailboxId }) => mailboxId) };
}

/** A user of the ERP, told apart from others of his name. */
export function nameOf({ name, address, id }: ErpUserView): string {
  return [name, address, id].filter((part) => part !== "").join(" · ");
}
