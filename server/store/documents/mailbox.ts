import type {
  Answer,
  Cancellation,
  DeleteRule,
  Fields,
  Flows,
  Invitation,
  Link,
  Precedence,
  Resource,
  Side,
  Undo,
  Value,
} from "../../sync/model.ts";

export interface CursorDocument {
  readonly cursor: string;
  /** The window the cursor was started with; a new window needs a new round. */
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly savedAt: string;
}

/** Of something that waits to be carried over. */
export interface Waiting {
  /** Since when, ISO 8601 UTC, as the overview saw it begin (`engine/mailboxes/overview.ts`). */
  readonly waitsSince?: string;
}

export type InboxDocument =
  /** The ERP says this item moved: a hint. */
  | { readonly kind: "erp-change"; readonly resource: Resource; readonly id: string }
  /** Outlook notified of this event: a hint, which a list of changes may not repeat. */
  | { readonly kind: "outlook-change"; readonly id: string }
  /** A person switched an item on, or changed its companion fields. */
  | {
      readonly kind: "choose";
      readonly resource: Resource;
      readonly microsoftId: string;
      /** The random id the link will have if there is none yet: the pane shows it at once. */
      readonly linkId: string;
      readonly companion: Fields;
      /** The item is a series of which each day is an item of its own: all of its days are meant. */
      readonly wholeSeries?: true;
    }
  /** A person switched an item off. */
  | { readonly kind: "release"; readonly linkId: string; readonly removeErpCopy: boolean }
  /** The rules are others now: what was decided by the old ones is decided again. */
  | { readonly kind: "replan" }
  | {
      readonly kind: "answer";
      readonly linkId: string;
      readonly field: string;
      readonly answer: Answer;
    }
  /** A person takes changes back: lines of the log, in the order in which they are, newest first. */
  | {
      readonly kind: "undo";
      readonly lineIds: readonly string[];
      /** He agreed that Outlook tells the guests of meetings that are written. */
      readonly tellGuests: boolean;
      /** By line: meetings that he wants cancelled with it, as he was shown them. Absent: none. */
      readonly cancellations?: Readonly<Record<string, Cancellation>>;
    }
  /** A person sends a meeting to its guests. */
  | { readonly kind: "invite"; readonly linkId: string; readonly invitation: Invitation }
  /** A person cancels his meeting whose activity was deleted in the ERP; its guests are told. */
  | {
      readonly kind: "cancel-meeting";
      readonly linkId: string;
      readonly cancellation: Cancellation;
    }
  /** He lets it stand, and is not asked any more. */
  | { readonly kind: "keep-meeting"; readonly linkId: string }
  /** Everything on this side is to be listed again: a lost feed, a full refresh. */
  | { readonly kind: "resync"; readonly side: Side }
  /** A person asks for a parked item to be tried again. */
  | { readonly kind: "retry"; readonly key: string }
  /** An administrator gives a change up: its two sides stay different until somebody edits either. */
  | {
      readonly kind: "discard";
      readonly key: string;
      readonly reason: string;
      /** Who, for the log. */
      readonly by: string;
    }
  /** A person says that these two, which several others look like, are the same thing. */
  | {
      readonly kind: "pair";
      readonly microsoftId: string;
      readonly erpId: string;
    }
  /** A person says that what looks like these is another thing: each is taken up by itself. */
  | { readonly kind: "apart"; readonly side: Side; readonly ids: readonly string[] }
  /** A person says which series goes on with one that was cut; `null`: none does. */
  | { readonly kind: "goes-on"; readonly seriesId: string; readonly nextId: string | null }
  /**
   * Another person synchronizes the mailbox from now on: what his user in the ERP does not see is let
   * go of, on both sides as it is, instead of counting as deleted there.
   */
  | { readonly kind: "handed-over" }
  /** The pane shows this event, which a listing of the window may not tell of: look at it. */
  | { readonly kind: "look"; readonly microsoftId: string }
  /** An administrator agrees to what the brake holds, as far as he was shown it. */
  | {
      readonly kind: "release-brake";
      readonly side: Side;
      readonly deletions: number;
      /** Who, for the log. */
      readonly by: string;
    };

/**
 * What it takes to undo one write, bodies included: never of private items, and forgotten once the item
 * becomes private.
 */
export interface UndoDocument extends Omit<Undo, "lineId" | "tellGuests"> {
  readonly linkId: string;
  readonly runId: string;
  readonly at: string;
  readonly subject: string;
  /** Of a deletion: the link as it was, of which nothing is left. Of a release: as it was before that. */
  readonly link?: Pick<Link, "ids" | "choice" | "generation"> & {
    /** It was a day of a series, in Outlook. Absent in those that were stored before it was kept. */
    readonly isDay?: true;
    /** The item that was to go stayed on its side, as cancelled. */
    readonly isCancelled?: true;
  };
}

export interface AdvanceDocument {
  readonly companion: Fields;
  /** When it was first made, ISO 8601 UTC: its appointment is not older. */
  readonly madeAt: string;
}

