import type { InboxDocument, Twin } from "../../store/documents/mailbox.ts";
import { ItemError } from "./item-error.ts";

/** What a person decided about items that look alike. */
export interface PairDecisions {
  readonly pairs: readonly { readonly microsoftId: string; readonly erpId: string }[];
  /** Ids of items that have no twin on the other side. */
  readonly apart: readonly string[];
}

/**
 * What was decided about these twins, as wishes for the next run.
 * @throws ItemError `conflict` where it names others, or one of them twice
 */
export function pairWishes(
  twins: readonly Pick<Twin, "side" | "id">[],
  { pairs, apart }: PairDecisions,
): readonly InboxDocument[] {
  const sideOf = new Map(twins.map(({ side, id }) => [id, side]));
  const asked = [...pairs.flatMap((one) => [one.microsoftId, one.erpId]), ...apart];
  const fits = pairs.every(
    ({ microsoftId, erpId }) =>
      sideOf.get(microsoftId) === "microsoft" && sideOf.get(erpId) === "erp",
  );
  if (!fits || asked.some((id) => !sideOf.has(id)) || new Set(asked).size < asked.length) {
    throw new ItemError("conflict", "These are not among those that look alike. Look again.");
  }
  return [
    ...pairs.map((one) => ({ kind: "pair", ...one }) as const),
    ...apart.map((id) => ({ kind: "apart", side: sideOf.get(id) ?? "erp", ids: [id] }) as const),
  ];
}
