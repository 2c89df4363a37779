import { causesOf } from "./causes.ts";
import { lookup } from "node:dns";
import { isIPv4, type LookupFunction } from "node:net";
import { rootCertificates } from "node:tls";

/** How requests leave this machine. */
export interface Outbound {
  /** Address of an HTTP proxy, with user and password where it asks for them; `null`: none. */
  readonly proxy: string | null;
  /** Hosts that are asked directly: names, `.endings`, addresses. Loopback always is. */
  readonly except: readonly string[];
  /** Further certificate authorities, as PEM; `null`: the usual ones alone. */
  readonly ca: string | null;
}

/**
 * What is wrong with where a name leads, as a sentence's end; `undefined`: nothing.
 * @param addresses all that it resolves to just now
 */
export type Guard = (
  to: { readonly host: string; readonly port: number },
  addresses: readonly string[],
) => string | undefined;

/** A name that leads where it may not: nothing was sent. */
export class ForbiddenAddress extends Error {
  override readonly name = "ForbiddenAddress";
}

/** The refusal of a guard among the causes of a failed request; `undefined`: it failed otherwise. */
export function refusalOf(error: unknown): ForbiddenAddress | undefined {
  for (const cause of causesOf(error)) {
    if (cause instanceof ForbiddenAddress) return cause;
  }
  return undefined;
}

/**
 * `fetch` by the way that is configured. Node's own knows neither proxies nor authorities beside the
 * usual ones; where nothing is configured it is taken as it is.
 * @param guard asked for each connection, with the very addresses of which one is connected to, so that
 *   a name cannot lead elsewhere between the look and the connection. What goes through the proxy is
 *   resolved, and judged, by the proxy.
 */
export async function outboundFetch(
  outbound: Outbound,
  guard?: Guard,
): Promise<typeof globalThis.fetch> {
  const { proxy, except, ca } = outbound;
  if (proxy === null && ca === null && guard === undefined) return globalThis.fetch;
  const { Agent, ProxyAgent, buildConnector, fetch } = await import("undici");
  const trusted = ca === null ? {} : { ca: [...rootCertificates, ca] };
  const connect: ReturnType<typeof buildConnector> = (options, callback) => {
    const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80);
    const ask = guard === undefined ? {} : { lookup: guardedLookup(port, guard) };
    buildConnector({ ...trusted, ...ask })(options, callback);
  };
  const direct = new Agent({ connect: guard === undefined ? trusted : connect });
  const by =
    proxy === null
      ? direct
      : new ProxyAgent({ uri: proxy, requestTls: trusted, proxyTls: trusted });
  const asked = async (...[input, init]: Parameters<typeof fetch>) => {
    const url = new URL(typeof input === "object" && "url" in input ? input.url : input);
    return fetch(input, { ...init, dispatcher: goesDirectly(url, except) ? direct : by });
  };
  // The library that Node's own fetch is made of: its types differ in name only.
  return asked as unknown as typeof globalThis.fetch;
}

/** Resolves a name as Node does, and gives out its addresses only where the guard lets them all pass. */
function guardedLookup(port: number, guard: Guard): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const mistake = guard(
        { host, port },
        addresses.map(({ address }) => address),
      );
      const [first] = addresses;
      if (mistake !== undefined) callback(new ForbiddenAddress(`${mistake}.`), []);
      else if (options.all === true || first === undefined) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** Whether an address is asked without the proxy. @param except as `Outbound` says */
export function goesDirectly(url: URL, except: readonly string[]): boolean {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, "");
  if (host === "localhost" || host.endsWith(".localhost") || host === "::1") return true;
  if (isIPv4(host) && host.startsWith("127.")) return true;
  return except.some((entry) => {
    const name = entry.toLowerCase();
    return name.startsWith(".") ? host.endsWith(name) : host === name;
  });
}
