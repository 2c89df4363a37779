import {
  Button,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useState } from "react";
import { Modal } from "../../components/Modal.tsx";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  hint: { ...typographyStyles.caption1, display: "block", color: tokens.colorNeutralForeground3 },
});

export interface ReleaseDialogProps {
  /** The activity belongs to somebody else's copy of the meeting: it stays. */
  readonly shared: boolean;
  readonly onCancel: () => void;
  readonly onRelease: (removeErpCopy: boolean) => void;
}

/** Asks what becomes of the ERP's copy when an item is switched off. Keeping it is the default. */
export function ReleaseDialog({ shared, onCancel, onRelease }: ReleaseDialogProps) {
  const styles = useStyles();
  const words = useWords().item.release;
  const { cancel } = useWords().act;
  const [choice, setChoice] = useState("keep");
  return (
    <Modal
      title={words.title}
      about="deletes"
      onClose={onCancel}
      actions={
        <>
          <Button appearance="primary" onClick={() => onRelease(choice === "remove")}>
            {words.confirm}
          </Button>
          <Button onClick={onCancel}>{cancel}</Button>
        </>
      }
    >
      {shared ? words.shared : words.text}
      {!shared && (
        <RadioGroup
          aria-label={words.title}
          value={choice}
          onChange={(_event, data) => setChoice(data.value)}
        >
          <Radio
            value="keep"
            label={
              <>
                {words.keep}
                <span className={styles.hint}>{words.keepHint}</span>
              </>
            }
          />
          <Radio
            value="remove"
            label={
              <>
                {words.remove}
                <span className={styles.hint}>{words.removeHint}</span>
              </>
            }
          />
        </RadioGroup>
      )}
    </Modal>
  );
}
