import {
  Combobox,
  Field,
  Input,
  makeStyles,
  Option,
  Select,
  Textarea,
} from "@fluentui/react-components";
import { useState } from "react";
import type { RecordView } from "../../../server/api/contract/items.ts";
import type { FormFieldView } from "../../../server/api/contract/records.ts";
import { useWords } from "../../locales/locale.ts";
import { useRecords } from "../search/useRecords.ts";

const useStyles = makeStyles({
  // A long choice must not be wider than the pane.
  narrow: { minWidth: 0, "& > select, & > input": { minWidth: 0, textOverflow: "ellipsis" } },
});

export interface RecordFieldProps {
  readonly field: FormFieldView;
  readonly value: string | RecordView | null;
  readonly complaint: string | null;
  /** The people of the appointment: their records are offered first. */
  readonly addresses: readonly string[];
  readonly fixed: boolean;
  readonly onChange: (value: string | RecordView | null) => void;
}

/** One field of a form, by its kind. */
export function RecordField(props: RecordFieldProps) {
  const { field, complaint } = props;
  return (
    <Field
      label={field.label}
      required={field.required}
      {...(complaint === null
        ? {}
        : { validationState: "error" as const, validationMessage: complaint })}
    >
      {field.kind === "record" ? <RecordChoice {...props} /> : <Plain {...props} />}
    </Field>
  );
}

const inputTypes = { text: "text", address: "email", date: "date", amount: "text" } as const;

/** Gets its label from the `Field` around it. */
function Plain({ field, value, fixed, onChange, ...given }: RecordFieldProps) {
  const { complaint: _shown, addresses: _none, ...byField } = given;
  const styles = useStyles();
  const words = useWords().create;
  const text = typeof value === "string" ? value : "";
  const change = (_event: unknown, data: { readonly value: string }): void => onChange(data.value);
  switch (field.kind) {
    case "choice":
      return (
        <Select
          {...byField}
          className={styles.narrow}
          value={text}
          disabled={fixed}
          onChange={change}
        >
          {!field.required && <option value="">{words.nothing}</option>}
          {field.options.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
      );
    case "notes":
      return (
        <Textarea
          {...byField}
          value={text}
          rows={3}
          resize="vertical"
          readOnly={fixed}
          onChange={change}
        />
      );
    case "record":
      return null;
    case "text":
    case "address":
    case "date":
    case "amount":
      return (
        <Input
          {...byField}
          className={styles.narrow}
          type={inputTypes[field.kind]}
          {...(field.kind === "amount" && { inputMode: "decimal" as const })}
          value={text}
          readOnly={fixed}
          onChange={change}
        />
      );
  }
}

/** Another record of the ERP: those of the people first, all others by typing. */
function RecordChoice({ field, value, addresses, fixed, onChange, ...given }: RecordFieldProps) {
  const { complaint: _shown, ...byField } = given;
  const styles = useStyles();
  const words = useWords();
  const chosen = value !== null && typeof value !== "string" ? value : null;
  /** `null`: nobody types, the choice stands there. */
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const records = useRecords(null, addresses, typed ?? "", field.recordType ?? undefined);
  const offered = records.text === "" ? records.couldBeRelatedTo : records.found;
  return (
    <Combobox
      {...byField}
      className={styles.narrow}
      placeholder={words.create.search}
      value={typed ?? chosen?.name ?? ""}
      selectedOptions={chosen === null ? [] : [chosen.id]}
      disabled={fixed}
      clearable={!field.required}
      open={open}
      onOpenChange={(_event, data) => setOpen(data.open)}
      onChange={(event) => {
        setTyped(event.target.value);
        // Also where no key was pressed: dictated, or pasted.
        setOpen(true);
      }}
      onOptionSelect={(_event, { optionValue }) => {
        // Without an option the choice was taken back: by its button, or by typing over it.
        onChange(offered.find(({ id }) => id === optionValue) ?? null);
        if (optionValue !== undefined) setTyped(null);
      }}
      // What was typed and not chosen is no record.
      onBlur={() => setTyped(null)}
    >
      {offered.map((record) => (
        <Option key={record.id} value={record.id} text={record.name}>
          {[record.name, record.detail].filter(Boolean).join(" · ")}
        </Option>
      ))}
      {offered.length === 0 && (
        <Option disabled value="" text="">
          {records.searching ? words.records.searching : words.create.noRecord}
        </Option>
      )}
    </Combobox>
  );
}
