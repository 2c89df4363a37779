import type { FieldMapping } from "../../resources/appointment/mapped.ts";
import type { MarkNames } from "../../resources/appointment/marks.ts";
import type { Fields, Mark, Resource, Snapshot, Value } from "../../sync/model.ts";
import type { ConnectorError } from "./connector-error.ts";

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
  /**
   * People whom the ERP knows by another mail address than their mailbox has: the ERP's by the
   * mailbox's, both lower case. Absent: it knows everybody by his mailbox's.
   */
  readonly knownAs?: Readonly<Record<string, string>>;
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
  /** Of an occurrence, where it was read together with its series: when that first takes place, ISO 8601 UTC. */
  readonly seriesBegins?: string;
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
      /**
       * The item under this id stayed as cancelled: it is made active again with these fields, in place
       * of a new one, where this side can do that (`Capabilities.revives`) and it is still there. One
       * that is active already is answered as it reads.
       */
      readonly revives?: string;
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
