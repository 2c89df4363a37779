import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UndoAgreement, UndoPreview, UndoTarget } from "../../../server/api/contract/undo.ts";
import { failureOf, type Failure } from "../../failures.ts";
import { useServices } from "../../services.ts";

interface UndoHandle {
  readonly preview: UndoPreview | undefined;
  readonly failure: Failure | null;
  readonly reload: () => void;
  readonly busy: boolean;
  readonly undo: (agreed: UndoAgreement) => void;
}

/** What taking it back would come to, asked for anew each time, and the act itself. */
export function useUndo(target: UndoTarget, onDone: () => void): UndoHandle {
  const { api } = useServices();
  const client = useQueryClient();
  const asked = useQuery({
    queryKey: ["undo", target],
    queryFn: () => api.previewUndo(target),
    gcTime: 0,
  });
  const act = useMutation({
    mutationFn: (agreed: UndoAgreement) => api.undo(target, agreed),
    onSuccess: () => {
      for (const key of ["item", "log", "status"]) {
        void client.invalidateQueries({ queryKey: [key] });
      }
      onDone();
    },
  });
  const error = act.error ?? asked.error;
  return {
    preview: asked.data,
    failure: error === null ? null : failureOf(error),
    reload: () => void asked.refetch(),
    busy: act.isPending,
    undo: act.mutate,
  };
}
