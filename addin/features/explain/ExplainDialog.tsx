import { Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Modal } from "../../components/Modal.tsx";
import { failureOf } from "../../failures.ts";
import { useWords } from "../../locales/locale.ts";
import { useServices } from "../../services.ts";
import { Explanation } from "./Explanation.tsx";

export interface ExplainDialogProps {
  /** Our handle for the item, or its link. */
  readonly itemId: string;
  readonly onClose: () => void;
}

/** Why an item is as it is. */
export function ExplainDialog({ itemId, onClose }: ExplainDialogProps) {
  const { api } = useServices();
  const words = useWords();
  const asked = useQuery({
    queryKey: ["item", "explanation", itemId],
    queryFn: () => api.explainItem(itemId),
  });
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
