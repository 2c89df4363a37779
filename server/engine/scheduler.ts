import { setBackWatch } from "../lib/clock.ts";
import { inRequests, requestsNow } from "../lib/requests.ts";
import { createStandstill, type Standstill } from "../lib/waits.ts";
import { scopeKey, StoreError } from "../store/store.ts";
import type { EngineDeps, MailboxScope } from "./mailboxes/mailbox.ts";
import { earliestRetryMs, retryDelayMs, signInMayHelp } from "./run/retry.ts";
import { runMailbox, type RunReport } from "./run/run.ts";

/** How often a quiet mailbox is looked at. */
export interface Cadence {
  /** For sides without push, or whose push is unhealthy, where no level of settings says otherwise. */
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
  /** No wake-up starts a run before this: the last one failed. */
  notBeforeMs: number;
  running: Promise<RunReport> | null;
  /** Whether the run on its way waits for its turn at the ERP. */
  standstill: Standstill | null;
  /** The run that everybody waits for who asked for one while another was on its way. */
  next: Promise<RunReport> | null;
  /** A wake-up came while the run was on its way: what it announced may have been read already, or not. */
  again: boolean;
  failures: number;
  /** The last run met a pause that administrators decided. */
  paused: boolean;
  /** The last run failed for want of a sign-in or a permission. */
  signInMayHelp: boolean;
  /** Requests that the next run belongs to. */
  asked: Set<string>;
  /** And that the run on its way belongs to: also those that came while it was. */
  answering: Set<string>;
  /** Why the last run could not even record that it failed: the store takes nothing. */
  storage: string | null;
}

export interface Scheduler {
  /** Asks for a run soon. Any number of wake-ups are one run; none carries data. */
  wake(scope: MailboxScope): void;
  /**
   * Runs now (after a run on its way) and answers with the report; who asks meanwhile shares it. A run
   * that waits for its turn at the ERP, which may be for minutes, is not waited for: it goes on by itself.
   */
  runNow(scope: MailboxScope): Promise<RunReport>;
  /**
   * After a run on its way, `work` is the mailbox's run: none is started beside it. One that waits for
   * its turn at the ERP ends.
   */
  runAs(scope: MailboxScope, work: () => Promise<RunReport>): Promise<RunReport>;
  running(scope: MailboxScope): boolean;
  /** Until when its run waits for its turn at the ERP, ms since the epoch; `null`: it does not. */
  waitsUntil(scope: MailboxScope): number | null;
  /** When the next run is due, ms since the epoch; `null` when none is planned. */
  nextAt(scope: MailboxScope): number | null;
  /** How many mailboxes are run now, those among them that wait for their turn at an ERP. */
  active(): number;
  /** Mailboxes whose run is due and has not begun, and for how long the first of them, ms. */
  due(): { readonly count: number; readonly oldestMs: number };
  /** Why our own store refused the last run, which could not be stored; `null`: it did not. */
  storageTrouble(scope: MailboxScope): string | null;
  /** A person was here: a mailbox that only a person could mend is run again. */
  resume(scope: MailboxScope): void;
  /** What its last run waited for, as administrators had decided, is over: it need not wait any longer. */
  unpause(scope: MailboxScope): void;
  /** Starts what is due. Called by the timer; by tests after they moved the clock. */
  tick(): Promise<void>;
  start(): void;
  /** No further run starts, whoever asks; resolves when the step in hand of each is over. */
  stop(): Promise<void>;
}

type Work = (scope: MailboxScope) => Promise<RunReport>;

/** Read after the run: a wake-up sets the mark while it is awaited. */
function wokenMeanwhile(entry: Entry): boolean {
  return entry.again;
}

function addUpTo(most: number, set: Set<string>, ids: Iterable<string>): void {
  for (const id of ids) if (set.size < most) set.add(id);
}

/** How long a mailbox is left alone that waits for what another one is about to make. */
const awaitsMs = 5_000;

/** Of more requests than that one run is not said to belong to the others. */
const requestsMost = 20;

/** At most this share of a pause is taken off by chance. */
const earlierShare = 0.1;

