import { failureOf } from "../failures.ts";
import { FailureNotice } from "./FailureNotice.tsx";
import { Loading } from "./Loading.tsx";

export interface UnansweredProps {
  readonly asked: { readonly error: unknown; readonly refetch: () => Promise<unknown> };
  /** About how many lines the answer takes. */
  readonly lines: number;
}

/** What stands in an answer's place until it is there: grey bars, or why it does not come. */
export function Unanswered({ asked: { error, refetch }, lines }: UnansweredProps) {
  if (error === null) return <Loading lines={lines} />;
  return <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />;
}
