import { createContext, useContext } from "react";
import type { Failure } from "../failures.ts";

/** What a notice can offer; the shell around the views carries it out. */
export interface Remedies {
  /** Signs in, satisfying what `failure` asked for. */
  readonly signIn: (wish: { readonly failure: Failure; readonly consent: boolean }) => void;
  readonly openSetup: () => void;
}

const RemediesContext = createContext<Remedies>({
  signIn: () => undefined,
  openSetup: () => undefined,
});
export const RemediesProvider = RemediesContext.Provider;

export function useRemedies(): Remedies {
  return useContext(RemediesContext);
}
