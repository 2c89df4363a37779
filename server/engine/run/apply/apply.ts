import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Outcome } from "../../../connectors/port/item.ts";
import { sides, type Link, type Side } from "../../../sync/model.ts";
import { withMarksSeen } from "../../../sync/marks.ts";
import { adopted, landed, observed, spent } from "../../../sync/record.ts";
import { confirm, sightingOf } from "../observe/confirm.ts";
import { connectorOf, type RunContext } from "../context.ts";
import { noteWrite, reasonOf } from "../history.ts";
import { takeUpHands } from "../observe/hands.ts";
import { decide, errandOfCreate, intendAll, type Errand, type Round } from "./intents.ts";
import { withoutFoundByLooks } from "../match/look-alike.ts";
import { enterCategories, intendMarks, marksOnly, recordUnmarked } from "./marks.ts";
import { parkItem } from "../park.ts";
import { haltOf, isSwitchedOff, portionsOf, type Halt } from "./portions.ts";
import { attemptsOf, reachOf } from "../retry.ts";
import { giveUpUndo, isUndoing, roundsOfUndos } from "../../undo/undo.ts";
import { ofCreate, ofDelete, ofUpdate, remember } from "../../undo/records.ts";

/** Outcomes are recorded after each of these, so that little is in doubt after a crash. */
const writeBatch = 20;
/** A stale version is read and planned again; who edits faster than that waits for the next run. */
const roundsMax = attemptsOf("stale");

/**
 * Repeats every create whose outcome is unknown, with the same key and the same content, before
 * anything is read: what it made must be known as ours when it shows up in a list.
 */
export async function resolveOpenCreates(run: RunContext): Promise<void> {
  const open = run.ledger
    .open()
    .filter((link) => !run.ledger.parked.has(link.id))
    .flatMap((link) => errandOfCreate(link));
  await sendAll(run, await withoutFoundByLooks(run, open));
}

/** What came of planning and applying: how many writes were sent, and why it ended before all was done. */
interface Applied {
  readonly writes: number;
  readonly halt: Halt | null;
}

/** Plans every touched link and carries the plans out, in portions. */
export async function planAndApply(run: RunContext): Promise<Applied> {
  let writes = 0;
  // Those that were parked until a person or a change brought them back in this run.
  await resolveOpenCreates(run);
  if (await isSwitchedOff(run)) return { writes, halt: "off" };
  const rounds = roundsMax + roundsOfUndos(run);
  for (let round = 0; round < rounds; round++) {
    const decided = await decide(run);
    const applied = await applyRound(run, decided, round === 0);
    writes += applied.writes;
    if (applied.halt !== null) return { writes, halt: applied.halt };
    // Something may be left to take back after what needed no write.
    if (applied.writes === 0 && (run.braked !== null || roundsOfUndos(run) === 0)) break;
  }
  const marked = await markAll(run);
  return { writes: writes + marked.writes, halt: marked.halt };
}

/** Carries a round out, portion by portion. Its first one goes in any case, so that every run gets on. */
async function applyRound(run: RunContext, round: Round, isFirst: boolean): Promise<Applied> {
  const portions = portionsOf(run, round);
  const decidedAtMs = run.deps.clock.now();
  const total = Math.max(run.ledger.figures.followed, round.free.length);
  let left = round.free.length;
  let writes = 0;
  for (const [at, portion] of portions.entries()) {
    if (at > 0) {
      const halt = await haltOf(run, decidedAtMs);
      if (halt !== null) return { writes, halt };
    }
    const tell = (): void => {
      if (isFirst) run.tell({ phase: "writing", done: total - left, total });
    };
    tell();
    const errands = await intendAll(run, round, portion, at === 0 ? round.changes : []);
    await enterCategories(run, errands);
    await sendAll(run, errands);
    writes += errands.length;
    left -= portion.length;
    tell();
  }
  return { writes, halt: null };
}

/** Last, when all is known that the marks tell of. */
async function markAll(run: RunContext): Promise<Applied> {
  let writes = 0;
  if (run.stopped.has("microsoft")) return { writes, halt: null };
  await enterCategories(run, []);
  // As many portions as there may be, and some more for what was stale.
  const rounds = roundsMax + Math.ceil(run.ledger.links.size / run.portionMax);
  for (let round = 0; round < rounds; round++) {
    const errands = await intendMarks(run);
    if (errands.length === 0) break;
    writes += errands.length;
    await enterCategories(run, errands);
    await sendAll(run, errands);
    // After what was no whole portion nothing is left that a run could end before.
    const halt = errands.length < run.portionMax ? null : await haltOf(run, run.deps.clock.now());
    if (halt !== null) return { writes, halt };
  }
  return { writes, halt: null };
}

