import { scopeKey, StoreError } from "../store/store.ts";
import type { EngineDeps, MailboxScope } from "./mailbox.ts";
import { retryDelayMs } from "./retry.ts";
import { runMailbox, type RunReport } from "./run.ts";

/** How often a quiet mailbox is looked at. */
export interface Cadence {
  /** For sides without push, or whose push is unhealthy. */
  readonly intervalMs: number;
  /** Where push is healthy: only the safety net. */
  readonly safetyNetMs: number;
  /** How long wake-ups are folded before a run starts. */
  readonly foldMs: number;
  /** Runs at the same time. */
  readonly parallel: number;
}

interface Entry {
  readonly scope: MailboxScope;
  dueAtMs: number;
  running: Promise<RunReport> | null;
  /** A wake-up came while the run was on its way: what it announced may have been read already, or not. */
  again: boolean;
  failures: number;
}

export interface Scheduler {
  /** Asks for a run soon. Any number of wake-ups are one run; none carries data. */
  wake(scope: MailboxScope): void;
  /** Runs now (after a run on its way) and answers with the report. */
  runNow(scope: MailboxScope): Promise<RunReport>;
  running(scope: MailboxScope): boolean;
  /** When the next run is due, ms since the epoch; `null` when none is planned. */
  nextAt(scope: MailboxScope): number | null;
  /** The last run failed for a reason that only a person can mend, so none is planned. */
  parked(scope: MailboxScope): boolean;
  forget(scope: MailboxScope): void;
  /** Starts what is due. Called by the timer; by tests after they moved the clock. */
  tick(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** Read after the run: a wake-up sets the mark while it is awaited. */
function wokenMeanwhile(entry: Entry): boolean {
  return entry.again;
}

/** The clock is asked at least this often, so that a clock that was put forward is noticed. */
const tickMs = 250;

/**
 * Decides when a mailbox is run: after a wake-up, after the interval, after a failure's delay. One
 * run per mailbox at a time, a bounded number in all, so that one mailbox never delays another.
 */
export function createScheduler(
  deps: EngineDeps,
  cadence: Cadence,
  pushHealthy: (scope: MailboxScope) => Promise<boolean>,
  afterRun: (scope: MailboxScope, report: RunReport) => void = () => undefined,
): Scheduler {
  const entries = new Map<string, Entry>();
  let timer: NodeJS.Timeout | null = null;
  let active = 0;

  const entryOf = (scope: MailboxScope): Entry => {
    const key = scopeKey(scope);
    const known = entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = { scope, dueAtMs: Infinity, running: null, again: false, failures: 0 };
    entries.set(key, entry);
    return entry;
  };

  const run = async (entry: Entry): Promise<RunReport> => {
    active++;
    entry.again = false;
    entry.dueAtMs = Infinity;
    let report: RunReport;
    try {
      report = await runMailbox(deps, entry.scope);
    } catch (error) {
      if (error instanceof StoreError && error.code === "fenced") {
        // Another process took over and will do what we would have done.
        report = { outcome: "off", writes: 0, error: null };
      } else {
        deps.log.warn({ error, mailbox: entry.scope.mailboxId }, "a run broke off");
        report = { outcome: "failed", writes: 0, error: null };
      }
    } finally {
      active--;
    }
    entry.failures = report.outcome === "failed" ? entry.failures + 1 : 0;
    const pauseMs = await pause(entry, report);
    entry.dueAtMs = deps.clock.now() + (wokenMeanwhile(entry) ? cadence.foldMs : pauseMs);
    return report;
  };

  const pause = async (entry: Entry, report: RunReport): Promise<number> => {
    switch (report.outcome) {
      case "off":
        return Infinity;
      case "failed":
        return retryDelayMs(report.error, entry.failures) ?? Infinity;
      case "done":
        return (await pushHealthy(entry.scope)) ? cadence.safetyNetMs : cadence.intervalMs;
    }
  };

  const launch = (entry: Entry): Promise<RunReport> => {
    const running = run(entry).finally(() => {
      entry.running = null;
    });
    entry.running = running;
    void running.then((report) => afterRun(entry.scope, report));
    return running;
  };

  const tick = async (): Promise<void> => {
    const nowMs = deps.clock.now();
    const due = [...entries.values()]
      .filter((entry) => entry.running === null && entry.dueAtMs <= nowMs)
      .sort((one, other) => one.dueAtMs - other.dueAtMs);
    const room = Math.max(0, cadence.parallel - active);
    await Promise.all(due.slice(0, room).map((entry) => launch(entry)));
  };

  return {
    wake(scope) {
      const entry = entryOf(scope);
      if (entry.running !== null) entry.again = true;
      else entry.dueAtMs = Math.min(entry.dueAtMs, deps.clock.now() + cadence.foldMs);
    },
    async runNow(scope) {
      const entry = entryOf(scope);
      while (entry.running !== null) await entry.running;
      return launch(entry);
    },
    running: (scope) => entries.get(scopeKey(scope))?.running != null,
    nextAt(scope) {
      const at = entries.get(scopeKey(scope))?.dueAtMs ?? Infinity;
      return Number.isFinite(at) ? at : null;
    },
    parked(scope) {
      const entry = entries.get(scopeKey(scope));
      return entry !== undefined && entry.failures > 0 && entry.dueAtMs === Infinity;
    },
    forget(scope) {
      entries.delete(scopeKey(scope));
    },
    tick,
    start() {
      timer ??= setInterval(() => void tick(), tickMs);
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      await Promise.allSettled([...entries.values()].flatMap((entry) => entry.running ?? []));
    },
  };
}
