import { useState } from "react";
import type { ItemChoice, ItemView, RecordView } from "../../../server/api/contract/items.ts";

/** What a person has put together for the item and not sent yet. */
export interface Draft {
  readonly records: readonly RecordView[];
  readonly activityTypeId: string | null;
}

export const sameRecord = (
  one: Pick<RecordView, "type" | "id">,
  other: Pick<RecordView, "type" | "id">,
): boolean => one.type === other.type && one.id === other.id;

/** What a draft starts from, saved or not. */
type Chosen = Pick<ItemView, "records" | "activityType">;

export function draftOf(view: Chosen): Draft {
  return { records: view.records, activityTypeId: view.activityType?.id ?? null };
}

/** Whether the draft says something else than the item does. */
export function differs(draft: Draft, view: Chosen): boolean {
  const stored = draftOf(view);
  return (
    draft.activityTypeId !== stored.activityTypeId ||
    draft.records.length !== stored.records.length ||
    !draft.records.every((record) => stored.records.some((other) => sameRecord(record, other)))
  );
}

/** The draft as the contract sends it. */
export function choiceOf(draft: Draft): ItemChoice {
  return {
    records: draft.records.map(({ type, id }) => ({ type, id })),
    activityTypeId: draft.activityTypeId,
  };
}

export interface DraftHandle {
  readonly draft: Draft;
  readonly changed: boolean;
  /** @returns the draft with the record. */
  readonly add: (record: RecordView) => Draft;
  readonly remove: (record: RecordView) => void;
  readonly setActivityType: (id: string | null) => void;
  /** Follows the item again, after it was saved or another item was opened. */
  readonly reset: () => void;
}

/** Keeps the draft of one item: follows the item until the person touches something. */
export function useDraft(view: Chosen): DraftHandle {
  const [touched, setTouched] = useState<Draft | null>(null);
  const draft = touched ?? draftOf(view);
  return {
    draft,
    changed: touched !== null && differs(touched, view),
    add: (record) => {
      if (draft.records.some((other) => sameRecord(record, other))) return draft;
      const next = { ...draft, records: [...draft.records, record] };
      setTouched(next);
      return next;
    },
    remove: (record) =>
      setTouched({
        ...draft,
        records: draft.records.filter((other) => !sameRecord(record, other)),
      }),
    setActivityType: (activityTypeId) => setTouched({ ...draft, activityTypeId }),
    reset: () => setTouched(null),
  };
}
