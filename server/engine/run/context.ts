import type { Connector } from "../../connectors/port/connector.ts";
import type { ActivityType } from "../../connectors/port/facets.ts";
import type { Actor, Item } from "../../connectors/port/item.ts";
import type { Window } from "../../resources/window.ts";
import type {
  BrakeDocument,
  InboxDocument,
  MailboxDocument,
} from "../../store/documents/mailbox.ts";
import type { BrakeReport } from "../../sync/guard.ts";
import type { Link, Resource, Schema, Side } from "../../sync/model.ts";
import type { Terms } from "../../sync/terms.ts";
import type { Gate } from "./gate.ts";
import type { Ledger } from "./ledger.ts";
import type { Neighbours } from "../mailboxes/neighbours.ts";
import type { EngineDeps, MailboxScope, Rules } from "../mailboxes/mailbox.ts";
import type { Step } from "../progress.ts";

/** What the brake held back, and the first items of it. */
export type Braked = BrakeReport & Pick<BrakeDocument, "planned">;
export type BrakeRelease = Extract<InboxDocument, { kind: "release-brake" }>;

/** Everything the steps of one run share. */
export interface RunContext {
  readonly deps: EngineDeps;
  readonly scope: MailboxScope;
  readonly mailbox: MailboxDocument;
  readonly actor: Actor;
  readonly graph: Connector;
  readonly erp: Connector;
  readonly resource: Resource;
  readonly schema: Schema;
  readonly rules: Rules;
  /** Sides that nothing new is written to: an administrator stopped what would write there. */
  readonly stopped: ReadonlySet<Side>;
  readonly terms: Terms;
  readonly window: Window;
  readonly ledger: Ledger;
  /** ISO 8601 UTC. */
  readonly now: () => string;
  readonly gate: Gate;
  /** Whether an item that no link knows is worth reading; `undefined`: only its id is known. */
  readonly takesUp: (side: Side, item: Item | undefined) => boolean;
  /** Series whose days are items of their own and that their person switched on as a whole, by id. */
  readonly wholeSeries: Map<string, Link>;
  /** Whether an item is of the kind that gates let in, should one be open; within other dates, where said. */
  readonly fits: (side: Side, item: Item, within?: Window) => boolean;
  /** Whether new items of this side get a link of their own. */
  readonly opens: (side: Side) => boolean;
  /** Whether items show by categories of ours what is tracked; `actor.marks` stays while some do. */
  readonly showsMarks: boolean;
  /** What people did to our category in Outlook, by link, until it is carried out. */
  readonly hands: Map<string, "added" | "removed">;
  /** Tells open panes that this item moved. */
  readonly touched: (link: Link) => void;
  /** Links of which this run read something new: in a listing that is all, later it is what moved. */
  readonly fresh: Set<string>;
  /** Items whose links this run wrote, those of links among them that are over by now. */
  readonly written: Readonly<Record<Side, Set<string>>>;
  /** Decisions that are carried out together (`portions.ts`). */
  readonly portionMax: number;
  /** Whether other mailboxes wait for the place of this run. */
  readonly crowded: () => boolean;
  /** Whether the process is about to end: the step in hand is the last. */
  readonly ending: () => boolean;
  /** Tells how far a wide sync is; of any other nothing is told. */
  readonly tell: (step: Step) => void;
  /** Set by the plan when it held deletions back. */
  braked: Braked | null;
  /** The mailbox came from another person: what is missing in this run is let go, and deletes nothing. */
  handedOver: boolean;
  /** The other mailboxes as a shared meeting first asked for them in this run. */
  neighbours: Neighbours | null;
  /** Whether a link waits for what another mailbox is about to make: this one is run again soon. */
  awaits: boolean;
  /** What administrators agreed to since the last run, and under which key it stands in the inbox. */
  readonly releases: { readonly key: string; readonly release: BrakeRelease }[];
  /** What of that this run carries out. */
  agreed: BrakeRelease | null;
  /** When the edits that this run found in Outlook were made, as Outlook tells it; ISO 8601 UTC. */
  readonly news: string[];
  /** Items that stopped the runs before this one in a row, and how often. */
  readonly suspects: ReadonlyMap<string, number>;
  /** Those of them, and new ones, that failed in this run as well. */
  readonly failing: Map<string, number>;
  /** The ERP's activity types of the person's company; `null` until they were needed. */
  activityTypes: readonly ActivityType[] | null;
}

export function connectorOf(run: RunContext, side: Side): Connector {
  return side === "erp" ? run.erp : run.graph;
}
