import { ConnectorError } from "../../connectors/port/connector-error.ts";
import type { Item } from "../../connectors/port/item.ts";
import { isPrivate } from "../../resources/appointment/mask.ts";
import type { QuarantineDocument, Twin } from "../../store/documents/mailbox.ts";
import type { Doubt } from "../../sync/match.ts";
import { sides, type Fields, type Link, type Side, type Snapshot } from "../../sync/model.ts";
import { subjectOf } from "./history.ts";
import { attemptsOf, parkedPauseMs, reachOf, retryDelayMs } from "./retry.ts";
import { connectorOf, type RunContext } from "./context.ts";

/** One item that failed, and how. */
export interface Failure {
  readonly link: Link | undefined;
  readonly side: Side;
  readonly itemId: string;
  readonly error: ConnectorError;
}

/**
 * Whether a failure is the item's own, so that the others may proceed. A side that does not answer
 * stops the run; but where it is the same item that stops one run after the other while its side
 * answers otherwise, the item is to blame: it must not stop its mailbox for ever. It stays so until a
 * run does without its failure, or until it is set aside.
 */
export async function isItsOwn(run: RunContext, failure: Failure): Promise<boolean> {
  const { link, side, itemId, error } = failure;
  return isTheirOwn(run, side, [link?.id ?? itemId], error);
}

/** The same for items that were asked for together and failed as one. @param keys of links, or of items without one */
export async function isTheirOwn(
  run: RunContext,
  side: Side,
  keys: readonly string[],
  error: ConnectorError,
): Promise<boolean> {
  if (reachOf(error.code) === "item") return true;
  if (error.code !== "unavailable") return false;
  const stops = keys.map((key) => (run.suspects.get(key) ?? 0) + 1);
  for (const [at, key] of keys.entries()) run.failing.set(key, stops[at] ?? 1);
  return Math.min(...stops) >= attemptsOf(error.code) && (await answers(run, side));
}

async function answers(run: RunContext, side: Side): Promise<boolean> {
  try {
    await connectorOf(run, side).check(run.actor);
    return true;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return false;
  }
}

/**
 * Sets one item aside with its reason, so that the others proceed (rule 13). It comes back when the
 * item changes, when a person asks, or by itself where time or an administrator may have mended it.
 * @returns the error where it concerns more than the item: the run is to end with it.
 */
export async function parkItem(run: RunContext, failure: Failure): Promise<ConnectorError | null> {
  if (!(await isItsOwn(run, failure))) return failure.error;
  const { link, side, itemId, error } = failure;
  const key = link?.id ?? itemId;
  run.failing.delete(key);
  const before = run.ledger.parked.get(key);
  const returns = retryDelayMs(error, 1) !== null;
  run.ledger.park(key, {
    linkId: link?.id ?? null,
    itemId,
    side,
    subject: link === undefined ? "" : subjectOf(link),
    code: error.code,
    reason: error.message,
    field: error.facts.field ?? null,
    attempts: (before?.attempts ?? 0) + 1,
    since: before?.since ?? run.now(),
    nextTryAt: returns ? new Date(run.deps.clock.now() + parkedPauseMs).toISOString() : null,
    ...doubtOfBefore(before),
  });
  if (before?.reason !== error.message) noteFailure(run, link, side, error);
  return null;
}

/** What stands in doubt stays in it, whatever else goes wrong with it meanwhile (rule 26). */
export function doubtOfBefore(
  before: QuarantineDocument | undefined,
): Pick<QuarantineDocument, "twins" | "chosen" | "apart"> {
  const { twins, chosen, apart } = before ?? {};
  return {
    ...(twins !== undefined && { twins }),
    ...(chosen !== undefined && { chosen }),
    ...(apart !== undefined && { apart }),
  };
}

/** What a person said of an item in doubt. */
export type Said = Pick<QuarantineDocument, "chosen" | "apart">;

/**
 * Sets aside an item that has several twins: pairing the wrong two would mix them up (rule 6).
 * @param said what its person said of it: that he had switched it on, and what he kept apart
 */
export function parkDoubt(
  run: RunContext,
  side: Side,
  { id, fields }: Item,
  doubt: Doubt,
  { chosen, apart }: Said = {},
): void {
  run.ledger.park(id, {
    linkId: null,
    itemId: id,
    side,
    subject: subjectIn(fields),
    code: "in-doubt",
    reason: "Several items with the same subject and time stand on both sides.",
    field: null,
    attempts: 1,
    since: run.now(),
    nextTryAt: null,
    twins: sides.flatMap((where) => doubt[where].map(({ snapshot }) => twinOf(where, snapshot))),
    ...(chosen !== undefined && { chosen }),
    ...(apart !== undefined && { apart }),
  });
}

/**
 * Sets aside an item whose twin cannot be read: it is compared again after a while, and made a second
 * time by nobody meanwhile.
 */
export function parkUncompared(
  run: RunContext,
  side: Side,
  item: Item,
  both: Doubt,
  error: ConnectorError,
  said?: Said,
): void {
  parkDoubt(run, side, item, both, said);
  const parked = run.ledger.parked.get(item.id);
  if (parked === undefined) return;
  const nextTryAt = new Date(run.deps.clock.now() + parkedPauseMs).toISOString();
  const failed = { code: error.code, reason: error.message };
  run.ledger.park(item.id, { ...parked, ...failed, nextTryAt });
}

/** Has what is set aside tried again by itself, after a while. */
export function tryLater(run: RunContext, key: string): void {
  const parked = run.ledger.parked.get(key);
  if (parked === undefined) return;
  const nextTryAt = new Date(run.deps.clock.now() + parkedPauseMs).toISOString();
  run.ledger.park(key, { ...parked, nextTryAt });
}

/** An item as a person knows it from others; of a private one nothing is kept: he looks at it. */
export function twinOf(side: Side, { id, fields, webUrl }: Snapshot): Twin {
  const shown = { side, id, subject: subjectIn(fields), webUrl: webUrl ?? null };
  if (isPrivate(fields)) return { ...shown, when: null, place: null, private: true };
  const { when = null, place = null } = fields;
  return { ...shown, when, place };
}

function subjectIn(fields: Fields): string {
  const { subject } = fields;
  return typeof subject === "string" && !isPrivate(fields) ? subject : "";
}

/** A line of the log that says why something was not done. */
export function noteFailure(
  run: RunContext,
  link: Link | undefined,
  side: Side,
  error: ConnectorError,
): void {
  run.ledger.note({
    linkId: link?.id ?? null,
    kind: "failed",
    side,
    origin: "engine",
    subject: link === undefined ? "" : subjectOf(link),
    changes: [],
    because: `${error.code}: ${error.message}`,
  });
}

/** The parked items whose time has come, by their key. */
export function dueItems(run: RunContext): readonly string[] {
  const now = run.now();
  return [...run.ledger.parked].flatMap(([key, { nextTryAt }]) =>
    nextTryAt !== null && nextTryAt <= now ? [key] : [],
  );
}
