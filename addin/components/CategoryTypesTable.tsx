import {
  Button,
  Combobox,
  Input,
  makeStyles,
  Option,
  Select,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { AddRegular, DeleteRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import type { CategoryTypes, KnownNames } from "../../server/api/contract/setting-value.ts";
import { useWords } from "../locales/locale.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  rows: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(1.5em, max-content) minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
  },
  number: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  // Beside each other where there is room, else below each other.
  pair: { display: "flex", flexWrap: "wrap", gap: tokens.spacingVerticalXS },
  name: { flex: "1 1 180px", minWidth: 0, boxSizing: "border-box" },
  text: {
    ...typographyStyles.body1,
    margin: 0,
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
  },
  note: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  add: { alignSelf: "flex-start" },
});

export interface CategoryTypesTableProps {
  readonly rows: CategoryTypes;
  readonly known: KnownNames;
  readonly rowsMax: number;
  readonly onChange: (rows: CategoryTypes) => void;
}

/** Which category of Outlook means which activity type of the ERP, row by row. */
export function CategoryTypesTable({ rows, known, rowsMax, onChange }: CategoryTypesTableProps) {
  const styles = useStyles();
  const words = useWords().categoryTypes;
  const root = useRef<HTMLDivElement>(null);
  /** Where the focus goes once the rows stand: to a new row, or to what comes after one that went. */
  const next = useRef<number | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    const row = root.current?.querySelectorAll("li")[next.current];
    const add = root.current?.querySelector<HTMLElement>(":scope > button");
    (row?.querySelector("input") ?? add)?.focus();
    next.current = null;
  }, [rows]);
  const change = (at: number, row: Partial<CategoryTypes[number]>): void =>
    onChange(rows.map((one, nth) => (nth === at ? { ...one, ...row } : one)));
  const go = (at: number, left: CategoryTypes): void => {
    next.current = at;
    onChange(left);
  };
  return (
    <div ref={root} className={styles.root}>
      {rows.length === 0 && <p className={styles.text}>{words.none}</p>}
      <ol className={styles.rows}>
        {rows.map(({ category, type }, at) => (
          <li key={at} className={styles.row}>
            <span className={styles.number} aria-hidden>
              {at + 1}
            </span>
            <div className={styles.pair}>
              <CategoryField
                className={styles.name}
                label={words.category(at + 1)}
                value={category}
                known={known.categories}
                onChange={(name) => change(at, { category: name })}
              />
              <TypeField
                className={styles.name}
                label={words.type(at + 1)}
                value={type}
                known={known.types}
                onChange={(name) => change(at, { type: name })}
              />
            </div>
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={words.remove(at + 1, category)}
              onClick={() =>
                go(
                  at,
                  rows.filter((_one, nth) => nth !== at),
                )
              }
            />
          </li>
        ))}
      </ol>
      <Button
        className={styles.add}
        icon={<AddRegular />}
        disabledFocusable={rows.length >= rowsMax}
        onClick={() => go(rows.length, [...rows, { category: "", type: "" }])}
      >
        {words.add}
      </Button>
      {rows.length >= rowsMax && <p className={styles.note}>{words.full(rowsMax)}</p>}
      {known.types === null && <p className={styles.note}>{words.typesUnknown}</p>}
    </div>
  );
}

/** A map as it is read; what nobody mapped goes by the types' own names. */
export function CategoryTypesText({ rows }: { readonly rows: CategoryTypes }) {
  const styles = useStyles();
  const words = useWords().categoryTypes;
  if (rows.length === 0) return <p className={styles.text}>{words.none}</p>;
  return (
    <ul className={styles.rows}>
      {rows.map(({ category, type }) => (
        <li key={category} className={styles.text}>
          {words.row(category, type)}
        </li>
      ))}
    </ul>
  );
}

interface NameFieldProps<K> {
  readonly className: string;
  readonly label: string;
  readonly value: string;
  readonly known: K;
  readonly onChange: (name: string) => void;
}

/** One of the mailbox's own, or any other: people of other mailboxes have others. */
function CategoryField({
  className,
  label,
  value,
  known,
  onChange,
}: NameFieldProps<readonly string[]>) {
  const words = useWords().categoryTypes;
  const typed = value.trim().toLowerCase();
  const isKnown = known.some((name) => name.toLowerCase() === typed);
  const offered = isKnown ? known : known.filter((name) => name.toLowerCase().includes(typed));
  return (
    <Combobox
      className={className}
      freeform
      // As narrow as its place: its own width is that of a long name.
      input={{ style: { minWidth: 0, width: "100%" } }}
      aria-label={label}
      placeholder={words.categoryHere}
      value={value}
      selectedOptions={isKnown ? [value] : []}
      onChange={(event) => onChange(event.target.value)}
      onOptionSelect={(_event, { optionText }) => {
        if (optionText !== undefined) onChange(optionText);
      }}
    >
      {offered.map((name) => (
        <Option key={name} value={name}>
          {name}
        </Option>
      ))}
    </Combobox>
  );
}

/** One of the company's; typed where the ERP could not be asked. */
function TypeField({
  className,
  label,
  value,
  known,
  onChange,
}: NameFieldProps<readonly string[] | null>) {
  const words = useWords().categoryTypes;
  if (known === null) {
    return (
      <Input
        className={className}
        aria-label={label}
        placeholder={words.typeHere}
        value={value}
        input={{ style: { minWidth: 0, width: "100%" } }}
        onChange={(_event, data) => onChange(data.value)}
      />
    );
  }
  // Names are compared without their capitals: what was saved is the one of the list.
  const same = known.find((name) => name.toLowerCase() === value.trim().toLowerCase());
  return (
    <Select
      className={className}
      aria-label={label}
      value={same ?? value}
      onChange={(_event, data) => onChange(data.value)}
    >
      <option value="">{words.typeHere}</option>
      {same === undefined && value !== "" && <option value={value}>{words.gone(value)}</option>}
      {known.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </Select>
  );
}
