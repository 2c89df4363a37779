import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { PersonAddRegular, PersonQuestionMarkRegular } from "@fluentui/react-icons";
import { lazy, Suspense, useState } from "react";
import type { RecordView } from "../../../server/api/contract/items.ts";
import { Section } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import type { Attendant } from "../../office/item.ts";
import { nameOf, usePeople } from "./usePeople.ts";

// Asked for rarely: kept out of what every opening of the pane waits for.
const ContactDialog = lazy(async () => ({
  default: (await import("./ContactDialog.tsx")).ContactDialog,
}));

/** A large meeting must not push everything else out of sight. */
const shownMax = 4;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  icon: {
    display: "grid",
    placeItems: "center",
    width: "32px",
    height: "32px",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground3,
    fontSize: "18px",
  },
  name: { ...typographyStyles.body1, display: "block", overflowWrap: "anywhere" },
  address: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
});

export interface UnknownPeopleProps {
  readonly people: readonly Attendant[];
  /** A contact was made: the appointment concerns it. */
  readonly onCreated: (record: RecordView) => void;
}

/** The people on the appointment whom the ERP does not know, each with the way to change that. */
export function UnknownPeople({ people, onCreated }: UnknownPeopleProps) {
  const styles = useStyles();
  const words = useWords().people;
  const { unknown, companyType } = usePeople(people);
  const [all, setAll] = useState(false);
  const [creating, setCreating] = useState<Attendant | null>(null);
  if (unknown.length === 0) return null;
  const shown = all ? unknown : unknown.slice(0, shownMax);
  return (
    <Section title={words.unknown}>
      <ul className={styles.list}>
        {shown.map((person) => (
          <li key={person.address} className={styles.row}>
            <span className={styles.icon} aria-hidden>
              <PersonQuestionMarkRegular />
            </span>
            <span>
              <span className={styles.name}>{nameOf(person)}</span>
              <span className={styles.address}>{person.address}</span>
            </span>
            {companyType !== null && (
              <Button
                appearance="subtle"
                icon={<PersonAddRegular />}
                aria-label={words.create(nameOf(person))}
                onClick={() => setCreating(person)}
              />
            )}
          </li>
        ))}
      </ul>
      {shown.length < unknown.length && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          {words.more(unknown.length - shown.length)}
        </Button>
      )}
      {creating !== null && companyType !== null && (
        <Suspense>
          <ContactDialog
            person={creating}
            companyType={companyType}
            onClose={() => setCreating(null)}
            onCreated={(record) => {
              setCreating(null);
              onCreated(record);
            }}
          />
        </Suspense>
      )}
    </Section>
  );
}
