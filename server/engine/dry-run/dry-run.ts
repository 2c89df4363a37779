import { put, type Store } from "../../store/store.ts";
import type { Link, Side } from "../../sync/model.ts";
import type { MailboxDocument, QuarantineDocument } from "../../store/documents/mailbox.ts";
import { readingOnly, type ReadingOnly } from "./connector.ts";
import { digestOf, entriesOf, underWay, type PlanEntry, type SeenRun } from "./entries.ts";
import { markedBy } from "./marks.ts";
import { openShadow, type Shadow } from "./shadow.ts";
import { ItemError } from "../items/item-error.ts";
import {
  isFurther,
  mailboxKey,
  scopeOf,
  showsMarks,
  type DecidedRound,
  type EngineDeps,
  type MailboxScope,
} from "../mailboxes/mailbox.ts";
import { savedWith } from "../mailboxes/mailbox-acts.ts";
import { runMailbox, type RunReport } from "../run/run.ts";
import type { Trial } from "./trial.ts";

export interface DryRunDeps extends EngineDeps {
  /** An empty store that is gone with whoever holds it. */
  readonly memory: () => Store;
}

/** What the next run would do. */
export interface Plan {
  readonly entries: readonly PlanEntry[];
  /** Appointments that get our categories, or lose them: they tell of the plan and are not part of it. */
  readonly marked: number;
  /** Equal where a run would do the same. */
  readonly digest: string;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
}

export type CarriedOut =
  | { readonly kind: "done"; readonly report: RunReport }
  /** What the run would have done is not what was agreed to: nothing was stored but claims of shared meetings, and nothing sent. */
  | { readonly kind: "changed"; readonly plan: Plan };

/** Ends a run at its decisions; what it decided is with whoever made it. */
class Seen extends Error {
  override readonly name = "Seen";
}

/**
 * What a run would do, found out by the run itself: on a copy of the mailbox, with sides that are
 * only read, up to the moment when its intents would be stored. One round is the whole plan: writes
 * lead to no others, but where a side changes what it is given or somebody edits meanwhile.
 * @throws ConnectorError where a side cannot be read
 */
export async function dryRun(deps: DryRunDeps, trial: Trial): Promise<Plan> {
  const scope = scopeOf(trial.mailbox);
  const shadow = await openShadow(deps, scope);
  const seen = await tryOut(deps, shadow, trial);
  return planOf(deps, trial, seen);
}

/**
 * Carries out a plan that a person was shown, or tells what it is by now. It is made once more, and
 * then by a run beside the mailbox that takes up what waits: only where that decides the same, what it
 * read and what was saved with it become the mailbox's own, in one piece. From there on an ordinary run
 * does what was decided, in portions, and can be stopped between two of them (decision 37); this one
 * ends after the first.
 * To be called as the mailbox's only run: it takes the fencing epoch.
 * @param onAgreed called once that is stored: the writes are still to come, but they will
 * @throws ConnectorError where a side cannot be read; nothing is changed then
 */
export async function carryOut(
  deps: DryRunDeps,
  trial: Trial,
  digest: string,
  onAgreed: () => void = () => undefined,
): Promise<CarriedOut> {
  const scope = scopeOf(trial.mailbox);
  const epoch = await deps.store.acquire(scope);
  const plan = await planOf(deps, trial, await tryOut(deps, await openShadow(deps, scope), trial));
  if (plan.digest !== digest) return { kind: "changed", plan };
  const agreed = digestOf(plan.entries.filter(isDecided));

  const shadow = await openShadow(deps, scope, epoch);
  let now = undefined as Plan | undefined;
  await enter(deps, shadow, trial);
  const onDecided = async (round: DecidedRound): Promise<void> => {
    const seen = await look(shadow, scope, round, { microsoft: [], erp: [] });
    now = await planOf(deps, trial, seen);
    throw new Seen();
  };
  try {
    const { error } = await runMailbox({ ...deps, store: shadow.store, onDecided }, scope);
    if (error !== null) throw error;
  } catch (error) {
    if (!(error instanceof Seen)) throw error;
  }
  // Where the calendar is off, or was switched off just now, nothing is decided.
  now ??= await planOf(deps, trial, null);
  if (now.digest !== agreed) return { kind: "changed", plan: now };
  await shadow.becomeReal();
  onAgreed();
  return { kind: "done", report: await runMailbox(deps, scope, { crowded: () => true }) };
}

