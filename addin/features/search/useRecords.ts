import { useInfiniteQuery } from "@tanstack/react-query";
import type { RecordGroups, RecordView } from "../../../server/api/contract/items.ts";
import { useSettled } from "../../components/useSettled.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

/** Long enough that a word is typed, short enough that it feels at once. */
const typingPauseMs = 250;

export interface RecordsHandle {
  readonly inContextOf: readonly RecordView[];
  readonly couldBeRelatedTo: readonly RecordView[];
  readonly found: readonly RecordView[];
  /** The words that `found` answers. */
  readonly text: string;
  readonly searching: boolean;
  readonly more: boolean;
  readonly loadMore: () => void;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

function byGroup(pages: readonly RecordGroups[]): Omit<RecordGroups, "more"> {
  const [first] = pages;
  return {
    // Related and linked records do not depend on the page.
    inContextOf: first?.inContextOf ?? [],
    couldBeRelatedTo: first?.couldBeRelatedTo ?? [],
    found: pages.flatMap(({ found }) => found),
  };
}

/**
 * Records that the item could concern: what people type, and what the people on it suggest.
 * @param type only records of this type
 */
export function useRecords(
  itemId: string | null,
  addresses: readonly string[],
  typed: string,
  type?: string,
): RecordsHandle {
  const { api } = useServices();
  const text = useSettled(typed.trim(), typingPauseMs);
  const asked = useInfiniteQuery({
    queryKey: ["records", itemId, addresses, text, type],
    queryFn: ({ pageParam }) => {
      const only = type === undefined ? {} : { type };
      const search = { addresses, text, offset: pageParam, ...only };
      return itemId === null ? api.records(search) : api.itemRecords(itemId, search);
    },
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.more ? pages.reduce((count, { found }) => count + found.length, 0) : undefined,
    placeholderData: (before) => before,
  });
  return {
    ...byGroup(asked.data?.pages ?? []),
    text,
    searching: asked.isFetching,
    more: asked.hasNextPage,
    loadMore: () => void asked.fetchNextPage(),
    failure: asked.error === null ? null : failureOf(asked.error),
    reload: () => void asked.refetch(),
  };
}
