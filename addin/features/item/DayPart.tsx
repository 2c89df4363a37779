import type { DayView } from "../../../server/api/contract/items.ts";
import { Facts } from "../../components/Facts.tsx";
import { Fold } from "../../components/Fold.tsx";
import { Section } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import type { Attendant } from "../../office/item.ts";
import { History } from "../undo/History.tsx";
import { Answers } from "./Answers.tsx";
import { useScreenStyles } from "./styles.ts";

export interface DayPartProps {
  readonly day: DayView;
  /** Whether its series is synchronized. */
  readonly on: boolean;
  readonly people: readonly Attendant[];
}

/** One day of a series by itself: what it has for itself, who said what to it, and what happened to it. */
export function DayPart({ day, on, people }: DayPartProps) {
  const styles = useScreenStyles();
  const words = useWords();
  const { differs, answers, history } = day;
  const { same, both, ofSeries, off } = words.item.scope;
  const facts = differs.map(({ field, microsoft, erp }) => ({
    name: words.fields[field] ?? field,
    value: microsoft === erp ? microsoft : both(microsoft, erp),
  }));
  return (
    <>
      <Section title={words.item.scope.differs}>
        {!on && <p className={styles.note}>{off}</p>}
        {on && facts.length === 0 && <p className={styles.note}>{same}</p>}
        {facts.length > 0 && <Facts facts={facts} />}
        <p className={styles.note}>{ofSeries}</p>
      </Section>
      {answers !== null && <Answers answers={answers} people={people} />}
      <Fold title={words.item.scope.history}>
        <History
          entries={history}
          empty={words.item.history.empty}
          withSubject={false}
          byRun={false}
        />
      </Fold>
    </>
  );
}
