import { Button } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type { ClearingView } from "../../../../server/api/contract/service/leaving.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { failureOf } from "../../../failures.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { TypedName } from "../TypedName.tsx";
import { ClearingFields, keepsAll } from "./ClearingFields.tsx";
import { words as allWords } from "./words.ts";

export interface BeginFormProps {
  /** Has to be typed. */
  readonly name: string;
  readonly text: string;
  readonly button: string;
  readonly begin: (body: ClearingView & { readonly confirm: string }) => Promise<void>;
}

/** Asks what is to be cleared, and for the name of what is about to go. */
export function BeginForm({ name, text, button, begin }: BeginFormProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [choices, setChoices] = useState(keepsAll);
  const [confirm, setConfirm] = useState("");
  const begun = useMutation({ mutationFn: () => begin({ ...choices, confirm }) });
  const isTyped = confirm.trim().toLowerCase() === name.toLowerCase();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isTyped) begun.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.text}>{text}</p>
      {begun.error !== null && (
        <FailureNotice failure={failureOf(begun.error)} onRetry={() => begun.reset()} />
      )}
      <ClearingFields choices={choices} onChange={setChoices} />
      <TypedName label={words.type(name)} value={confirm} onChange={setConfirm} />
      <span className={styles.buttons}>
        <Button appearance="primary" type="submit" disabledFocusable={!isTyped || begun.isPending}>
          {button}
        </Button>
      </span>
    </form>
  );
}
