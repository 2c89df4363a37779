import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { listMailboxes } from "../mailboxes/directory.ts";
import { ItemError } from "../items/item-error.ts";
import type { Saving } from "../mailboxes/mailbox-acts.ts";
import { mailboxKey, mailboxScope, type MailboxScope } from "../mailboxes/mailbox.ts";
import type { Scheduler } from "../scheduler.ts";
import { agree } from "./desk.ts";
import { dryRun, type DryRunDeps, type Plan } from "./dry-run.ts";
import { countsOf, type PlanCount, type PlanEntry } from "./entries.ts";
import { pack, unpack, type Packed } from "./packed.ts";
import { listedAnew, switchedOn, type Trial } from "./trial.ts";

/** Which mailboxes are looked at, and how. */
export interface SurveyWish {
  /** What readers call it, e.g. the company. */
  readonly name: string;
  /** The tenant that alone is concerned; `null`: several. */
  readonly tenantId: string | null;
  readonly concerns: (mailbox: MailboxDocument) => boolean;
  /** As if both sides were listed completely, as a full refresh does. */
  readonly anew: boolean;
  /** Also those whose calendar is off, as if it were on: they are shown, and never carried out. */
  readonly alsoOff: boolean;
}

/** Who had it made; one survey is kept for each. */
export interface Maker {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
}

export type RowState =
  | "waiting"
  /** Its calendar is off, and was not to be tried all the same. */
  | "off"
  | "planned"
  /** It could not be looked at, or not be carried out: `problem` says why. */
  | "failed"
  /** When it was to be carried out it was another plan: the one that is shown now. */
  | "changed"
  /** Decided and stored: the mailbox's own runs carry it out, or have. */
  | "agreed";

/** A plan as it is kept: its entries by themselves, for there may be many. */
interface KeptRowPlan extends Pick<Plan, "digest" | "marked" | "madeAt"> {
  readonly total: number;
  readonly counts: readonly PlanCount[];
  /** `null`: there was no room for them. */
  readonly entries: Packed | null;
}

/** One mailbox of a survey. */
export interface SurveyRow {
  /** As it was when the survey began. */
  readonly mailbox: MailboxDocument;
  readonly isOff: boolean;
  readonly state: RowState;
  readonly plan: KeptRowPlan | null;
  /** The first entries that came and that went since it was shown; `null`: nobody can tell. */
  readonly since: {
    readonly appeared: readonly PlanEntry[];
    readonly vanished: readonly PlanEntry[];
  } | null;
  readonly problem: Error | null;
}

/** The dry run of many mailboxes, one after the other. */
export interface Survey extends Omit<SurveyWish, "concerns"> {
  readonly id: string;
  /** Who had it made. */
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly phase: "looking" | "looked" | "doing" | "done";
  /** Somebody ended it before all were looked at, or carried out. */
  readonly isStopped: boolean;
  /** Mailboxes of the phase, and how many of them were gone over. */
  readonly progress: { readonly done: number; readonly of: number };
  readonly rows: readonly SurveyRow[];
}

/**
 * What the runs of many mailboxes would do, shown before any of them does it, and carried out mailbox
 * by mailbox where it still is what was shown. Kept in memory: when the process ends they are gone,
 * and what was not carried out is not.
 */
