import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryKey,
} from "@tanstack/react-query";
import type { LogLineView, LogPageView } from "../../../../server/api/contract/service/log.ts";
import { useService } from "../../../api/service.ts";
import { queryOf, type LogFilters } from "./filters.ts";

/** A person sees this as at once, and the server answers from memory. */
const pollMs = 3_000;
/** What a browser shows without effort; the older ones are a press away. */
const shownMost = 1_000;

type Pages = InfiniteData<LogPageView, string>;

/** The log as it is asked for, newest first, and what comes meanwhile at its top while `live`. */
export function useLog(filters: LogFilters, live: boolean) {
  const ask = useService();
  const client = useQueryClient();
  const query = queryOf(filters);
  const key: QueryKey = ["service", "log", query];
  const pages = useInfiniteQuery({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      ask("serviceLog", {
        query: { ...query, ...(pageParam === "" ? {} : { before: pageParam }) },
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const tail = pages.data?.pages[0]?.tail;
  const followed = useQuery({
    queryKey: ["service", "log-tail", query],
    enabled: live && tail !== undefined,
    refetchInterval: pollMs,
    gcTime: 0,
    queryFn: async () => {
      const after = client.getQueryData<Pages>(key)?.pages[0]?.tail ?? "";
      const news = await ask("logTail", { query: { ...query, after } });
      if (news.missed) await client.resetQueries({ queryKey: key });
      else client.setQueryData<Pages>(key, (before) => withNews(before, news));
      return news.entries.length;
    },
  });
  return { pages, failure: pages.error ?? followed.error };
}

/** What came stands where its time says; what both told of stands there once. */
export function withNews(
  before: Pages | undefined,
  { entries, tail }: { readonly entries: readonly LogLineView[]; readonly tail: string },
): Pages | undefined {
  const [first, ...rest] = before?.pages ?? [];
  if (before === undefined || first === undefined) return before;
  const known = new Set(first.entries.map(keyOf));
  const news = entries.filter((one) => !known.has(keyOf(one)));
  const together = [...news, ...first.entries].sort((one, other) =>
    one.at < other.at ? 1 : one.at === other.at ? 0 : -1,
  );
  const isLong = together.length > shownMost && rest.length === 0;
  const page = { ...first, tail, entries: isLong ? together.slice(0, shownMost) : together };
  return { ...before, pages: [page, ...rest] };
}

/** The same for the same line. */
export function keyOf({ tenantId, mailboxId, id }: LogLineView): string {
  return `${tenantId} ${mailboxId} ${id}`;
}
