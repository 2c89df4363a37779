import { Button, Field, Input } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type {
  RetentionLevel,
  SaidRetentionView,
} from "../../../../server/api/contract/service/retention.ts";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

type Name = keyof SaidRetentionView;
type Draft = Readonly<Record<Name, string>>;

/** As the server takes them; days. */
const bounds = {
  logDays: [7, 3650],
  undoDays: [1, 30],
  quarantineDays: [7, 3650],
  invitationDays: [7, 3650],
} as const satisfies Readonly<Record<Name, readonly [number, number]>>;
const names = Object.keys(bounds) as readonly Name[];

export interface LimitsFormProps {
  readonly level: RetentionLevel;
  /** What is said for everybody; `null`: this is for everybody. */
  readonly above: SaidRetentionView | null;
  readonly busy: boolean;
  readonly isSaved: boolean;
  readonly onSave: (said: SaidRetentionView) => void;
}

/** What this level says, with what would go by it before it is saved. */
export function LimitsForm({ level, above, busy, isSaved, onSave }: LimitsFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const ask = useService();
  const [draft, setDraft] = useState(() => draftOf(level.said));
  const look = useMutation({
    mutationFn: (said: SaidRetentionView) =>
      ask("tryRetention", { body: { tenantId: level.tenantId, said } }),
  });
  const wrong = names.filter((name) => !isRight(name, draft[name]));
  const isMeant = wrong.length === 0;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isMeant) onSave(saidIn(draft));
  };
  const holds = (name: Name): string => {
    const days = level.holds[name];
    return days === null ? words.forever : words.days(number(days));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {names.map((name) => (
        <Field
          key={name}
          label={words.names[name]}
          hint={[
            words.hints[name],
            above?.[name] === undefined ? "" : words.above(number(above[name])),
            words.holds(holds(name)),
          ].join(" ")}
          {...(wrong.includes(name)
            ? { validationMessage: words.between(...texts(name, number)) }
            : {})}
        >
          <Input
            value={draft[name]}
            inputMode="numeric"
            autoComplete="off"
            disabled={!level.isOwn}
            placeholder={above === null ? words.forever : words.asAbove}
            contentAfter={words.unit}
            onChange={(_event, data) => {
              setDraft({ ...draft, [name]: data.value });
              look.reset();
            }}
          />
        </Field>
      ))}
      {look.error !== null && (
        <FailureNotice failure={failureOf(look.error)} onRetry={() => look.reset()} />
      )}
      <p className={styles.text} role="status">
        {look.data !== undefined &&
          words.wouldGo(
            number(look.data.lines),
            number(look.data.undos),
            number(look.data.setAside),
            number(look.data.invitations),
            number(look.data.looked),
            number(look.data.mailboxes),
          )}
        {isSaved && look.data === undefined && words.saved}
      </p>
      {level.isOwn && (
        <span className={styles.buttons}>
          <Button
            disabledFocusable={!isMeant || look.isPending}
            onClick={() => look.mutate(saidIn(draft))}
          >
            {words.look}
          </Button>
          <Button appearance="primary" type="submit" disabledFocusable={!isMeant || busy}>
            {words.save}
          </Button>
        </span>
      )}
    </form>
  );
}

function draftOf(said: SaidRetentionView): Draft {
  const text = (name: Name): string => (said[name] === undefined ? "" : String(said[name]));
  return {
    logDays: text("logDays"),
    undoDays: text("undoDays"),
    quarantineDays: text("quarantineDays"),
    invitationDays: text("invitationDays"),
  };
}

/** Empty: this level says nothing. */
function isRight(name: Name, text: string): boolean {
  const [least, most] = bounds[name];
  const value = Number(text);
  return text.trim() === "" || (Number.isInteger(value) && value >= least && value <= most);
}

function saidIn(draft: Draft): SaidRetentionView {
  return Object.fromEntries(
    names.flatMap((name) => (draft[name].trim() === "" ? [] : [[name, Number(draft[name])]])),
  );
}

function texts(name: Name, number: (value: number) => string): [string, string] {
  const [least, most] = bounds[name];
  return [number(least), number(most)];
}
