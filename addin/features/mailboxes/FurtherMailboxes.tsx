import { Button, Field, Input, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { AddMailbox, FurtherMailbox } from "../../../server/api/contract/mailboxes.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HelpLink } from "../../components/HelpLink.tsx";
import { Loading } from "../../components/Loading.tsx";
import { RemediesProvider, useRemedies } from "../../components/remedies.ts";
import { CardSection } from "../../components/Section.tsx";
import { plainList } from "../../components/plainList.ts";
import { useWords } from "../../locales/locale.ts";
import { useWaiting } from "../home/useWaiting.ts";
import { AddedMailbox } from "./AddedMailbox.tsx";
import { GiveUpDialog } from "./GiveUpDialog.tsx";
import { OfferedCalendars } from "./OfferedCalendars.tsx";
import { useMailboxes, type MailboxesHandle } from "./useMailboxes.ts";

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: plainList,
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  // The longest choice must not widen the field beyond its card.
  field: { gridTemplateColumns: "minmax(0, 1fr)" },
  add: { alignSelf: "start" },
});

type Items = AddMailbox["outlookItems"];

export interface FurtherMailboxesProps {
  /** Shows how one of them is kept. */
  readonly onOpen: (mailboxId: string) => void;
}

/** Team mailboxes and calendars of colleagues: which are synchronized, how they do, and one more. */
export function FurtherMailboxes({ onOpen }: FurtherMailboxesProps) {
  const styles = useStyles();
  const words = useWords();
  const text = words.further;
  const handle = useMailboxes();
  const { elsewhere } = useWaiting();
  const [address, setAddress] = useState("");
  const [outlookItems, setOutlookItems] = useState<Items>("chosen");
  const [leaving, setLeaving] = useState<FurtherMailbox | null>(null);
  const { view, loadFailure, busy } = handle;
  const { which } = text;
  return (
    <CardSection title={text.title} aside={<HelpLink about="shared" of={text.title} />}>
      <p className={styles.text}>{text.intro}</p>
      {loadFailure !== null && <FailureNotice failure={loadFailure} onRetry={handle.reload} />}
      {view === undefined && loadFailure === null && <Loading lines={2} />}
      {view !== undefined && view.mailboxes.length > 0 && (
        <ul className={styles.list} aria-label={text.added}>
          {view.mailboxes.map((mailbox) => (
            <AddedMailbox
              key={mailbox.mailboxId}
              mailbox={mailbox}
              attention={elsewhere.find(({ mailboxId }) => mailboxId === mailbox.mailboxId)}
              busy={busy}
              onOpen={() => onOpen(mailbox.mailboxId)}
              onSync={() => handle.sync(mailbox.mailboxId)}
              onGiveUp={() => setLeaving(mailbox)}
            />
          ))}
        </ul>
      )}
      {view !== undefined && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (address.trim() !== "") {
              handle.add({ address: address.trim(), outlookItems }, () => setAddress(""));
            }
          }}
        >
          <Field className={styles.field} label={which.label}>
            <Select
              value={outlookItems}
              onChange={(_event, { value }) => setOutlookItems(value as Items)}
            >
              <option value="chosen">{which.chosen}</option>
              <option value="category">{which.category}</option>
              <option value="all">{which.all}</option>
            </Select>
          </Field>
          {view.offered.length > 0 && (
            <OfferedCalendars
              offered={view.offered}
              busy={busy}
              onAdd={(calendarId) => handle.add({ calendarId, outlookItems })}
            />
          )}
          <Field className={styles.field} label={text.address} hint={text.addressHint}>
            <Input
              type="email"
              value={address}
              onChange={(_event, { value }) => setAddress(value)}
            />
          </Field>
          <Button className={styles.add} type="submit" disabledFocusable={busy}>
            {text.add}
          </Button>
        </form>
      )}
      <ActFailure handle={handle} />
      {leaving !== null && (
        <GiveUpDialog
          name={leaving.name}
          onCancel={() => setLeaving(null)}
          onGiveUp={() => {
            handle.giveUp(leaving.mailboxId, () => setLeaving(null));
            setLeaving(null);
          }}
        />
      )}
    </CardSection>
  );
}

/** What was refused; a missing permission is asked for here, and then what was wanted is done. */
export function ActFailure({ handle }: { readonly handle: MailboxesHandle }): ReactNode {
  const remedies = useRemedies();
  const { actFailure } = handle;
  if (actFailure === null) return null;
  return (
    <RemediesProvider value={{ ...remedies, signIn: ({ failure }) => handle.allow(failure) }}>
      <FailureNotice failure={actFailure} onRetry={handle.reload} />
    </RemediesProvider>
  );
}
