import type { Base, Conflict, Link, Settlement } from "./model.ts";

/**
 * Whether its person alone can go on with the two items: what both sides changed waits for his word, or
 * the ERP does not take his edit, as its document is released (E25).
 */
export function isAsked({ waiting, refused = [] }: Pick<Link, "waiting" | "refused">): boolean {
  return waiting.length > 0 || refused.length > 0;
}

/** All that waits for its person: also what becomes of a meeting whose activity was deleted. */
export function waitsForPerson(
  link: Pick<Link, "choice" | "waiting" | "refused" | "ending">,
): boolean {
  return link.ending !== undefined || (link.choice !== "off" && isAsked(link));
}

/** The questions among these that their person settled, as they stood: what his undo asks again. */
export function settledByPerson(
  conflicts: readonly Conflict[],
  base: Base | null,
): readonly Settlement[] {
  return conflicts.flatMap(({ winner, because, ...question }) => {
    if (winner === null || (because !== "asked" && because !== "edited")) return [];
    const [microsoft, erp] = [base?.microsoft[question.field], base?.erp[question.field]];
    const agreed = {
      ...(microsoft !== undefined && { microsoft }),
      ...(erp !== undefined && { erp }),
    };
    return [{ ...question, base: agreed }];
  });
}
