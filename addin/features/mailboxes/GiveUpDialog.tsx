import { Button } from "@fluentui/react-components";
import { Modal } from "../../components/Modal.tsx";
import { useWords } from "../../locales/locale.ts";

export interface GiveUpDialogProps {
  readonly name: string;
  readonly onCancel: () => void;
  readonly onGiveUp: () => void;
}

/** Says what becomes of the copies before a mailbox is given up. */
export function GiveUpDialog({ name, onCancel, onGiveUp }: GiveUpDialogProps) {
  const words = useWords();
  const text = words.further.leave;
  return (
    <Modal
      title={text.title(name)}
      about="shared"
      onClose={onCancel}
      actions={
        <>
          <Button appearance="primary" onClick={onGiveUp}>
            {text.confirm}
          </Button>
          <Button onClick={onCancel}>{words.act.cancel}</Button>
        </>
      }
    >
      {text.text}
    </Modal>
  );
}
