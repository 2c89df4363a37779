import { isIPv4 } from "node:net";
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
 * `fetch` by the way that is configured. Node's own knows neither proxies nor authorities beside the
 * usual ones; where nothing is configured it is taken as it is.
 */
export async function outboundFetch(outbound: Outbound): Promise<typeof globalThis.fetch> {
  const { proxy, except, ca } = outbound;
  if (proxy === null && ca === null) return globalThis.fetch;
  const { Agent, ProxyAgent, fetch } = await import("undici");
  const trusted = ca === null ? {} : { ca: [...rootCertificates, ca] };
  const direct = new Agent({ connect: trusted });
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
