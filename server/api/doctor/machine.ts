import { statfs } from "node:fs/promises";
import { StoreError, type Store } from "../../store/store.ts";
import type { SecretsTally } from "../../auth/rotation.ts";
import { soon, well, wrong, type Found } from "./finding.ts";

/** What of the configuration is allowed and still deserves a word. */
export interface SetUp {
  readonly production: boolean;
  readonly publicUrl: string;
  readonly host: string;
  readonly trustProxyHops: number;
  readonly logLevel: string;
}

export function lookAtConfiguration(setUp: SetUp): readonly Found[] {
  const behindProxy = /^(127\.|localhost$|::1$)/.test(setUp.host);
  const found = [
    ...(setUp.production
      ? []
      : [soon("NODE_ENV is not production.", "Leave it out, unless this is a trial.")]),
    ...(behindProxy && setUp.trustProxyHops === 0 && setUp.publicUrl.startsWith("https:")
      ? [
          soon(
            "The server listens on loopback and believes no proxy: all people count as one address.",
            "Set TRUST_PROXY_HOPS to the number of proxies in front (1).",
          ),
        ]
      : []),
    ...(setUp.logLevel === "silent" || setUp.logLevel === "error"
      ? [
          soon(
            `LOG_LEVEL is ${setUp.logLevel}: who asks for help has nothing to show.`,
            "Set it to info.",
          ),
        ]
      : []),
  ];
  return found.length > 0 ? found : [well("The configuration is complete.")];
}

/** Reads what every start reads, and writes nothing. */
export async function lookAtStore(store: Store): Promise<readonly Found[]> {
  try {
    const scopes = await store.scopes("mailbox");
    return [well(`The store answers. Mailboxes: ${scopes.length}.`)];
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return [wrong(error.message, "See that the server's account may read and write DATA_DIR.")];
  }
}

const megabyte = 1024 * 1024;
const littleBytes = 200 * megabyte;
const someBytes = 1024 * megabyte;

export async function lookAtDisk(
  folder: string,
  stat: (path: string) => Promise<{ bavail: number; bsize: number }> = statfs,
): Promise<readonly Found[]> {
  const { bavail, bsize } = await stat(folder);
  const free = bavail * bsize;
  const says = `${Math.floor(free / megabyte)} MB are free for DATA_DIR.`;
  const remedy = "Make room: on a full disk nothing is synchronized until there is some.";
  if (free < littleBytes) return [wrong(says, remedy)];
  return [free < someBytes ? soon(says, remedy) : well(says)];
}

/** @param keyIds of TOKEN_KEYS */
export function lookAtKeys(
  { current, byKey, refused }: SecretsTally,
  keyIds: readonly string[],
): readonly Found[] {
  const found = [...byKey]
    .filter(([id]) => id !== current)
    .map(([id, count]) =>
      keyIds.includes(id)
        ? soon(
            `${count} secrets are still sealed with the older key "${id}".`,
            "`sync-to-erp rotate-key` seals them anew; then the older key can go.",
          )
        : wrong(
            `TOKEN_KEYS lacks the key "${id}". Secrets that it seals: ${count}.`,
            "Add that key behind the others and restart; where it is lost, these people sign in again.",
          ),
    );
  const all = byKey.get(current) ?? 0;
  const unread = refused === 0 ? [] : [soon(`${refused} scopes could not be read.`, inRefused)];
  return [
    ...(found.length > 0 ? found : [well(`All secrets are sealed with "${current}": ${all}.`)]),
    ...unread,
  ];
}

const inRefused = "See `sync-to-erp status`: which are damaged, and what to do about each.";
