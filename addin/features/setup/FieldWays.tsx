import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { Fragment } from "react";
import type { SetupOptions } from "../../../server/api/contract/account.ts";
import { useWords } from "../../locales/locale.ts";
import { Choice } from "../../components/Choice.tsx";
import { isLocked, Origin, type Origins } from "./Origin.tsx";

type Rules = SetupOptions["rules"];
type Way = SetupOptions["fields"][number]["ways"][number];

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  text: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground2 },
});

export interface FieldWaysProps {
  readonly fields: SetupOptions["fields"];
  readonly rules: Rules;
  readonly origins: Origins;
  readonly onChange: (rules: Rules) => void;
}

/** Which way each field goes that both sides hold, one row for each. */
export function FieldWays({ fields, rules, origins, onChange }: FieldWaysProps) {
  const styles = useStyles();
  const words = useWords();
  const text = words.setup.fields;
  const flows: Readonly<Partial<Record<string, Way>>> = rules.flows;
  return (
    <div className={styles.root}>
      <p className={styles.text}>{text.text}</p>
      {fields.map(({ field, ways }) => (
        <Fragment key={field}>
          <Choice
            isRow
            disabled={isLocked(origins, `flows.${field}`)}
            label={words.fields[field] ?? field}
            value={ways.find((way) => way === flows[field]) ?? ways[0] ?? "both"}
            options={ways.map((way) => [way, text.ways[way]] as const)}
            onChange={(way) => onChange({ ...rules, flows: { ...flows, [field]: way } })}
            hint={text.hints[field]}
          />
          <Origin
            quiet
            name={`flows.${field}`}
            label={words.fields[field] ?? field}
            origins={origins}
            aboveText={(value) => text.ways[value as Way]}
          />
        </Fragment>
      ))}
    </div>
  );
}
