import { useState } from "react";
import { Choice } from "../../../components/Choice.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import type { PanelProps } from "../panel.ts";
import { useServiceStyles } from "../styles.ts";
import { DryRun } from "./DryRun.tsx";
import { MailboxPlan } from "./MailboxPlan.tsx";
import { StartForm } from "./StartForm.tsx";
import { useDryRuns, type RowIds } from "./useDryRuns.ts";
import { words as allWords } from "./words.ts";

/** What the next runs of many mailboxes would do, and having it done. */
export function DryRunPanel({ me }: PanelProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  const found = useDryRuns();
  const [chosen, setChosen] = useState<string | null>(null);
  const [row, setRow] = useState<RowIds | null>(null);
  if (found.data === undefined) {
    return <Unanswered asked={found} lines={6} />;
  }
  const { dryRuns, tenants } = found.data;
  const dryRunId = chosen ?? dryRuns[0]?.dryRunId;
  if (dryRunId !== undefined && row !== null) {
    return <MailboxPlan dryRunId={dryRunId} ids={row} onBack={() => setRow(null)} />;
  }
  return (
    <>
      <p className={styles.text}>{words.text}</p>
      {me.administers !== "none" && (
        <StartForm
          tenants={tenants}
          isEverywhere={me.administers === "installation"}
          onStarted={(started) => setChosen(started.dryRunId)}
        />
      )}
      {dryRuns.length > 1 && (
        <Choice
          label={words.kept}
          value={dryRunId ?? ""}
          options={dryRuns.map(({ dryRunId: id, name, startedAt, by }) => [
            id,
            [name === "" ? words.everybody : name, time(startedAt), by].join(" · "),
          ])}
          onChange={setChosen}
        />
      )}
      {dryRunId === undefined ? (
        <p className={styles.text}>{words.none}</p>
      ) : (
        <DryRun key={dryRunId} dryRunId={dryRunId} onOpen={setRow} />
      )}
    </>
  );
}
