/** The dry run of many mailboxes as it is kept, and what can be told of one without making any. */
import { createHash } from "node:crypto";
import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import { ItemError } from "../items/item-error.ts";
import type { FieldMapping } from "../../resources/appointment/mapped.ts";
import type { Plan } from "./dry-run.ts";
import type { PlanCount, PlanEntry } from "./entries.ts";
import { unpack, type Packed } from "./packed.ts";
import type { Trial } from "./trial.ts";

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
  /** Rules that are tried with whoever gets others by them. Absent: each is tried as he is. */
  readonly rules?: TriedRules;
}

/** A change of rules that is tried with everybody whom it concerns before it is made. */
export interface TriedChange {
  /** What is tried with a mailbox as it stands now; `null`: it is off, or has no other rules by the change. */
  trialOf(saved: MailboxDocument): Promise<Trial | null>;
  /** What its next run would do by the change. Nothing is written. @throws ConnectorError */
  plan(trial: Trial): Promise<Plan>;
  /**
   * Makes the change. @returns how many mailboxes that are on have other rules by it
   * @throws ItemError `conflict` where what was said before it is something else since
   */
  save(): Promise<number>;
}

/** Rules that are not saved yet. */
export interface TriedRules extends TriedChange {
  /** What the trail calls it once they are saved. */
  readonly act: "job-changed" | "fields-mapped";
  /** How the trail names them. */
  readonly about: string;
  /** What they say otherwise than the ones before, for the trail. */
  readonly facts: Readonly<Record<string, string>>;
  /** Fields of an ERP's own as these rules call them; those that are saved may not know them. */
  readonly mapped?: readonly FieldMapping[];
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
export interface KeptRowPlan extends Pick<Plan, "digest" | "marked" | "madeAt"> {
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
  /** Of tried rules: how many people have others since they were saved; `null`: they are not. */
  readonly saved: number | null;
  /** Why they were not, where that is nothing that changed in a mailbox. */
  readonly problem: Error | null;
}

/** Equal where the same is shown of the same mailboxes. */
export function fingerprintOf({ id, rows }: Pick<Survey, "id" | "rows">): string {
  const digest = createHash("sha256").update(id);
  for (const { mailbox, state, plan } of rows) {
    const { tenantId, mailboxId } = mailbox;
    digest.update(JSON.stringify([tenantId, mailboxId, state, plan?.digest ?? null]));
  }
  return digest.digest("base64url");
}

/** Whether rules can be saved by it: all were looked at, and they were not saved yet. */
export function isWhole({ phase, saved, rows }: Pick<Survey, "phase" | "saved" | "rows">): boolean {
  return phase !== "looking" && saved === null && rows.every(({ state }) => state !== "waiting");
}

/** The entries of a row; `null`: they are not kept. */
export function entriesOf({ plan }: SurveyRow): readonly PlanEntry[] | null {
  return plan?.entries == null ? null : unpack(plan.entries);
}

/** Whether there is something that could be carried out, or could once more. */
export function isToDo({ isOff, state, plan }: SurveyRow): boolean {
  return !isOff && state !== "agreed" && plan !== null && plan.total + plan.marked > 0;
}

export function isUnderWay({ phase }: Survey): boolean {
  return phase === "looking" || phase === "doing";
}

/** @throws ItemError `conflict` while it is under way */
export function refuseBusy(survey: Survey): void {
  if (isUnderWay(survey)) throw busy();
}

export function otherwise(): ItemError {
  return new ItemError(
    "conflict",
    "This dry run shows something else by now than you were shown. Look again.",
  );
}

export function notWhole(): ItemError {
  return new ItemError(
    "conflict",
    "Not everybody whom these rules concern was looked at, or they were saved already. Start it again.",
  );
}

export function busy(): ItemError {
  return new ItemError(
    "conflict",
    "This dry run is under way: stop it first, or wait for its end.",
  );
}
