/** The only source of time. Decisions take `now` as an argument; whoever acts asks this clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved: tests and the sandbox own one. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
}

/** A clock that shows `startMs` until `advance` moves it. */
export function manualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/**
 * Watches for a clock that is set back: what was planned by its old time would wait that much longer.
 * @returns a function that answers by how many ms it was set back since the last call; 0: it was not.
 */
export function setBackWatch(clock: Clock): () => number {
  let lastMs = clock.now();
  return () => {
    const nowMs = clock.now();
    const backMs = Math.max(0, lastMs - nowMs);
    lastMs = nowMs;
    return backMs;
  };
}

/** A running clock that can be put forward: what the sandbox shows while a person plays with it. */
export function shiftedClock(base: Clock = systemClock): ManualClock {
  let shiftMs = 0;
  return {
    now: () => base.now() + shiftMs,
    advance: (ms) => {
      shiftMs += ms;
    },
  };
}
