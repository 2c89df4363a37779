import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Profile, SetupRequest } from "../../../server/api/contract/account.ts";
import type { FurtherRules } from "../../../server/api/contract/mailboxes.ts";
import type {
  CarryOutView,
  PairDecisions,
  PlanEntryView,
  PlanView,
} from "../../../server/api/contract/plan.ts";
import type { PlanFilter } from "../../api/client.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { saveFile } from "../../components/saveFile.ts";
import { useServices } from "../../services.ts";

type Changed = Extract<CarryOutView, { readonly kind: "changed" }>;

export interface PlanHandle {
  readonly plan: PlanView | undefined;
  readonly making: boolean;
  readonly failure: Failure | null;
  /** Makes the plan once more, from what both sides hold now. */
  readonly again: () => void;
  /** Set where "do this" found another plan: what came and what went since. */
  readonly changed: Pick<Changed, "appeared" | "vanished"> | null;
  readonly carryOut: () => void;
  readonly carryingOut: boolean;
  readonly decide: (decisions: PairDecisions) => void;
  readonly deciding: boolean;
}

/** What is tried, and saved with the plan; `null`: nothing is, it is what the next run does anyway. */
export type Tried =
  | { readonly setup: SetupRequest | null }
  /** A further mailbox, by its id and as people call it. */
  | {
      readonly mailboxId: string;
      readonly mailbox: string;
      readonly rules: FurtherRules | null;
    };

/** The plan for these choices: made when it is first shown, and carried out on request. */
export function usePlan(tried: Tried, onDone: (profile: Profile) => void): PlanHandle {
  const { api } = useServices();
  const client = useQueryClient();
  // A plan is of the moment: each view of it makes its own.
  const queryKey = ["plan", useId(), tried];
  const [changed, setChanged] = useState<PlanHandle["changed"]>(null);
  const made = useQuery({
    queryKey,
    queryFn: () =>
      "setup" in tried ? api.makePlan(tried.setup) : api.planFurther(tried.mailboxId, tried.rules),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const carryOut = useMutation({
    mutationFn: (planId: string) => api.carryOutPlan(planId),
    onSuccess: (answer) => {
      if (answer.kind === "done") {
        onDone(answer.profile);
        return;
      }
      client.setQueryData(queryKey, answer.plan);
      setChanged(answer);
    },
  });
  const again = (): void => {
    setChanged(null);
    carryOut.reset();
    decide.reset();
    void made.refetch();
  };
  const decide = useMutation({
    mutationFn: ({ planId, decisions }: { planId: string; decisions: PairDecisions }) =>
      api.decidePairs(planId, decisions),
    onSuccess: again,
  });
  const planId = made.data?.id ?? "";
  const error = carryOut.error ?? decide.error ?? made.error;
  return {
    plan: made.data,
    making: made.isFetching,
    failure: error === null ? null : failureOf(error),
    again,
    changed,
    carryOut: () => carryOut.mutate(planId),
    carryingOut: carryOut.isPending,
    decide: (decisions) => decide.mutate({ planId, decisions }),
    deciding: decide.isPending,
  };
}

interface EntriesHandle {
  readonly entries: readonly PlanEntryView[] | undefined;
  readonly failure: Failure | null;
  readonly more: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/** The entries of a plan, some at a time: there may be ten thousand. */
export function usePlanEntries(planId: string, filter: PlanFilter): EntriesHandle {
  const { api } = useServices();
  const asked = useInfiniteQuery({
    queryKey: ["plan-entries", planId, filter],
    queryFn: ({ pageParam }) => api.planEntries(planId, filter, pageParam),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, { entries }) => sum + entries.length, 0);
      return shown < last.total ? shown : undefined;
    },
    staleTime: Infinity,
  });
  return {
    entries: asked.data?.pages.flatMap(({ entries }) => entries),
    failure: asked.error === null ? null : failureOf(asked.error),
    more: asked.hasNextPage,
    loadMore: () => void asked.fetchNextPage(),
    reload: () => void asked.refetch(),
  };
}

interface DownloadHandle {
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly start: () => void;
}

/** The whole plan as a file. */
export function usePlanFile(planId: string): DownloadHandle {
  const { api } = useServices();
  const load = useMutation({
    mutationFn: () => api.planCsv(planId),
    onSuccess: ({ name, csv }) => {
      saveFile(name, csv, "text/csv");
    },
  });
  return {
    busy: load.isPending,
    failure: load.error === null ? null : failureOf(load.error),
    start: () => load.mutate(),
  };
}
