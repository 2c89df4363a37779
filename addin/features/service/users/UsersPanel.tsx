import { useState } from "react";
import type { PanelProps } from "../panel.ts";
import { UserDetails } from "./UserDetails.tsx";
import { UserList } from "./UserList.tsx";
import type { Whom } from "./whom.ts";

/** Everybody at a glance, and one of them at a time. */
export function UsersPanel({ me }: PanelProps) {
  const [whom, setWhom] = useState<Whom | null>(null);
  return whom === null ? (
    <UserList onOpen={setWhom} />
  ) : (
    <UserDetails whom={whom} mayChange={me.administers !== "none"} onBack={() => setWhom(null)} />
  );
}
