import { Button } from "@fluentui/react-components";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ExplainedItem } from "../../../server/api/contract/explain.ts";
import { Modal } from "../../components/Modal.tsx";
import { Unanswered } from "../../components/Unanswered.tsx";
import { useWords } from "../../locales/locale.ts";
import { Explanation } from "./Explanation.tsx";

export interface ExplanationDialogProps {
  readonly asked: UseQueryResult<ExplainedItem>;
  readonly onClose: () => void;
}

/** An item explained, to its person or to whoever looks after him. */
export function ExplanationDialog({ asked, onClose }: ExplanationDialogProps) {
  const words = useWords();
  const { data } = asked;
  return (
    <Modal
      title={words.explain.title}
      about="happens"
      scrolls
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.act.close}</Button>}
    >
      {data !== undefined ? <Explanation item={data} /> : <Unanswered asked={asked} lines={5} />}
    </Modal>
  );
}
