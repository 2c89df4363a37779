import { Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useService } from "../../../api/service.ts";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { Modal } from "../../../components/Modal.tsx";
import { failureOf } from "../../../failures.ts";
import { useWords } from "../../../locales/locale.ts";
import { Explanation } from "../../explain/Explanation.tsx";
import type { Whom } from "./whom.ts";

export interface ExplainForUserProps {
  readonly whom: Whom;
  readonly linkId: string;
  readonly onClose: () => void;
}

/** Why an item of somebody else's mailbox is as it is, as far as the reader may know. */
export function ExplainForUser({ whom, linkId, onClose }: ExplainForUserProps) {
  const words = useWords();
  const ask = useService();
  const asked = useQuery({
    queryKey: ["service", "user", whom.tenantId, whom.mailboxId, "explain", linkId],
    queryFn: () => ask("explainForUser", { parameters: { ...whom, linkId } }),
  });
  return (
    <Modal
      title={words.explain.title}
      scrolls
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.act.close}</Button>}
    >
      {asked.error !== null && (
        <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {asked.data !== undefined && <Explanation item={asked.data} />}
      {asked.isPending && <Loading lines={5} />}
    </Modal>
  );
}
