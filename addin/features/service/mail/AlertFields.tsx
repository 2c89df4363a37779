import { Choice } from "../../../components/Choice.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { TextField, type FieldsProps } from "./TextField.tsx";
import { words as allWords } from "./words.ts";

/** Which administrators hear of failures, and when. */
export function AlertFields(props: FieldsProps) {
  const { draft, change } = props;
  const words = useWordsOf(allWords);
  return (
    <>
      <TextField
        {...props}
        name="alertsTo"
        label={words.alertsTo}
        hint={words.alertsHint}
        lines={3}
      />
      <Choice
        label={words.language}
        value={draft.language}
        options={[
          ["en", "English"],
          ["de", "Deutsch"],
        ]}
        onChange={(language) => change({ language })}
      />
      <TextField {...props} name="erpDownMinutes" label={words.erpDownMinutes} isNumber />
    </>
  );
}

/** What stands under every mail, and how long they are kept. */
export function TextFields(props: FieldsProps) {
  const words = useWordsOf(allWords);
  return (
    <>
      <TextField {...props} name="footer" label={words.footer} hint={words.footerHint} lines={3} />
      <TextField
        {...props}
        name="historyDays"
        label={words.historyDays}
        hint={words.historyHint}
        isNumber
      />
    </>
  );
}
