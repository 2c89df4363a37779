import type { FixedBy } from "../../server/api/contract/doctor.ts";
import { useWords } from "../locales/locale.ts";

export interface MendingProps {
  /** What mends it; empty or `null`: the problem says it already. */
  readonly remedy: string | null;
  readonly fixedBy: FixedBy;
  readonly className?: string;
}

/** Below a failure: what mends it, and who does that. */
export function Mending({ remedy, fixedBy, className }: MendingProps) {
  const { mendedBy } = useWords();
  const lines = [remedy ?? "", mendedBy[fixedBy]].filter((line) => line !== "");
  return <span className={className}>{lines.join(" ")}</span>;
}
