import { hasLanded, whyNotSent } from "../../resources/appointment/invitation.ts";
import type { InboxDocument } from "../../store/documents/mailbox.ts";
import { open } from "../../sync/flow.ts";
import type { Invitation, Link } from "../../sync/model.ts";
import { confirm } from "../run/observe/confirm.ts";
import type { RunContext } from "../run/context.ts";
import { changesOf, noteNotDone, subjectOf } from "../run/history.ts";
import { isItsOwn } from "../run/park.ts";
import { attemptsOf, reachOf } from "../run/retry.ts";

/** Puts a person's wish to send a meeting on its link, where it stays until it is known what came of it. */
export function takeUpInvitation(
  run: RunContext,
  { linkId, invitation }: Extract<InboxDocument, { kind: "invite" }>,
): void {
  const link = run.ledger.links.get(linkId);
  // Asked twice is asked once: whoever clicked again before this run saw the same.
  if (link === undefined || link.invitation !== undefined) return;
  run.ledger.stage({ ...link, invitation });
}

/** Meetings that are being sent are looked at first: whether an earlier request landed, and what they are now. */
export function hintInvitations(run: RunContext, hints: Set<string>): void {
  for (const { invitation, ids } of run.ledger.open()) {
    if (invitation !== undefined && ids.microsoft !== undefined) hints.add(ids.microsoft);
  }
}

/**
 * Sends the meetings that their owners want sent, once each: the intent is stored first, the stamp lands
 * with the guests, and a request without an answer is only repeated after the event was read and does
 * not carry it. To be called when all else is written: people are invited to what both sides agree on.
 * @returns whether anything came of it that is to be planned
 * @throws ConnectorError where it concerns more than the meeting; what was asked for stays
 */
export async function sendInvitations(run: RunContext): Promise<boolean> {
  const due = run.ledger.open().filter(({ invitation }) => invitation !== undefined);
  let moved = false;
  for (const { id } of due) {
    for (let attempt = 0; attempt < attemptsOf("stale"); attempt++) {
      const next = await step(run, id);
      if (next === "rests") break;
      moved = true;
      if (next === "done") break;
    }
  }
  await run.ledger.commit();
  return moved;
}

async function step(run: RunContext, linkId: string): Promise<"again" | "done" | "rests"> {
  const { ledger } = run;
  const link = ledger.links.get(linkId);
  const invitation = link?.invitation;
  if (link === undefined || invitation === undefined) return "rests";
  if (hasLanded(link, invitation)) {
    noteSent(run, link, invitation);
    const sent = invitation.guests.map(({ address }) => address.toLowerCase());
    finish(run, { ...link, invited: [...new Set([...(link.invited ?? []), ...sent])] });
    return "done";
  }
  // Something else is under way; it is sent when that stands.
  const isMoving = link.dirty || link.create !== undefined || link.undo !== undefined;
  const busy = isMoving || link.waiting.length > 0;
  if (busy && link.choice !== "off" && link.microsoft != null && link.erp != null) return "rests";
  const facet = run.graph.invitations;
  const isOpen = facet !== undefined && open(run.rules.policy, "microsoft");
  const why = isOpen ? whyNotSent(link, invitation) : "direction";
  if (isOpen && why === null) return send(run, link, invitation, facet);
  noteNotDone(run, link, "not-invited", why ?? "direction");
  finish(run, link);
  return "done";
}

async function send(
  run: RunContext,
  link: Link,
  invitation: Invitation,
  facet: NonNullable<RunContext["graph"]["invitations"]>,
): Promise<"again" | "done" | "rests"> {
  const { ledger, actor } = run;
  const { stamp, guests, online, more } = invitation;
  const id = link.ids.microsoft ?? "";
  const precondition = link.microsoft?.version ?? "";
  const intent = { side: "microsoft", kind: "update", stamp, fields: {}, source: {} } as const;
  const others = link.writes.filter((write) => write.stamp !== stamp);
  const sending: Link = {
    ...link,
    invitation: { ...invitation, isSending: true, ...(more && { sentOn: precondition }) },
    writes: more === true ? link.writes : [...others, intent],
  };
  ledger.stage(sending);
  await ledger.commit();
  const sent = { id, precondition, stamp, guests, online, more: more === true };
  const error = await facet.send(actor, sent);
  if (error !== null && reachOf(error.code) === "run") {
    // The others need not wait for one meeting that its side never answers for.
    const failure = { link, side: "microsoft", itemId: id, error } as const;
    if (await isItsOwn(run, failure)) return "rests";
    throw error;
  }
  const moved = error?.code === "stale" || error?.code === "not-found";
  // Refused as it was: what the version becomes by the next reading says nothing of it.
  if (moved && more === true) ledger.stage({ ...sending, invitation });
  if (error !== null && !moved) {
    // Refused outright, so that nobody was told.
    noteNotDone(run, link, "not-invited", error);
    finish(run, { ...sending, writes: others });
    return "done";
  }
  if (error === null && more === true) {
    ledger.stage({ ...sending, invitation: { ...invitation, isSending: true, hasLanded: true } });
  }
  await confirm(run, "microsoft", [id]);
  await ledger.commit();
  return "again";
}

function finish(run: RunContext, link: Link): void {
  const { invitation, writes, ...rest } = link;
  const left = writes.filter(({ stamp }) => stamp !== invitation?.stamp);
  run.ledger.stage({ ...rest, writes: left, dirty: link.choice !== "off" });
  run.touched(link);
}

function noteSent(run: RunContext, link: Link, { guests, by }: Invitation): void {
  run.ledger.note({
    ...{ linkId: link.id, kind: "invited", side: "microsoft", origin: "person" },
    subject: subjectOf(link),
    changes: changesOf(link, { attendees: [] }, { attendees: guests.map((one) => ({ ...one })) }),
    because: `invited:${guests.length}:${by}`,
  });
}
