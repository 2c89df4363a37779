import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  ConflictAnswer,
  Elsewhere,
  EndingDecision,
  WaitingItem,
} from "../../../server/api/contract/items.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

export interface WaitingHandle {
  /** How many items wait, also beyond those that are listed. */
  readonly total: number;
  readonly items: readonly WaitingItem[];
  /** Further mailboxes where there is something to look at. */
  readonly elsewhere: readonly Elsewhere[];
  /** How many wait, those in further mailboxes among them. */
  readonly everywhere: number;
  readonly failure: Failure | null;
  readonly reload: () => void;
  /** The item whose answer is on its way. */
  readonly busyItem: string | null;
  readonly answer: (itemId: string, answer: ConflictAnswer) => void;
  readonly end: (itemId: string, decision: EndingDecision) => void;
}

interface Act {
  readonly itemId: string;
  readonly run: () => Promise<unknown>;
}

/** What waits for the person's decision; asked for again whenever an item moves. */
export function useWaiting(enabled = true): WaitingHandle {
  const { api, further = null } = useServices();
  const client = useQueryClient();
  const asked = useQuery({
    queryKey: ["waiting", further],
    queryFn: () => api.waitingItems(),
    enabled,
  });
  const { total = 0, items = [], elsewhere = [] } = asked.data ?? {};
  const act = useMutation({
    mutationFn: ({ run }: Act) => run(),
    // Also where it was refused: the values shown are no longer those that are there.
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["waiting"] });
      for (const stale of ["item", "status", "log", "further-setup"])
        void client.invalidateQueries({ queryKey: [stale] });
    },
  });
  const error = act.error ?? (asked.data === undefined ? asked.error : null);
  return {
    ...{ total, items, elsewhere },
    everywhere: elsewhere.reduce((sum, { waiting }) => sum + waiting, total),
    failure: error === null ? null : failureOf(error),
    reload: () => {
      act.reset();
      void asked.refetch();
    },
    busyItem: act.isPending ? act.variables.itemId : null,
    answer: (itemId, answer) =>
      act.mutate({ itemId, run: () => api.answerConflict(itemId, answer) }),
    end: (itemId, decision) => act.mutate({ itemId, run: () => api.endMeeting(itemId, decision) }),
  };
}
