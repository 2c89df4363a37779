import { Button } from "@fluentui/react-components";
import { CalendarCancelRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { Ending, EndingDecision } from "../../../server/api/contract/items.ts";
import { Modal } from "../../components/Modal.tsx";
import { useWords } from "../../locales/locale.ts";
import { GuestList } from "../../components/GuestList.tsx";
import { useQuestionStyles } from "./styles.ts";

export interface EndingQuestionProps {
  readonly ending: Ending;
  readonly busy: boolean;
  readonly onDecide: (decision: EndingDecision) => void;
  readonly heading?: "h2" | "h4";
}

/** Asks the organizer of a meeting whose activity was deleted in the ERP whether it is to take place. */
export function EndingQuestion({ ending, busy, onDecide, heading = "h2" }: EndingQuestionProps) {
  const styles = useQuestionStyles();
  const words = useWords().item.ending;
  const [asking, setAsking] = useState(false);
  const { state, guests, whenFingerprint } = ending;
  const Heading = heading;
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
          <div className={styles.acts}>
            <Button
              icon={<CalendarCancelRegular />}
              disabledFocusable={busy}
              onClick={() => setAsking(true)}
            >
              {words.cancel}
            </Button>
            <Button disabledFocusable={busy} onClick={() => onDecide({ decision: "keep" })}>
              {words.keep}
            </Button>
          </div>
        </>
      )}
      {asking && (
        <CancelDialog
          guests={guests}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            const told = guests.map(({ address }) => address);
            onDecide({ decision: "cancel", guests: told, whenFingerprint });
          }}
        />
      )}
    </section>
  );
}

interface CancelDialogProps {
  readonly guests: Ending["guests"];
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Says who will be told before anybody is. */
function CancelDialog({ guests, onClose, onConfirm }: CancelDialogProps) {
  const words = useWords().item.ending;
  return (
    <Modal
      title={words.question}
      about="meetings"
      onClose={onClose}
      actions={
        <>
          <Button appearance="primary" onClick={onConfirm}>
            {words.confirm(guests.length)}
          </Button>
          <Button onClick={onClose}>{words.back}</Button>
        </>
      }
    >
      <GuestList told={words.told} guests={guests} />
    </Modal>
  );
}
