/** Posts the same body again and again over a few connections, and tells how it went. */
import http from "node:http";
import { quantile } from "./figure.ts";

export interface LoadOrder {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p99Ms: number;
}

const accepted = 202;

async function load({ url, body, connections, seconds }: LoadOrder): Promise<LoadResult> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const post = (): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const request = http.request(url, { method: "POST", agent, headers }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode));
      });
      request.on("error", reject);
      request.end(body);
    });
  const tookMs: number[] = [];
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  const keepPosting = async (): Promise<void> => {
    for (let sentMs = startMs; sentMs < endMs;) {
      sentMs = performance.now();
      const status = await post();
      if (status !== accepted) throw new Error(`the server answered ${status ?? "nothing"}`);
      tookMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, keepPosting));
  agent.destroy();
  const elapsedSeconds = (performance.now() - startMs) / 1000;
  return { perSecond: tookMs.length / elapsedSeconds, p99Ms: quantile(tookMs, 0.99) };
}

process.once("message", (order: LoadOrder) => {
  void load(order).then((result) => process.send?.(result));
});
