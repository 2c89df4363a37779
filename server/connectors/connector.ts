import type { CustomField, FieldMapping } from "../resources/appointment/mapped.ts";
import type { TimeKeeping } from "../resources/appointment/kept-time.ts";
import type { MarkNames } from "../resources/appointment/marks.ts";
import type { FormValues, RecordForm } from "../resources/record-form.ts";
import type { Fields, Mark, Resource, Side, Snapshot, Value } from "../sync/model.ts";

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
  readonly itemIds?: ItemIdFacet;
  readonly mailbox?: MailboxFacet;
  readonly keys?: KeyFacet;
  readonly invitations?: InvitationFacet;
  readonly categories?: CategoryFacet;
  readonly customFields?: CustomFieldFacet;
}

/** The person on whose behalf a call is made; rights on both sides are his. */
export interface Actor {
  readonly tenantId: string;
  /** Entra object id. */
  readonly userId: string;
  /** The mailbox acted upon: an Entra object id, the person's own unless shared. */
  readonly mailboxId: string;
  /** Which calendars of that mailbox are synchronized; absent: its default calendar alone. */
  readonly calendars?: Calendars;
  readonly address: string;
  /** `null` where the ERP does not know him. */
  readonly erpUserId: string | null;
  /** ERP company and location that new activities belong to (Setup). */
  readonly companyId: string | null;
  readonly locationId: string | null;
  /** IANA; the zone given to items that come without one. */
  readonly timeZone: string;
  /**
   * Where the ERP holds no series, each occurrence is an item of its own; absent: a series is one item
   * with its exceptions.
   */
  readonly series?: "occurrences";
  /**
   * Mailboxes that no user of the ERP has, a team's, by the person who synchronizes each: what belongs
   * to the one is owned in the ERP by the other's user. Mail addresses, lower case.
   */
  readonly standIns?: Readonly<Record<string, string>>;
  /** What our categories are called in Outlook; absent: there are none on this person's items. */
  readonly marks?: MarkNames;
  /** Fields of the ERP's own that have a place in Outlook. */
  readonly mapped?: readonly FieldMapping[];
}

/** Calendars of a mailbox by id; its own goes by `defaultCalendar`, because its id may change. */
export interface Calendars {
  /** What is listed; at least one. */
  readonly chosen: readonly string[];
  /** Where new items go: one of the chosen. */
  readonly target: string;
}

export const defaultCalendar = "default";

/** The calendars of a mailbox that are listed: where a person chose none, its own. */
export function chosenCalendars({
  calendars,
}: {
  readonly calendars?: Pick<Calendars, "chosen">;
}): readonly string[] {
  return calendars?.chosen ?? [defaultCalendar];
}

