import { useQuery } from "@tanstack/react-query";
import { useService } from "../../../api/service.ts";
import { ExplanationDialog } from "../../explain/ExplanationDialog.tsx";
import type { Whom } from "./whom.ts";

export interface ExplainForUserProps {
  readonly whom: Whom;
  readonly linkId: string;
  readonly onClose: () => void;
}

/** Why an item of somebody else's mailbox is as it is, as far as the reader may know. */
export function ExplainForUser({ whom, linkId, onClose }: ExplainForUserProps) {
  const ask = useService();
  const asked = useQuery({
    queryKey: ["service", "user", whom.tenantId, whom.mailboxId, "explain", linkId],
    queryFn: () => ask("explainForUser", { parameters: { ...whom, linkId } }),
  });
  return <ExplanationDialog asked={asked} onClose={onClose} />;
}
