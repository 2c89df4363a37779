import type { RefusalDocument } from "../store/documents/administration.ts";
import type { Act } from "./acts.ts";

/**
 * Refusals that repeat are told together: whoever asks three hundred times a minute for what is not his
 * would fill the trail, which nothing is ever removed from. The first has its line at once; how often
 * the same was refused to the same person within the hour is one line more, when it is over.
 */

const foldedMs = 3_600_000;

/** The same for the same person, act and reason. */
export function refusalKey({ actor, act, tenantId = null, about = "" }: Act): string {
  const who = actor.kind === "person" ? [actor.tenantId, actor.userId] : [actor.kind];
  return JSON.stringify([act, tenantId, about, ...who]);
}

/** @param before what was counted of the same; `undefined`: this is the first time */
export function counted(
  before: RefusalDocument | undefined,
  act: Act,
  at: string,
): RefusalDocument {
  const { actor, tenantId = null, about = "", requestId = null } = act;
  return {
    ...{ actor, act: act.act, tenantId, about, requestId },
    ...{ since: before?.since ?? at, last: at },
    times: before === undefined ? 0 : before.times + 1,
  };
}

/** Whether its hour is over; a clock that was set back ends it too. */
export function isOver({ since }: RefusalDocument, nowMs: number): boolean {
  return Math.abs(nowMs - Date.parse(since)) >= foldedMs;
}

/** The line that tells of the repetitions; `null`: there were none. */
export function repeated({ since, last, times, ...refusal }: RefusalDocument): Act | null {
  if (times === 0) return null;
  return {
    ...refusal,
    act: refusal.act as Act["act"],
    outcome: "refused",
    facts: { times, since, last },
  };
}
