/**
 * What stands for the network: every request and every reply takes its own time on the way, and some
 * never arrive. Nothing here knows what a request means.
 */
import type { ManualClock } from "../../../server/lib/clock.ts";
import { LOST_REPLY, NO_REPLY } from "../../../sandbox/control/faults.ts";
import type { WireHandler, WireRequest, WireResponse } from "../../../sandbox/wire.ts";
import { checked } from "../../conformance/graph-schema.ts";
import { chance } from "./chance.ts";
import { targetOf, type Strikes } from "./faults.ts";
import { addresses, type Outside } from "./outside.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How long the server waits for an answer that never comes. */
const patienceMs = 30_000;

export interface Wire {
  /** The network of one process: once `alive` says no, nothing comes back any more. */
  readonly fetchOf: (alive: () => boolean, crash: () => void) => typeof globalThis.fetch;
  readonly requests: () => number;
  /** What was not as Microsoft Graph does it. */
  readonly deviations: readonly string[];
}

export interface WireDeps {
  readonly seed: number;
  readonly clock: ManualClock;
  readonly time: VirtualTime;
  readonly outside: () => Outside;
  readonly strikes: Strikes;
  /** Sees each request that changes something as it is served. */
  readonly between: (
    request: WireRequest,
    pass: () => Promise<WireResponse>,
  ) => Promise<WireResponse>;
  readonly trace: (line: string) => void;
}

export function createWire({ seed, time, outside, strikes, between, trace }: WireDeps): Wire {
  const deviations: string[] = [];
  let sent = 0;

  const graph = checked((request) => outside().graph.handle(request));
  const serve: WireHandler = (request) => {
    if (request.headers["host"] === new URL(addresses.erp).host) {
      return outside().erp.handle(request);
    }
    return graph(request).catch((error: unknown) => {
      deviations.push(String(error));
      throw error;
    });
  };

  /** Most are quick; some take so long that others overtake them. */
  const delayMs = (leg: string, nth: number): number => {
    const share = chance(seed, leg, nth);
    return share < 0.9 ? Math.ceil(share * 50) : Math.ceil((share - 0.9) * 30_000);
  };

  const fetchOf: Wire["fetchOf"] = (alive, crash) => (input, init) =>
    new Promise((resolve, reject) => {
      if (!alive()) return;
      const nth = ++sent;
      const request = requestOf(input, init);
      const target = targetOf(request.method, request.url);
      const fault = target === undefined ? undefined : strikes.next(target);
      const says = (what: string) => trace(`${nth} ${request.method} ${request.url} ${what}`);
      const answer = (ms: number, happen: () => void) =>
        time.in(ms, () => {
          if (alive()) happen();
        });
      const giveUp = (ms: number) =>
        answer(ms, () => {
          says("was given up");
          reject(new DOMException("The operation was aborted due to timeout.", "TimeoutError"));
        });

      if (fault === "crash before") {
        crash();
        return;
      }
      const late = fault === "late";
      if (late) giveUp(patienceMs);
      time.in(delayMs("there", nth) + (late ? patienceMs + 5_000 : 0), () => {
        if (fault === "crash after") crash();
        const served = between(request, () => serve(request));
        served.then(
          (response) => {
            says(String(response.status));
            if (late) return;
            if (response.status === NO_REPLY) giveUp(patienceMs);
            else if (response.status === LOST_REPLY) {
              answer(0, () => reject(new TypeError("fetch failed: the connection was closed")));
            } else answer(delayMs("back", nth), () => resolve(replyOf(response)));
          },
          (error: unknown) => reject(error as Error),
        );
      });
    });

  return { fetchOf, deviations, requests: () => sent };
}

function requestOf(input: RequestInfo | URL, init: RequestInit | undefined): WireRequest {
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = { host: url.host, ...Object.fromEntries(new Headers(init?.headers)) };
  const request = { method: init?.method ?? "GET", url: url.pathname + url.search, headers };
  return typeof init?.body === "string" ? { ...request, body: init.body } : request;
}

/** As much of a `Response` as anybody reads: the real one reads its text over several turns. */
function replyOf({ status, headers, body }: WireResponse): Response {
  const reply = { status, ok: status < 300, headers: new Headers(headers) };
  return { ...reply, text: async () => String(body) } as Response;
}
