import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { listMailboxes } from "../mailboxes/people/directory.ts";
import { ItemError } from "../items/item-error.ts";
import type { Saving } from "../mailboxes/mailbox-acts.ts";
import { mailboxKey, mailboxScope, type MailboxScope } from "../mailboxes/mailbox.ts";
import type { Scheduler } from "../scheduler.ts";
import { agree } from "./desk.ts";
import { dryRun, type DryRunDeps, type Plan } from "./dry-run.ts";
import { countsOf, digestOf, type PlanEntry } from "./entries.ts";
import { pack, type Packed } from "./packed.ts";
import {
  busy,
  entriesOf,
  fingerprintOf,
  isToDo,
  isUnderWay,
  isWhole,
  notWhole,
  otherwise,
  refuseBusy,
  type KeptRowPlan,
  type Maker,
  type Survey,
  type SurveyRow,
  type SurveyWish,
  type TriedRules,
} from "./survey.ts";
import { listedAnew, switchedOn, type Trial } from "./trial.ts";

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
   * Has each mailbox's plan carried out, one after the other, behind the caller's back. Of tried rules:
   * has all looked at once more, and saves them where each would do what was shown, so that the
   * mailboxes' own runs do it; else nothing is saved, and each says what changed since.
   * @param shown the fingerprint of what the caller was shown; absent: it is not compared
   * @param onSaved is told when rules were saved, before the survey says so
   * @throws ItemError `conflict` while it is under way, where something else is shown by now, or where
   *   not all whom rules concern were looked at
   */
  carryOut(id: string, shown?: string, onSaved?: () => Promise<void>): void;
  /** The mailbox is gone from all of them. */
  forget(scope: MailboxScope): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

interface KeptRow extends SurveyRow {
  isOff: boolean;
  state: SurveyRow["state"];
  plan: KeptRowPlan | null;
  since: SurveyRow["since"];
  problem: Error | null;
}

interface Kept extends Survey {
  readonly concerns: SurveyWish["concerns"];
  phase: Survey["phase"];
  isStopped: boolean;
  progress: { done: number; of: number };
  rows: readonly KeptRow[];
  saved: number | null;
  problem: Error | null;
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

  /** What its next run would do by the rules that are tried. */
  const byRules = async (rules: TriedRules, row: KeptRow): Promise<Plan> => {
    const trial = await rules.trialOf(await mailboxOf(row));
    return trial === null ? nothingToDo(deps) : rules.plan(trial);
  };

  const lookAt = async (survey: Kept, row: KeptRow): Promise<void> => {
    if (survey.rules !== undefined) {
      take(survey, row, await byRules(survey.rules, row));
      row.state = "planned";
      return;
    }
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
    if (now === "agreed") row.state = "agreed";
    else takeChanged(survey, row, now, before);
  };

  const takeChanged = (
    survey: Kept,
    row: KeptRow,
    now: Plan,
    before: readonly PlanEntry[] | null,
  ): void => {
    take(survey, row, now);
    row.state = "changed";
    row.since =
      before === null
        ? null
        : { appeared: without(now.entries, before), vanished: without(before, now.entries) };
  };

  /** Whoever gets other rules by what is tried, as everybody stands now. */
  const concernedBy = async ({
    concerns,
    rules,
  }: Pick<SurveyWish, "concerns" | "rules">): Promise<readonly MailboxDocument[]> => {
    const all = await listMailboxes(deps.store, deps.log);
    const found: MailboxDocument[] = [];
    for (const one of all) {
      if (!concerns(one) || one.givenUp === true) continue;
      if (rules === undefined || (await rules.trialOf(one)) !== null) found.push(one);
    }
    return found.toSorted((one, other) => one.name.localeCompare(other.name, "en"));
  };

  /** Looks at all once more, and saves the rules where nothing is otherwise than it was shown. */
  const saveWhereSame = async (
    survey: Kept,
    rules: TriedRules,
    onSaved: () => Promise<void>,
  ): Promise<void> => {
    const known = new Set(survey.rows.map(({ mailbox }) => keyOf(mailbox)));
    const all = await concernedBy(survey);
    const late = all.filter((one) => !known.has(keyOf(one))).map(rowOf);
    survey.rows = [...survey.rows, ...late];
    const differing = new Set<KeptRow>(late);
    await goOver(survey, survey.rows, async (_survey, row) => {
      const [before, old, wasFailed] = [entriesOf(row), row.plan, row.state === "failed"];
      // Who could not be looked at is shown as that; nothing is done for him now either.
      if (!wasFailed) differing.add(row);
      const now = await byRules(rules, row);
      if (now.digest === old?.digest) {
        row.state = "planned";
        row.since = null;
        differing.delete(row);
        return;
      }
      differing.add(row);
      takeChanged(survey, row, now, before);
    });
    if (survey.isStopped || isEnding() || differing.size > 0) return;
    try {
      survey.saved = await rules.save();
      await onSaved();
    } catch (error) {
      survey.problem = error instanceof Error ? error : new Error(String(error));
      return;
    }
    for (const row of survey.rows.filter(isToDo)) row.state = "agreed";
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
    async start(maker, wish) {
      const key = JSON.stringify([maker.tenantId, maker.userId]);
      const before = kept.get(key);
      if (before?.phase === "doing") throw busy();
      const mailboxes = await concernedBy(wish);
      if (before !== undefined) before.isStopped = true;
      const survey: Kept = {
        ...wish,
        id: deps.ids.next(),
        by: maker.name,
        startedAt: new Date(deps.clock.now()).toISOString(),
        phase: "looking",
        isStopped: false,
        progress: { done: 0, of: mailboxes.length },
        rows: mailboxes.map(rowOf),
        saved: null,
        problem: null,
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

    carryOut(id, shown, onSaved = () => Promise.resolve()) {
      const survey = find(id);
      if (survey === undefined) return;
      refuseBusy(survey);
      const { rules } = survey;
      if (shown !== undefined && shown !== fingerprintOf(survey)) throw otherwise();
      if (rules !== undefined && !isWhole(survey)) throw notWhole();
      survey.phase = "doing";
      survey.isStopped = false;
      survey.problem = null;
      const work =
        rules === undefined
          ? goOver(survey, survey.rows.filter(isToDo), carryOutOne)
          : saveWhereSame(survey, rules, onSaved);
      inBackground(
        work.then(() => {
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

function rowOf(mailbox: MailboxDocument): KeptRow {
  return {
    ...{ mailbox, isOff: false, state: "waiting", plan: null, since: null, problem: null },
  };
}

function keyOf({ tenantId, mailboxId }: MailboxDocument): string {
  return JSON.stringify([tenantId, mailboxId]);
}

/** What the next run of who has no other rules by it would do because of them. */
function nothingToDo({ clock }: Pick<DryRunDeps, "clock">): Plan {
  const madeAt = new Date(clock.now()).toISOString();
  return { entries: [], marked: 0, digest: digestOf([]), madeAt };
}

function without(
  entries: readonly PlanEntry[],
  others: readonly PlanEntry[],
): readonly PlanEntry[] {
  const there = new Set(others.map(({ print }) => print));
  return entries.filter(({ print }) => !there.has(print)).slice(0, differencesMax);
}
