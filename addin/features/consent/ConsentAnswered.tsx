import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Mending } from "../../components/Mending.tsx";
import { failureOf } from "../../failures.ts";
import { useWordsOf } from "../../locales/locale.ts";
import type { ConsentAnswer } from "./answer.ts";
import { useConsentProof } from "./useConsentProof.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  // The page that somebody would see without it goes on below.
  told: { marginBottom: tokens.spacingVerticalL },
});

export interface ConsentAnsweredProps {
  readonly answer: ConsentAnswer;
  /** Whether the server knows who reads this: it then records the consent, and proves it by his token. */
  readonly signedIn: boolean;
}

/**
 * For whoever followed a consent link that he was sent: he may have no role here and no mailbox, and
 * would else find himself on a page that says nothing of it. Anybody can make an address that leads
 * here: of its text only Microsoft's number is shown.
 */
export function ConsentAnswered({ answer, signedIn }: ConsentAnsweredProps) {
  const words = useWordsOf(allWords);
  const { error } = answer;
  const { data: proof, error: refused } = useConsentProof(answer, signedIn && error === null);
  if (error !== null) {
    const code = /AADSTS\d{1,8}/u.exec(error)?.[0] ?? "";
    return (
      <Told intent="warning" title={words.notAgreed}>
        {words.again(code)}
      </Told>
    );
  }
  if (refused !== null) {
    return (
      <Told intent="warning" title={words.notRecorded}>
        {failureOf(refused).message}
      </Told>
    );
  }
  if (proof?.problem != null) {
    return (
      <Told intent="warning" title={words.notRecorded}>
        {proof.problem} {proof.mending !== null && <Mending {...proof.mending} />}
      </Told>
    );
  }
  return (
    <Told intent="success" title={words.thanks}>
      {proof === undefined ? words.agreed : words.recorded}
    </Told>
  );
}

interface ToldProps {
  readonly intent: "success" | "warning";
  readonly title: string;
  readonly children: ReactNode;
}

function Told({ intent, title, children }: ToldProps) {
  const styles = useStyles();
  return (
    <div role="status" className={styles.told}>
      <MessageBar intent={intent} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{title}</MessageBarTitle> <span>{children}</span>
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
