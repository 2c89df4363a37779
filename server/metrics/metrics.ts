import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { HistoryEntry } from "../store/documents/mailbox.ts";
import type { Side } from "../sync/model.ts";

/**
 * What the server counts of itself, after Prometheus' conventions: base units, `_total` for counters.
 * Labels are kinds, codes and sides alone: no person, no tenant and no item is ever one.
 */
export interface Metrics {
  /** All of it as Prometheus reads it. */
  text(): Promise<string>;
  readonly contentType: string;
  /** A run is over; `paused`: it met a pause that administrators decided. */
  ran(outcome: "done" | "failed" | "off" | "paused", code: string | null, durationMs: number): void;
  /** A line was written into the log of a mailbox, durably. */
  noted(line: Pick<HistoryEntry, "kind" | "side" | "because">): void;
  /** A change is visible on `side`, so long after it was made on the other. */
  arrived(side: Side, latencyMs: number): void;
  /** Another system answered, or did not (`status` is `null`). */
  asked(answer: {
    readonly system: System;
    readonly status: number | null;
    readonly durationMs: number;
    /** It asked us to slow down. */
    readonly throttled: boolean;
  }): void;
  /** A connector waits because it was asked to slow down. */
  waited(ms: number): void;
  /** We answered; `area` is the part of our surface that was asked. */
  answered(area: string, status: number, durationMs: number): void;
  /** What is read anew whenever somebody asks. */
  watch(sight: () => Promise<Sight>): void;
}

export type System = "microsoft" | "erp" | "sign-in";

/** What is true at this moment, in figures. */
export interface Sight {
  readonly mailboxesByHealth: ReadonlyMap<string, number>;
  readonly links: number;
  readonly waiting: number;
  readonly quarantined: number;
  /** Mailboxes by whether changes in Outlook are announced: `healthy`, or why not. */
  readonly pushByState: ReadonlyMap<string, number>;
  /** Since the last run with nothing left to do of the mailbox that waits longest, ms; `null`: none is on. */
  readonly oldestSuccessMs: number | null;
  readonly feeds: readonly { readonly connection: string; readonly healthy: boolean }[];
  readonly running: number;
  /** Mailboxes whose run is due, and how long the first of them has waited, ms. */
  readonly due: { readonly count: number; readonly oldestMs: number };
}

const prefix = "sync_to_erp_";
/** From a tenth of a second to an hour: what a person notices, and what must wake somebody. */
const longBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600];
const shortBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * @param version of the product, as a label of one gauge that is always 1
 * @param ofProcess whether memory, CPU and event loop are measured: once in a process
 */
export function createMetrics(version: string, ofProcess: boolean): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: prefix + name, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: prefix + name, help, labelNames, registers });
  const histogram = <L extends string>(
    name: string,
    help: string,
    buckets: number[],
    ...labelNames: L[]
  ) => new Histogram({ name: prefix + name, help, buckets, labelNames, registers });

  gauge("build_info", "The version that runs.", "version").set({ version }, 1);
  const runs = counter("runs_total", "Runs of mailboxes, by how they ended.", "outcome");
  const runSeconds = histogram("run_duration_seconds", "How long runs took.", longBuckets);
  const failures = counter("run_failures_total", "Failed runs, by what failed.", "code");
  const changes = counter(
    "changes_total",
    "Changes carried over, by kind and by the side that was written.",
    "kind",
    "side",
  );
  const itemFailures = counter("item_failures_total", "Items set aside, by reason.", "code");
  const conflicts = counter("conflicts_total", "Fields that both sides had changed.");
  const latency = histogram(
    "change_latency_seconds",
    "From a change on one side to its being visible on the other, by the side that was written.",
    longBuckets,
    "side",
  );
  const outbound = histogram(
    "outbound_request_duration_seconds",
    "Requests to other systems, by status (0: no answer).",
    shortBuckets,
    "system",
    "status",
  );
  const throttled = counter(
    "throttled_requests_total",
    "Requests that were answered with 429, or 503 with a time to wait.",
    "system",
  );
  const waits = counter("throttle_wait_seconds_total", "Time spent waiting because of throttling.");
  const answers = histogram(
    "http_request_duration_seconds",
    "Requests to this server, by part and status.",
    shortBuckets,
    "area",
    "status",
  );

  const mailboxes = gauge("mailboxes", "Mailboxes, by health.", "health");
  const links = gauge("links", "Linked items.");
  const waiting = gauge("items_waiting", "Items that are to be in sync and are not yet.");
  const quarantined = gauge("items_quarantined", "Items that were set aside.");
  const push = gauge("push_mailboxes", "Mailboxes, by whether Outlook announces changes.", "state");
  const feeds = gauge("erp_feed_healthy", "Whether an ERP's changes can be read.", "connection");
  const oldest = gauge(
    "oldest_success_age_seconds",
    "Since the last complete run of the mailbox that waits longest.",
  );
  const running = gauge("runs_in_progress", "Runs on their way.");
  const due = gauge("runs_due", "Mailboxes whose run is due and has not begun.");
  const dueAge = gauge("runs_due_age_seconds", "How long the first of those has waited.");
  const lookFailed = counter(
    "metrics_failures_total",
    "Times that the store could not be read for this.",
  );
  let look: (() => Promise<Sight>) | null = null;

  const show = (sight: Sight): void => {
    for (const one of [mailboxes, push, feeds]) one.reset();
    for (const [health, count] of sight.mailboxesByHealth) mailboxes.set({ health }, count);
    for (const [state, count] of sight.pushByState) push.set({ state }, count);
    for (const { connection, healthy } of sight.feeds) feeds.set({ connection }, healthy ? 1 : 0);
    links.set(sight.links);
    waiting.set(sight.waiting);
    quarantined.set(sight.quarantined);
    oldest.set((sight.oldestSuccessMs ?? 0) / 1000);
    running.set(sight.running);
    due.set(sight.due.count);
    dueAge.set(sight.due.oldestMs / 1000);
  };

  return {
    contentType: registry.contentType,
    async text() {
      try {
        if (look !== null) show(await look());
      } catch {
        // What is counted stands all the same; that the rest is old shows by this.
        lookFailed.inc();
      }
      return registry.metrics();
    },
    watch: (sight) => {
      look = sight;
    },
    ran(outcome, code, durationMs) {
      runs.inc({ outcome });
      if (outcome === "done" || outcome === "failed") runSeconds.observe(durationMs / 1000);
      if (outcome === "failed") failures.inc({ code: code ?? "internal" });
    },
    noted({ kind, side, because }) {
      if (kind === "conflict") conflicts.inc();
      else if (kind === "failed") itemFailures.inc({ code: codeIn(because) });
      else if (side !== null && carried.has(kind)) changes.inc({ kind, side });
    },
    arrived: (side, ms) => latency.observe({ side }, Math.max(0, ms) / 1000),
    asked({ system, status, durationMs, throttled: isThrottled }) {
      outbound.observe({ system, status: String(status ?? 0) }, durationMs / 1000);
      if (isThrottled) throttled.inc({ system });
    },
    waited: (ms) => waits.inc(ms / 1000),
    answered: (area, status, ms) => answers.observe({ area, status: String(status) }, ms / 1000),
  };
}

const carried: ReadonlySet<HistoryEntry["kind"]> = new Set([
  ...(["created", "updated", "deleted", "undone", "invited", "cancelled"] as const),
]);

/** The code in front of a reason; sentences may hold anything and become no label. */
function codeIn(because: string): string {
  return /^([a-z][a-z-]{1,30})(:|$)/.exec(because)?.[1] ?? "other";
}
