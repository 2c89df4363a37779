import { ConnectorError, type Outcome, type WriteAction } from "../connectors/connector.ts";
import { withTypeOfCategory } from "../resources/appointment/activity-type.ts";
import { splitCompanion } from "../resources/appointment/companion.ts";
import type { Decided } from "../sync/guard.ts";
import {
  sides,
  type Decision,
  type Fields,
  type Link,
  type Side,
  type WriteIntent,
} from "../sync/model.ts";
import { plan } from "../sync/plan.ts";
import { adopted, landed, observed, spent } from "../sync/record.ts";
import { isUnread } from "./book.ts";
import { applyBrake } from "./brake.ts";
import { confirm, sightingOf } from "./confirm.ts";
import { isPrivate, noteConflict, noteWrite } from "./history.ts";
import { sameConflicts } from "./ledger.ts";
import { createKey } from "./link-id.ts";
import { withoutFoundByLooks } from "./look-alike.ts";
import { parkItem } from "./park.ts";
import { attemptsOf, reachOf } from "./retry.ts";
import { connectorOf, type RunContext } from "./context.ts";

/** Outcomes are recorded after each of these, so that little is in doubt after a crash. */
const writeBatch = 20;
/** A stale version is read and planned again; who edits faster than that waits for the next run. */
const roundsMax = attemptsOf("stale");

/** A write on its way: the link it is for and what is sent. */
interface Errand {
  readonly linkId: string;
  readonly side: Side;
  readonly action: WriteAction;
}

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

/** Plans every touched link and carries the plans out. @returns how many writes were sent. */
export async function planAndApply(run: RunContext): Promise<number> {
  let writes = 0;
  // Those that were parked until a person or a change brought them back in this run.
  await resolveOpenCreates(run);
  for (let round = 0; round < roundsMax; round++) {
    const errands = await decide(run);
    if (errands.length === 0) break;
    writes += errands.length;
    await sendAll(run, errands);
  }
  return writes;
}

/** Decides about every dirty link and stores all intents in one commit, before any write. */
async function decide(run: RunContext): Promise<readonly Errand[]> {
  const { ledger } = run;
  const decided: Decided[] = [];
  for (const link of ledger.open()) {
    if (!link.dirty || link.create !== undefined) continue;
    if (ledger.parked.has(link.id)) continue;
    // What could not be read is not gone.
    if (sides.some((side) => isUnread(link, side))) continue;
    decided.push({ link, decision: plan(link, run.terms) });
  }
  const { free, changes } = applyBrake(run, decided);
  await loadTypes(
    run,
    free.map((one) => one.decision),
  );
  const errands = free.flatMap(({ link, decision }) => intend(run, link, decision));
  await ledger.commit(changes);
  return errands;
}

/** Stages what a decision means for the link; @returns the writes to send after the commit. */
function intend(run: RunContext, link: Link, decision: Decision): readonly Errand[] {
  const { ledger } = run;
  switch (decision.kind) {
    case "nothing":
      settled(run, { ...link, waiting: [] });
      return [];
    case "settle":
      settled(run, { ...link, base: decision.base, waiting: [] });
      return [];
    case "unlink":
      ledger.unpark(link.id);
      // What is left on either side stays as it is: forgotten, a gate would take it up as new and
      // make again what a person deleted. He can switch it on again.
      if (link.microsoft == null && link.erp == null) ledger.drop(link);
      else ledger.stage({ ...link, choice: "off", writes: [], waiting: [], dirty: false });
      noteWrite(run, link, { kind: "unlinked", because: decision.rule });
      return [];
    case "delete": {
      const { side, precondition } = decision;
      const intent = { side, kind: "delete" as const, fields: {}, source: {} };
      ledger.stage(withIntent(run, link, intent).link);
      const id = link.ids[side] ?? "";
      return [{ linkId: link.id, side, action: { kind: "delete", id, precondition } }];
    }
    case "create":
      return intendCreate(run, link, decision);
    case "update":
      return intendUpdate(run, link, decision);
  }
}

