import type { InboxDocument } from "../../../store/documents/mailbox.ts";
import type { Decided } from "../../../sync/guard.ts";
import type { Side } from "../../../sync/model.ts";
import type { RunContext } from "../context.ts";
import type { Round } from "./intents.ts";
import { openMailbox } from "../../mailboxes/mailbox.ts";

/**
 * A wide sync is carried out in portions: the intents of one are stored, sent and recorded before the
 * next one's, so that neither a commit nor what is in doubt after a crash grows with the calendar, and
 * a run can end between two of them.
 */
export const portionMax = 200;
/** Hints of what we wrote ourselves are left for later, but not for longer than so many items. */
const echoesMax = 2_000;

/**
 * Why a run ends before all is done. `off`: the person stopped it. `ending`: so does the process. `news`: something arrived that
 * should not wait. `crowded`: other mailboxes wait for its place. `late`: what was decided is so old
 * that other mailboxes may have begun what it was to begin (claims of shared meetings).
 */
export type Halt = "off" | "ending" | "news" | "crowded" | "late";

/** Well below the time that a claim is young (`meeting-claims.ts`), for a portion takes some by itself. */
const roundMaxMs = 5 * 60 * 1000;

/** Decisions in portions, those first that somebody waits for; at least one portion, be it empty. */
export function portionsOf(
  run: RunContext,
  { free: decided, agreed }: Pick<Round, "free" | "agreed">,
): readonly (readonly Decided[])[] {
  // Whoever looks on sees all of a round before any of it is stored. What was agreed to counts as
  // agreed once it is intended: what a run leaves of it would be held anew.
  const isWhole = agreed || run.deps.onDecided !== undefined;
  const size = isWhole ? Math.max(1, decided.length) : run.portionMax;
  const rank = ({ link }: Decided): number => {
    if (run.fresh.has(link.id)) return 0;
    return link.base !== null || link.choice === "on" ? 1 : 2;
  };
  const sorted = decided.toSorted((one, other) => rank(one) - rank(other));
  const count = Math.max(1, Math.ceil(sorted.length / size));
  return Array.from({ length: count }, (_, at) => sorted.slice(at * size, (at + 1) * size));
}

/**
 * @param sinceMs when was decided what is left to carry out
 * @returns why the run is to end here; `null`: it goes on.
 */
export async function haltOf(run: RunContext, sinceMs: number): Promise<Halt | null> {
  if (await isSwitchedOff(run)) return "off";
  if (run.ending()) return "ending";
  if (run.deps.clock.now() > sinceMs + roundMaxMs) return "late";
  if (run.crowded()) return "crowded";
  const inbox = await run.deps.store.list(run.scope, "inbox");
  return [...inbox.values()].some((entry) => isNews(run, entry)) ? "news" : null;
}

/** Whether the person stopped the sync since the run began: what he stored counts, not what we read. */
export async function isSwitchedOff(run: RunContext): Promise<boolean> {
  // What is only tried is not saved yet: it is the person's to stop once it is.
  if (run.deps.onDecided !== undefined) return false;
  const mailbox = await openMailbox(run.deps, run.scope);
  return mailbox?.jobs.calendar.enabled !== true;
}

/** Both sides announce what this run wrote to them: that alone is no reason to look at all again. */
function isNews({ written }: RunContext, entry: InboxDocument): boolean {
  const isEcho = (side: Side, id: string): boolean =>
    written[side].has(id) && written[side].size < echoesMax;
  if (entry.kind === "erp-change") return !isEcho("erp", entry.id);
  if (entry.kind === "outlook-change") return !isEcho("microsoft", entry.id);
  return true;
}
