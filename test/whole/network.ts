/** What stands between the server and everything outside it instead of a network. */
import type { ManualClock } from "../../server/lib/clock.ts";
import type { Addresses } from "../../sandbox/addresses.ts";
import { LOST_REPLY, NO_REPLY } from "../../sandbox/control/faults.ts";
import type { Deliver } from "../../sandbox/post.ts";
import type { WireHandler, WireRequest, WireResponse } from "../../sandbox/wire.ts";
import { checked, graphReference } from "../conformance/graph-schema.ts";

/** How long the server waits for an answer that never comes. */
const patienceMs = 30_000;

export interface Network {
  /** The server's: leads to the sandbox and nowhere else. */
  readonly fetch: typeof globalThis.fetch;
  /** The sandbox's: posts to the server, or to nobody while that is down. */
  readonly deliver: Deliver;
  /** Stands between the server and everything outside; a test may replace it. */
  between: Between;
  /** Whether anything is on its way. */
  readonly busy: () => boolean;
  /** What was not as Microsoft Graph does it, requests, answers and notifications alike. */
  readonly deviations: readonly string[];
  /** What was posted to the server: address and body. */
  readonly posts: readonly Post[];
}

/** `pass` hands the request on; whoever does not call it keeps it from arriving. */
export type Between = (
  request: WireRequest,
  pass: () => Promise<WireResponse>,
) => Promise<WireResponse>;

export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` where nobody answered. */
  readonly status: number | undefined;
}

export interface NetworkDeps {
  readonly addresses: Addresses;
  readonly clock: ManualClock;
  readonly sandbox: () => { readonly handle: WireHandler; readonly handleErp: WireHandler };
  /** Where the server listens on loopback; `undefined` while it is down. */
  readonly serverPort: () => number | undefined;
}

export function createNetwork({ addresses, clock, sandbox, serverPort }: NetworkDeps): Network {
  const deviations: string[] = [];
  const posts: Post[] = [];
  let under = 0;

  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    under++;
    try {
      return await work();
    } finally {
      under--;
    }
  };

  /** A deviation must fail the test although the server would take it for an outage. */
  const graphAsItIs = checked(async (request) => sandbox().handle(request));
  const outside: WireHandler = async (request) => {
    try {
      return await graphAsItIs(request);
    } catch (error) {
      deviations.push(error instanceof Error ? error.message : String(error));
      throw error;
    }
  };

  const route = (url: URL): WireHandler => {
    if (url.origin === addresses.erp) return (request) => sandbox().handleErp(request);
    const known = [addresses.signIn, addresses.graph].map((address) => new URL(address).origin);
    if (known.includes(url.origin)) return outside;
    throw new TypeError(`fetch failed: there is no ${url.origin} in this world`);
  };

  const answered = ({ status, headers, body }: WireResponse): Response => {
    if (status === LOST_REPLY) throw new TypeError("fetch failed: the connection was closed");
    if (status === NO_REPLY) {
      clock.advance(patienceMs);
      throw new DOMException("The operation was aborted due to timeout.", "TimeoutError");
    }
    const content = body.length === 0 || status === 204 ? null : Buffer.from(body);
    return new Response(content, { status, headers: { ...headers } });
  };

  const network: Network = {
    deviations,
    posts,
    between: (_request, pass) => pass(),
    busy: () => under > 0,
    fetch: (input, init) =>
      counted(async () => {
        const url = new URL(input instanceof Request ? input.url : input);
        const body = typeof init?.body === "string" ? init.body : undefined;
        const handle = route(url);
        const request: WireRequest = {
          method: init?.method ?? "GET",
          url: url.pathname + url.search,
          headers: { host: url.host, ...Object.fromEntries(new Headers(init?.headers)) },
          ...(body === undefined ? {} : { body }),
        };
        return answered(await network.between(request, () => handle(request)));
      }),
    deliver: (url, body, headers) =>
      counted(async () => {
        const { origin, pathname, search } = new URL(url);
        if (origin !== addresses.product) throw new Error(`nobody is at ${origin}`);
        if (pathname === "/api/notifications/graph" && body !== "") {
          deviations.push(...(graphReference()?.validateNotification(JSON.parse(body)) ?? []));
        }
        const port = serverPort();
        const post = { url, body, headers, status: undefined };
        if (port === undefined) {
          posts.push(post);
          throw new Error("the server is down");
        }
        const address = `http://127.0.0.1:${port}${pathname}${search}`;
        const response = await fetch(address, { method: "POST", body, headers });
        posts.push({ ...post, status: response.status });
        return { status: response.status, body: await response.text() };
      }),
  };
  return network;
}
