import type { Clock } from "../lib/clock.ts";
import { untraced, type Trace } from "../lib/trace.ts";
import type { Metrics, System } from "./metrics.ts";

/**
 * `fetch` of which every request is counted and followed. Nothing of the address but its host is told:
 * paths hold ids of people and items.
 * @param systemOf whose an address is, by its origin
 */
export function watchedFetch(
  fetch: typeof globalThis.fetch,
  metrics: Pick<Metrics, "asked">,
  systemOf: (origin: string) => System,
  clock: Clock,
  trace: Trace = untraced,
): typeof globalThis.fetch {
  const counted = async (
    system: System,
    [input, init]: Parameters<typeof globalThis.fetch>,
  ): Promise<Response> => {
    const startedMs = clock.now();
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
  return (...asked) => {
    const [input, init] = asked;
    const { origin, host } = new URL(input instanceof Request ? input.url : input);
    const system = systemOf(origin);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    const facts = { "server.address": host, "http.request.method": method };
    return trace({ name: `ask ${system}`, kind: "client", facts }, async (tell) => {
      const response = await counted(system, asked);
      tell({ "http.response.status_code": response.status });
      return response;
    });
  };
}
