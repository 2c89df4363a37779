import { Field, Input } from "@fluentui/react-components";

export interface TypedNameProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Asks for a name to be typed before what cannot be taken back: a click alone is made too soon. */
export function TypedName({ label, value, onChange }: TypedNameProps) {
  return (
    <Field label={label}>
      <Input
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
