import type { MailboxDocument } from "../../store/documents/mailbox.ts";
import type { Base, Link } from "../../sync/model.ts";
import { open } from "../../sync/flow.ts";
import type { RunContext } from "../run/context.ts";
import { throwWhatEndsAll } from "../mailboxes/copies.ts";
import { isFurther, stateKey } from "../mailboxes/mailbox.ts";
import { put } from "../../store/store.ts";
import { claimMeetings, dropClaims, readClaim, type Claim, type Wanted } from "./meeting-claims.ts";
import { openNeighbours, running, type Neighbours } from "../mailboxes/neighbours.ts";

/** An activity of a meeting, and what the link that kept it last agreed on with the ERP. */
export interface Activity {
  readonly erpId: string;
  readonly base: Base | null;
}

/** What another mailbox's link does for a meeting. */
type Kept =
  | { readonly kind: "no" }
  /** It did once, and follows it no longer: what it made may be there still. */
  | { readonly kind: "left"; readonly activity: Activity }
  | { readonly kind: "yes"; readonly owner: string; readonly activity: Activity }
  /** It is about to make the activity. */
  | { readonly kind: "soon" };

/** Whose the activity of a meeting is, seen from one mailbox that has a copy of it. */
export type Standing =
  /** Ours; `before`: that of a link that kept it, or keeps it and has the lesser right. */
  | { readonly kind: "own"; readonly before: Activity | null }
  | { readonly kind: "guest"; readonly owner: string; readonly erpId: string }
  /** Somebody is about to make it: what he makes is waited for, so that there is one. */
  | { readonly kind: "coming" };

/** Ours, and an attendee must say so to the others before he makes anything. */
interface Unclaimed {
  readonly kind: "unclaimed";
  readonly before: Activity | null;
  /** The claim that nothing stands behind any more. */
  readonly instead: Claim | undefined;
}

const no: Kept = { kind: "no" };

function idOf({ meeting }: Link): string {
  return meeting?.id ?? "";
}

/**
 * Whose the activities of these links' meetings are, by link. Claims are made together, and whose they
 * are is looked at once more afterwards.
 *
 * Safe with runs of other mailboxes at the same time: an attendee claims a meeting before he looks
 * for the organizer's link, and the organizer stores his link before he looks for a claim, so that of
 * the two at least one sees the other before anything is made.
 */
export async function standingsOf(
  run: RunContext,
  links: readonly Link[],
): Promise<ReadonlyMap<string, Standing>> {
  const standings = new Map<string, Standing>();
  if (links.some((link) => !link.attendeeCopy && hasNone(link))) await tellSettling(run);
  // What moved since the run began shows in the second look, before anything is made.
  const neighbours = (run.neighbours ??= openNeighbours(run));
  const unclaimed: { link: Link; standing: Unclaimed }[] = [];
  for (const link of links) {
    const standing = link.attendeeCopy
      ? await standingOfAttendee(run, neighbours, link)
      : await standingOfOrganizer(run, neighbours, link);
    if (standing.kind === "unclaimed") unclaimed.push({ link, standing });
    else standings.set(link.id, standing);
  }
  if (unclaimed.length > 0) {
    const ours = await claimMeetings(run, unclaimed.map(wantedOf));
    // The organizer's link may have been stored since we looked; he looks at the claims after that.
    const now = openNeighbours(run);
    const late: string[] = [];
    for (const { link, standing } of unclaimed) {
      const organizer = ours.has(idOf(link)) ? await ofOrganizer(now, link) : null;
      const guest = organizer === null ? ({ kind: "coming" } as const) : asGuest(organizer);
      if (organizer !== null && guest !== null) late.push(idOf(link));
      standings.set(link.id, guest ?? { kind: "own", before: standing.before });
    }
    await dropClaims(run, late);
  }
  return withoutVanished(run, links, standings);
}

/**
 * Tells the others that this run is at it, though the last one failed: stored before it looks for their
 * claims, as its links are, so that of two at least one sees the other.
 */
