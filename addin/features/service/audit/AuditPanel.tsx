import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { More, SearchField } from "../Filters.tsx";
import { useServiceStyles } from "../styles.ts";
import { AuditLines } from "./AuditLines.tsx";
import { words as allWords } from "./words.ts";

/** What was done here by those who administer, and whether anybody touched the trail of it. */
export function AuditPanel() {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  const ask = useService();
  const [text, setText] = useState("");
  const [act, setAct] = useState("");
  const sought = useDeferredValue(text.trim());
  const trail = useInfiniteQuery({
    queryKey: ["service", "audit", sought, act],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      ask("audit", {
        query: {
          text: sought,
          ...(act === "" ? {} : { act }),
          ...(pageParam === "" ? {} : { before: pageParam }),
        },
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const proof = useMutation({ mutationFn: () => ask("verifyAudit") });
  const entries = trail.data?.pages.flatMap((page) => page.entries);
  const failure = trail.error ?? proof.error;
  return (
    <>
      <div className={styles.filters}>
        <SearchField label={words.search} value={text} onChange={setText} />
        <Choice
          label={words.act}
          value={act}
          options={[["", words.every], ...Object.entries(words.acts)]}
          onChange={setAct}
        />
        <Button disabledFocusable={proof.isPending} onClick={() => proof.mutate()}>
          {words.verify}
        </Button>
      </div>
      {proof.data !== undefined && (
        <MessageBar intent={proof.data.brokenAt === null ? "success" : "error"} layout="multiline">
          <MessageBarBody>
            {proof.data.brokenAt === null
              ? words.whole(number(proof.data.lines), proof.data.head.slice(0, 16))
              : words.broken(time(proof.data.brokenAt.at))}
          </MessageBarBody>
        </MessageBar>
      )}
      {failure !== null && (
        <FailureNotice failure={failureOf(failure)} onRetry={() => void trail.refetch()} />
      )}
      {entries === undefined ? (
        failure === null && <Loading lines={6} />
      ) : (
        <AuditLines entries={entries} />
      )}
      <More asked={trail} text={words.more} />
    </>
  );
}
