/**
 * The words of the synchronization core.
 *
 * side        `microsoft` (what Outlook holds) or `erp` (what the ERP holds)
 * item        one record on one side, in our fields
 * version     an opaque token that moves whenever an item does (etag, changeKey, object version)
 * fingerprint what a field's value means, as text: two spellings of one meaning have one fingerprint
 * snapshot    an item as it was last observed
 * base        what both sides last agreed on, kept per side as that side spells it, because servers
 *             rewrite what they store and one shared base would be "changed" for ever
 * link        the statement that an item here and an item there are the same thing
 * companion   fields of the Microsoft side that Outlook cannot hold (record links, activity type);
 *             we keep them on the link, so that they merge like any other field
 * intent      what we are about to write, stored before it is written
 * conflict    both sides changed one field differently; the rule decides and the loser is kept
 */
export type Side = "microsoft" | "erp";

export const sides: readonly Side[] = ["microsoft", "erp"];

export function otherSide(side: Side): Side {
  return side === "microsoft" ? "erp" : "microsoft";
}

export type Value =
  null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

/** The elements of a set; none of a value that is no set. */
export function elements(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

/** A key that is absent is a field nobody told us about; `null` is a field that is empty. */
export type Fields = Readonly<Record<string, Value>>;

export type Resource = "appointment";

/** Which way a field's changes go. `none`: it is neither compared nor written, and nobody cleared it. */
export type Flow = "both" | "toErp" | "toMicrosoft" | "none";
/** By field; one that is missing goes both ways. */
export type Flows = Readonly<Partial<Record<string, Flow>>>;

/** How one field is compared and merged. */
export interface FieldRule {
  /** What the value means; equal fingerprints are the same value, however they are spelled. */
  readonly fingerprint: (value: Value) => string;
  /** Present on sets, which merge element by element: the identity of one element. */
  readonly elementKey?: (element: Value) => string;
  /**
   * The ways that are possible at all; which of them hold is told by `flowOf`, for a person chooses.
   * `toErp`: Outlook decides this field; what the ERP changes in it stays in the ERP. `toMicrosoft`:
   * the ERP does, and has it from other fields of its own, so that it is never written there.
   */
  readonly flow: Flow;
  /** No item can be made without it: a create sends it whichever way it goes. */
  readonly required?: true;
  /**
   * Of a set: the field that an element is about. An element stays on its own side where the other
   * side cannot hold that field, or refuses it on this item.
   */
  readonly partOf?: (element: Value) => string;
  /** Of a set: whether an element says that a part of the item is to go. */
  readonly removes?: (element: Value) => boolean;
  /** Why a side cannot be given a value, as a reason code like those of `Snapshot.readOnly`. */
  readonly refuses?: (side: Side, value: Value) => string | undefined;
  /**
   * The side on which writing it mails somebody in its person's name. It is written there for what he
   * changed since both sides agreed on it, and never to make two items alike that just met.
   */
  readonly mails?: Side;
  /**
   * Of a set with removals: the unit of the item that an element is about, e.g. one day. Of a unit
   * that one side removed and the other edited, the side of `decidedBy` has it its way: it could not
   * bring back what it removed.
   */
  readonly unit?: {
    readonly of: (element: Value) => string;
    readonly decidedBy: Side;
    /** The item as it is in one of its units: who else takes part there decides what reaches them. */
    readonly asItem: (item: Snapshot, unit: string) => Snapshot;
    /** Whom its removal would reach there, and what it takes from them, as a person is shown it. */
    readonly tells: (item: Snapshot, unit: string) => Value;
  };
  /**
   * Of a set: why a side keeps the element that it has (`undefined`: none) whatever the other one says
   * in its place, as a reason code; `undefined`: it takes that.
   */
  readonly keeps?: (
    side: Side,
    held: Value | undefined,
    wanted: Value | undefined,
  ) => string | undefined;
  /**
   * The fields that this one is written after, once they stand. A server may sweep this one away when
   * one of them is written, which is nobody's wish.
   */
  readonly after?: readonly string[];
  /** Of a set: whether an element has a place on an item that is otherwise like this. */
  readonly stands?: (element: Value, item: Fields) => boolean;
  /** Of a set: whether an item that is otherwise like this says it anyway, so that it holds no such element. */
  readonly implied?: (element: Value, item: Fields) => boolean;
  /** The field in whose place this one is written: it goes no way that one may not. */
  readonly within?: string;
}

export interface Schema {
  readonly resource: Resource;
  readonly fields: Readonly<Record<string, FieldRule>>;
  /** Fields that we keep for Outlook beside the link, because it cannot hold them. */
  readonly companion: readonly string[];
  /**
   * What becomes of an edit that the other side refuses (`Snapshot.readOnly`), by reason: `revert`
   * takes it back and logs it, `keep` lets the two sides differ in this field.
   */
  readonly onRefused: (reason: string) => "revert" | "keep";
  /** What an attendee says by removing his copy of a meeting in Outlook: the ERP is told. */
  readonly saidByLeaving: Fields;
  /** True where removing this item would reach other people, so that it is never removed for us. */
  readonly sparesFromDeletion: (side: Side, snapshot: Snapshot) => boolean;
  /** Fields in which a person has a say whose copy of a meeting does not own the ERP's item. */
  readonly ofGuests: readonly string[];
  /** True where writing this field to Outlook's item would reach other people: its guests are told. */
  readonly tellsGuests: (field: string, outlook: Snapshot) => boolean;
}

/** Which fields each side can hold. A field that a side cannot hold is never "cleared" by it. */
export type Holdings = Readonly<Record<Side, ReadonlySet<string>>>;

export interface Snapshot {
  readonly id: string;
  readonly version: string;
  readonly fields: Fields;
  /** Fields that this side refuses to have changed on this item, and why (a reason code). */
  readonly readOnly?: Readonly<Record<string, string>>;
  /** When the item last moved, as that side tells it; ISO 8601 UTC. Only used by `newest wins`. */
  readonly modifiedAt: string | null;
  /** Who moved it last, as that side names people; carried along, never compared. */
  readonly modifiedBy?: string | null;
  /** Where a person opens it; carried along, never compared. */
  readonly webUrl?: string | null;
  /** Of Outlook's item: our categories on it. They show its link and are no field (`marks.ts`). */
  readonly marks?: readonly Mark[];
}

/** `tracked`: the item is in the ERP as well. `attention`: somebody has to look at it. */
export type Mark = "tracked" | "attention";

export type Base = Readonly<Record<Side, Fields>>;

/** A create whose outcome may be unknown: the same key is always sent with the same content. */
export interface CreateIntent {
  readonly side: Side;
  /** `link#generation`. */
  readonly key: string;
  readonly fields: Fields;
  /** What the other side held when this was decided: the other half of the base once it lands. */
  readonly source: Fields;
  /** Our categories that are made with it. */
  readonly marks?: readonly Mark[];
  /** What decided about it, or about a value of it, where that is not plain; for the log. */
  readonly because?: string;
  /** The id of the cancelled item that is made active again in place of a new one. */
  readonly revives?: string;
}

/** An update or removal whose outcome may be unknown; `stamp` is written to the item with it. */
export interface WriteIntent {
  readonly side: Side;
  readonly kind: "update" | "delete";
  readonly stamp: string;
  /** Only the fields sent; empty for a removal. */
  readonly fields: Fields;
  /**
   * The other side's value of each field sent: advances its half of the base when this lands. A field
   * that is written to both sides at once is missing: it is agreed when both are seen to hold it, not
   * when one was told.
   */
  readonly source: Fields;
  /** What the item held that its server may sweep away with this write (`swept.ts`). */
  readonly held?: Fields;
  /** The questions that its person settled and that this write carries out. */
  readonly settles?: readonly Settlement[];
}

export type Precedence = "erp" | "microsoft" | "newest" | "ask";

/**
 * What happens to the copy when its original was deleted by a person. `cancel`: it stays as one that
 * does not take place, where its side knows that; elsewhere it is deleted.
 */
export type DeleteRule = "delete" | "cancel" | "keep" | "recreate";

export interface Policy {
  readonly toErp: boolean;
  readonly toMicrosoft: boolean;
  /** What the person chose for single fields, inside what the two above allow. */
  readonly flows: Flows;
  readonly precedence: Precedence;
  /** Keyed by the side on which a person deleted. */
  readonly afterDeleteOn: Readonly<Record<Side, DeleteRule>>;
  /** Two times nearer than this are not told apart by `newest`. */
  readonly clockSkewMs: number;
}

/** Who made a value and when, as its side tells it; only people look at it. */
export interface Authorship {
  readonly by: string | null;
  /** ISO 8601 UTC. */
  readonly at: string | null;
}

export interface Conflict {
  readonly field: string;
  readonly microsoft: Value;
  readonly erp: Value;
  /**
   * `null`: a person is asked, and nothing of this is written until he answered. `neither`: he wrote a
   * value of his own.
   */
  readonly winner: Side | "neither" | null;
  /** The rule that decided, e.g. `erp-wins`, `newest`, `read-only:not-organizer`, `asked`. */
  readonly because: string;
  /** Absent in conflicts that were stored before it was kept. */
  readonly authors?: Readonly<Record<Side, Authorship>>;
  /**
   * The ERP removed units in which other people take part in Outlook: whom it reaches where that is kept,
   * by unit (`FieldRule.unit.tells`). Absent: nobody.
   */
  readonly tells?: readonly Value[];
}

/**
 * A person's answer to a conflict: a side to keep, or a value of his own. `microsoft` and `erp` are the
 * fingerprints of what he was shown (`shownOf`): it is valid while the field still holds that.
 */
export type Answer = Readonly<Record<Side, string>> &
  ({ readonly keep: Side } | { readonly value: Value });

/**
 * Its person took his answer back: he is asked, whatever rule of time would decide, while both sides hold
 * what he was asked about (`questionsOf`). Of a set each element stands by itself.
 */
export interface Asked {
  readonly ask: true;
  /** Absent where it was stored before it was kept: then time decides. */
  readonly of?: readonly string[];
}

/**
 * A question that its person settled, as it stood: what it takes to ask it again. Of a set it is about the
 * elements that were at odds, and all of it is of these alone.
 */
export interface Settlement extends Pick<Conflict, "field" | Side | "authors"> {
  /** What both had agreed on in this field, as each spelled it; a half that is absent: nothing. */
  readonly base: Readonly<Partial<Record<Side, Value>>>;
}

/**
 * A change of ours that its person takes back (`undo.ts`). It stays on the link until it is settled, so
 * that a run may stop after any step.
 */
export interface Undo {
  /** The line of the log that is taken back. */
  readonly lineId: string;
  readonly kind: "update" | "create" | "delete" | "release";
  /**
   * The side that we wrote; the change itself was made on the other one, its origin. Of a release, by
   * which a person switched the item off and had its copy removed, the side of that copy.
   */
  readonly side: Side;
  /**
   * What the origin is given back. Of an update the fields it sent, as the origin spelled them (of a set
   * the elements in which this is not what the origin has by `after`); of a
   * deletion the whole item; of a create what only its copy tells, as it was without it. Of a release
   * what the copy held, which is made again.
   */
  readonly before: Fields;
  /** What the change left on each side: a field that is another now was edited since. */
  readonly after: Base;
  /** Of an update: the questions that were settled by it. In their fields each side has its own value to go back to. */
  readonly settled?: readonly Settlement[];
  /** The person agreed that Outlook tells the guests of a meeting. */
  readonly tellGuests: boolean;
  /**
   * Of a deletion: what each side held for itself, in fields that the other one had not, or spelled
   * otherwise. It is given back to that side. Absent in deletions that were stored before it was kept.
   */
  readonly held?: Base;
  /** Of a deletion whose item stayed on its side as cancelled: its id there. */
  readonly revives?: string;
  /** Of a create: he agreed that the meeting which the copy has become is cancelled with it. */
  readonly cancellation?: Cancellation;
}

/** Which meeting a copy of one belongs to. */
export interface Meeting {
  /** Equal in every mailbox that has a copy. `null`: an occurrence whose series was not asked yet. */
  readonly id: string | null;
  /** Of an occurrence: when its series has it, whatever was moved since. */
  readonly day?: string;
  /** Mail address of whoever organizes it, lower case; `null` where Outlook names nobody. */
  readonly organizer: string | null;
}

/** A person sends a meeting to its guests; kept on the link until it is known what came of it. */
export interface Invitation {
  /** Lands on the event with the guests. */
  readonly stamp: string;
  readonly guests: readonly {
    readonly address: string;
    readonly name: string;
    readonly kind: "required" | "optional" | "resource";
    readonly response: "none";
  }[];
  /** Whether it becomes an online meeting with it. */
  readonly online: boolean;
  /** Fingerprint of the time that the person was shown. */
  readonly when: string;
  /** Who sends it, for the log. */
  readonly by: string;
  /** The meeting was sent before: these guests are added to it, and nobody else is mailed. Absent: it was not. */
  readonly more?: true;
  /** Its request may be on its way. */
  readonly isSending?: true;
  /** The version on which that request was based, where nothing else tells whether it landed (`more`). */
  readonly sentOn?: string;
  /** Its stamp was read back from the event, or Outlook said so: the guests are invited. */
  readonly hasLanded?: true;
}

/**
 * The ERP's item was deleted while Outlook's is a meeting of its person with guests. Whoever organizes it
 * is asked what becomes of it; until he answers it stands.
 */
export interface Ending {
  /** He wants it cancelled, which stays until it is known what came of it; absent: he is asked. */
  readonly cancelling?: Cancellation;
}

export interface Cancellation {
  /** The addresses of whoever he was shown: they are told, and nobody else. */
  readonly guests: readonly string[];
  /** Fingerprint of the time that he was shown. */
  readonly when: string;
  /** Who cancels it, for the log. */
  readonly by: string;
  /** Its request may be on its way. */
  readonly isSending?: true;
}

/** A series lost its end, or a day of one went, maybe with it. */
export interface Cut {
  /** When it took place before. */
  readonly when: Value;
  /** ISO 8601 UTC. */
  readonly seenAt: string;
  /** The one that goes on may have been there before: it was not looked for yet. */
  readonly isNew?: true;
}

/** Two items that are the same thing, with all that is needed to decide about them. */
export interface Link {
  readonly id: string;
  readonly resource: Resource;
  /** Last observation; `null` = observed to be gone, absent = never existed. */
  readonly microsoft?: Snapshot | null;
  readonly erp?: Snapshot | null;
  /** What an item that is gone by now held when it was last seen, by side: its deletion may be taken back. */
  readonly last?: Readonly<Partial<Record<Side, Fields>>>;
  /** The id each side last had, kept when the item is gone so that a replayed change finds us. */
  readonly ids: Readonly<Partial<Record<Side, string>>>;
  readonly companion: Fields;
  readonly base: Base | null;
  /** Counts creates decided so far: a key is never used for a second decision. */
  readonly generation: number;
  readonly create?: CreateIntent;
  readonly writes: readonly WriteIntent[];
  readonly answers: Readonly<Record<string, Answer | Asked>>;
  /** Conflicts that wait for a person. */
  readonly waiting: readonly Conflict[];
  /** Changes that a person takes back, in the order in which they are: newest first. */
  readonly undo?: readonly Undo[];
  /** The meeting is being sent to its guests. */
  readonly invitation?: Invitation;
  /**
   * Addresses, in lower case, that were sent the meeting and that the ERP names still: Exchange may name
   * the same people otherwise among its guests. Absent: nothing was sent.
   */
  readonly invited?: readonly string[];
  /** Of a link that is switched off: its meeting stands without its activity, which its person is told. */
  readonly ending?: Ending;
  /**
   * `on`: a person switched this item on; it outranks gates, filters and the window. `off`: he
   * switched it off, which is remembered so that no gate takes it up again.
   */
  readonly choice: "on" | "gate" | "off";
  /**
   * Its person switched it on, and whether it stands in the ERP already was not looked for yet: nothing
   * is made of it before.
   */
  readonly unsought?: true;
  /** Outlook's copy is an attendee's: his deleting it is his answer, not the meeting's end. */
  readonly attendeeCopy: boolean;
  /** Outlook's copy is gone because whoever organizes the meeting called it off: that is nobody's answer. */
  readonly calledOff?: true;
  /** What copies of one meeting in several mailboxes have in common; absent: Outlook told nothing. */
  readonly meeting?: Meeting;
  /**
   * The mailbox whose link owns the ERP's item: this one has a say in its person's own fields alone
   * (`Schema.ofGuests`), and makes, cancels and deletes nothing. Absent: this link owns it.
   */
  readonly guestOf?: string;
  /** Outlook's item is one occurrence of this series: its deletion with the others is one act. */
  readonly seriesId?: string;
  /** When that series first takes place, ISO 8601 UTC, as it was last told: by it a move of all its days is known. */
  readonly seriesBegins?: string;
  /**
   * Of a link that is off: the line of the log by which it was switched off with the ERP's copy removed.
   * Gone once it is switched on again, so that only the last such act is taken back.
   */
  readonly released?: string;
  /** Its person switched the whole series on: what comes of it later goes on as this day does. */
  readonly wholeSeries?: true;
  /** The marks that were sent to Outlook's item and not seen on it yet. */
  readonly marking?: readonly Mark[];
  /** The version of Outlook's item that refused our marks: not tried again before it is another. */
  readonly unmarkable?: string;
  /** What writes of ours swept away on a side and is to be put back there, by field (`swept.ts`). */
  readonly swept?: Readonly<Partial<Record<Side, Fields>>>;
  /** Fields whose edit in Outlook the ERP does not take, as its document is read-only (E25). */
  readonly refused?: readonly string[];
  /**
   * Guests who were taken out in the ERP and stay invited: the log told of each. Their addresses, in lower
   * case; of a single day after its day.
   */
  readonly takenOut?: readonly string[];
  /**
   * Outlook's item lies in a calendar that nobody lists: it is read by itself to be followed. Of a link
   * that is off: it was let go with its calendar, and goes on with it.
   */
  readonly elsewhere?: boolean;
  /** By side, what its series was before it was cut short: the one that goes on with it is known by that. */
  readonly cut?: Readonly<Partial<Record<Side, Cut>>>;
  /** Something was observed or asked that has not been planned yet. */
  readonly dirty: boolean;
  readonly syncedAt: string | null;
}

/**
 * How the details of an item that is private in Outlook are kept from the ERP. What both sides agree on
 * is then what the ERP may know, so that nothing of it is seen as an edit or an echo.
 */
export interface Mask {
  /** The fields that tell what the item is about; empty where only single elements do. */
  readonly details: readonly string[];
  /** The field that says so itself: while it does, only Outlook takes it back. `null`: none. */
  readonly mark: string | null;
  /** Details that are not left out but given a word of ours: an edit of it is taken back. */
  readonly invented: readonly string[];
  /** Of a set: whether an element tells details of a part that is private by itself. */
  readonly covers: (element: Value) => boolean;
  /** Outlook's fields as the ERP may know them. */
  readonly told: (fields: Fields) => Fields;
  /** The item was made in the ERP: the details it has there are its own and stay. */
  readonly isErpsOwn: boolean;
}

/** What to do about one link. `rule` names the numbered rule of SPEC.md that decided. */
export type Decision =
  | { readonly kind: "nothing"; readonly rule: string }
  /** Both sides say the same and the base does not know it yet. */
  | { readonly kind: "settle"; readonly base: Base; readonly rule: string }
  | {
      readonly kind: "create";
      readonly side: Side;
      readonly fields: Fields;
      readonly source: Fields;
      /** The item there that is made active again in place of a new one, where its side can do that. */
      readonly revives?: string;
      readonly rule: string;
    }
  | {
      readonly kind: "delete";
      readonly side: Side;
      readonly precondition: string;
      /** It is to stay as cancelled. */
      readonly cancel?: true;
      readonly rule: string;
    }
  | {
      readonly kind: "update";
      readonly updates: readonly Update[];
      readonly conflicts: readonly Conflict[];
      readonly base: Base;
      readonly rule: string;
    }
  /** The link ends; what is left on either side stays. */
  | {
      readonly kind: "unlink";
      /** What is left is the person's meeting with others: he is asked what becomes of it. */
      readonly asks?: true;
      readonly rule: string;
    };

export interface Update {
  readonly side: Side;
  readonly precondition: string;
  readonly fields: Fields;
  readonly source: Fields;
}
