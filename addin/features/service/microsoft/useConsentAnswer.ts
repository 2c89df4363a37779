import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useService, type ServiceAnswer } from "../../../api/service.ts";
import { consentAnswerIn, type ConsentAnswer } from "../../consent/answer.ts";

export interface ConsentProof {
  /** As the address bar had it; `null`: nobody comes from Microsoft's page. */
  readonly answer: ConsentAnswer | null;
  readonly data: ServiceAnswer<"consented"> | undefined;
  readonly error: Error | null;
}

/**
 * What Microsoft's consent page answered, when it led back here: the address bar holds its words,
 * which the server proves. They are taken out of the bar, so that a reload asks nothing again.
 * @param mayProve whether the reader administers; the server proves it for nobody else
 */
export function useConsentAnswer(mayProve: boolean): ConsentProof {
  const ask = useService();
  const client = useQueryClient();
  const [answer] = useState(() => consentAnswerIn(location.search));
  useEffect(() => {
    if (answer !== null) {
      history.replaceState(null, "", `${location.pathname}#service/microsoft`);
    }
  }, [answer]);
  const proof = useQuery({
    queryKey: ["service", "consent", answer?.state],
    enabled: mayProve && answer !== null,
    staleTime: Infinity,
    queryFn: async () => {
      const { state = "", error = null } = answer ?? {};
      const body = { state, ...(error === null ? {} : { error }) };
      const told = await ask("consented", { body });
      await client.invalidateQueries({ queryKey: ["service", "tenants"] });
      return told;
    },
  });
  return { answer, data: proof.data, error: proof.error };
}
