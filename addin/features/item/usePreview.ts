import { skipToken, useQuery } from "@tanstack/react-query";
import type { ItemChoice, Preview } from "../../../server/api/contract/items.ts";
import { failureOf, type Failure } from "../../failures.ts";
import type { FormContent } from "../../office/form.ts";
import { useServices } from "../../services.ts";

export interface PreviewHandle {
  readonly preview: Preview | undefined;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

/** What would be written with this choice. */
export function usePreview(itemId: string, choice: ItemChoice): PreviewHandle {
  const { api } = useServices();
  const asked = useQuery({
    queryKey: ["preview", itemId, choice],
    queryFn: () => api.previewItem(itemId, choice),
    placeholderData: (before) => before,
  });
  return {
    preview: asked.data,
    failure: asked.error === null ? null : failureOf(asked.error),
    reload: () => void asked.refetch(),
  };
}

/** Outlook tells of a new time or guest, and of nothing else that is typed; asking it costs nothing. */
const typedPollMs = 2_000;

/** The same for an appointment that is not saved: follows what is typed into Outlook's form. */
export function useUnsavedPreview(
  readForm: () => Promise<FormContent>,
  choice: ItemChoice,
): PreviewHandle {
  const { api } = useServices();
  const form = useQuery({
    queryKey: ["form", "open"],
    queryFn: readForm,
    refetchInterval: typedPollMs,
    // Another form that is opened says other things.
    ...{ staleTime: 0, gcTime: 0 },
  });
  const content = form.data;
  const asked = useQuery({
    queryKey: ["preview", content, choice],
    queryFn:
      content === undefined ? skipToken : () => api.previewUnsaved({ form: content, choice }),
    placeholderData: (before) => before,
  });
  const needed = content === undefined ? form : asked;
  return {
    preview: asked.data,
    failure: needed.error === null ? null : failureOf(needed.error),
    reload: () => void needed.refetch(),
  };
}
