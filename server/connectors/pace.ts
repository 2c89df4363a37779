/**
 * What an ERP is spared, as its administrators decided: so many requests at once, a minute and a day,
 * and times in which nothing is sent to it. Every request of a connection passes here, whoever asks; what
 * a person waits for goes before what syncing has waiting.
 */
import type { Clock } from "../lib/clock.ts";
import { patienceNow, type Patience } from "../lib/waits.ts";
import { ConnectorError, type Pause } from "./port/connector-error.ts";
import type { Turn } from "./http.ts";

/** How much an ERP is asked at most; what is absent is not limited. */
export interface PaceLimits {
  readonly atOnce?: number;
  readonly perMinute?: number;
  /** By day of UTC. */
  readonly perDay?: number;
}

/** What was sent on a day of UTC. */
export interface DayCount {
  /** Ms since the epoch. */
  readonly startMs: number;
  readonly sent: number;
}

export interface PaceDeps {
  readonly clock: Clock;
  /** Must let at least `ms` of the clock pass. */
  readonly pause: (ms: number) => Promise<void>;
  /** Asked before each request: administrators decide while the server runs. */
  readonly limits: () => PaceLimits;
  /** Whether nothing may be sent now, and until when; `null`: it may. */
  readonly closed: () => Pause | null;
  /** Outlives the process, so that a restart grants no second quota; absent: nothing does. */
  readonly tally?: { read(): DayCount; keep(count: DayCount): void };
  /** A longer wait is waited for by syncing alone, whose work may stand still. Absent: 20 s. */
  readonly patienceMs?: number;
}

