import { Button, Link, makeStyles } from "@fluentui/react-components";
import type { ProofOfErasure } from "../../../../server/api/contract/service/erasure.ts";
import { Facts } from "../../../components/Facts.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { saveJson } from "../../../components/saveFile.ts";
import { useClearedFacts } from "../leaving/clearedFacts.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({ start: { alignSelf: "start" } });

export interface ProofCardProps {
  readonly proof: ProofOfErasure;
  readonly onBack: () => void;
}

/** That somebody was erased: what was removed, when, and by what it can be told again. */
export function ProofCard({ proof, onBack }: ProofCardProps) {
  const styles = useStyles();
  const { data: words, back } = useWordsOf(allWords);
  const { time, number } = useLocale();
  const clearedFacts = useClearedFacts();
  return (
    <>
      <Link as="button" className={styles.start} onClick={onBack}>
        {back}
      </Link>
      <CardSection title={words.proofTitle}>
        <Facts
          facts={[
            { name: words.id, value: proof.mailboxId },
            { name: words.at, value: time(proof.at) },
            { name: words.documents, value: number(proof.documents) },
            { name: words.lines, value: number(proof.logLines) },
            { name: words.subscriptions, value: number(proof.subscriptions) },
            { name: words.claims, value: number(proof.claims) },
            { name: words.mails, value: number(proof.mails) },
            ...clearedFacts(proof.cleared),
            { name: words.checked, value: proof.isGone ? words.gone : words.notGone },
            { name: words.digest, value: proof.digest },
          ]}
        />
        <Button
          className={styles.start}
          onClick={() => saveJson(`erased-${proof.mailboxId}.json`, proof)}
        >
          {words.saveProof}
        </Button>
      </CardSection>
    </>
  );
}
