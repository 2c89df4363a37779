import {
  Button,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from "@fluentui/react-components";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useService } from "../../../api/service.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { AuditLines } from "./AuditLines.tsx";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  filters: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "end",
    gap: tokens.spacingHorizontalM,
  },
  search: { flexGrow: 1, minWidth: "200px" },
  more: { alignSelf: "start" },
});

/** What was done here by those who administer, and whether anybody touched the trail of it. */
export function AuditPanel() {
  const styles = useStyles();
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
        <Input
          className={styles.search}
          type="search"
          value={text}
          aria-label={words.search}
          placeholder={words.search}
          onChange={(_event, data) => setText(data.value)}
        />
        <Choice
          label={words.act}
          value={act}
          options={[["", words.every], ...Object.entries(words.acts)]}
          onChange={setAct}
        />
        <Button disabled={proof.isPending} onClick={() => proof.mutate()}>
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
      {trail.hasNextPage && (
        <Button
          className={styles.more}
          disabled={trail.isFetching}
          onClick={() => void trail.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </>
  );
}
