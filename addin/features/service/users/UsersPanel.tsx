import { useState } from "react";
import type { UserRow } from "../../../../server/api/contract/service/users.ts";
import type { PanelProps } from "../panel.ts";
import { UserDetails } from "./UserDetails.tsx";
import { UserList } from "./UserList.tsx";

/** Whom a page is about. */
export type Whom = Pick<UserRow, "tenantId" | "mailboxId">;

/** Everybody at a glance, and one of them at a time. */
export function UsersPanel({ me }: PanelProps) {
  const [whom, setWhom] = useState<Whom | null>(null);
  return whom === null ? (
    <UserList onOpen={setWhom} />
  ) : (
    <UserDetails whom={whom} mayChange={me.administers !== "none"} onBack={() => setWhom(null)} />
  );
}