export interface Pace {
  /**
   * Sends one request in its turn. Work that may stand still (`lib/waits.ts`) waits for it some minutes.
   * @throws ConnectorError `throttled` with `facts.pause`, before anything was sent, where its turn
   *   comes later than anybody should wait
   */
  readonly run: Turn;
  /** The same for a request that a person waits for. */
  readonly runFirst: Turn;
  /** Why nothing is sent now; `null`: requests go. */
  standing(): Pause | null;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const usualPatienceMs = 20_000;
/** After so many requests of people in a row one of syncing goes, so that it always gets on. */
const inRowMax = 4;
/** The part of a minute's requests that syncing leaves to people, who come when it is spent. */
const peoplesShare = 1 / 5;
/**
 * Nothing waits for longer: what a run has claimed (`meeting-claims.ts`) must not grow old over it, and
 * those that come back later keep no run open meanwhile.
 */
const longestWaitMs = 3 * minuteMs;
/** So often who waits is looked at: a window may begin meanwhile, or a limit be taken back. */
const lookAgainMs = 5_000;
/** The part of a day's requests that is counted ahead: so often a day the count is stored at most. */
const aheadShare = 1 / 100;

type Asker = "people" | "syncing";
const askers = ["people", "syncing"] as const;

interface Waiting {
  readonly start: () => void;
  readonly refuse: (error: ConnectorError) => void;
  /** Of whose work it is, which may stand still; `undefined`: somebody waits for the answer. */
  readonly patience: Patience | undefined;
  /** What was told of its wait, until when, and how that is taken back. */
  told: { readonly untilMs: number; readonly over: () => void } | null;
}

export function createPace(deps: PaceDeps): Pace {
  const { clock, pause, limits, closed, patienceMs = usualPatienceMs } = deps;
  const waiting: Record<Asker, Waiting[]> = { people: [], syncing: [] };
  let active = 0;
  let inRow = 0;
  let wakesAtMs = Infinity;
  /** When the requests of the last minute were sent, oldest first, and for whom. */
  let lately: readonly { readonly atMs: number; readonly by: Asker }[] = [];
  let day: DayCount = { startMs: 0, sent: 0 };
  let kept = 0;

  const roll = (): void => {
    const nowMs = clock.now();
    // A clock that was set back must not keep times that lie ahead.
    lately = lately.filter(({ atMs }) => atMs > nowMs - minuteMs && atMs <= nowMs);
    const startMs = nowMs - (nowMs % dayMs);
    if (startMs !== day.startMs) [day, kept] = [{ startMs, sent: 0 }, 0];
    const before = deps.tally?.read();
    if (before?.startMs !== startMs || before.sent <= kept) return;
    kept = before.sent;
    day = { startMs, sent: Math.max(day.sent, kept) };
  };

  const count = (by: Asker): void => {
    const { perMinute, perDay } = limits();
    if (perMinute !== undefined) lately = [...lately, { atMs: clock.now(), by }];
    day = { ...day, sent: day.sent + 1 };
    keep(perDay);
  };

  /** Stored ahead and now and then: after a crash a little too much counts as sent, never too little. */
  const keep = (perDay: number | undefined): void => {
    if (perDay === undefined || day.sent <= kept) return;
    kept = Math.max(day.sent, Math.min(perDay, day.sent + Math.floor(perDay * aheadShare)));
    deps.tally?.keep({ ...day, sent: kept });
  };

  const spentDay = (): Pause | null => {
    const { perDay } = limits();
    roll();
    // The limit may be of today, and spent before it was set.
    keep(perDay);
    if (perDay === undefined || day.sent < perDay) return null;
    return { kind: "quota", until: new Date(day.startMs + dayMs).toISOString(), reason: "" };
  };

  const standing = (): Pause | null => closed() ?? spentDay();

  /** How long until one more fits into its minute; 0: now. */
  const minuteWaitMs = (by: Asker): number => {
    const { perMinute } = limits();
    roll();
    if (perMinute === undefined) return 0;
    const after = (sent: typeof lately, most: number): number => {
      const oldest = sent[sent.length - most];
      return sent.length < most ? 0 : (oldest?.atMs ?? 0) + minuteMs - clock.now();
    };
    const waitMs = after(lately, perMinute);
    if (by === "people") return waitMs;
    const own = lately.filter((one) => one.by === "syncing");
    return Math.max(waitMs, after(own, syncingsPart(perMinute)));
  };

  const refuse = (by: Asker, left: readonly Waiting[], stop: Pause): void => {
    const error = refused(stop, Date.parse(stop.until) - clock.now());
    waiting[by] = waiting[by].filter((one) => !left.includes(one));
    for (const one of left) {
      one.told?.over();
      one.refuse(error);
    }
  };

  const quotaUntil = (untilMs: number): Pause => {
    return { kind: "quota", until: new Date(untilMs).toISOString(), reason: "" };
  };

  /** Tells the work of each that it stands still, and refuses those for whom it would be for too long. */
  const keepWaiting = (by: Asker, waitMs: number): void => {
    const nextMs = clock.now() + waitMs;
    const part = syncingsPart(limits().perMinute ?? Infinity);
    const turnMs = (at: number): number => nextMs + Math.floor(at / part) * minuteMs;
    const lastMs = clock.now() + longestWaitMs;
    const impatient = waiting[by].filter(({ patience }) => patience === undefined);
    refuse(by, impatient, quotaUntil(nextMs));
    const tooLong = waiting[by].filter((one, at) => one.told === null && turnMs(at) > lastMs);
    refuse(by, tooLong, quotaUntil(turnMs(waiting[by].length - tooLong.length)));
    for (const [at, one] of [...waiting[by].entries()]) {
      // What was told of it holds, unless that is over and others went first.
      if (one.patience === undefined || (one.told?.untilMs ?? 0) > clock.now()) continue;
      one.told?.over();
      const untilMs = turnMs(at);
      const giveUp = (): void => refuse(by, [one], quotaUntil(untilMs));
      one.told = { untilMs, over: one.patience.waits(untilMs, giveUp) };
    }
  };

  /** Who is next of those whose request may be sent now. */
  const nextOf = (ready: readonly Asker[]): Asker | undefined => {
    if (ready.length < askers.length) return ready[0];
    return inRow < inRowMax ? "people" : "syncing";
  };

  /** Of each kind in the order in which they came, so that nobody waits for ever. */
  const startNext = (): void => {
    for (;;) {
      const there = askers.filter((by) => waiting[by].length > 0);
      if (there.length === 0) return;
      // Asked again before each: a window may have begun meanwhile.
      const stop = standing();
      for (const by of there) {
        const waitMs = minuteWaitMs(by);
        if (stop !== null) refuse(by, waiting[by], stop);
        else if (waitMs > patienceMs) keepWaiting(by, waitMs);
      }
      const left = there.filter((by) => waiting[by].length > 0);
      if (left.length === 0 || active >= (limits().atOnce ?? Infinity)) return;
      const by = nextOf(left.filter((one) => minuteWaitMs(one) <= 0));
      if (by === undefined) {
        wakeIn(Math.min(lookAgainMs, ...left.map(minuteWaitMs)));
        return;
      }
      inRow = by === "people" && waiting.syncing.length > 0 ? inRow + 1 : 0;
      active += 1;
      count(by);
      const next = waiting[by].shift();
      next?.told?.over();
      next?.start();
    }
  };

  const wakeIn = (waitMs: number): void => {
    const atMs = clock.now() + waitMs;
    if (atMs >= wakesAtMs) return;
    wakesAtMs = atMs;
    void pause(waitMs).then(() => {
      wakesAtMs = Infinity;
      startNext();
    });
  };

  const turnOf =
    (by: Asker): Turn =>
    async (send) => {
      const patience = by === "syncing" ? patienceNow() : undefined;
      await new Promise<void>((start, refuse) => {
        waiting[by].push({ start, refuse, patience, told: null });
        startNext();
      });
      try {
        return await send();
      } finally {
        active -= 1;
        startNext();
      }
    };

  return { standing, run: turnOf("syncing"), runFirst: turnOf("people") };
}

/** Of so many requests a minute; where there are two, one is left to people. */
function syncingsPart(perMinute: number): number {
  if (perMinute === 1 || perMinute === Infinity) return perMinute;
  return perMinute - Math.max(1, Math.floor(perMinute * peoplesShare));
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
