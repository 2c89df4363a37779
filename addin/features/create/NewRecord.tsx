import { Button } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { lazy, Suspense, useState } from "react";
import type { RecordView } from "../../../server/api/contract/items.ts";
import type { RecordFormView } from "../../../server/api/contract/records.ts";
import { useWords } from "../../locales/locale.ts";
import type { FormContent } from "../../office/form.ts";
import type { Attendant } from "../../office/item.ts";
import { useForms } from "./useNewRecord.ts";

// The menu with its keyboard and its placing is a third of all scripts: see MainMenu.
const loadMenu = async () => ({ default: (await import("./RecordMenu.tsx")).RecordMenu });
const RecordMenu = lazy(loadMenu);
/** Somebody is about to press the button; a failure shows when he does. */
const prepare = (): void => void loadMenu().catch(() => undefined);

// Asked for rarely: kept out of what every opening of the pane waits for.
const RecordDialog = lazy(async () => ({
  default: (await import("./RecordDialog.tsx")).RecordDialog,
}));

export interface NewRecordProps {
  readonly people: readonly Attendant[];
  readonly readForm: () => Promise<FormContent>;
  /** It was made: the appointment concerns it. */
  readonly onCreated: (record: RecordView) => void;
}

/** The types of record that can be made from here; nothing where there are none. */
export function NewRecord({ people, readForm, onCreated }: NewRecordProps) {
  const words = useWords().create;
  const forms = useForms();
  const [asked, setAsked] = useState(false);
  const [open, setOpen] = useState<RecordFormView | null>(null);
  /**
   * By type, until one was made: whoever closes a form without knowing whether it was, and opens it
   * again, does not make a second one.
   */
  const [keys] = useState(() => new Map<string, string>());
  const keyOf = (type: string): string => {
    const key = keys.get(type) ?? crypto.randomUUID();
    keys.set(type, key);
    return key;
  };
  if (forms.length === 0) return null;
  const button = (
    <Button
      size="small"
      icon={<AddRegular />}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => setAsked(true)}
    >
      {words.menu}
    </Button>
  );
  return (
    <>
      {asked ? (
        <Suspense fallback={button}>
          <RecordMenu forms={forms} onChoose={setOpen} />
        </Suspense>
      ) : (
        button
      )}
      {open !== null && (
        <Suspense>
          <RecordDialog
            form={open}
            formKey={keyOf(open.type)}
            people={people}
            readForm={readForm}
            onClose={() => setOpen(null)}
            onCreated={(record) => {
              setOpen(null);
              keys.delete(open.type);
              onCreated(record);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
