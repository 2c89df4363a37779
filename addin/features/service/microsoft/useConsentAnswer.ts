import { useEffect, useState } from "react";
import type { ServiceAnswer } from "../../../api/service.ts";
import { consentAnswerIn, type ConsentAnswer } from "../../consent/answer.ts";
import { useConsentProof } from "../../consent/useConsentProof.ts";

export interface ConsentProof {
  /** As the address bar had it; `null`: nobody comes from Microsoft's page. */
  readonly answer: ConsentAnswer | null;
  readonly data: ServiceAnswer<"consented"> | undefined;
  readonly error: Error | null;
}

/**
 * What Microsoft's consent page answered, when it led back here: the address bar holds its words,
 * which the server proves. They are taken out of the bar, so that a reload asks nothing again.
 * @param mayProve whether the reader administers; others are told by a page of their own
 */
export function useConsentAnswer(mayProve: boolean): ConsentProof {
  const [answer] = useState(() => consentAnswerIn(location.search));
  useEffect(() => {
    if (answer !== null) {
      history.replaceState(null, "", `${location.pathname}#service/microsoft`);
    }
  }, [answer]);
  const { data, error } = useConsentProof(answer, mayProve);
  return { answer, data, error };
}
