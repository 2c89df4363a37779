import { BlockList, isIPv4 } from "node:net";

/**
 * Where an ERP's address, or a mail server's, may lead: the server sends secrets there and tells what
 * comes back, so an address inside its own network must be meant. A name is judged by what it says
 * when it is entered, and by what it resolves to whenever it is connected to.
 */

/** Loopback, private and shared networks; whoever runs the server may allow them host by host. */
const inside = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
] as const) {
  inside.addSubnet(network, prefix, "ipv4");
}
inside.addSubnet("::", 127, "ipv6");
inside.addSubnet("64:ff9b:1::", 48, "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fec0::", 10, "ipv6");

/** Link-local, where clouds hand out their secrets, and what is no single host. */
const forbidden = new BlockList();
forbidden.addSubnet("169.254.0.0", 16, "ipv4");
forbidden.addSubnet("224.0.0.0", 3, "ipv4");
forbidden.addSubnet("fe80::", 10, "ipv6");
forbidden.addSubnet("ff00::", 8, "ipv6");
forbidden.addAddress("fd00:ec2::254", "ipv6");
const forbiddenNames = new Set(["metadata.google.internal", "metadata"]);

/**
 * What is wrong with an ERP's address; `undefined` where it may be used.
 * @param address a web address.
 * @param allowed `host` or `host:port` of the ERPs that may lie inside, as ERP_PRIVATE_HOSTS lists them.
 */
export function mistakeOfErpAddress(
  address: string,
  allowed: readonly string[],
): string | undefined {
  const url = new URL(address);
  const host = plainHost(url.hostname);
  if (liesIn(forbidden, host) || forbiddenNames.has(host)) {
    return `leads to ${host}, which is link-local or a cloud's metadata service; nothing can allow that`;
  }
  if (!liesIn(inside, host) && !/(^|\.)localhost$/.test(host)) return undefined;
  const port = url.port === "" ? { "http:": "80", "https:": "443" }[url.protocol] : url.port;
  const isAllowed = allowed.some((entry) => {
    const [, name = "", only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    return plainHost(hostOf(name)) === host && (only === undefined || only === port);
  });
  if (isAllowed) return undefined;
  return `leads to ${url.hostname}, on loopback or in a private network; if that is meant, add ${url.host} to ERP_PRIVATE_HOSTS`;
}

/**
 * What is wrong with where a name leads just now; `undefined` where it may be connected to. One address
 * that is wrong is enough: whoever owns the name could give out the others as a cover.
 * @param addresses all that it resolves to
 * @param allowed as in `mistakeOfErpAddress`; a name that is listed may lead inside, but nothing may
 *   lead to a cloud's metadata service
 */
export function mistakeOfResolved(
  { host, port }: { readonly host: string; readonly port: number },
  addresses: readonly string[],
  allowed: readonly string[],
): string | undefined {
  const name = plainHost(hostOf(host));
  const isNamed = allowed.some((entry) => {
    const listed = entry.toLowerCase();
    return listed === name || listed === `${name}:${port}`;
  });
  const isWrong = (address: string): boolean => {
    const shown = address.includes(":") ? `[${address}]` : address;
    const leave = isNamed ? [shown] : allowed;
    return mistakeOfErpAddress(`http://${shown}:${port}`, leave) !== undefined;
  };
  if (!addresses.some(isWrong)) return undefined;
  return `${host} leads into a network that is closed to it; if that is meant, whoever runs the server can open it`;
}

/** The host as `URL` spells it, which knows every way to write an IPv4 address. */
function hostOf(name: string): string {
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : name;
}

/** Without brackets and final dot; an IPv6 address that stands for an IPv4 one becomes that. */
function plainHost(hostname: string): string {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  return host.includes(":") ? (embeddedIpv4(host) ?? host) : host;
}

/** The IPv4 address inside a mapped, compatible, NAT64 or 6to4 one. `URL` has spelled it in groups. */
function embeddedIpv4(ipv6: string): string | undefined {
  const [head = "", tail] = ipv6.split("::");
  const groups = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const [first, last] = [groups(head), groups(tail ?? "")];
  const all = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
  const prefix = all.slice(0, 6).join();
  const [high = 0, low = 0] = all[0] === 0x2002 ? all.slice(1, 3) : all.slice(6);
  const holdsOne =
    all[0] === 0x2002 ||
    ["0,0,0,0,0,65535", "0,0,0,0,65535,0", "100,65435,0,0,0,0"].includes(prefix) ||
    (prefix === "0,0,0,0,0,0" && high !== 0);
  return holdsOne ? [high >> 8, high & 255, low >> 8, low & 255].join(".") : undefined;
}

function liesIn(list: BlockList, host: string): boolean {
  if (isIPv4(host)) return list.check(host, "ipv4");
  return host.includes(":") && list.check(host, "ipv6");
}
