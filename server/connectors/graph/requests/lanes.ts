/**
 * Pacing. Outlook allows an app four requests at a time on one mailbox (facts.md 3.3), and the parts
 * of a `$batch` count. Each mailbox has a lane of four places; whoever asks waits in line, so that
 * nothing starves and no mailbox ever waits for another.
 */
import type { Clock } from "../../../lib/clock.ts";
import { ConnectorError } from "../../port/connector-error.ts";

export const placesPerMailbox = 4;

export interface Lanes {
  /**
   * Runs `task` in `places` places of the mailbox's lane, once they are free and the lane is rested.
   * @throws ConnectorError `throttled` when the lane must rest for longer than anybody should wait.
   */
  run<T>(mailbox: string, places: number, task: () => Promise<T>): Promise<T>;
  /** Nothing starts on this mailbox for `ms`: the service asked for it. */
  rest(mailbox: string, ms: number): void;
}

export interface LaneDeps {
  readonly clock: Clock;
  /** Must let at least `ms` of the clock pass. */
  readonly pause: (ms: number) => Promise<void>;
  /** A longer rest is not waited for: the caller does something else until then. */
  readonly patienceMs: number;
}

interface Lane {
  free: number;
  restUntilMs: number;
  readonly waiting: { readonly places: number; readonly start: () => void }[];
}

export function createLanes({ clock, pause, patienceMs }: LaneDeps): Lanes {
  const lanes = new Map<string, Lane>();

  function laneOf(mailbox: string): Lane {
    const lane = lanes.get(mailbox) ?? { free: placesPerMailbox, restUntilMs: 0, waiting: [] };
    lanes.set(mailbox, lane);
    return lane;
  }

  /** Strictly in order of arrival: a batch at the head is not overtaken for ever by single requests. */
  function startNext(lane: Lane): void {
    for (let next = lane.waiting[0]; next && next.places <= lane.free; next = lane.waiting[0]) {
      lane.waiting.shift();
      lane.free -= next.places;
      next.start();
    }
  }

  async function rested(lane: Lane): Promise<void> {
    for (;;) {
      const restMs = lane.restUntilMs - clock.now();
      if (restMs <= 0) return;
      if (restMs > patienceMs) {
        const reason = "Microsoft 365 asked us to leave this mailbox alone for a while.";
        throw new ConnectorError("throttled", "microsoft", reason, { retryAfterMs: restMs });
      }
      await pause(restMs);
    }
  }

  return {
    async run(mailbox, places, task) {
      const lane = laneOf(mailbox);
      await new Promise<void>((start) => {
        lane.waiting.push({ places, start });
        startNext(lane);
      });
      try {
        await rested(lane);
        return await task();
      } finally {
        lane.free += places;
        startNext(lane);
        // Ten thousand mailboxes pass through here: an idle lane that owes no rest is forgotten.
        const idle = lane.free === placesPerMailbox && lane.restUntilMs <= clock.now();
        if (idle && lanes.get(mailbox) === lane) lanes.delete(mailbox);
      }
    },
    rest(mailbox, ms) {
      const lane = laneOf(mailbox);
      lane.restUntilMs = Math.max(lane.restUntilMs, clock.now() + ms);
    },
  };
}
