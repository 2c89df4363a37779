import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type {
  ConflictAnswer,
  EndingDecision,
  ItemChoice,
  ItemQuery,
  ItemView,
  Sending,
} from "../../../server/api/contract/items.ts";
import type { PairDecisions } from "../../../server/api/contract/plan.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

/** Live events normally tell; this catches those that got lost while an item waits. */
const waitingPollMs = 4_000;

export interface ItemHandle {
  readonly view: ItemView | undefined;
  readonly loadFailure: Failure | null;
  /** What went wrong with the last thing the person asked for. */
  readonly actFailure: Failure | null;
  readonly busy: boolean;
  readonly reload: () => void;
  readonly choose: (choice: ItemChoice, optimistic: ItemView, onDone: () => void) => void;
  readonly release: (removeErpCopy: boolean) => void;
  readonly sync: () => void;
  readonly answer: (answer: ConflictAnswer) => void;
  /** Invites whom the person was shown. */
  readonly send: (sending: Sending) => void;
  /** Says which of those that look alike belong together. */
  readonly decide: (decisions: PairDecisions) => void;
  /** From one day of a series that the ERP holds day by day to all of them; `null`: not from here. */
  readonly showSeries: (() => void) | null;
  /** Back to the day that is open; `null`: it is what is shown. */
  readonly showDay: (() => void) | null;
  /** From all days of a series to one of them. */
  readonly openDay: (itemId: string) => void;
  /** Whether a button here led to what is shown: it went away with the page on which it was pressed. */
  readonly isLedTo: boolean;
  /** Says what becomes of a meeting whose activity was deleted. */
  readonly end: (decision: EndingDecision) => void;
}

/** The open item: found once by its id in Outlook, then asked for by our own handle. */
export function useItem(query: ItemQuery): ItemHandle {
  const { api } = useServices();
  const client = useQueryClient();
  const key = ["item", query.restId];
  const acts = ["item-act", query.restId];
  const [shown, setShown] = useState<"open" | "series" | "day">("open");

  const found = useQuery({
    queryKey: key,
    queryFn: () => {
      // Finding costs a translation of ids at Microsoft; our handle does not.
      const known = client.getQueryData<ItemView>(key);
      return known === undefined
        ? api.findItem(query)
        : api.item(known.day?.itemId ?? known.itemId);
    },
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? waitingPollMs : false),
  });

  const act = useMutation<ItemView, Error, Act, { readonly before: ItemView | undefined }>({
    mutationKey: acts,
    mutationFn: ({ run }) => run(),
    onMutate: async ({ optimistic }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<ItemView>(key);
      if (optimistic !== undefined) client.setQueryData(key, optimistic);
      return { before };
    },
    onError: (_error, _act, context) => {
      if (context?.before !== undefined) client.setQueryData(key, context.before);
    },
    onSuccess: async (view, { onDone }) => {
      // What was asked for meanwhile, because of news, is of what was shown before.
      await client.cancelQueries({ queryKey: key });
      // The act was the series'; the day that is open is told of by asking for it.
      const before = client.getQueryData<ItemView>(key);
      const { day = null } = before ?? {};
      client.setQueryData(key, day === null ? view : { ...view, series: "occurrence", day });
      if (day !== null) void client.invalidateQueries({ queryKey: key });
      onDone?.();
      void client.invalidateQueries({ queryKey: ["preview"] });
      void client.invalidateQueries({ queryKey: ["records"] });
      void client.invalidateQueries({ queryKey: ["status"] });
      void client.invalidateQueries({ queryKey: ["waiting"] });
    },
  });

  /** One act at a time: another's answer would take the place of what its person is led to meanwhile. */
  const begin = (next: Act): void => {
    if (client.isMutating({ mutationKey: acts }) === 0) act.mutate(next);
  };

  const view = found.data;
  const itemId = view?.itemId ?? "";
  const seriesItemId = view?.seriesItemId;
  const waiting = view === undefined ? undefined : { ...view, state: "waiting" as const };
  return {
    view,
    // A failed refresh of something shown is not worth hiding it.
    loadFailure: found.error === null || view !== undefined ? null : failureOf(found.error),
    actFailure: act.error === null ? null : failureOf(act.error),
    busy: act.isPending,
    reload: () => void found.refetch(),
    choose: (choice, optimistic, onDone) =>
      begin({ run: () => api.chooseItem(itemId, choice), optimistic, onDone }),
    release: (removeErpCopy) => begin({ run: () => api.releaseItem(itemId, removeErpCopy) }),
    sync: () => begin({ run: () => api.syncItem(itemId), optimistic: waiting }),
    send: (sending) => begin({ run: () => api.sendInvitations(itemId, sending) }),
    decide: (decisions) => begin({ run: () => api.decideDoubt(itemId, decisions) }),
    showSeries:
      seriesItemId === undefined
        ? null
        : () => begin({ run: () => api.item(seriesItemId), onDone: () => setShown("series") }),
    showDay:
      shown === "series"
        ? () => begin({ run: () => api.findItem(query), onDone: () => setShown("day") })
        : null,
    openDay: (dayId) => begin({ run: () => api.item(dayId), onDone: () => setShown("day") }),
    isLedTo: shown !== "open",
    end: (decision) => begin({ run: () => api.endMeeting(itemId, decision) }),
    answer: (answer) => begin({ run: () => api.answerConflict(itemId, answer) }),
  };
}

interface Act {
  readonly run: () => Promise<ItemView>;
  /** Shown until the backend answers; taken back where it refuses. */
  readonly optimistic?: ItemView | undefined;
  readonly onDone?: (() => void) | undefined;
}
