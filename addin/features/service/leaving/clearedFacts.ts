import type {
  ClearingView,
  LeavingProgress,
} from "../../../../server/api/contract/service/leaving.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

type Cleared = LeavingProgress["cleared"];
const kinds = [
  "marks",
  "outlookCopies",
  "erpCopies",
] as const satisfies readonly (keyof ClearingView)[];

/** What was cleared, kind by kind, and how many of each had to stay. */
export function useClearedFacts(): (
  cleared: Cleared,
) => readonly { name: string; value: string }[] {
  const words = useWordsOf(allWords).clearing;
  const { number } = useLocale();
  return (cleared) =>
    kinds.map((kind) => ({
      name: words.done[kind],
      value: words.tally(number(cleared[kind].removed), number(cleared[kind].left)),
    }));
}
