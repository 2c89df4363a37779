/** What stands between the server and the sandbox in place of a network: it counts, and it forwards. */
import type { Addresses } from "../../sandbox/addresses.ts";
import type { Deliver } from "../../sandbox/post.ts";
import type { WireHandler, WireRequest } from "../../sandbox/wire.ts";

export interface Exchange {
  readonly side: "graph" | "erp" | "signIn";
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly requestBody: string;
  readonly status: number;
  /** When its answer was complete, ms of `performance.now()`. */
  readonly atMs: number;
}

export interface Traffic {
  readonly fetch: typeof globalThis.fetch;
  readonly deliver: Deliver;
  readonly exchanges: readonly Exchange[];
  /** Requests of one side since `forget`, those that match. */
  count(side: Exchange["side"], matches?: (exchange: Exchange) => boolean): number;
  forget(): void;
  busy(): boolean;
  /** Called with each answer, before the server has it. */
  watch: (exchange: Exchange) => void;
}

export interface TrafficDeps {
  readonly addresses: Addresses;
  readonly sandbox: () => { readonly handle: WireHandler; readonly handleErp: WireHandler };
  /** Where the server listens on loopback. */
  readonly serverPort: () => number;
}

export function createTraffic({ addresses, sandbox, serverPort }: TrafficDeps): Traffic {
  let exchanges: Exchange[] = [];
  let under = 0;

  const sideOf = (origin: string): Exchange["side"] => {
    if (origin === addresses.erp) return "erp";
    if (origin === new URL(addresses.graph).origin) return "graph";
    if (origin === new URL(addresses.signIn).origin) return "signIn";
    throw new TypeError(`fetch failed: there is no ${origin} here`);
  };

  const traffic: Traffic = {
    get exchanges() {
      return exchanges;
    },
    watch: () => undefined,
    count: (side, matches = () => true) =>
      exchanges.filter((one) => one.side === side && matches(one)).length,
    forget: () => {
      exchanges = [];
    },
    busy: () => under > 0,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const side = sideOf(url.origin);
      const requestBody = typeof init?.body === "string" ? init.body : "";
      const request: WireRequest = {
        method: init?.method ?? "GET",
        url: url.pathname + url.search,
        headers: { host: url.host, ...Object.fromEntries(new Headers(init?.headers)) },
        ...(requestBody === "" ? {} : { body: requestBody }),
      };
      under++;
      try {
        const handle = side === "erp" ? sandbox().handleErp : sandbox().handle;
        const { status, headers, body } = await handle(request);
        const { method, url: asked } = request;
        const exchange = { side, method, url: asked, requestBody, status, atMs: performance.now() };
        exchanges.push(exchange);
        traffic.watch(exchange);
        const content = body.length === 0 || status === 204 ? null : Buffer.from(body);
        return new Response(content, { status, headers: { ...headers } });
      } finally {
        under--;
      }
    },
    deliver: async (url, body, headers) => {
      const { pathname, search } = new URL(url);
      const address = `http://127.0.0.1:${serverPort()}${pathname}${search}`;
      const response = await fetch(address, { method: "POST", body, headers });
      return { status: response.status, body: await response.text() };
    },
  };
  return traffic;
}
