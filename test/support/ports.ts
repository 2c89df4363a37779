import { once } from "node:events";
import { createServer } from "node:net";

const tries = 50;
/** Below the ports that systems lend to outgoing connections: those may be taken between two steps. */
const [lowest, highest] = [10_000, 32_000];

/** The first of five free ports in a row: front, server, ERP, the one without TLS, and mail. */
export async function freePorts(): Promise<number> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const first = lowest + Math.floor(Math.random() * (highest - lowest));
    const free = await Promise.all([0, 1, 2, 3, 4].map((more) => isFree(first + more)));
    if (free.every(Boolean)) return first;
  }
  throw new Error("no five free ports in a row");
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
