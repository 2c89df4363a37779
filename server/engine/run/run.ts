import { ConnectorError } from "../../connectors/port/connector-error.ts";
import { windowAround } from "../../resources/window.ts";
import { sides, type Resource, type Side } from "../../sync/model.ts";
import type { Health, MailboxDocument, StateDocument } from "../../store/documents/mailbox.ts";
import { put, StoreError } from "../../store/store.ts";
import { untraced } from "../../lib/trace.ts";
import { planAndApply, resolveOpenCreates } from "./apply/apply.ts";
import { cancelAll } from "../meetings/cancelling.ts";
import type { RunContext } from "./context.ts";
import { namesInErp } from "../mailboxes/people/names-in-erp.ts";
import { endings } from "../meetings/endings.ts";
import { sendInvitations } from "../meetings/invitations.ts";
import { isOpen, keptOutBy, misfitOf } from "./gate.ts";
import { openLedger } from "./ledger.ts";
import {
  actorOf,
  mailboxKey,
  openMailbox,
  showsMarks,
  stateKey,
  type EngineDeps,
  type MailboxScope,
} from "../mailboxes/mailbox.ts";
import { observeBothSides, Stopped } from "./observe/observe.ts";
import { portionMax, type Halt } from "./apply/portions.ts";
import { toldOf } from "./retry.ts";
import { actingWith } from "./series/series.ts";
import { stoppedSides } from "../queue/stops.ts";
import { heldForMs } from "./series/tails.ts";
import { takeUpInbox } from "./observe/take-up.ts";
import { termsOf } from "./terms.ts";
import { wholeSeriesOf } from "./series/whole-series.ts";
import { undoneMeetings } from "../undo/undo.ts";

export interface RunReport {
  readonly outcome: "done" | "failed" | "off";
  readonly writes: number;
  readonly error: ConnectorError | null;
  /** Outlook was edited long enough ago that a notification should have come and did not. */
  readonly unannounced?: boolean;
  /** Something waits for what another mailbox's run is about to make. */
  readonly awaits?: boolean;
  /** Something else was stored first: what it read counts for nothing. */
  readonly overtaken?: boolean;
  /** It ended before all was done: the next one goes on. */
  readonly more?: boolean;
  /** Something is held back for so long: the next run is due then at the latest. */
  readonly againMs?: number;
  /** How long the mailbox is left alone where nobody announces changes; absent: as long as any other. */
  readonly intervalMs?: number;
  /** Told while it is on its way: it waits for its turn at the ERP, and goes on by itself. */
  readonly waits?: boolean;
}

export interface RunOptions {
  /** Whether other mailboxes wait for the place of this run; absent: they never do. */
  readonly crowded?: () => boolean;
  /** Whether the process is about to end; absent: it never is. */
  readonly ending?: () => boolean;
  /** Decisions that are carried out together; absent: as many as usual. */
  readonly portionMax?: number;
}

/** How often views hear of items while a wide sync is on its way. */
const toldEveryMs = 5_000;

/** Graph delivers within three minutes (limits.json, `latency`); clocks may differ by some more. */
const announcedWithinMs = 10 * 60 * 1000;

/**
 * One pass over one mailbox: resolve, observe, plan, apply, record. Carries no data in: whatever
 * woke it, it reads what is there. Safe to stop after any step and to start again.
 *
 * @throws StoreError `fenced` when another run took over, and anything that is a fault of ours:
 * failures of the two sides end in the report and in the mailbox's state instead.
 */
export function runMailbox(
  deps: EngineDeps,
  scope: MailboxScope,
  options: RunOptions = {},
): Promise<RunReport> {
  const trace = deps.trace ?? untraced;
  return trace({ name: "run", apart: true }, async (tell) => {
    const report = await followed(deps, scope, options, (runId) => tell({ "sync.run_id": runId }));
    tell({ "sync.outcome": report.outcome, "sync.writes": report.writes });
    if (report.error !== null) tell({ "error.type": report.error.code });
    return report;
  });
}

