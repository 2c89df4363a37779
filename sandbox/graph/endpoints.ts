/**
 * What becomes of an endpoint that answers slowly. Graph looks at its answers of the last ten minutes:
 * too many slow ones make it *slow*, its notifications wait; more still make it *drop*, its
 * notifications are lost. It leaves either state as soon as its share of slow answers is below the
 * threshold again. The versions of `change-notifications-delivery-webhooks.md` differ in the figures.
 */
import type { Switches } from "./switches.ts";
import { createWindow } from "./window.ts";

const minuteMs = 60_000;
const windowMs = 10 * minuteMs;

interface Rule {
  /** Answers that take so long count as slow for the slow state. */
  readonly slowMs: number;
  /** The same for the drop state. */
  readonly dropMs: number;
  readonly slowPercent: number;
  readonly dropPercent: number;
  /** Whether the share itself is enough, or only more than it. */
  readonly inclusive: boolean;
  /** Fewer answers in the window prove nothing. */
  readonly answersMin: number;
  /** How long the notifications of a slow endpoint wait. */
  readonly delayMs: number;
  /** Who has not answered by then has not taken the notification. */
  readonly patienceMs: number;
}

const endpointRules: Readonly<Record<Switches["slowEndpoint"], Rule>> = {
  tenSeconds: {
    ...{ slowMs: 10_000, dropMs: 10_000, slowPercent: 10, dropPercent: 15, inclusive: false },
    ...{ answersMin: 1, delayMs: 10_000, patienceMs: 10_000 },
  },
  hundredAnswers: {
    ...{ slowMs: 2900, dropMs: 2900, slowPercent: 10, dropPercent: 15, inclusive: true },
    ...{ answersMin: 100, delayMs: 10 * minuteMs, patienceMs: 3000 },
  },
  threeSeconds: {
    ...{ slowMs: 3000, dropMs: 10_000, slowPercent: 10, dropPercent: 15, inclusive: false },
    ...{ answersMin: 1, delayMs: 10 * minuteMs, patienceMs: 10_000 },
  },
};

export type EndpointState = "normal" | "slow" | "drop";

export interface Endpoints {
  /** Remembers how long an endpoint took. */
  answered(url: string, tookMs: number, now: number): void;
  stateOf(url: string, now: number): EndpointState;
  /** How long a new notification for it waits. */
  delayMs(url: string, now: number): number;
  /** How long Graph waits for an answer. */
  patienceMs(): number;
  /** Those that Graph has something against. */
  list(now: number): { readonly endpoint: string; readonly state: EndpointState }[];
  clear(): void;
}

/** The query tells subscriptions apart, not endpoints. */
const endpointOf = (url: string) => url.replace(/[?#].*$/, "");

const counter = () => createWindow(Number.POSITIVE_INFINITY, windowMs);

/** The answers of an endpoint in the last ten minutes: all, and those as slow as each threshold. */
function createAnswers() {
  const all = counter();
  const thresholds = Object.values(endpointRules).flatMap(({ slowMs, dropMs }) => [slowMs, dropMs]);
  const slower = new Map(thresholds.map((threshold) => [threshold, counter()]));
  return {
    add(tookMs: number, now: number): void {
      all.add(1, now);
      for (const [threshold, window] of slower) if (tookMs >= threshold) window.add(1, now);
    },
    count: (now: number) => all.total(now),
    slowerThan: (threshold: number, now: number) => slower.get(threshold)?.total(now) ?? 0,
  };
}

export function createEndpoints(switches: Pick<Switches, "slowEndpoint">): Endpoints {
  const known = new Map<string, ReturnType<typeof createAnswers>>();

  function stateOf(url: string, now: number): EndpointState {
    const rule = endpointRules[switches.slowEndpoint];
    const answers = known.get(endpointOf(url));
    const count = answers?.count(now) ?? 0;
    if (answers === undefined || count < rule.answersMin) return "normal";
    const exceeds = (percent: number, threshold: number) => {
      const slow = answers.slowerThan(threshold, now);
      const share = (100 * slow) / count;
      return slow > 0 && (rule.inclusive ? share >= percent : share > percent);
    };
    if (exceeds(rule.dropPercent, rule.dropMs)) return "drop";
    return exceeds(rule.slowPercent, rule.slowMs) ? "slow" : "normal";
  }

  return {
    answered(url, tookMs, now) {
      const endpoint = endpointOf(url);
      const answers = known.get(endpoint) ?? createAnswers();
      known.set(endpoint, answers);
      answers.add(tookMs, now);
    },
    stateOf,
    delayMs: (url, now) =>
      stateOf(url, now) === "slow" ? endpointRules[switches.slowEndpoint].delayMs : 0,
    patienceMs: () => endpointRules[switches.slowEndpoint].patienceMs,
    list: (now) =>
      [...known.keys()]
        .map((endpoint) => ({ endpoint, state: stateOf(endpoint, now) }))
        .filter(({ state }) => state !== "normal"),
    clear: () => known.clear(),
  };
}
