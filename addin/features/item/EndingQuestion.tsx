import type { Ending, EndingDecision } from "../../../server/api/contract/items.ts";
import { useWords } from "../../locales/locale.ts";
import { CancelQuestion } from "./CancelQuestion.tsx";
import { useQuestionStyles } from "./styles.ts";

export interface EndingQuestionProps {
  readonly ending: Ending;
  readonly busy: boolean;
  readonly onDecide: (decision: EndingDecision) => void;
  readonly heading?: "h2" | "h4";
}

/** Asks the organizer of a meeting whose activity was deleted in the ERP whether it is to take place. */
export function EndingQuestion({
  ending,
  busy,
  onDecide,
  heading: Heading = "h2",
}: EndingQuestionProps) {
  const styles = useQuestionStyles();
  const words = useWords().item.ending;
  const { state, guests, whenFingerprint } = ending;
  return (
    <section className={styles.root} aria-label={words.title}>
      <Heading className={styles.title}>{words.title}</Heading>
      {state === "cancelling" ? (
        <p role="status" className={styles.text}>
          {words.cancelling}
        </p>
      ) : (
        <>
          <p className={styles.text}>{words.text(guests.length)}</p>
          <CancelQuestion
            words={words}
            guests={guests}
            busy={busy}
            onKeep={() => onDecide({ decision: "keep" })}
            onCancel={() => {
              const told = guests.map(({ address }) => address);
              onDecide({ decision: "cancel", guests: told, whenFingerprint });
            }}
          />
        </>
      )}
    </section>
  );
}
