import type { Attendee } from "../../resources/appointment/appointment.ts";
import { guestsToTell } from "../../resources/appointment/ending.ts";
import { areSameGuests, whenShown } from "../../resources/appointment/invitation.ts";
import type { HistoryEntry, UndoDocument } from "../../store/documents/mailbox.ts";
import { put } from "../../store/store.ts";
import type {
  Cancellation,
  Fields,
  Link,
  Settlement,
  Side,
  Undo,
  Value,
} from "../../sync/model.ts";
import { withCompanion } from "../../sync/mask.ts";
import type { Terms } from "../../sync/terms.ts";
import { withOwn } from "../../sync/reopen.ts";
import { judge, type Refusal, type Verdict } from "../../sync/undo.ts";
import type { Cancelling } from "../meetings/meeting-wishes.ts";
import { ItemError } from "../items/item-error.ts";
import { openMailbox, type EngineDeps, type MailboxScope } from "../mailboxes/mailbox.ts";
import type { Scheduler } from "../scheduler.ts";
import { termsOf } from "../run/terms.ts";
import { isStillOff } from "./releases.ts";
import { remadeLink, undoOf } from "./undo.ts";

/** One change, by its line in the log, or all changes of a run. */
export type UndoTarget = { readonly lineId: string } | { readonly runId: string };

/** What taking one change back would come to, as both sides were last seen. */
export interface PlannedUndo {
  readonly lineId: string;
  readonly change: UndoDocument;
  /** What both sides hold again: the fields of an update, or the whole item that was deleted. */
  readonly give: Fields;
  /** Questions that its person settled and is asked again: each side has its own value again. */
  readonly asks: readonly Settlement[];
  /** What the origin holds now in these fields; empty for an item that is made again. */
  readonly now: Fields;
  /** Those of them by which Outlook tells the guests of the meeting: only written where it is agreed to. */
  readonly tells: readonly string[];
  readonly refused: readonly Refusal[];
  /** What is to go is a meeting with guests by now: only where that is agreed to, it is cancelled. */
  readonly cancels: MeetingShown | null;
  /** A day of a series: it comes back in Outlook as an appointment of its own. */
  readonly single: boolean;
  /** The copy stayed as cancelled: it is made active again, or stays beside the new one. */
  readonly copy: "revived" | "beside" | null;
}

/** A meeting as its person is shown it before it is cancelled. */
export interface MeetingShown {
  /** Who is told. */
  readonly guests: readonly Attendee[];
  /** The field of an appointment. */
  readonly when: Value;
  readonly whenFingerprint: string;
}

/** What a person agreed to beyond having changes taken back. */
export interface Agreement {
  /** Fields are written by which Outlook tells the guests of a meeting. */
  readonly tellGuests: boolean;
  /** The lines whose meetings are cancelled, with what he was shown of them. */
  readonly cancels: readonly (Omit<Cancelling, "by"> & { readonly lineId: string })[];
  /** Who he is, for the log. */
  readonly by: string;
}

