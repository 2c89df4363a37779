import type { ConflictView } from "../../../server/api/contract/items.ts";
import { useWords } from "../../locales/locale.ts";
import { CancelQuestion } from "./CancelQuestion.tsx";
import { useQuestionStyles } from "./styles.ts";

type Days = NonNullable<ConflictView["days"]>;

export interface DaysQuestionProps {
  readonly days: Days;
  readonly busy: boolean;
  readonly onKeep: (side: "microsoft" | "erp") => void;
  readonly heading: "h3" | "h4";
}

/** Asks the organizer of a series whether days with guests that the ERP cancelled are to take place. */
export function DaysQuestion({ days, busy, onKeep, heading: Heading }: DaysQuestionProps) {
  const styles = useQuestionStyles();
  const words = useWords().item.daysGone;
  const count = days.length;
  const guests = new Map(
    days.flatMap((day) => day.guests).map((guest) => [guest.address.toLowerCase(), guest]),
  );
  const title = words.title(count);
  return (
    <section className={styles.root} aria-label={title}>
      <Heading className={styles.title}>{title}</Heading>
      <ul className={styles.list}>
        {days.map((day) => (
          <li key={day.when}>{words.day(day.when, day.guests.length)}</li>
        ))}
      </ul>
      <p className={styles.text}>{words.text(count)}</p>
      <CancelQuestion
        words={{
          cancel: words.cancel(count),
          keep: words.keep(count),
          question: words.question(count),
          told: words.told(count),
        }}
        guests={[...guests.values()]}
        busy={busy}
        onCancel={() => onKeep("erp")}
        onKeep={() => onKeep("microsoft")}
      />
    </section>
  );
}
