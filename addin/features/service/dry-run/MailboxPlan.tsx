import { Badge, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { BackButton } from "../../../components/BackButton.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { useFocusedTitle } from "../../../components/useFocusedTitle.ts";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { Entries, EntryList } from "../../plan/PlanEntries.tsx";
import { More } from "../Filters.tsx";
import { useServiceStyles } from "../styles.ts";
import { stateColors } from "./stateColors.ts";
import { useMailboxPlan, type RowIds } from "./useDryRuns.ts";
import { words as allWords } from "./words.ts";

export interface MailboxPlanProps {
  readonly dryRunId: string;
  readonly ids: RowIds;
  readonly onBack: () => void;
}

/** What would happen in one mailbox, item by item and why. */
export function MailboxPlan({ dryRunId, ids, onBack }: MailboxPlanProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const asked = useMailboxPlan(dryRunId, ids);
  const pages = asked.data?.pages ?? [];
  const newest = pages.at(-1);
  const title = useFocusedTitle(newest !== undefined);
  const entries = pages.flatMap((page) => page.entries);
  return (
    <>
      <BackButton onClick={onBack}>{words.back}</BackButton>
      {asked.error !== null && (
        <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {newest === undefined ? (
        asked.error === null && <Loading lines={6} />
      ) : (
        <>
          <h2 ref={title} tabIndex={-1} className={styles.title}>
            {`${newest.row.name} (${newest.row.address})`}
            <Badge appearance="tint" color={stateColors[newest.row.state]}>
              {words.states[newest.row.state]}
            </Badge>
          </h2>
          {newest.row.state === "changed" && <Changed since={newest.since} />}
          {!newest.row.kept && <p className={styles.text}>{words.notKept}</p>}
          {newest.row.total === 0 ? (
            <p className={styles.text}>{words.noEntries}</p>
          ) : (
            <Entries entries={entries} />
          )}
          <More asked={asked} text={words.more} />
        </>
      )}
    </>
  );
}

type Since = NonNullable<ReturnType<typeof useMailboxPlan>["data"]>["pages"][number]["since"];

function Changed({ since }: { readonly since: Since }) {
  const words = useWordsOf(allWords);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {words.changed}
        {since !== null && since.appeared.length > 0 && (
          <>
            {" "}
            {words.appeared}
            <EntryList entries={since.appeared} />
          </>
        )}
        {since !== null && since.vanished.length > 0 && (
          <>
            {" "}
            {words.vanished}
            <EntryList entries={since.vanished} />
          </>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
