import type { InTurn } from "../../lib/turns.ts";
import type { Connector } from "../../connectors/port/connector.ts";
import type { Pause } from "../../connectors/port/connector-error.ts";
import type { Actor, WriteAction } from "../../connectors/port/item.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Ids } from "../../lib/ids.ts";
import type { Trace } from "../../lib/trace.ts";
import type { CategoryTypes } from "../../resources/appointment/activity-type.ts";
import type { FieldMapping } from "../../resources/appointment/mapped.ts";
import { markNames } from "../../resources/appointment/marks.ts";
import { calendarChoices } from "../../settings/calendar.ts";
import type { Policy, Side } from "../../sync/model.ts";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import type { Scope, Store } from "../../store/store.ts";
import type { Privacy } from "../../resources/appointment/mask.ts";
import type { WindowSpan } from "../../resources/window.ts";
import type { BrakeLimits, Decided } from "../../sync/guard.ts";
import type { Progress } from "../progress.ts";

/** What the engine needs from the world; `wiring/` gives it, tests give their own. */
export interface EngineDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly graph: Connector;
  /** The ERP connector of a connection. @throws Error for a connection that is not configured. */
  readonly erp: (connectionId: string) => Connector;
  readonly rules: (mailbox: MailboxDocument) => Rules;
  /**
   * The mailbox with its jobs as they hold: what its person chose, inside what is decided above him.
   * Absent: nobody decides anything above.
   */
  readonly decided?: (mailbox: MailboxDocument) => Promise<MailboxDocument>;
  readonly progress: Progress;
  readonly log: EngineLog;
  /** Why nothing is sent to an ERP now, as its administrators decided; absent: they decide nothing. */
  readonly pauseOf?: (connectionId: string) => Pause | null;
  /** `erp` for what a person waits for, which goes before syncing where requests are limited; absent: `erp`. */
  readonly erpAsked?: (connectionId: string) => Connector;
  /**
   * Who becomes which user of a connection's ERP is looked up and stored without another one coming in
   * between. Absent: nobody else decides.
   */
  readonly userTurns?: InTurn;
  /** Absent: nobody counts. */
  readonly watch?: EngineWatch;
  /** Absent: nobody follows. */
  readonly trace?: Trace;
  /** 0 to 1, for the jitter of waits; absent: no jitter. Decides nothing else. */
  readonly chance?: () => number;
  /**
   * Is shown what a run decided before its intents are stored, and ends the run by throwing: nothing
   * of that round is stored or sent then. Absent: nobody looks on.
   */
  readonly onDecided?: (round: DecidedRound) => Promise<void>;
}

/** The same for what a person waits for. */
export function askedBy<D extends Pick<EngineDeps, "erp" | "erpAsked">>(deps: D): D {
  return { ...deps, erp: deps.erpAsked ?? deps.erp };
}

/** Whoever counts what the engine does; it hears and decides nothing. */
export interface EngineWatch {
  /** A run is over; `paused`: it met a pause that administrators decided, which is no failure. */
  ran(outcome: "done" | "failed" | "off" | "paused", code: string | null, durationMs: number): void;
  /**
   * A change was written to `side`.
   * @param madeAt when it was made on the other side, as that side tells it, ISO 8601; `null`: unknown
   */
  carried(scope: MailboxScope, side: Side, madeAt: string | null): void;
}

/** One round of decisions, and what is to be sent for it. */
export interface DecidedRound {
  readonly decided: readonly Decided[];
  /** Those of them that the brake lets through. */
  readonly free: readonly Decided[];
  readonly writes: readonly PlannedWrite[];
}

export interface PlannedWrite {
  readonly linkId: string;
  readonly side: Side;
  readonly action: WriteAction;
}

/** What the settings come to for one mailbox. */
export interface Rules {
  readonly policy: Policy;
  readonly privacy: Privacy;
  readonly span: WindowSpan;
  readonly brake: BrakeLimits;
  /** Which category of Outlook means which activity type of the ERP. */
  readonly categoryTypes: CategoryTypes;
  /** How long it is left alone where nobody announces changes; absent: as the server is configured. */
  readonly intervalMs?: number;
  /** Fields of the ERP's own that have a place in Outlook, as its connection maps them. */
  readonly mapped?: readonly FieldMapping[];
  /** What another integration that linked items before us left on them; absent: nothing is looked for. */
  readonly adopts?: Adoption;
}

/** Identifiers of another integration, as far as they are to be believed. */
export interface Adoption {
  /** Name of the user-defined field of events that holds the id of their activity. */
  readonly property?: string;
  /** By which name the ERP's activities refer to their events. */
  readonly system?: string;
}

export interface EngineLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export type MailboxScope = Extract<Scope, { kind: "mailbox" }>;

