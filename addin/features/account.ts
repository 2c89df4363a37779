import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { Profile } from "../../server/api/contract/account.ts";
import { useServices } from "../services.ts";

/** Who is signed in; asked once and shared by every view. */
export function useProfile(): UseQueryResult<Profile> {
  const { api } = useServices();
  return useQuery({ queryKey: ["profile"], queryFn: api.profile });
}