/** Asks the ERP for its activity types, once a run, when something is to be made that names none. */
async function loadTypes(run: RunContext, decisions: readonly Decision[]): Promise<void> {
  const { profile } = run.erp;
  const { companyId } = run.actor;
  const wanted = decisions.some(
    (one) => one.kind === "create" && one.side === "erp" && one.fields["type"] === null,
  );
  if (!wanted || profile === undefined || companyId === null) return;
  run.activityTypes ??= await profile.activityTypes(run.actor, companyId);
}

function intendCreate(
  run: RunContext,
  link: Link,
  decision: Extract<Decision, { kind: "create" }>,
): readonly Errand[] {
  const { side, source } = decision;
  if (side === "erp" && isPrivate(link)) {
    // It became private after it was switched on; privacy outranks the switch.
    run.ledger.drop(link);
    noteWrite(run, link, { kind: "unlinked", because: "private" });
    return [];
  }
  const generation = link.generation + 1;
  const split = splitCompanion(decision.fields);
  const fields =
    side === "microsoft"
      ? split.outlook
      : withTypeOfCategory(
          decision.fields,
          link.microsoft?.fields["categories"],
          run.activityTypes ?? [],
        );
  // A new decision is a new key; a key says which link made the item, however often it is sent.
  const create = { side, key: createKey(link.id, generation), fields, source };
  const kept = side === "microsoft" ? keepCompanion(link, split.companion, split.companion) : link;
  const next: Link = { ...kept, generation, create, writes: [] };
  run.ledger.stage(next);
  return errandOfCreate(next);
}

function errandOfCreate(link: Link): readonly Errand[] {
  if (link.create === undefined) return [];
  const { side, key, fields } = link.create;
  return [{ linkId: link.id, side, action: { kind: "create", key, fields } }];
}

function intendUpdate(
  run: RunContext,
  link: Link,
  decision: Extract<Decision, { kind: "update" }>,
): readonly Errand[] {
  const errands: Errand[] = [];
  let next: Link = { ...link, base: decision.base };
  for (const update of decision.updates) {
    const { side, precondition, source } = update;
    let fields = update.fields;
    if (side === "microsoft") {
      const split = splitCompanion(fields);
      next = keepCompanion(next, split.companion, source);
      fields = split.outlook;
      if (Object.keys(fields).length === 0) continue;
    }
    const intended = withIntent(run, next, { side, kind: "update", fields, source });
    next = intended.link;
    const { stamp } = intended;
    const id = link.ids[side] ?? "";
    errands.push({
      linkId: link.id,
      side,
      action: { kind: "update", id, precondition, fields, stamp },
    });
  }
  const waiting = decision.conflicts.filter((conflict) => conflict.winner === null);
  const news = sameConflicts(waiting, link.waiting)
    ? decision.conflicts.filter((conflict) => conflict.winner !== null)
    : decision.conflicts;
  for (const conflict of news) noteConflict(run, link, conflict);
  next = { ...next, waiting };
  if (errands.length > 0) run.ledger.stage(next);
  else settled(run, next);
  return errands;
}

/**
 * The link with the intent to write, and its stamp. The same write decided again keeps its stamp:
 * whichever of them lands means the same, and a side that is down for days must not fill the link.
 */
function withIntent(
  run: RunContext,
  link: Link,
  intent: Omit<WriteIntent, "stamp">,
): { readonly link: Link; readonly stamp: string } {
  const { side, kind, fields, source } = intent;
  const content = JSON.stringify([side, kind, fields, source]);
  const before = link.writes.find(
    (one) => JSON.stringify([one.side, one.kind, one.fields, one.source]) === content,
  );
  if (before !== undefined) return { link, stamp: before.stamp };
  const stamp = run.deps.ids.next();
  return { link: { ...link, writes: [...link.writes, { ...intent, stamp }] }, stamp };
}

