import { Button, MessageBar, MessageBarBody, ProgressBar } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useDeferredValue, useEffect, useId, useState } from "react";
import type { DryRunSummary } from "../../../../server/api/contract/service/dry-runs.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Counts, More, SearchField } from "../Filters.tsx";
import { useServiceStyles } from "../styles.ts";
import { CarryOutDialog } from "./CarryOutDialog.tsx";
import { Rows } from "./Rows.tsx";
import { stateColors } from "./stateColors.ts";
import { Totals } from "./Totals.tsx";
import { isUnderWay, useActOnDryRun, useDryRun, useDryRunFile, type RowIds } from "./useDryRuns.ts";
import { words as allWords } from "./words.ts";

export interface DryRunProps {
  readonly dryRunId: string;
  readonly onOpen: (ids: RowIds) => void;
  /** Of rules that were tried: they were saved with it. */
  readonly onSaved?: () => void;
}

/** How far a dry run is, what it comes to, and its mailboxes. */
export function DryRun({ dryRunId, onOpen, onSaved }: DryRunProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const [text, setText] = useState("");
  const [state, setState] = useState("");
  const sought = useDeferredValue(text.trim());
  const asked = useDryRun(dryRunId, { text: sought, ...(state === "" ? {} : { state }) });
  const pages = asked.data?.pages ?? [];
  const newest = pages.at(-1);
  const isSaved = newest?.summary.rules != null && newest.summary.rules.saved !== null;
  useEffect(() => {
    if (isSaved) onSaved?.();
  }, [isSaved, onSaved]);
  return (
    <>
      {asked.error !== null && (
        <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {newest === undefined ? (
        asked.error === null && <Loading lines={6} />
      ) : (
        <>
          <Whole summary={newest.summary} />
          <CardSection title={words.mailboxes}>
            <SearchField label={words.search} value={text} onChange={setText} />
            <Counts
              label={words.mailboxes}
              counts={newest.summary.states.map(({ state: value, count }) => ({
                ...{ value, count, text: words.states[value], color: stateColors[value] },
              }))}
              chosen={state}
              onChoose={setState}
            />
            <p className={styles.small} role="status">
              {words.shown(number(newest.matching), number(newest.summary.mailboxes))}
            </p>
            <Rows rows={pages.flatMap(({ rows }) => rows)} onOpen={onOpen} />
            <More asked={asked} text={words.more} />
          </CardSection>
        </>
      )}
    </>
  );
}

function Whole({ summary }: { readonly summary: DryRunSummary }) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  const [isAsking, setAsking] = useState(false);
  const act = useActOnDryRun(summary.dryRunId);
  const file = useDryRunFile(summary.dryRunId);
  const sentenceId = useId();
  const { phase, progress, stopped, mayAct, toDo, rules, fingerprint } = summary;
  const going = isUnderWay(summary);
  const failure = act.error ?? file.error;
  const stoppedDoing = rules === null ? words.stoppedDoing : words.rules.stopped;
  const canDo = rules === null ? toDo > 0 : rules.ready;
  return (
    <CardSection title={summary.name === "" ? words.everybody : summary.name}>
      <p className={styles.small}>
        {[
          words.madeBy(time(summary.startedAt), summary.by),
          ...(summary.anew ? [words.anew] : []),
          ...(summary.alsoOff ? [words.alsoOff] : []),
          ...(rules === null ? [] : [rules.saved === null ? words.rules.tried : words.rules.kept]),
        ].join(" · ")}
      </p>
      <p id={sentenceId} className={styles.text} role="status">
        {(rules === null ? words : words.rules).phases[phase](
          number(progress.done),
          number(progress.of),
        )}
        {stopped && !going && ` ${phase === "looked" ? words.stoppedLooking : stoppedDoing}`}
        {rules !== null && summary.mailboxes === 0 && ` ${words.rules.nobody}`}
      </p>
      {going && (
        <ProgressBar
          aria-labelledby={sentenceId}
          value={progress.of === 0 ? 0 : progress.done / progress.of}
        />
      )}
      {rules !== null && phase === "done" && !stopped && <RulesOutcome rules={rules} />}
      <Totals counts={summary.counts} />
      {(!mayAct || rules !== null) && <p className={styles.small}>{words.redacted}</p>}
      {failure !== null && (
        <FailureNotice
          failure={failureOf(failure)}
          onRetry={() => {
            act.reset();
            file.reset();
          }}
        />
      )}
      <div className={styles.buttons}>
        {going && mayAct && (
          <Button
            disabledFocusable={act.isPending || stopped}
            onClick={() => act.mutate({ act: "stop" })}
          >
            {words.stop}
          </Button>
        )}
        {!going && mayAct && canDo && (
          <Button
            appearance="primary"
            disabledFocusable={act.isPending}
            onClick={() => setAsking(true)}
          >
            {rules === null ? words.carryOut : words.rules.carryOut}
          </Button>
        )}
        {!going && (
          <Button
            icon={<ArrowDownloadRegular />}
            disabledFocusable={file.isPending}
            onClick={() => file.mutate()}
          >
            {words.download}
          </Button>
        )}
      </div>
      {isAsking && (
        <CarryOutDialog
          summary={summary}
          onDo={() => {
            setAsking(false);
            act.mutate({ act: "carry-out", fingerprint });
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </CardSection>
  );
}

/** What came of having tried rules saved, once all were looked at again. */
function RulesOutcome({ rules }: { readonly rules: NonNullable<DryRunSummary["rules"]> }) {
  const { rules: words } = useWordsOf(allWords);
  const { saved, problem } = rules;
  return (
    <MessageBar
      intent={problem !== null ? "error" : saved === null ? "warning" : "success"}
      layout="multiline"
    >
      <MessageBarBody>
        {problem ?? (saved === null ? words.changed : words.saved(saved))}
      </MessageBarBody>
    </MessageBar>
  );
}
