import {
  Button,
  Checkbox,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { MailRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { Invitations as View, Sending } from "../../../server/api/contract/items.ts";
import { Modal } from "../../components/Modal.tsx";
import { useWords } from "../../locales/locale.ts";
import { GuestList } from "../../components/GuestList.tsx";
import { useQuestionStyles } from "./styles.ts";

const useStyles = makeStyles({
  start: { alignItems: "start" },
  small: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

export interface InvitationsProps {
  readonly invitations: View;
  readonly busy: boolean;
  readonly onSend: (sending: Sending) => void;
}

/** A meeting made in the ERP whose participants nobody invited yet: its organizer sends it from here. */
export function Invitations({ invitations, busy, onSend }: InvitationsProps) {
  const styles = useStyles();
  const question = useQuestionStyles();
  const words = useWords().item.invitations;
  const [asking, setAsking] = useState(false);
  const { state, guests, more } = invitations;
  return (
    <section className={mergeClasses(question.root, styles.start)} aria-label={words.title}>
      <h2 className={question.title}>{words.title}</h2>
      <p className={question.text}>{guests.map(({ name }) => name).join(", ")}</p>
      {more && <p className={styles.small}>{words.more}</p>}
      {state === "sending" ? (
        <p role="status" className={styles.small}>
          {words.sending}
        </p>
      ) : (
        <Button icon={<MailRegular />} disabledFocusable={busy} onClick={() => setAsking(true)}>
          {words.send}
        </Button>
      )}
      {asking && (
        <SendDialog
          invitations={invitations}
          onCancel={() => setAsking(false)}
          onSend={(sending) => {
            setAsking(false);
            onSend(sending);
          }}
        />
      )}
    </section>
  );
}

interface SendDialogProps {
  readonly invitations: View;
  readonly onCancel: () => void;
  readonly onSend: (sending: Sending) => void;
}

/** Says who will be mailed before anybody is. */
function SendDialog({ invitations, onCancel, onSend }: SendDialogProps) {
  const { item, act } = useWords();
  const words = item.invitations;
  const styles = useStyles();
  const [online, setOnline] = useState(false);
  const { guests, whenFingerprint, more, canBeOnline } = invitations;
  const shown = { guests: guests.map(({ address }) => address), whenFingerprint };
  return (
    <Modal
      title={words.question}
      about="meetings"
      onClose={onCancel}
      actions={
        <>
          <Button appearance="primary" onClick={() => onSend({ ...shown, online })}>
            {words.confirm(guests.length)}
          </Button>
          <Button onClick={onCancel}>{act.cancel}</Button>
        </>
      }
    >
      <GuestList told={words.mailed} guests={guests} />
      {more && <p className={styles.small}>{words.others}</p>}
      {canBeOnline && (
        <Checkbox
          label={words.online}
          checked={online}
          onChange={(_event, { checked }) => setOnline(checked === true)}
        />
      )}
    </Modal>
  );
}
