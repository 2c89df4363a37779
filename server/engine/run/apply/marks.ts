import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Actor, WriteAction } from "../../../connectors/port/item.ts";
import { markCategories } from "../../../resources/appointment/marks.ts";
import { put } from "../../../store/store.ts";
import { sameMarks, wantedMarks } from "../../../sync/marks.ts";
import type { Link, Mark } from "../../../sync/model.ts";
import type { RunContext } from "../context.ts";
import type { EngineDeps, MailboxScope, PlannedWrite } from "../../mailboxes/mailbox.ts";
import { isItsOwn } from "../park.ts";

function wantedOn(run: RunContext, link: Link): readonly Mark[] {
  return wantedMarks(link, { shown: run.showsMarks, aside: run.ledger.parked.has(link.id) });
}

/** The marks that what is made in Outlook for a link begins with. */
export function marksAtBirth({ showsMarks }: RunContext): readonly Mark[] | undefined {
  return showsMarks ? ["tracked"] : undefined;
}

/** A write to Outlook takes the marks along that its item is to carry, so that they cost nothing. */
export function carryingMarks<W extends PlannedWrite>(run: RunContext, write: W): W {
  const { action, linkId, side } = write;
  const link = run.ledger.links.get(linkId);
  if (side !== "microsoft" || action.kind !== "update" || link?.microsoft == null) return write;
  if (run.actor.marks === undefined) return write;
  const wanted = wantedOn(run, link);
  // Whoever writes categories writes all of them; those of single occurrences as well.
  const isNeeded = "categories" in action.fields || "exceptions" in action.fields;
  if (!isNeeded && sameMarks(wanted, link.microsoft.marks)) return write;
  run.ledger.stage({ ...link, marking: wanted });
  return { ...write, action: { ...action, ...markedWith(wanted, link) } };
}

/**
 * The writes that bring the marks of items that rest to what they should be, a portion of them, in one
 * commit with what was sent. The links tell all of it: after a crash, and when Setup is changed, nothing has to be
 * remembered.
 */
export async function intendMarks(run: RunContext): Promise<readonly PlannedWrite[]> {
  if (run.actor.marks === undefined) return [];
  const writes: PlannedWrite[] = [];
  for (const link of mayDiffer(run)) {
    const { microsoft } = link;
    if (microsoft == null) run.ledger.moved.delete(link.id);
    if (microsoft == null || !rests(run, link) || link.unmarkable === microsoft.version) continue;
    const wanted = wantedOn(run, link);
    if (sameMarks(wanted, microsoft.marks)) {
      if (run.showsMarks) run.ledger.moved.delete(link.id);
      continue;
    }
    run.ledger.stage({ ...link, marking: wanted });
    const { id, version: precondition } = microsoft;
    const stamp = run.deps.ids.next();
    const marked = markedWith(wanted, link);
    const action = { kind: "update", id, precondition, fields: {}, stamp, ...marked } as const;
    writes.push({ linkId: link.id, side: "microsoft", action });
    if (writes.length === run.portionMax) break;
  }
  await run.ledger.commit();
  return writes;
}

/**
 * The links whose item may not show yet how they stand: those that moved. Where marks are switched off,
 * any may still carry some, as long as one does.
 */
function mayDiffer({ ledger, showsMarks }: RunContext): readonly Link[] {
  if (!showsMarks) return ledger.figures.marked === 0 ? [] : [...ledger.links.values()];
  return [...ledger.moved].flatMap((id) => ledger.links.get(id) ?? []);
}

/** Nothing is under way that a write of ours could come between. */
function rests(run: RunContext, link: Link): boolean {
  if (link.choice === "off") return true;
  // Of a series that stands for its first day only, a write would mark every occurrence.
  if (link.microsoft?.readOnly?.["categories"] !== undefined) return false;
  const isOpen = link.writes.some(({ side }) => side === "microsoft");
  if (isOpen || link.undo !== undefined) return false;
  return run.ledger.parked.has(link.id) || (!link.dirty && link.create === undefined);
}

function markedWith(marks: readonly Mark[], { microsoft }: Link) {
  return { marks, beside: microsoft?.fields["categories"] ?? [] };
}

/** Whether a write changes nothing but our marks: nobody's change, so no line of the log. */
export function marksOnly(action: WriteAction): boolean {
  if (action.kind !== "update" || action.marks === undefined) return false;
  return Object.keys(action.fields).length === 0;
}

/**
 * Marks that an item does not take are left off it until it is another one: it is synchronized all the
 * same. @returns what is to be done with it, or the error where it concerns more than the item.
 */
export async function recordUnmarked(
  run: RunContext,
  link: Link,
  error: ConnectorError,
): Promise<"again" | "done" | ConnectorError> {
  if (error.code === "stale" || error.code === "not-found") return "again";
  const itemId = link.ids.microsoft ?? link.id;
  if (!(await isItsOwn(run, { link, side: "microsoft", itemId, error }))) return error;
  run.ledger.stage({ ...link, unmarkable: link.microsoft?.version ?? "" });
  return "done";
}

const listKey = "marks";
const asked = "asked";
const entered = "entered";
/** An administrator may grant the permission at any time, and nobody tells us. */
const againMs = 24 * 60 * 60 * 1000;

/** Its person wants the colours now that he has agreed to it: the next run enters them, whatever it was told before. */
export async function askForColors(
  { store, clock }: Pick<EngineDeps, "store" | "clock">,
  scope: MailboxScope,
): Promise<void> {
  const savedAt = new Date(clock.now()).toISOString();
  await store.commit(scope, [put("cursors", listKey, { cursor: asked, window: null, savedAt })]);
}

/**
 * Gives our categories their colours in the person's list, once, before the first items carry them, or
 * when he asks for it. Whoever takes them out of it later wants them so; where the list may not be
 * changed they work without a colour.
 */
export async function enterCategories(
  run: RunContext,
  writes: readonly PlannedWrite[],
): Promise<void> {
  const { categories } = run.graph;
  const isUsed = writes.some(({ action }) => "marks" in action && action.marks.length > 0);
  if (categories === undefined || !run.showsMarks) return;
  const before = await run.deps.store.get(run.scope, "cursors", listKey);
  const isAsked = before?.cursor === asked;
  const isDue = run.deps.clock.now() >= Date.parse(before?.savedAt ?? "") + againMs;
  if (!isUsed && !isAsked) return;
  if (before !== undefined && !isAsked && (before.cursor === entered || !isDue)) return;
  let cursor: string = entered;
  try {
    await categories.enter(run.actor, markCategories);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    // A colour is not worth a run: what comes in between is met by the run itself.
    if (error.code !== "forbidden") return;
    cursor = error.code;
  }
  const document = { cursor, window: null, savedAt: run.now() };
  await run.ledger.commit([put("cursors", listKey, document)]);
}

/**
 * Takes those of our categories out of a person's list again that we entered and he did not change.
 * @throws ConnectorError where the list may not be changed, or Microsoft 365 cannot be asked
 */
export async function withdrawCategories(
  { store, graph }: Pick<EngineDeps, "store" | "graph">,
  scope: MailboxScope,
  actor: Actor,
): Promise<void> {
  const before = await store.get(scope, "cursors", listKey);
  if (before?.cursor !== entered) return;
  await graph.categories?.remove(actor, markCategories);
  await store.commit(scope, [{ kind: "remove", collection: "cursors", key: listKey }]);
}
