import { makeStyles, typographyStyles } from "@fluentui/react-components";
import { CardSection } from "../../components/Section.tsx";
import { plainList } from "../../components/plainList.ts";
import { useWords } from "../../locales/locale.ts";
import { AttentionLink } from "../mailboxes/AttentionLink.tsx";
import { useWaiting } from "./useWaiting.ts";

const useStyles = makeStyles({
  list: plainList,
  item: { display: "flex", flexDirection: "column", alignItems: "flex-start" },
  name: { ...typographyStyles.body1Strong, overflowWrap: "anywhere" },
});

export interface ElsewhereCardProps {
  /** Shows one of the person's further mailboxes. */
  readonly onOpen: (mailboxId: string) => void;
}

/** The further mailboxes where there is something to look at; nothing where there is none. */
export function ElsewhereCard({ onOpen }: ElsewhereCardProps) {
  const styles = useStyles();
  const words = useWords();
  const { elsewhere } = useWaiting();
  if (elsewhere.length === 0) return null;
  return (
    <CardSection title={words.further.title}>
      <ul className={styles.list}>
        {elsewhere.map((one) => (
          <li key={one.mailboxId} className={styles.item}>
            <span className={styles.name}>{one.name}</span>
            <AttentionLink of={one} onOpen={() => onOpen(one.mailboxId)} />
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