async function tellSettling({ deps, scope, ledger, now }: RunContext): Promise<void> {
  const state = await deps.store.get(scope, "state", stateKey);
  if (state === undefined || running.has(state.health)) return;
  await ledger.commit([put("state", stateKey, { ...state, settlingAt: now() })]);
}

function wantedOf({ link, standing }: { link: Link; standing: Unclaimed }): Wanted {
  const { instead, before } = standing;
  return { meetingId: idOf(link), linkId: link.id, instead, erpId: before?.erpId };
}

/** What a link kept before may be gone by now: then there is nothing to go on from. */
async function withoutVanished(
  run: RunContext,
  links: readonly Link[],
  standings: ReadonlyMap<string, Standing>,
): Promise<ReadonlyMap<string, Standing>> {
  const before = links.filter(standsWithout).flatMap(({ id }) => {
    const standing = standings.get(id);
    return standing?.kind === "own" && standing.before !== null ? [standing.before.erpId] : [];
  });
  if (before.length === 0) return standings;
  const found = await run.erp.get(run.actor, run.resource, before);
  throwWhatEndsAll(found);
  const gone = new Set(before.filter((_id, at) => found[at]?.kind === "missing"));
  return new Map(
    [...standings].map(([id, standing]) =>
      standing.kind === "own" && gone.has(standing.before?.erpId ?? "")
        ? [id, { kind: "own", before: null }]
        : [id, standing],
    ),
  );
}

/** Whether it has no activity yet. */
function isNew({ ids }: Link): boolean {
  return ids.erp === undefined;
}

/**
 * Whether it has no activity now: none yet, or its own was deleted and may have to be made again. Until
 * then it looks to others like one that has left, and somebody may have made another meanwhile.
 */
export function hasNone(link: Link): boolean {
  return isNew(link) || (link.erp === null && link.guestOf === undefined);
}

/** Whether its activity is not there: a guest may have been told so of one that was made again since. */
export function standsWithout(link: Link): boolean {
  return hasNone(link) || link.erp === null;
}

/** The organizer owns it; what an attendee made before he came becomes his. */
async function standingOfOrganizer(
  run: RunContext,
  neighbours: Neighbours,
  link: Link,
): Promise<Standing> {
  // Whoever writes nothing to the ERP takes nothing over: the attendee carries it on.
  if (!hasNone(link) || !open(run.rules.policy, "erp")) return { kind: "own", before: null };
  const kept = await byClaim(run, neighbours, await readClaim(run, idOf(link)), false);
  const isHidden = kept.kind === "yes" && !(await isSeen(run, kept.activity));
  const guest = isHidden ? asGuest(kept) : null;
  if (guest !== null) return guest;
  return kept.kind === "soon" ? { kind: "coming" } : { kind: "own", before: activityOf(kept) };
}

async function standingOfAttendee(
  run: RunContext,
  neighbours: Neighbours,
  link: Link,
): Promise<Standing | Unclaimed> {
  const organizer = await ofOrganizer(neighbours, link);
  const first = asGuest(organizer);
  if (first !== null) return first;
  const claim = await readClaim(run, idOf(link));
  const other =
    claim?.linkId === link.id ? takenOver(claim) : await byClaim(run, neighbours, claim, true);
  const second = asGuest(other);
  if (second !== null) return second;
  const before = activityOf(organizer) ?? activityOf(other);
  // An old claim of ours may be replaced by now: before anything is made, or made again, it is renewed.
  const isOurs = claim?.linkId === link.id && !standsWithout(link);
  // Whoever may write nothing to the ERP makes nothing there that others could join.
  const isClaimed = isOurs || !open(run.rules.policy, "erp");
  return isClaimed ? { kind: "own", before } : { kind: "unclaimed", before, instead: claim };
}

/**
 * Whether our user in the ERP sees an activity that somebody keeps. A meeting's organizer owns it there,
 * whoever made it; a team's mailbox is nobody's user, and a second activity would be made beside it.
 */
