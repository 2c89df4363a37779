import { Button } from "@fluentui/react-components";
import type { UserAct } from "../../../../server/api/contract/service/users.ts";
import { Modal } from "../../../components/Modal.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

export interface ActDialogProps {
  readonly act: UserAct;
  readonly busy: boolean;
  readonly onDo: () => void;
  readonly onClose: () => void;
}

/** What an act does, before it is done. */
export function ActDialog({ act, busy, onDo, onClose }: ActDialogProps) {
  const words = useWordsOf(allWords);
  return (
    <Modal
      title={words.act[act]}
      about="service-users"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button appearance="primary" disabledFocusable={busy} onClick={onDo}>
            {words.act[act]}
          </Button>
        </>
      }
    >
      <span>{words.confirm[act]}</span>
      <span>{words.audited}</span>
    </Modal>
  );
}
