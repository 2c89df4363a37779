/** How a meeting is cancelled, whoever asked for it: once, and only if it is what its person was shown. */
import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { Found } from "../../connectors/port/item.ts";
import { whyNotCancelled, type NotCancelled } from "../../resources/appointment/ending.ts";
import { open } from "../../sync/flow.ts";
import type { Cancellation, Link } from "../../sync/model.ts";
import { sightingOf } from "../run/observe/confirm.ts";
import type { RunContext } from "../run/context.ts";
import { changesOf, noteNotDone, subjectOf } from "../run/history.ts";
import { isItsOwn } from "../run/park.ts";
import { attemptsOf, reachOf } from "../run/retry.ts";

/** What a meeting is cancelled for, and what that leaves on its link. */
export interface Cause {
  /** What its person asked for and nobody knows the end of yet. */
  readonly askedOn: (run: RunContext, link: Link) => Cancellation | undefined;
  readonly keep: (link: Link, cancellation: Cancellation) => Link;
  /** It is not there any more; where its request may have landed it was cancelled by that. */
  readonly gone: (run: RunContext, link: Link, cancellation: Cancellation) => void;
  /** It stands, and the log says why. */
  readonly refused: (run: RunContext, link: Link) => void;
}

/**
 * Cancels the meetings that their organizers want cancelled, each once: what is to be done is stored
 * first, the request is based on the version that was just read, and one without an answer is only
 * repeated after the meeting was read again and stands. Exchange tells the guests.
 * @returns how many were looked at
 * @throws ConnectorError where it concerns more than the meeting; what was asked for stays
 */
export async function cancelAll(run: RunContext, cause: Cause): Promise<number> {
  const due = run.ledger.open().filter((link) => cause.askedOn(run, link) !== undefined);
  for (const link of due) {
    for (let attempt = 0; attempt < attemptsOf("stale"); attempt++) {
      if ((await step(run, link.id, cause)) === "done") break;
    }
    // Views ask at once when they hear of it.
    await run.ledger.commit();
    run.touched(link);
  }
  return due.length;
}

async function step(run: RunContext, linkId: string, cause: Cause): Promise<"again" | "done"> {
  const link = run.ledger.links.get(linkId);
  const cancelling = link === undefined ? undefined : cause.askedOn(run, link);
  if (link === undefined || cancelling === undefined) return "done";
  const found = await readStanding(run, link);
  if (found.kind === "error") {
    const itemId = link.ids.microsoft ?? linkId;
    const failure = { link, side: "microsoft" as const, itemId, error: found.error };
    if (!(await isItsOwn(run, failure))) throw found.error;
    refuse(run, link, found.error, cause);
    return "done";
  }
  if (found.kind === "missing") {
    cause.gone(run, link, cancelling);
    return "done";
  }
  const { snapshot } = sightingOf(found.item);
  const isClosed = !open(run.rules.policy, "microsoft");
  const because = isClosed ? "direction" : whyNotCancelled(snapshot, cancelling);
  if (because !== null) {
    refuse(run, { ...link, microsoft: snapshot }, because, cause);
    return "done";
  }
  return send(run, { ...link, microsoft: snapshot }, cancelling, cause);
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
  cause: Cause,
): Promise<"again" | "done"> {
  const { ledger, graph, actor, resource } = run;
  const sending = cause.keep(link, { ...cancelling, isSending: true });
  ledger.stage(sending);
  await ledger.commit();
  const { id = "", version: precondition = "" } = link.microsoft ?? {};
  const [outcome] = await graph.write(actor, resource, [{ kind: "delete", id, precondition }]);
  // Gone or moved: reading it tells.
  if (outcome?.kind !== "error" || outcome.error.code === "stale") return "again";
  const { error } = outcome;
  // Without an answer it may have landed, which the next run reads.
  if (reachOf(error.code) === "run") throw error;
  refuse(run, sending, error, cause);
  return "done";
}

/** The log says why nobody was told. */
function refuse(run: RunContext, link: Link, why: NotCancelled | ConnectorError, cause: Cause) {
  noteNotDone(run, link, "not-cancelled", why);
  cause.refused(run, link);
}

/** The log says that a meeting was cancelled, by whom, and who was told. @returns the line's id */
export function noteCancelled(run: RunContext, link: Link, { guests, by }: Cancellation): string {
  const told = (link.microsoft?.fields ?? link.base?.microsoft)?.["attendees"] ?? [];
  return run.ledger.note({
    ...{ linkId: link.id, kind: "cancelled", side: "microsoft", origin: "person" },
    subject: subjectOf(link),
    changes: changesOf(link, { attendees: told }, { attendees: [] }),
    because: `cancelled:${guests.length}:${by}`,
  });
}
