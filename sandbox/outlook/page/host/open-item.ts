import type { Draft } from "../draft.ts";
import type { GraphEvent, MasterCategory } from "../graph-event.ts";

/** One notification bar of an add-in, as office.js sends it. */
export interface ItemNotification {
  readonly key: string;
  readonly message: string;
  /** 0 informational, 1 progress, 2 error, 3 insight. */
  readonly type: number;
}

/**
 * The item that the window shows, as the host protocol needs it. Read: the event as the mailbox
 * holds it. Compose: a draft in the form, with the event behind it once it was saved.
 */
export interface OpenItem {
  readonly mode: "read" | "compose";
  /** The saved event; null while a new one was never saved. */
  readonly event: GraphEvent | null;
  /** The form's content; in read mode the event's. */
  readonly draft: Draft;
  readonly masterCategories: readonly MasterCategory[];
  readonly notifications: Map<string, ItemNotification>;
  customProperties(): Record<string, unknown>;
  /** Read: written to the mailbox at once. Compose: travels with the next save. */
  setCustomProperties(properties: Record<string, unknown>): Promise<void>;
  /** Compose: puts a value in the form. Read: only categories may be set, and are saved at once. */
  change(change: Partial<Draft>): Promise<void>;
  /** Compose: saves without sending invitations; answers the saved event. */
  save(): Promise<GraphEvent>;
  notificationsChanged(): void;
  readonly sessionData: Map<string, string>;
}
