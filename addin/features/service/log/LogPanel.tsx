import { Button, makeStyles, Switch, tokens } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { LogLineView } from "../../../../server/api/contract/service/log.ts";
import { useServiceFile } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { saveBlob } from "../../../components/saveFile.ts";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { More } from "../Filters.tsx";
import { useServiceStyles } from "../styles.ts";
import { ExplainForUser } from "../users/ExplainForUser.tsx";
import { noFilters, queryOf } from "./filters.ts";
import { LogFiltersForm } from "./LogFiltersForm.tsx";
import { LogLines } from "./LogLines.tsx";
import { RequestNote } from "./RequestNote.tsx";
import { useLog } from "./useLog.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
  },
});

/** What happened in everybody's synchronization, as it happens. */
export function LogPanel() {
  const styles = useStyles();
  const common = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  const file = useServiceFile();
  const [filters, setFilters] = useState(noFilters);
  const [live, setLive] = useState(true);
  const [explained, setExplained] = useState<LogLineView | null>(null);
  const asked = useDeferredValue(filters);
  const { pages, failure } = useLog(asked, live);
  const shown = pages.data?.pages ?? [];
  const [first] = shown;
  const last = shown.at(-1);
  const entries = shown.flatMap((page) => page.entries);
  const saved = useMutation({
    mutationFn: () => file("logCsv", { query: queryOf(asked) }),
    onSuccess: (blob) => saveBlob(words.file, blob),
  });
  const shownFailure = failure ?? saved.error;
  return (
    <>
      <LogFiltersForm filters={filters} tenants={first?.tenants ?? []} onChange={setFilters} />
      <div className={styles.bar}>
        <Switch
          checked={live}
          label={live ? words.live : words.paused}
          onChange={(_event, data) => setLive(data.checked)}
        />
        <Button
          icon={<ArrowDownloadRegular />}
          disabledFocusable={saved.isPending}
          onClick={() => saved.mutate()}
        >
          {words.save}
        </Button>
      </div>
      {shownFailure !== null && (
        <FailureNotice failure={failureOf(shownFailure)} onRetry={() => void pages.refetch()} />
      )}
      {asked.request.trim() !== "" && first !== undefined && (
        <RequestNote request={first.request} lines={entries.length} />
      )}
      {last === undefined ? (
        shownFailure === null && <Loading lines={6} />
      ) : (
        <>
          <p className={common.small} role="status">
            {entries.length === 0 ? words.none : words.shown(number(entries.length))}
          </p>
          {entries.length > 0 && (
            <LogLines
              entries={entries}
              onPerson={({ mailboxId }) => setFilters({ ...filters, person: mailboxId })}
              onRun={(text) => setFilters({ ...filters, text })}
              onRequest={(request) => setFilters({ ...filters, request })}
              onExplain={setExplained}
            />
          )}
          {last.next !== null && last.lookedTo !== null && (
            <p className={common.small}>{words.lookedTo(time(last.lookedTo))}</p>
          )}
          {last.next === null && last.depth === "recent" && last.lookedTo !== null && (
            <p className={common.small}>{words.recent(time(last.lookedTo))}</p>
          )}
        </>
      )}
      <More asked={pages} text={words.more} />
      {explained?.linkId != null && (
        <ExplainForUser
          whom={{ tenantId: explained.tenantId, mailboxId: explained.mailboxId }}
          linkId={explained.linkId}
          onClose={() => setExplained(null)}
        />
      )}
    </>
  );
}
