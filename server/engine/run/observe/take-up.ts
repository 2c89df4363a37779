import { ConnectorError } from "../../../connectors/port/connector-error.ts";
import type { Found } from "../../../connectors/port/item.ts";
import type { InboxDocument } from "../../../store/documents/mailbox.ts";
import type { Change } from "../../../store/store.ts";
import { withMarksSeen } from "../../../sync/marks.ts";
import { sides, type Link, type Side } from "../../../sync/model.ts";
import { observed } from "../../../sync/record.ts";
import { sightingOf } from "./confirm.ts";
import { connectorOf, type RunContext } from "../context.ts";
import { doubtIn, freeSettled, noteDoubt, pair, takeUpAlone } from "../match/doubts.ts";
import { endLink } from "../end-link.ts";
import { letStand, takeUpCancellation } from "../../meetings/endings.ts";
import { takeUpHandOver } from "../../mailboxes/hand-over.ts";
import { noteAct, subjectOf, type Act } from "../history.ts";
import { newLinkId } from "../link-id.ts";
import { hintInvitations, takeUpInvitation } from "../../meetings/invitations.ts";
import { newChoice } from "../new-link.ts";
import { chooseSeries } from "../series/whole-series.ts";
import { splitDoubtOf, takeUpSplit } from "../series/splits.ts";
import { doubtOfBefore, dueItems, isItsOwn, noteFailure } from "../park.ts";
import { ofRelease, remember } from "../../undo/records.ts";
import { seriesGivenBack } from "../../undo/releases.ts";
import { hintUndos, takeUpUndo } from "../../undo/undo.ts";

/** What waited in the inbox, sorted by whom it concerns. */
export interface TakenUp {
  /** Items said to have moved, or to be looked at once more. */
  readonly hints: Readonly<Record<Side, ReadonlySet<string>>>;
  /** Items of Outlook that notifications named: looked at where a list tells nothing of them. */
  readonly notified: ReadonlySet<string>;
  /** Sides that are to be listed completely. */
  readonly resync: Set<Side>;
  /** The inbox entries to remove once what they asked for is stored. */
  readonly done: readonly Change[];
}

/**
 * Takes up the wishes of people and the hints of the ERP that were stored since the last run.
 * Acts are staged on the links and leave the inbox in the same commit; hints leave it with the
 * observation that followed them, so that a crash in between repeats them. A failure on the way
 * leaves all of them where they are: acts may be repeated.
 */
