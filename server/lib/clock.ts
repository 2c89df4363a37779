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
