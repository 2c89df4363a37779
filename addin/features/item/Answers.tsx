import { Badge, Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useId, useState } from "react";
import type { AnswersView } from "../../../server/api/contract/items.ts";
import { Section } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import type { Attendant } from "../../office/item.ts";
import { nameOf } from "./usePeople.ts";

type Other = AnswersView["others"][number];
type Response = NonNullable<Other["response"]>;

const order: readonly Response[] = ["accepted", "tentative", "declined", "none"];

const useStyles = makeStyles({
  own: { ...typographyStyles.body1, margin: 0 },
  counts: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  name: {
    ...typographyStyles.body1,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    overflowWrap: "anywhere",
  },
  address: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  answer: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
});

export interface AnswersProps {
  readonly answers: AnswersView;
  /** As Outlook shows them to the pane: it alone tells a group from a person. */
  readonly people: readonly Attendant[];
}

/** What the people of a meeting said, in a line; who said what for whoever asks. */
export function Answers({ answers: { own, others }, people }: AnswersProps) {
  const styles = useStyles();
  const words = useWords().answers;
  const listId = useId();
  const [open, setOpen] = useState(false);
  const groups = new Set(people.flatMap(({ address, group }) => (group === true ? [address] : [])));
  const counted = order.flatMap((response) => {
    const count = others.filter((one) => one.response === response).length;
    return count === 0 ? [] : [words.counts[response](count)];
  });
  const label = ({ address, kind }: Other): string | null =>
    kind === "resource" ? words.room : groups.has(address) ? words.group : null;
  return (
    <Section title={words.title}>
      {own !== null && <p className={styles.own}>{words.own[own]}</p>}
      {counted.length > 0 && <p className={styles.counts}>{counted.join(", ")}</p>}
      {others.length > 0 && (
        <div>
          <Button
            size="small"
            appearance="subtle"
            aria-expanded={open}
            aria-controls={listId}
            onClick={() => setOpen(!open)}
          >
            {open ? words.hide : words.show(others.length)}
          </Button>
        </div>
      )}
      <ul id={listId} className={styles.list} hidden={!open}>
        {open &&
          others.map((one) => (
            <li key={one.address} className={styles.row}>
              <span>
                <span className={styles.name}>
                  {nameOf(one)}
                  {label(one) !== null && (
                    <Badge appearance="tint" color="informative" size="small">
                      {label(one)}
                    </Badge>
                  )}
                </span>
                <span className={styles.address}>{one.address}</span>
              </span>
              {one.response !== null && (
                <span className={styles.answer}>{words.said[one.response]}</span>
              )}
            </li>
          ))}
      </ul>
    </Section>
  );
}
