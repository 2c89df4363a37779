import {
  sides,
  type Base,
  type Conflict,
  type Link,
  type Schema,
  type Settlement,
} from "./model.ts";
import { shareOf } from "./share.ts";

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
  { fields }: Schema,
): readonly Settlement[] {
  return conflicts.flatMap(({ winner, because, ...question }) => {
    if (winner === null || (because !== "asked" && because !== "edited")) return [];
    const { field, microsoft, erp } = question;
    const rule = fields[field];
    if (rule === undefined) return [];
    const { of } = shareOf(rule, [microsoft, erp]);
    const agreed = sides.flatMap((side) => {
      const value = base?.[side][field];
      return value === undefined ? [] : [[side, of(value)] as const];
    });
    return [{ ...question, base: Object.fromEntries(agreed) }];
  });
}
