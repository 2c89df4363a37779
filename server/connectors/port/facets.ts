import type { CustomField } from "../../resources/appointment/mapped.ts";
import type { FormValues, RecordForm } from "../../resources/record-form.ts";
import type { Resource } from "../../sync/model.ts";
import type { ConnectorError } from "./connector-error.ts";
import type { Actor, DeltaScope, ItemChange } from "./item.ts";

/** A place in a list sorted by time of change, then id. */
export interface Moment {
  /** As that side writes it; ISO 8601, so that texts compare like times. */
  readonly at: string;
  readonly id: string;
}

/**
 * A change feed that can only be asked by time: with a resolution of a second, by a clock of its own,
 * and with changes that become visible later than the time they bear (it is taken when a transaction
 * begins). `withTimestampFeed` makes a `delta` of it.
 */
export interface TimestampSource {
  /**
   * What changed after `after` in the order of (time, id); with `null` everything inside the window.
   * Afterwards the window plays no part: an item that left it has changed, too.
   */
  changedSince(actor: Actor, scope: DeltaScope, after: Moment | null): Promise<TimestampPage>;
}

export interface TimestampPage {
  readonly changes: readonly (ItemChange & { readonly at: string })[];
  readonly more: boolean;
}

/** How to be told of changes per mailbox (Graph). The engine decides when. */
export interface SubscriptionFacet {
  /** Longest lifetime that is asked for, in ms. */
  readonly lifetimeMs: number;
  create(actor: Actor, request: SubscriptionRequest): Promise<Subscription>;
  /** Moves the expiry; on Graph this reauthorizes as well. @throws `not-found` when it is gone. */
  renew(actor: Actor, id: string): Promise<Subscription>;
  reauthorize(actor: Actor, id: string): Promise<void>;
  remove(actor: Actor, id: string): Promise<void>;
  list(actor: Actor): Promise<readonly Subscription[]>;
}

export interface SubscriptionRequest {
  readonly resource: Resource;
  /** Our address for notifications; https. */
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
  /** Secret that every notification must present. */
  readonly clientState: string;
}

export interface Subscription {
  readonly id: string;
  /** Of the first of them that ends; ISO 8601 UTC. */
  readonly expiresAt: string;
  /** Further ones that were made with it, for calendars of their own. */
  readonly also?: readonly string[];
  /** Why changes of some chosen calendar are not announced; absent where all are. */
  readonly lacks?: string;
}

/** A change feed read once per connection (ERPs). Says who is concerned, so one reader serves all. */
export interface FeedFacet {
  changes(cursor: string | null): Promise<FeedPage>;
  /** Registers our address for wake-ups; idempotent. The secret signs every call. */
  register(url: string, secret: string): Promise<void>;
  /** Takes our address back; idempotent. Absent: only the ERP's administrator can. */
  unregister?(url: string): Promise<void>;
  /** Whether a wake-up really came from the ERP (constant time). Carries no data. */
  verify(body: string, headers: Readonly<Record<string, string>>, secret: string): boolean;
}

export interface FeedPage {
  readonly changes: readonly FeedChange[];
  /** With a null cursor: the feed's present end and no changes. */
  readonly cursor: string;
  readonly more: boolean;
}

export interface FeedChange {
  readonly resource: Resource;
  readonly id: string;
  /** ERP users concerned, before and after the change. */
  readonly erpUserIds: readonly string[];
}

/** ERP records that an item can concern. */
export interface RecordFacet {
  readonly types: readonly RecordType[];
  search(actor: Actor, query: RecordQuery): Promise<RecordPage>;
  /** Records related to the people of an item, best first. */
  related(actor: Actor, addresses: readonly string[]): Promise<readonly ErpRecord[]>;
  get(actor: Actor, refs: readonly RecordRef[]): Promise<readonly ErpRecord[]>;
  /** Absent: this ERP does not tell whom it knows by his address. */
  readonly people?: PeopleFacet;
  /** Absent: no records are made from here. */
  readonly making?: MakingFacet;
}

