import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { Profile } from "../../../server/api/contract/account.ts";
import type { PlanView } from "../../../server/api/contract/plan.ts";
import type { PlanFilter } from "../../api/client.ts";
import { BackButton } from "../../components/BackButton.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HelpLink } from "../../components/HelpLink.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useFocusedTitle } from "../../components/useFocusedTitle.ts";
import { useLocale, useWords } from "../../locales/locale.ts";
import { Doubt } from "./Doubt.tsx";
import { PlanCounts } from "./PlanCounts.tsx";
import { EntryList, PlanEntries } from "./PlanEntries.tsx";
import { usePlan, usePlanFile, type PlanHandle, type Tried } from "./usePlan.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  title: { ...typographyStyles.subtitle1, margin: 0, outline: "none" },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  mailbox: { ...typographyStyles.body1Strong, margin: 0, overflowWrap: "anywhere" },
  small: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export interface PlanPageProps {
  readonly tried: Tried;
  readonly onBack: () => void;
  /** It was carried out: the person as he is now. */
  readonly onDone: (profile: Profile) => void;
}

/** Dry run: what would happen on each side and why, before anything does. */
export function PlanPage({ tried, onBack, onDone }: PlanPageProps) {
  const styles = useStyles();
  const words = useWords().plan;
  const handle = usePlan(tried, onDone);
  const title = useFocusedTitle();
  const { plan, failure, making } = handle;
  return (
    <div className={styles.root}>
      <BackButton onClick={onBack}>{words.back}</BackButton>
      <h1 ref={title} tabIndex={-1} className={styles.title}>
        {words.title}
      </h1>
      <div>
        {"mailbox" in tried && <p className={styles.mailbox}>{tried.mailbox}</p>}
        <p className={styles.text}>{words.text}</p>
        <HelpLink about="trial" of={words.title} />
        <div role="status">{making && <Spinner size="tiny" label={words.making} />}</div>
      </div>
      {failure !== null && <FailureNotice failure={failure} onRetry={handle.again} />}
      {making
        ? plan === undefined && <Loading lines={6} />
        : plan !== undefined && <Made key={plan.id} plan={plan} handle={handle} />}
    </div>
  );
}

interface MadeProps {
  readonly plan: PlanView;
  readonly handle: PlanHandle;
}

function Made({ plan, handle }: MadeProps) {
  const styles = useStyles();
  const { words, time } = useLocale();
  const text = words.plan;
  const [filter, setFilter] = useState<PlanFilter>({});
  const file = usePlanFile(plan.id);
  const { changed, carryOut, carryingOut } = handle;
  return (
    <>
      {changed !== null && <ChangedSince changed={changed} />}
      <p className={styles.small}>{text.madeAt(time(plan.madeAt))}</p>
      {plan.marked > 0 && <p className={styles.small}>{text.marked(plan.marked)}</p>}
      {plan.total === 0 && plan.marked === 0 && <p className={styles.text}>{text.nothing}</p>}
      {plan.total > 0 && <PlanCounts plan={plan} filter={filter} onFilter={setFilter} />}
      <div className={styles.acts}>
        <Button
          appearance="primary"
          disabledFocusable={carryingOut}
          {...(carryingOut ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={carryOut}
        >
          {plan.total === 0 ? text.save : text.carryOut}
        </Button>
        {plan.total > 0 && (
          <Button
            icon={file.busy ? <Spinner size="tiny" /> : <ArrowDownloadRegular />}
            disabledFocusable={file.busy}
            onClick={file.start}
          >
            {text.download}
          </Button>
        )}
        <Button onClick={handle.again}>{text.again}</Button>
      </div>
      <p className={styles.small}>{text.promise}</p>
      {file.failure !== null && <FailureNotice failure={file.failure} onRetry={file.start} />}
      {plan.doubts.map((doubt) => (
        <Doubt
          key={[doubt.first?.id, ...doubt.twins.map(({ id }) => id)].join()}
          doubt={doubt}
          busy={handle.deciding}
          onDecide={handle.decide}
        />
      ))}
      {plan.total > 0 && <PlanEntries planId={plan.id} filter={filter} />}
    </>
  );
}

/** What came and what went between the plan that was agreed to and the one that is shown now. */
function ChangedSince({ changed }: { readonly changed: NonNullable<PlanHandle["changed"]> }) {
  const words = useWords().plan;
  const { appeared, vanished } = changed;
  return (
    <div role="alert">
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          {words.changed}
          {appeared.length > 0 && (
            <>
              {" "}
              {words.appeared}
              <EntryList entries={appeared} />
            </>
          )}
          {vanished.length > 0 && (
            <>
              {" "}
              {words.vanished}
              <EntryList entries={vanished} />
            </>
          )}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
