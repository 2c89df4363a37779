import { Button, makeStyles, Spinner, tokens, typographyStyles } from "@fluentui/react-components";
import type { MappingsTrialView } from "../../../../server/api/contract/service/field-mappings.ts";
import { CardSection } from "../../../components/Section.tsx";
import { useFocusedTitle } from "../../../components/useFocusedTitle.ts";
import { useWords, useWordsOf } from "../../../locales/locale.ts";
import { deedOf } from "../../plan/words.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  title: { ...typographyStyles.subtitle2, margin: 0, outline: "none" },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  entry: { ...typographyStyles.body1, overflowWrap: "anywhere" },
  small: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

type Tried = MappingsTrialView["people"][number];

export interface MappingsTrialProps {
  /** `undefined`: it is being made. */
  readonly trial: MappingsTrialView | undefined;
  readonly saving: boolean;
  readonly onSave: () => void;
  readonly onBack: () => void;
}

/** What other mappings would do to people's calendars, before it is saved. */
export function MappingsTrial({ trial, saving, onSave, onBack }: MappingsTrialProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords).trial;
  const title = useFocusedTitle();
  return (
    <div className={styles.root}>
      <h2 ref={title} tabIndex={-1} className={styles.title}>
        {words.title}
      </h2>
      <p className={styles.text}>{words.text}</p>
      <div role="status">
        {trial === undefined ? (
          <Spinner size="tiny" label={words.making} />
        ) : (
          <p className={styles.text}>{words.concerned(trial.concerned, trial.people.length)}</p>
        )}
      </div>
      <div className={styles.acts}>
        {trial !== undefined && (
          <Button appearance="primary" disabledFocusable={saving} onClick={onSave}>
            {words.save}
          </Button>
        )}
        {trial !== undefined && trial.people.length > 0 && (
          <Button onClick={() => download(`${words.file}.csv`, trial.csv)}>{words.download}</Button>
        )}
        <Button onClick={onBack}>{words.back}</Button>
      </div>
      {trial?.people.map((one) => (
        <TriedPerson key={one.address} tried={one} />
      ))}
    </div>
  );
}

function TriedPerson({ tried }: { readonly tried: Tried }) {
  const styles = useStyles();
  const words = useWords();
  const text = useWordsOf(allWords).trial;
  const { name, address, problem, counts, entries, total } = tried;
  return (
    <CardSection title={`${name} (${address})`}>
      {problem !== null && <p className={styles.text}>{problem}</p>}
      {problem === null && total === 0 && <p className={styles.text}>{text.nothing}</p>}
      {counts.length > 0 && (
        <p className={styles.text}>
          {counts.map((one) => `${deedOf(one, words)}: ${one.count}`).join(" · ")}
        </p>
      )}
      {entries.length > 0 && (
        <ul className={styles.list}>
          {entries.map((entry, at) => (
            <li key={at} className={styles.entry}>
              {[deedOf(entry, words), entry.when].filter(Boolean).join(" · ")}
              <br />
              <span className={styles.small}>
                {[entry.fields.map((one) => words.fields[one] ?? one).join(", "), entry.reason]
                  .filter(Boolean)
                  .join(" – ")}
              </span>
            </li>
          ))}
        </ul>
      )}
      {total > entries.length && (
        <p className={styles.small}>{text.more(total - entries.length)}</p>
      )}
    </CardSection>
  );
}

function download(name: string, csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
