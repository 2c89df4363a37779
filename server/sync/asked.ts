import {
  elements,
  sides,
  type Answer,
  type Asked,
  type Base,
  type Conflict,
  type FieldRule,
  type Link,
  type Schema,
  type Settlement,
  type Side,
  type Value,
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

/** What a person is shown of a conflict, as fingerprints: whom it reaches belongs to what Outlook has. */
export function shownOf(
  { field, microsoft, erp, tells }: Pick<Conflict, "field" | "tells" | Side>,
  { fields }: Pick<Schema, "fields">,
): Readonly<Record<Side, string>> {
  const print = fields[field]?.fingerprint ?? JSON.stringify;
  const reached = tells === undefined ? "" : ` ${JSON.stringify(tells)}`;
  return { microsoft: print(microsoft) + reached, erp: print(erp) };
}

/** Whether this answers the conflict as it stands. */
export function isSaidOf(
  said: Answer | Asked | undefined,
  conflict: Conflict,
  schema: Pick<Schema, "fields">,
): said is Answer {
  if (said === undefined || "ask" in said) return false;
  const shown = shownOf(conflict, schema);
  return sides.every((side) => said[side] === shown[side]);
}

/** What is asked of a field, as fingerprints of both sides: of a set each element that both have. */
export function questionsOf(
  { fingerprint: print, elementKey }: FieldRule,
  { microsoft, erp }: Readonly<Record<Side, Value>>,
): readonly string[] {
  const pair = (one: Value, other: Value): string => JSON.stringify([print(one), print(other)]);
  if (elementKey === undefined) return [pair(microsoft, erp)];
  const there = new Map(elements(erp).map((one) => [elementKey(one), one]));
  return elements(microsoft).flatMap((one) => {
    const other = there.get(elementKey(one));
    return other === undefined ? [] : [pair([one], [other])];
  });
}

/** Whether all of this is asked again because an answer was taken back. */
export function isAskedAgain(
  said: Answer | Asked | undefined,
  rule: FieldRule,
  values: Readonly<Record<Side, Value>>,
): boolean {
  if (said === undefined || !("ask" in said)) return false;
  return questionsOf(rule, values).every((one) => said.of?.includes(one) === true);
}

/** The questions among these that their person settled, as they stood: what his undo asks again. */
export function settledByPerson(
  conflicts: readonly Conflict[],
  base: Base | null,
  { fields }: Schema,
): readonly Settlement[] {
  return conflicts.flatMap(({ winner, because, tells, ...question }) => {
    if (winner === null || (because !== "asked" && because !== "edited")) return [];
    // Whoever was told that a day does not take place is told nothing else by taking it back.
    if (tells !== undefined && winner === "erp") return [];
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
