import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ConnectionTest, ParkedView, Status } from "../../../server/api/contract/account.ts";
import type { HistoryView } from "../../../server/api/contract/items.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

const linesPerPage = 25;

interface SyncHandle {
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly start: () => void;
}

/** The mailbox's state: as the profile told it, then as live events say it moved. */
export function useStatus(initial: Status): Status {
  const { api } = useServices();
  const asked = useQuery({
    queryKey: ["status"],
    queryFn: api.status,
    placeholderData: initial,
    refetchInterval: ({ state }) => (isOnItsWay(state.data ?? initial) ? askedEveryMs : false),
  });
  return asked.data ?? initial;
}

/** Live events say it sooner; where no stream gets through, this does. */
const askedEveryMs = 5_000;

/** A wide sync, or one that may become one. */
function isOnItsWay({ calendar }: Status): boolean {
  if (calendar.progress !== null) return calendar.progress.phase !== "paused";
  return calendar.enabled && calendar.lastSyncAt === null;
}

/** What changes whether the calendar is on: Setup shows it as well. */
function useSwitch<V>(ask: (choice: V) => Promise<Status>, onDone: () => void = () => undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: (status) => {
      client.setQueryData(["status"], status);
      void client.invalidateQueries({ queryKey: ["profile"] });
      onDone();
    },
  });
}

interface StopHandle extends Omit<SyncHandle, "start"> {
  readonly start: (how: "pause" | "off") => void;
}

/** Stops the sync on its way after the step in hand. */
export function useStop(onDone: () => void): StopHandle {
  const { api } = useServices();
  const stop = useSwitch(api.stopSync, onDone);
  return {
    busy: stop.isPending,
    failure: stop.error === null ? null : failureOf(stop.error),
    start: stop.mutate,
  };
}

/** Goes on where it was stopped. */
export function useContinue(): SyncHandle {
  const { api } = useServices();
  const goOn = useSwitch(() => api.continueSync());
  return {
    busy: goOn.isPending,
    failure: goOn.error === null ? null : failureOf(goOn.error),
    start: () => goOn.mutate(undefined),
  };
}

/** Sync now, or a full refresh: the state that comes back says how it ended. */
export function useSync(how: "syncNow" | "refresh"): SyncHandle {
  const { api } = useServices();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: () => api[how](),
    onSuccess: (status) => client.setQueryData(["status"], status),
  });
  return {
    busy: run.isPending,
    failure: run.error === null ? null : failureOf(run.error),
    start: () => run.mutate(),
  };
}

interface SetAsideHandle {
  readonly items: readonly ParkedView[] | undefined;
  readonly failure: Failure | null;
  readonly reload: () => void;
  /** The item that is being tried again. */
  readonly busyKey: string | null;
  readonly retry: (key: string) => void;
}

/** What could not be synchronized; asked for again whenever the count moves. */
export function useSetAside(count: number): SetAsideHandle {
  const { api, further = null } = useServices();
  const client = useQueryClient();
  const queryKey = ["set-aside", further, count];
  const asked = useQuery({ queryKey, queryFn: () => api.setAside() });
  const retry = useMutation({
    mutationFn: (key: string) => api.retrySetAside(key),
    onSuccess: (items) => {
      client.setQueryData(queryKey, items);
      for (const stale of ["status", "waiting", "further-setup"]) {
        void client.invalidateQueries({ queryKey: [stale] });
      }
    },
  });
  const error = retry.error ?? asked.error;
  return {
    items: asked.data,
    failure: error === null ? null : failureOf(error),
    reload: () => void asked.refetch(),
    busyKey: retry.isPending ? retry.variables : null,
    retry: retry.mutate,
  };
}

interface TestHandle extends SyncHandle {
  readonly result: ConnectionTest | undefined;
}

export function useConnectionTest(): TestHandle {
  const { api } = useServices();
  const test = useMutation({ mutationFn: () => api.testConnection() });
  return {
    result: test.data,
    busy: test.isPending,
    failure: test.error === null ? null : failureOf(test.error),
    start: () => test.mutate(),
  };
}

interface LogHandle {
  readonly entries: readonly HistoryView[] | undefined;
  readonly failure: Failure | null;
  readonly more: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/** The newest lines of the log in both directions, older ones on demand. */
export function useLog(): LogHandle {
  const { api, further = null } = useServices();
  const asked = useInfiniteQuery({
    queryKey: ["log", further],
    queryFn: ({ pageParam }) => api.log(linesPerPage, pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (last) =>
      last.length < linesPerPage ? undefined : (last.at(-1)?.id ?? null),
  });
  return {
    entries: asked.data?.pages.flat(),
    failure: asked.error === null ? null : failureOf(asked.error),
    more: asked.hasNextPage,
    loadMore: () => void asked.fetchNextPage(),
    reload: () => void asked.refetch(),
  };
}