/** @param begun hears the run's id, which stands in every line of its log */
async function followed(
  deps: EngineDeps,
  scope: MailboxScope,
  options: RunOptions,
  begun: (runId: string) => void,
): Promise<RunReport> {
  const mailbox = await openMailbox(deps, scope);
  if (mailbox?.jobs.calendar.enabled !== true) {
    return { outcome: "off", writes: 0, error: null };
  }
  const stopped = await stoppedSides(deps.store, mailbox.tenantId);
  // Nothing could be written anywhere: what arrives waits in the inbox, and nobody is asked for more.
  if (stopped.size === sides.length) return { outcome: "off", writes: 0, error: null };
  const run = await openRun(deps, scope, mailbox, { ...options, stopped });
  // Handed over before the run fenced whoever wrote before: nothing else would stop it as another's.
  const now = await deps.store.get(scope, "mailbox", mailboxKey);
  if (now === undefined || !isSameHolder(now, mailbox)) {
    return { outcome: "off", writes: 0, error: null, overtaken: true };
  }
  begun(run.ledger.runId);
  const trace = deps.trace ?? untraced;
  const step = <T>(name: string, work: (run: RunContext) => Promise<T>): Promise<T> =>
    trace({ name }, () => work(run));
  const write = () => step("plan and apply", planAndApply);
  deps.progress.publish(scope, { kind: "run", running: true });
  try {
    await step("resolve open creates", resolveOpenCreates);
    const taken = await step("take up the inbox", takeUpInbox);
    await step("observe", () => observeBothSides(run, taken));
    let { writes, halt } = await write();
    // Only where nothing is left for later: people are invited to what both sides agree on.
    const writesOutlook = !stopped.has("microsoft");
    if (halt === null && writesOutlook && (await step("send invitations", sendInvitations))) {
      const after = await write();
      writes += after.writes;
      halt = after.halt;
    }
    if (halt === null && writesOutlook) await step("cancel", () => cancelAll(run, endings));
    // What was made of an activity and is cancelled as its person takes that back: the rest of it follows.
    if (halt === null && writesOutlook && (await cancelAll(run, undoneMeetings)) > 0) {
      const after = await write();
      writes += after.writes;
      halt = after.halt;
    }
    const unannounced = await wasUnannounced(run);
    await recordState(run, null, halt);
    const more = halt !== null && halt !== "off";
    const outcome = halt === "off" ? "off" : "done";
    const { intervalMs } = run.rules;
    const againMs = heldForMs(run);
    return {
      ...{ outcome, writes, error: null, unannounced, awaits: run.awaits, more },
      ...(intervalMs !== undefined && { intervalMs }),
      ...(againMs !== null && { againMs }),
    };
  } catch (error) {
    // Nothing of what was read is stored: it is read again when the sync goes on.
    if (error instanceof Stopped) return { outcome: "off", writes: 0, error: null };
    if (!(error instanceof ConnectorError)) throw error;
    // Nobody failed: how it stood before is how it stands until the pause is over.
    if (error.facts.pause !== undefined) return { outcome: "failed", writes: 0, error };
    try {
      await recordState(run, error);
    } catch (unrecorded) {
      // Overtaken, or no space: how long the side wants to be left alone holds all the same.
      if (!(unrecorded instanceof StoreError)) throw unrecorded;
    }
    return { outcome: "failed", writes: 0, error };
  } finally {
    deps.progress.step(scope, null, deps.clock.now());
    deps.progress.publish(scope, { kind: "run", running: false });
    deps.progress.publish(scope, { kind: "status" });
  }
}

/** Whether the same person synchronizes it, as the same user of the same ERP. */
function isSameHolder(one: MailboxDocument, other: MailboxDocument): boolean {
  return (
    one.userId === other.userId &&
    one.connectionId === other.connectionId &&
    one.erpUserId === other.erpUserId
  );
}

/** What the steps of a run share, on the mailbox as it is. Fences any run before it. */
export async function openRun(
  deps: EngineDeps,
  scope: MailboxScope,
  mailbox: MailboxDocument,
  options: RunOptions & Partial<Pick<RunContext, "stopped">>,
): Promise<RunContext> {
  const epoch = await deps.store.acquire(scope);
  const now = (): string => new Date(deps.clock.now()).toISOString();
  const rules = deps.rules(mailbox);
  const erp = deps.erp(mailbox.connectionId);
  const resource: Resource = "appointment";
  const ledger = await openLedger({
    store: deps.store,
    scope,
    epoch,
    runId: deps.ids.next(),
    now,
    nextId: () => deps.ids.next(),
  });
  const showing = showsMarks(mailbox);
  const knowsMarks = showing || ledger.figures.marked > 0;
  const names = await namesInErp(deps, mailbox);
  const actor = actingWith(erp, { ...actorOf(mailbox, knowsMarks), ...names }, rules);
  const terms = termsOf({ graph: deps.graph, erp }, rules);
  const state = await deps.store.get(scope, "state", stateKey);
  const window = windowAround(deps.clock.now(), rules.span);
  const isFirst = state?.lastSuccessAt == null;
  let toldAtMs = -Infinity;
  const portion = options.portionMax ?? portionMax;
  const { calendar } = mailbox.jobs;
  const { privacy, categoryTypes } = rules;
  const gate = { actor, window, privacy, job: calendar, showsMarks: showing, categoryTypes };
  const opens = (side: Side): boolean => isOpen(side, calendar);
  const wholeSeries = wholeSeriesOf(actor, ledger.links.values());
  return {
    deps,
    scope,
    mailbox,
    actor,
    graph: deps.graph,
    erp,
    resource,
    schema: terms.schema,
    rules,
    stopped: options.stopped ?? new Set(),
    terms,
    window,
    ledger,
    now,
    gate,
    opens,
    fits: (side, item, within = window) =>
      misfitOf(side, item, { ...gate, window: within }) === null,
    takesUp: (side, item) =>
      item === undefined
        ? opens(side) || (showing && side === "microsoft")
        : keptOutBy(side, item, gate, null) === null ||
          (wholeSeries.has(item.details.seriesId ?? "") && misfitOf(side, item, gate) === null),
    wholeSeries,
    showsMarks: showing,
    hands: new Map(),
    touched: (link) => {
      const itemId = link.ids.microsoft;
      if (itemId === undefined) return;
      // Of thousands each would make every open view ask for everything again, beyond what we answer.
      const isWide = deps.progress.current(scope) !== null;
      if (isWide && deps.clock.now() - toldAtMs < toldEveryMs) return;
      toldAtMs = deps.clock.now();
      deps.progress.publish(scope, { kind: "item", itemId });
    },
    fresh: new Set(),
    written: { microsoft: new Set(), erp: new Set() },
    portionMax: portion,
    crowded: options.crowded ?? (() => false),
    ending: options.ending ?? (() => false),
    tell: (step) => {
      const isWide = isFirst || (step.phase === "writing" && step.total - step.done > portion);
      const isShown = isWide || deps.progress.current(scope) !== null;
      if (isShown) deps.progress.step(scope, step, deps.clock.now());
    },
    braked: null,
    handedOver: false,
    neighbours: null,
    awaits: false,
    releases: [],
    agreed: null,
    news: [],
    suspects: new Map(Object.entries(state?.suspects ?? {})),
    failing: new Map(),
    activityTypes: null,
  };
}

