import type { PlanEntryView } from "../../../server/api/contract/plan.ts";
import type { Words } from "../../locales/en.ts";

/** What an entry does and where, e.g. "Create in the ERP". */
export function deedOf({ kind, side }: Pick<PlanEntryView, "kind" | "side">, words: Words): string {
  if (side !== null && (kind === "create" || kind === "update" || kind === "delete")) {
    return words.item.preview[kind][side];
  }
  const deed = words.plan.kinds[kind];
  return side === null ? deed : `${deed} (${words.plan.sides[side]})`;
}
