import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { MessageView } from "../../../../server/api/contract/service/queue.ts";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Counts, More, SearchField } from "../Filters.tsx";
import type { PanelProps } from "../panel.ts";
import { useServiceStyles } from "../styles.ts";
import { Endpoints } from "./Endpoints.tsx";
import { MessageDialog } from "./MessageDialog.tsx";
import { Messages } from "./Messages.tsx";
import { words as allWords } from "./words.ts";

const pageLength = 50;
/** What waits goes by itself as well, and whoever starts an endpoint again watches it go. */
const lookAgainMs = 5_000;

/** What waits to be carried over in both directions, and what is stopped as a whole. */
export function QueuePanel({ me }: PanelProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const ask = useService();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [endpoint, setEndpoint] = useState("");
  const [state, setState] = useState("");
  const [tenantId, setTenantId] = useState("");
  const [open, setOpen] = useState<MessageView | null>(null);
  const mayChange = me.administers !== "none";
  const sought = useDeferredValue(text.trim());
  const chosen = Object.entries({ endpoint, state, tenantId }).filter(([, value]) => value !== "");
  const asked = useInfiniteQuery({
    queryKey: ["service", "queue", sought, chosen],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
    queryFn: ({ pageParam }) =>
      ask("queue", {
        query: {
          ...{ text: sought, limit: String(pageLength), offset: String(pageParam) },
          ...Object.fromEntries(chosen),
        },
      }),
    getNextPageParam: ({ matching }, pages) =>
      pages.length * pageLength < matching ? pages.length * pageLength : undefined,
  });
  const pages = asked.data?.pages ?? [];
  const [newest] = pages.slice(-1);
  const tenants = [
    ...new Map(
      (newest?.endpoints ?? []).flatMap((one) =>
        one.tenantId === null ? [] : [[one.tenantId, one.tenant] as const],
      ),
    ),
  ];
  const reload = (): void => void client.invalidateQueries({ queryKey: ["service", "queue"] });
  return (
    <>
      {asked.error !== null && (
        <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {newest === undefined ? (
        asked.error === null && <Loading lines={6} />
      ) : (
        <>
          <Endpoints endpoints={newest.endpoints} mayChange={mayChange} onChanged={reload} />
          <CardSection title={words.messages}>
            <div className={styles.filters}>
              <SearchField label={words.search} value={text} onChange={setText} />
              <Choice
                label={words.endpoint}
                value={endpoint}
                options={[["", words.every], ...Object.entries(words.directions)]}
                onChange={setEndpoint}
              />
              {tenants.length > 1 && (
                <Choice
                  label={words.tenant}
                  value={tenantId}
                  options={[["", words.everybody], ...tenants]}
                  onChange={setTenantId}
                />
              )}
            </div>
            <Counts
              label={words.messages}
              counts={newest.counts.map(({ state: value, count }) => ({
                ...{ value, count, text: words.states[value] },
                color: value === "aside" ? "danger" : "informative",
              }))}
              chosen={state}
              onChoose={setState}
            />
            <p className={styles.small} role="status">
              {words.shown(number(newest.matching), number(newest.total))}
            </p>
            <Messages messages={pages.flatMap((page) => page.messages)} onOpen={setOpen} />
            <More asked={asked} text={words.more} />
          </CardSection>
        </>
      )}
      {open !== null && (
        <MessageDialog
          message={open}
          mayChange={mayChange}
          onDone={() => {
            setOpen(null);
            reload();
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