/** Companion fields are ours to store: they are written, and agreed, with the intents. */
function keepCompanion(link: Link, values: Fields, source: Fields): Link {
  const names = Object.keys(values);
  if (names.length === 0) return link;
  const there = Object.fromEntries(names.map((name) => [name, source[name] ?? null]));
  return {
    ...link,
    companion: { ...link.companion, ...values },
    base: {
      microsoft: { ...link.base?.microsoft, ...values },
      erp: { ...link.base?.erp, ...there },
    },
  };
}

/** Nothing left to do: the link is clean and, where both sides are there, in sync. */
function settled(run: RunContext, link: Link): void {
  const both = link.microsoft != null && link.erp != null;
  const parked = run.ledger.parked.has(link.id);
  run.ledger.unpark(link.id);
  if (parked) noteWrite(run, link, { kind: "recovered", because: "" });
  // An answer that nothing waits for any more must not decide a later conflict.
  const answers = link.waiting.length === 0 ? {} : link.answers;
  const syncedAt = both ? run.now() : link.syncedAt;
  run.ledger.stage({ ...link, answers, dirty: false, syncedAt });
  run.touched(link);
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

/** @throws ConnectorError where an outcome ends the run. */
async function recordBatch(
  run: RunContext,
  side: Side,
  batch: readonly Errand[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const again: string[] = [];
  let stopped: ConnectorError | null = null;
  for (const [at, errand] of batch.entries()) {
    const verdict = await record(run, errand, outcomes[at] ?? unanswered(side));
    if (verdict === "again" && errand.action.kind !== "create") again.push(errand.action.id);
    if (verdict instanceof ConnectorError) stopped ??= verdict;
  }
  await run.ledger.commit();
  // Gone or moved under our hands: read what it is now, and the next round decides anew.
  await confirm(run, side, again);
  await run.ledger.commit();
  // The rest of the run would only add to what the other side cannot take.
  if (stopped !== null) throw stopped;
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
  run.touched(link);
  switch (outcome.kind) {
    case "written": {
      const sighting = sightingOf(outcome.item);
      if (action.kind === "create") {
        run.ledger.stage(adopted(link, sighting, run.schema));
        noteWrite(run, link, { kind: "created", side, to: action.fields });
      } else if (action.kind === "update") {
        const before = link[side]?.fields ?? {};
        const seen = observed(link, side, { ...sighting, stamp: null }, run.schema);
        const fields = outcome.item.fields;
        run.ledger.stage({
          ...landed(seen, side, action.stamp, fields, run.schema),
          dirty: true,
        });
        noteWrite(run, link, { kind: "updated", side, from: before, to: action.fields });
      }
      return "done";
    }
    case "gone":
      run.ledger.stage(observed(link, side, null, run.schema));
      noteWrite(run, link, { kind: "deleted", side });
      return "done";
    case "spent":
      run.ledger.stage(spent(link, run.schema));
      return "done";
    case "error":
      return recordError(run, link, errand, outcome.error);
  }
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
  { side, action }: Errand,
  error: ConnectorError,
): Promise<"again" | "done" | ConnectorError> {
  const moved = error.code === "stale" || error.code === "not-found";
  if (moved && action.kind !== "create") return "again";
  if (reachOf(error.code) === "item") {
    const before = action.kind === "create" ? await wasMade(run, link, side, action.key) : null;
    if (before === "made") return "done";
    // Refused outright, so it did not land: the intent ends. One without an answer stays, for it may
    // have landed.
    const { create: _refused, ...rest } = link;
    if (before !== "unreadable") {
      run.ledger.stage({ ...rest, writes: link.writes.filter((write) => write.side !== side) });
    }
  }
  const itemId = link.ids[side] ?? link.id;
  return (await parkItem(run, { link, side, itemId, error })) ?? "done";
}