/** The ERP first: it is the side that more often refuses. */
async function sendAll(run: RunContext, errands: readonly Errand[]): Promise<void> {
  for (const side of ["erp", "microsoft"] as const) {
    const ofSide = errands.filter((errand) => errand.side === side);
    await send(run, side, ofSide);
  }
}

/**
 * Sends writes of one side in batches. The next batch is on its way while the last one's outcomes are
 * recorded, so that the other side is never idle; its intents are stored, so nothing is less safe.
 */
async function send(run: RunContext, side: Side, errands: readonly Errand[]): Promise<void> {
  const connector = connectorOf(run, side);
  const batches = Array.from({ length: Math.ceil(errands.length / writeBatch) }, (_, at) =>
    errands.slice(at * writeBatch, (at + 1) * writeBatch),
  );
  const write = (batch: readonly Errand[]): Promise<readonly Outcome[]> => {
    const actions = batch.map((errand) => errand.action);
    return connector.write(run.actor, run.resource, actions);
  };
  let ahead: Promise<readonly Outcome[]> | undefined;
  try {
    for (const [at, batch] of batches.entries()) {
      const outcomes = await (ahead ?? write(batch));
      const next = batches[at + 1];
      // What the other side cannot take now, it should not be sent more of.
      ahead = next === undefined || outcomes.some(endsRun) ? undefined : write(next);
      // Where recording breaks off nobody waits for it any more; its intents tell the next run.
      ahead?.catch(() => undefined);
      await recordBatch(run, side, batch, outcomes);
    }
  } finally {
    await ahead?.catch(() => undefined);
  }
}

function endsRun(outcome: Outcome): boolean {
  return outcome.kind === "error" && reachOf(outcome.error.code) === "run";
}

function isRefusedCreate({ action }: Errand, outcome: Outcome): boolean {
  const isItems = outcome.kind === "error" && reachOf(outcome.error.code) === "item";
  return isItems && action.kind === "create";
}