/** Only what came after a good run tells: after a failed one the notification may have come for it. */
async function wasUnannounced(run: RunContext): Promise<boolean> {
  if (run.news.length === 0) return false;
  const before = await run.deps.store.get(run.scope, "state", stateKey);
  const since = before?.lastSuccessAt;
  if (since == null || before?.lastAttemptAt !== since) return false;
  const latestMs = run.deps.clock.now() - announcedWithinMs;
  return run.news.some((at) => at >= since && Date.parse(at) < latestMs);
}

async function recordState(
  run: RunContext,
  error: ConnectorError | null,
  halt: Halt | null = null,
): Promise<void> {
  const before = await run.deps.store.get(run.scope, "state", stateKey);
  const health =
    error === null ? (run.braked === null ? "operational" : "braked") : healthOf(error);
  const at = run.now();
  const state: StateDocument = {
    health,
    code: error?.code ?? null,
    reason: error?.message ?? null,
    since: before?.health === health ? before.since : at,
    // Only when nothing was left to do: until then a first sync is not over.
    lastSuccessAt: error === null && halt === null ? at : (before?.lastSuccessAt ?? null),
    lastAttemptAt: at,
    counts: {
      followed: run.ledger.figures.followed,
      linked: run.ledger.figures.linked,
      waiting: run.ledger.figures.waiting,
      quarantined: run.ledger.parked.size,
    },
    claims: error?.facts.claims ?? null,
    brake:
      run.braked === null
        ? null
        : {
            side: run.braked.side,
            cause: run.braked.cause,
            deletions: run.braked.deletions,
            linked: run.braked.linked,
            at: before?.brake?.at ?? at,
            planned: run.braked.planned,
          },
    ...shutBy(health, error, before?.shutSince, at),
    ...(run.failing.size === 0 ? {} : { suspects: Object.fromEntries(run.failing) }),
  };
  if (before?.health !== health) {
    if (error !== null && toldOf(error.code) === "administrator") {
      const facts = { mailbox: run.scope.mailboxId, health, code: error.code, side: error.side };
      run.deps.log.warn(facts, "an administrator must look at a mailbox");
    }
    run.ledger.note({
      linkId: null,
      kind: "state",
      side: error?.side ?? null,
      origin: "engine",
      subject: "",
      changes: [],
      because: error === null ? health : `${health}: ${error.message}`,
    });
  }
  await run.ledger.commit([put("state", stateKey, state)]);
  run.ledger.keep();
}

/** Another failure is no sign that the person can act again. */
function shutBy(
  health: Health,
  error: ConnectorError | null,
  before: string | undefined,
  at: string,
): Pick<StateDocument, "shutSince"> {
  if (error === null) return {};
  const isShut = health === "signed-out" || health === "no-consent";
  const shutSince = before ?? (isShut ? at : undefined);
  return shutSince === undefined ? {} : { shutSince };
}

function healthOf(error: ConnectorError): Health {
  if (error.side === "erp") {
    const silent = error.code === "unavailable" || error.code === "throttled";
    return silent ? "erp-down" : "failed";
  }
  switch (error.code) {
    case "unauthorized":
      return "signed-out";
    case "forbidden":
      return "no-consent";
    case "unavailable":
    case "throttled":
      return "microsoft-down";
    case "cursor-expired":
    case "stale":
    case "not-found":
    case "rejected":
      return "failed";
  }
}
