import type { UserRow } from "../../../../server/api/contract/service/users.ts";

/** Whom a page is about. */
export type Whom = Pick<UserRow, "tenantId" | "mailboxId">;
