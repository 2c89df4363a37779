import {
  withCategoryOfType,
  withTypeOfCategory,
  type Typed,
} from "../../../resources/appointment/activity-type.ts";
import { splitCompanion } from "../../../resources/appointment/companion.ts";
import { withInvited } from "../../../resources/appointment/invitation.ts";
import { namesOf, takenOutOf } from "../../../resources/appointment/taken-out.ts";
import { settledByPerson } from "../../../sync/asked.ts";
import type { Decided } from "../../../sync/guard.ts";
import { mayWrite } from "../../../sync/flow.ts";
import { refusedFields } from "../../../sync/marks.ts";
import {
  sides,
  type Conflict,
  type Decision,
  type Fields,
  type Link,
  type Settlement,
  type WriteIntent,
} from "../../../sync/model.ts";
import { maskFor, withCompanion } from "../../../sync/mask.ts";
import { advance } from "../../../sync/record.ts";
import { heldBeside, putBackAlone } from "../../../sync/swept.ts";
import type { Change } from "../../../store/store.ts";
import type { Reopening } from "../../../sync/reopen.ts";
import type { Restoration } from "../../../sync/undo.ts";
import { isMarked, isUnread } from "../book.ts";
import { applyBrake } from "./brake.ts";
import { endLink } from "../end-link.ts";
import { activityTypesOf } from "./activity-types.ts";
import type { RunContext } from "../context.ts";
import { isHeldDay } from "../series/held-day.ts";
import { isPrivate, noteConflict, noteTakenOut, noteWrite } from "../history.ts";
import { sameConflicts } from "../ledger.ts";
import { createKey } from "../link-id.ts";
import type { PlannedWrite } from "../../mailboxes/mailbox.ts";
import { carryingMarks, marksAtBirth } from "./marks.ts";
import { settleOwners } from "../../meetings/shared-meetings.ts";
import { writesToAny } from "../../queue/stops.ts";
import { decideNext } from "../../undo/undo.ts";

/** A write on its way: the link it is for and what is sent. */
export interface Errand extends PlannedWrite {
  /** It gives back what a person takes back, as his own edit. */
  readonly restores?: boolean;
}

type CreateDecision = Extract<Decision, { kind: "create" }>;

const breatheAfter = 500;

/** What a round decided: all of it, what the brake lets through, and what to store with that. */
export interface Round {
  readonly decided: readonly Decided[];
  readonly free: readonly Decided[];
  /** The brake lets it through because an administrator agreed: its intents are stored in one commit. */
  readonly agreed: boolean;
  readonly changes: readonly Change[];
}

/** Decides about every dirty link; stores nothing. */
export async function decide(run: RunContext): Promise<Round> {
  const { ledger } = run;
  const decided: Decided[] = [];
  const ready = ledger
    .open()
    .filter(({ id, dirty, create }) => dirty && create === undefined && !ledger.parked.has(id))
    .filter((link) => link.unsought === undefined && !isHeldDay(link));
  const waiting = await settleOwners(run, ready);
  for (const { id } of ready) {
    const link = ledger.links.get(id);
    if (link === undefined || waiting.has(id) || ledger.parked.has(id)) continue;
    // What could not be read is not gone.
    if (sides.some((side) => isUnread(link, side))) continue;
    if (isPrivate(link)) ledger.forgetUndo(link.id);
    const next = decideNext(run, link);
    if (next !== null) decided.push(next);
    // Ten thousand decisions take a second, in which nobody else would be heard.
    if (decided.length % breatheAfter === 0) await new Promise((turn) => setImmediate(turn));
  }
  decided.push(...setAsideAndDamaged(run));
  const { free: unbraked, agreed, changes } = applyBrake(run, decided);
  // What would go where nothing is written for now stays dirty, as what the brake holds.
  const free = unbraked.filter((one) => !writesToAny(one, run.stopped));
  await loadTypes(
    run,
    free.map((one) => one.decision),
  );
  return { decided, free, agreed, changes };
}

