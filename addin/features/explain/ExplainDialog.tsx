import { useQuery } from "@tanstack/react-query";
import { useServices } from "../../services.ts";
import { ExplanationDialog } from "./ExplanationDialog.tsx";

export interface ExplainDialogProps {
  /** Our handle for the item, or its link. */
  readonly itemId: string;
  readonly onClose: () => void;
}

/** Why an item is as it is. */
export function ExplainDialog({ itemId, onClose }: ExplainDialogProps) {
  const { api } = useServices();
  const asked = useQuery({
    queryKey: ["item", "explanation", itemId],
    queryFn: () => api.explainItem(itemId),
  });
  return <ExplanationDialog asked={asked} onClose={onClose} />;
}