/** @throws ConnectorError where an outcome ends the run. */
async function recordBatch(
  run: RunContext,
  side: Side,
  batch: readonly Errand[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const again: string[] = [];
  let stopped: ConnectorError | null = null;
  const isCutOff = outcomes.some(endsRun);
  for (const [at, errand] of batch.entries()) {
    const outcome = outcomes[at] ?? unanswered(side);
    // Whether it was made before is not asked of a side that takes nothing now: the next run repeats it.
    if (isCutOff && isRefusedCreate(errand, outcome)) continue;
    const verdict = await record(run, errand, outcome);
    noteWritten(run, errand);
    if (verdict === "again" && errand.action.kind !== "create") again.push(errand.action.id);
    if (verdict instanceof ConnectorError) stopped ??= verdict;
  }
  await run.ledger.commit();
  // Whatever followed would only add to what the other side cannot take.
  if (stopped !== null) throw stopped;
  // Gone or moved under our hands: read what it is now, and the next round decides anew.
  await confirm(run, side, again);
  await takeUpHands(run);
  await run.ledger.commit();
}

/** Both sides may announce the items of a link that was written; what a create has made is known by now. */
function noteWritten({ ledger, written }: RunContext, { linkId }: Errand): void {
  const ids = ledger.links.get(linkId)?.ids ?? {};
  for (const side of sides) {
    const id = ids[side];
    if (id !== undefined) written[side].add(id);
  }
}

function unanswered(side: Side): Outcome {
  return {
    kind: "error",
    error: new ConnectorError("unavailable", side, "A write was not answered."),
  };
}

/** Stages what an outcome means for its link. @returns the error that ends the run. */
async function record(
  run: RunContext,
  errand: Errand,
  outcome: Outcome,
): Promise<"done" | "again" | ConnectorError> {
  const link = run.ledger.links.get(errand.linkId);
  if (link === undefined) return "done";
  const { side, action } = errand;
  // An act of the person and not what the other side brought.
  const byPerson = isUndoing(link, errand)
    ? { origin: "person" as const, because: isRevived(action, outcome) ? "undo:revived" : "undo" }
    : {};
  run.touched(link);
  switch (outcome.kind) {
    case "written": {
      const sighting = sightingOf(outcome.item);
      if (action.kind === "create") {
        const next = adopted(link, sighting, run.schema);
        run.ledger.stage(next);
        const to = action.fields;
        const told = reasonOf(link);
        const line = noteWrite(run, link, { kind: "created", side, to, ...told, ...byPerson });
        const made = ofCreate(run, link, side, to, next.base);
        // What an undo made again was not ours to begin with: whoever does not want it deletes it.
        if (!isUndoing(link, errand)) remember(run, line, link, made);
      } else if (action.kind === "update") {
        const before = link[side]?.fields ?? {};
        // Our write is nobody's edit: by its time a conflict that waits would be decided as the newest.
        const modifiedAt = link[side]?.modifiedAt ?? sighting.snapshot.modifiedAt;
        const snapshot = { ...sighting.snapshot, modifiedAt };
        const marked = side === "microsoft" ? withMarksSeen(link, snapshot) : link;
        if (marked.choice === "off") {
          run.ledger.stage(marked);
          return "done";
        }
        const seen = observed(marked, side, { snapshot, stamp: null }, run.schema);
        if (marksOnly(action)) {
          run.ledger.stage(seen);
          return "done";
        }
        const fields = outcome.item.fields;
        run.ledger.stage({
          ...landed(seen, side, action.stamp, fields, run.schema),
          dirty: true,
        });
        // What is given back is told when all of it is settled, also where the reply was lost.
        if (errand.restores === true) return "done";
        const line = noteWrite(run, link, {
          kind: "updated",
          side,
          from: before,
          to: action.fields,
        });
        const settled = link.writes.find(({ stamp }) => stamp === action.stamp)?.settles ?? [];
        const { fields: sent } = action;
        remember(run, line, link, ofUpdate(run, link, { side, sent, readBack: fields, settled }));
      }
      return "done";
    }
    case "gone": {
      run.ledger.stage(observed(link, side, null, run.schema));
      if (action.kind === "update") {
        // An answer that took the meeting out of the calendar: nothing is left to take it back from.
        const from = link[side]?.fields ?? {};
        noteWrite(run, link, { kind: "updated", side, from, to: action.fields });
        return "done";
      }
      const line = noteWrite(run, link, { kind: "deleted", side, ...byPerson });
      const { cancels = false } = connectorOf(run, side).capabilities;
      const isCancelled = action.kind === "delete" && action.cancel === true && cancels;
      remember(run, line, link, ofDelete(run, link, side, isCancelled));
      return "done";
    }
    case "spent":
      run.ledger.stage(spent(link, run.schema));
      return "done";
    case "error":
      return recordError(run, link, errand, outcome.error);
  }
}

/** Whether a create made no new item: the one that was cancelled is active again. */
function isRevived(action: Errand["action"], outcome: Outcome): boolean {
  const id = action.kind === "create" ? action.revives : undefined;
  return id !== undefined && outcome.kind === "written" && outcome.item.id === id;
}

/**
 * An earlier sending of a create that is refused now may have landed: then that is the outcome.
 * `unreadable`: it may have, and nobody can tell, because what it made cannot be read.
 */
async function wasMade(
  run: RunContext,
  link: Link,
  side: Side,
  key: string,
): Promise<"made" | "not-made" | "unreadable"> {
  try {
    const made = await connectorOf(run, side).findByKey(run.actor, run.resource, key);
    if (made === null) return "not-made";
    run.ledger.stage(adopted(link, sightingOf(made), run.schema));
    return "made";
  } catch (error) {
    const isItems = error instanceof ConnectorError && reachOf(error.code) === "item";
    if (!isItems) throw error;
    return "unreadable";
  }
}

async function recordError(
  run: RunContext,
  link: Link,
  errand: Errand,
  error: ConnectorError,
): Promise<"again" | "done" | ConnectorError> {
  const { side, action } = errand;
  if (marksOnly(action)) return recordUnmarked(run, link, error);
  const moved = error.code === "stale" || error.code === "not-found";
  if (moved && action.kind !== "create") return "again";
  if (reachOf(error.code) === "item") {
    const before = action.kind === "create" ? await wasMade(run, link, side, action.key) : null;
    if (before === "made") return "done";
    // Refused outright, so it did not land: the intent ends. One without an answer stays, for it may
    // have landed.
    const { create: _refused, ...rest } = link;
    if (before !== "unreadable") {
      const ended = { ...rest, writes: link.writes.filter((write) => write.side !== side) };
      run.ledger.stage(ended);
      if (isUndoing(link, errand)) {
        // The item itself is well: it goes on without what its side refused to take back.
        giveUpUndo(run, ended, error);
        return "done";
      }
    }
  }
  const itemId = link.ids[side] ?? link.id;
  return (await parkItem(run, { link, side, itemId, error })) ?? "done";
}
