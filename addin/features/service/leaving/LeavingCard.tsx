import { Button, ProgressBar } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { Facts, type Fact } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Confirm } from "../Confirm.tsx";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

export interface LeavingAct {
  /** What its button says. */
  readonly text: string;
  /** What is to be known before it is done; absent: it is done at once. */
  readonly asks?: string;
  readonly act: () => Promise<unknown>;
}

export interface LeavingCardProps {
  readonly title: string;
  readonly failure: Error | null;
  readonly onRetry: () => void;
  /** How far it is, in words and as a share from 0 to 1. */
  readonly text: string;
  readonly share: number;
  readonly facts: readonly Fact[];
  readonly wait: { readonly until: string; readonly reason: string } | null;
  /** What holds it up. */
  readonly children?: ReactNode;
  /** Once it is done. */
  readonly proof: { readonly busy: boolean; readonly onFetch: () => void } | null;
  readonly busy: boolean;
  readonly acts: readonly LeavingAct[];
  /** What stands below the buttons. */
  readonly below?: ReactNode;
}

/** How far an end is, of one company or of everybody, and what may be done about it. */
export function LeavingCard(props: LeavingCardProps) {
  const { title, failure, onRetry, text, share, facts, wait, children, proof, acts, below } = props;
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  const [asked, setAsked] = useState<LeavingAct | null>(null);
  const carryOut = ({ act }: LeavingAct): void => {
    // What went wrong is told by the card.
    void act()
      .catch(() => undefined)
      .then(() => setAsked(null));
  };
  return (
    <CardSection title={title}>
      {failure !== null && <FailureNotice failure={failureOf(failure)} onRetry={onRetry} />}
      <p className={styles.text} role="status">
        {text}
      </p>
      <ProgressBar aria-label={text} value={share} thickness="large" />
      <Facts facts={facts} />
      {wait !== null && (
        <p className={styles.text} role="status">
          {words.waits(time(wait.until))}. {wait.reason}
        </p>
      )}
      {children}
      <span className={styles.buttons}>
        {proof !== null && (
          <Button appearance="primary" disabledFocusable={proof.busy} onClick={proof.onFetch}>
            {words.proof}
          </Button>
        )}
        {acts.map((one) => (
          <Button
            key={one.text}
            disabledFocusable={props.busy}
            onClick={() => (one.asks === undefined ? carryOut(one) : setAsked(one))}
          >
            {one.text}
          </Button>
        ))}
      </span>
      {asked !== null && (
        <Confirm
          title={asked.text}
          about="service-leaving"
          act={asked.text}
          busy={props.busy}
          onAct={() => carryOut(asked)}
          onClose={() => setAsked(null)}
        >
          {asked.asks}
        </Confirm>
      )}
      {below}
    </CardSection>
  );
}
