import { Button, Field, Textarea } from "@fluentui/react-components";
import { useRef } from "react";
import { useWordsOf } from "../../locales/locale.ts";
import { words as allWords } from "./words.ts";

export interface PemFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it. */
  readonly mistake: string | null;
}

/** A certificate or key in PEM: pasted, or read from its file. */
export function PemField({ label, hint, value, onChange, mistake }: PemFieldProps) {
  const words = useWordsOf(allWords).form;
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <Field
        label={label}
        hint={hint}
        required
        {...(mistake === null ? {} : { validationMessage: mistake })}
      >
        <Textarea
          value={value}
          rows={4}
          resize="vertical"
          spellCheck={false}
          placeholder="-----BEGIN …"
          onChange={(_event, data) => onChange(data.value)}
        />
      </Field>
      <input
        ref={file}
        type="file"
        accept=".pem,.crt,.cer,.key"
        aria-label={words.fileOf(label)}
        hidden
        onChange={({ target }) => {
          void target.files?.[0]?.text().then(onChange);
          target.value = "";
        }}
      />
      <span>
        <Button size="small" aria-label={words.fileOf(label)} onClick={() => file.current?.click()}>
          {words.file}
        </Button>
      </span>
    </>
  );
}
