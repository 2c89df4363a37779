import {
  Badge,
  Button,
  Input,
  makeStyles,
  tokens,
  ToggleButton,
  typographyStyles,
} from "@fluentui/react-components";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { colorOf, useHealthWords } from "./useHealthWords.ts";
import { UserRows } from "./UserRows.tsx";
import type { Whom } from "./whom.ts";
import { words as allWords } from "./words.ts";

const pageLength = 50;

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", alignItems: "end", gap: tokens.spacingHorizontalM },
  search: { flexGrow: 1, minWidth: "200px" },
  counts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  count: { minWidth: 0 },
  small: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  more: { alignSelf: "start" },
});

type Sort = keyof (typeof allWords)["en"]["sorts"];
/** What is most asked for stands on top. */
const downwards: readonly Sort[] = ["quarantined", "queued"];

/** Everybody, found and sorted by the server, page by page. */
export function UserList({ onOpen }: { readonly onOpen: (whom: Whom) => void }) {
  const styles = useStyles();
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
        <Input
          className={styles.search}
          type="search"
          value={text}
          aria-label={words.search}
          placeholder={words.search}
          onChange={(_event, data) => setText(data.value)}
        />
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
            options={[["", words.every], ...(newest?.companies ?? []).map(twice)]}
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
      <div className={styles.counts} role="group" aria-label={words.filters.health}>
        {newest?.counts.map((one) => (
          <ToggleButton
            key={one.health}
            className={styles.count}
            size="small"
            checked={health === one.health}
            icon={
              <Badge size="small" color={colorOf(one.health)}>
                {number(one.count)}
              </Badge>
            }
            onClick={() => setHealth(health === one.health ? "" : one.health)}
          >
            {healthWord(one.health)}
          </ToggleButton>
        ))}
      </div>
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
      {asked.hasNextPage && (
        <Button
          className={styles.more}
          disabled={asked.isFetching}
          onClick={() => void asked.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </>
  );
}

function idAndName({ id, name }: { readonly id: string; readonly name: string }) {
  return [id, name] as const;
}

function twice(id: string) {
  return [id, id] as const;
}