/** Records that people make from an appointment: leads, opportunities, cases ... */
export interface MakingFacet {
  /** One form for each type that the acting person may make, in the order in which they are offered. */
  forms(actor: Actor): Promise<readonly RecordForm[]>;
  /**
   * Makes the record, once: repeated with its key it answers what the key made, whatever is said then.
   * @throws ConnectorError `rejected` with the field, by its id in the form; without an answer
   *   (`unavailable`) it may have been made, which repeating it tells
   */
  create(actor: Actor, record: NewRecord): Promise<ErpRecord>;
}

export interface NewRecord {
  readonly type: string;
  /** Unlike any other, in all of the ERP. */
  readonly key: string;
  /** By field of the form; what is empty is left out. */
  readonly values: FormValues;
}

/** The people outside whom the ERP knows, by mail address. */
export interface PeopleFacet {
  /** Per address (lower case) that it knows, the record that is that person's; any of his addresses counts. */
  known(actor: Actor, addresses: readonly string[]): Promise<ReadonlyMap<string, ErpRecord>>;
  /** Absent: contacts cannot be made from here. */
  create?(actor: Actor, contact: NewContact): Promise<ErpRecord>;
  /** The record type of the company that a contact belongs to. */
  readonly companyType: string;
}

export interface NewContact {
  readonly name: string;
  /** Lower case. */
  readonly address: string;
  readonly company: RecordRef | null;
}

export interface RecordType {
  readonly id: string;
  readonly name: Readonly<Record<"en" | "de", string>>;
}

export interface RecordRef {
  readonly type: string;
  readonly id: string;
}

export interface ErpRecord extends RecordRef {
  readonly name: string;
  /** Number, city, amount ...: what tells two alike records apart. */
  readonly detail: string | null;
  readonly webUrl: string | null;
}

