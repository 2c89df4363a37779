import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { AdvanceView } from "../../../server/api/contract/advance.ts";
import type { ItemChoice } from "../../../server/api/contract/items.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

/** The key on the open appointment, as Outlook keeps it. */
export interface KeyOnItem {
  readonly advanceKey: () => Promise<string | null>;
  readonly leaveAdvanceKey: (key: string) => Promise<void>;
}

export interface AdvanceHandle {
  readonly view: AdvanceView | undefined;
  readonly loadFailure: Failure | null;
  readonly actFailure: Failure | null;
  readonly busy: boolean;
  readonly reload: () => void;
  readonly choose: (choice: ItemChoice, onDone: () => void) => void;
  readonly withdraw: () => void;
}

/** What was chosen for the appointment that Outlook has not saved yet. */
export function useAdvance({ advanceKey, leaveAdvanceKey }: KeyOnItem): AdvanceHandle {
  const { api } = useServices();
  const client = useQueryClient();
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    const fresh = (): string => crypto.randomUUID();
    void advanceKey().then(
      (found) => current && setKey(found ?? fresh()),
      () => current && setKey(fresh()),
    );
    return () => {
      current = false;
    };
  }, [advanceKey]);

  const found = useQuery({
    queryKey: ["advance", key],
    queryFn: () => api.advance(key ?? ""),
    enabled: key !== null,
  });
  const view = found.data;

  const act = useMutation<Done, Error, () => Promise<Done>>({
    mutationFn: (run) => run(),
    onSuccess: ({ under, after }) => {
      client.setQueryData(["advance", under], after);
      setKey(under);
    },
  });

  return {
    view,
    loadFailure: found.error === null || view !== undefined ? null : failureOf(found.error),
    actFailure: act.error === null ? null : failureOf(act.error),
    busy: act.isPending,
    reload: () => void found.refetch(),
    choose: (choice, onDone) => {
      if (key === null || view === undefined) return;
      act.mutate(
        async () => {
          // A copied appointment brings its original's key: under it, the original would be meant.
          const under = view.on ? key : crypto.randomUUID();
          await leaveAdvanceKey(under);
          return { under, after: await api.makeAdvance(under, choice) };
        },
        { onSuccess: onDone },
      );
    },
    withdraw: () => {
      if (key === null) return;
      act.mutate(async () => ({ under: key, after: await api.withdrawAdvance(key) }));
    },
  };
}

interface Done {
  /** The key that stands on the appointment now. */
  readonly under: string;
  readonly after: AdvanceView;
}
