import { sides, type Decision, type Side } from "./model.ts";

/** How many deletions one run may carry out before an administrator has to agree (rule 11). */
export interface BrakeLimits {
  /** Always allowed: a person tidying up. */
  readonly deletionsMin: number;
  /** Beyond that, allowed up to this share of the linked items, 0 to 1. */
  readonly share: number;
}

export interface BrakeReport {
  readonly side: Side;
  readonly deletions: number;
  readonly linked: number;
  readonly allowed: number;
}

/**
 * Refuses a run that would delete more on one side than it should: a side that suddenly looks empty
 * is far more often a fault than a wish.
 * @returns the first side over its limit, or `null` when the run may go on.
 */
export function brake(
  decisions: readonly Decision[],
  linked: number,
  limits: BrakeLimits,
): BrakeReport | null {
  const allowed = Math.max(limits.deletionsMin, Math.floor(linked * limits.share));
  for (const side of sides) {
    const deletions = decisions.filter(
      (decision) => decision.kind === "delete" && decision.side === side,
    ).length;
    if (deletions > allowed) return { side, deletions, linked, allowed };
  }
  return null;
}
