import {
  Button,
  Field,
  Input,
  makeStyles,
  Select,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";
import type { RecordView } from "../../../server/api/contract/items.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Modal } from "../../components/Modal.tsx";
import type { Failure } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import type { Attendant } from "../../office/item.ts";
import { nameOf, useContact } from "./usePeople.ts";

export interface ContactDialogProps {
  readonly person: Attendant;
  readonly companyType: string;
  readonly onClose: () => void;
  readonly onCreated: (record: RecordView) => void;
}

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, minWidth: 0 },
  // A long company must not be wider than the pane.
  select: { minWidth: 0, "& > select": { minWidth: 0, textOverflow: "ellipsis" } },
});

const formId = "new-contact";

/** A contact for the ERP, filled in with what the appointment tells of the person. */
export function ContactDialog({ person, companyType, onClose, onCreated }: ContactDialogProps) {
  const styles = useStyles();
  const words = useWords().people;
  const { cancel } = useWords().act;
  const contact = useContact(person, companyType);
  const [name, setName] = useState(nameOf(person));
  /** `null`: not touched, so the best guess holds. */
  const [chosen, setChosen] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const companyId = chosen ?? contact.guesses[0]?.id ?? "";
  const nameless = tried && name.trim() === "";

  const send = (): void => {
    setTried(true);
    if (name.trim() === "" || contact.busy) return;
    const company = companyId === "" ? null : { type: companyType, id: companyId };
    contact.create({ name: name.trim(), address: person.address, company }, onCreated);
  };

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    send();
  };

  /** What the ERP says about a field stands at that field. */
  const complaint = (field: string): string | undefined =>
    contact.failure?.field === field ? contact.failure.message : undefined;
  const wrongName = nameless ? words.nameMissing : complaint("name");

  return (
    <Modal
      title={words.title}
      about={null}
      onClose={onClose}
      actions={
        <>
          <Button
            appearance="primary"
            type="submit"
            form={formId}
            icon={contact.busy ? <Spinner size="tiny" /> : null}
            disabledFocusable={contact.busy || contact.guessing}
          >
            {words.submit}
          </Button>
          <Button onClick={onClose}>{cancel}</Button>
        </>
      }
    >
      <form id={formId} className={styles.form} noValidate onSubmit={submit}>
        <Field label={words.name} required {...invalid(wrongName)}>
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Field label={words.address} {...invalid(complaint("address"))}>
          <Input value={person.address} readOnly />
        </Field>
        <Field label={words.company} {...invalid(complaint("company"))}>
          <Select
            className={styles.select}
            value={companyId}
            onChange={(_event, { value }) => setChosen(value)}
          >
            {contact.guesses.map((record) => (
              <option key={record.id} value={record.id}>
                {[record.name, record.detail].filter(Boolean).join(" · ")}
              </option>
            ))}
            <option value="">{words.noCompany}</option>
          </Select>
        </Field>
      </form>
      {contact.failure !== null && !isAtField(contact.failure) && (
        <FailureNotice failure={contact.failure} onRetry={send} />
      )}
    </Modal>
  );
}

function isAtField({ field }: Failure): boolean {
  return field === "name" || field === "address" || field === "company";
}

function invalid(message: string | undefined) {
  return message === undefined
    ? {}
    : ({ validationState: "error", validationMessage: message } as const);
}
