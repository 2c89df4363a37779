import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useCallback, useState } from "react";
import { BackButton } from "../../../components/BackButton.tsx";
import { useFocusedTitle } from "../../../components/useFocusedTitle.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { DryRun } from "./DryRun.tsx";
import { MailboxPlan } from "./MailboxPlan.tsx";
import type { RowIds } from "./useDryRuns.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  title: { ...typographyStyles.subtitle2, margin: 0, outline: "none" },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
});

export interface RulesTrialProps {
  /** The dry run of everybody whom the rules concern; `undefined`: it is being begun. */
  readonly dryRunId: string | undefined;
  /** Back to the rules; `saved`: by this dry run, so that they are others by now. */
  readonly onBack: (saved: boolean) => void;
}

/** What a change of rules would do to everybody whom it concerns, and saving it with just that. */
export function RulesTrial({ dryRunId, onBack }: RulesTrialProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords).rules.page;
  const title = useFocusedTitle();
  const [row, setRow] = useState<RowIds | null>(null);
  const [isSaved, setSaved] = useState(false);
  const saved = useCallback(() => setSaved(true), []);
  if (dryRunId !== undefined && row !== null) {
    return (
      <div className={styles.root}>
        <MailboxPlan dryRunId={dryRunId} ids={row} onBack={() => setRow(null)} />
      </div>
    );
  }
  return (
    <div className={styles.root}>
      <BackButton onClick={() => onBack(isSaved)}>{words.back}</BackButton>
      <h2 ref={title} tabIndex={-1} className={styles.title}>
        {words.title}
      </h2>
      <p className={styles.text}>{words.text}</p>
      {dryRunId !== undefined && <DryRun dryRunId={dryRunId} onOpen={setRow} onSaved={saved} />}
    </div>
  );
}
