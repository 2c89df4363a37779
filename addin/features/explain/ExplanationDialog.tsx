import { Button } from "@fluentui/react-components";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ExplainedItem } from "../../../server/api/contract/explain.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Modal } from "../../components/Modal.tsx";
import { failureOf } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import { Explanation } from "./Explanation.tsx";

export interface ExplanationDialogProps {
  readonly asked: UseQueryResult<ExplainedItem>;
  readonly onClose: () => void;
}

/** An item explained, to its person or to whoever looks after him. */
export function ExplanationDialog({ asked, onClose }: ExplanationDialogProps) {
  const words = useWords();
  const { data, error } = asked;
  return (
    <Modal
      title={words.explain.title}
      scrolls
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.act.close}</Button>}
    >
      {data !== undefined ? (
        <Explanation item={data} />
      ) : error === null ? (
        <Loading lines={5} />
      ) : (
        <FailureNotice failure={failureOf(error)} onRetry={() => void asked.refetch()} />
      )}
    </Modal>
  );
}
