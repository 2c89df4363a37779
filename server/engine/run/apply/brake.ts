import type { BrakeDocument } from "../../../store/documents/mailbox.ts";
import { put, type Change } from "../../../store/store.ts";
import { brake, isHeld, removesPart, type BrakeReport, type Decided } from "../../../sync/guard.ts";
import type { BrakeRelease, RunContext } from "../context.ts";
import { subjectOf } from "../history.ts";
import { stateKey, type EngineDeps, type MailboxScope } from "../../mailboxes/mailbox.ts";

/** What is shown of a held run: enough to judge it by. */
const shownMax = 100;

/**
 * Holds back what the brake refuses (rule 11). Held decisions stay planned: their links remain dirty
 * until an administrator releases them, or until there are no longer so many.
 * @returns the decisions to carry out, whether an administrator agreed to them, and what to write with
 *   their intents: the release ends with these, so that they have to be stored in one commit.
 */
export function applyBrake(
  run: RunContext,
  decided: readonly Decided[],
): {
  readonly free: readonly Decided[];
  readonly agreed: boolean;
  readonly changes: readonly Change[];
} {
  // What one round held stays held in the next: that we made something there since proves nothing.
  const report = brake(decided, run.ledger.figures, run.rules.brake, run.schema) ?? run.braked;
  // What follows in later rounds of the run was agreed to with it.
  const given = [
    ...(run.agreed === null ? [] : [run.agreed]),
    ...run.releases.map((one) => one.release),
  ];
  const release = given.find((one) => report !== null && covers(one, report));
  // Used or overtaken: what is agreed to counts for what was shown and for nothing later.
  const changes = run.releases.splice(0).map(({ key }): Change => ({
    kind: "remove",
    collection: "inbox",
    key,
  }));
  if (report !== null && release === undefined) {
    const held = decided.filter((one) => isHeld(one, report, run.schema));
    const planned = held.slice(0, shownMax).flatMap((one) => shown(one, report, run));
    run.braked = held.length === 0 ? null : { ...report, planned };
    return { free: decided.filter((one) => !held.includes(one)), agreed: false, changes };
  }
  run.braked = null;
  if (report !== null && release !== undefined && release !== run.agreed) {
    noteRelease(run, report, release);
    run.agreed = release;
  }
  return { free: decided, agreed: release !== undefined, changes };
}

function covers(release: BrakeRelease, report: BrakeReport): boolean {
  return release.side === report.side && report.deletions <= release.deletions;
}

function shown(
  one: Decided,
  { side }: Pick<BrakeReport, "side">,
  { schema }: Pick<RunContext, "schema">,
): BrakeDocument["planned"] {
  const { link, decision } = one;
  const { kind } = decision;
  const subject = subjectOf(link);
  if (removesPart(one, side, schema)) return [{ linkId: link.id, kind: "days", side, subject }];
  // An answer of somebody whose copy is gone ends the pair as well.
  if (kind === "unlink" || kind === "update") {
    return [{ linkId: link.id, kind: "unlink", side: null, subject }];
  }
  if (kind !== "delete" && kind !== "create") return [];
  return [{ linkId: link.id, kind, side: decision.side, subject }];
}

function noteRelease(
  run: RunContext,
  { side, deletions }: BrakeReport,
  { by }: BrakeRelease,
): void {
  run.ledger.note({
    linkId: null,
    kind: "state",
    side,
    origin: "person",
    subject: "",
    changes: [],
    because: `released:${deletions}:${by}`,
  });
}

/**
 * An administrator agrees to what the brake holds in this mailbox, as it stands now; the next run
 * carries it out. What comes on top of it meanwhile is held anew.
 * @param shown - what they were shown, where they were; something else that is held is not agreed to
 * @returns what was agreed to; `null` where nothing is held, or not what was shown.
 */
export async function releaseBrake(
  deps: Pick<EngineDeps, "store" | "ids">,
  scope: MailboxScope,
  by: string,
  shown?: Pick<BrakeDocument, "side" | "deletions">,
): Promise<BrakeDocument | null> {
  const state = await deps.store.get(scope, "state", stateKey);
  const held = state?.brake ?? null;
  if (held === null) return null;
  const { side, deletions } = held;
  if (shown !== undefined && (shown.side !== side || shown.deletions !== deletions)) return null;
  await deps.store.commit(scope, [
    put("inbox", deps.ids.next(), { kind: "release-brake", side, deletions, by }),
  ]);
  return held;
}
