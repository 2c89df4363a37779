import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Counts, More, SearchField } from "../Filters.tsx";
import { useServiceStyles } from "../styles.ts";
import { colorOf, useHealthWords } from "./useHealthWords.ts";
import { UserRows } from "./UserRows.tsx";
import type { Whom } from "./whom.ts";
import { words as allWords } from "./words.ts";

const pageLength = 50;

type Sort = keyof (typeof allWords)["en"]["sorts"];
/** What is most asked for stands on top. */
const downwards: readonly Sort[] = ["quarantined", "queued"];

/** Everybody, found and sorted by the server, page by page. */
export function UserList({ onOpen }: { readonly onOpen: (whom: Whom) => void }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const healthWord = useHealthWords();
  const ask = useService();
  const [text, setText] = useState("");
  const [health, setHealth] = useState("");
  const [tenantId, setTenantId] = useState("");
  const [companyId, setCompanyId] = useState("");
  const [sort, setSort] = useState<Sort>("name");
  const sought = useDeferredValue(text.trim());
  const chosen = Object.entries({ health, tenantId, companyId }).filter(([, id]) => id !== "");
  const asked = useInfiniteQuery({
    queryKey: ["service", "users", sought, chosen, sort],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      ask("users", {
        query: {
          ...{ text: sought, sort, order: downwards.includes(sort) ? "down" : "up" },
          ...{ ...Object.fromEntries(chosen), limit: String(pageLength) },
          offset: String(pageParam),
        },
      }),
    getNextPageParam: ({ matching }, pages) =>
      pages.length * pageLength < matching ? pages.length * pageLength : undefined,
  });
  const pages = asked.data?.pages ?? [];
  const [newest] = pages.slice(-1);
  const rows = pages.flatMap((page) => page.rows);
  return (
    <>
      <div className={styles.filters}>
        <SearchField label={words.search} value={text} onChange={setText} />
        {(newest?.tenants.length ?? 0) > 1 && (
          <Choice
            label={words.filters.tenant}
            value={tenantId}
            options={[["", words.every], ...(newest?.tenants ?? []).map(idAndName)]}
            onChange={setTenantId}
          />
        )}
        {(newest?.companies.length ?? 0) > 1 && (
          <Choice
            label={words.filters.company}
            value={companyId}
            options={[["", words.every], ...(newest?.companies ?? []).map(idAndName)]}
            onChange={setCompanyId}
          />
        )}
        <Choice
          label={words.filters.sort}
          value={sort}
          options={Object.entries(words.sorts) as [Sort, string][]}
          onChange={setSort}
        />
      </div>
      <Counts
        label={words.filters.health}
        counts={(newest?.counts ?? []).map(({ health: value, count }) => ({
          ...{ value, count, text: healthWord(value), color: colorOf(value) },
        }))}
        chosen={health}
        onChoose={setHealth}
      />
      {asked.error !== null && (
        <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {newest === undefined ? (
        asked.error === null && <Loading lines={6} />
      ) : (
        <>
          <p className={styles.small} role="status">
            {words.shown(number(newest.matching), number(newest.total))}
          </p>
          <UserRows rows={rows} onOpen={onOpen} />
        </>
      )}
      <More asked={asked} text={words.more} />
    </>
  );
}

function idAndName({ id, name }: { readonly id: string; readonly name: string }) {
  return [id, name] as const;
}
