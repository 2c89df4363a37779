import type { TimeKeeping } from "../../resources/appointment/kept-time.ts";
import type { Resource, Side } from "../../sync/model.ts";
import type {
  CategoryFacet,
  CustomFieldFacet,
  FeedFacet,
  InvitationFacet,
  ItemIdFacet,
  KeyFacet,
  MailboxFacet,
  ProfileFacet,
  RecordFacet,
  RightsFacet,
  SubscriptionFacet,
} from "./facets.ts";
import type {
  Actor,
  CheckResult,
  DeltaPage,
  DeltaScope,
  Found,
  Item,
  Outcome,
  WriteAction,
} from "./item.ts";

/**
 * The port that Microsoft Graph and every ERP implement alike. The engine knows nothing of HTTP,
 * tokens or foreign field names; a connector knows nothing of links, bases or rules.
 *
 * Every failure leaves a connector as a `ConnectorError`; every call carries the acting person.
 */
export interface Connector {
  readonly side: Side;
  readonly capabilities: Capabilities;
  /**
   * What changed since `cursor`, or everything inside `window` where the cursor is null. Changes may
   * repeat, arrive in any order and be stale: they are candidates, `get` is the truth.
   * @throws ConnectorError `cursor-expired` when the cursor is no longer known.
   */
  delta(actor: Actor, scope: DeltaScope, cursor: string | null): Promise<DeltaPage>;
  /**
   * The items as they are now, in the order of `ids`. One bad item is an error in its place only.
   * @param doubted those that are to be looked for where they should stand, because a side may answer
   *   for what it has thrown away, and for what lies in a calendar that is not synchronized
   */
  get(
    actor: Actor,
    resource: Resource,
    ids: readonly string[],
    doubted?: ReadonlySet<string>,
  ): Promise<readonly Found[]>;
  /** Carries out the actions, batched and paced; outcomes in the order of `actions`. */
  write(
    actor: Actor,
    resource: Resource,
    actions: readonly WriteAction[],
  ): Promise<readonly Outcome[]>;
  /**
   * The item that a create with `key` made: `null` when there is none (never made, or deleted since).
   * An item that merely carries a copy of the key's stamp is not it: people duplicate items.
   */
  findByKey(actor: Actor, resource: Resource, key: string): Promise<Item | null>;
  /** Test connection: who we are on the other side. */
  check(actor: Actor): Promise<CheckResult>;

  readonly subscriptions?: SubscriptionFacet;
  readonly feed?: FeedFacet;
  readonly records?: RecordFacet;
  readonly profile?: ProfileFacet;
  readonly rights?: RightsFacet;
  readonly itemIds?: ItemIdFacet;
  readonly mailbox?: MailboxFacet;
  readonly keys?: KeyFacet;
  readonly invitations?: InvitationFacet;
  readonly categories?: CategoryFacet;
  readonly customFields?: CustomFieldFacet;
}

export interface Capabilities {
  /** Field names this side stores, per resource. */
  readonly holds: Readonly<Record<Resource, ReadonlySet<string>>>;
  /** Whether changes are announced by notification. */
  readonly push: boolean;
  /** Whether an item can stay as one that does not take place; it reads as missing from then on. */
  readonly cancels?: boolean;
  /** Whether such an item can be made active again. */
  readonly revives?: boolean;
  /** What it cannot tell of times; absent: it keeps any instant with its zone. */
  readonly time?: TimeKeeping;
  readonly promises: Promises;
}

/**
 * What a system promises by itself about changes and writes. Weak promises are made up for by the
 * wrappers in `strengthen/`, so that the engine meets a lock that is at least `checked`, absences it
 * can tell and cursors that miss nothing. What each combination comes to stands in `sync/SPEC.md`.
 */
export interface Promises {
  /**
   * `atomic`: compares the precondition and writes in one step. `checked`: compares, then writes, so
   * an edit in between is overwritten. `none`: writes whatever the precondition says.
   */
  readonly lock: "atomic" | "checked" | "none";
  /**
   * `native`: remembers every key for good, and answers a repeated create with what it made first.
   * `search`: stores key and stamp where they can be found again, on copies too, and makes a second
   * item when asked twice. `none`: stores nothing of ours.
   */
  readonly create: "native" | "search" | "none";
  /** Whether changes tell what was removed, or only a comparison with a whole list does. */
  readonly deletes: "feed" | "reconcile";
  /** `timestamp`: only a time of change can be asked for, see `TimestampSource`. */
  readonly changes: "token" | "timestamp";
}

/** What Microsoft Graph and the demo ERP promise; weaker systems name what differs. */
export const strongPromises: Promises = {
  lock: "atomic",
  create: "native",
  deletes: "feed",
  changes: "token",
};
