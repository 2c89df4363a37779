import { Button, Field, Input, makeStyles, Select, tokens } from "@fluentui/react-components";
import type {
  CustomFieldView,
  MappingView,
} from "../../../../server/api/contract/service/field-mappings.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(200px, 100%), 1fr))",
    minWidth: 0,
    alignItems: "start",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    margin: 0,
    border: "none",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  // The longest option must not widen the field beyond its line.
  field: { gridTemplateColumns: "minmax(0, 1fr)", minWidth: 0 },
  remove: { justifySelf: "start", alignSelf: "end" },
});

export interface MappingRowProps {
  readonly at: number;
  readonly line: MappingView;
  readonly fields: readonly CustomFieldView[];
  readonly mayChange: boolean;
  readonly problem: { readonly field: string; readonly message: string } | null;
  readonly onChange: (line: MappingView) => void;
  readonly onRemove: () => void;
}

const places = ["property", "category"] as const;
const flows = ["both", "toErp", "toMicrosoft"] as const;

/** One field of the ERP with its place in Outlook and the way it goes. */
export function MappingRow(props: MappingRowProps) {
  const { at, line, fields, mayChange, problem, onChange, onRemove } = props;
  const styles = useStyles();
  const words = useWordsOf(allWords).fields;
  const { language } = useLocale();
  const field = fields.find(({ id }) => id === line.fieldId);
  const name = field?.label[language] ?? line.fieldId;
  const wrong = (one: keyof MappingView) =>
    problem?.field === one ? { validationMessage: problem.message } : {};
  const example = field?.options?.[0]?.label.en;
  const category = line.category.trim();
  const shown = example === undefined ? category : `${category}: ${example}`;
  return (
    <fieldset className={styles.row} aria-label={words.line(at + 1)} disabled={!mayChange}>
      <Field className={styles.field} label={words.field} {...wrong("fieldId")}>
        <Select
          value={line.fieldId}
          onChange={(_event, data) => {
            const next = fields.find(({ id }) => id === data.value);
            const flow = next?.readOnly === true ? "toMicrosoft" : line.flow;
            onChange({ ...line, fieldId: data.value, flow });
          }}
        >
          {field === undefined && <option value={line.fieldId}>{line.fieldId}</option>}
          {fields.map((one) => (
            <option key={one.id} value={one.id}>
              {`${one.label[language]} (${[
                words.types[one.type],
                ...(one.readOnly ? [words.readOnly] : []),
              ].join(", ")})`}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        className={styles.field}
        label={words.place}
        {...(line.place === "property" ? { hint: words.propertyHint } : {})}
        {...wrong("place")}
      >
        <Select
          value={line.place}
          onChange={(_event, data) => {
            const place = places.find((one) => one === data.value) ?? "property";
            const named = line.category === "" ? name : line.category;
            onChange({ ...line, place, category: place === "category" ? named : "" });
          }}
        >
          {places.map((one) => (
            <option key={one} value={one}>
              {words.places[one]}
            </option>
          ))}
        </Select>
      </Field>
      {line.place === "category" && (
        <Field
          className={styles.field}
          label={words.category}
          {...(category === "" ? {} : { hint: words.categoryHint(shown) })}
          {...wrong("category")}
        >
          <Input
            value={line.category}
            onChange={(_event, data) => onChange({ ...line, category: data.value })}
          />
        </Field>
      )}
      <Field className={styles.field} label={words.flow} {...wrong("flow")}>
        <Select
          value={line.flow}
          onChange={(_event, data) =>
            onChange({ ...line, flow: flows.find((one) => one === data.value) ?? "both" })
          }
        >
          {flows.map((one) => (
            <option key={one} value={one}>
              {words.flows[one]}
            </option>
          ))}
        </Select>
      </Field>
      {mayChange && (
        <Button className={styles.remove} aria-label={words.remove(name)} onClick={onRemove}>
          {words.removeShort}
        </Button>
      )}
    </fieldset>
  );
}
