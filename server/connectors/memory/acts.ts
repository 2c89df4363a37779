import type { Clock } from "../../lib/clock.ts";
import type { CustomField } from "../../resources/appointment/mapped.ts";
import type { TimeKeeping } from "../../resources/appointment/kept-time.ts";
import type { Fields, Side } from "../../sync/model.ts";
import type { Connector, Promises } from "../port/connector.ts";
import type { ConnectorErrorCode, ConnectorErrorFacts } from "../port/connector-error.ts";
import type { FeedFacet, TimestampSource } from "../port/facets.ts";
import type { Item, ItemDetails, WriteAction } from "../port/item.ts";

export interface MemoryConnectorDeps {
  readonly side: Side;
  readonly clock: Clock;
  /** Field names this side stores; what else is written is dropped. */
  readonly holds: readonly string[];
  /** Fields that its people added to items; absent: it knows none of that kind. */
  readonly custom?: readonly CustomField[];
  /** How this side rewrites what it stores; must not change what it made itself. */
  readonly spell?: (fields: Fields) => Fields;
  /** How this side keeps times; absent: any instant with its zone. */
  readonly time?: TimeKeeping;
  /** Our name of a field it refuses to store, if any. */
  readonly refuses?: (fields: Fields) => string | undefined;
  /** Whether an item leaves this side when these fields are written, as a meeting that is declined does. */
  readonly leaves?: (fields: Fields) => boolean;
  /** Changes per page of `delta` and of the feed. */
  readonly pageSize?: number;
  /** What differs from the strong promises. */
  readonly promises?: Partial<Promises>;
  /** What an item holds after a change, where that has consequences; `before` is empty of a new one. */
  readonly settles?: (before: Fields, after: Fields) => Fields;
  /** What this side tells of an item beside its fields. */
  readonly detailsOf?: (owner: string, fields: Fields) => Partial<ItemDetails>;
  /** Fields that nobody writes to an item of which this is told, each with the reason. */
  readonly readOnlyOf?: (details: ItemDetails) => Readonly<Record<string, string>>;
  /** Who sees an item and may change it beside its owner. */
  readonly sharedWith?: (fields: Fields) => readonly string[];
  /** The time that this side writes on a change, ms since the epoch; the clock's where absent. */
  readonly timeOfChange?: () => number;
}

export type MemoryCall = "delta" | "get" | "write" | "findByKey" | "check" | "feed";

/** A failure to come. `after`: the write lands, only its outcome is lost. */
export interface MemoryFault {
  /** Whichever comes first where absent. */
  readonly call?: MemoryCall;
  readonly code: ConnectorErrorCode;
  readonly facts?: ConnectorErrorFacts;
  readonly when: "before" | "after";
  readonly times: number;
}

/** What a test does on this side, as the person whose calendar it is or as the world. */
export interface MemoryConnector extends Connector, TimestampSource {
  readonly feed: FeedFacet;
  /**
   * A person makes an item, or is invited to it; or it is made with what the side is to tell of it
   * beside its fields. Returns its id.
   */
  add(owner: string, fields: Fields, how?: "invited" | Partial<ItemDetails>): string;
  /** A person changes fields of an item. */
  edit(id: string, fields: Fields): void;
  remove(id: string): void;
  /** A person moves an item to another calendar of his; items begin in `defaultCalendar`. */
  move(id: string, calendar: string): void;
  /** Whoever organizes it ends it for all. */
  callOff(id: string): void;
  /** A person duplicates an item: what stands on it is copied, its key means nothing on the copy. */
  copy(id: string): string;
  /** The item can no longer be read until it is edited. */
  spoil(id: string): void;
  /** The item as it is now, whoever's it is. */
  itemOf(id: string): Item | undefined;
  /** Every item of a person as it is now. */
  itemsOf(owner: string): readonly Item[];
  /** Every cursor given out so far is unknown from now on. */
  expireCursors(): void;
  /** The next reading of changes ends so many entries earlier: the feed lags behind. */
  lag(entries: number): void;
  failNext(fault: Omit<MemoryFault, "times"> & { readonly times?: number }): void;
  /** Writes that reached this side since it was made: create, update and delete, landed or not. */
  readonly writes: readonly WriteAction[];
  /** Addresses that were mailed, each as often as it was; `cancelled: ` and the address of a cancellation. */
  readonly mails: readonly string[];
}
