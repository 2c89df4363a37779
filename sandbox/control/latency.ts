/** How long the sandbox takes for an answer, in milliseconds; whoever owns the socket waits. */
export interface Latency {
  readonly ms: number;
  set(ms: number): void;
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
  };
}
