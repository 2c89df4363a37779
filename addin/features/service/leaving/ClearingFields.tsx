import type { ClearingView } from "../../../../server/api/contract/service/leaving.ts";
import { Choice } from "../../../components/Choice.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

/** Nothing that people see in either system goes unless somebody says so. */
export const keepsAll: ClearingView = { marks: "leave", outlookCopies: "keep", erpCopies: "keep" };

export interface ClearingFieldsProps {
  readonly choices: ClearingView;
  readonly onChange: (choices: ClearingView) => void;
}

/** What becomes of what we left in the two systems. */
export function ClearingFields({ choices, onChange }: ClearingFieldsProps) {
  const words = useWordsOf(allWords).clearing;
  return (
    <>
      <Choice
        label={words.marks}
        value={choices.marks}
        options={[
          ["leave", words.leave],
          ["remove", words.take],
        ]}
        hint={words.marksHint}
        onChange={(marks) => onChange({ ...choices, marks })}
      />
      <Choice
        label={words.outlookCopies}
        value={choices.outlookCopies}
        options={[
          ["keep", words.keep],
          ["remove", words.remove],
        ]}
        hint={words.outlookCopiesHint}
        onChange={(outlookCopies) => onChange({ ...choices, outlookCopies })}
      />
      <Choice
        label={words.erpCopies}
        value={choices.erpCopies}
        options={[
          ["keep", words.keep],
          ["remove", words.remove],
        ]}
        hint={words.erpCopiesHint}
        onChange={(erpCopies) => onChange({ ...choices, erpCopies })}
      />
    </>
  );
}
