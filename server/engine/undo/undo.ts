import type { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { WriteAction } from "../../connectors/port/item.ts";
import { splitCompanion } from "../../resources/appointment/companion.ts";
import type { InboxDocument, UndoDocument } from "../../store/documents/mailbox.ts";
import type { Decided } from "../../sync/guard.ts";
import {
  elements,
  otherSide,
  sides,
  type Fields,
  type Link,
  type Side,
  type Undo,
} from "../../sync/model.ts";
import { plan } from "../../sync/plan.ts";
import { observed } from "../../sync/record.ts";
import { withOwn } from "../../sync/reopen.ts";
import { withoutUnits } from "../../sync/share.ts";
import { judge, planUndo, type Refusal, type Verdict } from "../../sync/undo.ts";
import { withDaysPutBack } from "../../sync/undo-delete.ts";
import { noteCancelled, type Cause } from "../meetings/cancelling.ts";
import { connectorOf, type RunContext } from "../run/context.ts";
import { endLink } from "../run/end-link.ts";
import { changesOf, isPrivate, subjectOf } from "../run/history.ts";
import { newLink } from "../run/new-link.ts";
import { reachOf } from "../run/retry.ts";
import { ofDelete, remember } from "./records.ts";
import { seriesGivenBack, switchedOnAgain } from "./releases.ts";

/** Giving back, carrying over and putting back; what is settled needs none of its own. */
const roundsOfOne = 3;

/** How many rounds of planning it takes to take back everything that one link has to. */
export function roundsOfUndos(run: RunContext): number {
  const most = run.ledger.open().reduce((max, { undo = [] }) => Math.max(max, undo.length), 0);
  return most * roundsOfOne;
}

/**
 * What to do about a link: the next step of what a person takes back, else what the plan says. Stages
 * what needs no write. @returns `null` where nothing is left to follow.
 */
export function decideNext(run: RunContext, link: Link): Decided | null {
  const [undo] = link.undo ?? [];
  if (undo === undefined) return { link, decision: plan(link, run.terms) };
  const step = planUndo(link, undo, run.terms);
  if (step.kind === "settled") {
    const rest = settle(run, link, undo, step);
    return rest === null ? null : decideNext(run, rest);
  }
  // Last of all, and by itself: whether it landed cannot be told as of other writes.
  if (step.kind === "cancel") return null;
  if (step.kind === "restore" && step.side === "microsoft") {
    // Companion fields are ours to give back; the rest of them is Outlook's.
    const { companion, outlook } = splitCompanion(step.fields);
    const given: Link = { ...link, companion: { ...link.companion, ...companion }, dirty: true };
    run.ledger.stage(given);
    return Object.keys(outlook).length === 0
      ? decideNext(run, given)
      : { link: given, decision: { ...step, fields: outlook } };
  }
  return { link, decision: step };
}

/** Whether a write is a step of taking something back, and not one of the plan. */
export function isUndoing(
  link: Link,
  { action, restores }: { readonly action: WriteAction; readonly restores?: boolean },
): boolean {
  if (restores === true) return true;
  const kind = link.undo?.[0]?.kind;
  return (
    (kind === "create" && action.kind === "delete") ||
    (kind === "delete" && action.kind === "create") ||
    (kind === "release" && action.kind === "create")
  );
}

/** One change is through: says what came of it. @returns the link without it; `null`: it ended with it. */
function settle(run: RunContext, link: Link, undo: Undo, verdict: Verdict): Link | null {
  const queue = (link.undo ?? []).slice(1);
  const next = withUndos(link, queue);
  const { refused } = verdict;
  tellCancelled(run, link, undo);
  // What was deleted stands again, without what has no place any more.
  const stands = undo.kind === "delete" && link[otherSide(undo.side)] != null;
  const isDone = refused.length === 0 || stands;
  if (verdict.back.length > 0 || isDone) noteUndone(run, link, undo, verdict);
  noteRefusals(run, link, refused);
  if (isDone) run.ledger.dropUndo(undo.lineId);
  if (undo.kind === "release" && !isDone) {
    staysOff(run, next, undo);
    return null;
  }
  if (undo.kind === "create" && refused.length === 0 && queue.length === 0) {
    endWithCopy(run, next);
    return null;
  }
  const rest = withDaysPutBack({ ...next, dirty: true }, undo, run.terms);
  run.ledger.stage(rest);
  return rest;
}

/** It is told when the wish ends and by that commit, however it ends and became known that it is gone. */
function tellCancelled(run: RunContext, link: Link, { side, cancellation }: Undo): void {
  if (cancellation?.isSending !== true || link[side] != null) return;
  const lineId = noteCancelled(run, link, cancellation);
  remember(run, lineId, link, ofDelete(run, link, side));
}

function endWithCopy(run: RunContext, link: Link): void {
  run.ledger.unpark(link.id);
  if (sides.every((side) => link[side] == null)) run.ledger.drop(link);
  // What it was made from stays, and is remembered so that no gate makes the copy again.
  else endLink(run, link, { writes: [] });
  run.touched(link);
}

/** Its copy is not made again: it is as it was before it was asked for, which can be asked for again. */
function staysOff(run: RunContext, link: Link, { lineId }: Undo): void {
  endLink(run, link, { released: lineId });
  run.touched(link);
}

/** A side refused a step for good: what was asked for ends, and the item goes on as it is. */
export function giveUpUndo(run: RunContext, link: Link, error: ConnectorError): void {
  note(run, link, "not-undone", { because: `${error.code}: ${error.message}` });
  const [undo, ...queue] = link.undo ?? [];
  const next = withUndos(link, queue);
  if (undo !== undefined) tellCancelled(run, link, undo);
  if (undo?.kind === "create" && link[undo.side] === null) {
    // The copy went by our hand, which must not count as a person's deletion.
    endWithCopy(run, next);
  } else if (undo?.kind === "release" && link.erp === undefined) staysOff(run, next, undo);
  else run.ledger.stage({ ...next, dirty: true });
}

function withUndos({ undo: _before, ...rest }: Link, queue: readonly Undo[]): Link {
  return queue.length > 0 ? { ...rest, undo: queue } : rest;
}

/** Copies that are meetings with guests by now, and go by being cancelled. */
export const undoneMeetings: Cause = {
  askedOn(run, link) {
    const [undo] = link.undo ?? [];
    if (undo?.cancellation === undefined || run.ledger.parked.has(link.id)) return undefined;
    return planUndo(link, undo, run.terms).kind === "cancel" ? undo.cancellation : undefined;
  },
  keep(link, cancellation) {
    const [undo, ...queue] = link.undo ?? [];
    return undo === undefined ? link : withUndos(link, [{ ...undo, cancellation }, ...queue]);
  },
  gone(run, link) {
    run.ledger.stage(observed(link, "microsoft", null, run.schema));
  },
  refused(run, link) {
    const [, ...queue] = link.undo ?? [];
    run.ledger.stage({ ...withUndos(link, queue), dirty: true });
    noteRefusals(run, link, [{ because: "guests", fields: [] }]);
  },
};

/**
 * Puts what a person takes back on the links it concerns. A line that is not kept any more, or was taken
 * back before, is passed over.
 */
export async function takeUpUndo(
  run: RunContext,
  { lineIds, tellGuests, cancellations = {} }: Extract<InboxDocument, { kind: "undo" }>,
): Promise<void> {
  for (const lineId of lineIds) {
    const document = await run.deps.store.get(run.scope, "undo", lineId);
    if (document === undefined) continue;
    const link = run.ledger.links.get(document.linkId);
    const cancellation = cancellations[lineId];
    const undo = {
      ...undoOf(lineId, document, tellGuests),
      ...(cancellation !== undefined && { cancellation }),
    };
    const isAsked = link?.undo?.some((one) => one.lineId === lineId) === true;
    if (document.kind === "delete" || document.kind === "release") {
      // What it takes to have it back was found out when it was asked for.
      if (isAsked) continue;
      const takeUp = document.kind === "delete" ? makeAgain : switchOnAgain;
      await takeUp(run, document, undo, link);
    } else if (link === undefined || link.choice === "off") {
      noteRefusals(run, link ?? { id: document.linkId }, [{ because: "gone", fields: [] }]);
    } else enqueue(run, link, undo);
  }
}

/** The undo that a stored one comes to. */
export function undoOf(lineId: string, document: UndoDocument, tellGuests: boolean): Undo {
  const { kind, side, before, after, settled, held } = document;
  const { isCancelled, ids } = document.link ?? {};
  const revives = isCancelled && ids?.[side];
  const also = {
    ...(settled && { settled }),
    ...(held && { held }),
    ...(revives !== undefined && { revives }),
  };
  return { lineId, kind, side, before, after, ...also, tellGuests };
}

function enqueue(run: RunContext, link: Link, undo: Undo): void {
  const before = link.undo ?? [];
  const same = before.find(({ lineId }) => lineId === undo.lineId);
  // Only it knows that the guests may have been told already.
  if (same?.cancellation?.isSending === true) return;
  const queue = before.filter((one) => one !== same);
  run.ledger.unpark(link.id);
  run.ledger.stage({ ...link, undo: [...queue, undo], dirty: true });
}

/** Takes a deletion of ours back, where it can be: both items are made again, or the copy alone. */
async function makeAgain(
  run: RunContext,
  document: UndoDocument,
  undo: Undo,
  known: Link | undefined,
): Promise<void> {
  const link = known ?? remadeLink(document);
  const because = await obstacle(run, link, document);
  if (because !== null) {
    noteRefusals(run, link, [{ because, fields: [] }]);
  } else if (known !== undefined) {
    // Its original is still there, apart since an undo: switched on again, it gets its copy.
    const { ids, [undo.side]: _gone, [otherSide(undo.side)]: _unread, ...rest } = known;
    const { [undo.side]: _old, ...left } = ids;
    const choice = document.link?.choice ?? "on";
    run.ledger.stage({ ...rest, ids: left, choice, base: null, dirty: true });
    run.ledger.dropUndo(undo.lineId);
    noteUndone(run, known, undo);
  } else {
    const { refused } = judge(link, undo, run.terms);
    if (refused.length > 0) noteRefusals(run, link, refused);
    else enqueue(run, link, undo);
  }
}

/** Takes a switching off back that removed the ERP's copy, where it can be. */
async function switchOnAgain(
  run: RunContext,
  document: UndoDocument,
  undo: Undo,
  known: Link | undefined,
): Promise<void> {
  if (known === undefined) {
    noteRefusals(run, { id: document.linkId }, [{ because: "gone", fields: [] }]);
    return;
  }
  const next = await switchedOnAgain(run, known, document, undo);
  switch (next.kind) {
    case "failed":
      note(run, known, "not-undone", { because: next.because });
      break;
    case "refused":
      noteRefusals(run, known, next.refused);
      break;
    case "on": {
      const { link } = next;
      // What comes of its series from now on goes on as this day does.
      const seriesId = seriesGivenBack(link);
      if (seriesId !== undefined) run.wholeSeries.set(seriesId, link);
      run.ledger.unpark(link.id);
      run.ledger.stage(link);
    }
  }
}

/** Why a deletion cannot be taken back: something stands again where it was. */
async function obstacle(
  run: RunContext,
  link: Link,
  document: UndoDocument,
): Promise<Refusal["because"] | null> {
  if (run.ledger.links.has(link.id)) {
    const apart = link.choice === "off" && link[document.side] == null;
    return apart ? null : "there";
  }
  for (const side of sides) {
    const id = document.link?.ids[side];
    if (id === undefined) continue;
    if (run.ledger.byItem(side, id) !== undefined) return "there";
    const gone = new Set([id]);
    const [found] = await connectorOf(run, side).get(run.actor, run.resource, [id], gone);
    if (found?.kind === "error" && reachOf(found.error.code) === "run") throw found.error;
    // One that cannot be read is there as well: beside it nothing is made a second time.
    if (found?.kind !== "missing") return "there";
  }
  return null;
}

/** The link of a pair that was deleted, as it was before either item stood. */
export function remadeLink({ linkId, link }: UndoDocument): Link {
  return { ...newLink(linkId, link?.choice ?? "on", {}), generation: link?.generation ?? 0 };
}

/** Items of which something is to be taken back are looked at first: what was edited since counts. */
export function hintUndos(run: RunContext, hints: Readonly<Record<Side, Set<string>>>): void {
  for (const link of run.ledger.open()) {
    if (link.undo === undefined) continue;
    for (const side of sides) {
      const id = link.ids[side];
      if (id !== undefined) hints[side].add(id);
    }
  }
}

function noteUndone(
  run: RunContext,
  link: Link,
  undo: Undo,
  { back, refused }: Pick<Verdict, "back" | "refused"> = { back: [], refused: [] },
): void {
  const { settled = [], side } = undo;
  const gone = Object.assign({}, ...refused.map(({ parts }) => parts)) as Fields;
  const of = (from: Fields): Fields =>
    Object.fromEntries(
      back.map((field) => {
        const [rule, value] = [run.schema.fields[field], from[field] ?? null];
        return [field, rule ? withoutUnits(rule, value, elements(gone[field])) : value];
      }),
    );
  const own = withOwn({ ...undo.after[side], ...undo.before }, settled, side, run.schema);
  const changes = changesOf(link, of(undo.after[side]), of(own));
  const isAsked = settled.some(({ field }) => back.includes(field));
  note(run, link, "undone", { because: isAsked ? "undo:asked" : `undo:${undo.kind}`, changes });
}

/** Says what stays as it is, and why: which fields, and of their values only which parts are gone. */
function noteRefusals(
  run: RunContext,
  link: Pick<Link, "id" | "microsoft" | "erp">,
  refused: readonly Refusal[],
): void {
  for (const { because, fields, parts = {} } of refused) {
    const staying = isPrivate(link) ? {} : parts;
    const changes = fields.map((field) => ({ field, from: null, to: staying[field] ?? null }));
    note(run, link, "not-undone", { because: `undo:${because}`, changes });
  }
}

function note(
  run: RunContext,
  link: Pick<Link, "id" | "microsoft" | "erp">,
  kind: "undone" | "not-undone",
  said: { readonly because: string; readonly changes?: ReturnType<typeof changesOf> },
): void {
  const { because, changes = [] } = said;
  const subject = subjectOf(link);
  const origin = "person";
  run.ledger.note({ linkId: link.id, kind, side: null, origin, subject, changes, because });
}
