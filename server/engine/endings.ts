import { ConnectorError, type Found } from "../connectors/connector.ts";
import { asStanding, whyNotCancelled, type NotCancelled } from "../resources/appointment/ending.ts";
import type { InboxDocument } from "../store/documents.ts";
import { open } from "../sync/flow.ts";
import type { Cancellation, Link } from "../sync/model.ts";
import { sightingOf } from "./confirm.ts";
import type { RunContext } from "./context.ts";
import { changesOf, noteAct, noteNotDone, subjectOf } from "./history.ts";
import { isItsOwn } from "./park.ts";
import { attemptsOf, reachOf } from "./retry.ts";

/** Puts a person's wish to cancel a meeting on its link, where it stays until it is known what came of it. */
export function takeUpCancellation(
  { ledger }: RunContext,
  { linkId, cancellation }: Extract<InboxDocument, { kind: "cancel-meeting" }>,
): void {
  const link = ledger.links.get(linkId);
  // Asked twice is asked once; who let it stand or switched it on meanwhile wants it to stand.
  if (link?.ending === undefined || link.ending.cancelling !== undefined) return;
  ledger.stage({ ...link, ending: { cancelling: cancellation } });
}

/** A person lets a meeting stand whose activity is gone: he is not asked any more. */
export function letStand(
  run: RunContext,
  { linkId }: Extract<InboxDocument, { kind: "keep-meeting" }>,
): void {
  const link = run.ledger.links.get(linkId);
  if (link?.ending === undefined || link.ending.cancelling !== undefined) return;
  run.ledger.stage(withoutEnding(link));
  noteAct(run, link, "answered", "meeting kept");
  run.touched(link);
}

/**
 * Cancels the meetings that their organizers want cancelled, each once: what is to be done is stored
 * first, the request is based on the version that was just read, and one without an answer is only
 * repeated after the meeting was read again and stands. Exchange tells the guests.
 * @throws ConnectorError where it concerns more than the meeting; what was asked for stays
 */
export async function cancelMeetings(run: RunContext): Promise<void> {
  for (const link of run.ledger.open()) {
    if (link.ending?.cancelling === undefined) continue;
    for (let attempt = 0; attempt < attemptsOf("stale"); attempt++) {
      if ((await step(run, link.id)) === "done") break;
    }
    // Views ask at once when they hear of it.
    await run.ledger.commit();
    run.touched(link);
  }
}

async function step(run: RunContext, linkId: string): Promise<"again" | "done"> {
  const link = run.ledger.links.get(linkId);
  const cancelling = link?.ending?.cancelling;
  if (link === undefined || cancelling === undefined) return "done";
  const found = await readStanding(run, link);
  if (found.kind === "error") {
    const itemId = link.ids.microsoft ?? linkId;
    const failure = { link, side: "microsoft" as const, itemId, error: found.error };
    if (!(await isItsOwn(run, failure))) throw found.error;
    refuse(run, link, found.error);
    return "done";
  }
  if (found.kind === "missing") {
    if (cancelling.isSending === true) noteCancelled(run, link, cancelling);
    else noteNotDone(run, link, "not-cancelled", "gone");
    run.ledger.drop(link);
    return "done";
  }
  const { snapshot } = sightingOf(found.item);
  const isClosed = !open(run.rules.policy, "microsoft");
  const because = isClosed ? "direction" : whyNotCancelled(snapshot, cancelling);
  if (because !== null) {
    refuse(run, { ...link, microsoft: snapshot }, because);
    return "done";
  }
  return send(run, { ...link, microsoft: snapshot }, cancelling);
}

/** What was thrown away still answers by its id: it is looked for where it should stand. */
async function readStanding({ graph, actor, resource }: RunContext, link: Link): Promise<Found> {
  const id = link.ids.microsoft ?? "";
  const [found] = await graph.get(actor, resource, [id], new Set([id]));
  const reason = "A meeting that was asked for was not answered.";
  return found ?? { kind: "error", error: new ConnectorError("unavailable", "microsoft", reason) };
}

async function send(
  run: RunContext,
  link: Link,
  cancelling: Cancellation,
): Promise<"again" | "done"> {
  const { ledger, graph, actor, resource } = run;
  const sending = { ...link, ending: { cancelling: { ...cancelling, isSending: true as const } } };
  ledger.stage(sending);
  await ledger.commit();
  const { id = "", version: precondition = "" } = link.microsoft ?? {};
  const [outcome] = await graph.write(actor, resource, [{ kind: "delete", id, precondition }]);
  // Gone or moved: reading it tells.
  if (outcome?.kind !== "error" || outcome.error.code === "stale") return "again";
  const { error } = outcome;
  // Without an answer it may have landed, which the next run reads.
  if (reachOf(error.code) === "run") throw error;
  refuse(run, sending, error);
  return "done";
}

/** The log says why nobody was told; the person is asked again about what is there now. */
function refuse(run: RunContext, link: Link, why: NotCancelled | ConnectorError): void {
  noteNotDone(run, link, "not-cancelled", why);
  const asked: Link = { ...link, ending: {} };
  run.ledger.stage(link.microsoft == null ? asked : asStanding(asked, link.microsoft));
}

function withoutEnding(link: Link): Link {
  const { ending: _asked, ...rest } = link;
  return rest;
}

function noteCancelled(run: RunContext, link: Link, { guests, by }: Cancellation): void {
  const before = { attendees: link.microsoft?.fields["attendees"] ?? [] };
  run.ledger.note({
    ...{ linkId: link.id, kind: "cancelled", side: "microsoft", origin: "person" },
    subject: subjectOf(link),
    changes: changesOf(link, before, { attendees: [] }),
    because: `cancelled:${guests.length}:${by}`,
  });
}
