import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type {
  EnteredApplicationBody,
  SavedApplication,
} from "../../../server/api/contract/service/application.ts";
import { failureOf } from "../../failures.ts";
import { useWords, useWordsOf } from "../../locales/locale.ts";
import { useMistakeFocused } from "../../components/useMistakeFocused.ts";
import { bodyOf, type ApplicationDraft } from "./draft.ts";
import { PemField } from "./PemField.tsx";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  form: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingVerticalM,
    maxWidth: "520px",
  },
});

export interface ApplicationFormProps {
  /** Where the form begins. */
  readonly draft: ApplicationDraft;
  /** Hears of each change, for whoever keeps it over a reload. */
  readonly onDraft?: (draft: ApplicationDraft) => void;
  readonly enter: (entered: EnteredApplicationBody) => Promise<SavedApplication>;
  readonly onSaved: () => void;
}

/** The registration's ids and its secret or certificate; proved by a token before they are kept. */
export function ApplicationForm({ draft: first, onDraft, enter, onSaved }: ApplicationFormProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { failures } = useWords();
  const [draft, setDraft] = useState(first);
  const save = useMutation({
    mutationFn: () => enter(bodyOf(draft)),
    onSuccess: ({ proved }) => proved && onSaved(),
  });
  const failure = save.error === null ? null : failureOf(save.error);
  const problem = save.data?.problem ?? null;
  const form = useMistakeFocused<HTMLFormElement>(problem);
  const told = problem === null ? null : words.mistakes[problem.mistake](problem.aadsts ?? 0);
  const change = (part: Partial<ApplicationDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    onDraft?.(next);
    // What was said of something else than what stands here is not true any more.
    save.reset();
  };
  const mistakeOf = (field: string): string | null => (problem?.field === field ? told : null);
  const wrong = (field: string) => {
    const mistake = mistakeOf(field);
    return mistake === null ? {} : { validationMessage: mistake };
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit}>
      {(["clientId", "tenantId"] as const).map((id) => (
        <Field
          key={id}
          label={words.form[id]}
          hint={words.form[`${id}Hint`]}
          required
          {...wrong(id)}
        >
          <Input
            value={draft[id]}
            placeholder="00000000-0000-0000-0000-000000000000"
            autoComplete="off"
            spellCheck={false}
            onChange={(_event, { value }) => change({ [id]: value })}
          />
        </Field>
      ))}
      <Field label={words.form.kind}>
        <RadioGroup
          value={draft.kind}
          onChange={(_event, { value }) => change({ kind: value as ApplicationDraft["kind"] })}
        >
          {(["secret", "certificate"] as const).map((kind) => (
            <Radio key={kind} value={kind} label={words.form.kinds[kind]} />
          ))}
        </RadioGroup>
      </Field>
      {draft.kind === "secret" ? (
        <>
          <Field
            label={words.form.secret}
            hint={words.form.secretHint}
            required
            {...wrong("secret")}
          >
            <Input
              type="password"
              value={draft.secret}
              autoComplete="off"
              onChange={(_event, { value }) => change({ secret: value })}
            />
          </Field>
          <Field label={words.form.expires} hint={words.form.expiresHint}>
            <Input
              type="date"
              value={draft.expires}
              onChange={(_event, { value }) => change({ expires: value })}
            />
          </Field>
        </>
      ) : (
        <>
          <PemField
            label={words.form.certificate}
            hint={words.form.certificateHint}
            value={draft.certificate}
            onChange={(certificate) => change({ certificate })}
            mistake={mistakeOf("certificate")}
          />
          <PemField
            label={words.form.key}
            hint={words.form.keyHint}
            value={draft.key}
            onChange={(key) => change({ key })}
            mistake={mistakeOf("key")}
          />
        </>
      )}
      {(failure !== null || (problem !== null && problem.field === null)) && (
        <div role="alert">
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              {failure === null ? told : `${failures[failure.code].title} ${failure.message}`}
            </MessageBarBody>
          </MessageBar>
        </div>
      )}
      {/* What is wrong with a field is said there; this is for whoever hears the page. */}
      <div role="status" aria-live="polite">
        {save.isPending && <Spinner size="tiny" label={words.form.proving} labelPosition="after" />}
        {problem?.field != null && words.form.notKept}
      </div>
      <span>
        <Button appearance="primary" type="submit" disabledFocusable={save.isPending}>
          {words.form.prove}
        </Button>
      </span>
    </form>
  );
}
