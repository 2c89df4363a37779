import type { Clock } from "../lib/clock.ts";
import type { Metrics, System } from "./metrics.ts";

/**
 * `fetch` of which every request is counted.
 * @param systemOf whose an address is, by its origin
 */
export function watchedFetch(
  fetch: typeof globalThis.fetch,
  metrics: Pick<Metrics, "asked">,
  systemOf: (origin: string) => System,
  clock: Clock,
): typeof globalThis.fetch {
  return async (input, init) => {
    const startedMs = clock.now();
    const system = systemOf(new URL(input instanceof Request ? input.url : input).origin);
    const tell = (status: number | null, throttled: boolean): void =>
      metrics.asked({ system, status, throttled, durationMs: clock.now() - startedMs });
    try {
      const response = await fetch(input, init);
      const { status, headers } = response;
      tell(status, status === 429 || (status === 503 && headers.has("retry-after")));
      return response;
    } catch (error) {
      tell(null, false);
      throw error;
    }
  };
}