export function mailboxScope(tenantId: string, mailboxId: string): MailboxScope {
  return { kind: "mailbox", tenantId, mailboxId };
}

export function scopeOf(mailbox: MailboxDocument): MailboxScope {
  return mailboxScope(mailbox.tenantId, mailbox.mailboxId);
}

export const mailboxKey = "mailbox";
export const stateKey = "state";

/** Whether it is a further mailbox of its person: a team's, or somebody else's whose calendar he may use. */
export function isFurther({ mailboxId, userId }: MailboxDocument): boolean {
  return mailboxId !== userId;
}

/** Whether the person may only read a further mailbox of his. */
export function isReadOnly({ readOnly, jobs }: MailboxDocument): boolean {
  return readOnly ?? jobs.calendar.rules?.direction === "toErp";
}

type Filed = "connectionId" | "erpUserId" | "companyId" | "locationId" | "timeZone";

/** A further mailbox with what holds for it of its person's own Setup: where it is filed, and his map. */
export function withSetupOf(
  own: MailboxDocument,
  further: Omit<MailboxDocument, Filed>,
): MailboxDocument {
  const { connectionId, erpUserId, companyId, locationId, timeZone, language } = own;
  const { calendar } = further.jobs;
  const { categoryTypes: _before, ...rules } = calendar.rules ?? {};
  const map = own.jobs.calendar.rules?.categoryTypes;
  return {
    ...{ ...further, connectionId, erpUserId, companyId, locationId, timeZone },
    ...(language === undefined ? {} : { language }),
    jobs: { calendar: { ...calendar, rules: map ? { ...rules, categoryTypes: map } : rules } },
  };
}

/** A mailbox as its runs and its person's views see it; `undefined` before Setup was finished. */
export async function openMailbox(
  { store, decided }: Pick<EngineDeps, "store" | "decided">,
  scope: MailboxScope,
): Promise<MailboxDocument | undefined> {
  const saved = await store.get(scope, "mailbox", mailboxKey);
  return saved === undefined ? undefined : (decided?.(saved) ?? saved);
}

/** Whether its person's items show by categories of ours what is tracked. */
export function showsMarks({ jobs }: MailboxDocument): boolean {
  return calendarChoices(jobs.calendar.rules).marks;
}

/**
 * The person on whose behalf the mailbox is synchronized.
 * @param knowsMarks whether categories of ours on items are told from his own: while he wants to see
 *   them, and beyond that where some may still stand on items
 */
export function actorOf(mailbox: MailboxDocument, knowsMarks = showsMarks(mailbox)): Actor {
  const { calendars } = mailbox.jobs.calendar;
  return {
    tenantId: mailbox.tenantId,
    userId: mailbox.userId,
    mailboxId: mailbox.mailboxId,
    ...(calendars === undefined ? {} : { calendars }),
    address: mailbox.address,
    erpUserId: mailbox.erpUserId,
    companyId: mailbox.companyId,
    locationId: mailbox.locationId,
    timeZone: mailbox.timeZone,
    ...knownByOther(mailbox),
    ...(knowsMarks && { marks: markNames }),
  };
}

type Names = Readonly<Record<string, string>>;

/**
 * By which other address than their mailboxes' the ERP knows people; nothing where it knows all by those.
 * @param known colleagues of whom that is so (`clearNames`)
 */
export function knownByOther(
  { address, erpAddress }: MailboxDocument,
  known?: Names,
): Pick<Actor, "knownAs"> {
  const own = address.toLowerCase();
  // In his own mailbox he is that user, whoever else is told by that address.
  const all =
    erpAddress === undefined || known?.[own] === erpAddress
      ? known
      : { ...known, [own]: erpAddress };
  return all === undefined ? {} : { knownAs: all };
}

/**
 * By mailbox's address the other one that the ERP knows of each; left out are those whose address there
 * may mean somebody else, who would be taken for them and mailed instead: that of a mailbox, or of two
 * people. `undefined`: it is so of nobody.
 */
export function clearNames(all: readonly MailboxDocument[]): Names | undefined {
  const byOther = all.flatMap(({ address, erpAddress }) =>
    erpAddress === undefined ? [] : [[address.toLowerCase(), erpAddress] as const],
  );
  // Of thousands of mailboxes hardly any is known by another address.
  if (byOther.length === 0) return undefined;
  const mailboxes = new Set(all.map(({ address }) => address.toLowerCase()));
  const people = new Map<string, number>();
  for (const [, inErp] of byOther) people.set(inErp, (people.get(inErp) ?? 0) + 1);
  const clear = byOther.filter(([, inErp]) => !mailboxes.has(inErp) && people.get(inErp) === 1);
  return clear.length === 0 ? undefined : Object.fromEntries(clear);
}
