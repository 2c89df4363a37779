import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useService, type ServiceAnswer } from "../../../api/service.ts";

export interface ConsentAnswer {
  readonly data: ServiceAnswer<"consented"> | undefined;
  readonly error: Error | null;
}

/**
 * What Microsoft's consent page answered, when it led back here: the address bar holds its words,
 * which the server proves. They are taken out of the bar, so that a reload asks nothing again.
 */
export function useConsentAnswer(): ConsentAnswer {
  const ask = useService();
  const client = useQueryClient();
  const [given] = useState(() => new URLSearchParams(location.search));
  const state = given.get("state");
  const isAnswer = state !== null && given.has("admin_consent");
  useEffect(() => {
    if (isAnswer) history.replaceState(null, "", `${location.pathname}#service/microsoft`);
  }, [isAnswer]);
  const error = given.get("error_description") ?? given.get("error");
  const answer = useQuery({
    queryKey: ["service", "consent", state],
    enabled: isAnswer,
    staleTime: Infinity,
    queryFn: async () => {
      const body = { state: state ?? "", ...(error === null ? {} : { error }) };
      const proof = await ask("consented", { body });
      await client.invalidateQueries({ queryKey: ["service", "tenants"] });
      return proof;
    },
  });
  return { data: answer.data, error: answer.error };
}
