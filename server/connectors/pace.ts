/**
 * What an ERP is spared, as its administrators decided: so many requests at once, a minute and a day,
 * and times in which nothing is sent to it. Every request of a connection passes here, whoever asks.
 */
import type { Clock } from "../lib/clock.ts";
import { ConnectorError, type Pause } from "./connector.ts";
import type { Turn } from "./http.ts";

/** How much an ERP is asked at most; what is absent is not limited. */
export interface PaceLimits {
  readonly atOnce?: number;
  readonly perMinute?: number;
  /** By day of UTC, counted since the process began. */
  readonly perDay?: number;
}

export interface PaceDeps {
  readonly clock: Clock;
  /** Must let at least `ms` of the clock pass. */
  readonly pause: (ms: number) => Promise<void>;
  /** Asked before each request: administrators decide while the server runs. */
  readonly limits: () => PaceLimits;
  /** Whether nothing may be sent now, and until when; `null`: it may. */
  readonly closed: () => Pause | null;
  /** A longer wait is not waited for: the caller comes back. Absent: 20 s. */
  readonly patienceMs?: number;
}

export interface Pace {
  /**
   * Sends one request in its turn.
   * @throws ConnectorError `throttled` with `facts.pause`, before anything was sent, where its turn
   *   comes later than anybody should wait
   */
  readonly run: Turn;
  /** Why nothing is sent now; `null`: requests go. */
  standing(): Pause | null;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const usualPatienceMs = 20_000;

export function createPace(deps: PaceDeps): Pace {
  const { clock, pause, limits, closed, patienceMs = usualPatienceMs } = deps;
  let active = 0;
  const waiting: (() => void)[] = [];
  /** When the requests of the last minute were sent, oldest first. */
  let sentAtMs: readonly number[] = [];
  let day = { startMs: 0, sent: 0 };

  const roll = (): void => {
    const nowMs = clock.now();
    // A clock that was set back must not keep times that lie ahead.
    sentAtMs = sentAtMs.filter((atMs) => atMs > nowMs - minuteMs && atMs <= nowMs);
    const startMs = nowMs - (nowMs % dayMs);
    if (startMs !== day.startMs) day = { startMs, sent: 0 };
  };

  const spentDay = (): Pause | null => {
    const { perDay } = limits();
    roll();
    if (perDay === undefined || day.sent < perDay) return null;
    return { kind: "quota", until: new Date(day.startMs + dayMs).toISOString(), reason: "" };
  };

  const standing = (): Pause | null => closed() ?? spentDay();

  /** How long until one more fits into its minute; 0: now. */
  const minuteWaitMs = (): number => {
    const { perMinute } = limits();
    roll();
    if (perMinute === undefined || sentAtMs.length < perMinute) return 0;
    return (sentAtMs[sentAtMs.length - perMinute] ?? 0) + minuteMs - clock.now();
  };

  /** In the order in which they came, so that nobody waits for ever. */
  const startNext = (): void => {
    while (waiting.length > 0 && active < (limits().atOnce ?? Infinity)) {
      active += 1;
      waiting.shift()?.();
    }
  };

  const turn = async (): Promise<void> => {
    for (;;) {
      // Asked again after each wait: a window may have begun meanwhile.
      const stop = standing();
      if (stop !== null) throw refused(stop, Date.parse(stop.until) - clock.now());
      const waitMs = minuteWaitMs();
      if (waitMs <= 0) break;
      if (waitMs > patienceMs) {
        const until = new Date(clock.now() + waitMs).toISOString();
        throw refused({ kind: "quota", until, reason: "" }, waitMs);
      }
      await pause(waitMs);
    }
    sentAtMs = [...sentAtMs, clock.now()];
    day = { ...day, sent: day.sent + 1 };
  };

  return {
    standing,
    async run(send) {
      await new Promise<void>((start) => {
        waiting.push(start);
        startNext();
      });
      try {
        await turn();
        return await send();
      } finally {
        active -= 1;
        startNext();
      }
    },
  };
}

function refused(pause: Pause, retryAfterMs: number): ConnectorError {
  const until = pause.until.slice(0, 16).replace("T", " ");
  const why =
    pause.kind === "maintenance"
      ? `The ERP is being maintained until ${until} UTC`
      : `The ERP is not asked any more before ${until} UTC, as its administrators limit how often`;
  const reason = pause.reason === "" ? `${why}.` : `${why}: ${pause.reason}`;
  return new ConnectorError("throttled", "erp", reason, { retryAfterMs, pause });
}
