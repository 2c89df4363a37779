import { makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import type { ItemView } from "../../../server/api/contract/items.ts";
import { useWords } from "../../locales/locale.ts";
import { useQuestionStyles } from "./styles.ts";

const useStyles = makeStyles({
  start: { alignItems: "start" },
  small: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
});

interface TakenOutProps {
  readonly taken: ItemView["takenOut"];
}

/** Guests whom somebody took out in the ERP: their organizer hears of it here, and acts in Outlook. */
export function TakenOut({ taken }: TakenOutProps) {
  const styles = useStyles();
  const question = useQuestionStyles();
  const words = useWords().item.takenOut;
  if (taken.length === 0) return null;
  return (
    <section className={mergeClasses(question.root, styles.start)} aria-label={words.title}>
      <h2 className={question.title}>{words.title}</h2>
      {taken.map(({ day, guests }) => {
        const names = guests.map(({ name, address }) => (name === "" ? address : name)).join(", ");
        return (
          <p key={day} className={question.text}>
            {day === null ? names : words.ofDay(names, day)}
          </p>
        );
      })}
      <p className={styles.small}>{words.text}</p>
    </section>
  );
}
