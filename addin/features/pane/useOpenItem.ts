import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { ItemNews } from "../../office/changes.ts";
import type { FormContent } from "../../office/form.ts";
import type { OpenItem } from "../../office/item.ts";

/** Outlook as the pane sees it; entries take it from office/, tests make one up. */
export interface Outlook {
  readonly inOutlook: boolean;
  readonly readItem: () => Promise<OpenItem>;
  /** What the open appointment says now, saved or not. */
  readonly readForm: () => Promise<FormContent>;
  readonly onItemChanged: (listener: (news: ItemNews) => void) => void;
  readonly rememberLinked: (linked: boolean) => void;
  /** The random key that this pane left on the open appointment. */
  readonly advanceKey: () => Promise<string | null>;
  readonly leaveAdvanceKey: (key: string) => Promise<void>;
  /** The category that the person wants on every new appointment; `null`: none. */
  readonly defaultCategory: () => string | null;
  readonly keepDefaultCategory: (category: string | null) => Promise<void>;
}

export type ReadItem = OpenItem | { readonly kind: "reading" } | { readonly kind: "unreadable" };

export interface OpenItemHandle {
  readonly item: ReadItem;
  /** The form holds something that is not saved: the backend does not know of it yet. */
  readonly edited: boolean;
  readonly reread: () => void;
}

/** What follows the open item, and is asked for again when it changes. */
const following = ["item", "preview", "records", "people"];

/** The item that is open in Outlook now. `reread` asks again, e.g. after Outlook did not answer. */
export function useOpenItem(outlook: Outlook): OpenItemHandle {
  const [item, setItem] = useState<ReadItem>(
    outlook.inOutlook ? { kind: "reading" } : { kind: "none" },
  );
  const [edited, setEdited] = useState(false);
  const [asked, setAsked] = useState(0);
  const client = useQueryClient();
  const reread = useCallback(() => setAsked((count) => count + 1), []);
  useEffect(() => {
    if (!outlook.inOutlook) return;
    outlook.onItemChanged((news) => {
      setEdited(news === "edited");
      reread();
      for (const kind of following) void client.invalidateQueries({ queryKey: [kind] });
    });
  }, [outlook, reread, client]);
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
  return { item, edited, reread };
}
