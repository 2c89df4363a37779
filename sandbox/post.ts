import http from "node:http";
import https from "node:https";

/** Posts a body somewhere; rejects when no answer comes. */
export type Deliver = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: string }>;

export interface PostOptions {
  /** Authorities to trust, PEM. */
  readonly ca: string;
  /** Origin of the product, whatever its name; it is reached at `productPort` on loopback. */
  readonly productOrigin: string;
  readonly productPort: number;
}

/** Graph gives a receiver ten seconds. */
const TIMEOUT_MS = 10_000;
const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Posts notifications to the product. Nothing ever leaves this machine: an address that is neither
 * loopback nor the product's own name is refused.
 */
export function createPost({ ca, productOrigin, productPort }: PostOptions): Deliver {
  return (url, body, headers) =>
    new Promise((resolve, reject) => {
      const target = new URL(url);
      const isProduct = target.origin === new URL(productOrigin).origin;
      if (!isProduct && !loopback.has(target.hostname)) {
        reject(new Error(`The sandbox posts to this machine only, not to ${target.origin}.`));
        return;
      }
      const secure = target.protocol === "https:";
      const request = (secure ? https : http).request({
        host: "127.0.0.1",
        port: isProduct ? productPort : target.port,
        path: target.pathname + target.search,
        method: "POST",
        headers: {
          ...headers,
          host: target.host,
          "content-length": Buffer.byteLength(body),
        },
        timeout: TIMEOUT_MS,
        ...(secure ? { ca, servername: target.hostname } : {}),
      });
      request.on("timeout", () => request.destroy(new Error(`${url} did not answer in time.`)));
      request.on("error", reject);
      request.on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(parts).toString("utf8"),
          }),
        );
      });
      request.end(body);
    });
}
