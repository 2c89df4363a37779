import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useService, type ServiceAnswer } from "../../api/service.ts";
import type { ConsentAnswer } from "./answer.ts";

/**
 * Tells the server what Microsoft's consent page answered; it records and proves that, once.
 * @param mayTell whether the reader is signed in, and nobody else on the page tells it
 */
export function useConsentProof(
  answer: ConsentAnswer | null,
  mayTell: boolean,
): UseQueryResult<ServiceAnswer<"consented">> {
  const ask = useService();
  const client = useQueryClient();
  return useQuery({
    queryKey: ["service", "consent", answer?.state],
    enabled: mayTell && answer !== null,
    staleTime: Infinity,
    queryFn: async () => {
      const { state = "", error = null } = answer ?? {};
      const body = { state, ...(error === null ? {} : { error }) };
      const told = await ask("consented", { body });
      await client.invalidateQueries({ queryKey: ["service", "tenants"] });
      return told;
    },
  });
}
