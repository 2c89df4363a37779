import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { useState, type SyntheticEvent } from "react";
import type { RecordView } from "../../../server/api/contract/items.ts";
import type { FormFieldView, RecordFormView } from "../../../server/api/contract/records.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Modal } from "../../components/Modal.tsx";
import { useWords } from "../../locales/locale.ts";
import type { FormContent } from "../../office/form.ts";
import { addressesOf, type Attendant } from "../../office/item.ts";
import { complaintAbout, prefilled, valuesOf, type Filled } from "./prefill.ts";
import { RecordField } from "./RecordField.tsx";
import { useKnown, useNewRecord } from "./useNewRecord.ts";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, minWidth: 0 },
});

export interface RecordDialogProps {
  readonly form: RecordFormView;
  /** Sent with it, as often as it is sent. */
  readonly formKey: string;
  readonly people: readonly Attendant[];
  readonly readForm: () => Promise<FormContent>;
  readonly onClose: () => void;
  readonly onCreated: (record: RecordView) => void;
}

const formId = "new-record";

/** A record for the ERP, filled in with what the appointment tells. */
export function RecordDialog(props: RecordDialogProps) {
  const { form, formKey, people, readForm, onClose, onCreated } = props;
  const styles = useStyles();
  const words = useWords();
  const known = useKnown(people, readForm);
  const made = useNewRecord(formKey);
  /** What was typed over what the form began with. */
  const [typed, setTyped] = useState<Filled>({});
  const [tried, setTried] = useState(false);
  const filled: Filled = known === undefined ? typed : { ...prefilled(form, known), ...typed };
  const isRight = form.fields.every((field) => complaintAbout(field, filled) === null);

  const send = (): void => {
    setTried(true);
    if (!isRight || made.busy || known === undefined) return;
    made.create({ type: form.type, values: valuesOf(form, filled) }, onCreated);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    send();
  };

  const complaint = (field: FormFieldView): string | null => {
    const own = tried ? complaintAbout(field, filled) : null;
    if (own !== null) return words.create.complaints[own](field.label, field.maxLength ?? 0);
    // What the ERP says about a field stands at that field, until it is changed.
    const { failure } = made;
    return failure?.field === field.id ? failure.message : null;
  };
  const isAtField = form.fields.some(({ id }) => id === made.failure?.field);

  return (
    <Modal
      title={words.create.title(form.typeName)}
      about={null}
      onClose={onClose}
      actions={
        <>
          <Button
            appearance="primary"
            type="submit"
            form={formId}
            icon={made.busy ? <Spinner size="tiny" /> : null}
            disabledFocusable={made.busy || known === undefined}
          >
            {made.isOpen ? words.act.retry : words.create.submit}
          </Button>
          <Button onClick={onClose}>{words.act.cancel}</Button>
        </>
      }
    >
      {made.failure !== null &&
        (made.isOpen ? (
          <div role="alert">
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>{words.failures[made.failure.code].title}</MessageBarTitle>
                {words.create.unanswered}
              </MessageBarBody>
            </MessageBar>
          </div>
        ) : (
          !isAtField && <FailureNotice failure={made.failure} onRetry={send} />
        ))}
      {known === undefined ? (
        <Loading lines={4} />
      ) : (
        <form id={formId} className={styles.form} noValidate onSubmit={submit}>
          {form.fields.map((field) => (
            <RecordField
              key={field.id}
              field={field}
              value={filled[field.id] ?? null}
              complaint={complaint(field)}
              addresses={addressesOf(people)}
              // What may have been made is only asked for once more, as it was.
              fixed={made.busy || made.isOpen}
              onChange={(value) => setTyped({ ...typed, [field.id]: value })}
            />
          ))}
        </form>
      )}
    </Modal>
  );
}
