import { ConnectorError, type Outcome, type WriteAction } from "../connectors/connector.ts";
import { withTypeOfCategory } from "../resources/appointment/activity-type.ts";
import { splitCompanion } from "../resources/appointment/companion.ts";
import { brake } from "../sync/guard.ts";
import type { Conflict, Decision, Fields, Link, Side } from "../sync/model.ts";
import { plan } from "../sync/plan.ts";
import { adopted, landed, observed, spent } from "../sync/record.ts";
import { confirm, sightingOf } from "./observe.ts";
import { changesOf, subjectOf } from "./history.ts";
import { sameConflicts } from "./ledger.ts";
import { parkItem } from "./park.ts";
import { reachOf } from "./retry.ts";
import type { RunContext } from "./context.ts";

/** Outcomes are recorded after each of these, so that little is in doubt after a crash. */
const writeBatch = 20;
/** A stale version is read and planned again; who edits faster than that waits for the next run. */
const roundsMax = 3;

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
  const open = [...run.ledger.links.values()].flatMap((link) => errandOfCreate(link));
  for (const side of ["erp", "microsoft"] as const) {
    await send(
      run,
      side,
      open.filter((errand) => errand.side === side),
    );
  }
}

/** Plans every touched link and carries the plans out. @returns how many writes were sent. */
export async function planAndApply(run: RunContext): Promise<number> {
  let writes = 0;
  for (let round = 0; round < roundsMax; round++) {
    const errands = await decide(run);
    if (errands.length === 0) break;
    writes += errands.length;
    // The ERP first: it is the side that more often refuses.
    for (const side of ["erp", "microsoft"] as const) {
      await send(
        run,
        side,
        errands.filter((errand) => errand.side === side),
      );
    }
  }
  return writes;
}

/** Decides about every dirty link and stores all intents in one commit, before any write. */
async function decide(run: RunContext): Promise<readonly Errand[]> {
  const { ledger } = run;
  const decided: { link: Link; decision: Decision }[] = [];
  for (const link of ledger.links.values()) {
    if (!link.dirty || link.choice === "off" || link.create !== undefined) continue;
    if (ledger.parked.has(link.id)) continue;
    decided.push({ link, decision: plan(link, run.terms) });
  }
  const report = brake(
    decided.map((one) => one.decision),
    ledger.links.size,
    run.rules.brake,
  );
  run.braked = report;
  await loadTypes(
    run,
    decided.map((one) => one.decision),
  );
  const errands: Errand[] = [];
  for (const { link, decision } of decided) {
    // Held deletions stay planned: the link remains dirty until an administrator releases the brake.
    if (decision.kind === "delete" && report?.side === decision.side) continue;
    errands.push(...intend(run, link, decision));
  }
  await ledger.commit();
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
      ledger.drop(link);
      ledger.unpark(link.id);
      note(run, link, { kind: "unlinked", because: decision.rule });
      return [];
    case "delete": {
      const stamp = run.deps.ids.next();
      const { side, precondition } = decision;
      const intent = { side, kind: "delete" as const, stamp, fields: {}, source: {} };
      ledger.stage({ ...link, writes: [...link.writes, intent] });
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
  const create = { side, key: `${link.id}#${generation}`, fields, source };
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
    const stamp = run.deps.ids.next();
    const intent = { side, kind: "update" as const, stamp, fields, source };
    next = { ...next, writes: [...next.writes, intent] };
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
  if (parked) note(run, link, { kind: "recovered", because: "" });
  run.ledger.stage({ ...link, dirty: false, syncedAt: both ? run.now() : link.syncedAt });
  run.touched(link);
}

/** Sends writes of one side in batches and records each batch's outcomes before the next. */
async function send(run: RunContext, side: Side, errands: readonly Errand[]): Promise<void> {
  const connector = side === "erp" ? run.erp : run.graph;
  for (let start = 0; start < errands.length; start += writeBatch) {
    const batch = errands.slice(start, start + writeBatch);
    const actions = batch.map((errand) => errand.action);
    const outcomes = await connector.write(run.actor, run.resource, actions);
    const again: string[] = [];
    let stopped: ConnectorError | null = null;
    for (const [at, errand] of batch.entries()) {
      const verdict = record(run, errand, outcomes[at] ?? unanswered(side));
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
}

function unanswered(side: Side): Outcome {
  return {
    kind: "error",
    error: new ConnectorError("unavailable", side, "A write was not answered."),
  };
}

/** Stages what an outcome means for its link. */
function record(
  run: RunContext,
  errand: Errand,
  outcome: Outcome,
): "done" | "again" | ConnectorError {
  const link = run.ledger.links.get(errand.linkId);
  if (link === undefined) return "done";
  const { side, action } = errand;
  run.touched(link);
  switch (outcome.kind) {
    case "written": {
      const sighting = sightingOf(outcome.item);
      if (action.kind === "create") {
        run.ledger.stage(adopted(link, sighting, run.schema));
        note(run, link, { kind: "created", side, to: action.fields });
      } else if (action.kind === "update") {
        const before = link[side]?.fields ?? {};
        const seen = observed({ ...link }, side, { ...sighting, stamp: null }, run.schema);
        const fields = outcome.item.fields;
        run.ledger.stage({
          ...landed(seen, side, action.stamp, fields, run.schema),
          dirty: true,
        });
        note(run, link, { kind: "updated", side, from: before, to: action.fields });
      }
      return "done";
    }
    case "gone":
      run.ledger.stage(observed(link, side, null, run.schema));
      note(run, link, { kind: "deleted", side });
      return "done";
    case "spent":
      run.ledger.stage(spent(link, run.schema));
      return "done";
    case "error":
      return recordError(run, link, errand, outcome.error);
  }
}

function recordError(
  run: RunContext,
  link: Link,
  { side, action }: Errand,
  error: ConnectorError,
): "again" | "done" | ConnectorError {
  if (error.code === "stale" || error.code === "not-found") {
    if (action.kind !== "create") return "again";
  } else if (reachOf(error.code) === "run") {
    return error;
  }
  // Refused outright, so it did not land: the intent ends, the item waits with its reason.
  const { create: _refused, ...rest } = link;
  run.ledger.stage({ ...rest, writes: link.writes.filter((write) => write.side !== side) });
  parkItem(run, { link, side, itemId: link.ids[side] ?? link.id, error });
  return "done";
}

function note(
  run: RunContext,
  link: Link,
  facts: {
    readonly kind: "created" | "updated" | "deleted" | "unlinked" | "recovered";
    readonly side?: Side;
    readonly from?: Fields;
    readonly to?: Fields;
    readonly because?: string;
  },
): void {
  const { side = null, from = {}, to = {} } = facts;
  run.ledger.note({
    linkId: link.id,
    kind: facts.kind,
    side,
    origin: side === null ? "engine" : side === "erp" ? "microsoft" : "erp",
    subject: subjectOf(link),
    changes: changesOf(link, from, to),
    because: facts.because ?? "",
  });
}

function noteConflict(run: RunContext, link: Link, conflict: Conflict): void {
  run.ledger.note({
    linkId: link.id,
    kind: "conflict",
    side: conflict.winner === null ? null : conflict.winner === "erp" ? "microsoft" : "erp",
    origin: "engine",
    subject: subjectOf(link),
    changes: changesOf(
      link,
      { [conflict.field]: conflict.microsoft },
      { [conflict.field]: conflict.erp },
    ),
    because: conflict.because,
  });
}