export interface RecordQuery {
  readonly text: string;
  readonly types?: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

export interface RecordPage {
  readonly records: readonly ErpRecord[];
  readonly more: boolean;
}

/** What a connection's account is let do in the ERP, as it tells itself. */
export interface RightsFacet {
  /** As they are now; nothing is written. What the ERP has no right for is left out. */
  list(): Promise<readonly Right[]>;
  /** Where its administrator gives them; `null`: the ERP names no such page. */
  readonly page: string | null;
}

export const rightUses = [
  "users",
  "readActivities",
  "createActivities",
  "changeActivities",
  "deleteActivities",
  "changes",
  "announcements",
  "records",
  "createRecords",
] as const;
export type RightUse = (typeof rightUses)[number];

export interface Right {
  readonly use: RightUse;
  /** As its administrator finds it in the ERP. */
  readonly name: string;
  readonly granted: boolean;
}

/** Who the person is in the ERP, and what he may choose in Setup. */
export interface ProfileFacet {
  /** Matched by mail address. `null`: the ERP does not know him. */
  findUser(address: string): Promise<ErpUser | null>;
  /** By its id; `null`: there is none. Absent: it is looked for among `users`. */
  user?(id: string): Promise<ErpUser | null>;
  /** Everybody in it; absent where it tells no service account. */
  users?(): Promise<readonly ErpUser[]>;
  companies(actor: Actor): Promise<readonly ErpCompany[]>;
  activityTypes(actor: Actor, companyId: string): Promise<readonly ActivityType[]>;
}

export interface ErpUser {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly companyId: string | null;
  readonly locationId: string | null;
  /** IANA. */
  readonly timeZone: string | null;
  /** Whether he administers the ERP. */
  readonly administrator?: boolean;
}

export interface ErpCompany {
  readonly id: string;
  readonly name: string;
  readonly locations: readonly { readonly id: string; readonly name: string }[];
}

export interface ActivityType {
  readonly id: string;
  readonly name: string;
}

/** Turns the id that Outlook shows the pane into the id this connector uses (Graph: immutable). */
export interface ItemIdFacet {
  fromPane(actor: Actor, ids: readonly string[]): Promise<readonly (string | null)[]>;
}

/**
 * Where a listing cannot show which of its items we made (Graph's delta knows no extended
 * properties): absent where `delta` gives items with their keys.
 */
export interface KeyFacet {
  /** The keys of all items that creates of ours made and that are still there, by item id. */
  list(actor: Actor, resource: Resource): Promise<ReadonlyMap<string, string>>;
  /** What another program left in a user-defined field of this name, by item id; absent: it cannot be told. */
  marked?(actor: Actor, resource: Resource, field: string): Promise<ReadonlyMap<string, string>>;
}

/** The list of categories that people choose from in Outlook, each with its colour. */
export interface CategoryFacet {
  /** Names, as the list has them. @throws ConnectorError `forbidden` where it may not be read */
  list(actor: Actor): Promise<readonly string[]>;
  /**
   * Enters the categories that are not in it; those that are stay as they are. A category works on
   * items without being in the list, only without a colour.
   * @throws ConnectorError `forbidden` where the list may not be changed
   */
  enter(
    actor: Actor,
    categories: readonly { readonly name: string; readonly color: string }[],
  ): Promise<void>;
  /**
   * Takes those out of it again that still have this name and colour; one that is not in it is no
   * failure. Items keep the category. @throws ConnectorError `forbidden` where the list may not be changed
   */
  remove(
    actor: Actor,
    categories: readonly { readonly name: string; readonly color: string }[],
  ): Promise<void>;
}

/**
 * Fields that an ERP's people added to its activities. They stand among an item's fields as
 * `custom:<id>` (`customName`), each with a value of its type, also where it is empty.
 */
export interface CustomFieldFacet {
  /** As the ERP has them now. */
  list(): Promise<readonly CustomField[]>;
}

/** Invites people to a meeting of the person's own (Graph). Absent: nobody can be invited from here. */
export interface InvitationFacet {
  /**
   * Invites to an event that nobody was invited to, as the acting person's own act: each guest is mailed
   * once. Lands on the version named or not at all, stamp and guests together. `more`: adds them to those
   * who were invited before, who hear nothing of it; then no stamp lands.
   * @returns `null` once the side has it, else why not; without an answer (`unavailable`) it may have
   *   landed, which reading the event tells
   */
  send(actor: Actor, sending: Sending): Promise<ConnectorError | null>;
}

export interface Sending {
  readonly id: string;
  readonly precondition: string;
  readonly stamp: string;
  readonly guests: readonly {
    readonly address: string;
    readonly name: string;
    readonly kind: "required" | "optional" | "resource";
  }[];
  /** Others were invited before. */
  readonly more: boolean;
  /** It becomes an online meeting with it; where it is one, it stays that in any case. */
  readonly online: boolean;
}

/** What the mailbox itself says (Graph): fills in Setup where the ERP does not know. */
export interface MailboxFacet {
  /** IANA name of the mailbox's zone; `null` where it names none that IANA knows. */
  timeZone(actor: Actor): Promise<string | null>;
  /** All that the person sees in his list of calendars, his own first of all. */
  calendars(actor: Actor): Promise<readonly Calendar[]>;
  /** Whose mailbox an address of the organization is; `null`: nobody's. Needs a permission of its own. */
  owner(actor: Actor, address: string): Promise<MailboxOwner | null>;
  /**
   * The calendars of another mailbox, the actor's `mailboxId`, that the acting person may use: none
   * where he may not, or where there is no such mailbox, which nobody can tell apart.
   */
  shared(actor: Actor): Promise<readonly Calendar[]>;
}

export interface MailboxOwner {
  /** Entra object id. */
  readonly mailboxId: string;
  readonly name: string;
  /** Lower case. */
  readonly address: string;
}

export interface Calendar {
  /** `defaultCalendar`, or the id that this side gives. */
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`; `null` where the person chose none. */
  readonly color: string | null;
  /** Whom it belongs to where that is somebody else. */
  readonly owner: { readonly name: string; readonly address: string } | null;
  /** Whether the person may write into it. */
  readonly canEdit: boolean;
}
