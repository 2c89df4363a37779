import type {
  InboxDocument,
  QuarantineDocument,
  Split,
  Twin,
} from "../../../store/documents/mailbox.ts";
import type { RunContext } from "../context.ts";
import type { StandingDoubt } from "../match/doubts.ts";

/** Where a person is asked of a series, by its id: set aside beside items, and none of them. */
export function splitKey(seriesId: string): string {
  return `split ${seriesId}`;
}

/** What is asked, or was answered, of a series that was cut (rule 25). */
export function splitOf({ ledger }: RunContext, seriesId: string | undefined): Split | undefined {
  return ledger.parked.get(splitKey(seriesId ?? ""))?.split;
}

/** The question that an item waits for. @param ids its own, and that of its series */
export function splitDoubtOf(
  parked: Iterable<QuarantineDocument>,
  ids: readonly (string | undefined)[],
): StandingDoubt | undefined {
  for (const { subject, reason, split } of parked) {
    if (split === undefined || split.answer !== undefined) continue;
    if (!split.next.some(({ id }) => ids.includes(id))) continue;
    return { subject, reason, twins: split.next, first: split.first };
  }
  return undefined;
}

/** The series of which nothing is made: each may go on with one that was cut. */
export function seriesInQuestion({ ledger }: RunContext): ReadonlySet<string> {
  const next = [...ledger.parked.values()].flatMap(({ split }) => split?.next ?? []);
  return new Set(next.map(({ id }) => id));
}

/**
 * Asks which series goes on with one that was cut; what is asked already is not asked anew.
 * @param linkId one of the links that wait for it
 */
export function askOfSplit(
  run: RunContext,
  linkId: string,
  split: Pick<Split, "first" | "next">,
): void {
  const { ledger } = run;
  const key = splitKey(split.first.id);
  const before = ledger.parked.get(key);
  const idsOf = (twins: readonly Twin[] = []): string => twins.map(({ id }) => id).join(" ");
  const isSame = idsOf(before?.split?.next) === idsOf(split.next);
  if (isSame && before?.split?.answer === undefined) return;
  ledger.park(key, { ...asked(run, linkId, split), since: before?.since ?? run.now() });
  if (before !== undefined) return;
  const { subject } = split.first;
  const about = { linkId: null, side: "microsoft", origin: "engine", subject } as const;
  ledger.note({ ...about, kind: "failed", changes: [], because: "split-in-doubt" });
}

/** What its person said; it may have been asked in a dry run alone. */
export function takeUpSplit(
  run: RunContext,
  { seriesId, nextId }: Extract<InboxDocument, { kind: "goes-on" }>,
): void {
  const { ledger } = run;
  const known = ledger.parked.get(splitKey(seriesId));
  const next = nextId === null ? [] : [unseen(nextId)];
  const before = known ?? asked(run, null, { first: unseen(seriesId), next });
  const split = before.split ?? { first: unseen(seriesId), next };
  ledger.park(splitKey(seriesId), { ...before, split: { ...split, answer: nextId } });
}

/** Nothing is asked any more of series that are not waited for. */
export function endSplits({ ledger }: RunContext): void {
  const waiting = new Set(ledger.cut().map(({ seriesId, ids }) => seriesId ?? ids.microsoft));
  for (const [key, { split }] of ledger.parked) {
    if (split !== undefined && !waiting.has(split.first.id)) ledger.unpark(key);
  }
}

function asked(
  run: RunContext,
  linkId: string | null,
  split: Pick<Split, "first" | "next">,
): QuarantineDocument {
  const { id: itemId, subject } = split.first;
  return {
    ...{ linkId, itemId, side: "microsoft", subject, split },
    code: "split-in-doubt",
    reason: "A series was cut, and it is not plain which one goes on with it.",
    ...{ field: null, attempts: 1, since: run.now() },
    nextTryAt: null,
  };
}

function unseen(id: string): Twin {
  return { side: "microsoft", id, subject: "", when: null, place: null, webUrl: null };
}