export interface QuarantineDocument {
  readonly linkId: string | null;
  readonly itemId: string;
  readonly side: Side;
  /** Shown to people; empty where the item is private. */
  readonly subject: string;
  readonly code: string;
  readonly reason: string;
  readonly field: string | null;
  readonly attempts: number;
  readonly since: string;
  /**
   * From when on a run tries it again by itself; `null`: only a person's retry or a change of the
   * item brings it back.
   */
  readonly nextTryAt: string | null;
  /** Where it is in doubt with others: all that look alike, itself among them. Absent: it is not. */
  readonly twins?: readonly Twin[];
  /** Its person had switched it on, with these companion fields: so it is once it is in doubt no more. */
  readonly chosen?: Fields;
  /** Items that look like these, of which its person said that they are none of them. */
  readonly apart?: readonly string[];
  /** It is no item but what its person is asked of a series that was cut. Absent: it is an item. */
  readonly split?: Split;
}

/** A series of Outlook that was cut, and those that may go on with it. */
export interface Split {
  readonly first: Twin;
  readonly next: readonly Twin[];
  /** The id of the one that goes on with it, as its person said; `null`: none does. Absent: he did not yet. */
  readonly answer?: string | null;
}

/** One of several items that look alike, as a person tells them apart. */
export interface Twin {
  readonly side: Side;
  readonly id: string;
  readonly subject: string;
  /** As the fields of an appointment. */
  readonly when: Value;
  readonly place: Value;
  readonly webUrl: string | null;
  /** That nothing of it is kept here, which is not the same as that it has nothing. */
  readonly private?: true;
}

/** How a mailbox is doing; what Home shows. */
export interface StateDocument {
  readonly health: Health;
  /** Why, in a stable code, when not operational. */
  readonly code: string | null;
  readonly reason: string | null;
  readonly since: string;
  /**
   * Since when its person could not sign in or had no rights, whatever else went wrong meanwhile; until
   * a run without an error. Absent: he can act.
   */
  readonly shutSince?: string;
  readonly lastSuccessAt: string | null;
  readonly lastAttemptAt: string | null;
  readonly counts: {
    /** All that are to be in sync; absent in states that were stored before it was counted. */
    readonly followed?: number;
    readonly linked: number;
    readonly waiting: number;
    readonly quarantined: number;
  };
  /** Claims a fresh sign-in must satisfy (conditional access). */
  readonly claims: string | null;
  readonly brake: BrakeDocument | null;
  /**
   * Items, by link or item id, that stopped the last runs because their side did not answer, and how
   * many runs in a row. Absent: none.
   */
  readonly suspects?: Readonly<Record<string, number>>;
  /**
   * When a run after a failed one began to ask whose its meetings are: the runs of other mailboxes wait for
   * what it makes. Absent: none did, or it has ended.
   */
  readonly settlingAt?: string;
}

export type Health =
  "operational" | "signed-out" | "no-consent" | "erp-down" | "microsoft-down" | "braked" | "failed";

/** A run that was held: what it would have done, until an administrator releases it. */
export interface BrakeDocument {
  /** The side that would be written. */
  readonly side: Side;
  readonly cause: "deletions" | "emptied";
  readonly deletions: number;
  readonly linked: number;
  /** Since when it is held. */
  readonly at: string;
  /** The first of them; subjects are empty where the item is private. */
  readonly planned: readonly {
    readonly linkId: string;
    /** `days`: days of a series go. */
    readonly kind: "delete" | "days" | "create" | "unlink";
    /** The side written to; `null`: none, the two items are no longer kept the same. */
    readonly side: Side | null;
    readonly subject: string;
  }[];
}

export interface MailboxDocument {
  readonly tenantId: string;
  /** Entra object id of the mailbox's owner. */
  readonly mailboxId: string;
  /** Entra object id of the one person who synchronizes it: the owner, or somebody with rights to it. */
  readonly userId: string;
  readonly name: string;
  readonly address: string;
  readonly connectionId: string;
  readonly erpUserId: string | null;
  /** By which mail address the ERP knows him, lower case; absent: by that of the mailbox. */
  readonly erpAddress?: string;
  readonly companyId: string | null;
  readonly locationId: string | null;
  /** IANA. */
  readonly timeZone: string;
  /** In which the person finished Setup; absent before it was kept. */
  readonly language?: "en" | "de";
  /** He wants to hear by mail of what waits for him. Absent: he does not. */
  readonly mails?: boolean;
  /** The sync jobs of Setup. */
  readonly jobs: { readonly calendar: CalendarJob };
  readonly createdAt: string;
  /**
   * Its person gave this further mailbox up: nobody synchronizes it, and what was linked is kept for
   * whoever takes it next.
   */
  readonly givenUp?: true;
  /** Of a further mailbox: under which ids its calendars stand in its person's own list. */
  readonly listed?: readonly string[];
  /** Of a further mailbox: whether its person may only read it; absent: as its direction says. */
  readonly readOnly?: boolean;
}