export async function takeUpInbox(run: RunContext): Promise<TakenUp> {
  const inbox = await run.deps.store.list(run.scope, "inbox");
  const hints = { microsoft: new Set<string>(), erp: new Set<string>() };
  const notified = new Set<string>();
  const resync = new Set<Side>();
  const acts: Change[] = [];
  const done: Change[] = [];
  for (const key of dueItems(run)) tryAgain(run, key, hints);
  for (const [key, entry] of inbox) {
    const removal: Change = { kind: "remove", collection: "inbox", key };
    switch (entry.kind) {
      case "erp-change":
        hints.erp.add(entry.id);
        done.push(removal);
        break;
      case "outlook-change":
        notified.add(entry.id);
        done.push(removal);
        break;
      case "resync":
        resync.add(entry.side);
        done.push(removal);
        break;
      case "release":
        // Its copy is to be removed where nothing is written for now: the wish waits.
        if (entry.removeErpCopy && run.stopped.has("erp")) break;
        // What was taken up before leaves the inbox with what is stored on the way.
        await release(run, entry, () => run.ledger.commit(acts.splice(0)));
        acts.push(removal);
        break;
      case "replan":
        for (const link of run.ledger.links.values()) {
          if (link.choice !== "off" && !link.dirty) run.ledger.stage({ ...link, dirty: true });
        }
        acts.push(removal);
        break;
      case "choose":
        if (entry.wholeSeries === true) {
          await chooseSeries(run, entry, resumed);
          // Which days it has a list tells; until they are taken up the wish stays.
          resync.add("microsoft");
          done.push(removal);
          break;
        }
        await choose(run, entry);
        acts.push(removal);
        break;
      case "answer":
        answer(run, entry);
        acts.push(removal);
        break;
      case "pair":
        pair(run, entry);
        acts.push(removal);
        break;
      case "apart":
        for (const id of entry.ids) takeUpAlone(run, entry.side, id);
        acts.push(removal);
        break;
      case "goes-on":
        takeUpSplit(run, entry);
        acts.push(removal);
        break;
      case "handed-over":
        await takeUpHandOver(run);
        acts.push(removal);
        break;
      case "look":
        hints.microsoft.add(entry.microsoftId);
        done.push(removal);
        break;
      case "retry":
        tryAgain(run, entry.key, hints);
        done.push(removal);
        break;
      case "discard":
        discard(run, entry);
        acts.push(removal);
        break;
      case "undo":
        await takeUpUndo(run, entry);
        // Days that came while their whole series was off are found by a list.
        if (run.ledger.open().some((one) => seriesGivenBack(one) !== undefined))
          resync.add("microsoft");
        acts.push(removal);
        break;
      case "invite":
        takeUpInvitation(run, entry);
        acts.push(removal);
        break;
      case "cancel-meeting":
        takeUpCancellation(run, entry);
        acts.push(removal);
        break;
      case "keep-meeting":
        letStand(run, entry);
        acts.push(removal);
        break;
      case "release-brake":
        // Leaves the inbox with the intents it lets through (brake.ts).
        run.releases.push({ key, release: entry });
    }
  }
  // Only where a person said that one is by itself: what is left of a pair waits for its own answer.
  const told = new Set([...inbox.values()].map(({ kind }) => kind));
  if (told.has("apart") || told.has("pair")) {
    for (const key of freeSettled(run, told.has("apart"))) tryAgain(run, key, hints);
  }
  hintUndos(run, hints);
  hintInvitations(run, hints.microsoft);
  await run.ledger.commit(acts);
  return { hints, notified, resync, done };
}

function answer(run: RunContext, entry: Extract<InboxDocument, { kind: "answer" }>): void {
  const { ledger } = run;
  const link = ledger.links.get(entry.linkId);
  if (link === undefined) return;
  const answers = { ...link.answers, [entry.field]: entry.answer };
  ledger.stage({ ...link, answers, dirty: true });
  const { answer: given } = entry;
  noteAct(run, link, "answered", "keep" in given ? `keep ${given.keep}` : "own value");
}

/** Plans an item once more, from what both sides hold now: what parked it may have been the reading. */
function tryAgain(run: RunContext, key: string, hints: Readonly<Record<Side, Set<string>>>): void {
  const { ledger } = run;
  const link = ledger.links.get(key);
  if (link !== undefined) {
    ledger.unpark(key);
    ledger.stage({ ...link, dirty: true });
    for (const side of sides) {
      const id = link.ids[side];
      if (id !== undefined) hints[side].add(id);
    }
    return;
  }
  const parked = ledger.parked.get(key);
  // What is asked of a series is tried by nobody: it is answered.
  if (parked === undefined || parked.split !== undefined) return;
  if (parked.chosen !== undefined) {
    const { itemId, chosen } = parked;
    const known = ledger.byItem("microsoft", itemId);
    // What he kept apart from it is remembered with it, also while it is compared anew.
    if (parked.apart === undefined) ledger.unpark(key);
    else ledger.park(key, { ...parked, nextTryAt: null });
    if (known !== undefined) tryAgain(run, known.id, hints);
    else ledger.stage(newChoice(newLinkId(run.deps.ids, "microsoft", itemId), itemId, chosen));
    return;
  }
  // Without a link it stays parked until it was read: a crash before that must not forget it.
  if (run.takesUp(parked.side, undefined)) hints[parked.side].add(parked.itemId);
  else ledger.unpark(key);
}

/**
 * A change that is given up is set aside for good: it comes back when either side is edited, or when
 * somebody has it tried again. What was sent already is not: nobody knows yet what came of it.
 */
