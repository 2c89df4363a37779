import { lazy, Suspense, useState } from "react";
import type { UndoTarget } from "../../../server/api/contract/undo.ts";
import { HistoryList, type HistoryListProps } from "../../components/HistoryList.tsx";

// Asked for rarely: kept out of what every opening of the pane waits for.
const UndoDialog = lazy(async () => ({ default: (await import("./UndoDialog.tsx")).UndoDialog }));

/** What happened, and a way to take it back. */
export function History(props: Omit<HistoryListProps, "onUndo">) {
  const [target, setTarget] = useState<UndoTarget | null>(null);
  return (
    <>
      <HistoryList {...props} onUndo={setTarget} />
      {target !== null && (
        <Suspense>
          <UndoDialog target={target} onClose={() => setTarget(null)} />
        </Suspense>
      )}
    </>
  );
}