function isDecided({ rule }: PlanEntry): boolean {
  return rule !== underWay;
}

/** What a run on the shadow decides first; `null` where the calendar is off and nothing runs. */
async function tryOut(deps: DryRunDeps, shadow: Shadow, trial: Trial): Promise<SeenRun | null> {
  const scope = scopeOf(trial.mailbox);
  await enter(deps, shadow, trial);
  const graph = readingOnly(deps.graph);
  const erp = readingOnly(deps.erp(trial.mailbox.connectionId));
  let seen: SeenRun | null = null;
  const onDecided = async (round: DecidedRound): Promise<void> => {
    seen = await look(shadow, scope, round, sentBy({ microsoft: graph, erp }));
    throw new Seen();
  };
  try {
    const { error } = await runMailbox(
      {
        ...deps,
        ...{ store: shadow.store, graph: graph.connector, erp: () => erp.connector, onDecided },
        ...quiet,
      },
      scope,
    );
    if (error !== null) throw error;
  } catch (error) {
    if (!(error instanceof Seen)) throw error;
  }
  return seen;
}

const ignored = (): void => undefined;
/** Nobody is told of what is only tried. */
export const quiet: Pick<EngineDeps, "progress" | "log"> = {
  progress: {
    ...{ publish: ignored, subscribe: () => ignored },
    ...{ step: ignored, current: () => null, movedLately: () => false },
  },
  log: { info: ignored, warn: ignored },
};

function sentBy(made: Readonly<Record<Side, ReadingOnly>>): SeenRun["sent"] {
  return { microsoft: made.microsoft.sent, erp: made.erp.sent };
}

async function enter(
  { ids }: Pick<EngineDeps, "ids">,
  { store }: Shadow,
  trial: Trial,
): Promise<void> {
  const scope = scopeOf(trial.mailbox);
  await refuseLost(store, trial.mailbox);
  if (trial.isSaved !== false) await store.commit(scope, await savedWith({ store, ids }, trial));
  else
    await store.commit(
      scope,
      trial.wishes.map((wish) => put("inbox", ids.next(), wish)),
    );
}

/**
 * A further mailbox that its person gave up, or that was taken from him, since he looked: trying it is
 * no way to take it back. What is taken later than this is fenced by the epoch of who takes it.
 */
async function refuseLost(store: Store, mailbox: MailboxDocument): Promise<void> {
  if (!isFurther(mailbox)) return;
  const now = await store.get(scopeOf(mailbox), "mailbox", mailboxKey);
  if (now?.userId === mailbox.userId && now.givenUp !== true) return;
  throw new ItemError("conflict", "You do not synchronize this mailbox any more.");
}

async function look(
  { store, changes }: Shadow,
  scope: MailboxScope,
  round: DecidedRound,
  sent: SeenRun["sent"],
): Promise<SeenRun> {
  const links: ReadonlyMap<string, Link> = await store.list(scope, "links");
  const parked: ReadonlyMap<string, QuarantineDocument> = await store.list(scope, "quarantine");
  return { round, sent, changes, links, parked };
}

async function planOf(deps: DryRunDeps, { mailbox }: Trial, seen: SeenRun | null): Promise<Plan> {
  const entries = seen === null ? [] : entriesOf(seen);
  const decided = (await deps.decided?.(mailbox)) ?? mailbox;
  const marked = seen === null ? 0 : markedBy(seen, showsMarks(decided));
  const madeAt = new Date(deps.clock.now()).toISOString();
  return { entries, marked, digest: digestOf(entries), madeAt };
}