export interface Capabilities {
  /** Field names this side stores, per resource. */
  readonly holds: Readonly<Record<Resource, ReadonlySet<string>>>;
  /** Whether changes are announced by notification. */
  readonly push: boolean;
  /** Whether an item can stay as one that does not take place; it reads as missing from then on. */
  readonly cancels?: boolean;
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

export interface DeltaScope {
  readonly resource: Resource;
  /** ISO 8601 UTC instants; what lies outside need not be reported. */
  readonly window: { readonly from: string; readonly to: string };
}

export interface DeltaPage {
  readonly changes: readonly ItemChange[];
  /** Opaque; given back on the next call. */
  readonly cursor: string;
  /** True: call again at once with `cursor`. */
  readonly more: boolean;
  /** True: this round lists everything inside the window, so what is absent may be gone. */
  readonly complete: boolean;
}

/** A hint that an item moved. `item` absent: only its id is known. */
export interface ItemChange {
  readonly id: string;
  readonly item?: Item;
  /** The side says it is gone from this view: confirmed by `get` before it counts. */
  readonly removed?: boolean;
}

export interface Item extends Snapshot {
  /** The stamp of the last write of ours that landed on it. */
  readonly stamp: string | null;
  /** The key of the create of ours that made it. */
  readonly key: string | null;
  /** What the pane and the portal show but the core does not merge. */
  readonly details: ItemDetails;
}

export interface ItemDetails {
  /** Opens the item in its own system. */
  readonly webUrl: string | null;
  /** Shared by the copies of one meeting in several mailboxes. */
  readonly iCalUId?: string;
  readonly modifiedBy?: string;
  /** Microsoft: mail address of whoever organizes it, lower case. */
  readonly organizerAddress?: string;
  /** Of an occurrence: when its series has it, whatever was moved since; ISO 8601 UTC. */
  readonly originalStart?: string;
  /** Microsoft: the mailbox's owner organizes it. ERP: the acting person owns it. */
  readonly organizer?: boolean;
  /**
   * Microsoft: the calendar it lies in, which is none of those that are synchronized; `null`: it was
   * looked for and stands in one of them. Absent: nobody looked.
   */
  readonly elsewhere?: string | null;
  readonly series?: "single" | "master" | "occurrence";
  /** Of an occurrence: the series it belongs to. */
  readonly seriesId?: string;
  /** Of an occurrence, where it was read together with its series: the series' `iCalUId`. */
  readonly seriesUid?: string;
  /** ISO 8601 UTC. */
  readonly createdAt?: string;
  /** ERP: under which id another system that is not ours knows it. */
  readonly reference?: { readonly system: string; readonly id: string };
  /** Microsoft: it was listed, and lists tell nothing of the properties that the actor's fields stand in. */
  readonly untold?: true;
  /**
   * Microsoft: the random key that the pane left on the appointment before it was saved. Only `get`
   * tells it. Copies that people make carry it as well.
   */
  readonly advanceKey?: string;
}

/** Whether a reading told all of an item: lists tell nothing of the exceptions of a series, say. */
export function isWhole({ details, fields }: Item): boolean {
  if (details.untold === true) return false;
  return details.series !== "master" || fields["exceptions"] !== undefined;
}

export type Found =
  | { readonly kind: "found"; readonly item: Item }
  /** `calledOff`: not taken out of this calendar by its owner, but ended by whoever organized it. */
  | { readonly kind: "missing"; readonly calledOff?: true }
  | { readonly kind: "error"; readonly error: ConnectorError };

export type WriteAction =
  | {
      readonly kind: "create";
      readonly key: string;
      readonly fields: Fields;
      /** Microsoft: our categories that it is made with. */
      readonly marks?: readonly Mark[];
    }
  | {
      readonly kind: "update";
      readonly id: string;
      /** The version the decision was made on; the side refuses when it has moved. */
      readonly precondition: string;
      /** Only the fields that change. */
      readonly fields: Fields;
      readonly stamp: string;
      /** Microsoft: our categories that it carries from then on; absent: they stay as they are. */
      readonly marks?: readonly Mark[];
      /** With `marks`: the person's own categories at the precondition, where no field writes them. */
      readonly beside?: Value;
    }
  | {
      readonly kind: "delete";
      readonly id: string;
      readonly precondition: string;
      /** It is to stay as cancelled, where this side knows that (`Capabilities.cancels`). */
      readonly cancel?: true;
    };

export type Outcome =
  /** Created or updated: the item as it reads now. A repeated create answers the item it made first. */
  | { readonly kind: "written"; readonly item: Item }
  /**
   * Deleted or cancelled, or already gone. Of an update: it landed, and the item left with it, as a
   * meeting leaves the calendar of whoever declines it.
   */
  | { readonly kind: "gone" }
  /** A repeated create whose item was deleted since: the key is spent. */
  | { readonly kind: "spent" }
  | { readonly kind: "error"; readonly error: ConnectorError };

/** Whether the other writes need not be tried: that side asks us to wait, or refuses the sign-in. */
export function endsAll(outcome: Outcome): boolean {
  if (outcome.kind !== "error") return false;
  return outcome.error.code === "throttled" || outcome.error.code === "unauthorized";
}

export interface CheckResult {
  readonly user: string;
  readonly address: string | null;
  /** Sentences for a person: product and version, company, granted rights. */
  readonly facts: readonly string[];
}

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

// --- optional facets -----------------------------------------------------------------------------

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

/** Who the person is in the ERP, and what he may choose in Setup. */
export interface ProfileFacet {
  /** Matched by mail address. `null`: the ERP does not know him. */
  findUser(address: string): Promise<ErpUser | null>;
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
  /**
   * Enters the categories that are not in it; those that are stay as they are. A category works on
   * items without being in the list, only without a colour.
   * @throws ConnectorError `forbidden` where the list may not be changed
   */
  enter(
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

// --- errors --------------------------------------------------------------------------------------

/** Foreign failures in our words. What to do about each stands in `engine/run/retry.ts`. */
export type ConnectorErrorCode =
  | "throttled"
  | "unauthorized"
  | "forbidden"
  | "cursor-expired"
  | "stale"
  | "not-found"
  | "rejected"
  | "unavailable";

export interface ConnectorErrorFacts {
  /** When the other side will listen again. */
  readonly retryAfterMs?: number;
  /** `throttled`: not the other side asks for it, but whoever administers it; nothing was sent. */
  readonly pause?: Pause;
  /** Our name of the field that was refused. */
  readonly field?: string;
  /** `unauthorized`: the claims a fresh sign-in must satisfy. */
  readonly claims?: string;
  /** The other side's own code and request id, for the log. */
  readonly foreignCode?: string;
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** A time in which we send nothing to a side, because its administrators said so. */
export interface Pause {
  /** `quota`: as much was asked as may be. */
  readonly kind: "maintenance" | "quota";
  /** ISO 8601 UTC. */
  readonly until: string;
  /** What people are told; may be empty. */
  readonly reason: string;
}

export class ConnectorError extends Error {
  override readonly name = "ConnectorError";
  readonly code: ConnectorErrorCode;
  readonly side: Side;
  readonly facts: ConnectorErrorFacts;

  /** `reason` is a sentence without secrets or item content: it is logged and shown. */
  constructor(
    code: ConnectorErrorCode,
    side: Side,
    reason: string,
    facts: ConnectorErrorFacts = {},
  ) {
    super(reason, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.side = side;
    this.facts = facts;
  }
}
