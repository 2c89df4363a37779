import { Button } from "@fluentui/react-components";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { HistoryList } from "../../../components/HistoryList.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { ExplainForUser } from "./ExplainForUser.tsx";
import type { Whom } from "./whom.ts";
import { words as allWords } from "./words.ts";

const pageLength = 20;

/** What was carried over for somebody; what he could take back is his own to take back. */
export function UserLogCard({ whom: { tenantId, mailboxId } }: { readonly whom: Whom }) {
  const words = useWordsOf(allWords);
  const ask = useService();
  const [linkId, setLinkId] = useState<string | null>(null);
  const asked = useInfiniteQuery({
    queryKey: ["service", "user", tenantId, mailboxId, "log"],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      ask("userLog", {
        parameters: { tenantId, mailboxId },
        query: {
          limit: String(pageLength),
          ...(pageParam === "" ? {} : { before: pageParam }),
        },
      }),
    getNextPageParam: ({ entries }) =>
      entries.length === pageLength ? entries.at(-1)?.id : undefined,
  });
  const entries = asked.data?.pages.flatMap((page) => page.entries);
  return (
    <CardSection title={words.log}>
      {asked.error !== null && (
        <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {entries === undefined ? (
        asked.error === null && <Loading lines={3} />
      ) : (
        <HistoryList
          entries={entries}
          empty={words.noLog}
          withSubject
          byRun={false}
          onExplain={setLinkId}
          onUndo={() => undefined}
        />
      )}
      {asked.hasNextPage && (
        <Button disabledFocusable={asked.isFetching} onClick={() => void asked.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      {linkId !== null && (
        <ExplainForUser
          whom={{ tenantId, mailboxId }}
          linkId={linkId}
          onClose={() => setLinkId(null)}
        />
      )}
    </CardSection>
  );
}
