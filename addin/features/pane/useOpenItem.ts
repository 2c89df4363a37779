import { useCallback, useEffect, useState } from "react";
import type { OpenItem } from "../../office/item.ts";

/** Outlook as the pane sees it; entries take it from office/, tests make one up. */
export interface Outlook {
  readonly inOutlook: boolean;
  readonly readItem: () => Promise<OpenItem>;
  readonly onItemChanged: (listener: () => void) => void;
  readonly rememberLinked: (linked: boolean) => void;
}

export type ReadItem = OpenItem | { readonly kind: "reading" } | { readonly kind: "unreadable" };

/** The item that is open in Outlook now. `reread` asks again, e.g. after it was saved. */
export function useOpenItem(outlook: Outlook): {
  readonly item: ReadItem;
  readonly reread: () => void;
} {
  const [item, setItem] = useState<ReadItem>(
    outlook.inOutlook ? { kind: "reading" } : { kind: "none" },
  );
  const [asked, setAsked] = useState(0);
  const reread = useCallback(() => setAsked((count) => count + 1), []);
  useEffect(() => {
    if (outlook.inOutlook) outlook.onItemChanged(reread);
  }, [outlook, reread]);
  useEffect(() => {
    if (!outlook.inOutlook) return undefined;
    let current = true;
    outlook.readItem().then(
      (read) => current && setItem(read),
      () => current && setItem({ kind: "unreadable" }),
    );
    return () => {
      // A slow answer about the item before must not replace the one that is open now.
      current = false;
    };
  }, [outlook, asked]);
  return { item, reread };
}