async function isSeen(run: RunContext, { erpId }: Activity): Promise<boolean> {
  if (!isFurther(run.mailbox)) return true;
  const found = await run.erp.get(run.actor, run.resource, [erpId]);
  throwWhatEndsAll(found);
  return found[0]?.kind !== "missing";
}

function activityOf(kept: Kept): Activity | null {
  return kept.kind === "left" || kept.kind === "yes" ? kept.activity : null;
}

/** What an attendee's copy is beside a link that comes before it; `null`: that one keeps nothing. */
function asGuest(kept: Kept): Standing | null {
  if (kept.kind === "soon") return { kind: "coming" };
  if (kept.kind !== "yes") return null;
  return { kind: "guest", owner: kept.owner, erpId: kept.activity.erpId };
}

async function ofOrganizer(neighbours: Neighbours, { meeting }: Link): Promise<Kept> {
  if (meeting?.id == null || meeting.organizer === null) return no;
  const mailbox = await neighbours.byAddress(meeting.organizer);
  if (mailbox === undefined) return no;
  const link = await neighbours.linkOf(mailbox, meeting.id);
  return keptBy(mailbox, link, neighbours, { isAtIt: false, isAwaited: true });
}

/**
 * What another mailbox's claim comes to.
 * @param isAttendee whether an attendee asks: he waits for whoever is to make a deleted activity again. For
 * the organizer it is the others who wait, who look at his link once they claimed the meeting.
 */
async function byClaim(
  run: RunContext,
  neighbours: Neighbours,
  claim: Claim | undefined,
  isAttendee: boolean,
): Promise<Kept> {
  if (claim === undefined || claim.mailboxId === run.mailbox.mailboxId) return no;
  const mailbox = await neighbours.byId(claim.mailboxId);
  if (mailbox === undefined) return no;
  const link = await neighbours.link(mailbox, claim.linkId);
  // So young that the link, or what it makes, may not be stored yet; an old one is renewed first.
  if (claim.isFresh && link === undefined) return { kind: "soon" };
  const isAwaited = isAttendee && claim.isFresh;
  const kept = await keptBy(mailbox, link, neighbours, { isAtIt: claim.isFresh, isAwaited });
  const isOnItsWay = claim.isFresh || link?.create !== undefined;
  const isNothing = kept.kind === "no" || (kept.kind === "soon" && !isOnItsWay);
  return isNothing ? takenOver(claim) : kept;
}

/** What was there before whoever claimed it: he may have ended before he could go on with it. */
function takenOver({ erpId }: Claim): Kept {
  return erpId === undefined ? no : { kind: "left", activity: { erpId, base: null } };
}

async function keptBy(
  mailbox: MailboxDocument,
  link: Link | undefined,
  neighbours: Neighbours,
  { isAtIt, isAwaited }: { readonly isAtIt: boolean; readonly isAwaited: boolean },
): Promise<Kept> {
  if (link === undefined) return no;
  const { base, choice, microsoft, erp } = link;
  const erpId = link.ids.erp;
  // Off, as a whole or by itself, or gone in Outlook or the ERP: it carries nothing over any more.
  const { enabled } = mailbox.jobs.calendar;
  const isOver = !enabled || choice === "off" || microsoft === null || erp === null;
  if (erpId !== undefined) {
    const activity = { erpId, base };
    if (erp === null && choice !== "off" && enabled) {
      // It was deleted, and is being made again, or is to be.
      const isMaking = link.create?.side === "erp";
      if (isMaking || (isAwaited && (await neighbours.makes(mailbox, link, isAtIt)))) {
        return { kind: "soon" };
      }
    }
    if (isOver) return { kind: "left", activity };
    return { kind: "yes", owner: mailbox.mailboxId, activity };
  }
  return !isOver && (await neighbours.makes(mailbox, link, isAtIt)) ? { kind: "soon" } : no;
}