/** What people ask of changes that were carried over. A wish is stored and carried out by the next run. */
export interface Undos {
  /** Those of the lines that can be asked to be taken back. */
  kept(scope: MailboxScope, lineIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Newest first; empty where nothing of it is kept. Nothing is written. */
  preview(scope: MailboxScope, target: UndoTarget): Promise<readonly PlannedUndo[]>;
  /** Writes of a run that the log tells of and nothing is kept for: too old, private, or undone before. */
  notKept(scope: MailboxScope, target: UndoTarget): Promise<number>;
  /**
   * @returns how many changes the next run is asked to take back.
   * @throws ItemError `conflict` where a meeting is not what he was shown
   */
  undo(scope: MailboxScope, target: UndoTarget, agreed: Agreement): Promise<number>;
}

/** Lines read at once. */
const linesPerPage = 500;

/** A copy that went as its person switched the item off is a write as well. */
function isWrite({ kind, side }: HistoryEntry): boolean {
  if (kind === "unlinked") return side !== null;
  return kind === "created" || kind === "updated" || kind === "deleted";
}

type Kept = readonly (readonly [string, UndoDocument])[];

export function createUndos(deps: EngineDeps, scheduler: Scheduler): Undos {
  const { store } = deps;

  const changesOf = async (scope: MailboxScope, target: UndoTarget): Promise<Kept> => {
    if ("lineId" in target) {
      const change = await store.get(scope, "undo", target.lineId);
      return change === undefined ? [] : [[target.lineId, change]];
    }
    const all = await store.list(scope, "undo");
    return [...all].filter(([, change]) => change.runId === target.runId).reverse();
  };

  /** The lines of a run stand together: one run at a time writes a mailbox's log. */
  const linesOf = async (scope: MailboxScope, runId: string): Promise<readonly HistoryEntry[]> => {
    const found: HistoryEntry[] = [];
    for (let before: string | undefined; ;) {
      const start = before === undefined ? {} : { before };
      const page = await store.history(scope, { limit: linesPerPage, ...start });
      const ofRun = page.filter((line) => line.runId === runId);
      found.push(...ofRun);
      const passed = found.length > 0 && page.at(-1)?.runId !== runId;
      if (passed || page.length < linesPerPage) return found;
      before = page.at(-1)?.id;
    }
  };

  const given = async (scope: MailboxScope): Promise<Given | null> => {
    const mailbox = await openMailbox(deps, scope);
    if (mailbox === undefined) return null;
    const erp = deps.erp(mailbox.connectionId);
    const terms = termsOf({ graph: deps.graph, erp }, deps.rules(mailbox));
    return { terms, revives: erp.capabilities.revives === true };
  };

  const preview = async (
    scope: MailboxScope,
    target: UndoTarget,
  ): Promise<readonly PlannedUndo[]> => {
    const decidedBy = await given(scope);
    if (decidedBy === null) return [];
    const links = new Map<string, Link | undefined>();
    const planned: PlannedUndo[] = [];
    for (const [lineId, change] of await changesOf(scope, target)) {
      const { linkId } = change;
      if (!links.has(linkId)) links.set(linkId, await store.get(scope, "links", linkId));
      const one = foresee(lineId, change, links.get(linkId), decidedBy);
      // An older change of the same item is looked at as this one leaves it.
      links.set(linkId, one.left);
      planned.push(one.planned);
    }
    return planned;
  };

  return {
    async kept(scope, lineIds) {
      const inbox = await store.list(scope, "inbox");
      const asked = new Set(
        [...inbox.values()].flatMap((one) => (one.kind === "undo" ? one.lineIds : [])),
      );
      const found = new Set<string>();
      for (const lineId of lineIds) {
        if (asked.has(lineId)) continue;
        if ((await store.get(scope, "undo", lineId)) !== undefined) found.add(lineId);
      }
      return found;
    },

    preview,

    async notKept(scope, target) {
      if ("lineId" in target) return 0;
      const kept = new Set((await changesOf(scope, target)).map(([lineId]) => lineId));
      const lines = await linesOf(scope, target.runId);
      return lines.filter((line) => isWrite(line) && !kept.has(line.id)).length;
    },

    async undo(scope, target, { tellGuests, cancels, by }) {
      const lineIds = (await changesOf(scope, target)).map(([lineId]) => lineId);
      if (lineIds.length === 0) return 0;
      const planned = cancels.length === 0 ? [] : await preview(scope, target);
      const agreed = cancels.map(({ lineId, guests, whenFingerprint }) => {
        const shown = planned.find((one) => one.lineId === lineId)?.cancels ?? null;
        return [lineId, cancellationOf(shown, { guests, whenFingerprint, by })] as const;
      });
      const wish = {
        ...{ kind: "undo" as const, lineIds, tellGuests },
        ...(agreed.length > 0 && { cancellations: Object.fromEntries(agreed) }),
      };
      await store.commit(scope, [put("inbox", deps.ids.next(), wish)]);
      scheduler.wake(scope);
      return lineIds.length;
    },
  };
}

/** @throws ItemError `conflict` where it is not the meeting that the person was shown */
function cancellationOf(
  now: MeetingShown | null,
  { guests, whenFingerprint: when, by }: Cancelling,
): Cancellation {
  const named = guests.map((address) => ({ address }));
  const isInvited = now !== null && areSameGuests(now.guests, named);
  if (isInvited && now.whenFingerprint === when) return { guests, when, by };
  throw new ItemError(
    "conflict",
    isInvited
      ? "A meeting takes place at another time by now than you were shown. Look again, then undo it."
      : "Others are invited to a meeting by now than you were shown. Look again, then undo it.",
    { field: "cancels" },
  );
}

/** The meeting that would have to be cancelled to take the making of it back; `null`: there is none. */
function meetingOf({ kind, side }: UndoDocument, link: Link | undefined): MeetingShown | null {
  const copy = link?.microsoft;
  if (kind !== "create" || side !== "microsoft" || copy == null) return null;
  const guests = guestsToTell(copy);
  if (guests.length === 0) return null;
  const whenFingerprint = whenShown(copy.fields);
  return { guests, when: copy.fields["when"] ?? null, whenFingerprint };
}

/** What it depends on. */
interface Given {
  readonly terms: Terms;
  /** Whether the ERP can make a cancelled item active again. */
  readonly revives: boolean;
}

/** What becomes of a copy that stayed as cancelled; a reason it is not made again is told by itself. */
function copyOf({ link, kind }: UndoDocument, revives: boolean): PlannedUndo["copy"] {
  if (kind !== "delete" || link?.isCancelled !== true) return null;
  return revives ? "revived" : "beside";
}

function foresee(
  lineId: string,
  change: UndoDocument,
  known: Link | undefined,
  { terms, revives }: Given,
): { readonly planned: PlannedUndo; readonly left: Link | undefined } {
  const meeting = meetingOf(change, known);
  const undo: Undo = {
    ...undoOf(lineId, change, true),
    ...(meeting !== null && {
      cancellation: cancellationOf(meeting, {
        guests: meeting.guests.map(({ address }) => address),
        whenFingerprint: meeting.whenFingerprint,
        by: "",
      }),
    }),
  };
  const { quiet, all } = ((): { readonly quiet: Verdict; readonly all: Verdict } => {
    const alike = (verdict: Verdict) => ({ quiet: verdict, all: verdict });
    const none: Verdict = { give: {}, back: [], refused: [] };
    const refused = (because: Refusal["because"]) =>
      alike({ ...none, refused: [{ because, fields: [] }] });
    if (change.kind === "delete" && known !== undefined) {
      // Apart since an undo: its copy is made again from what the original holds.
      const apart = known.choice === "off" && known[change.side] == null;
      return apart ? alike(none) : refused("there");
    }
    if (change.kind === "delete") return alike(judge(remadeLink(change), undo, terms));
    if (change.kind === "release" && known !== undefined) {
      if (!isStillOff(known, lineId)) return refused("switched");
      const { erp: _gone, ...off } = known;
      return alike(judge(off, undo, terms));
    }
    if (known === undefined || known.choice === "off") return refused("gone");
    const { cancellation: _agreed, ...silent } = undo;
    return {
      quiet: judge(known, { ...silent, tellGuests: false }, terms),
      all: judge(known, undo, terms),
    };
  })();
  const names = Object.keys(all.give);
  const { asks = [] } = all;
  const isThere = known !== undefined && change.kind !== "release";
  const held = isThere ? (fieldsOf(known, change) ?? {}) : {};
  return {
    planned: {
      lineId,
      change,
      give: all.give,
      now: Object.fromEntries(names.map((field) => [field, held[field] ?? null])),
      asks,
      tells: [
        ...names.filter((field) => !(field in quiet.give)),
        ...askedIn(all).filter((field) => !askedIn(quiet).includes(field)),
      ],
      refused: all.refused,
      cancels: all.refused.length === 0 ? meeting : null,
      single: change.kind === "delete" && change.link?.isDay === true,
      copy: copyOf(change, revives),
    },
    left:
      change.kind === "update" && known !== undefined
        ? restored(known, all.give, asks, terms)
        : known,
  };
}

/** What the side holds on which the change was made. */
function fieldsOf(link: Link, { side }: UndoDocument): Fields | undefined {
  return side === "erp" ? withCompanion(link)?.fields : link.erp?.fields;
}

function askedIn({ asks = [] }: Verdict): readonly string[] {
  return asks.map(({ field }) => field);
}

/** The link once both sides hold these values again, and each its own where a question is asked again. */
function restored(
  link: Link,
  fields: Fields,
  asks: readonly Settlement[],
  { schema }: Terms,
): Link {
  const of = (side: Side): Fields =>
    withOwn({ ...link[side]?.fields, ...fields }, asks, side, schema);
  const held = (side: Side): Link["erp"] => {
    const one = link[side];
    return one == null ? one : { ...one, fields: of(side) };
  };
  const { microsoft, erp, companion, ...rest } = link;
  const back = of("microsoft");
  const kept = Object.keys(companion).filter((name) => name in back);
  return {
    ...rest,
    companion: {
      ...companion,
      ...Object.fromEntries(kept.map((name) => [name, back[name] ?? null])),
    },
    ...(microsoft === undefined ? {} : { microsoft: held("microsoft") ?? null }),
    ...(erp === undefined ? {} : { erp: held("erp") ?? null }),
  };
}