function discard(run: RunContext, entry: Extract<InboxDocument, { kind: "discard" }>): void {
  const { ledger } = run;
  const { key, reason } = entry;
  const [link, parked] = [ledger.links.get(key), ledger.parked.get(key)];
  if (parked?.split !== undefined) return;
  if (link === undefined ? parked === undefined : parked === undefined && !link.dirty) return;
  if (link !== undefined && (link.create !== undefined || link.writes.length > 0)) return;
  const itemId = parked?.itemId ?? link?.ids.microsoft ?? link?.ids.erp ?? key;
  const side = parked?.side ?? (link?.ids.erp === undefined ? "erp" : "microsoft");
  ledger.park(key, {
    ...{ linkId: link?.id ?? null, itemId, side, code: "discarded", reason, field: null },
    subject: link === undefined ? (parked?.subject ?? "") : subjectOf(link),
    ...{ attempts: parked?.attempts ?? 0, since: run.now(), nextTryAt: null },
    ...doubtOfBefore(parked),
  });
  if (link !== undefined) noteAct(run, link, "answered", "given up by an administrator");
}

/** Switching an item on, or changing what it concerns. */
async function choose(
  run: RunContext,
  entry: Extract<InboxDocument, { kind: "choose" }>,
): Promise<void> {
  const { ledger } = run;
  const known = ledger.byItem("microsoft", entry.microsoftId);
  // Chosen before it was seen to have look-alikes: only its person can tell whether it is one of them.
  const doubt =
    doubtIn(run, "microsoft", entry.microsoftId) ??
    (known === undefined ? splitDoubtOf(ledger.parked.values(), [entry.microsoftId]) : undefined);
  if (doubt !== undefined) {
    noteDoubt(run, doubt);
    return;
  }
  const start =
    known === undefined
      ? newChoice(entry.linkId, entry.microsoftId)
      : known.choice === "off"
        ? await resumed(run, known)
        : known;
  if (start === null) return;
  ledger.unpark(start.id);
  ledger.unpark(entry.microsoftId);
  ledger.stage({
    ...start,
    choice: "on",
    companion: { ...start.companion, ...entry.companion },
    dirty: true,
  });
  if (known === undefined || known.choice === "off") noteAct(run, start, "linked", "switched on");
}

/**
 * A link that is switched on again. Where the ERP's copy went away meanwhile it starts anew: read as
 * a deletion, that absence would take the appointment with it that the person just switched on. So would
 * that of an appointment which an undo took out of the calendar before this was heard.
 * @returns `null` where the item is gone, or its copy cannot be looked at: then it stays off, and the log
 *   says why.
 */
export async function resumed(run: RunContext, link: Link): Promise<Link | null> {
  const here = link.microsoft === null ? await lookAt(run, link, "microsoft") : "found";
  if (here !== "found") return null;
  const there = link.ids.erp === undefined ? "missing" : await lookAt(run, link, "erp");
  if (there === "error") return null;
  // Off, the item was not followed: what both sides hold by now is read with the others.
  const { microsoft: _here, erp: _there, ending: _asked, released: _off, ...unread } = link;
  if (there === "found") return unread;
  // It may stand there under another id, as whatever is switched on may (rule 27).
  return { ...withoutErpCopy(unread), unsought: true };
}

/** Whether an item of a link stands; one that cannot be read is told in the log. */
async function lookAt(run: RunContext, link: Link, side: Side): Promise<Found["kind"]> {
  const id = link.ids[side] ?? "";
  const doubted = new Set(side === "microsoft" ? [id] : []);
  const [found] = await connectorOf(run, side).get(run.actor, link.resource, [id], doubted);
  if (found?.kind === "error") await giveUp(run, link, side, found.error);
  return found?.kind ?? "missing";
}

/** The link as if the ERP never had a copy: it gets a new one. */
export function withoutErpCopy(link: Link): Link {
  const { erp: _gone, ...rest } = link;
  const { erp: _id, ...ids } = link.ids;
  return { ...rest, base: null, ids };
}

/** Switching an item off: both copies stay, or the ERP's is removed as the person asked. */
async function release(
  run: RunContext,
  entry: Extract<InboxDocument, { kind: "release" }>,
  store: () => Promise<void>,
): Promise<void> {
  const known = run.ledger.links.get(entry.linkId);
  if (known === undefined) return;
  // A guest leaves; the activity is the others' as well.
  if (!entry.removeErpCopy || known.guestOf !== undefined) {
    await switchOff(run, known, "switched off");
    return;
  }
  const { link, isGone } = await removeErpCopy(run, await withOpenCreate(run, known), store);
  const line = noteAct(run, link, "unlinked", "switched off", isGone ? "erp" : null);
  endLink(run, link, isGone ? { released: line } : {});
  if (isGone && link.erp != null) remember(run, line, link, ofRelease(run, link));
}