/** What is set aside waits for somebody; what a write of ours took from it on the other side does not. */
function setAsideAndDamaged({ ledger, terms }: RunContext): readonly Decided[] {
  return ledger.open().flatMap((link) => {
    const parked = ledger.parked.get(link.id);
    if (parked === undefined || sides.some((side) => isUnread(link, side))) return [];
    const decision = putBackAlone(link, parked.side, terms);
    return decision === null ? [] : [{ link, decision }];
  });
}

/** Stores the intents of a part of what was decided in one commit, before any write. */
export async function intendAll(
  run: RunContext,
  { decided, free }: Round,
  part: readonly Decided[],
  changes: readonly Change[],
): Promise<readonly Errand[]> {
  const errands = part
    .flatMap(({ link, decision }) => intend(run, link, decision))
    .map((errand) => carryingMarks(run, errand));
  await run.deps.onDecided?.({ decided, free, writes: errands });
  await run.ledger.commit(changes);
  return errands;
}

/** Stages what a decision means for the link; @returns the writes to send after the commit. */
function intend(run: RunContext, link: Link, decision: Decided["decision"]): readonly Errand[] {
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
      else endLink(run, link, { writes: [], ...(decision.asks && { ending: {} }) });
      noteWrite(run, link, { kind: "unlinked", because: decision.rule });
      return [];
    case "delete": {
      const { side, precondition, cancel } = decision;
      const intent = { side, kind: "delete" as const, fields: {}, source: {} };
      ledger.stage(withIntent(run, link, intent).link);
      const id = link.ids[side] ?? "";
      return [
        {
          linkId: link.id,
          side,
          action: { kind: "delete", id, precondition, ...(cancel && { cancel }) },
        },
      ];
    }
    case "create":
      return intendCreate(run, link, decision);
    case "update":
      return intendUpdate(run, link, decision);
    case "restore":
      return intendRestoration(run, link, decision);
    case "reopen":
      return intendReopening(run, link, decision);
  }
}

/**
 * The intent agrees on nothing: once it lands the base is what it was, so that what was given back is
 * an edit of that side like any other, and is carried over. Whichever of several lands means the same.
 */
function intendRestoration(run: RunContext, link: Link, decision: Restoration): readonly Errand[] {
  const { side, precondition, fields } = decision;
  const held = heldBeside(link, side, fields, run.schema);
  const intent = { side, kind: "update" as const, fields: {}, source: {}, ...held };
  const intended = withIntent(run, link, intent);
  run.ledger.stage(intended.link);
  const { stamp } = intended;
  const id = link.ids[side] ?? "";
  const action = { kind: "update" as const, id, precondition, fields, stamp };
  return [{ linkId: link.id, side, action, restores: true }];
}

/** The questions stand from now on; what is written to either side agrees on nothing. */
function intendReopening(run: RunContext, link: Link, decision: Reopening): readonly Errand[] {
  const { updates, base, questions, answers } = decision;
  const asked = new Set(questions.map(({ field }) => field));
  const others = link.waiting.filter(({ field }) => !asked.has(field));
  let next: Link = { ...link, base, answers, waiting: [...others, ...questions] };
  const errands: Errand[] = [];
  for (const { side, precondition, fields, source } of updates) {
    const { companion, outlook } = splitCompanion(side === "microsoft" ? fields : {});
    next = { ...next, companion: { ...next.companion, ...companion } };
    const sent = side === "microsoft" ? outlook : fields;
    if (Object.keys(sent).length === 0) continue;
    const held = heldBeside(link, side, sent, run.schema);
    const intended = withIntent(run, next, { side, kind: "update", fields: sent, source, ...held });
    next = intended.link;
    const { stamp } = intended;
    const id = link.ids[side] ?? "";
    const action = { kind: "update" as const, id, precondition, fields: sent, stamp };
    errands.push({ linkId: link.id, side, action, restores: true });
  }
  run.ledger.stage({ ...next, dirty: true });
  return errands;
}

