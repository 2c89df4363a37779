import { Field, makeStyles, Select } from "@fluentui/react-components";

// The longest option must not widen the field beyond its card.
const useStyles = makeStyles({
  whole: { gridTemplateColumns: "minmax(0, 1fr)" },
  row: { gridTemplateColumns: "minmax(0, 2fr) minmax(0, 3fr)" },
});

export interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [value: V, text: string])[];
  readonly onChange: (value: V) => void;
  /** What it means, where that is not plain. */
  readonly hint?: string | undefined;
  /** Somebody else has decided it. */
  readonly disabled?: boolean;
  /** Beside its label, as one row of several. */
  readonly isRow?: boolean;
}

/** One of few. With a single option it shows how it is. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, value, options, onChange, hint, disabled = false, isRow = false } = props;
  const styles = useStyles();
  return (
    <Field
      className={isRow ? styles.row : styles.whole}
      label={label}
      orientation={isRow ? "horizontal" : "vertical"}
      {...(hint === undefined ? {} : { hint })}
    >
      <Select
        value={value}
        disabled={disabled || options.length === 1}
        onChange={(_event, data) => onChange(data.value as V)}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}
