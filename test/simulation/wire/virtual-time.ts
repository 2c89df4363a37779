/**
 * Time that passes only when nothing else can happen. Whatever waits is a future moment; moments come
 * in the order of their time, and each one's consequences are worked off before the next.
 */
import type { ManualClock } from "../../../server/lib/clock.ts";

export interface VirtualTime {
  /** Runs `happen` when `ms` have passed. */
  in(ms: number, happen: () => void): void;
  readonly sleep: (ms: number) => Promise<void>;
  /** When the next moment comes, ms since the epoch; `null` when nothing waits. */
  nextAt(): number | null;
  /** Moves the clock to the next moment and lets it happen. @returns false when nothing waits. */
  step(): Promise<boolean>;
  /** Everything that can happen at this moment happens. */
  readonly rest: () => Promise<void>;
}

interface Moment {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => void;
}

export function virtualTime(clock: ManualClock): VirtualTime {
  const moments: Moment[] = [];
  let made = 0;

  /** Nothing in the simulation waits for a thread or a socket: one turn and all promises are done. */
  const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  const time: VirtualTime = {
    rest,
    in(ms, happen) {
      const moment = { atMs: clock.now() + ms, order: made++, happen };
      const later = moments.findIndex(({ atMs }) => atMs > moment.atMs);
      moments.splice(later === -1 ? moments.length : later, 0, moment);
    },
    sleep: (ms) => new Promise((resolve) => time.in(ms, resolve)),
    nextAt: () => moments[0]?.atMs ?? null,
    async step() {
      const moment = moments.shift();
      if (moment === undefined) return false;
      clock.advance(Math.max(0, moment.atMs - clock.now()));
      moment.happen();
      await rest();
      return true;
    },
  };
  return time;
}
