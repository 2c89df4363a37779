import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import type { MailProblemView } from "../../../../server/api/contract/service/mail.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({ text: { display: "block", overflowWrap: "anywhere" } });

type Words = (typeof allWords)["en"];

/** Title and remedy of a problem; one that this page has no words for is named all the same. */
export function wordsOfProblem(words: Words, code: string): Words["unknownProblem"] {
  const known: Readonly<Record<string, Words["unknownProblem"]>> = words.problems;
  return known[code] ?? words.unknownProblem;
}

/** Why a mail was not sent: what is wrong, what to do, and what the other side said. */
export function Problem({ problem }: { readonly problem: MailProblemView }) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { title, text } = wordsOfProblem(words, problem.code);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        <span className={styles.text}>{text}</span>
        {problem.reason !== "" && <span className={styles.text}>{words.said(problem.reason)}</span>}
      </MessageBarBody>
    </MessageBar>
  );
}
