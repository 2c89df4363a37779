import { Checkbox } from "@fluentui/react-components";
import { useState } from "react";
import type { AdvanceView } from "../../../server/api/contract/advance.ts";
import { useWords } from "../../locales/locale.ts";

/** What a person wants on every new appointment, as his mailbox keeps it. */
export interface Defaults {
  readonly defaultCategory: () => string | null;
  readonly keepDefaultCategory: (category: string | null) => Promise<void>;
}

export interface DefaultTypeProps {
  readonly types: AdvanceView["activityTypes"];
  readonly chosen: string | null;
  readonly defaults: Defaults;
}

/**
 * Whether new appointments start with this type. It becomes their first category, by
 * the category that means it, which everybody sees in the form and can take away there.
 */
export function DefaultType({ types, chosen, defaults }: DefaultTypeProps) {
  const words = useWords().item.unsaved;
  const [before] = useState(defaults.defaultCategory);
  const [kept, setKept] = useState(before);
  // Taken back it stays in sight: a click by mistake is taken back as well.
  const name = types.find(({ id }) => id === chosen)?.category ?? kept ?? before;
  if (name === null) return null;
  return (
    <Checkbox
      label={words.startWith(name)}
      checked={kept === name}
      onChange={(_event, { checked }) => {
        const next = checked === true ? name : null;
        setKept(next);
        // A mailbox that does not take it shows what still holds.
        defaults.keepDefaultCategory(next).catch(() => setKept(kept));
      }}
    />
  );
}
