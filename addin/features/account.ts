import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { Profile } from "../../server/api/contract/account.ts";
import type { Me } from "../../server/api/contract/service/administrators.ts";
import { useServices } from "../services.ts";

/** Who is signed in; asked once and shared by every view. */
export function useProfile(): UseQueryResult<Profile> {
  const { api } = useServices();
  return useQuery({ queryKey: ["profile"], queryFn: api.profile });
}

/** The same where somebody asked for it already; asks nobody. */
export function useKnownProfile(): Profile | undefined {
  const { api } = useServices();
  return useQuery({ queryKey: ["profile"], queryFn: api.profile, enabled: false }).data;
}

/** What the person may administer; known also where nothing else of him works yet. */
export function useMe(): UseQueryResult<Me> {
  const { api } = useServices();
  return useQuery({ queryKey: ["me"], queryFn: api.me });
}

/** Whether the Service section has anything for him. */
export function mayServe(me: Me | undefined): boolean {
  return me !== undefined && (me.audits !== "none" || me.awaitsAdministrator);
}
