import { Field, Input, makeStyles, Textarea } from "@fluentui/react-components";
import type { InputProps } from "@fluentui/react-components";
import { useWordsOf } from "../../../locales/locale.ts";
import type { DraftField, MailDraft, Mistakes } from "./draft.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  field: { gridTemplateColumns: "minmax(0, 1fr)" },
  short: { maxWidth: "120px" },
});

/** What every part of the form is given. */
export interface FieldsProps {
  readonly draft: MailDraft;
  readonly change: (part: Partial<MailDraft>) => void;
  /** Shown beneath the fields they belong to. */
  readonly mistakes: Mistakes;
}

type TextName = {
  [N in DraftField]: string extends MailDraft[N] ? N : never;
}[DraftField];

export interface TextFieldProps extends FieldsProps {
  readonly name: TextName;
  readonly label: string;
  readonly hint?: string;
  readonly type?: InputProps["type"];
  readonly required?: boolean;
  /** So many lines; one where absent. */
  readonly lines?: number;
  /** For a few digits. */
  readonly isNumber?: boolean;
}

/** One text of the draft with its mistake. */
export function TextField(props: TextFieldProps) {
  const { draft, change, mistakes, name, label, hint, lines, isNumber = false } = props;
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const mistake = mistakes[name];
  const common = {
    value: draft[name],
    onChange: (_event: unknown, { value }: { readonly value: string }) => change({ [name]: value }),
  };
  return (
    <Field
      className={styles.field}
      label={label}
      required={props.required ?? false}
      {...(hint === undefined || hint === "" ? {} : { hint })}
      {...(mistake === undefined ? {} : { validationMessage: words.mistakes[mistake] })}
    >
      {lines === undefined ? (
        <Input
          {...common}
          {...(isNumber ? { className: styles.short, inputMode: "numeric" as const } : {})}
          type={props.type ?? "text"}
          autoComplete={props.type === "password" ? "new-password" : "off"}
          spellCheck={false}
        />
      ) : (
        <Textarea {...common} rows={lines} resize="vertical" />
      )}
    </Field>
  );
}
