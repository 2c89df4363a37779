import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ProofOfErasure } from "../../../../server/api/contract/service/erasure.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { HelpLink } from "../../../components/HelpLink.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { EraseDialog } from "./EraseDialog.tsx";
import { saveJson } from "../../../components/saveFile.ts";
import type { Whom } from "./whom.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  text: { ...typographyStyles.body1, margin: 0 },
});

export interface DataCardProps {
  readonly whom: Whom;
  readonly onErased: (proof: ProofOfErasure) => void;
}

/** What a person may ask for: a copy of all that is held about him, and that nothing is. */
export function DataCard({ whom, onErased }: DataCardProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords).data;
  const ask = useService();
  const [isErasing, setErasing] = useState(false);
  const hand = useMutation({
    mutationFn: () => ask("exportUser", { parameters: { ...whom } }),
    onSuccess: (answer) => saveJson(`sync-to-erp-${whom.mailboxId}.json`, answer),
  });
  return (
    <CardSection title={words.title} aside={<HelpLink about="erasure" of={words.title} />}>
      <p className={styles.text}>{words.text}</p>
      {hand.error !== null && (
        <FailureNotice failure={failureOf(hand.error)} onRetry={() => hand.mutate()} />
      )}
      <div className={styles.acts}>
        <Button disabledFocusable={hand.isPending} onClick={() => hand.mutate()}>
          {words.export}
        </Button>
        <Button onClick={() => setErasing(true)}>{words.erase}</Button>
      </div>
      {isErasing && (
        <EraseDialog whom={whom} onErased={onErased} onClose={() => setErasing(false)} />
      )}
    </CardSection>
  );
}