/** Switches an item off, with the reason for the log; both copies stay. */
export async function switchOff(run: RunContext, known: Link, because: Act): Promise<void> {
  const link = await withOpenCreate(run, known);
  endLink(run, link);
  noteAct(run, link, "unlinked", because);
}

/** What a create in doubt has made belongs to the link: unknown, a gate would take it up as new. */
async function withOpenCreate(run: RunContext, link: Link): Promise<Link> {
  const { create } = link;
  if (create === undefined) return link;
  const { side, key } = create;
  try {
    const made = await connectorOf(run, side).findByKey(run.actor, link.resource, key);
    return made === null ? link : { ...link, ids: { ...link.ids, [side]: made.id } };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await giveUp(run, link, side, error);
    return link;
  }
}

/** Between the reading and the removal somebody may edit the copy; so often is enough. */
const removalsMax = 3;

/**
 * Removes the ERP's copy, whatever it holds by now: that is stored before it goes, so that it can be made
 * again also where nobody hears that it went.
 * @param store commits what is staged
 * @returns the link as both sides were then, and whether the copy is gone
 */
async function removeErpCopy(
  run: RunContext,
  known: Link,
  store: () => Promise<void>,
): Promise<{ readonly link: Link; readonly isGone: boolean }> {
  const { erp, actor } = run;
  const id = known.ids.erp;
  if (id === undefined) return { link: known, isGone: true };
  let link = known;
  let failed: ConnectorError | null = null;
  for (let attempt = 0; attempt < removalsMax; attempt++) {
    // Whatever the version is now: the person asked for the copy to go, not for this state of it.
    const [found] = await erp.get(actor, link.resource, [id]);
    if (found?.kind === "missing") return { link, isGone: true };
    failed = found?.kind === "error" ? found.error : unanswered();
    if (found?.kind !== "found") break;
    link = observed(await lookedAt(run, link), "erp", sightingOf(found.item), run.schema);
    run.ledger.stage(link);
    await store();
    const precondition = found.item.version;
    const [outcome] = await erp.write(actor, link.resource, [{ kind: "delete", id, precondition }]);
    if (outcome?.kind === "gone") return { link, isGone: true };
    failed = outcome?.kind === "error" ? outcome.error : unanswered();
    if (failed.code !== "stale") break;
  }
  if (failed !== null) await giveUp(run, link, "erp", failed);
  return { link, isGone: false };
}

/**
 * The link as Outlook's item is now, so that what was edited before the copy goes is not taken for an edit
 * made since; as it was known, where it cannot be read.
 */
async function lookedAt(run: RunContext, link: Link): Promise<Link> {
  const id = link.ids.microsoft;
  if (id === undefined || link.microsoft === null) return link;
  try {
    const [found] = await run.graph.get(run.actor, link.resource, [id]);
    if (found?.kind === "error") throw found.error;
    if (found?.kind !== "found") return link;
    const sighting = sightingOf(found.item);
    return observed(withMarksSeen(link, sighting.snapshot), "microsoft", sighting, run.schema);
  } catch (error) {
    // Who asks for patience is not asked again in this run: the wish waits for the next.
    if (!(error instanceof ConnectorError) || error.code === "throttled") throw error;
    return link;
  }
}

function unanswered(): ConnectorError {
  return new ConnectorError("unavailable", "erp", "The ERP did not answer for this item.");
}

/**
 * One item's refusal must not stop the wishes behind it: it is logged, and the act goes without.
 * @throws ConnectorError where it concerns more than the item.
 */
async function giveUp(
  run: RunContext,
  link: Link,
  side: Side,
  error: ConnectorError,
): Promise<void> {
  const itemId = link.ids[side] ?? link.id;
  if (!(await isItsOwn(run, { link, side, itemId, error }))) throw error;
  noteFailure(run, link, side, error);
}
