import { Button, Field, Radio, RadioGroup } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type {
  ErpUserView,
  IdentityView,
} from "../../../../server/api/contract/service/identity.ts";
import { Modal } from "../../../components/Modal.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { useSettled } from "../../../components/useSettled.ts";
import { useWordsOf } from "../../../locales/locale.ts";
import { SearchField } from "../Filters.tsx";
import { useServiceStyles } from "../styles.ts";
import { choiceOf, nameOf, type IdentityChoice } from "./identity.ts";
import { SharedUser } from "./SharedUser.tsx";
import { words as allWords } from "./identity-words.ts";
import type { IdentityDesk } from "./useIdentityDesk.ts";

/** The ERP's whole list is read for each text that is looked for. */
const typingPauseMs = 300;

export interface ChoosingProps {
  readonly identity: IdentityView;
  readonly busy: boolean;
  /** Why the last choice was refused. */
  readonly failure: ReactNode;
  readonly onChoose: (choice: IdentityChoice) => void;
  readonly onClose: () => void;
}

/** A user of the ERP, looked for there; what choosing him does is said before. */
export function IdentityDialog(props: ChoosingProps & { readonly desk: IdentityDesk }) {
  const { desk, identity, busy, failure, onChoose, onClose } = props;
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const [typed, setTyped] = useState("");
  const [picked, setPicked] = useState<ErpUserView | null>(null);
  const [agreed, setAgreed] = useState(false);
  const text = useSettled(typed.trim(), typingPauseMs);
  const found = useQuery({
    queryKey: ["service", "erp-users", ...desk.key, text],
    // An ERP that lists nobody is asked for one user, by his id.
    enabled: identity.lists || text !== "",
    placeholderData: keepPreviousData,
    queryFn: () => desk.users(text),
  });
  const search = (next: string): void => {
    setTyped(next);
    // Who is not shown any more is not chosen unseen.
    setPicked(null);
    setAgreed(false);
  };
  const pick = (id: string): void => {
    setPicked(found.data?.users.find((user) => user.id === id) ?? null);
    setAgreed(false);
  };
  const isReady = picked !== null && (picked.holders.length === 0 || agreed);
  return (
    <Modal
      title={words.dialog}
      about="service-users"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            appearance="primary"
            disabledFocusable={!isReady || busy}
            onClick={() => picked !== null && onChoose(choiceOf(picked))}
          >
            {words.save}
          </Button>
        </>
      }
    >
      {failure}
      <SearchField
        label={identity.lists ? words.search : words.typed}
        value={typed}
        onChange={search}
      />
      {found.data === undefined ? (
        found.fetchStatus !== "idle" && <Unanswered asked={found} lines={3} />
      ) : (
        <>
          {found.data.users.length === 0 && <p className={styles.text}>{words.none}</p>}
          {found.data.users.length > 0 && (
            <Field label={words.found}>
              <RadioGroup value={picked?.id ?? ""} onChange={(_event, data) => pick(data.value)}>
                {found.data.users.map((user) => (
                  <Radio
                    key={user.id}
                    value={user.id}
                    disabled={isNow(identity, user)}
                    label={
                      isNow(identity, user) ? `${nameOf(user)} (${words.isNow})` : nameOf(user)
                    }
                  />
                ))}
              </RadioGroup>
            </Field>
          )}
          {found.data.more && <p className={styles.small}>{words.more}</p>}
        </>
      )}
      {picked !== null && (
        <>
          <SharedUser user={picked} agreed={agreed} onAgree={setAgreed} />
          <p className={styles.text}>
            {identity.syncedAs === null ? words.effectBefore : words.effect}
          </p>
        </>
      )}
    </Modal>
  );
}

/** He is it already, and by an administrator's word: choosing him once more says nothing new. */
function isNow({ way, user, syncedAs }: IdentityView, { id }: ErpUserView): boolean {
  return way === "hand" && user?.id === id && (syncedAs ?? id) === id;
}
