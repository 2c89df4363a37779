import { AuthError } from "../auth/errors.ts";
import { remedyFor, remedyOf } from "../auth/remedies.ts";
import type { ConnectorError } from "../connectors/port/connector-error.ts";
import { erpFailureOf, erpRemedyFor, type ErpFailure } from "./erp-remedies.ts";
import { causesOf } from "../lib/causes.ts";
import { systemCode } from "../lib/system-code.ts";
import type { FixedBy, Mending } from "./contract/doctor.ts";
import { wordsOf } from "./errors.ts";
import { told, type Language } from "./told.ts";

/** Who mends a failed sign-in of the application, and how. @param problem as it was told */
export function signInMending(error: AuthError, problem: string, language: Language): Mending {
  return mendingOf(remedyOf(error), problem, language);
}

/** The same of what Microsoft's page said. @param aadsts the number in it; `undefined`: none */
export function pageMending(
  aadsts: number | undefined,
  problem: string,
  language: Language,
): Mending {
  return mendingOf(remedyFor(aadsts), problem, language);
}

/** Who mends what an ERP's failure was, and how. */
export function erpMending(failure: ErpFailure, language: Language): Mending {
  return mendingOf(erpRemedyFor(failure), "", language);
}

/** Who mends what keeps a side away; `null`: nothing is known beside the problem. */
export function sideMending(
  error: ConnectorError,
  problem: string,
  language: Language,
): Mending | null {
  const { cause } = error.facts;
  if (cause instanceof AuthError) return signInMending(cause, problem, language);
  return error.side === "erp" ? erpMending(erpFailureOf(error), language) : null;
}

/** What an ERP's failure is, with the network's own code for whoever searches for it. */
export function erpProblem(error: ConnectorError, language: Language): string {
  const words = wordsOf(error, language);
  const code = codeIn(error.facts.cause);
  const behind = error.facts.foreignCode ?? code;
  return behind === undefined ? words : `${words} (${behind})`;
}

function mendingOf(
  { fixedBy, remedy }: { readonly fixedBy: FixedBy; readonly remedy: string },
  problem: string,
  language: Language,
): Mending {
  const words = told(remedy, language);
  return { fixedBy, remedy: problem.includes(words) ? null : words };
}

function codeIn(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    const code = systemCode(cause);
    if (code !== undefined) return code;
  }
  return undefined;
}