/** Asks the ERP for its activity types when something is written of which a category tells its type. */
async function loadTypes(
  run: RunContext,
  decisions: readonly Decided["decision"][],
): Promise<void> {
  const wanted = decisions.some(
    (one) =>
      (one.kind === "create" &&
        (one.side === "erp" ? one.fields["type"] === null : putsCategories(run))) ||
      (one.kind === "update" &&
        one.updates.some(({ side, fields }) => side === "erp" && fields["type"] === null)),
  );
  if (wanted) await activityTypesOf(run);
}

/** Whether what comes from the ERP gets the category of its type. */
function putsCategories({ rules, terms }: RunContext): boolean {
  return (
    rules.categoryTypes.length > 0 &&
    terms.holdings.microsoft.has("categories") &&
    mayWrite("microsoft", "categories", terms)
  );
}

/** What is made on a side, with the type or the category that the other side's means. */
function typed(run: RunContext, link: Link, { side, fields }: CreateDecision): Typed {
  if (side === "microsoft") {
    const { outlook } = splitCompanion(fields);
    const terms = { types: run.activityTypes ?? [], map: run.rules.categoryTypes };
    return putsCategories(run)
      ? withCategoryOfType(outlook, fields["type"], terms)
      : { fields: outlook };
  }
  return typedByCategory(run, link, fields);
}

/** What goes to the ERP, with the type that its category means where it is to have none of its own. */
function typedByCategory(run: RunContext, link: Link, fields: Fields): Typed {
  // Of a masked one its category tells too much.
  const categories = maskFor(link, run.terms) === null ? link.microsoft?.fields["categories"] : [];
  const terms = { types: run.activityTypes ?? [], map: run.rules.categoryTypes };
  return withTypeOfCategory(fields, categories, terms);
}

function intendCreate(run: RunContext, link: Link, decision: CreateDecision): readonly Errand[] {
  const { side, source } = decision;
  if (side === "erp" && run.rules.privacy.items === "leaveOut" && isPrivate(link)) {
    // It became private after it was taken up or switched on: nothing is made of it.
    // One that carries our category is kept in mind until that is gone.
    if (isMarked(link)) endLink(run, link, { writes: [] });
    else run.ledger.drop(link);
    noteWrite(run, link, { kind: "unlinked", because: "private" });
    return [];
  }
  const generation = link.generation + 1;
  const { fields, because = madeAgain(decision) } = typed(run, link, decision);
  // A new decision is a new key; a key says which link made the item, however often it is sent.
  const marks = side === "microsoft" ? marksAtBirth(run) : undefined;
  const key = createKey(link.id, generation);
  const create = {
    ...{ side, key, fields, source },
    ...(marks === undefined ? {} : { marks }),
    ...(because === undefined ? {} : { because }),
    ...(decision.revives === undefined ? {} : { revives: decision.revives }),
  };
  const { companion } = splitCompanion(decision.fields);
  const kept = side === "microsoft" ? keepCompanion(run, link, companion, companion) : link;
  const next: Link = { ...kept, generation, create, writes: [] };
  run.ledger.stage(next);
  return errandOfCreate(next);
}

/** What is made again after it was deleted says why. */
function madeAgain({ rule }: CreateDecision): string | undefined {
  return rule.startsWith("5 ") ? rule : undefined;
}

export function errandOfCreate(link: Link): readonly Errand[] {
  if (link.create === undefined) return [];
  const { side, key, fields, marks, revives } = link.create;
  const also = { ...(marks && { marks }), ...(revives && { revives }) };
  return [{ linkId: link.id, side, action: { kind: "create", key, fields, ...also } }];
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
      next = keepCompanion(run, next, split.companion, source);
      fields = split.outlook;
      if (Object.keys(fields).length === 0) continue;
    } else {
      fields = typedByCategory(run, next, fields).fields;
    }
    const held = heldBeside(link, side, fields, run.schema);
    const settles = settledWith(run, link, decision.conflicts, { side, fields });
    const intent = { ...{ side, kind: "update" as const, fields, source }, ...held, ...settles };
    const intended = withIntent(run, next, intent);
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
  const isSent = (field: string): boolean => decision.updates.some(({ fields }) => field in fields);
  next = { ...next, waiting, answers: answersFor(link, waiting, isSent) };
  if (errands.length > 0 || next.undo !== undefined) run.ledger.stage(next);
  else settled(run, next);
  return errands;
}

