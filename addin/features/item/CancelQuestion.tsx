import { Button } from "@fluentui/react-components";
import { CalendarCancelRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { GuestList, type GuestListProps } from "../../components/GuestList.tsx";
import { Modal } from "../../components/Modal.tsx";
import { useWords } from "../../locales/locale.ts";
import { useQuestionStyles } from "./styles.ts";

export interface CancelQuestionProps {
  readonly words: Readonly<Record<"cancel" | "keep" | "question" | "told", string>>;
  /** Who is told when it is cancelled. */
  readonly guests: GuestListProps["guests"];
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onKeep: () => void;
}

/** To cancel what the ERP has no more, or to keep it; who will be told is said before anybody is. */
export function CancelQuestion({ words, guests, busy, onCancel, onKeep }: CancelQuestionProps) {
  const styles = useQuestionStyles();
  const common = useWords().item.ending;
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <>
      <div className={styles.acts}>
        <Button
          icon={<CalendarCancelRegular />}
          disabledFocusable={busy}
          onClick={() => setAsking(true)}
        >
          {words.cancel}
        </Button>
        <Button disabledFocusable={busy} onClick={onKeep}>
          {words.keep}
        </Button>
      </div>
      {asking && (
        <Modal
          title={words.question}
          about="meetings"
          onClose={close}
          actions={
            <>
              <Button
                appearance="primary"
                onClick={() => {
                  close();
                  onCancel();
                }}
              >
                {common.confirm(guests.length)}
              </Button>
              <Button onClick={close}>{common.back}</Button>
            </>
          }
        >
          <GuestList told={words.told} guests={guests} />
        </Modal>
      )}
    </>
  );
}