/**
 * The clock is asked at least this often, so that a clock that was put forward is noticed. What is due
 * sooner has a timer of its own.
 */
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
  /** Those of them that are run now. */
  const atWork = new Set<Entry>();
  /** Who is left of those that were due when all were last looked through: the next one last. */
  let line: Entry[] = [];
  let timer: NodeJS.Timeout | null = null;
  /** Fires when the next run is due, where that is before the next tick. */
  let alarm: { readonly atMs: number; readonly timer: NodeJS.Timeout } | null = null;
  let active = 0;
  let stopped = false;
  /** Runs were due and had no place: whoever leaves one starts the next. */
  let crowded = false;
  const setBackMs = setBackWatch(deps.clock);

  /** Moves what was planned with a clock that was set back; before anything is planned by the new one. */
  const followClock = (): void => {
    const backMs = setBackMs();
    for (const entry of entries.values()) {
      entry.dueAtMs -= backMs;
      entry.notBeforeMs -= backMs;
    }
  };

  const entryOf = (scope: MailboxScope): Entry => {
    const key = scopeKey(scope);
    const known = entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = {
      scope,
      dueAtMs: Infinity,
      signInMayHelp: false,
      paused: false,
      notBeforeMs: 0,
      running: null,
      standstill: null,
      next: null,
      again: false,
      failures: 0,
      asked: new Set(),
      answering: new Set(),
      storage: null,
    };
    entries.set(key, entry);
    return entry;
  };

  /** One run; whatever goes wrong is a report. */
  const attempt = async (entry: Entry, work: Work): Promise<RunReport> => {
    const { scope } = entry;
    entry.storage = null;
    try {
      return await work(scope);
    } catch (error) {
      // Another process took over and will do what we would have done, or somebody stored something anew.
      const fenced = error instanceof StoreError && error.code === "fenced";
      if (fenced) return { outcome: "off", writes: 0, error: null, overtaken: true };
      if (error instanceof StoreError) entry.storage = error.message;
      deps.log.warn({ error, mailbox: scope.mailboxId }, "a run broke off");
      return { outcome: "failed", writes: 0, error: null };
    }
  };

  /** How long to leave a mailbox alone after this run, ms; `Infinity`: until it is woken. */
  const pauseAfter = async (entry: Entry, report: RunReport): Promise<number> => {
    switch (report.outcome) {
      case "off":
        // Whoever overtook it may have done no more than that.
        return report.overtaken === true ? cadence.intervalMs : Infinity;
      case "failed":
        return retryDelayMs(report.error, entry.failures, deps.chance?.()) ?? Infinity;
      case "done": {
        // Behind those that were due before.
        if (report.more === true) return cadence.foldMs;
        if (report.awaits === true) return awaitsMs;
        const healthy = await pushHealthy(entry.scope).catch(() => false);
        const pauseMs = healthy ? cadence.safetyNetMs : (report.intervalMs ?? cadence.intervalMs);
        // A little earlier each, so that ten thousand mailboxes do not come at the same moment.
        const soonMs = pauseMs * (1 - earlierShare * (deps.chance?.() ?? 0));
        return Math.min(soonMs, report.againMs ?? Infinity);
      }
    }
  };

  const run = async (entry: Entry, work: Work): Promise<RunReport> => {
    active++;
    atWork.add(entry);
    entry.again = false;
    entry.dueAtMs = Infinity;
    const startedMs = deps.clock.now();
    const report = await attempt(entry, work);
    active--;
    atWork.delete(entry);
    const failed = report.outcome === "failed";
    // What was asked for is not done yet: the next run does it.
    if (failed || report.more === true) addUpTo(requestsMost, entry.asked, entry.answering);
    entry.paused = report.error?.facts.pause !== undefined;
    const counted = entry.paused ? "paused" : report.outcome;
    deps.watch?.ran(counted, report.error?.code ?? null, deps.clock.now() - startedMs);
    // Waiting for an ERP's maintenance is no failure that the next wait would be longer for.
    entry.failures = failed && !entry.paused ? entry.failures + 1 : 0;
    entry.signInMayHelp = failed && signInMayHelp(report.error);
    const pauseMs = await pauseAfter(entry, report);
    followClock();
    const nowMs = deps.clock.now();
    entry.notBeforeMs = failed ? nowMs + earliestRetryMs(report.error) : nowMs;
    // Nothing may be awaited from here on: a wake-up in between would mark a run that is over.
    entry.dueAtMs = wokenMeanwhile(entry) ? soonest(entry) : nowMs + pauseMs;
    entry.running = null;
    entry.standstill = null;
    setAlarm(entry.dueAtMs);
    if (crowded) void Promise.all(launchDue());
    return report;
  };

  const soonest = (entry: Entry): number =>
    Math.max(deps.clock.now() + cadence.foldMs, entry.notBeforeMs);

  /** Who waits for his turn takes no place from others, whose ERP may be another. */
  const working = (): number =>
    active - [...atWork].filter((one) => one.standstill?.untilMs() != null).length;

  const usual: Work = (scope) =>
    runMailbox(deps, scope, {
      crowded: () => crowded,
      ending: () => stopped,
    });

  const orStanding = async (entry: Entry, report: Promise<RunReport>): Promise<RunReport> => {
    const told = await (entry.standstill?.orStands(report) ?? report);
    return told === "stands" ? { outcome: "off", writes: 0, error: null, waits: true } : told;
  };

  const launch = (entry: Entry, work = usual): Promise<RunReport> => {
    // What was asked for is stored: the next start carries it out.
    if (stopped) return Promise.resolve({ outcome: "off", writes: 0, error: null });
    entry.answering = entry.asked;
    entry.asked = new Set();
    const standstill = createStandstill(() => {
      deps.progress.publish(entry.scope, { kind: "status" });
      if (crowded) void Promise.all(launchDue());
    });
    entry.standstill = standstill;
    // Not in what happens to start it, which may be a timer that somebody else's request set.
    return inRequests(entry.answering, () => {
      const running = standstill.run(() => run(entry, work));
      entry.running = running;
      void running.then((report) => afterRun(entry.scope, report));
      return running;
    });
  };

  const launchAfterwards = async (entry: Entry): Promise<RunReport> => {
    while (entry.running !== null) await entry.running;
    entry.next = null;
    return orStanding(entry, launch(entry));
  };

  /**
   * Who is due for the longest time, last in line. All mailboxes are looked through only when nobody is
   * left of those that were due the last time: whatever fell due since did so later, and ten thousand
   * that wait are not put in order at the end of each run.
   */
  const nextDue = (): Entry | undefined => {
    const nowMs = deps.clock.now();
    const isDue = ({ running, dueAtMs }: Entry): boolean => running === null && dueAtMs <= nowMs;
    for (let next = line.at(-1); next !== undefined; next = line.at(-1)) {
      if (isDue(next)) return next;
      // Run meanwhile, because somebody asked.
      line.pop();
    }
    const due = [...entries.values()].filter(isDue);
    line = due.sort((one, other) => one.dueAtMs - other.dueAtMs).reverse();
    return line.at(-1);
  };

  /** Starts the runs that are due, the longest waiting first, as far as there are places. */
  const launchDue = (): readonly Promise<RunReport>[] => {
    if (stopped) return [];
    const room = Math.max(0, cadence.parallel - working());
    const launched: Promise<RunReport>[] = [];
    let next = nextDue();
    for (; next !== undefined && launched.length < room; next = nextDue()) {
      line.pop();
      launched.push(launch(next));
    }
    crowded = next !== undefined;
    return launched;
  };

  /** Sees to it that what is due at `atMs` does not wait for the next tick. */
  const setAlarm = (atMs: number): void => {
    if (timer === null || (alarm !== null && alarm.atMs <= atMs)) return;
    const inMs = atMs - deps.clock.now();
    if (inMs > tickMs) return;
    if (alarm !== null) clearTimeout(alarm.timer);
    alarm = { atMs, timer: setTimeout(ring, Math.max(0, inMs)) };
  };

  const ring = (): void => {
    alarm = null;
    void Promise.all(launchDue());
    const nowMs = deps.clock.now();
    let nextMs = Infinity;
    for (const entry of entries.values()) {
      if (entry.dueAtMs > nowMs) nextMs = Math.min(nextMs, entry.dueAtMs);
    }
    setAlarm(nextMs);
  };

  const tick = async (): Promise<void> => {
    followClock();
    await Promise.all(launchDue());
  };

  /** A run on its way may carry out what was stored since it began. */
  const belongs = (entry: Entry): void => {
    addUpTo(requestsMost, entry.asked, requestsNow());
    if (entry.running !== null) addUpTo(requestsMost, entry.answering, requestsNow());
  };

  const wake = (scope: MailboxScope): void => {
    const entry = entryOf(scope);
    belongs(entry);
    if (entry.running !== null) {
      entry.again = true;
      return;
    }
    entry.dueAtMs = Math.min(entry.dueAtMs, soonest(entry));
    setAlarm(entry.dueAtMs);
  };

  return {
    wake,
    async runNow(scope) {
      const entry = entryOf(scope);
      belongs(entry);
      if (entry.running === null) return orStanding(entry, launch(entry));
      entry.next ??= launchAfterwards(entry);
      const { next } = entry;
      const before = await orStanding(entry, entry.running);
      return before.waits === true ? before : next;
    },
    async runAs(scope, work) {
      const entry = entryOf(scope);
      belongs(entry);
      while (entry.running !== null) {
        entry.standstill?.giveUp();
        await entry.running;
      }
      return launch(entry, work);
    },
    running: (scope) => entries.get(scopeKey(scope))?.running != null,
    waitsUntil: (scope) => entries.get(scopeKey(scope))?.standstill?.untilMs() ?? null,
    nextAt(scope) {
      const at = entries.get(scopeKey(scope))?.dueAtMs ?? Infinity;
      return Number.isFinite(at) ? at : null;
    },
    active: () => active,
    due() {
      const nowMs = deps.clock.now();
      const due = [...entries.values()].filter(
        ({ running, dueAtMs }) => running === null && dueAtMs <= nowMs,
      );
      const since = due.map(({ dueAtMs }) => nowMs - dueAtMs);
      return { count: due.length, oldestMs: since.reduce((one, other) => Math.max(one, other), 0) };
    },
    storageTrouble: (scope) => entries.get(scopeKey(scope))?.storage ?? null,
    resume(scope) {
      const entry = entries.get(scopeKey(scope));
      if (entry?.signInMayHelp !== true) return;
      entry.notBeforeMs = 0;
      wake(scope);
    },
    unpause(scope) {
      const entry = entries.get(scopeKey(scope));
      if (entry?.paused !== true) return;
      entry.notBeforeMs = 0;
      wake(scope);
    },
    tick,
    start() {
      stopped = false;
      timer ??= setInterval(() => void tick(), tickMs);
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      if (alarm !== null) clearTimeout(alarm.timer);
      alarm = null;
      crowded = false;
      stopped = true;
      for (const entry of entries.values()) entry.standstill?.giveUp();
      await Promise.allSettled([...entries.values()].flatMap((entry) => entry.running ?? []));
    },
  };
}
