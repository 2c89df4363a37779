import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";

/** How long the sandbox takes for an answer, in milliseconds. */
export interface Latency {
  readonly ms: number;
  set(ms: number): void;
  /** Resolves when an answer may be given: after `ms`, and one turn of the event loop at least. */
  wait(): Promise<void>;
}

/** No delay until one is set. */
export function createLatency(): Latency {
  let ms = 0;
  return {
    get ms() {
      return ms;
    },
    set: (value) => {
      ms = value;
    },
    wait: () => (ms > 0 ? delay(ms) : turn()),
  };
}