/**
 * The questions that its person settled and that this write carries out; where one side has what he wrote
 * already, as they stood when that was sent.
 */
function settledWith(
  { schema }: RunContext,
  link: Link,
  conflicts: readonly Conflict[],
  { side, fields }: Pick<WriteIntent, "side" | "fields">,
): Pick<WriteIntent, "settles"> {
  const now = settledByPerson(conflicts, link.base, schema);
  const before = link.writes.flatMap((one) => (one.side === side ? (one.settles ?? []) : []));
  const settles = Object.keys(fields).flatMap((field) => {
    const isIt = (one: Settlement): boolean => one.field === field;
    const earlier = field in link.answers ? before.find(isIt) : undefined;
    return now.find(isIt) ?? earlier ?? [];
  });
  return settles.length > 0 ? { settles } : {};
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
  const stamp = before?.stamp ?? run.deps.ids.next();
  // What it may sweep away is what stands there now.
  const writes = [...link.writes.filter((one) => one !== before), { ...intent, stamp }];
  return { link: { ...link, writes }, stamp };
}

/** Companion fields are ours to store: they are written, and agreed, with the intents. */
function keepCompanion(run: RunContext, link: Link, values: Fields, source: Fields): Link {
  if (Object.keys(values).length === 0) return link;
  const base = advance(link.base, "microsoft", values, source, values, run.schema);
  return { ...link, companion: { ...link.companion, ...values }, base };
}

/** Nothing left to do: the link is clean and, where both sides are there, in sync. */
function settled(run: RunContext, link: Link): void {
  const both = link.microsoft != null && link.erp != null;
  const parked = run.ledger.parked.has(link.id);
  run.ledger.unpark(link.id);
  if (parked) noteWrite(run, link, { kind: "recovered", because: "" });
  const answers = answersFor(link, link.waiting, () => false);
  const syncedAt = both ? run.now() : link.syncedAt;
  const told = withTakenOut(run, withRefused(run, link));
  run.ledger.stage({ ...withInvited(told), answers, dirty: false, syncedAt });
  run.touched(link);
}

/** The link with the fields whose edit the ERP does not take; each is told once (E25). */
function withRefused(run: RunContext, link: Link): Link {
  const { refused: before = [], ...rest } = link;
  const refused = refusedFields(link, run.terms);
  for (const field of refused) {
    if (before.includes(field)) continue;
    const [microsoft, erp] = [withCompanion(link)?.fields[field], link.erp?.fields[field]];
    const because = `read-only:${link.erp?.readOnly?.[field] ?? ""}`;
    const told = { field, microsoft: microsoft ?? null, erp: erp ?? null, winner: null, because };
    noteConflict(run, link, told);
  }
  return refused.length === 0 ? rest : { ...rest, refused };
}

/** The link with the guests who were taken out in the ERP and stay invited; each is told once. */
function withTakenOut(run: RunContext, link: Link): Link {
  const { takenOut: before = [], ...rest } = link;
  const all = takenOutOf(link);
  const takenOut = all.flatMap(namesOf);
  for (const one of all) {
    const names = namesOf(one);
    const guests = one.guests.filter((_guest, at) => !before.includes(names[at] ?? ""));
    if (guests.length > 0) noteTakenOut(run, link, { ...one, guests });
  }
  return takenOut.length === 0 ? rest : { ...rest, takenOut };
}

/**
 * The answers that are still needed: those of fields that wait, or that are being written by them. Any
 * other would decide a later conflict of the same values, which nobody was asked about.
 */
function answersFor(
  { answers }: Link,
  waiting: readonly Conflict[],
  isSent: (field: string) => boolean,
): Link["answers"] {
  const isNeeded = (field: string): boolean =>
    isSent(field) || waiting.some((conflict) => conflict.field === field);
  return Object.fromEntries(Object.entries(answers).filter(([field]) => isNeeded(field)));
}
