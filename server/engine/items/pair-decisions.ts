import type { InboxDocument, Twin } from "../../store/documents/mailbox.ts";
import { ItemError } from "./item-error.ts";

/** What a person decided about items that look alike, and about series that were cut. */
export interface PairDecisions {
  readonly pairs: readonly { readonly microsoftId: string; readonly erpId: string }[];
  /** Ids of items that have no twin on the other side. */
  readonly apart: readonly string[];
  /** Of series that were cut, which one goes on with each; `null`: none does. */
  readonly goesOn?:
    readonly { readonly seriesId: string; readonly nextId: string | null }[] | undefined;
}

/** What is asked: of items that look alike, or of those that may go on with `first`. */
export interface Asked {
  readonly twins: readonly Pick<Twin, "side" | "id">[];
  readonly first?: Pick<Twin, "id"> | null | undefined;
}

/**
 * What was decided about these, as wishes for the next run.
 * @throws ItemError `conflict` where it names others, or one of them twice
 */
export function pairWishes(
  asked: readonly Asked[],
  { pairs, apart, goesOn = [] }: PairDecisions,
): readonly InboxDocument[] {
  const alike = asked.filter(({ first }) => first == null).flatMap(({ twins }) => twins);
  return [...alikeWishes(alike, { pairs, apart }), ...splitWishes(asked, goesOn)];
}

function splitWishes(
  asked: readonly Asked[],
  goesOn: NonNullable<PairDecisions["goesOn"]>,
): readonly InboxDocument[] {
  const named = goesOn.flatMap(({ seriesId, nextId }) => [seriesId, nextId ?? []].flat());
  const fits = goesOn.every(({ seriesId, nextId }) => {
    const split = asked.find(({ first }) => first?.id === seriesId);
    return split !== undefined && (nextId === null || split.twins.some(({ id }) => id === nextId));
  });
  if (!fits || new Set(named).size < named.length) throw lookAgain();
  return goesOn.map((one) => ({ kind: "goes-on", ...one }) as const);
}

function alikeWishes(
  twins: Asked["twins"],
  { pairs, apart }: Pick<PairDecisions, "pairs" | "apart">,
): readonly InboxDocument[] {
  const sideOf = new Map(twins.map(({ side, id }) => [id, side]));
  const named = [...pairs.flatMap((one) => [one.microsoftId, one.erpId]), ...apart];
  const fits = pairs.every(
    ({ microsoftId, erpId }) =>
      sideOf.get(microsoftId) === "microsoft" && sideOf.get(erpId) === "erp",
  );
  if (!fits || named.some((id) => !sideOf.has(id)) || new Set(named).size < named.length) {
    throw lookAgain();
  }
  return [
    ...pairs.map((one) => ({ kind: "pair", ...one }) as const),
    ...apart.map((id) => ({ kind: "apart", side: sideOf.get(id) ?? "erp", ids: [id] }) as const),
  ];
}

function lookAgain(): ItemError {
  return new ItemError("conflict", "These are not among those that look alike. Look again.");
}
