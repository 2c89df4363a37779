import { Button } from "@fluentui/react-components";
import type { DryRunSummary } from "../../../../server/api/contract/service/dry-runs.ts";
import { Modal } from "../../../components/Modal.tsx";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { Totals } from "./Totals.tsx";
import { words as allWords } from "./words.ts";

export interface CarryOutDialogProps {
  readonly summary: DryRunSummary;
  readonly onDo: () => void;
  readonly onClose: () => void;
}

/** What is about to be done, before it is. */
export function CarryOutDialog({ summary, onDo, onClose }: CarryOutDialogProps) {
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const { toDo, toDoCounts, rules } = summary;
  const ask = rules === null ? words.ask : { ...words.ask, ...words.rules.ask };
  return (
    <Modal
      title={ask.title}
      about="service-dry-run"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{ask.cancel}</Button>
          <Button appearance="primary" onClick={onDo}>
            {rules === null ? words.carryOut : words.rules.carryOut}
          </Button>
        </>
      }
    >
      <span>{toDo === 1 ? ask.one : ask.text(number(toDo))}</span>
      <Totals counts={toDoCounts} />
      <span>{ask.audited}</span>
    </Modal>
  );
}
