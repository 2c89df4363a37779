import { lazy, Suspense, useState, type ReactNode } from "react";

// Asked for rarely.
const ExplainDialog = lazy(async () => ({
  default: (await import("./ExplainDialog.tsx")).ExplainDialog,
}));

export interface ExplainHandle {
  /** Opens the explanation of an item, by our handle or its link. */
  readonly open: (itemId: string) => void;
  /** To be rendered wherever it was asked for. */
  readonly dialog: ReactNode;
}

/** The explanation of one item at a time, in front of the page. */
export function useExplain(): ExplainHandle {
  const [itemId, setItemId] = useState<string | null>(null);
  return {
    open: setItemId,
    dialog: itemId !== null && (
      <Suspense>
        <ExplainDialog itemId={itemId} onClose={() => setItemId(null)} />
      </Suspense>
    ),
  };
}
