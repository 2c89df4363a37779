import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LevelContent, LevelView } from "../../../../server/api/contract/service/jobs.ts";
import { useService } from "../../../api/service.ts";
import { failureOf, type Failure } from "../../../failures.ts";

/** A level of a job: of everybody here, or with both ids of a company. */
export interface PlaceIds {
  readonly job: string;
  readonly connectionId?: string;
  readonly companyId?: string;
}

type Body = LevelContent & { readonly revision: string };

const keyOf = (place: PlaceIds) => ["service", "job-level", place];

export function useLevel(place: PlaceIds) {
  const ask = useService();
  return useQuery({
    queryKey: keyOf(place),
    queryFn: () => ask("jobLevel", { query: { ...place } }),
    // What is being filled in must not change under its reader's hands.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: 0,
  });
}

export interface LevelActs {
  /** Of the rules as they are tried with everybody whom they concern; `undefined`: it is being begun. */
  readonly dryRunId: string | undefined;
  readonly isTrying: boolean;
  readonly saving: boolean;
  /** How many people have other rules by what was saved last; `null`: nothing was. */
  readonly saved: number | null;
  readonly failure: Failure | null;
  readonly tryOut: (body: Body) => void;
  readonly save: (body: Body) => void;
  /** What failed, once more: whoever only looked has not said that it is to be saved. */
  readonly again: (body: Body) => void;
  /** Neither tried nor saved any more. */
  readonly forget: () => void;
  /** From what was tried to the rules; as they stand by now where it saved them. */
  readonly back: (saved: boolean) => void;
}

export function useLevelActs(place: PlaceIds, onSaved: (level: LevelView) => void): LevelActs {
  const ask = useService();
  const client = useQueryClient();
  const tryOut = useMutation({
    mutationFn: (body: Body) => ask("tryJobLevel", { query: { ...place }, body }),
  });
  const take = (level: LevelView): void => {
    client.setQueryData(keyOf(place), level);
    // What the levels below inherit may be other now.
    void client.invalidateQueries({ queryKey: ["service", "job-level"] });
    tryOut.reset();
    onSaved(level);
  };
  const look = useMutation({
    mutationFn: () => ask("jobLevel", { query: { ...place } }),
    onSuccess: take,
  });
  const save = useMutation({
    mutationFn: (body: Body) => ask("saveJobLevel", { query: { ...place }, body }),
    onSuccess: ({ level }) => take(level),
  });
  const error = save.error ?? tryOut.error ?? look.error;
  return {
    dryRunId: tryOut.data?.dryRunId,
    isTrying: tryOut.isPending || tryOut.data !== undefined,
    saving: save.isPending,
    saved: save.data?.concerned ?? null,
    failure: error === null ? null : failureOf(error),
    tryOut: (body) => {
      save.reset();
      tryOut.mutate(body);
    },
    save: (body) => {
      if (tryOut.error !== null) tryOut.reset();
      save.mutate(body);
    },
    again: save.error === null ? tryOut.mutate : save.mutate,
    forget: () => {
      tryOut.reset();
      save.reset();
    },
    back: (saved) => {
      save.reset();
      if (saved) look.mutate();
      else tryOut.reset();
    },
  };
}
