import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { failureOf, type Failure, type FailureCode } from "../../failures.ts";

/** Failures that often pass within seconds: worth another try before the person sees them. */
const passing: ReadonlySet<FailureCode> = new Set(["backend-down", "unavailable", "storage"]);
const triesMax = 2;

/** The cache behind all views. `onFailure` hears of everything that goes wrong. */
export function createQueryClient(onFailure: (failure: Failure) => void): QueryClient {
  const report = (error: unknown): void => onFailure(failureOf(error));
  return new QueryClient({
    queryCache: new QueryCache({ onError: report }),
    mutationCache: new MutationCache({ onError: report }),
    defaultOptions: {
      queries: {
        // Live events say what moved; this only spares a view that is reopened at once.
        staleTime: 5_000,
        // Being offline is a failure with words, not a silent wait.
        networkMode: "always",
        retry: (count, error) => count < triesMax && passing.has(failureOf(error).code),
      },
      mutations: { networkMode: "always" },
    },
  });
}
