import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Select,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { HandField, HandValue, HandWhen } from "../../../server/api/contract/by-hand.ts";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export interface ValueEditorProps {
  readonly field: HandField;
  /** Says what is written here. */
  readonly label: string;
  readonly initial: HandValue;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSave: (value: HandValue) => void;
}

/** A value of one's own for one field, which then stands on both sides. */
export function ValueEditor({ field, label, initial, busy, ...props }: ValueEditorProps) {
  const styles = useStyles();
  const words = useWords();
  const [value, setValue] = useState(initial);
  const form = useRef<HTMLFormElement>(null);
  // Whoever asked to edit is not to look for where.
  useEffect(() => form.current?.querySelector<HTMLElement>("input, textarea, select")?.focus(), []);
  const wrong = mistake(field, value, words.item.conflicts.mistakes);
  const isWhen = value !== null && typeof value === "object";
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong === null && !busy) props.onSave(value);
      }}
    >
      {isWhen ? (
        <WhenFields value={value} wrong={wrong} onChange={setValue} />
      ) : (
        <Field label={label} validationMessage={wrong} validationState={wrong ? "error" : "none"}>
          {control(field, value, setValue, words.values[field])}
        </Field>
      )}
      <div className={styles.buttons}>
        <Button type="submit" size="small" disabledFocusable={busy || wrong !== null}>
          {words.item.conflicts.save}
        </Button>
        <Button size="small" onClick={props.onCancel}>
          {words.act.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Why it cannot be written so; the server looks again. */
function mistake(
  field: HandField,
  value: HandValue,
  words: Readonly<Record<"subject" | "when" | "reminder", string>>,
): string | null {
  if (field === "subject" && typeof value === "string" && value.trim() === "") return words.subject;
  if (field === "reminder" && value !== null && !(Number(value) >= 0 && Number(value) <= 20_160))
    return words.reminder;
  if (value === null || typeof value !== "object") return null;
  return value.start === "" || value.end < value.start ? words.when : null;
}

function control(
  field: HandField,
  value: string | number | null,
  onChange: (value: HandValue) => void,
  choices: Readonly<Record<string, string>> = {},
): React.JSX.Element {
  const text = value === null ? "" : String(value);
  switch (field) {
    case "body":
      return (
        <Textarea
          value={text}
          resize="vertical"
          maxLength={20_000}
          onChange={(_event, data) => onChange(data.value)}
        />
      );
    case "showAs":
    case "importance":
    case "sensitivity":
      return (
        <Select value={text} onChange={(_event, data) => onChange(data.value)}>
          {Object.entries(choices).map(([choice, name]) => (
            <option key={choice} value={choice}>
              {name}
            </option>
          ))}
        </Select>
      );
    case "reminder":
      return (
        <Input
          type="number"
          min={0}
          max={20_160}
          step={1}
          value={text}
          onChange={(_event, data) =>
            onChange(data.value === "" ? null : Math.trunc(Number(data.value)))
          }
        />
      );
    case "subject":
    case "place":
    case "when":
      return (
        <Input value={text} maxLength={255} onChange={(_event, data) => onChange(data.value)} />
      );
  }
}

interface WhenFieldsProps {
  readonly value: HandWhen;
  readonly wrong: string | null;
  readonly onChange: (value: HandWhen) => void;
}

/** Start and end by the clock of the person's own zone; of whole days the first and the last. */
function WhenFields({ value, wrong, onChange }: WhenFieldsProps): ReactNode {
  const words = useWords().item.conflicts;
  const type = value.allDay ? "date" : "datetime-local";
  return (
    <>
      <Checkbox
        label={words.allDay}
        checked={value.allDay}
        onChange={(_event, { checked }) => onChange(withAllDay(value, checked === true))}
      />
      <Field label={words.start} hint={value.allDay ? null : words.zone(value.zone)}>
        <Input
          type={type}
          value={value.start}
          onChange={(_event, { value: start }) => onChange({ ...value, start })}
        />
      </Field>
      <Field
        label={words.end}
        validationMessage={wrong}
        validationState={wrong === null ? "none" : "error"}
      >
        <Input
          type={type}
          value={value.end}
          onChange={(_event, { value: end }) => onChange({ ...value, end })}
        />
      </Field>
    </>
  );
}

function withAllDay({ start, end, zone }: HandWhen, allDay: boolean): HandWhen {
  const [from, to] = [start.slice(0, 10), end.slice(0, 10)];
  if (allDay) return { allDay, start: from, end: to, zone };
  return { allDay, start: `${from}T09:00`, end: `${to}T10:00`, zone };
}