export interface Surveys {
  /** It goes on behind the caller's back. @throws ItemError `conflict` while an earlier one of his is being carried out */
  start(maker: Maker, wish: SurveyWish): Promise<Survey>;
  /** Newest first. */
  list(): readonly Survey[];
  /** `undefined`: it is not kept any more. */
  find(id: string): Survey | undefined;
  /** Ends it after the mailbox in hand; what was looked at or carried out until then stays so. */
  stop(id: string): void;
  /**
   * Has each mailbox's plan carried out, one after the other, behind the caller's back.
   * @throws ItemError `conflict` while it is under way
   */
  carryOut(id: string): void;
  /** The mailbox is gone from all of them. */
  forget(scope: MailboxScope): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

interface KeptRow extends SurveyRow {
  isOff: boolean;
  state: RowState;
  plan: KeptRowPlan | null;
  since: SurveyRow["since"];
  problem: Error | null;
}

interface Kept extends Survey {
  phase: Survey["phase"];
  isStopped: boolean;
  progress: { done: number; of: number };
  rows: readonly KeptRow[];
  /** What its packed entries take. */
  bytes: number;
}

/** Bytes of packed entries over all surveys, at about a hundred for each entry. */
const roomBytes = 64 * 1024 * 1024;
/** So many of what came and what went are kept. */
const differencesMax = 20;

export function createSurveys(
  deps: DryRunDeps,
  scheduler: Scheduler,
  saving: Saving,
  isEnding: () => boolean = () => false,
  room = roomBytes,
): Surveys {
  /** By its maker, who made one longest ago first. */
  const kept = new Map<string, Kept>();
  const underWay = new Set<Promise<void>>();
  const find = (id: string): Kept | undefined => [...kept.values()].find((one) => one.id === id);

  const hasRoom = (bytes: number): boolean =>
    [...kept.values()].reduce((sum, one) => sum + one.bytes, bytes) <= room;

  /** Older surveys make room; what finds none all the same is shown by its figures alone. */
  const keep = (survey: Kept, entries: readonly PlanEntry[]): Packed | null => {
    const packed = pack(entries);
    for (const [key, other] of kept) {
      if (hasRoom(packed.byteLength)) break;
      if (other !== survey && !isUnderWay(other)) kept.delete(key);
    }
    if (!hasRoom(packed.byteLength)) return null;
    survey.bytes += packed.byteLength;
    return packed;
  };

  const take = (survey: Kept, row: KeptRow, plan: Plan): void => {
    const { digest, marked, madeAt, entries } = plan;
    survey.bytes -= row.plan?.entries?.byteLength ?? 0;
    row.plan = {
      ...{ digest, marked, madeAt, total: entries.length, counts: countsOf(entries) },
      entries: keep(survey, entries),
    };
  };

  /** As it stands now. */
  const mailboxOf = async ({
    mailbox: { userId, ...before },
  }: KeptRow): Promise<MailboxDocument> => {
    const now = await deps.store.get(
      mailboxScope(before.tenantId, before.mailboxId),
      "mailbox",
      mailboxKey,
    );
    if (now?.userId === userId && now.givenUp !== true) return now;
    throw new ItemError(
      "conflict",
      "Nobody synchronizes this mailbox any more, or somebody else does.",
    );
  };

  const asItIs = ({ anew }: Kept, mailbox: MailboxDocument): Trial => ({
    mailbox,
    wishes: anew ? [...listedAnew, { kind: "replan" }] : [],
    isSaved: false,
  });

  const lookAt = async (survey: Kept, row: KeptRow): Promise<void> => {
    const mailbox = await mailboxOf(row);
    const decided = (await deps.decided?.(mailbox)) ?? mailbox;
    row.isOff = !decided.jobs.calendar.enabled;
    if (row.isOff && !survey.alsoOff) {
      row.state = "off";
      return;
    }
    const trial = row.isOff ? switchedOn(mailbox) : asItIs(survey, mailbox);
    take(survey, row, await dryRun(deps, trial));
    row.state = "planned";
  };

  const carryOutOne = async (survey: Kept, row: KeptRow): Promise<void> => {
    if (row.plan === null) return;
    const before = entriesOf(row);
    const trial = asItIs(survey, await mailboxOf(row));
    const now = await agree(deps, scheduler, saving, trial, row.plan.digest);
    if (now === "agreed") {
      row.state = "agreed";
      return;
    }
    take(survey, row, now);
    row.state = "changed";
    row.since =
      before === null
        ? null
        : { appeared: without(now.entries, before), vanished: without(before, now.entries) };
  };

  /** One mailbox after the other: each reads both sides, and people wait for theirs. */
  const goOver = async (
    survey: Kept,
    rows: readonly KeptRow[],
    work: (survey: Kept, row: KeptRow) => Promise<void>,
  ): Promise<void> => {
    survey.progress = { done: 0, of: rows.length };
    for (const row of rows) {
      if (survey.isStopped || isEnding()) return;
      row.problem = null;
      try {
        await work(survey, row);
      } catch (error) {
        // One that cannot be read says so, and keeps no other from being looked at.
        row.problem = error instanceof Error ? error : new Error(String(error));
        row.state = "failed";
      }
      survey.progress.done++;
    }
  };

  const inBackground = (work: Promise<void>): void => {
    const going = work.finally(() => underWay.delete(going));
    underWay.add(going);
  };

  return {
    async start(maker, { concerns, ...wish }) {
      const key = JSON.stringify([maker.tenantId, maker.userId]);
      const before = kept.get(key);
      if (before?.phase === "doing") throw busy();
      const mailboxes = (await listMailboxes(deps.store, deps.log))
        .filter((one) => concerns(one) && one.givenUp !== true)
        .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
      if (before !== undefined) before.isStopped = true;
      const survey: Kept = {
        ...wish,
        id: deps.ids.next(),
        by: maker.name,
        startedAt: new Date(deps.clock.now()).toISOString(),
        phase: "looking",
        isStopped: false,
        progress: { done: 0, of: mailboxes.length },
        rows: mailboxes.map((mailbox) => ({
          ...{ mailbox, isOff: false, state: "waiting", plan: null, since: null, problem: null },
        })),
        bytes: 0,
      };
      kept.delete(key);
      kept.set(key, survey);
      inBackground(
        goOver(survey, survey.rows, lookAt).then(() => {
          survey.phase = "looked";
        }),
      );
      return survey;
    },

    list: () => [...kept.values()].reverse(),
    find,

    stop(id) {
      const survey = find(id);
      if (survey !== undefined && isUnderWay(survey)) survey.isStopped = true;
    },

    carryOut(id) {
      const survey = find(id);
      if (survey === undefined) return;
      refuseBusy(survey);
      survey.phase = "doing";
      survey.isStopped = false;
      inBackground(
        goOver(survey, survey.rows.filter(isToDo), carryOutOne).then(() => {
          survey.phase = "done";
        }),
      );
    },

    forget({ tenantId, mailboxId }) {
      for (const survey of kept.values()) {
        const isGone = ({ mailbox }: KeptRow): boolean =>
          mailbox.tenantId === tenantId && mailbox.mailboxId === mailboxId;
        for (const row of survey.rows.filter(isGone)) {
          survey.bytes -= row.plan?.entries?.byteLength ?? 0;
        }
        survey.rows = survey.rows.filter((row) => !isGone(row));
      }
    },

    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** The entries of a row; `null`: they are not kept. */
export function entriesOf({ plan }: SurveyRow): readonly PlanEntry[] | null {
  return plan?.entries == null ? null : unpack(plan.entries);
}

/** Whether there is something that could be carried out, or could once more. */
export function isToDo({ isOff, state, plan }: SurveyRow): boolean {
  return !isOff && state !== "agreed" && plan !== null && plan.total + plan.marked > 0;
}

function isUnderWay({ phase }: Survey): boolean {
  return phase === "looking" || phase === "doing";
}

function without(
  entries: readonly PlanEntry[],
  others: readonly PlanEntry[],
): readonly PlanEntry[] {
  const there = new Set(others.map(({ print }) => print));
  return entries.filter(({ print }) => !there.has(print)).slice(0, differencesMax);
}

/** @throws ItemError `conflict` while it is under way */
export function refuseBusy(survey: Survey): void {
  if (isUnderWay(survey)) throw busy();
}

function busy(): ItemError {
  return new ItemError(
    "conflict",
    "This dry run is under way: stop it first, or wait for its end.",
  );
}
