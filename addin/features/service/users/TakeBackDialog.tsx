import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { Modal } from "../../../components/Modal.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { choiceOf, nameOf } from "./identity.ts";
import type { ChoosingProps } from "./IdentityDialog.tsx";
import { words as allWords } from "./identity-words.ts";
import { SharedUser } from "./SharedUser.tsx";

/** Leaves it to the mail address again, and says to whom that leads. */
export function TakeBackDialog({ identity, busy, failure, onChoose, onClose }: ChoosingProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [agreed, setAgreed] = useState(false);
  const { byAddress, user, syncedAs } = identity;
  const isReady = byAddress === null || byAddress.holders.length === 0 || agreed;
  const beside = byAddress === null ? [] : choiceOf(byAddress).beside;
  return (
    <Modal
      title={words.back.title}
      about="service-users"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            appearance="primary"
            disabledFocusable={!isReady || busy}
            onClick={() => onChoose({ erpUserId: null, beside })}
          >
            {words.back.act}
          </Button>
        </>
      }
    >
      {failure}
      <p className={styles.text}>
        {byAddress === null ? words.back.toNobody : words.back.to(nameOf(byAddress))}
      </p>
      {byAddress !== null && <SharedUser user={byAddress} agreed={agreed} onAgree={setAgreed} />}
      {syncedAs !== null && byAddress !== null && byAddress.id !== user?.id && (
        <p className={styles.text}>{words.effect}</p>
      )}
    </Modal>
  );
}