/** Who somebody is in the ERP, as far as his mail address does not tell. */
export type IdentityDocument =
  /** An administrator chose the user. */
  | {
      readonly kind: "erp";
      /** In another ERP it says nothing. */
      readonly connectionId: string;
      readonly userId: string;
      /** As the ERP called it then; the address in lower case, empty where it told none. */
      readonly name: string;
      readonly address: string;
      /** Mailboxes of others who were the same user, and he agreed to that. */
      readonly beside: readonly string[];
      readonly at: string;
    }
  /** He opened Setup, and the ERP knew nobody by his address: so that he can be told from others. */
  | {
      readonly kind: "person";
      readonly name: string;
      readonly address: string;
      readonly at: string;
    };

export interface CalendarJob {
  readonly enabled: boolean;
  /** Of a job as it holds, never stored: its person has it on, and somebody above switched it off. */
  readonly offAbove?: true;
  /** The person stopped a sync on its way and means to go on; it is not enabled meanwhile. */
  readonly paused?: boolean;
  /**
   * Which Outlook events go to the ERP by themselves: none but those switched on, those whose first
   * category is called like an activity type, or all.
   */
  readonly outlookItems: "chosen" | "category" | "all";
  /** Whether the user's ERP activities come to Outlook. */
  readonly erpItems: boolean;
  /** Which calendars of the mailbox; absent: its default one alone. */
  readonly calendars?: ChosenCalendars;
  /**
   * Those of `outlookItems` and `erpItems` that the person leaves to the levels above; what stands
   * there is what held when he saved.
   */
  readonly inherits?: readonly string[];
  /** What the person chose; what is absent is as the levels above say (`settings/inherit.ts`). */
  readonly rules?: CalendarChoices;
}

/** Calendars by id; the default one is called `default`. */
export interface ChosenCalendars {
  /** At least one. */
  readonly chosen: readonly string[];
  /** Where what comes from the ERP is made: one of the chosen. */
  readonly target: string;
  /** Chosen once and not any more: what lies there is left alone, on both sides. */
  readonly left: readonly string[];
}

/** How a person wants his calendar kept. */
export interface CalendarChoices {
  readonly direction?: "both" | "toErp" | "toMicrosoft";
  /** By field; one that is missing goes both ways. */
  readonly flows?: Flows;
  readonly privateItems?: "leaveOut" | "busy" | "full";
  readonly precedence?: Precedence;
  readonly afterDeleteInOutlook?: DeleteRule;
  readonly afterDeleteInErp?: Exclude<DeleteRule, "cancel">;
  readonly daysBack?: number;
  readonly daysForward?: number;
  readonly marks?: boolean;
  /** Which category means which activity type, both by name. */
  readonly categoryTypes?: readonly { readonly category: string; readonly type: string }[];
}

export interface SubscriptionDocument {
  /** Empty where none could be made. */
  readonly id: string;
  readonly clientState: string;
  readonly expiresAt: string;
  readonly resource: Resource | "feed";
  /** Further ones of the same secret, for calendars of their own. */
  readonly also?: readonly string[];
  /** The calendars for which they were made; absent: the default one. */
  readonly covers?: readonly string[];
  /** Some of those calendars are not announced. */
  readonly lacks?: PushProblem;
  /** Healthy push lets the safety net sleep longer. */
  readonly healthy: boolean;
  /** Why it is not healthy; absent where it is. */
  readonly problem?: PushProblem;
}

/** Why changes are not announced, so that they are asked for at the interval. */
export interface PushProblem {
  /**
   * `refused`: Microsoft 365 made or renewed no subscription, most often because it does not reach
   * our address. `partly`: it did so for some of the chosen calendars only. `unheard`: a change was
   * found that was never announced.
   */
  readonly code: "refused" | "partly" | "unheard";
  readonly reason: string;
  readonly since: string;
}

/**
 * One line of a person's own log; also the history of an item. Never holds what is private, and a
 * body's text only where a conflict would otherwise lose it.
 */
export interface HistoryEntry {
  /** Sorts by time; unique in its scope. */
  readonly id: string;
  readonly at: string;
  readonly linkId: string | null;
  readonly kind:
    | "linked"
    | "created"
    | "updated"
    | "deleted"
    | "unlinked"
    | "conflict"
    | "answered"
    | "failed"
    | "recovered"
    | "undone"
    | "not-undone"
    | "invited"
    | "not-invited"
    | "still-invited"
    | "cancelled"
    | "not-cancelled"
    | "run"
    | "state";
  /** The side written to, where there is one. */
  readonly side: Side | null;
  /** Whose change it carries: where it was made, or `person` for an act in the pane. */
  readonly origin: Side | "person" | "engine";
  /** Shown in the log; empty where the item is private. */
  readonly subject: string;
  /** What changed; empty for private items. */
  readonly changes: readonly { readonly field: string; readonly from: Value; readonly to: Value }[];
  /** The rule of SPEC.md, the error code, the counts of a run. */
  readonly because: string;
  /** The wake-up, run and write this belongs to. */
  readonly runId: string | null;
  /** Ids of the requests that its run may have been woken by; absent: none, it ran by itself. */
  readonly requests?: readonly string[];
}
