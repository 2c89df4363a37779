import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Modal } from "../../components/Modal.tsx";
import type { HelpAnchor } from "../../locales/en/help.ts";
import { useWordsOf } from "../../locales/locale.ts";
import { useServiceStyles } from "./styles.ts";
import { words as allWords } from "./words.ts";

export interface ConfirmProps {
  readonly title: string;
  /** What the help says about it. */
  readonly about: HelpAnchor;
  /** What happens then, and what does not. */
  readonly children: ReactNode;
  /** What the button does, as the one that led here says it. */
  readonly act: string;
  readonly busy: boolean;
  readonly onAct: () => void;
  readonly onClose: () => void;
}

/** Asks before what concerns others at once. */
export function Confirm({ title, about, children, act, busy, onAct, onClose }: ConfirmProps) {
  const styles = useServiceStyles();
  return (
    <Modal
      title={title}
      about={about}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{useWordsOf(allWords).cancel}</Button>
          <Button appearance="primary" disabledFocusable={busy} onClick={onAct}>
            {act}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{children}</p>
    </Modal>
  );
}
