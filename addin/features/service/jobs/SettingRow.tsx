import {
  Button,
  Checkbox,
  Field,
  Input,
  Link,
  makeStyles,
  Select,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import type { SettingView } from "../../../../server/api/contract/service/jobs.ts";
import type { KnownNames } from "../../../../server/api/contract/setting-value.ts";
import { isMap, type SettingValue } from "../../../../server/settings/setting-value.ts";
import { CategoryTypesTable, CategoryTypesText } from "../../../components/CategoryTypesTable.tsx";
import { useWords, useWordsOf } from "../../../locales/locale.ts";
import { useSettingTexts } from "./texts.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  row: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  field: { gridTemplateColumns: "minmax(0, 1fr)" },
  below: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
  },
  start: { alignSelf: "flex-start" },
  back: { ...typographyStyles.caption1 },
  note: {
    ...typographyStyles.caption1,
    margin: 0,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
});

export interface SettingRowProps {
  readonly setting: SettingView;
  readonly known: KnownNames;
  /** What this level says; `null`: what the one above says. */
  readonly own: SettingValue | null;
  readonly fixed: boolean;
  /** What is wrong with it as it was sent; absent: nothing is known to be. */
  readonly mistake?: string | undefined;
  readonly mayChange: boolean;
  readonly onValue: (value: SettingValue | null) => void;
  readonly onFix: (fixed: boolean) => void;
}

/** One setting of a level: what it says, what stands above, and whether people below have a say. */
export function SettingRow(props: SettingRowProps) {
  const { setting, known, own, fixed, mistake, mayChange, onValue, onFix } = props;
  const { name, above, bounded, fixable } = setting;
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { nameOf, valueOf } = useSettingTexts();
  const label = nameOf(name);
  const aboveText = valueOf(name, above.value);
  const isOff = !mayChange || above.locked;
  const hint = [
    "min" in setting.allowed ? words.number(setting.allowed.min, setting.allowed.max) : undefined,
    words.hints[name] ?? (bounded ? words.bounded : undefined),
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={styles.row}>
      {"rowsMax" in setting.allowed ? (
        <MapField
          {...{ own, known, onValue, above: above.value, disabled: isOff }}
          {...setting.allowed}
        />
      ) : (
        <Field
          className={styles.field}
          label={label}
          {...(hint === "" ? {} : { hint })}
          {...(mistake === undefined ? {} : { validationMessage: mistake })}
        >
          {"min" in setting.allowed ? (
            <NumberInput
              {...{ own, onValue, disabled: isOff, placeholder: words.asAbove(aboveText) }}
              {...setting.allowed}
            />
          ) : (
            <Select
              value={own === null || isMap(own) ? "" : String(own)}
              disabled={isOff}
              onChange={(_event, { value }) => onValue(allowedOf(setting, value))}
            >
              <option value="">{words.asAbove(aboveText)}</option>
              {setting.allowed.map((value) => (
                <option key={String(value)} value={String(value)}>
                  {valueOf(name, value)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <div className={styles.below}>
        <p className={styles.note}>
          {above.locked ? words.fixedAbove : words.above(aboveText, words.from[above.from])}
        </p>
        {own !== null && !isOff && (
          <Link
            as="button"
            type="button"
            className={styles.back}
            aria-label={`${words.useAbove}: ${label}`}
            onClick={() => onValue(null)}
          >
            {words.useAbove}
          </Link>
        )}
        {fixable && !above.locked && (
          <Checkbox
            label={words.fix}
            aria-label={words.fixOf(label)}
            checked={fixed}
            disabled={!mayChange}
            onChange={(_event, { checked }) => onFix(checked === true)}
          />
        )}
      </div>
    </div>
  );
}

function allowedOf({ allowed }: SettingView, text: string): SettingValue | null {
  if (!Array.isArray(allowed)) return null;
  return allowed.find((value) => String(value) === text) ?? null;
}

interface MapFieldProps {
  readonly own: SettingValue | null;
  readonly above: SettingValue;
  readonly known: KnownNames;
  readonly rowsMax: number;
  readonly disabled: boolean;
  readonly onValue: (value: SettingValue) => void;
}

/** A level's map replaces the one above as a whole, so it starts as a copy of it. */
function MapField({ own, above, known, rowsMax, disabled, onValue }: MapFieldProps) {
  const styles = useStyles();
  const words = useWords().categoryTypes;
  const inherited = isMap(above) ? above : [];
  return (
    <>
      <p className={styles.note}>{words.hint}</p>
      {disabled || !isMap(own) ? (
        <CategoryTypesText rows={isMap(own) ? own : inherited} />
      ) : (
        <CategoryTypesTable {...{ rows: own, known, rowsMax, onChange: onValue }} />
      )}
      {!disabled && own === null && (
        <Button
          className={styles.start}
          onClick={() => onValue(inherited.length === 0 ? [{ category: "", type: "" }] : inherited)}
        >
          {words.start}
        </Button>
      )}
    </>
  );
}

interface NumberInputProps {
  readonly own: SettingValue | null;
  readonly min: number;
  readonly max: number;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly onValue: (value: number | null) => void;
}

/** Empty: what the level above says. What is no such number is told by the server, by its name. */
function NumberInput({ own, min, max, placeholder, disabled, onValue, ...rest }: NumberInputProps) {
  return (
    <Input
      // Field gives it its id and its description.
      {...rest}
      type="number"
      min={min}
      max={max}
      step={1}
      placeholder={placeholder}
      disabled={disabled}
      value={own === null || isMap(own) ? "" : String(own)}
      onChange={(_event, { value }) => onValue(value === "" ? null : Number(value))}
    />
  );
}
