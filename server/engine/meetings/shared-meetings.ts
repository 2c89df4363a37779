import { elements, type Base, type Fields, type Link, type Schema } from "../../sync/model.ts";
import { throwWhatEndsAll } from "../mailboxes/copies.ts";
import { confirm, ofDay } from "../run/observe/confirm.ts";
import type { RunContext } from "../run/context.ts";
import { noteAct } from "../run/history.ts";
import { hasNone, standingsOf, standsWithout, type Standing } from "./meeting-owners.ts";

/**
 * Sees to it that a meeting which several mailboxes synchronize is one activity (E28). The organizer's
 * link owns it where he has one, else the attendee's that claimed it first; the other links are
 * guests: they stand for the same activity and carry over their person's own fields alone.
 * @returns the links that wait for what another mailbox is about to make
 */
export async function settleOwners(
  run: RunContext,
  links: readonly Link[],
): Promise<ReadonlySet<string>> {
  const waiting = new Set<string>();
  const concerned = links.filter(mayBeShared);
  if (concerned.length === 0) return waiting;
  const named = await withMeetings(run, concerned);
  const standings = await standingsOf(run, named);
  const adopted: string[] = [];
  for (const link of named) {
    const standing = standings.get(link.id);
    if (standing === undefined) continue;
    if (standing.kind === "coming") waiting.add(link.id);
    const next = placed(link, standing, run.schema);
    if (next === null) continue;
    run.ledger.stage(next);
    noteChange(run, link, next);
    const erpId = next.ids.erp;
    if (erpId !== undefined && next.erp === undefined) adopted.push(erpId);
  }
  await confirm(run, "erp", adopted);
  run.awaits ||= waiting.size > 0;
  return waiting;
}

/** What is on its way was decided before; of an organizer's own activity nobody can be a guest. */
function mayBeShared(link: Link): boolean {
  if (link.meeting === undefined || link.microsoft == null || link.create !== undefined)
    return false;
  const isUnnamed = link.meeting.id === null && hasGuests(link);
  return link.attendeeCopy || link.guestOf !== undefined || hasNone(link) || isUnnamed;
}

/** The links with the id of their meeting: occurrences with guests ask their series for it. */
async function withMeetings(run: RunContext, links: readonly Link[]): Promise<readonly Link[]> {
  const unnamed = links.filter((link) => link.meeting?.id === null && hasGuests(link));
  const series = [...new Set(unnamed.flatMap(({ seriesId }) => seriesId ?? []))];
  const answers = series.length === 0 ? [] : await run.graph.get(run.actor, run.resource, series);
  throwWhatEndsAll(answers);
  const masters = new Map(
    series.map((id, at) => {
      const answer = answers[at];
      return [id, answer?.kind === "found" ? answer.item.details : undefined];
    }),
  );
  return links.flatMap((link) => {
    const { meeting } = link;
    if (meeting?.id !== null) return [link];
    const master = masters.get(link.seriesId ?? "");
    // A series that cannot be read now is asked at the next run that has something to decide.
    if (master?.iCalUId === undefined) return [];
    const id = ofDay(master.iCalUId, meeting.day ?? "");
    const organizer = meeting.organizer ?? master.organizerAddress ?? null;
    const named = { ...link, meeting: { ...meeting, id, organizer } };
    run.ledger.stage(named);
    return [named];
  });
}

function hasGuests({ attendeeCopy, microsoft }: Link): boolean {
  const attendees = microsoft?.fields["attendees"];
  return attendeeCopy || (Array.isArray(attendees) && attendees.length > 0);
}

/** The link as the standing has it; `null` where nothing changes. */
function placed(link: Link, standing: Standing, schema: Schema): Link | null {
  const { guestOf, undo: _before, erp: _other, ...rest } = link;
  switch (standing.kind) {
    case "coming":
      return null;
    case "own": {
      const { before } = standing;
      if (standsWithout(link) && before !== null && before.erpId !== link.ids.erp) {
        const ids = { ...link.ids, erp: before.erpId };
        return { ...rest, ids, base: inherited(before.base, schema), dirty: true };
      }
      if (guestOf === undefined) return null;
      const { guestOf: _owner, ...own } = link;
      return own;
    }
    case "guest": {
      const { owner, erpId } = standing;
      if ((hasNone(link) || guestOf !== undefined) && link.ids.erp !== erpId) {
        const ids = { ...link.ids, erp: erpId };
        return { ...rest, ids, base: null, guestOf: owner, dirty: true };
      }
      // Two activities that were there before anybody shared anything stay two.
      if (link.ids.erp !== erpId || guestOf === owner) return null;
      const { undo: _ours, ...joined } = link;
      return { ...joined, guestOf: owner };
    }
  }
}

/**
 * A new link that takes an activity over goes on from where the link was that kept it: what the ERP
 * holds since then is nobody's edit. What each person says by himself was agreed on with him alone.
 */
function inherited(base: Base | null, { fields: rules, ofGuests }: Schema): Base | null {
  if (base === null) return null;
  const left = (fields: Fields): Fields =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, value]) => {
        const { partOf } = rules[field] ?? {};
        if (partOf === undefined) return ofGuests.includes(field) ? [] : [[field, value] as const];
        const shared = elements(value).filter((one) => !ofGuests.includes(partOf(one)));
        return [[field, shared] as const];
      }),
    );
  return { microsoft: left(base.microsoft), erp: left(base.erp) };
}

function noteChange(run: RunContext, before: Link, next: Link): void {
  const [was, is] = [before.guestOf !== undefined, next.guestOf !== undefined];
  // What was made before is not this person's alone to take back.
  if (is) run.ledger.forgetUndo(next.id);
  if (was && !is) noteAct(run, next, "linked", "the meeting's own again");
  if (!was && is) noteAct(run, next, "linked", "shared meeting");
}
