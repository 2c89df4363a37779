import {
  Badge,
  Button,
  Field,
  Input,
  makeStyles,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";
import type { OutboxMail as Mail } from "../../../../server/api/contract/service/mail.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { wordsOfProblem } from "./Problem.tsx";
import { words as allWords } from "./words.ts";

const colors = {
  waiting: "informative",
  sending: "informative",
  sent: "success",
  failed: "danger",
  discarded: "subtle",
} as const;

const useStyles = makeStyles({
  one: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} 0`,
    overflowWrap: "anywhere",
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  head: {
    ...typographyStyles.body1Strong,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
  },
  small: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "end",
    gap: tokens.spacingHorizontalS,
  },
  reason: { flexGrow: 1, minWidth: "180px" },
});

export interface OutboxMailProps {
  readonly mail: Mail;
  readonly mayChange: boolean;
  readonly onRetry: () => void;
  readonly onDiscard: (reason: string) => void;
}

/** One mail: what it tells, to whom, how it is doing, and what can be done about it. */
export function OutboxMail({ mail, mayChange, onRetry, onDiscard }: OutboxMailProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { time } = useLocale();
  const [reason, setReason] = useState<string | null>(null);
  const { state, subject, problem, attempts } = mail;
  const isOpen = state === "waiting" || state === "failed";
  const when =
    state === "sent"
      ? words.sentAt(time(mail.changedAt))
      : state === "waiting"
        ? words.nextTry(time(mail.nextTryAt))
        : time(mail.changedAt);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onDiscard(reason ?? "");
    setReason(null);
  };
  return (
    <li className={styles.one}>
      <span className={styles.head}>
        {subject}
        <Badge appearance="tint" color={colors[state]}>
          {words.states[state]}
        </Badge>
      </span>
      <span className={styles.small}>
        {[mail.to, when, ...(attempts > 0 ? [words.attempts(attempts)] : [])].join(" · ")}
      </span>
      {problem !== null && (
        <span>
          {[wordsOfProblem(words, problem.code).title, problem.reason]
            .filter((part) => part !== "")
            .join(": ")}
        </span>
      )}
      {mail.uncertain && state !== "sent" && <span>{words.twice}</span>}
      {mayChange && isOpen && reason === null && (
        <span className={styles.buttons}>
          <Button size="small" aria-label={words.retryOf(subject)} onClick={onRetry}>
            {words.retry}
          </Button>
          <Button size="small" aria-label={words.discardOf(subject)} onClick={() => setReason("")}>
            {words.discard}
          </Button>
        </span>
      )}
      {reason !== null && (
        <form className={styles.buttons} onSubmit={submit}>
          <Field className={styles.reason} label={words.reason} required>
            <Input value={reason} onChange={(_event, { value }) => setReason(value)} />
          </Field>
          <Button type="submit" disabledFocusable={reason.trim() === ""}>
            {words.discard}
          </Button>
          <Button onClick={() => setReason(null)}>{words.cancel}</Button>
        </form>
      )}
    </li>
  );
}
